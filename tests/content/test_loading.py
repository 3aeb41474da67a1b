"""Content is read whole at the start, and every fault says file, line, key and what to write instead."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import ContentError, UnknownScenario, load_content
from bot.content.yamlfile import parse_yaml
from tests.content.sheets import SHEET, folder_with

ROOT = Path(__file__).resolve().parents[2]


def faults_of(root: Path, sheet: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_content([folder_with(root, sheet)])
    return [str(finding) for finding in caught.value.findings]


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_a_sheet_that_is_right_is_loaded(tmp_path: Path) -> None:
    scenario = load_content([folder_with(tmp_path)]).scenario("post-box")

    assert [fact.id for fact in scenario.facts] == ["senders", "speed"]
    assert scenario.flows["letters"].params()["actors"] == 2_000_000
    assert scenario.flows["letters"].params()["retention_days"] == 30
    assert scenario.design.connections[0].source == "box"


def test_a_key_that_is_misspelt_is_found_with_its_line_and_the_right_one(tmp_path: Path) -> None:
    broken = SHEET.replace("peak_factor", "peek_factor")

    fault = next(fault for fault in faults_of(tmp_path, broken) if "no such key" in fault)

    assert f"post-box.yaml:{line_of(broken, 'peek_factor')}: error: flows.letters.peek_factor" in fault
    assert "Did you mean 'peak_factor'?" in fault


def test_a_missing_key_is_asked_for(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, SHEET.replace("prompt: Design a post box.\n", ""))

    assert any("prompt: is missing from the file. Add a line `prompt: …`." in fault for fault in faults)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = SHEET.replace("category: scale", "category: scales").replace("2 million", "two-ish")

    faults = faults_of(tmp_path, broken)

    assert any("Did you mean 'scale'?" in fault for fault in faults)
    assert any("cannot read 'two-ish' as a figure" in fault for fault in faults)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("to: office,", "to: ofice,", "there is no component 'ofice'. Did you mean 'office'?"),
        ("unless: [speed]", "unless: [sped]", "there is no fact or role 'sped'. Did you mean 'speed'?"),
        ("role: database", "role: databse", "Did you mean 'database'?"),
        ("flow: letters,", "flow: leters,", "there is no flow 'leters'. Did you mean 'letters'?"),
        ("- id: speed", "- id: senders", "the id 'senders' is there twice"),
        ("id: post-box", "id: postbox", "'postbox' is not the name of the file"),
    ],
)
def test_a_name_that_points_to_nothing_is_found(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert any(said in fault for fault in faults_of(tmp_path, SHEET.replace(right, wrong, 1)))


def test_a_criterion_that_the_rubric_lacks_is_found(tmp_path: Path) -> None:
    folder_with(tmp_path, SHEET.replace("criterion: req.edge_cases", "criterion: req.edge_case"))

    with pytest.raises(ContentError, match=r"there is no criterion 'req.edge_case'. Did you mean 'req.edge_cases'\?"):
        load_content([ROOT, tmp_path])


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2", "a: 1\na: 2\n", "a:\n\t- b\n", "? [a]\n: b\n", "{", "a: &x [*x]", "\0"],
    ids=["open list", "key twice", "tab", "list as key", "open mapping", "itself inside itself", "nul"],
)
def test_what_is_not_yaml_has_a_line(tmp_path: Path, text: str) -> None:
    faults = faults_of(tmp_path, text)

    assert all("post-box.yaml" in fault for fault in faults)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_finding(text: str) -> None:
    with contextlib.suppress(ContentError):
        parse_yaml(text, Path("any.yaml"))


def test_plain_words_are_words_and_numbers_are_numbers() -> None:
    data = parse_yaml("a: no\nb: 7\nc: '7'\nd: 0.5\ne: true\nf:\ng: 12:30\n", Path("x.yaml")).data

    assert data == {"a": "no", "b": 7, "c": "7", "d": 0.5, "e": True, "f": None, "g": "12:30"}


def test_a_scenario_nobody_knows_is_answered_with_the_nearest() -> None:
    content = load_content([ROOT])

    with pytest.raises(UnknownScenario, match="Did you mean 'whatsapp'") as caught:
        content.scenario("whatsap")
    assert "whatsapp" in caught.value.known


def test_a_later_folder_replaces_a_scenario_of_the_same_id(tmp_path: Path) -> None:
    first = folder_with(tmp_path / "one")
    second = folder_with(tmp_path / "two", SHEET.replace("Design a post box.", "Design a mail box."))

    assert load_content([first, second]).scenario("post-box").prompt == "Design a mail box."


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no such folder"):
        load_content([tmp_path / "nowhere"])
