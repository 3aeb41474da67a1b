"""Scorecards of people and of the bot in the report's own values, with names for ids."""

from collections.abc import Callable

from bot.peers import Conduct
from bot.report.model import Agrees, Conducted, Judge, Panel, Said
from bot.report.side_by_side import BOT, SideBySide
from bot.report.side_by_side import Said as Words

Name = Callable[[str], str]


def panel_of(shown: SideBySide, name: Name) -> Panel:
    """The panel of a report. `name` calls a person by their id."""
    return Panel(
        judges=tuple(
            Judge(each.role, "" if each.role == BOT else name(each.user), each.levels) for each in shown.judges
        ),
        gaps=tuple(gap.phase for gap in shown.gaps),
        comments=tuple(_said(each, name) for each in shown.comments),
        notes=tuple(_said(each, name) for each in shown.notes),
        conducts=tuple(_conducted(name(user), conduct, shown) for user, conduct in shown.conducts),
        agreement=tuple(
            Agrees(name(agreed.user), each.phase, each.same, each.pairs, each.kappa)
            for agreed in shown.agreed
            for each in agreed.phases
        ),
    )


def _said(each: Words, name: Name) -> Said:
    return Said(each.role, name(each.user), each.phase, each.words)


def _conducted(name: str, conduct: Conduct, shown: SideBySide) -> Conducted:
    return Conducted(
        name=name,
        share=conduct.share,
        questions=conduct.questions,
        suggested=conduct.suggested,
        first=None if conduct.first_probe is None else conduct.first_probe / 60,
        told=conduct.told,
        unasked=tuple(shown.questions.get(fact, fact) for fact in conduct.unasked),
        leaks=conduct.leaks,
        kept=conduct.kept,
        phases=conduct.phases,
        hints=conduct.hints,
    )
