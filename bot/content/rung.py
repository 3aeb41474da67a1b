"""One rung of a criterion's ladder: what must have been seen for this level, in yes/no detectors.

A rung is reached when one of its ways is. A way looks at sentences of the candidate's, at what a structural detector
finds, or at the facts that were asked for; what it names must all hold.
"""

from typing import Annotated, Literal

from pydantic import Field

from bot.content.scenario import Part, PhaseId, Short

Cues = Annotated[
    tuple[Short, ...],
    Field(
        description="Phrases of which one must be there: words in order, `_` up to three words, `word*` any ending, "
        "`#` a figure, `$name` a group of rubrics/lexicon/scoring.yaml."
    ),
]


class Way(Part):
    """One way to reach a rung.

    `structure` names a detector (bot/scoring). Otherwise a piece of what the candidate said must hold a cue of every
    group of `all`, one of `any`, none of `none`; the piece is a sentence, a whole message, or all that was said to
    one question of the interviewer's (`within`). `probed` are topics that the interviewer asked for just before."""

    structure: str = ""
    facts: tuple[str, ...] = Field(default=(), description="Criteria that a fact which was asked for supports.")
    all: tuple[Cues, ...] = ()
    any: Cues = ()
    none: Cues = ()
    act: Literal["", "question", "statement"] = ""
    phase: tuple[PhaseId, ...] = ()
    probed: tuple[str, ...] = ()
    within: Literal["sentence", "message", "answer"] = "sentence"
    least: Annotated[int, Field(ge=1, le=20, description="How many pieces must hold it.")] = 1
    uncertain: bool = False

    @property
    def looks(self) -> bool:
        """Whether it looks at words at all."""
        return bool(self.all or self.any)


class Rung(Part):
    """Level 1 mentioned, 2 done, 3 done and justified; 0 needs no rung. `needs` completes "the next level needs …"."""

    level: Annotated[int, Field(ge=1, le=3)]
    needs: Short = ""
    ways: tuple[Way, ...] = ()
    examples: tuple[Short, ...] = Field(default=(), description="At least six from level 2 on, in varied words.")
    counter_examples: tuple[Short, ...] = Field(default=(), description="At least four that only look like it.")
