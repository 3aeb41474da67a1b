"""Everything that pairing says over a busy half year, as Slack would get it: words for each, and no block refused."""

from datetime import date
from typing import Any

from icalendar import Calendar

from bot.peers.pairing import WorkingHours
from bot.peers.pairing import commands as do
from bot.peers.pairing.state import Pairing
from bot.record import Say
from bot.record.weekly import Rule
from bot.slack.pairing.forms import setup_form, snooze_form
from bot.slack.pairing.presenter import PairingPresenter
from bot.slack.poster import Message, Upload
from bot.store import OutboxRow
from bot.workspace.kit.check import message_faults, view_faults
from tests.peers.pairing_channel import DAY, HOUR, T0, PairingChannel
from tests.support.bot import shipped_content


class Now:
    """Desk, clock and people of one moment."""

    def __init__(self, channel: PairingChannel) -> None:
        self.channel = channel

    async def state(self, stream: str) -> tuple[Pairing, dict[str, str]]:
        return self.channel.state, {}

    def now(self) -> float:
        return self.channel.now

    async def name(self, team: str, user: str) -> str:
        return ""


def row(say: Say) -> OutboxRow:
    place = {"channel": say.place.channel, "thread": say.place.thread, "user": say.place.user}
    return OutboxRow(
        id="1", lane="T1/C1", stream="pairing-T1.C1", team="T1", kind=say.kind, what=say.what, name=say.name,
        place=place, args=dict(say.args), created=T0,
    )  # fmt: skip


class Listener(PairingChannel):
    """A channel that renders what is said, when it is said."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Say] = []

    def do(self, command: do.Command) -> Any:
        before = len(self.said)
        events = super().do(command)
        self.heard += self.said[before:]
        return events


def presenter(channel: PairingChannel) -> PairingPresenter:
    now: Any = Now(channel)
    return PairingPresenter(shipped_content(), now, now, now)


async def render(channel: Listener, seen: set[str]) -> None:
    for say in channel.heard:
        shown = await presenter(channel).render(row(say))
        if isinstance(shown, Message):
            assert shown.text.strip()
            assert message_faults(list(shown.blocks) or None) == [] if shown.blocks else True
        elif isinstance(shown, Upload):
            assert len(Calendar.from_ical(shown.content).walk("VEVENT")) == 1
        seen.add(say.what)
    channel.heard.clear()


async def test_every_message_has_its_words_and_slack_takes_it() -> None:
    channel, seen = Listener(), set[str]()
    channel.join("U0ADA", admin=False)
    channel.join("U0BEN", hours=WorkingHours("Asia/Kolkata"))
    channel.join("U0CHI", hours=WorkingHours("Asia/Kolkata"))
    await render(channel, seen)
    for week in range(5):
        channel.until(T0 + week * 7 * DAY + DAY)
        await render(channel, seen)
        channel.until(channel.now + 3 * DAY)  # the reminders
        await render(channel, seen)
    channel.join(*(user for user, member in channel.state.members.items() if member.paused))
    channel.join(*(f"U0MANY{number:03d}" for number in range(80)))
    channel.do(do.SkipWeek(now=channel.now, user="U0CHI"))
    channel.until(channel.now + 7 * DAY)
    await render(channel, seen)
    pair = channel.pairs()[0]
    channel.do(do.LeavePairing(now=channel.now, user=pair.people[0]))
    other = channel.pairs()[1]
    channel.do(do.SayMet(now=channel.now, user=other.people[0], pair=other.id))
    channel.do(do.SayNotHappened(now=channel.now, user=other.people[0], pair=other.id))
    await render(channel, seen)
    channel.now += 20 * DAY
    channel.do(do.CheckClock(now=channel.now))  # two matches were missed
    await render(channel, seen)
    rule = Rule("fri", "09:00", "UTC")
    channel.do(do.PlanPairing(now=channel.now, user="U0ADA", rule=rule, admin=True))
    channel.do(do.StopPairing(now=channel.now, user="U0ADA"))
    channel.do(do.PlanPairing(now=channel.now, user="U0ADA", rule=rule, admin=True))
    channel.do(do.NoteRefused(now=channel.now, name="notice:x", reason="not_in_channel"))
    await render(channel, seen)
    assert seen == {
        f"pairing.{what}" for what in (
            "organiser", "planned", "notice", "notice_over", "match", "pair", "calendar", "alone", "reminder", "paused",
            "dropped", "missed", "stopped", "lost",
        )
    }  # fmt: skip


async def test_a_person_sees_how_things_stand_in_every_standing_and_the_forms_are_taken() -> None:
    channel = PairingChannel()
    cards = presenter(channel).cards
    texts = [cards.status(channel.state, "U0ADA", channel.now)]
    channel.join("U0ADA", "U0BEN")
    texts.append(cards.status(channel.state, "U0ADA", channel.now))
    channel.do(do.SkipWeek(now=channel.now, user="U0ADA"))
    texts.append(cards.status(channel.state, "U0ADA", channel.now))
    channel.do(do.SnoozePairing(now=channel.now, user="U0ADA", until=channel.now + 9 * DAY))
    texts.append(cards.status(channel.state, "U0ADA", channel.now))
    for each, said in zip(texts, ("do not take part", "You take part", "sit out", "away until"), strict=True):
        assert said in each.text
        assert message_faults(list(each.blocks)) == []
    assert view_faults(setup_form(cards, channel.state, "UTC")) == []
    assert view_faults(snooze_form(cards, channel.state, date(2027, 1, 4))) == []


async def test_the_same_match_gives_the_same_calendar_file_byte_for_byte() -> None:
    files = []
    for _ in range(2):
        channel = PairingChannel()
        channel.join("U0ADA", "U0BEN")
        channel.until(T0 + DAY + HOUR)
        say = next(say for say in channel.said if say.what == "pairing.calendar")
        shown = await presenter(channel).render(row(say))
        assert isinstance(shown, Upload)
        files.append(shown.content)
    assert files[0] == files[1]
