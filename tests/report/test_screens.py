"""The page in a browser: a phone, a dark screen, paper."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from bot.report import html
from tests.report.sample import report

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium here"),
]


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def test_the_page_fits_a_phone_and_loads_without_a_complaint(browser, tmp_path, pages, beside):
    file = tmp_path / "report.html"
    file.write_text(html(report(beside), pages), encoding="utf-8")
    complaints: list[str] = []
    for width in (320, 360, 768, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
        page.close()
    assert complaints == []


def test_paper_is_white_even_where_the_screen_is_dark(browser, tmp_path, pages, beside):
    file = tmp_path / "report.html"
    file.write_text(html(report(beside), pages), encoding="utf-8")
    page = browser.new_page(color_scheme="dark")
    page.goto(file.as_uri())
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(27, 31, 36)"
    assert "dark" not in page.evaluate("matchMedia('print').media")
    page.emulate_media(media="print")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    page.close()


@pytest.mark.parametrize(("screen", "paper", "brightness"), [("light", False, "bright"), ("dark", False, "dark"), ("dark", True, "bright")], ids=["light", "dark", "print"])  # fmt: skip
def test_the_page_is_photographed_as_it_is_read(browser, tmp_path, pages, beside, screen, paper, brightness):
    """With MOCKINGBIRD_SCREENS=FOLDER the pictures are kept, to be looked at."""
    kept = Path(os.environ.get("MOCKINGBIRD_SCREENS") or tmp_path)
    kept.mkdir(parents=True, exist_ok=True)
    file = tmp_path / "report.html"
    file.write_text(html(report(beside), pages), encoding="utf-8")
    page = browser.new_page(color_scheme=screen, viewport={"width": 960, "height": 1200})
    page.goto(file.as_uri())
    if paper:
        page.emulate_media(media="print")
        assert page.pdf(format="A4").startswith(b"%PDF")
    shot = kept / f"report-{'print' if paper else screen}.png"
    page.screenshot(path=str(shot), full_page=True)
    page.close()
    with Image.open(shot) as picture:
        edge = picture.convert("L").crop((0, 0, 8, picture.height))
        mean = ImageStat.Stat(edge).mean[0]
    assert mean > 200 if brightness == "bright" else mean < 60
