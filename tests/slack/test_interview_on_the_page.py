"""One whole interview as a person holds it: typed into the page in Chromium, read off the page and nowhere else."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.bot import bot_in_workspace
from tests.support.browser import browser_page, shot

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser
PATIENCE = 15_000  # milliseconds; a turn ends four seconds after its last message


async def say(page: Page, text: str, box: str = "Reply in the thread") -> None:
    field = page.locator(f"textarea[aria-label='{box}']")
    await field.fill(text)
    await field.press("Enter")


async def test_a_whole_interview_from_the_form_to_the_report(browser_page: Page, tmp_path: Path) -> None:
    page = browser_page
    async with bot_in_workspace(tmp_path, page=True) as setting:
        await page.goto(f"{setting.address}&channel={setting.channel.id}")
        await page.wait_for_selector("html[data-ready]", state="attached")
        await say(page, "/mock", "Message")
        form = page.get_by_role("dialog", name="Mock interview")
        await form.get_by_label("Scenario").select_option("whatsapp")
        await form.get_by_label("Length").select_option("15")
        await shot(page, "interview-form")
        await form.get_by_role("button", name="Start").click()
        await expect(form).to_be_hidden()

        await expect(page.get_by_role("heading", name="Design WhatsApp")).to_be_visible()
        await page.get_by_role("button", name="1 reply").click()
        thread = page.get_by_role("log", name="Thread")
        await expect(thread.get_by_text("Design WhatsApp.")).to_be_visible()

        await say(page, "how many people use it in a day?")
        await expect(thread.get_by_text("500 million people use it on a day.")).to_be_visible(timeout=PATIENCE)
        await say(page, "and how many messages does each of them send?")
        await expect(thread.get_by_text("about 40 messages a day")).to_be_visible(timeout=PATIENCE)
        await shot(page, "interview-requirements")
        await press(page, "Next phase")
        await expect(page.locator("#main").get_by_text("▶ Estimation")).to_be_visible(timeout=PATIENCE)

        before = await thread.locator(".msg").count()
        await say(page, "500M users x 40 msgs/day = 20B per day, so 20B / 86400 = 23k writes/s")
        await expect(thread.locator(".msg")).not_to_have_count(before + 1, timeout=PATIENCE)
        await say(page, "ah no, 231k writes/s")
        await press(page, "Pause")
        await expect(page.locator("#main").get_by_text("Paused.")).to_be_visible(timeout=PATIENCE)
        await shot(page, "interview-paused")
        await press(page, "Resume")
        await expect(page.locator("#main").get_by_text("Running.")).to_be_visible(timeout=PATIENCE)
        for phase in ("High-level design", "Technology decisions", "Patterns and wrap-up"):
            await press(page, "Next phase")
            await expect(page.locator("#main").get_by_text(f"▶ {phase}")).to_be_visible(timeout=PATIENCE)
        await press(page, "Next phase")

        await thread.get_by_role("button", name="Skip", exact=True).click(timeout=PATIENCE)
        await expect(thread.get_by_role("heading", name="Report: Design WhatsApp")).to_be_visible(timeout=PATIENCE)
        await expect(thread.get_by_text("Asks for the load")).to_be_visible(timeout=PATIENCE)
        await expect(thread.get_by_role("button", name="Dispute a level")).to_be_visible(timeout=PATIENCE)
        await shot(page, "interview-report")


async def press(page: Page, name: str) -> None:
    await page.locator("#main").get_by_role("button", name=name).click()
