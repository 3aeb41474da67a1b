"""`check`, `ask`, `learn` and `new`: working on rubrics, scenarios and words."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import encoder, fail, input_lines, print_lines, read_content, read_settings, say
from bot.cli.golden import GOLDEN, check_scoring

if TYPE_CHECKING:
    from bot.content import Content

new = typer.Typer(help="Something to start from.", no_args_is_help=True)


def check(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders with a team's own content.")] = None,
    golden: Annotated[Path, typer.Option(help="Folder of golden transcripts, scored again.")] = GOLDEN,
    record: Annotated[bool, typer.Option("--record", help="Write down what the golden transcripts score now.")] = False,
    model: Annotated[str, typer.Option(help='"none" compares phrasings by words alone.')] = "",
    table: Annotated[bool, typer.Option("--table", help="Show how much each scenario has, too.")] = False,
) -> None:
    """Say what is wrong with the content (file, line, key, what to write instead), and what a change of the rubric
    does to the scores of the golden transcripts."""
    from bot.content.check import check_content

    settings = read_settings()
    if folders:
        settings.content = ":".join(str(folder) for folder in folders)
    reads = None if model == "none" else encoder(settings)
    findings = check_content(settings.content_folders, reads)
    for finding in findings:
        say(str(finding))
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(2)
    content = read_content(settings)
    facts = sum(len(scenario.facts) for scenario in content.scenarios.values())
    say(
        f"{len(content.scenarios)} scenarios with {facts} facts, {len(content.rubrics)} rubric(s), "
        f"{len(content.patterns)} patterns, {len(content.words.templates)} templates: no errors, "
        f"{len(findings)} warning(s)."
    )
    if table:
        _table(content)
    check_scoring(content, golden, record)


def _table(content: "Content") -> None:
    """One line a scenario: how many it has of what."""
    from bot.content.counting import counts_of

    rows = [counts_of(scenario) for scenario in content.offered.values()]
    heads = list(rows[0]) if rows else []
    widths = [max(len(head), *(len(str(row[head])) for row in rows)) for head in heads]
    lines: list[list[str]] = [heads, *([str(row[head]) for head in heads] for row in rows)]
    for first, *rest in lines:
        say("  ".join([first.ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(rest, widths[1:], strict=True))]))


def ask(
    scenario: Annotated[str, typer.Argument(help="Id of a scenario.")] = "",
    sheet: Annotated[
        Path | None, typer.Option(help="A scenario file from anywhere; only its facts are needed.")
    ] = None,
    model: Annotated[str, typer.Option(help='"none" matches by words alone.')] = "",
) -> None:
    """Ask a fact sheet: JSON lines {"id", "question"} in, the facts and the interviewer's words out."""
    from bot.content import ContentError, UnknownScenario
    from bot.content.ask import ask_lines, load_sheet

    settings = read_settings()
    content = read_content(settings)
    try:
        asked = load_sheet(sheet) if sheet else content.scenario(scenario)
    except (ContentError, UnknownScenario) as error:
        fail(str(error))
    reads = None if model == "none" else encoder(settings)
    print_lines(ask_lines(asked, input_lines(), content.lexicon, content.words, reads))


def learn(scenario: str, fact: str, question: str) -> None:
    """Make a question that was asked a phrasing of a fact, in the scenario's own file."""
    from bot.content import ContentError, UnknownScenario
    from bot.content.learn import learn as learnt

    content = read_content(read_settings())
    try:
        path = content.files[content.scenario(scenario).id]
        finding = learnt(path, question, fact)
    except (UnknownScenario, ContentError) as error:
        fail(str(error))
    say(str(finding))
    if finding.level == "error":
        raise typer.Exit(2)


@new.command("schemas")
def new_schemas(
    folder: Annotated[Path, typer.Option(help="Where to; editors look in rubrics/schema.")] = Path("rubrics/schema"),
) -> None:
    """Write the JSON Schemas by which an editor completes and checks scenarios, rubrics and pattern cards."""
    from bot.content.schema import KINDS, schema_text

    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.schema.json").write_text(schema_text(kind), encoding="utf-8")
    say(f"Wrote {', '.join(f'{kind}.schema.json' for kind in KINDS)} to {folder}.")


@new.command("vectors")
def new_vectors() -> None:
    """Encode the phrasings and examples of the shipped content that have no vector yet, and drop those of old ones."""
    from bot.cli.vectors import renew
    from bot.language.shipped import SHIPPED

    settings = read_settings()
    loaded = encoder(settings)
    if loaded is None:
        fail("Without the sentence encoder there are no vectors to make.")
    made = renew(loaded, SHIPPED)
    say(f"Wrote {SHIPPED}: {made.texts:,} texts, {made.encoded:,} of them encoded now, {made.size / 1e6:.1f} MB.")


@new.command("scenario")
def new_scenario(scenario: str, folder: Annotated[Path, typer.Option(help="Your content folder.")] = Path()) -> None:
    """Write a scenario file that loads at once, with comments on what belongs where."""
    import re

    from bot.content.scaffold import scaffold

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,60}", scenario):
        fail("An id is lower-case letters, digits and dashes, such as parcel-tracking.")
    path = folder / "rubrics" / "scenarios" / f"{scenario}.yaml"
    if path.exists():
        fail(f"{path} is there already; nothing was written.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(scenario), encoding="utf-8")
    new_schemas(folder / "rubrics" / "schema")
    say(f"Wrote {path}. Fill it in, then: uv run app.py check {folder}")
