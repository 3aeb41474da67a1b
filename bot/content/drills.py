"""Material and rules of the weekly drills: the shapes of rubrics/drills/*.yaml, one file for each part."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, field_validator

from bot.content.figures import FigureField
from bot.content.rung import Cues
from bot.content.scenario import Category, Id, Part

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]
DecisionArea = Literal["database", "cache", "queue", "compute"]


class Points(Part):
    """What the board counts: taking part and improving, never rank."""

    taking_part: Count
    improving: Count
    streak: Count


class Ratings(Part):
    """From which share of an item on it counts as hard, good or easy for the next due time; below `hard`: again."""

    hard: Share
    good: Share
    easy: Share


class DrillRules(Part):
    """rules.yaml: times in hours or days, as their names say."""

    version: int
    open_hours: tuple[Count, ...] = Field(description="How long answers stay open; the choices of the form.")
    default_open_hours: Count
    grace_hours: Positive = Field(description="How late a drill that was missed while the bot was away is posted.")
    quarter_days: Count = Field(description="The same drill never comes twice in a channel within so many days.")
    late_days: Count = Field(description="How long after the reveal an answer is still marked, without points.")
    hold_days: Count = Field(description="A reveal that waits for an organiser comes by itself after so many days.")
    personal_days: Count = Field(description="How long a drill that somebody took for themself stays open.")
    spread_from: Count = Field(description="Answers from which on spread, slip and board are shown.")
    unanswered_before_pause: Count
    most_open: Count = Field(description="Drills that can be open in one channel at once.")
    most_schedules: Count = Field(description="Schedules of one channel.")
    shortest_answer: Count = Field(description="Characters below which an answer says nothing.")
    longest_answer: Count = Field(description="Characters of one field.")
    longest_message: Count = Field(description="Characters of a whole answer in a direct message.")
    points: Points
    ratings: Ratings
    board_weeks: Count
    board_rows: Count


class CategoryCues(Part):
    cues: Cues


class QuestionRules(Part):
    """questions.yaml."""

    version: int
    per_category: Count
    categories: dict[Category, CategoryCues]
    least_words: Count = Field(description="Words that a question about the problem has at least.")
    reason_words: Count = Field(description="Words of a reason.")
    reasons: Cues = Field(description="What tells that an answer changes something.")
    empty_reasons: Cues = Field(description="What only sounds like a reason.")
    chatter: Cues = Field(description="Questions that are about the drill, not about the problem.")
    most_qualities: Count = Field(description="Qualities that one question may ask about at once.")
    qualities: Cues


class ServerRules(Part):
    """When one database server does. Between `fine` and `beyond` either answer is taken if it has a reason."""

    fine: dict[str, FigureField] = Field(description="All of these metrics at most so much: one server does.")
    beyond: dict[str, FigureField] = Field(description="Any of these metrics so much or more: it does not.")
    far_off: Positive = Field(description="A rate so many times the peak is no reason for what is left open.")
    first_yes: tuple[str, ...] = Field(description="A first word that is the answer.")
    first_no: tuple[str, ...]
    no_harm: Cues = Field(description="Negations that deny nothing: no need to shard.")
    refuses: Cues = Field(description="What makes it a no wherever it stands.")
    says_yes: Cues
    says_no: Cues
    reasons: Cues


class EstimationRules(Part):
    """estimation.yaml."""

    version: int
    items: tuple[str, ...] = Field(description="Metrics that are asked for, in the order of the cascade.")
    credit: dict[str, Share] = Field(
        description="What a grade is worth; `inherited` for a right step from a wrong one."
    )
    server: ServerRules


class DesignRules(Part):
    """design.yaml."""

    version: int
    contracts: Count
    labelled: Share
    reason_words: Count = Field(description="Words with a meaning that a justification has beside the name.")
    obvious: tuple[str, ...] = Field(description="Roles that need no justification.")
    empty_words: tuple[str, ...] = Field(description="Words that justify nothing.")


class DecisionRules(Part):
    """decisions.yaml."""

    version: int
    sentences: Count
    metrics: Count
    items: tuple[DecisionArea, ...]
    requirement: Cues
    not_requirement: Cues
    choices: dict[DecisionArea, Cues]
    none: Cues = Field(description="A clear decision against having one.")
    tradeoff: Cues
    not_tradeoff: Cues
    metric: Cues
    explains: Cues
    labels: Cues = Field(description="Words that name the parts of the form; what is left without them was said.")
    asking: tuple[str, ...] = Field(description="First words of the question that a metric answers.")
    no_question: Cues = Field(description="What only begins like such a question.")


class PatternAbout(Part):
    """Cues of which one of every group tells that a line says what the pattern is."""

    groups: tuple[Cues, ...]


class PatternRules(Part):
    """patterns.yaml."""

    version: int
    count: Count
    line_words: Count
    copied_share: Share = Field(description="Share of the words of a card's sentence, in order, that makes a copy.")
    copied_least: Count = Field(description="Words in a row or in order below which nothing is a copy.")
    copied_run: Count = Field(description="Words of a card in a row that make a copy by themselves.")
    scenario_words: Count
    vague: Cues
    pays: Cues
    not_pays: Cues
    about: dict[str, PatternAbout]


class PlantedSlip(Part):
    """An error that can be put into a worked estimate.

    The step `at` is computed from `of` (a step or parameter) `times` or `over` these instead of by its own formula;
    numbers are written as they stand. `factor` is on top. `needs` bounds parameters, so that the error shows."""

    id: Id
    at: str
    of: str
    times: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    factor: Positive = 1
    needs: dict[str, Positive] = Field(default_factory=dict, description="Least values of parameters.")
    named: tuple[Cues, ...] = Field(description="Cues of which one of every group names the error.")


class SlipRules(Part):
    """slip.yaml."""

    version: int
    steps: tuple[str, ...]
    slips: tuple[PlantedSlip, ...]
    most_errors: Count = Field(description="An answer that names more different errors than this only lists them all.")

    @field_validator("slips")
    @classmethod
    def _ids_once(cls, slips: tuple[PlantedSlip, ...]) -> tuple[PlantedSlip, ...]:
        ids = [slip.id for slip in slips]
        if len(set(ids)) != len(ids):
            raise ValueError("has an id twice. Give each slip its own.")
        return slips


class SprintQuestion(Part):
    """A small estimate: the words are prompts/drills.yaml, sprint.<id>; figures are drawn from the ranges."""

    id: Id
    metric: str
    ranges: dict[str, tuple[FigureField, FigureField]]
    fixed: dict[str, float] = Field(default_factory=dict)
    rate: bool = Field(default=False, description="`actors` is drawn as writes a second instead of a day.")


class SprintRules(Part):
    """sprint.yaml."""

    version: int
    count: Count
    seconds: Count
    lag_seconds: Positive = Field(description="What a form takes to open and to arrive.")
    questions: tuple[SprintQuestion, ...]


class DrillBook(BaseModel, frozen=True):
    """Every part; `of_folder` names the file of each."""

    rules: DrillRules
    questions: QuestionRules
    estimation: EstimationRules
    design: DesignRules
    decisions: DecisionRules
    patterns: PatternRules
    slip: SlipRules
    sprint: SprintRules


PARTS: Mapping[str, type[Part]] = {
    "rules": DrillRules, "questions": QuestionRules, "estimation": EstimationRules, "design": DesignRules,
    "decisions": DecisionRules, "patterns": PatternRules, "slip": SlipRules, "sprint": SprintRules,
}  # fmt: skip


def book_from(parts: Mapping[str, Any]) -> DrillBook | None:
    """The book of these parts; None where one is missing (a folder of a team's own has none of them)."""
    return DrillBook(**parts) if set(PARTS) <= set(parts) else None


__all__ = ["PARTS", "DrillBook", "DrillRules", "PlantedSlip", "SprintQuestion", "book_from"]
