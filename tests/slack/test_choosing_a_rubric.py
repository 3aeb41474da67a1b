"""What is judged can be chosen where there is a choice: in the form, and by a word after /mock start."""

import json
from pathlib import Path

from tests.support.bot import bot_in_workspace, eventually


async def test_a_round_of_numbers_and_contracts_is_begun_by_a_word_and_by_the_form(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        await place.mock("start whatsapp estimation")
        card = await eventually(lambda: place.cards() and place.card())
        shown = json.dumps(card["blocks"])
        assert "Load and scope" in shown
        assert "API and data" in shown
        assert "Technology decisions" not in shown
        assert "30 minutes" in shown or "30 min" in shown
        await place.mock("next")
        await place.mock("next")
        await eventually(lambda: "▶ *API and data" in str(place.card()["blocks"]))
        await place.mock("end")
        skip = await eventually(lambda: [m for m in place.thread() if "interview.skip_rating" in json.dumps(m)])
        await place.workspace.press(place.ada.id, (place.channel.id, skip[-1]["ts"]), "interview.skip_rating")
        told = await eventually(lambda: _report(place.thread()), 30)
        assert "Report: API and data" in told
        assert "Report: High-level design" not in told

        await place.mock("")
        view = place.workspace.views(place.ada.id)[-1]
        block = next(each for each in view["blocks"] if each["block_id"] == "rubric")
        assert [option["value"] for option in block["element"]["options"]] == ["system_design", "estimation_and_api"]
        wrong = await place.workspace.submit(
            place.ada.id, view["id"], {"scenario": "whatsapp", "minutes": "60", "rubric": "estimation_and_api"}
        )
        assert wrong.errors == {"minutes": "An interview lasts 15, 30, 45 minutes."}
        right = {"scenario": "whatsapp", "minutes": "15", "rubric": "estimation_and_api"}
        assert (await place.workspace.submit(place.ada.id, view["id"], right)).ok
        await eventually(lambda: len(place.cards()) == 2)
        assert "API and data" in json.dumps(place.card()["blocks"])


def _report(thread: list[dict[str, str]]) -> list[str]:
    told = [message["text"] for message in thread if message["text"].startswith("Report")]
    return told if any("three things" in each for each in told) else []
