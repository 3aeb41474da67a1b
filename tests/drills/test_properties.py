"""Whatever organisers, people and the clock do in whatever order: each due time once, nothing overdue, all replayable."""

import json
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.mind import Mind
from bot.drills import Drills, Marker, codec
from bot.drills import commands as do
from bot.drills import events as e
from bot.drills.evolve import evolve
from bot.drills.schedule import WEEKDAYS, Rule
from bot.drills.state import Drilling
from bot.record import Refused
from bot.runtime.calendar import next_occurrence
from tests.drills.conftest import DAY, HOUR, Channel
from tests.support.bot import shipped_content

MARKER = Marker(Mind(shipped_content()))
users = st.sampled_from(["UORG", "U1", "U2"])
steps = st.one_of(
    st.tuples(st.just("wait"), st.floats(60, 9 * DAY)),
    st.tuples(st.just("away"), st.floats(HOUR, 20 * DAY)),  # the process is not there: nothing rings meanwhile
    st.tuples(st.just("make"), st.sampled_from(WEEKDAYS), st.integers(0, 1439)),
    st.tuples(st.sampled_from(["pause", "resume", "remove", "run", "keep", "change"]), users, st.integers(1, 3)),
    st.tuples(st.just("answer"), users, st.sampled_from(["3k/s", "lots", "12 GB", ""])),
    st.tuples(st.sampled_from(["reveal", "share", "see", "direct", "stop", "thread"]), users),
)


def act(channel: Channel, step: tuple[Any, ...]) -> None:
    kind, now = step[0], channel.now
    rounds = channel.rounds()
    latest = rounds[-1].id if rounds else "none.r1"
    match kind:
        case "wait":
            channel.until(now + step[1])
        case "away":
            channel.now = now + step[1]
            channel.until(channel.now)
        case "make" | "change":
            day, minute = (step[1], step[2]) if kind == "make" else ("wed", 600)
            rule = Rule(day, f"{minute // 60:02d}:{minute % 60:02d}", "Europe/Berlin")
            plan: Any = {"now": now, "user": "UORG", "kinds": ("sprint",), "rule": rule, "open_hours": 48}
            if kind == "make":
                channel.do(do.MakeSchedule(**plan))
            else:
                channel.do(do.ChangeSchedule(**plan, schedule=f"s{step[2]}", version=1))
        case "pause" | "resume" | "remove" | "run" | "keep":
            command: Any = {
                "pause": do.PauseSchedule, "resume": do.ResumeSchedule, "remove": do.RemoveSchedule, "run": do.RunNow,
                "keep": do.KeepSchedule,
            }[kind]  # fmt: skip
            channel.do(command(now=now, user=step[1], schedule=f"s{step[2]}"))
        case "answer":
            channel.answer(step[1], {"1": step[2]}, latest)
        case "reveal":
            channel.do(do.RevealNow(now=now, user=step[1], round=latest))
        case "thread":
            channel.do(do.NoticeInThread(now=now, user=step[1], thread=rounds[-1].ts if rounds else "1.0"))
        case _:
            command = {"share": do.ShareResult, "see": do.SeeDrill, "direct": do.AnswerDirectly, "stop": do.StopDirect}[
                kind
            ]
            channel.do(command(now=now, user=step[1], round=latest))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, max_size=25))
def test_whatever_happens_each_due_time_comes_once_and_nothing_is_overdue(script: list[tuple[Any, ...]]) -> None:
    channel = Channel(Drills(MARKER, next_occurrence))
    refusals: set[str] = set()
    for step in script:
        try:
            act(channel, step)
        except Refused as refused:
            refusals.add(refused.reason)
    assert all(reason in MARKER.mind.content.words for reason in refusals)
    channel.until(channel.now + 1)
    keys = Counter((event.schedule, event.key) for event in channel.of(e.RoundOpened) if event.key)
    assert max(keys.values(), default=1) == 1
    assert all(wake.due > channel.now for wake in channel.drills.timers(channel.state).values())
    ids = [event.round for event in channel.of(e.RoundOpened)]
    assert len(set(ids)) == len(ids)
    state = Drilling(channel.state.stream)
    for event in channel.events:
        name, data = codec.encode(event)
        state = evolve(state, codec.decode(name, json.loads(json.dumps(data))))
    assert state == channel.state
