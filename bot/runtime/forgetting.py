"""A person is forgotten: their own streams go, the streams of others keep what happened without their words and name."""

from collections.abc import Callable

from bot.record.forgotten import renaming
from bot.runtime.aggregate import Aggregate, Forgets
from bot.store import Tx
from bot.store.erasing import Eraser

MARK = "forgotten"  # the note by which other replicas see that what they hold in memory is out of date
SHORTEST = 3  # characters of a text that can be recognised as somebody's words


def forget(
    tx: Tx, team: str, person: str, alias: str, aggregate: Callable[[str], Aggregate], now: float
) -> None:  # fmt: skip
    """In the transaction of `tx`. Raises KeyError for a stream of no known kind: then nothing is changed."""
    eraser = Eraser(tx, team, person, alias, renaming(person, alias))
    theirs = _wrote([words for _, _, words, _ in tx.texts_of(team, person)])
    affected = set()
    for stream in eraser.streams():
        if _stream(tx, eraser, stream, aggregate(stream), person, theirs):
            affected.add(stream)
    eraser.rest(frozenset(affected))
    if tx.connection is not None:
        _jobs(tx, person)
    tx.set_note(MARK, repr(now))


def _stream(
    tx: Tx, eraser: Eraser, stream: str, aggregate: Aggregate, person: str, theirs: Callable[[str], bool]
) -> bool:  # fmt: skip
    """Whether words of the person were taken out of the events that stay."""
    stored = tx.load(stream)
    events = [aggregate.decode_event(event.type, event.data) for event in stored]
    state = aggregate.start(stream)
    for event in events:
        state = aggregate.evolve(state, event)
    forgets = aggregate if isinstance(aggregate, Forgets) else None
    if forgets is not None and forgets.alone(state, person):
        eraser.purge(stream)
        return False
    changed = False
    for row, event in zip(stored, events, strict=True):
        kept = forgets.without(state, event, person, theirs) if forgets is not None else event
        changed = changed or kept != event
        eraser.rewrite(row, aggregate.encode_event(kept)[1])
    eraser.empty_texts(stream)
    return changed


def _jobs(tx: Tx, person: str) -> None:
    """Jobs hold names of lanes and timers. One that is missing is made again by the sweep."""
    there = tx.connection.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL").fetchone()
    if there is not None and there[0]:
        query = "DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND (args::text LIKE %(like)s OR lock LIKE %(like)s)"
        tx.connection.execute(query, {"like": f"%{person}%"})


def _wrote(texts: list[str]) -> Callable[[str], bool]:
    """Whether somebody wrote something: it stands in one of their texts, however it is spaced or capitalised."""
    held = "\n".join(_plain(text) for text in texts)

    def theirs(text: str) -> bool:
        plain = _plain(text)
        return len(plain) >= SHORTEST and plain in held

    return theirs


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
