"""All that the interviewer knows, loaded once: content, manners, and the matchers that are dear to build."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from bot.content import Content, Rubric, Scenario
from bot.diagram import Lexicon, lexicon_from
from bot.dialogue.manners import Manners, manners_from
from bot.dialogue.reading import FactMatcher, fact_matcher
from bot.scoring import Tools, tools_from

T = TypeVar("T")


@dataclass(frozen=True)
class Mind:
    """`encoder` is the sentence encoder of bot/language, or None for lexical matching alone. Thread-safe: what is
    kept is built from immutable content, and building it twice does no harm."""

    content: Content
    encoder: Any = None
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def manners(self) -> Manners:
        return manners_from(self.content.lexicon)

    @property
    def lexicon(self) -> Mapping[str, Any]:
        return self.content.lexicon

    def scenario(self, scenario_id: str, seed: int | None = None) -> Scenario:
        """The sheet, or with a seed its variant. Raises UnknownScenario."""
        if seed is None:
            return self.content.scenario(scenario_id)
        key = f"scenario:{scenario_id}:{seed}"
        if key not in self._kept:
            self._trim()
            self._kept[key] = self.content.scenario(scenario_id).drawn(seed)
        kept: Scenario = self._kept[key]
        return kept

    def rubric(self, rubric_id: str = "") -> Rubric:
        return self.content.rubric(rubric_id) if rubric_id else self.content.rubric()

    @cached_property
    def components(self) -> Lexicon:
        """How people name the parts of a design."""
        return lexicon_from(self.content.lexicon["components"])

    @cached_property
    def tools(self) -> Tools:
        """What judging needs, made once."""
        return tools_from(self.content.lexicon, self.encoder)

    def facts(self, scenario: Scenario) -> FactMatcher:
        """The matcher of this scenario's facts; figures do not matter to it, so variants share one."""
        key = f"facts:{scenario.id}:{scenario.version}"
        if key not in self._kept:
            self._kept[key] = fact_matcher(scenario.facts, scenario.decoys, self.lexicon, self.encoder)
        kept: FactMatcher = self._kept[key]
        return kept

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """A thing that is dear to build, built once."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    def _trim(self, most: int = 500) -> None:
        if len(self._kept) > most:
            self._kept.clear()
