"""Every block and element of Block Kit as the page draws it, with hostile words in every place that takes words."""

from html.parser import HTMLParser
from typing import Any

import pytest

from bot.workspace.model import Channel, Person
from bot.workspace.page.blocks import Surface, file_size, render_blocks
from bot.workspace.page.mrkdwn import Names

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
Json = dict[str, Any]


def surface(**more: Any) -> Surface:
    return Surface(
        prefix="s",
        names=Names({"U1": "Ada"}, {"C1": "general"}, "U1"),
        people=[Person("U1", "Ada", "Ada Byron"), Person("U2", EVIL, EVIL)],
        channels=[Channel("C1", "general"), Channel("G1", EVIL, "private"), Channel("D1", "Mockingbird", "im")],
        reader="U1",
        **more,
    )


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str, text: str = "", **more: Any) -> Json:
    return {"text": plain(text or value), "value": value, **more}


class Page(HTMLParser):
    """The tags of a fragment, in order, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def draw(*blocks: Json, **more: Any) -> Page:
    return Page(str(render_blocks([{"block_id": f"b{n}", **block} for n, block in enumerate(blocks)], surface(**more))))


def control(element: Json, **more: Any) -> Page:
    return draw({"type": "actions", "elements": [{"action_id": "a", **element}]}, **more)


OPTIONS = [option("x", "First"), option("y", EVIL)]
CONFIRM = {"title": plain(EVIL), "text": {"type": "mrkdwn", "text": EVIL}, "confirm": plain("Yes"), "deny": plain("No")}
ELEMENTS: list[Json] = [
    {
        "type": "button",
        "text": plain(EVIL),
        "style": "danger",
        "value": EVIL,
        "url": "javascript:alert(1)",
        "confirm": CONFIRM,
    },
    {"type": "static_select", "placeholder": plain(EVIL), "options": OPTIONS},
    {"type": "static_select", "option_groups": [{"label": plain(EVIL), "options": OPTIONS}]},
    {"type": "multi_static_select", "placeholder": plain(EVIL), "options": OPTIONS},
    *({"type": f"{many}{what}_select"} for many in ("", "multi_") for what in ("users", "channels", "conversations")),
    {"type": "external_select", "placeholder": plain(EVIL), "initial_option": option(EVIL, EVIL)},
    {"type": "radio_buttons", "options": OPTIONS, "initial_option": OPTIONS[1]},
    {"type": "checkboxes", "options": [option(EVIL, EVIL, description=plain(EVIL))]},
    {"type": "overflow", "options": OPTIONS, "confirm": CONFIRM},
    {"type": "datepicker", "initial_date": "2026-11-24"},
    {"type": "timepicker", "initial_time": "09:30"},
    {"type": "plain_text_input", "initial_value": EVIL, "placeholder": plain(EVIL)},
    {"type": "plain_text_input", "multiline": True, "initial_value": f"</textarea>{EVIL}", "max_length": 300},
    {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"},
    {"type": "image", "image_url": f"https://x/{EVIL}", "alt_text": EVIL},
    {"type": "teleporter" + EVIL},
]
BLOCKS: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": EVIL}, "fields": [plain(EVIL)], "accessory": ELEMENTS[0]},
    {"type": "header", "text": plain(EVIL)},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": EVIL}, ELEMENTS[-2]]},
    *({"type": "input", "label": plain(EVIL), "hint": plain(EVIL), "element": e} for e in ELEMENTS[1:-2]),
    {"type": "image", "image_url": "javascript:alert(1)", "alt_text": EVIL, "title": plain(EVIL)},
    {"type": "divider"},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": kind,
                "elements": [
                    {"type": "text", "text": EVIL, "style": {"bold": True, "code": True}},
                    {"type": "link", "url": "javascript:alert(1)", "text": EVIL},
                    {"type": "user", "user_id": EVIL},
                    {"type": "channel", "channel_id": EVIL},
                    {"type": "emoji", "name": EVIL},
                    {"type": "date", "timestamp": "x", "fallback": EVIL},
                    {"type": "broadcast", "range": EVIL},
                ],
            }
            for kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
        ],
    },
    {"type": "table", "rows": [[{"type": "raw_text", "text": EVIL}], [{"type": "raw_text", "text": EVIL}]]},
    {"type": "file", "external_id": EVIL},
    {"type": "teleporter" + EVIL},
]


@pytest.mark.parametrize("block", [*BLOCKS, *({"type": "actions", "elements": [e]} for e in ELEMENTS)], ids=str)
def test_hostile_words_stay_words(block: Json) -> None:
    page = draw(block)

    assert page.all("script") == []
    assert all(str(img.get("src")).startswith("/page/file/") for img in page.all("img"))
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") or name == "style" for name in attrs)]
    assert all(str(a.get("href")).startswith(("https://", "http://", "/")) for a in page.all("a"))


@pytest.mark.parametrize("block", [*BLOCKS, {"type": "actions", "elements": ELEMENTS}], ids=str)
def test_ids_on_one_surface_are_never_given_twice(block: Json) -> None:
    ids = [attrs["id"] for _, attrs in draw(block, block, form=True).tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_a_section_shows_its_text_its_fields_and_what_stands_beside_it() -> None:
    page = draw(
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Scale*"},
            "fields": [plain("left"), plain("right")],
            "accessory": {"type": "button", "action_id": "go", "text": plain("Go")},
        }
    )
    assert page.all("strong")
    assert "left" in page.words
    assert "right" in page.words
    assert [span for span in page.all("span") if span.get("data-action-id") == "go"]


def test_a_button_shows_its_style_and_keeps_its_question_for_the_dialog() -> None:
    page = control({"type": "button", "text": plain("End"), "style": "danger", "confirm": CONFIRM})
    assert page.all("button")[0]["class"] == "btn danger"
    assert page.all("template")[0]["class"] == "confirm"
    assert "Yes" in page.words
    assert "No" in page.words


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("users_select", ["", "U1", "U2"]),
        ("channels_select", ["", "C1"]),
        ("conversations_select", ["", "C1", "G1", "D1"]),
    ],
)
def test_menus_of_people_and_places_offer_what_the_reader_sees(kind: str, values: list[str]) -> None:
    assert [o["value"] for o in control({"type": kind}).all("option")] == values


def test_menus_start_with_their_initial_options() -> None:
    assert (
        "selected"
        in control({"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[0]}).all("option")[1]
    )
    boxes = control({"type": "multi_static_select", "options": OPTIONS, "initial_options": OPTIONS}).all("input")
    assert all("checked" in box for box in boxes)
    users = control({"type": "multi_users_select", "initial_users": ["U2"]}).all("input")
    assert ["checked" in box for box in users] == [False, True]


def test_an_input_keeps_what_was_entered_when_it_is_drawn_again() -> None:
    block = {
        "type": "input",
        "block_id": "b",
        "label": plain("Why?"),
        "element": {"type": "plain_text_input", "action_id": "a", "initial_value": "old"},
    }
    entered = {"b": {"a": {"type": "plain_text_input", "value": "new"}}}
    assert draw(block, form=True).all("input")[0]["value"] == "old"
    assert draw(block, form=True, state=entered).all("input")[0]["value"] == "new"


def test_an_input_is_tied_to_its_label_hint_and_error() -> None:
    page = draw(
        {
            "type": "input",
            "label": plain("Minutes"),
            "hint": plain("45 is usual"),
            "optional": True,
            "element": {"type": "number_input", "action_id": "a", "max_value": "60"},
        },
        form=True,
    )
    field = page.all("input")[0]
    assert page.all("label")[0]["for"] == field["id"]
    ids = {attrs.get("id") for _, attrs in page.tags}
    assert set(str(field["aria-describedby"]).split()) <= ids
    assert field["max"] == "60"
    assert "(optional)" in page.words


def test_dates_times_and_texts_use_the_browsers_own_inputs() -> None:
    assert control({"type": "datepicker", "initial_date": "2026-11-24"}).all("input")[0]["type"] == "date"
    assert control({"type": "timepicker", "initial_time": "09:30"}).all("input")[0]["value"] == "09:30"
    area = control({"type": "plain_text_input", "multiline": True, "max_length": 300}).all("textarea")[0]
    assert area["maxlength"] == "300"


def test_a_table_has_a_head_and_aligned_cells() -> None:
    cells = [[{"type": "raw_text", "text": t} for t in row] for row in (["Phase", "Minutes"], ["Design", "15"])]
    page = draw({"type": "table", "rows": cells, "column_settings": [{}, {"align": "right"}]})
    assert len(page.all("th")) == 2
    assert page.all("td")[1]["class"] == "right"


def test_pictures_are_loaded_from_the_workspace_alone() -> None:
    own = draw({"type": "image", "slack_file": {"id": "F123"}, "alt_text": "The design"})
    assert own.all("img")[0] == {"src": "/page/file/F123?as=U1", "alt": "The design", "loading": "lazy"}
    local = draw({"type": "image", "image_url": "http://127.0.0.1:3000/files/T1/F123/x.png", "alt_text": "d"})
    assert local.all("img")
    far = draw({"type": "image", "image_url": "https://example.com/F123/x.png", "alt_text": "d"})
    assert far.all("img") == []
    assert far.all("a")[0]["href"] == "https://example.com/F123/x.png"


def test_rich_text_draws_lists_quotes_code_and_styles() -> None:
    words = [{"type": "text", "text": "x", "style": {"bold": True}}]
    page = draw(
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": words},
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "elements": [{"type": "rich_text_section", "elements": words}],
                },
                {"type": "rich_text_quote", "elements": words},
                {"type": "rich_text_preformatted", "elements": words},
            ],
        }
    )
    assert {"p", "ol", "li", "blockquote", "pre", "strong"} <= {tag for tag, _ in page.tags}


def test_what_the_page_cannot_draw_is_named() -> None:
    assert "“video”" in draw({"type": "video"}).words
    assert "“file_input”" in control({"type": "file_input"}).words


def test_a_files_size_is_readable() -> None:
    assert [file_size(n) for n in (0, 812, 14_200, 2_100_000)] == ["0 B", "812 B", "14 KB", "2.1 MB"]
