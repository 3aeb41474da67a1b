"""Weekly pairing and what a person asks about themself, wired: what they say and what they hear."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.content import Content
    from bot.peers.pairing import PairingRules
    from bot.report import Pages
    from bot.runtime import Clock, Desk
    from bot.slack.annex import Annex, Part
    from bot.slack.front import Front
    from bot.slack.people import People
    from bot.slack.persons.preferring import Preferring
    from bot.slack.reporting import Reporting, Words
    from bot.slack.rooms import Rooms


@dataclass(frozen=True)
class Surfaces:
    """One for each process. `reporting` makes reports in given words."""

    content: "Content"
    people: "People"
    pages: "Pages"
    clock: "Clock"
    rules: "PairingRules"

    def preferring(self, desk: "Desk") -> "Preferring":
        from bot.slack.persons.preferring import Preferring

        return Preferring(desk, self.people, self.rules)

    def parts(self, desk: "Desk", reporting: "Callable[[Words], Reporting]") -> "list[Part]":
        """What the outbox renders."""
        from bot.slack.pairing.presenter import PairingPresenter
        from bot.slack.persons.exporting import Exporter
        from bot.slack.persons.presenter import PersonPresenter

        exporter = Exporter(self.content, desk, self.people, reporting(self.content.words.say), self.pages)
        return [
            PairingPresenter(self.content, desk, self.clock, self.people),
            PersonPresenter(self.content, desk, self.clock, self.preferring(desk), exporter),
        ]

    def annexes(
        self, front: "Front", reporting: "Callable[[Words], Reporting]", rooms: "Rooms", organisers: Sequence[str]
    ) -> "list[Annex]":
        """What the front desk asks before it takes a message for itself."""
        from bot.slack.pairing.desk import PairingDesk
        from bot.slack.pairing.presenter import PairingPresenter
        from bot.slack.persons.desk import PersonDesk
        from bot.slack.persons.presenter import PersonPresenter

        pairs, person = self.parts(front.desk, reporting)
        assert isinstance(pairs, PairingPresenter)
        assert isinstance(person, PersonPresenter)
        front.preferring = self.preferring(front.desk)
        pairing = PairingDesk(front, pairs, self.people, front.preferring, rooms, organisers)
        return [pairing, PersonDesk(front, person, front.preferring, pairing)]
