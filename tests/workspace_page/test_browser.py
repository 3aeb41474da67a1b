"""The page as a person uses it, in real Chromium, with a bot connected over a real WebSocket."""

import re

import pytest
from playwright.async_api import expect

from tests.support.browser import shot
from tests.workspace_page.conftest import Desk

pytestmark = pytest.mark.browser
PREP, GENERAL, LEADS = "C0PREP0001", "C0GENERAL3", "C0LEADS004"
ADA, BEN = "U0ADA00001", "U0BEN00002"


async def test_a_message_is_sent_by_enter_and_answered_in_its_thread(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("How many people use it on a day?")
    await page.get_by_role("button", name="1 reply").click()

    thread = page.get_by_role("log", name="Thread")
    await expect(thread.get_by_text("You said: How many people")).to_be_visible()
    await desk.say("And how many messages?", "Reply in the thread")
    await expect(thread.get_by_text("You said: And how many messages?")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()


async def test_shift_enter_breaks_the_line_and_html_stays_words(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await page.get_by_label("Message", exact=True).press_sequentially("<script>alert(1)</script>")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("<https://a.b|two>")
    await page.keyboard.press("Enter")
    said = page.locator("#main .msg .body").first
    await expect(said).to_contain_text("<script>alert(1)</script>")
    assert await said.locator("script, br").count() == 1


async def test_a_command_is_suggested_and_its_answer_is_for_one_person_alone(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    box = page.get_by_label("Message", exact=True)
    await box.press_sequentially("/m")
    await expect(page.get_by_role("option")).to_contain_text("/mock")
    await page.keyboard.press("Tab")
    await page.keyboard.type("dance")
    await shot(page, "page-hint")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    await expect(page.get_by_text("There is no dance")).to_be_visible()

    await desk.open(**{"as": BEN})
    await expect(page.get_by_text("There is no")).to_have_count(0)


async def test_a_form_is_refused_beside_the_field_and_then_taken(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("/mock")
    form = page.get_by_role("dialog", name="Mock interview")
    await form.get_by_label("Scenario").select_option("whatsapp")
    await form.get_by_label("Minutes").fill("37")
    await form.get_by_role("button", name="Anything").click()
    await page.get_by_label("Estimation").check()
    await page.get_by_label("Decisions").check()
    await shot(page, "page-form-menu")
    await page.keyboard.press("Escape")
    await form.get_by_role("button", name="Start").click()
    await expect(form.get_by_text("Choose 15, 30, 45 or 60 minutes.")).to_be_visible()
    await expect(form.get_by_label("Minutes")).to_be_focused()
    await shot(page, "page-form-error")

    await form.get_by_label("Minutes").fill("45")
    await page.keyboard.press("Enter")
    await expect(form).to_be_hidden()
    await expect(page.get_by_text("whatsapp for 45 minutes, training est, dec")).to_be_visible()


async def test_escape_leaves_a_form_and_the_workspace_knows(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("/mock")
    form = page.get_by_role("dialog", name="Mock interview")
    await expect(form).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    assert desk.workspace.views(ADA) == []


async def test_buttons_ask_before_they_act_and_say_when_the_bot_is_late(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("/mock start")
    await expect(page.get_by_role("heading", name="Design WhatsApp")).to_be_visible()
    await page.get_by_role("button", name="End", exact=True).click()
    await expect(page.get_by_role("heading", name="End the interview?")).to_be_visible()
    await shot(page, "page-confirm")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("It is over.")).to_have_count(0)
    await page.get_by_role("button", name="End", exact=True).click()
    await page.get_by_role("button", name="End it").click()
    await expect(page.get_by_text("It is over.")).to_be_visible()

    await page.get_by_role("button", name="Pause").click()
    await expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-busy", "true")
    await expect(page.locator("#toasts")).to_contain_text("did not answer within three seconds")
    await shot(page, "page-late")


async def test_one_can_be_somebody_else_and_sees_what_they_see(desk: Desk) -> None:
    page = desk.page
    await desk.open(channel=LEADS)
    await desk.say("for the two of us")
    await expect(page.get_by_text("for the two of us")).to_be_visible()
    await page.get_by_role("button", name="You are Ada Obi").click()
    await shot(page, "page-people")
    await page.get_by_role("menuitem", name="Ben Ruiz").click()
    await expect(page.get_by_role("button", name="You are Ben Ruiz")).to_be_visible()
    await expect(page.get_by_role("link", name="hiring")).to_have_count(0)
    await expect(page.get_by_text("for the two of us")).to_have_count(0)


async def test_what_others_write_is_marked_unread_until_it_is_seen(desk: Desk) -> None:
    page = desk.page
    await desk.open(channel=PREP)
    room = page.get_by_role("link", name="general")
    await desk.workspace.say(BEN, GENERAL, "hello everybody")
    await expect(room).to_contain_text("1 unread")
    await room.click()
    await expect(page.get_by_text("hello everybody")).to_be_visible()
    await expect(page.locator(".new-line")).to_be_visible()
    await expect(room).not_to_contain_text("unread")
    await expect(page).to_have_url(re.compile(GENERAL))
    await page.go_back()
    await expect(page.get_by_role("heading", name="interview-prep", level=1)).to_be_visible()


async def test_ones_own_message_is_changed_and_deleted_through_its_menu(desk: Desk) -> None:
    page = desk.page
    await desk.open(channel=GENERAL)
    await desk.say("@ben 40 a dya & more")
    row = page.locator("#main .msg").last
    await expect(row).to_contain_text("@Ben Ruiz 40 a dya & more")
    await row.hover()
    await row.get_by_role("button", name="More about").click()
    await shot(page, "page-menu")
    await page.get_by_role("menuitem", name="Edit").click()
    box = page.get_by_label("Change the message")
    await expect(box).to_have_value("@ben 40 a dya & more")
    await box.fill("@ben 40 a day")
    await box.press("Enter")
    await expect(row).to_contain_text("@Ben Ruiz 40 a day (edited)")

    await row.hover()
    await row.get_by_role("button", name="More about").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await page.get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("40 a day")).to_have_count(0)


async def test_the_apps_entry_in_a_messages_menu_opens_its_form(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("/mock start")
    await page.locator("#main .msg").first.hover()
    await page.get_by_role("button", name="More about").click()
    await page.get_by_role("menuitem", name="Mock interview").click()
    await expect(page.get_by_role("dialog", name="Mock interview")).to_be_visible()


async def test_files_go_with_a_message_and_pictures_are_shown(desk: Desk) -> None:
    page = desk.page
    await desk.open(channel=GENERAL)
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><rect width="200" height="80"/></svg>'
    await page.locator("#write-form input[type=file]").set_input_files(
        [{"name": "design.svg", "mimeType": "image/svg+xml", "buffer": picture},
         {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"500 million people"}]
    )  # fmt: skip
    await shot(page, "page-files-waiting")
    await desk.say("my design")
    await expect(page.get_by_role("link", name="notes.txt")).to_be_visible()
    await expect(page.get_by_role("img", name="design.svg")).to_be_visible()
    assert await page.locator("img[alt='design.svg']").evaluate("image => image.naturalWidth") == 200
    await shot(page, "page-files")


async def test_the_home_tab_is_published_and_menus_act_at_once(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await page.get_by_role("link", name="Mockingbird").click()
    await page.get_by_role("link", name="Home").click()
    await expect(page.get_by_role("heading", name="Your practice")).to_be_visible()
    await shot(page, "page-home")
    await page.get_by_role("link", name="Messages").click()
    await desk.say("gallery")
    await page.get_by_role("combobox", name="Pick a").select_option("staff")
    await expect(page.get_by_text("chosen: staff")).to_be_visible()
    await shot(page, "page-gallery")


async def test_dates_are_told_in_the_readers_own_time_zone(desk: Desk) -> None:
    await desk.open()
    await desk.say("/mock start")
    await expect(desk.page.locator("#main .body")).to_contain_text("16:58")  # 14:58 UTC, 21 September, Berlin


async def test_on_a_phone_the_list_is_away_and_a_thread_fills_the_screen(desk: Desk) -> None:
    page = desk.page
    await page.set_viewport_size({"width": 390, "height": 780})
    await desk.open()
    await desk.say("/mock start")
    await expect(page.get_by_role("heading", name="Design WhatsApp")).to_be_visible()
    await expect(page.get_by_role("link", name="general")).to_be_hidden()
    await shot(page, "phone")
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.get_by_role("button", name="1 reply").click()
    await expect(page.locator("#side")).to_be_visible()
    side = await page.locator("#side").bounding_box()
    assert side is not None
    assert (side["x"], side["width"]) == (0, 390)
    await shot(page, "phone-thread")
    await page.get_by_role("button", name="Close the thread").click()
    await page.get_by_role("button", name="Channels and people").click()
    await expect(page.get_by_role("link", name="general")).to_be_visible()
    await shot(page, "phone-list")
    await page.get_by_role("link", name="general").click()
    await expect(page.get_by_role("link", name="general")).to_be_hidden()
    await desk.say("/mock")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await shot(page, "phone-form")


async def test_light_and_dark_follow_the_system(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("/mock start")
    await page.get_by_role("button", name="1 reply").click()
    for text in (
        "How many people use it on a day?",
        "So writes are 500 million × 40 / 86,400 ≈ *231 k/s*.\n> peak × 3",
    ):
        await desk.say(text, "Reply in the thread")
        await expect(page.locator("#thread")).to_contain_text(f"You said: {text[:20]}")
    await page.locator("#main").get_by_role("button", name="Hint").click()
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    light = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await shot(page, "page-light")
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    await shot(page, "page-dark")


async def test_the_page_says_when_the_workspace_is_gone_and_keeps_what_was_typed(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await page.route("**/page/do/**", lambda route: route.fulfill(status=503))
    await page.get_by_label("Message", exact=True).fill("precious words")
    await page.keyboard.press("Enter")
    await expect(page.locator("#toasts")).to_contain_text("cannot be reached")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("precious words")


async def test_what_was_typed_survives_a_form_that_the_bot_updates(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("/mock")
    form = page.get_by_role("dialog", name="Mock interview")
    await form.get_by_label("A note to the interviewer").fill("on Thursday")
    await form.get_by_label("Scenario").select_option("tinyurl")
    await desk.update_form(title="Mock interview!")
    await expect(page.get_by_role("dialog", name="Mock interview!")).to_be_visible()
    await expect(form.get_by_label("A note to the interviewer")).to_have_value("on Thursday")
    await expect(form.get_by_label("Scenario")).to_have_value("tinyurl")


async def test_a_half_written_message_waits_in_its_channel(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    box = page.get_by_label("Message", exact=True)
    await box.fill("half a thought")
    await page.get_by_role("link", name="general").click()
    await expect(box).to_have_value("")
    await page.get_by_role("link", name="interview-prep").click()
    await expect(box).to_have_value("half a thought")


async def test_options_from_the_bot_are_searched_and_chosen_by_keyboard(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("gallery")
    field = page.get_by_role("combobox", name="Find a scenario")
    await field.press_sequentially("net")
    await expect(page.get_by_role("option", name="Netflix")).to_be_visible()
    await shot(page, "page-options")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("chosen: netflix")).to_be_visible()


async def test_a_screen_reader_finds_landmarks_a_log_and_named_controls(desk: Desk) -> None:
    page = desk.page
    await desk.open()
    await desk.say("/mock start")
    await expect(page.get_by_role("log", name="Messages in interview-prep")).to_have_attribute("aria-live", "polite")
    await expect(page.get_by_role("navigation", name="Workspace")).to_be_visible()
    await expect(page.get_by_role("main")).to_be_visible()
    unnamed = await page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select, textarea")].filter((one) =>
             one.offsetParent && !(one.textContent.trim() || one.ariaLabel || one.labels?.length)).map((one) => one.outerHTML)"""
    )
    assert unnamed == []
