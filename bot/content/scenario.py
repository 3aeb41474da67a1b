"""A scenario: what the interviewer knows about one problem. The shape of rubrics/scenarios/*.yaml."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.content.answers import render_answer
from bot.content.figures import DAY, Figure, FigureField, drawn_from

Category = Literal["functional", "nonfunctional", "scale", "constraints", "edge_cases"]
PhaseId = Literal["requirements", "estimation", "design", "decisions", "patterns"]
Level = Literal["mid", "senior", "staff"]
Path = Literal["write", "read", "both"]
Role = Literal[
    "client", "dns", "cdn", "load_balancer", "api_gateway", "realtime_gateway", "app_server", "worker", "scheduler",
    "id_generator", "cache", "database", "search_index", "queue", "stream_processor", "object_storage",
    "notification", "external_service", "monitoring", "ml_service", "auth", "rate_limiter", "warehouse",
    "session_store", "coordination",
]  # fmt: skip
Parameter = Literal[
    "actors", "per_actor_per_day", "object_size", "peak_factor", "reads_per_write", "replication", "retention",
    "cache_share", "fanout", "qps_per_server", "shard_capacity",
]  # fmt: skip

CATEGORIES: tuple[str, ...] = get_args(Category)
PHASES: tuple[str, ...] = get_args(PhaseId)
PARAMETERS: tuple[str, ...] = get_args(Parameter)
ROLES: tuple[str, ...] = get_args(Role)

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,79}$", description="Lower case, digits, - and _.")]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Short = Annotated[str, Field(min_length=1, max_length=400)]


class Part(BaseModel):
    """Base of everything read from YAML: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Flow(Part):
    """One stream of writes through the system, with its reads. Sizes in B, times in s, shares of 1."""

    noun: Short = Field(description="What is written, in the singular: message, link, booking.")
    plural: str = ""
    actor: Short = Field(default="user", description="Who writes it, in the singular.")
    actors: FigureField = Field(description="How many act on a day.")
    per_actor_per_day: FigureField
    object_size: FigureField
    peak_factor: FigureField
    reads_per_write: FigureField
    replication: FigureField
    retention: FigureField
    cache_share: FigureField
    fanout: FigureField | None = None
    qps_per_server: FigureField | None = None
    shard_capacity: FigureField | None = None
    ranges: dict[Parameter, tuple[FigureField, FigureField]] = Field(
        default_factory=dict, description="Lowest and highest value of what a seeded variant may draw."
    )

    @property
    def nouns(self) -> str:
        """The plural, regular where none is given."""
        return self.plural or f"{self.noun}s"

    def params(self) -> dict[str, float]:
        """The parameters of the cascade under the names that the estimation core uses; retention in days."""
        values = {name: getattr(self, name) for name in PARAMETERS if name != "retention"}
        known = {name: figure.value for name, figure in values.items() if figure is not None}
        return {**known, "retention_days": self.retention.value / DAY}

    def with_figures(self, figures: Mapping[str, Figure]) -> "Flow":
        return self.model_copy(update=dict(figures))


class Sets(Part):
    """Which parameter of which flow a fact gives away."""

    flow: str
    parameter: Parameter


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, Mapping | str) else value


class Fact(Part):
    """One answer on the sheet."""

    id: Id
    category: Category
    criteria: tuple[str, ...] = Field(default=(), description="Asking-criteria that asking for this fact supports.")
    question: Short
    phrasings: tuple[Short, ...] = Field(default=(), description="At least six short ones, in different words.")
    not_this: tuple[Short, ...] = Field(default=(), description="Questions that look like it and ask another thing.")
    answer: Text = Field(description="One spoken sentence; a Jinja2 template over the flows.")
    changes: str = Field(default="", description="What the answer changes in the design.")
    weight: Annotated[int, Field(ge=1, le=3)] = 1
    sets: Annotated[tuple[Sets, ...], BeforeValidator(_as_list)] = ()


class When(Part):
    """What makes a probe worth asking in a later phase; all that is given must hold."""

    missing_role: Role | None = None
    present_role: Role | None = None
    unasked_fact: str | None = None
    missing_criterion: str | None = None
    metric: str | None = None


class Probe(Part):
    """A question of the interviewer's."""

    id: Id
    phase: PhaseId
    asks: Short
    criterion: str
    unless: tuple[str, ...] = Field(default=(), description="Facts asked or roles drawn that make it superfluous.")
    when: When | None = None
    levels: tuple[Level, ...] = Field(default=(), description="For these levels only; empty: for all.")
    weak: str = ""
    strong: str = ""


class Component(Part):
    id: Id
    name: Short
    role: Role
    aliases: tuple[Short, ...] = ()
    reason: str = ""
    because: tuple[str, ...] = Field(default=(), description="Facts, qualities or figures that demand it.")
    needed: bool = True


class Connection(Part):
    source: str = Field(alias="from")
    to: str
    carries: str = ""
    path: Path = "both"


class Entity(Part):
    entity: Short
    key: str
    fields: tuple[str, ...] = ()


class Api(Part):
    name: Short
    contract: Text
    fields: tuple[str, ...] = ()


class LeftOut(Part):
    name: Short
    why: Text


