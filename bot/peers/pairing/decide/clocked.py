"""What time brings: the week is over, the notice, the match, a reminder; and what became of a post."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.peers.pairing import commands as do
from bot.peers.pairing import events as e
from bot.peers.pairing.decide.kit import Kit, Prepared
from bot.peers.pairing.evolve import evolve
from bot.peers.pairing.hours import proposed_time
from bot.peers.pairing.matching import Member, Pairs, matched
from bot.peers.pairing.state import Pair, Pairing
from bot.peers.pairing.timers import match_due, notice_due, reminder_due

WEEK = 7 * 86_400.0
TINY = 1e-3  # seconds; floats that went through JSON and a database
MOST_SKIPPED = 60
LOST = frozenset({"is_archived", "not_in_channel", "channel_not_found", "restricted_action"})


def check(state: Pairing, command: do.CheckClock, prepared: Prepared | None, kit: Kit) -> list[e.Event]:
    """Everything that is due by now, in its order."""
    now = command.now
    events = week_over(state, now, kit)
    state = _after(state, events)
    if missed := _missed(state, now, kit):
        return [*events, missed]
    if _due(notice_due(state, kit.rules), now):
        key = state.next.key if state.next else ""
        events.append(e.NoticeGiven(at=now, key=key))
    elif _due(match_due(state, kit.rules), now) and prepared is not None:
        events.append(_match(state, now, prepared.pairs, kit))
    return [*events, *_reminders(state, now)]


def is_match_due(state: Pairing, now: float, kit: Kit) -> bool:
    """Whether `check` will make pairs and wants them prepared."""
    state = _after(state, week_over(state, now, kit))
    return _missed(state, now, kit) is None and _due(match_due(state, kit.rules), now)


def prepare(state: Pairing, now: float, kit: Kit) -> Prepared:
    """The matching of those who take part once the week before is over."""
    state = _after(state, week_over(state, now, kit))
    people = [Member(each.id, each.hours, each.left_out) for each in state.taking_part()]
    met = {two: max(1, round((now - at) / WEEK)) for two, at in state.met.items()}
    zone = ZoneInfo(state.rule.zone) if state.rule else ZoneInfo("UTC")
    first = datetime.fromtimestamp(now, zone).date()
    return Prepared(matched(people, met, first, kit.rules.minutes, now + kit.rules.lead))


def _match(state: Pairing, now: float, found: Pairs, kit: Kit) -> e.PairsMade:
    assert state.rule is not None
    assert state.next is not None
    week, following = f"w{state.count + 1}", kit.next_time(state.rule, max(now, state.next.at))
    first = datetime.fromtimestamp(now, ZoneInfo(state.rule.zone)).date()
    pairs = []
    for number, (one, other) in enumerate(found.pairs, 1):
        hours = (state.members[one].hours, state.members[other].hours)
        at = proposed_time(*hours, first, kit.rules.minutes, now + kit.rules.lead)
        assert at is not None  # who has no time in common is not paired
        before = at - kit.rules.remind_before
        pairs.append(Pair(f"{week}p{number}", (one, other), at, before if before > now else None))
    return e.PairsMade(
        at=now, week=week, key=state.next.key, pairs=tuple(pairs), alone=found.alone, next=following,
        ends=following.at,
    )  # fmt: skip


def _missed(state: Pairing, now: float, kit: Kit) -> e.OccurrencesSkipped | None:
    """A match that lies further back than the grace is skipped, with everything else that was missed."""
    if not state.running or state.next is None or state.rule is None:
        return None
    due = match_due(state, kit.rules) or state.next.at
    if now - due <= kit.rules.grace:
        return None
    keys, latest = [state.next.key], state.next
    while len(keys) < MOST_SKIPPED and (following := kit.next_time(state.rule, latest.at)).at <= now + TINY:
        latest = following
        keys.append(latest.key)
    return e.OccurrencesSkipped(at=now, keys=tuple(keys), next=kit.next_time(state.rule, now))


def week_over(state: Pairing, now: float, kit: Kit) -> list[e.Event]:
    """What nobody spoke of counts as missed by both; who missed too often in a row is paused."""
    week = state.week
    if week is None or week.closed or now < week.ends - TINY:
        return []
    missed = tuple(pair.id for pair in week.pairs.values() if pair.status == "open")
    closed = e.WeekClosed(at=now, week=week.id, missed=missed)
    after = evolve(state, closed)
    tired = [each for _, each in sorted(after.members.items()) if each.no_shows >= kit.rules.no_shows]
    paused = [e.MemberPaused(at=now, person=one.id, no_shows=one.no_shows) for one in tired if not one.paused]
    return [closed, *paused]


def _reminders(state: Pairing, now: float) -> list[e.Event]:
    if state.week is None or state.week.closed:
        return []
    due = [pair for pair in state.week.pairs.values() if _due(reminder_due(pair), now)]
    return [e.PairReminded(at=now, pair=pair.id, to=_wanting(state, pair, now)) for pair in due]


def _wanting(state: Pairing, pair: Pair, now: float) -> tuple[str, ...]:
    """Who wants to be reminded; nobody once the time itself has passed."""
    if now >= pair.at:
        return ()
    return tuple(user for user in pair.people if user in state.members and state.members[user].reminders)


def _due(at: float | None, now: float) -> bool:
    return at is not None and at <= now + TINY


def _after(state: Pairing, events: list[e.Event]) -> Pairing:
    for event in events:
        state = evolve(state, event)
    return state


def noted(state: Pairing, command: do.NotePosted | do.NoteRefused) -> list[e.Event]:
    """What Slack made of a post."""
    kind, _, name = command.name.partition(":")
    if isinstance(command, do.NotePosted):
        if kind != "match" or state.week is None or state.week.id != name or state.week.ts:
            return []
        return [e.MatchPosted(at=command.now, week=name, ts=command.ts)]
    if command.reason not in LOST or state.status != "running":
        return []
    tell = tuple(sorted({state.owner, *state.organisers} - {""})[:10])
    return [e.PairingStopped(at=command.now, why=command.reason, tell=tell)]
