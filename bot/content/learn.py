"""`app.py learn`: a question that was not understood becomes a phrasing of its fact, in the file, comments kept."""

import json
from pathlib import Path

from bot.content.errors import ContentError, Finding, did_you_mean, shown
from bot.content.scenario import Sheet
from bot.content.validate import build
from bot.content.yamlfile import Document, parse_yaml, read_yaml
from bot.language import words


def learn(path: Path, question: str, fact_id: str) -> Finding:
    """Add `question` to the phrasings of a fact in the scenario file at `path`; a warning says where it stands now.

    Raises ContentError, and leaves the file as it is, for an unknown fact and for a question that is known already."""
    document = read_yaml(path)
    sheet = build(Sheet, document)
    phrasing = " ".join(question.split()).rstrip("?").strip()
    _refuse(path, document, sheet, phrasing, fact_id)
    index = next(i for i, fact in enumerate(sheet.facts) if fact.id == fact_id)
    text = path.read_text(encoding="utf-8")
    changed = _with_phrasing(text, document, index, phrasing)
    learnt = build(Sheet, parse_yaml(changed, path))
    expected = (*sheet.facts[index].phrasings, phrasing)
    if learnt.facts[index].phrasings != expected:
        key = ("facts", index, "phrasings")
        raise ContentError([document.finding(key, "is written in a way that cannot be added to.", "Add it by hand.")])
    path.write_text(changed, encoding="utf-8")
    line = parse_yaml(changed, path).line(("facts", index, "phrasings", len(expected) - 1))
    return Finding(
        shown(path), line, "warning", f"facts[{index}].phrasings", f"{fact_id} is now asked so, too: {phrasing}"
    )


def _refuse(path: Path, document: Document, sheet: Sheet, phrasing: str, fact_id: str) -> None:
    known = [fact.id for fact in sheet.facts]
    if fact_id not in known:
        message = f"there is no fact {fact_id!r}."
        raise ContentError([document.finding(("facts",), message, did_you_mean(fact_id, known))])
    if not words(phrasing):
        raise ContentError([Finding(shown(path), 0, "error", "", "there is no question to learn.")])
    for index, fact in enumerate(sheet.facts):
        for place, text in enumerate((*fact.phrasings, fact.question)):
            if words(text) == words(phrasing):
                key = ("facts", index, "phrasings", place)
                raise ContentError([document.finding(key, f"{fact.id} is asked in these words already: {text}")])


def _with_phrasing(text: str, document: Document, index: int, phrasing: str) -> str:
    """The file with one more item in a list of phrasings, every other byte as it was; flow lists go by ruamel."""
    lines = text.splitlines(keepends=True)
    key = ("facts", index, "phrasings")
    items = [place for place in document.lines if place[:3] == key and len(place) == 4]
    last = max((document.lines[item] for item in items), default=0)
    head = lines[last - 1] if last else ""
    if not head.lstrip().startswith("- ") or document.lines[key] == last:
        return _by_ruamel(text, index, phrasing)
    end = last
    indent = len(head) - len(head.lstrip())
    while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > indent:
        end += 1  # a phrasing that goes on over several lines
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    return "".join([*lines[:end], f"{' ' * indent}- {json.dumps(phrasing, ensure_ascii=False)}\n", *lines[end:]])


def _by_ruamel(text: str, index: int, phrasing: str) -> str:
    import io

    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    data["facts"][index].setdefault("phrasings", []).append(phrasing)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()
