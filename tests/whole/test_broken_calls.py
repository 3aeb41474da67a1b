"""Slack refuses, breaks off and loses answers all through an interview, and nobody in the thread can tell."""

from pathlib import Path

from tests.support.fault_proxy import Fault, Plan
from tests.whole.crashing import QUESTIONS, play, stage
from tests.whole.verdicts import clock_error, each_thing_was_decided_once, nothing_twice_nothing_lost

METHODS = frozenset({"chat.postMessage", "chat.update"})


async def test_many_posts_go_wrong_and_nothing_is_lost_or_repeated(tmp_path: Path) -> None:
    script = (Fault.LOST, Fault.NONE, Fault.RATE_LIMITED, Fault.NONE, Fault.SERVER_ERROR, Fault.NONE, Fault.NOTHING)
    plan = Plan(seed=11, share=0.2, methods=METHODS, script=script)
    async with stage(tmp_path, f"sqlite:///{tmp_path / 'bot.sqlite3'}", plan=plan) as on:
        ends = await play(on, QUESTIONS[:2])
        assert await on.bot.stop() == 0
        for fault in (Fault.LOST, Fault.RATE_LIMITED, Fault.SERVER_ERROR, Fault.NOTHING):
            assert on.gallows.seen(fault)
        nothing_twice_nothing_lost(on)
        each_thing_was_decided_once(on)
        assert abs(clock_error(on, ends)) < 1
