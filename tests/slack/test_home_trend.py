"""The trend in App Home: levels of the same rubric, oldest to newest, the weakest first."""

from typing import Any

from bot.slack.blocks.home import trend

TITLES = {"req.scale": "Asks for the load", "dec.tradeoff": "Says what is given up", "hld.api": "API contracts"}


def row(rubric: str = "system_design@1", **levels: int) -> dict[str, Any]:
    return {"rubric": rubric, "levels": {name.replace("_", ".", 1): level for name, level in levels.items()}}


def test_levels_stand_from_the_oldest_to_the_newest_and_the_weakest_first() -> None:
    newest_first = [row(req_scale=3, dec_tradeoff=1), row(req_scale=2, dec_tradeoff=0)]
    assert trend(newest_first, TITLES) == [("Says what is given up", "○○○ ●○○"), ("Asks for the load", "●●○ ●●●")]


def test_versions_of_a_rubric_are_not_mixed() -> None:
    assert trend([row(req_scale=3), row("system_design@2", req_scale=0), row(req_scale=1)], TITLES) == [
        ("Asks for the load", "●○○ ●●●")
    ]


def test_one_interview_is_no_trend_and_one_without_scores_does_no_harm() -> None:
    assert trend([row(req_scale=3)], TITLES) == []
    assert trend([{"id": "old"}, {"id": "older"}], TITLES) == []
