"""Weekly pairing, Home and the forms about oneself in Chromium, as people see them."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.slack.pairing import week
from tests.support.bot import bot_in_workspace, eventually
from tests.support.browser import browser_page, shot

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser
PATIENCE = 15_000  # milliseconds


async def say(page: Page, text: str) -> None:
    field = page.locator("textarea[aria-label='Message']")
    await field.fill(text)
    await field.press("Enter")


async def test_a_week_of_pairing_home_and_preferences(browser_page: Page, tmp_path: Path) -> None:
    page = browser_page
    await page.set_viewport_size({"width": 1280, "height": 1000})
    async with bot_in_workspace(tmp_path, page=True) as place:
        await page.goto(f"{place.address}&channel={place.channel.id}")
        await page.wait_for_selector("html[data-ready]", state="attached")
        await say(page, "/mock pair setup")
        form = page.get_by_role("dialog", name="Weekly pairing")
        await form.get_by_label("Time", exact=True).fill("25:00")
        await form.get_by_role("button", name="Save").click()
        await expect(form.get_by_text("That is no time of day.")).to_be_visible()
        await shot(page, "pairing-setup")
        await form.get_by_label("Time", exact=True).fill("10:00")
        await form.get_by_role("button", name="Save").click()
        await expect(form).to_be_hidden()
        await page.get_by_role("button", name="Take part").first.click()
        await expect(page.get_by_text("You take part. The next match")).to_be_visible(timeout=PATIENCE)
        for person in (place.ben, place.workspace.people()[3]):  # in Seoul nobody else is at work
            await place.mock("pair on", person.id)
        await week.notice(place)
        await expect(page.get_by_role("button", name="Skip this one")).to_be_visible(timeout=PATIENCE)
        await shot(page, "pairing-notice")
        match = await week.match(place)
        await week.pair_notes(place, match)
        await say(page, "/mock pair")
        await expect(page.get_by_text("This week you are paired with")).to_be_visible(timeout=PATIENCE)
        await shot(page, "pairing-match")
        await page.goto(f"{place.address}&channel={place.channel.id}&thread={match['ts']}")
        await page.wait_for_selector("html[data-ready]", state="attached")
        await expect(page.get_by_role("button", name="We met").first).to_be_visible(timeout=PATIENCE)
        await shot(page, "pairing-thread")

        await page.goto(f"{place.address}&channel={place.channel.id}")
        await page.wait_for_selector("html[data-ready]", state="attached")
        await place.workspace.open_home(place.ada.id)
        await eventually(lambda: "This week with" in str(place.workspace.home(place.ada.id)))
        await page.get_by_role("link", name="Mockingbird").first.click()
        await page.get_by_role("link", name="Home").first.click()
        await expect(page.get_by_role("heading", name="Weekly pairing")).to_be_visible(timeout=PATIENCE)
        await shot(page, "pairing-home")
        await page.get_by_role("button", name="Preferences").click()
        preferences = page.get_by_role("dialog", name="Preferences")
        await expect(preferences.get_by_label("Time zone")).to_have_value("Europe/Berlin")
        await shot(page, "pairing-preferences")
        await preferences.get_by_role("button", name="Cancel").click()
        await page.get_by_role("button", name="Forget me…").click()
        await expect(page.get_by_role("dialog", name="Forget me")).to_be_visible()
        await shot(page, "pairing-forget")
