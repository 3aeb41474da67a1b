"""Streaks that forgive a missed week, and a board that counts taking part and improving: no rank by score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.content.drills import DrillRules
from bot.drills.state import Drilling, Round
from bot.record.forgotten import is_gone

WEEK = 7 * 86_400.0
_MONDAY = 4 * 86_400.0  # 1970-01-01 was a Thursday


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the board. `score` (0 to 1, of the last drill) only where they shared it."""

    person: str
    points: int
    taken: int
    improved: int
    streak: int
    score: float | None = None


def week(at: float) -> int:
    """Weeks since 1970, from Monday to Sunday in UTC."""
    return int((at - _MONDAY) // WEEK) + 1


def streak(times: Iterable[float], now: float) -> int:
    """Weeks with an answer up to this one; one missed week between two is forgiven, two end it."""
    weeks = sorted({week(at) for at in times}, reverse=True)
    if not weeks or week(now) - weeks[0] > 2:
        return 0
    count, before = 1, weeks[0]
    for each in weeks[1:]:
        if before - each > 2:
            break
        count, before = count + 1, each
    return count


def board(state: Drilling, now: float, rules: DrillRules, upto: Round | None = None) -> list[Row]:
    """Everybody who took part within the season, most points first. `upto`: the drill whose shared scores show."""
    since = now - rules.board_weeks * WEEK
    rounds = [each for each in state.rounds.values() if each.opened > since and each.status == "revealed"]
    people = sorted(
        {person for each in rounds for person, entry in each.entries.items() if entry.counted and not is_gone(person)}
    )
    rows = [_row(person, rounds, now, rules, upto) for person in people]
    return sorted(rows, key=lambda row: (-row.points, -row.streak, row.person))[: rules.board_rows]


def _row(person: str, rounds: Sequence[Round], now: float, rules: DrillRules, upto: Round | None) -> Row:
    mine = [(each, each.entries[person]) for each in rounds if person in each.entries and each.entries[person].counted]
    improved = sum(entry.improved for _, entry in mine) + _better_than_before(person, rounds)
    weeks = streak([entry.first.at for _, entry in mine], now)
    points = rules.points.taking_part * len(mine) + rules.points.improving * improved
    points += rules.points.streak * max(0, weeks - 1)
    entry = upto.entries.get(person) if upto else None
    score = entry.best.marking.score if entry is not None and entry.shared else None
    return Row(person, points, len(mine), improved, weeks, score)


def _better_than_before(person: str, rounds: Sequence[Round]) -> int:
    """First answers that beat the same person's first answer to the drill of that kind before."""
    last: dict[str, float] = {}
    better = 0
    for each in sorted(rounds, key=lambda one: one.opened):
        entry = each.entries.get(person)
        if entry is None or not entry.counted:
            continue
        score = entry.first.marking.score
        better += score > last.get(each.exercise.kind, 1.0) + 1e-9
        last[each.exercise.kind] = score
    return better
