"""Every word the bot says comes from prompts/, escaped for Slack, in a variant that a seed picks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Words, WordsError


def words_of(**templates: str) -> Words:
    return Words({name.replace("__", "."): tuple(text.split("\n---\n")) for name, text in templates.items()})


def test_a_file_is_a_name_and_its_variants_are_parted_by_dashes(tmp_path: Path) -> None:
    (tmp_path / "probe").mkdir()
    (tmp_path / "probe" / "next.j2").write_text("First, {{ name }}.\n---\nThen, {{ name }}.\n")
    (tmp_path / "hints.yaml").write_text("late:\n  once: [Hurry, 'Soon: {{ n }}']\n")
    words = Words.read([tmp_path])

    assert {words.say("probe.next", seed=seed, name="Ada") for seed in range(20)} == {"First, Ada.", "Then, Ada."}
    assert words.say("probe.next", seed=3, name="Ada") == words.say("probe.next", seed=3, name="Ada")
    assert words.count("hints.late.once") == 2


def test_a_later_folder_wins(tmp_path: Path) -> None:
    for name, text in (("a", "shipped"), ("b", "own")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "hello.j2").write_text(text)

    assert Words.read([tmp_path / "a", tmp_path / "b"]).say("hello") == "own"


def test_what_people_wrote_is_escaped_once_and_apostrophes_are_left() -> None:
    words = words_of(say="<!here> don't: {{ text }}")

    assert words.say("say", text="<@U1> & don't") == "<!here> don't: &lt;@U1&gt; &amp; don't"


@given(st.text())
def test_no_text_can_become_markup(text: str) -> None:
    said = words_of(say="[{{ text }}]").say("say", text=text)

    assert "<" not in said
    assert ">" not in said


def test_filters_give_markup_that_stays() -> None:
    words = words_of(say="{{ 'U1' | mention }} {{ 'C1' | channel }} {{ 0 | date('{time}', 'noon <') }}")

    assert words.say("say") == "<@U1> <#C1> <!date^0^{time}|noon &lt;>"


def test_a_mention_of_what_is_no_id_is_only_text() -> None:
    assert words_of(say="{{ who | mention }}").say("say", who="!channel>") == "!channel&gt;"


def test_a_list_is_joined_with_each_item_escaped_unless_it_is_markup() -> None:
    words = words_of(say="{{ [a | mention, b] | join(', ', last=' and ') }}")

    assert words.say("say", a="U1", b="<b>") == "<@U1> and &lt;b&gt;"


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("probe.nxt", {}, "Did you mean 'probe.next'"),
        ("probe.next", {}, "'name' is undefined"),
        ("evil", {}, "unsafe"),
    ],
)
def test_what_cannot_be_said_raises_and_says_why(name: str, args: dict[str, str], said: str) -> None:
    words = words_of(probe__next="{{ name }}", evil="{{ ''.__class__.__mro__ }}")

    with pytest.raises(WordsError, match=said):
        words.say(name, **args)


def test_a_broken_template_is_found_without_being_said() -> None:
    assert "is not a template" in str(words_of(bad="{% if %}").faults()[0])
