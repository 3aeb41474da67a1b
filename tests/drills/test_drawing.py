"""Drawn by a seed: fresh figures, the same everywhere, never twice in a channel within a quarter."""

import math
import subprocess
import sys

import pytest

from bot.content import Content
from bot.drills.drawing import Drawn, draw
from bot.drills.exercise import KINDS, Kind
from bot.drills.worked import possible_slips, worked
from bot.estimation import cascade
from bot.record.values import build, plain
from tests.support.bot import ROOT

WEEK = 7 * 86_400.0


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_draws_the_same_exercise_and_it_survives_json(kind: Kind, content: Content) -> None:
    drawn = draw(kind, 7, content)
    assert drawn == draw(kind, 7, content)
    assert build(type(drawn), plain(drawn)) == drawn


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_comes_twice_in_a_channel_within_a_quarter(kind: Kind, content: Content) -> None:
    had: list[Drawn] = []
    for week in range(13):
        drawn = draw(kind, 500, content, had)  # the same wish each week
        had.append(Drawn(drawn.fingerprint, drawn.scenario, kind, week * WEEK))
    assert len({each.fingerprint for each in had}) == 13


def test_scenarios_that_were_not_had_for_longest_come_first(content: Content) -> None:
    had: list[Drawn] = []
    for week in range(4):
        drawn = draw("decisions", 3, content, had)
        had.append(Drawn(drawn.fingerprint, drawn.scenario, "decisions", (week + 1) * WEEK))
    assert len({each.scenario for each in had}) == 4


def test_what_is_due_for_a_person_is_drawn_for_them(content: Content) -> None:
    drawn = draw("patterns", 3, content, due=("outbox", "saga"))
    assert {"outbox.line", "saga.line"} <= set(drawn.fields)


def test_a_planted_slip_shows_in_its_line_and_what_follows_is_right_again(content: Content) -> None:
    assert content.drills is not None
    for seed in range(60):
        drawn = draw("slip", seed, content)
        right = worked(drawn.params, content.drills.slip.steps)
        differing = [n for n, (a, b) in enumerate(zip(drawn.lines, right, strict=True), 1) if a != b]
        wrong = drawn.lines[drawn.planted_at - 1]
        assert wrong.result != right[drawn.planted_at - 1].result
        assert drawn.planted_at == min(differing)


def test_every_slip_of_the_book_can_be_drawn(content: Content) -> None:
    assert content.drills is not None
    rules = content.drills.slip
    possible = {slip.id for sheet in content.scenarios.values() for slip in possible_slips(sheet.params(), rules)}
    assert possible == {slip.id for slip in rules.slips}


def test_another_process_with_another_hash_seed_draws_the_same(content: Content) -> None:
    code = (
        "from pathlib import Path; from bot.content import load_content; from bot.drills.drawing import draw;"
        "c = load_content([Path('.')]); print([draw(k, 11, c).fingerprint for k in ('patterns', 'sprint', 'slip')])"
    )
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, env={"PYTHONHASHSEED": "4"}, check=True, text=True
    )
    kinds: tuple[Kind, ...] = ("patterns", "sprint", "slip")
    assert there.stdout.strip() == str([draw(kind, 11, content).fingerprint for kind in kinds])


def test_the_servers_of_a_sprint_are_those_of_its_figures_and_not_one_more(content: Content) -> None:
    drawn = [item for seed in range(40) for item in draw("sprint", seed, content).items if item.metric == "servers"]
    assert drawn
    for item in drawn:
        requests = item.params["actors"] / 86_400
        assert cascade(item.params)["servers"].value == math.ceil(round(requests / item.params["qps_per_server"], 9))
