"""`app.py score`: the verdicts on one transcript, with the words that they rest on."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import encoder, fail, read_content, read_settings, read_transcript, say
from bot.cli.settings import ROOT

if TYPE_CHECKING:
    from bot.content import Rubric
    from bot.record import Transcript
    from bot.scoring import Scorecard


def score(
    transcript: Annotated[Path, typer.Argument(help="A transcript as JSON; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for machines.")] = False,
    rubric: Annotated[str, typer.Option(help="Id of the rubric.")] = "",
    model: Annotated[str, typer.Option(help='"none" scores with the lexical rules alone.')] = "",
    beside: Annotated[str, typer.Option(help="Id of another rubric, to be shown beside the first.")] = "",
    judge: Annotated[str, typer.Option(help="Ask a language model too, such as openai:NAME; off by default.")] = "",
) -> None:
    """Score a transcript by the rubric: a level for every criterion, each with the candidate's own words."""
    from bot.content import UnknownRubric, UnknownScenario
    from bot.scoring import score as scored
    from bot.scoring import tools_from
    from bot.scoring.as_json import card_json

    settings = read_settings()
    held = read_transcript(transcript)
    content = read_content(settings)
    try:
        scenario = content.scenario(held.scenario)
        judged_by = content.rubric(rubric) if rubric else content.rubric()
        other = content.rubric(beside) if beside else None
    except (UnknownScenario, UnknownRubric) as error:
        fail(str(error))
    if model not in ("", "none"):
        fail(f"--model {model} is unknown. Leave it out for the sentence encoder, or give none.")
    reads = None if model == "none" else encoder(settings)
    tools = tools_from(content.lexicon, reads)
    card = scored(held, scenario, judged_by, tools)
    if judge:
        card = _asked_again(card, held, judged_by, judge)
    if as_json:
        found = card_json(scenario.id, card, reads.name if reads else "")
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    elif other is not None:
        _show_both((card, judged_by), (scored(held, scenario, other, tools), other))
    else:
        _show(card, judged_by)


def _asked_again(card: "Scorecard", held: "Transcript", rubric: "Rubric", name: str) -> "Scorecard":
    """With the judge's opinion beside every verdict; a judge that cannot be asked ends the program."""
    from bot.scoring.second import JudgeFailed, with_second

    try:
        from bot.judge import ModelJudge
    except ImportError:
        fail("The judge needs its extra: uv sync --extra judge")
    try:
        return with_second(card, held, rubric, ModelJudge.named(name, ROOT / "prompts"), held.level)
    except JudgeFailed as error:
        fail(f"The judge could not be asked, and nothing was scored: {error}")


def _show(card: "Scorecard", rubric: "Rubric") -> None:
    from bot.scoring import is_fault

    for phase, value in card.phases.items():
        say(f"\n{phase}  {'–' if value is None else f'{value:.0f} of 100'}")
        for name, criterion in rubric.of_phase(phase).items():
            if (verdict := card.criteria.get(name)) is None:
                continue
            mark = ("✗" if verdict.met else "✓") if is_fault(rubric, name) else str(verdict.level)
            quote = " ".join(verdict.evidence[0].quote.split())[:100] if verdict.evidence else ""
            unsure = " (could not tell)" if verdict.uncertain else ""
            say(f"  {mark} {criterion.title}{unsure}" + (f"  “{quote}”" if quote else ""))
    whole = "–" if card.score is None else f"{card.score:.0f} of 100"
    say(f"\n{whole}, {card.band or 'no band'}; rubric {card.rubric} version {card.version}")


def _show_both(one: "tuple[Scorecard, Rubric]", two: "tuple[Scorecard, Rubric]") -> None:
    """Two rubrics, or two versions of one, side by side: every criterion that either has, "–" where it has not."""
    from rich.console import Console
    from rich.table import Table

    heads = [f"{card.rubric}@{card.version}" for card, _ in (one, two)]
    table = Table("criterion", *heads)
    names = dict.fromkeys([*one[1].criteria, *two[1].criteria])
    for name in names:
        levels = [str(card.criteria[name].level) if name in card.criteria else "–" for card, _ in (one, two)]
        table.add_row(name, *(f"[bold]{level}[/]" if levels[0] != levels[1] else level for level in levels))
    whole = ["–" if card.score is None else f"{card.score:.0f}, {card.band}" for card, _ in (one, two)]
    table.add_row("of 100, band", *whole)
    Console().print(table)
