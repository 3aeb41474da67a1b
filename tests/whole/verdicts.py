"""What must be true of an interview however often the bot was killed: nothing twice, nothing lost, the clock right."""

import json
from collections import Counter
from typing import Any

from tests.whole.crashing import PHASES, Stage, query

MINUTES = 15
WORTH_SPEAKING_OF = 10.0  # seconds


def outbox_ids(on: Stage) -> list[str]:
    """The outbox row of each message that the bot posted. Shares of files carry no metadata on Slack."""
    return [str(m["metadata"]["event_payload"]["outbox_id"]) for m in on.posts() if "files" not in m]


def shared_files(on: Stage) -> list[tuple[str, ...]]:
    """The files of each share."""
    return [tuple(file["id"] for file in m["files"]) for m in on.posts() if "files" in m]


def nothing_twice_nothing_lost(on: Stage) -> None:
    """Every outbox row that is a post stands in the workspace exactly once, in its order; none was given up."""
    rows = query(on.database, "SELECT id, state, kind, reason FROM outbox ORDER BY id")
    assert [row for row in rows if row[1] not in {"sent", "superseded"}] == []
    wanted = [row[0] for row in rows if row[2] == "post"]
    posted = outbox_ids(on)
    assert {each: times for each, times in Counter(posted).items() if times > 1} == {}
    assert sorted(posted) == sorted(wanted)
    assert posted == sorted(posted), "said in another order than it was decided"
    assert len(shared_files(on)) == len(set(shared_files(on))) == sum(row[2] == "upload" for row in rows)


def events(on: Stage) -> list[tuple[str, dict[str, Any]]]:
    rows = query(on.database, "SELECT type, data FROM events ORDER BY stream, version")
    return [(kind, json.loads(data)) for kind, data in rows]


def each_thing_was_decided_once(on: Stage) -> None:
    """One interview, each phase begun once, each message of the candidate heard once and answered in one turn."""
    happened = events(on)
    kinds = Counter(kind for kind, _ in happened)
    single = (
        "InterviewStarted",
        "ThreadOpened",
        "InterviewPaused",
        "InterviewResumed",
        "InterviewEnded",
        "InterviewClosed",
    )
    assert {kind: kinds[kind] for kind in single} == dict.fromkeys(single, 1)
    assert kinds["PhaseStarted"] == len(PHASES) + 1
    heard = [data["ts"] for kind, data in happened if kind == "MessageHeard"]
    assert heard == sorted(on.wrote)
    texts = {row[0]: row[1] for row in query(on.database, "SELECT id, words FROM texts")}
    kept = [texts[data["text_id"]] for kind, data in happened if kind == "MessageHeard"]
    assert kept == [on.wrote[ts] for ts in sorted(on.wrote)]
    read = [index for kind, data in happened if kind == "TurnRead" for index in data["messages"]]
    assert read == sorted(set(read)) == list(range(len(on.wrote)))


def clock_error(on: Stage, ends: float | None, speed: float = 1.0) -> float:
    """Seconds by which the card's end differs from start + plan + pause + downtimes + a long wait for the card.

    Downtimes and the wait count when they are longer than ten seconds; what was downtime is not waited for as well.
    """
    assert ends is not None
    at = {kind: data["at"] for kind, data in events(on)}
    paused = at["InterviewResumed"] - at["InterviewPaused"]
    long = [(gone, back - gone) for gone, back in on.bot.downs if back - gone > WORTH_SPEAKING_OF]
    waited = at["ThreadOpened"] - at["InterviewStarted"] - sum(away for gone, away in long if gone < at["ThreadOpened"])
    given_back = sum(away for _, away in long) + (waited if waited > WORTH_SPEAKING_OF else 0)
    return ends - (at["InterviewStarted"] + MINUTES * 60 / speed + paused + given_back)
