"""Somebody's figures as one message. Pure."""

from collections.abc import Callable, Mapping, Sequence

from bot.content.words import Safe
from bot.peers.agreement import Agreement
from bot.people.figures import Figures, Trend, direction
from bot.slack.blocks import build as b
from bot.slack.blocks.report import DOTS
from bot.slack.poster import Message

Words = Callable[..., str]


def stats_message(
    words: Words, shown: Figures, agreements: Sequence[Agreement], titles: Mapping[str, str], *,
    person: str = "", met: int = 0, least: int = 5, numbers: bool = True,
) -> Message:  # fmt: skip
    """`person` is whose they are where they are not the reader's own; `titles` those of criteria, phases and drills."""
    title = words("people.stats.title_of", person=person) if person else words("people.stats.title")
    count = words(
        "people.stats.count", interviews=shown.interviews, interviewed=shown.interviewed, drills=shown.drills_taken,
        weeks=shown.weeks, met=met,
    )  # fmt: skip
    blocks = [b.section(f"*{title}*\n{count}")]
    if shown.last is not None and numbers:
        score, band = shown.last
        blocks.append(b.section(words("people.stats.last", score=f"{score:.0f}", band=band)))
    own = not person
    parts = [
        (words("people.stats.rules"), [_row(words, titles, each, _levels(each)) for each in shown.rules]),
        (words("people.stats.people", own=own), [_row(words, titles, each, _levels(each)) for each in shown.people]),
        (words("people.stats.drills"), [_row(words, titles, each, _shares(each)) for each in shown.drills]),
        (words("people.stats.agreement", own=own), [_kappa(words, titles, each, least) for each in agreements]),
    ]
    held = [(head, rows) for head, rows in parts if rows]
    blocks += [b.section("\n".join([head, *rows])) for head, rows in held]
    blocks.append(b.context(words("people.stats.note" if held else "people.stats.nothing")))
    return Message(title, tuple(blocks))


def _row(words: Words, titles: Mapping[str, str], trend: Trend, values: str) -> str:
    name = titles.get(trend.name, trend.name)
    return words("people.stats.row", values=Safe(values), name=Safe(name), direction=direction(trend))


def _levels(trend: Trend) -> str:
    return " ".join(DOTS[int(value)] for value in trend.values)


def _shares(trend: Trend) -> str:
    return " ".join(f"{value:.0%}" for value in trend.values)


def _kappa(words: Words, titles: Mapping[str, str], each: Agreement, least: int) -> str:
    kappa = None if each.kappa is None else f"{each.kappa:.2f}"
    name = titles.get(each.phase, each.phase)
    return words("people.stats.kappa", name=name, kappa=kappa, same=each.same, pairs=each.pairs, least=least)
