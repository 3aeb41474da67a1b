"""Real Chromium for tests marked `browser`: import `browser_page` into a conftest.py to use it.

Where there is no Chromium the tests are left out and say so; with CI=true its absence is a failure.
"""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import ConsoleMessage, Page, async_playwright

ARTIFACTS = Path(__file__).parents[1] / "artifacts"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
)

_IMITATED = "503 (Service Unavailable)"  # how tests play a workspace that is gone


def chromium() -> str:
    """Chromium's address on this machine. Skips the test where there is none; fails it with CI=true."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    reason = "Chromium is not installed (on Debian: apt-get install chromium), so the page was not tried in a browser"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
async def browser_page() -> AsyncIterator[Page]:
    """A page in a browser of its own, with nothing stored; anything that its console calls an error fails the test."""
    executable = chromium()
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and _IMITATED not in message.text:
            complaints.append(message.text)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        context = await browser.new_context(
            viewport={"width": 1280, "height": 800},
            timezone_id="Europe/Berlin",
            locale="en-GB",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        page.set_default_timeout(8000)
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        await browser.close()
    assert not complaints, f"the browser console complained: {complaints}"


async def shot(page: Page, name: str) -> None:
    """Keep a picture of the page under tests/artifacts/, for people to look at."""
    ARTIFACTS.mkdir(exist_ok=True)
    await page.screenshot(path=ARTIFACTS / f"{name}.png")
