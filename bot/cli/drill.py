"""`app.py drill KIND`: one drill in the terminal, marked at once with the same rules as in a channel."""

import json
import re
import sys
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.console import fail, read_content, read_settings, say

if TYPE_CHECKING:
    from bot.drills import Exercise, Marker
    from bot.drills.telling import Teller

END = "."


def drill(
    kind: Annotated[str, typer.Argument(help="questions, estimation, design, decisions, patterns, slip or sprint.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same drill.")] = 1,
    scenario: Annotated[str, typer.Option(help="Take this scenario.")] = "",
    show: Annotated[bool, typer.Option("--show", help="Print the drill and its solution; ask nothing.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help='Read {"field": "answer"} from standard input and print the marking as JSON.')
    ] = False,
) -> None:
    """Play a drill: the exercise is printed, each field is asked for, and the answer is marked."""
    from bot.content import UnknownScenario
    from bot.content.errors import did_you_mean
    from bot.dialogue.mind import Mind
    from bot.drills import KINDS, Marker, draw
    from bot.drills.drawing import NothingToDraw
    from bot.drills.telling import Teller

    if kind not in KINDS:
        fail(f"There is no drill {kind!r}. {did_you_mean(kind, KINDS)}")
    content = read_content(read_settings())
    marker = Marker(Mind(content))
    try:
        exercise = draw(kind, seed, content, scenario=scenario)
    except (NothingToDraw, UnknownScenario) as error:
        fail(str(error))
    teller = Teller(content.words.say, content)
    if as_json:
        _machine(exercise, marker)
        return
    _task(exercise, teller)
    if not show:
        _play(exercise, marker, teller)
    say("")
    say(_plain(teller.solution(exercise)))


def _task(exercise: "Exercise", teller: "Teller") -> None:
    say(_plain(teller.task(exercise)))
    for line in teller.lines(exercise):
        say("  " + _plain(line))
    if exercise.kind == "sprint":
        return
    say("")


def _play(exercise: "Exercise", marker: "Marker", teller: "Teller") -> None:
    from bot.drills.marking import Problem

    began = time.monotonic()
    answer: dict[str, str] = {}
    for item in exercise.items:
        label, hint = _plain(teller.label(exercise, item)), _plain(teller.hint(exercise, item))
        many = exercise.kind == "design"
        say(f"{label}\n  ({hint}{f' End with a line of “{END}”.' if many else ''})")
        answer[item.id] = _many() if many else _one()
        mine: list[Problem] = [p for p in marker.problems(exercise, answer) if p.at == item.id and answer[item.id]]
        while mine:
            say("  " + _plain(teller.problem(mine[0])))
            answer[item.id] = _one()
            mine = [p for p in marker.problems(exercise, answer) if p.at == item.id and answer[item.id]]
    problems = marker.problems(exercise, answer)
    if problems:
        fail(_plain(teller.problem(problems[0])))
    marking = marker.mark(exercise, answer, time.monotonic() - began if exercise.seconds else None)
    say("")
    say(_plain(teller.total(marking)))
    for text in (*teller.marks(exercise, marking), *teller.notes(exercise, marking)):
        say(_plain(text))
    if (difference := teller.difference(marking)) is not None:
        say(_plain(difference))


def _machine(exercise: "Exercise", marker: "Marker") -> None:
    from bot.record.values import plain

    try:
        answer: dict[str, Any] = json.loads(sys.stdin.read() or "{}")
        fields = {str(name): str(text) for name, text in answer.items()}
    except (ValueError, AttributeError) as error:
        fail(f'The answer is no JSON object of {{"field": "answer"}}: {error}')
    problems = [{"field": p.at, "problem": p.words, **p.args} for p in marker.problems(exercise, fields)]
    marking = marker.mark(exercise, fields)
    shown = {"exercise": plain(exercise), "score": round(marking.score, 4), "problems": problems}
    typer.echo(json.dumps({**shown, "marking": plain(marking)}, ensure_ascii=False))


def _one() -> str:
    typer.echo("> ", nl=False)
    return sys.stdin.readline().strip()


def _many() -> str:
    lines: list[str] = []
    for line in sys.stdin:
        if line.strip() == END:
            break
        lines.append(line.rstrip("\n"))
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Slack's markup as a terminal shows it."""
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<![\w_])_([^_\n]+)_(?![\w_])", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
