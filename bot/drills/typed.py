"""An answer typed as one message, back into the fields of its exercise: by number, by name, or in order."""

import re
from collections.abc import Iterator, Mapping

from bot.drills.exercise import Exercise

_NUMBER = re.compile(r"\s{0,4}(?:[#(]\s?)?(\d{1,2})(?:[.):]|\s[-–—])\s+(?=\S)")
_NAME = re.compile(r"\s{0,4}[*_•-]{0,3}\s?([A-Za-z][A-Za-z0-9 ,/_-]{1,40}?)[*_]{0,2}\s?(?:[:=]|\s[-–—]\s)\s*")
_HEADING = re.compile(r"\s{0,4}[*_#]{0,4}\s?([A-Za-z][A-Za-z /_-]{1,40}?)[*_]{0,2}\s?:?\s*\Z")
_LINE = re.compile(r"\s*(?:line|step|row|no|nr|number|in)?\s*[#.]?\s*(\d{1,2})\b\s*[:.,;)–—-]*\s*(.*)", re.I | re.S)
_ARROW = re.compile(r"->|→|=>")
_CALL = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+/", re.I)
_BULLET = re.compile(r"\s{0,4}(?:[-*•]|\d{1,2}[.)])\s+")


def fields_of(exercise: Exercise, text: str, names: Mapping[str, str]) -> dict[str, str]:
    """Field → text. `names`: field → its title, by which a line may begin. What fits nowhere goes to the next field
    that has nothing yet; nothing is lost while there is one."""
    match exercise.kind:
        case "slip":
            return _slip(text)
        case "design":
            return _design(text)
        case "patterns":
            return _patterns(exercise, text, names)
    return _listed(exercise, text, names)


def _slip(text: str) -> dict[str, str]:
    match = _LINE.match(text)
    if match is None:
        return {"name": text.strip()}
    return {"step": match.group(1), "name": match.group(2).strip()}


def _design(text: str) -> dict[str, str]:
    """Arrows are the drawing, methods are contracts, what remains are reasons; headings win."""
    found: dict[str, list[str]] = {"design": [], "why": [], "apis": []}
    under = ""
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        named = _section(heading.group(1)) if heading else ""
        if named:
            under = named
        elif _CALL.search(line):
            found["apis"].append(line)
        elif _ARROW.search(line) and under != "apis":
            found["design"].append(line)
        else:
            found[under or "why"].append(line)
    return {name: "\n".join(lines).strip() for name, lines in found.items() if "\n".join(lines).strip()}


def _section(heading: str) -> str:
    word = heading.lower()
    for name, words in {
        "apis": ("api", "contract"),
        "why": ("why", "reason", "justif"),
        "design": ("design", "compon", "arrow", "diagram"),
    }.items():
        if word.startswith(words):
            return name
    return ""


def _patterns(exercise: Exercise, text: str, names: Mapping[str, str]) -> dict[str, str]:
    """ "saga: line | scenario | trade-off", or the three under the pattern's name; else in order."""
    parts = ("line", "scenario", "tradeoff")
    patterns = list(dict.fromkeys(name.split(".")[0] for name in exercise.fields))
    by_title = {_plain(name): name for name in patterns} | {
        _plain(names[f"{name}.line"].split(":")[0]): name for name in patterns if f"{name}.line" in names
    }
    found: dict[str, str] = {}
    current = ""
    for line in filter(str.strip, text.split("\n")):
        body = line[number.end() :] if (number := _NUMBER.match(line)) else line
        named = _NAME.match(body)
        heading = _HEADING.match(body)
        if named and (name := by_title.get(_plain(named.group(1)))):
            current, body = name, body[named.end() :]
        elif heading and (name := by_title.get(_plain(heading.group(1)))):
            current = name
            continue
        pieces = [piece.strip() for piece in body.split("|")] if "|" in body else [body.strip()]
        for piece in filter(None, pieces):
            free = [f"{current}.{part}" for part in parts if current and f"{current}.{part}" not in found]
            free = free or [field for field in exercise.fields if field not in found]
            if free:
                found[free[0]] = _BULLET.sub("", piece, count=1)
    return found


def _listed(exercise: Exercise, text: str, names: Mapping[str, str]) -> dict[str, str]:
    """A line without a figure is no estimate: it goes to the field that asks for a sentence."""
    fields = exercise.fields
    sentences = [item.id for item in exercise.items if not item.metric]
    found: dict[str, list[str]] = {}
    group, last = "", ""
    titles = {_plain(title): field for field, title in names.items()} | {_plain(field): field for field in fields}
    groups = {_plain(field.split(".")[0]) for field in fields if "." in field}
    for line in filter(str.strip, text.split("\n")):
        target, body = _target(line, fields, titles)
        heading = _HEADING.match(line)
        if not target and heading and _plain(heading.group(1)) in groups:
            group = _plain(heading.group(1))
            continue
        if not target and len(sentences) < len(fields) and not any(sign.isdigit() for sign in body):
            target = next((field for field in sentences if field not in found), "")
        if not target:
            target = next(_free(fields, found, group), "")
        if not target:
            target = last
        if target:
            found.setdefault(target, []).append(body.strip())
            last = target
    return {field: "\n".join(lines) for field, lines in found.items()}


def _target(line: str, fields: tuple[str, ...], titles: Mapping[str, str]) -> tuple[str, str]:
    number = _NUMBER.match(line)
    if number and 1 <= int(number.group(1)) <= len(fields):
        return fields[int(number.group(1)) - 1], line[number.end() :]
    named = _NAME.match(line)
    if named and (field := titles.get(_plain(named.group(1)))):
        return field, line[named.end() :]
    return "", _BULLET.sub("", line, count=1)


def _free(fields: tuple[str, ...], found: Mapping[str, object], group: str) -> Iterator[str]:
    inside = [field for field in fields if group and _plain(field.split(".")[0]) == group and field not in found]
    yield from inside
    yield from (field for field in fields if field not in found)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
