"""One person's preferences as a stream, and the line by which they are looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.people.preferences import Preferences
from bot.record import Decided, Line, Refused, Say, Wake
from bot.record.stored import Codec, Stored
from bot.record.values import plain

PREFIX = "person-"
PREFERENCES = "preferences"  # the kind of the read model's line


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPreferences:
    now: float
    preferences: Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesSet:
    at: float
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class Person:
    """`stream` is person-TEAM.USER."""

    stream: str
    preferences: Preferences = field(default_factory=Preferences)

    @property
    def team(self) -> str:
        return self.stream.removeprefix(PREFIX).split(".", 1)[0]

    @property
    def user(self) -> str:
        return self.stream.removeprefix(PREFIX).split(".", 1)[-1]


class Persons(Stored):
    """Satisfies the runtime's Aggregate and Projects. Says nothing and waits for nothing."""

    category = "person"
    codec = Codec("a person", (PreferencesSet, SetPreferences), object)

    def start(self, stream: str) -> Person:
        return Person(stream)

    def decide(self, state: Person, command: SetPreferences, prepared: Any) -> Decided:
        if command.preferences == state.preferences:
            return Decided(())
        return Decided((PreferencesSet(at=command.now, preferences=command.preferences),))

    def evolve(self, state: Person, event: PreferencesSet) -> Person:
        return replace(state, preferences=event.preferences)

    def wants_preparing(self, state: Person, command: SetPreferences) -> bool:
        return False

    def prepare(self, state: Person, command: SetPreferences, texts: Mapping[str, str]) -> None:
        return None

    def timers(self, state: Person) -> Mapping[str, Wake]:
        return {}

    def claims(self, state: Person) -> frozenset[str]:
        return frozenset()

    def taken(self, claim: str) -> Refused:
        return Refused("people.refused.form")

    def says(self, before: Person, event: Any, after: Person, texts: Mapping[str, str]) -> Sequence[Say]:
        return ()

    def lines(self, before: Person, event: PreferencesSet, after: Person) -> Sequence[Line]:
        row = plain(after.preferences)
        return [Line(PREFERENCES, f"{after.team}:{after.user}", after.team, after.user, "", event.at, row)]

    def alone(self, state: Person, person: str) -> bool:
        return state.user == person

    def without(self, state: Person, event: PreferencesSet, person: str, theirs: Any) -> PreferencesSet:
        return event

    def row(self, state: Person) -> Mapping[str, Any] | None:
        return None

    def team(self, state: Person) -> str:
        return state.team

    def posted(self, name: str, channel: str, ts: str, now: float) -> None:
        return None

    def downtime(self, since: float, until: float) -> None:
        return None


def stream_of(team: str, user: str) -> str:
    return f"{PREFIX}{team}.{user}"
