"""Slack's mrkdwn on the page: what is drawn, and that nothing typed ever becomes markup."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workspace.page.mrkdwn import Names, mrkdwn, plain_text

NAMES = Names(people={"U1": "Ada", "U2": "Grace"}, channels={"C1": "general"}, me="U1")
ALLOWED = {
    "p": set(),
    "br": set(),
    "strong": set(),
    "em": set(),
    "s": set(),
    "code": set(),
    "pre": set(),
    "blockquote": set(),
    "a": {"href", "target", "rel", "class", "data-channel"},
    "span": {"class", "role", "aria-label"},
    "time": {"datetime", "data-form"},
}


class Strict(HTMLParser):
    """Fails on any tag or attribute that the renderer has no business to write, and on tags that cross."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], attrs
        href = dict(attrs).get("href")
        assert href is None or href.lower().startswith(("http://", "https://", "mailto:", "/?channel=")), href
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> str:
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert not parser.open
    return parser.text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*bold* _italic_ ~gone~", "<p><strong>bold</strong> <em>italic</em> <s>gone</s></p>"),
        ("*bold with _italic_ inside*", "<p><strong>bold with <em>italic</em> inside</strong></p>"),
        ("_*both*_", "<p><em><strong>both</strong></em></p>"),
        ("_a *b_ c*", "<p><em>a *b</em> c*</p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        ("`a *b* &lt;c&gt;`", "<p><code>a *b* &lt;c&gt;</code></p>"),
        ("```\nx = 1\n*y*\n```", "<pre><code>x = 1\n*y*</code></pre>"),
        ("&gt; one\n&gt; two\nthree", "<blockquote>one<br>two</blockquote><p>three</p>"),
        ("a\nb", "<p>a<br>b</p>"),
        ("a &amp; b &lt; c", "<p>a &amp; b &lt; c</p>"),
        ("<@U1> and <@U2>", '<p><span class="mention me">@Ada</span> and <span class="mention">@Grace</span></p>'),
        ("<#C1>", '<p><a class="mention" href="/?channel=C1" data-channel="C1">#general</a></p>'),
        ("<#C9>", '<p><span class="mention">#private channel</span></p>'),
        ("<!here>", '<p><span class="mention me">@here</span></p>'),
        (":tada: :no_such:", '<p><span class="emoji" role="img" aria-label="tada">🎉</span> :no_such:</p>'),
        ("at 10:100:15", "<p>at 10:100:15</p>"),
    ],
)
def test_marks_are_drawn_as_slack_draws_them(source: str, html: str) -> None:
    assert mrkdwn(source, NAMES) == html


def test_links_are_followed_only_to_the_web_and_to_mail() -> None:
    assert 'href="https://a.b/?x=1&amp;y=2"' in mrkdwn("<https://a.b/?x=1&amp;y=2|here>")
    assert 'href="https://a.b/c"' in mrkdwn("see https://a.b/c.")
    assert 'href="mailto:a@b.c"' in mrkdwn("<mailto:a@b.c|a@b.c>")
    for bad in ("javascript:alert(1)", "data:text/html,x", "//evil", "JaVaScRiPt://x%0aalert(1)", "vbscript:x"):
        assert "<a" not in mrkdwn(f"<{bad}|click>")


def test_a_date_carries_its_moment_and_its_form_to_the_browser() -> None:
    assert mrkdwn("<!date^1700000000^{time}|22:13>") == (
        '<p><time datetime="2023-11-14T22:13:20Z" data-form="{time}">22:13</time></p>'
    )
    assert read(mrkdwn("<!date^99999999999999999999^{time}|later>")) == "later"


def test_typed_html_is_shown_as_typed() -> None:
    for typed in ("<script>alert(1)</script>", '<img src=x onerror="alert(1)">', '"><b>', "&lt;b&gt;", "&#60;i&#62;"):
        html = mrkdwn(typed)
        read(html)
        assert "<script" not in html
        assert "<img" not in html
        assert "<b>" not in html
    assert plain_text("<b>&amp;</b>") == "&lt;b&gt;&amp;&lt;/b&gt;"


_MARKS = st.sampled_from(
    [
        *"*_~`<>&|^@#!:/ \n\"'",
        "```",
        "&gt;",
        "&lt;",
        "<@U1>",
        "<!date^1^{time}|x>",
        "<https://a.b|",
        "javascript:",
        ":x:",
        "<script>",
        "onerror=",
        "\ue000",
        "\x00",
        "http://",
    ]
)


@given(st.lists(st.one_of(_MARKS, st.text(max_size=6)), max_size=40).map("".join))
def test_whatever_is_typed_only_known_tags_come_out(source: str) -> None:
    read(mrkdwn(source, NAMES))
    read(plain_text(source))


@pytest.mark.parametrize(
    "piece", ["*", "_a", "*a _b ~c", "`", "```", "<", "<!date^", "http://", ":a", "&gt;", "*a*_", "**__"]
)
def test_a_message_of_forty_thousand_characters_is_drawn_at_once(piece: str) -> None:
    began = time.perf_counter()
    mrkdwn((piece * 40_000)[:40_000])
    assert time.perf_counter() - began < 2
