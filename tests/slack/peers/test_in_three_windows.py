"""A whole peer interview in Chromium: the candidate, the interviewer and an observer, each in a window of their own."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.workspace import Person
from tests.slack.peers.pair import Pair
from tests.support.bot import bot_in_workspace
from tests.support.browser import browser_page, shot

__all__ = ["browser_page"]
pytestmark = pytest.mark.browser
PATIENCE = 20_000  # milliseconds; a turn ends four seconds after its last message


async def say(page: Page, text: str, box: str = "Reply in the thread") -> None:
    field = page.locator(f"textarea[aria-label='{box}']")
    await field.fill(text)
    await field.press("Enter")


async def window(pair: Pair, page: Page, person: Person, channel: str, thread: str = "") -> Page:
    """A window in which this person reads a channel, or a thread beside it."""
    await page.set_viewport_size({"width": 1280, "height": 1000})
    beside = f"&thread={thread}" if thread else ""
    await page.goto(f"{pair.place.address}&as={person.id}&channel={channel}{beside}")
    await page.wait_for_selector("html[data-ready]", state="attached")
    return page


def thread_of(page: Page) -> Locator:
    return page.get_by_role("log", name="Thread")


async def fill_scorecard(page: Page, levels: list[str], feedback: str, name: str) -> None:
    """Under the end of the interview: a level for each part, and a word to the other."""
    await thread_of(page).get_by_role("button", name="Fill in the scorecard").click()
    form = page.get_by_role("dialog", name="Scorecard")
    for number, level in enumerate(levels):
        await expect(form.get_by_text(f"part {number + 1} of {len(levels)}")).to_be_visible(timeout=PATIENCE)
        await form.get_by_label(level).first.check()
        if number == 0:
            await form.get_by_label("Notes").fill("asked before drawing")
            await shot(page, f"peers-scorecard-{name}")
        await form.get_by_role("button", name="Next part").click()
    await form.get_by_role("textbox").fill(feedback)
    await form.get_by_role("button", name="Hand in").click()
    await expect(form).to_be_hidden(timeout=PATIENCE)


async def test_two_people_and_an_observer_in_three_windows(browser_page: Page, tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path, page=True) as setting:
        pair = Pair.of(setting)
        here = setting.channel.id
        ada = await window(pair, browser_page, pair.ada, here)
        await say(ada, "/mock with @ben whatsapp 15", "Message")
        await expect(ada.get_by_text("You will hear from me as soon as they answer")).to_be_visible(timeout=PATIENCE)

        dm = setting.workspace.direct_message(pair.ben.id).id
        ben = await window(pair, await browser_page.context.new_page(), pair.ben, dm)
        await shot(ben, "peers-invitation")
        await ben.get_by_role("button", name="Other time or roles").click()
        other = ben.get_by_role("dialog", name="Other time or roles")
        await other.get_by_label("When").fill("2020-01-01T10:00")
        await other.get_by_role("button", name="Propose").click()
        await expect(other.get_by_text("That time is over.")).to_be_visible(timeout=PATIENCE)
        await shot(ben, "peers-other-time")
        await other.get_by_role("button", name="Close").first.click()
        await ben.get_by_role("button", name="Accept").click()
        await expect(ada.get_by_role("heading", name="Design WhatsApp")).to_be_visible(timeout=PATIENCE)
        await expect(ben.get_by_text("You interview: Design WhatsApp")).to_be_visible(timeout=PATIENCE)
        await ada.get_by_role("button", name="1 reply").click()
        chidi = await window(pair, await browser_page.context.new_page(), pair.chidi, here)
        await chidi.get_by_role("button", name="1 reply").click()

        await say(ada, "How many people use it on a day? And is it text only?")
        await expect(ben.get_by_text("They asked")).to_be_visible(timeout=PATIENCE)
        await shot(ben, "peers-whisper")
        await ben.get_by_role("button", name="How many people use it on a day?").click()
        await expect(thread_of(ada).get_by_text("500 million people use it on a day.")).to_be_visible(timeout=PATIENCE)
        await ben.get_by_role("button", name="Ask this").click()
        await expect(thread_of(ada).get_by_text("?", exact=False).last).to_be_visible(timeout=PATIENCE)
        await ben.get_by_role("button", name="Note", exact=True).click()
        note = ben.get_by_role("dialog", name="Note")
        await note.get_by_role("textbox").fill("asks for the load first")
        await shot(ben, "peers-note")
        await note.get_by_role("button", name="Keep").click()
        await expect(ben.get_by_text("1 note kept")).to_be_visible(timeout=PATIENCE)
        await say(ada, "So we are building one-to-one text messages for 500 million people.")
        await shot(ada, "peers-candidate")
        await shot(chidi, "peers-observer")
        for private in ("You interview", "They asked", "Worth asking next", "asks for the load first"):
            await expect(ada.get_by_text(private)).to_have_count(0)
            await expect(chidi.get_by_text(private)).to_have_count(0)

        await ada.locator("#main").get_by_role("button", name="Next phase").click()
        await expect(thread_of(chidi).get_by_text("Estimation", exact=False).first).to_be_visible(timeout=PATIENCE)
        await say(ada, "500M x 40 = 20B messages a day, so 231k writes per second")
        await expect(ben.get_by_text("theirs 231 k/s", exact=False)).to_be_visible(timeout=PATIENCE)
        await shot(ben, "peers-whisper-estimation")
        await expect(ada.get_by_text("What the sheet expects here")).to_have_count(0)
        await ada.locator("#main").get_by_role("button", name="End").click()
        await ada.get_by_role("button", name="End it").click()
        await expect(thread_of(ada).get_by_text("The interview is over.")).to_be_visible(timeout=PATIENCE)
        await shot(ada, "peers-ended")

        await window(pair, ben, pair.ben, here, setting.card()["ts"])
        await fill_scorecard(ben, ["3 · strong", "1 · weak"], "Good questions; give the numbers units.", "interviewer")
        await expect(thread_of(ada).get_by_text("Side by side")).to_have_count(0)
        await fill_scorecard(ada, ["1 · weak", "1 · weak"], "You let me think, thank you.", "candidate")
        for page in (ada, ben, chidi):
            await expect(thread_of(page).get_by_text("Side by side: Design WhatsApp")).to_be_visible(timeout=PATIENCE)
        await thread_of(chidi).get_by_text("Side by side: Design WhatsApp").scroll_into_view_if_needed()
        await shot(chidi, "peers-comparison")
        await thread_of(ben).get_by_role("button", name="Comment").first.click()
        gap = ben.get_by_role("dialog", name="Comment on a gap")
        await gap.get_by_role("textbox").fill("You asked for the load before anything else.")
        await gap.get_by_role("button", name="Add").click()
        await expect(thread_of(ada).get_by_text("before anything else")).to_be_visible(timeout=PATIENCE)
        await thread_of(ada).get_by_text("before anything else").scroll_into_view_if_needed()
        await shot(ada, "peers-gap")
