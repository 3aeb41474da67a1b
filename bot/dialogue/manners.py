"""The interviewer's manners and cues, from rubrics/lexicon/{intents,conduct}.yaml, in the forms that are looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.phrases import Phrases, normal, phrase_sets


@dataclass(frozen=True, slots=True)
class GenericProbe:
    """A question that fits any scenario. `when` names a condition of bot/dialogue/designing.py or "unseen"."""

    id: str
    criterion: str
    when: str
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """From when on one message is the whole interview."""

    characters: int
    results: int
    components: int


@dataclass(frozen=True, slots=True)
class Manners:
    controls: Mapping[str, Phrases]
    intents: Mapping[str, Phrases]
    phases: Mapping[str, Phrases]
    areas: Mapping[str, Phrases]
    named: Mapping[str, Phrases]
    parts: Mapping[str, Phrases]
    evidence: Mapping[str, tuple[Phrases, ...]]
    late: Mapping[str, tuple[str, ...]]
    list_lines: int
    scope: Phrases
    summary_words: int
    english: frozenset[str]
    foreign: frozenset[str]
    probes: Mapping[str, tuple[GenericProbe, ...]]
    estimates: tuple[str, ...]
    counts_as: Mapping[str, tuple[str, ...]]
    criterion_of: Mapping[str, str]
    decision_areas: tuple[str, ...]
    decision_parts: tuple[str, ...]
    asked_for: frozenset[str]
    followups: Mapping[str, int]
    curveball_after: int
    curveball_at_share: float
    lull: float
    requirement_probes: int
    flowing_results: int
    same_value: float
    plausible: float
    longest_list: int
    half_answer: int
    reach: float
    answer: float
    watched: Mapping[str, tuple[str, ...]]
    matters: Mapping[str, Mapping[str, float]]
    language_words: int
    language_least: int
    everything: Everything
    drill_of: Mapping[str, str]

    def control(self, text: str) -> str:
        """The control that the whole message is, "" for none: "pause" is one, "pause between retries" is not."""
        words = normal(text)
        if len(words) > 60:
            return ""
        return next((name for name, phrases in self.controls.items() if phrases.whole(words)), "")

    def drill(self, criterion: str) -> str:
        """The kind of drill that practises a criterion."""
        return self.drill_of.get(criterion) or self.drill_of.get(criterion.split(".")[0], "questions")

    def metric_of(self, metric: str) -> str:
        """Which of the asked estimates a metric counts as, "" for none."""
        return next((name for name, metrics in self.counts_as.items() if metric in metrics), "")


def manners_from(lexicon: Mapping[str, Any]) -> Manners:
    """Raises KeyError naming what the two files lack."""
    intents, conduct = lexicon["intents"], lexicon["conduct"]
    ways = conduct["manners"]
    return Manners(
        controls=phrase_sets(intents["controls"]),
        intents=phrase_sets(intents["intents"]),
        phases=phrase_sets(intents["phases"]),
        areas=phrase_sets(conduct["areas"]),
        named=phrase_sets({area: _specific(words, conduct["generic"]) for area, words in conduct["areas"].items()}),
        parts=phrase_sets(conduct["parts"]),
        evidence={key: tuple(Phrases.of(group) for group in groups) for key, groups in conduct["evidence"].items()},
        late={prefix: tuple(phases) for prefix, phases in conduct["late"].items()},
        list_lines=int(conduct["list_lines"]),
        scope=Phrases.of(conduct["scope"]),
        summary_words=int(conduct["summary_words"]),
        english=frozenset(conduct["english"]),
        foreign=frozenset(str(word) for word in conduct["foreign"]) - frozenset(conduct["english"]),
        probes={phase: tuple(_probe(each) for each in probes) for phase, probes in conduct["probes"].items()},
        estimates=tuple(conduct["estimates"]),
        counts_as={key: tuple(values) for key, values in conduct["counts_as"].items()},
        criterion_of=dict(conduct["criterion_of"]),
        decision_areas=tuple(conduct["decision_areas"]),
        decision_parts=tuple(conduct["decision_parts"]),
        asked_for=frozenset(conduct["asked_for"]),
        followups={level: int(count) for level, count in conduct["followups"].items()},
        curveball_after=int(conduct["curveball_after"]),
        curveball_at_share=float(conduct["curveball_at_share"]),
        lull=float(ways["lull"]),
        requirement_probes=int(ways["requirement_probes"]),
        flowing_results=int(ways["flowing_results"]),
        same_value=float(ways["same_value"]),
        plausible=float(ways["plausible"]),
        longest_list=int(ways["longest_list"]),
        half_answer=int(ways["half_answer"]),
        reach=float(ways["reach"]),
        answer=float(ways["answer"]),
        watched={phase: tuple(names) for phase, names in conduct["watched"].items()},
        matters={level: {key: float(by) for key, by in each.items()} for level, each in conduct["matters"].items()},
        language_words=int(ways["other_language"]["words"]),
        language_least=int(ways["other_language"]["least"]),
        drill_of=dict(conduct["drill_of"]),
        everything=Everything(**{key: int(value) for key, value in ways["everything_at_once"].items()}),
    )


def _specific(words: Sequence[str], generic: Sequence[str]) -> list[str]:
    """Words that name a choice and not only what is to be chosen."""
    return [word for word in words if word not in generic]


def _probe(data: Mapping[str, Any]) -> GenericProbe:
    levels: Sequence[str] = data.get("levels", ())
    return GenericProbe(data["id"], data["criterion"], data.get("when", data.get("only", "")), tuple(levels))