class Design(Part):
    """The reference design, shown beside the candidate's after the end."""

    components: tuple[Component, ...] = ()
    connections: tuple[Connection, ...] = ()
    write_path: tuple[str, ...] = ()
    read_path: tuple[str, ...] = ()
    data_model: tuple[Entity, ...] = ()
    apis: tuple[Api, ...] = ()
    idempotency: str = ""
    leave_out: tuple[LeftOut, ...] = ()


class Option(Part):
    name: Short
    gains: Text
    costs: Text


class Decision(Part):
    id: Id
    requirement: Text
    options: tuple[Option, ...]
    pick: Short
    price: Text
    otherwise: str = ""


class Metric(Part):
    metric: Short
    tells: Text
    felt_by_user: bool = False


class PatternUse(Part):
    pattern: str
    use: Text
    cost: Text


class Failure(Part):
    component: str
    effect: Text
    recovery: Text


class Overrides(Part):
    """The parameters of one flow that a curveball changes."""

    flow: str
    actors: FigureField | None = None
    per_actor_per_day: FigureField | None = None
    object_size: FigureField | None = None
    peak_factor: FigureField | None = None
    reads_per_write: FigureField | None = None
    replication: FigureField | None = None
    retention: FigureField | None = None
    cache_share: FigureField | None = None
    fanout: FigureField | None = None
    qps_per_server: FigureField | None = None
    shard_capacity: FigureField | None = None

    def figures(self) -> dict[str, Figure]:
        return {name: value for name in PARAMETERS if (value := getattr(self, name)) is not None}


class Curveball(Part):
    id: Id
    says: Text
    changes: tuple[Text, ...]
    overrides: Overrides | None = None


class Scenario(Part):
    """One problem, whole. Raises nothing; what is missing is empty."""

    id: Id
    title: Short
    version: Annotated[int, Field(ge=1)] = 1
    prompt: Text = Field(description="The interviewer's opening words, and nothing more.")
    core: tuple[Short, ...] = Field(description="The core use cases.")
    source: str = Field(default="", description="Where the figures come from.")
    flows: dict[Id, Flow]
    facts: tuple[Fact, ...] = ()
    decoys: tuple[Short, ...] = ()
    probes: tuple[Probe, ...] = ()
    design: Design = Design()
    decisions: tuple[Decision, ...] = ()
    monitoring: tuple[Metric, ...] = ()
    patterns: tuple[PatternUse, ...] = ()
    bottleneck: str = ""
    failures: tuple[Failure, ...] = ()
    curveballs: tuple[Curveball, ...] = ()
    ten_times: str = ""
    levels: dict[Level, str] = Field(default_factory=dict)

    @property
    def offered(self) -> bool:
        """Whether interviews are held on it: a sheet without facts only serves to score what was held elsewhere."""
        return bool(self.facts)

    def fact(self, fact_id: str) -> Fact:
        """Raises KeyError for an id that the sheet has not."""
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)

    def answer(self, fact_id: str) -> str:
        """What the interviewer says to this fact's question, with this scenario's figures."""
        return render_answer(self.fact(fact_id).answer, self.flows)

    def params(self, flow: str | None = None) -> dict[str, float]:
        """Parameters of one flow, the first where none is named; KeyError for one that is not there."""
        return self.flows[flow or next(iter(self.flows))].params()

    def drawn(self, seed: int | str) -> "Scenario":
        """The variant of this seed: every figure that has a range drawn anew, the rest as it is.

        The same seed gives the same figures on every machine, so a whole channel gets comparable work. A flow that
        has no ranges and the same actors as one that has (pictures beside posts) follows it in proportion."""
        flows = {name: self._drawn_flow(name, flow, seed) for name, flow in self.flows.items()}
        for name, flow in self.flows.items():
            leader = next(
                (key for key, other in self.flows.items() if other.ranges and _same_actors(flow, other)), None
            )
            if not flow.ranges and leader:
                flows[name] = _following(flow, self.flows[leader], flows[leader])
        return self.model_copy(update={"flows": flows})

    def _drawn_flow(self, name: str, flow: Flow, seed: int | str) -> Flow:
        ranges = flow.ranges.items()
        return flow.with_figures(
            {key: drawn_from(low, high, seed, f"{self.id}.{name}.{key}") for key, (low, high) in ranges}
        )


def _same_actors(flow: Flow, other: Flow) -> bool:
    return flow.actor == other.actor and flow.actors.value == other.actors.value


def _following(flow: Flow, before: Flow, after: Flow) -> Flow:
    """A flow moved as another one of the same actors was."""
    factor = after.per_actor_per_day.value / before.per_actor_per_day.value
    return flow.with_figures({"actors": after.actors, "per_actor_per_day": flow.per_actor_per_day * factor})


class Sheet(BaseModel):
    """A scenario file of which only the facts are needed (`app.py ask --sheet`); other keys are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    class SheetFact(BaseModel):
        model_config = ConfigDict(extra="ignore", frozen=True)
        id: str
        category: str = "functional"
        question: str
        phrasings: tuple[str, ...] = ()
        not_this: tuple[str, ...] = ()
        answer: str = ""

    facts: tuple[SheetFact, ...]
    decoys: tuple[str, ...] = ()
    flows: dict[str, Flow] = Field(default_factory=dict)
