"""The linter says what an author should mend, and where."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.content import ContentError, ask_lines, check_content, learn, load_content, load_sheet, scaffold
from bot.content.answers import AnswerError, render_answer
from tests.content.sheets import SHEET, folder_with

ROOT = Path(__file__).resolve().parents[2]
CONTENT = load_content([ROOT])


def findings_on(root: Path, sheet: str, beside: Path | None = None) -> list[str]:
    """What is said of a sheet that stands beside the shipped rubric and words, or beside all content of a folder."""
    folder_with(root, sheet)
    return [str(found) for found in check_content([beside or _rubric_alone(root), root]) if "post-box" in found.file]


def _rubric_alone(root: Path) -> Path:
    rubrics = root / "base" / "rubrics"
    rubrics.mkdir(parents=True, exist_ok=True)
    for name in ("system_design.yaml", "lexicon"):
        (rubrics / name).symlink_to(ROOT / "rubrics" / name)
    return rubrics.parent


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("    criteria: [req.nonfunctional]\n", "", "speed feeds neither an estimate nor a criterion"),
        ("how fast is collection", "how fast is a collection", "speed has 2 phrasings. Write at least 6"),
        ("What if a letter is lost?", "Would Kafka help?", "gives 'kafka' away"),
        ("letters.actors | figure }}", "letter.actors | figure }}", "does not render: 'letter' is undefined"),
        ('"{{ letters.actors | figure }} people', '"3 million people', "does not say 2 million"),
        ('"{{ letters.actors | figure }} people', '"2 million people', "keeps its figure when a variant draws actors"),
        ("how fast is collection", "count of the daily senders", "is too near to"),
        ("how fast is collection", "what delay is acceptable until pickup", "is there twice"),
    ],
)
def test_a_weakness_is_found(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert any(said in found for found in findings_on(tmp_path, SHEET.replace(right, wrong)))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("write_path: [box, office]", "write_path: [box, office, box]\n  read_path: [office, office]", "no arrow goes from office to office. Add `{from: office, to: office"),
        ("ranges: {actors: [1 million", "ranges: {actors: [3 million", "leaves out its own 2 million. Let the range hold"),
        ("ranges: {actors:", "ranges: {fanout: [1, 2], actors:", "draws fanout, which the flow does not have"),
        ("What if a letter is lost?", "What if one of the 2 million loses a letter?", "gives 2 million away, which is the answer to senders"),
        ("What if a letter is lost?", "What if two million letters are lost?", "gives 2 million away"),
        ("unless: [speed]}", "unless: [speed], when: {metric: write_qsp}}", "there is no metric 'write_qsp'. Did you mean 'write_qps'?"),
        ("role: database}", "role: database, because: [senders, sped]}", "there is no fact 'sped'. Did you mean 'speed'?"),
        ("decoys:", "failures: [{component: ofice, effect: none, recovery: none}]\ndecoys:", "there is no component 'ofice'. Did you mean 'office'?"),
        ("probes:\n", "decisions: [{id: a, requirement: b, options: [{name: c, gains: d, costs: e}], pick: c, price: f}]\nprobes:\n", "has one option; two or three are weighed"),
        ("decoys:", "bottleneck: \"\"\ndecoys:", "probes: has none for design. Write one."),
        ("decoys:", "bottleneck: \"\"\ndecoys:", "Give the hardest one `levels: [staff]`"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_found(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in SHEET
    assert any(said in found for found in findings_on(tmp_path, SHEET.replace(right, wrong)))


def test_a_figure_that_was_not_told_may_be_asked_with(tmp_path: Path) -> None:
    found = findings_on(tmp_path, SHEET.replace("What if a letter is lost?", "What if 9 million letters are lost?"))

    assert not any("away" in each for each in found)


def test_other_sentences_than_questions_are_no_templates_either(tmp_path: Path) -> None:
    answer = CONTENT.scenario("whatsapp").bottleneck
    found = findings_on(tmp_path, SHEET + f"bottleneck: {json.dumps(answer)}\n", ROOT)

    assert any("whatsapp/bottleneck" in each and "one template" in each for each in found)


def test_a_card_tells_of_a_scenario_that_does_not_use_it_yet(tmp_path: Path) -> None:
    cards = (ROOT / "rubrics" / "patterns.yaml").read_text()
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "patterns.yaml").write_text(
        cards.replace("where: ticket-booking", "where: video-sharing", 1).replace(
            "where: whatsapp", "where: watsapp", 1
        )
    )

    found = "\n".join(str(each) for each in check_content([ROOT, tmp_path]))
    assert "patterns.read-replica.where: video-sharing uses read-replica in its own design already." in found
    assert "there is no scenario 'watsapp'. Did you mean 'whatsapp'?" in found


class Alike:
    """An encoder to which everything is the same."""

    name = "alike"

    def vectors(self, texts: Sequence[str], keep: bool = False) -> Any:
        return np.ones((len(texts), 1), dtype=np.float32)


def test_phrasings_that_the_encoder_cannot_tell_apart_are_found(tmp_path: Path) -> None:
    found = check_content([_rubric_alone(tmp_path), folder_with(tmp_path)], Alike())

    assert any("is too near to" in str(each) and "cosine 1.00" in str(each) for each in found)


def test_probes_that_are_one_template_are_found_across_sheets(tmp_path: Path) -> None:
    first = SHEET.replace("What if a letter is lost?", "What happens when a letter is lost on the way?")
    second = first.replace("id: post-box", "id: pipe").replace("a letter is lost on", "a drop is lost on")
    folder_with(tmp_path, second, "pipe")

    assert any("one template with the noun changed" in found for found in findings_on(tmp_path, first))


def test_a_scaffold_loads_at_once_and_the_check_says_what_is_missing(tmp_path: Path) -> None:
    folder_with(tmp_path, scaffold("my-own"), "my-own")
    load_content([ROOT, tmp_path])

    found = [str(each) for each in check_content([ROOT, tmp_path]) if "my-own" in each.file]
    assert any("18 facts make a full sheet" in each for each in found)


def test_a_question_is_learnt_and_nothing_else_in_the_file_changes(tmp_path: Path) -> None:
    file = folder_with(tmp_path) / "rubrics" / "scenarios" / "post-box.yaml"

    learnt = learn(file, "by when must  somebody empty it?", "speed")

    after = file.read_text()
    assert load_sheet(file).facts[1].phrasings[-1] == "by when must somebody empty it"
    assert [line for line in after.splitlines() if line not in SHEET.splitlines()] == [
        '      - "by when must somebody empty it"'
    ]
    assert "# the next one was asked in a real interview" in after
    assert after.splitlines()[learnt.line - 1] == '      - "by when must somebody empty it"'


def test_a_question_is_learnt_in_a_list_on_one_line_too(tmp_path: Path) -> None:
    file = folder_with(tmp_path) / "rubrics" / "scenarios" / "post-box.yaml"

    learn(file, "head count: how high", "senders")

    assert load_sheet(file).facts[0].phrasings[-1] == "head count: how high"
    assert "# the next one was asked in a real interview" in file.read_text()


@pytest.mark.parametrize(
    ("question", "fact", "said"),
    [
        ("how fast?", "sped", "Did you mean 'speed'"),
        ("How fast is collection??", "senders", "speed is asked in these words already"),
        (" ? ", "speed", "no question to learn"),
    ],
)
def test_what_cannot_be_learnt_leaves_the_file_alone(tmp_path: Path, question: str, fact: str, said: str) -> None:
    file = folder_with(tmp_path) / "rubrics" / "scenarios" / "post-box.yaml"

    with pytest.raises(ContentError, match=said):
        learn(file, question, fact)
    assert file.read_text() == SHEET


def test_a_sheet_answers_lines_in_order_and_goes_on_after_a_bad_one(tmp_path: Path) -> None:
    sheet = load_sheet(folder_with(tmp_path) / "rubrics" / "scenarios" / "post-box.yaml")
    lines = [
        json.dumps({"id": 1, "question": "how many people drop a letter each day?", "more": True}),
        "nonsense",
        '{"id": 3}',
        json.dumps({"id": 4, "question": "We use a big box."}),
    ]

    rows = list(ask_lines(sheet, lines, CONTENT.lexicon, CONTENT.words))

    assert rows[0]["facts"] == ["senders"]
    assert rows[0]["reply"] == "2 million people drop a letter on a day."
    assert [row.get("id") for row in rows] == [1, None, 3, 4]
    assert ["error" in row for row in rows] == [False, True, True, False]
    assert rows[3] == {"id": 4, "facts": [], "offered": [], "reply": ""}


def test_a_sheet_needs_only_facts(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "facts:\n  - {id: a, category: x, question: How big is it?, answer: Very., note: ignored}\nother: 1\n"
    )

    assert load_sheet(file).facts[0].answer == "Very."


def test_an_answer_can_compute_with_figures() -> None:
    flows = CONTENT.scenario("whatsapp").flows

    text = render_answer("{{ (messages.actors * messages.per_actor_per_day) | figure }} a day", flows)
    assert text == "20 billion a day"
    with pytest.raises(AnswerError):
        render_answer("{{ messages.actors / 0 }}", flows)
