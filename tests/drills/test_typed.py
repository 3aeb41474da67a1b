"""An answer typed as one message finds its fields, by number, by name or in order."""

from hypothesis import given
from hypothesis import strategies as st

from bot.content import Content
from bot.drills import draw
from bot.drills.exercise import KINDS, Exercise, Kind
from bot.drills.telling import Teller
from bot.drills.typed import fields_of


def typed(kind: Kind, content: Content, text: str) -> dict[str, str]:
    exercise = draw(kind, 4, content)
    return fields_of(exercise, text, Teller(content.words.say, content).labels(exercise))


def test_estimates_by_number_by_name_and_in_order(content: Content) -> None:
    by_number = typed("estimation", content, "1. 350k/s\n4) 5 TB\n7. no, far too much")
    assert by_number == {"write_qps": "350k/s", "daily_storage": "5 TB", "server": "no, far too much"}
    by_name = typed("estimation", content, "write qps: 350k\n*Memory for the cache*: 1 TB")
    assert by_name == {"write_qps": "350k", "cache_memory": "1 TB"}
    in_order = typed("estimation", content, "350k/s\n1M/s\nNo, one machine cannot take that")
    assert in_order == {"write_qps": "350k/s", "peak_write_qps": "1M/s", "server": "No, one machine cannot take that"}


def test_questions_under_the_names_of_their_categories(content: Content) -> None:
    found = typed("questions", content, "Scale:\n- how many users?\n- how many reads?\nEdge cases\nwhat if it fails?")
    assert found == {
        "scale.1": "how many users?", "scale.2": "how many reads?", "edge_cases.1": "what if it fails?"
    }  # fmt: skip


def test_a_slip_is_a_line_and_what_went_wrong(content: Content) -> None:
    for text in ("2: an hour is no day", "line 2, an hour is no day", "Step #2 - an hour is no day"):
        assert typed("slip", content, text) == {"step": "2", "name": "an hour is no day"}
    assert typed("slip", content, "the hours") == {"name": "the hours"}


def test_a_design_is_told_apart_by_its_marks(content: Content) -> None:
    found = typed("design", content, "client -> api: https\napi -> db: sql\nThe db keeps it.\nGET /items/{id} -> 200")
    assert found == {
        "design": "client -> api: https\napi -> db: sql", "why": "The db keeps it.", "apis": "GET /items/{id} -> 200"
    }  # fmt: skip


def test_patterns_under_their_names_or_parted_by_bars(content: Content) -> None:
    exercise = draw("patterns", 4, content)
    names = list(dict.fromkeys(item.id.split(".")[0] for item in exercise.items))
    titles = [content.patterns[name].name for name in names]
    text = f"{titles[0]}: steps with an undo | a trip | half-done states\n{titles[1]}\nparts move\nan old shop\ntwo systems"
    found = typed("patterns", content, text)
    assert found[f"{names[0]}.tradeoff"] == "half-done states"
    assert [found[f"{names[1]}.{part}"] for part in ("line", "scenario", "tradeoff")] == [
        "parts move", "an old shop", "two systems"
    ]  # fmt: skip


def test_decisions_by_area(content: Content) -> None:
    found = typed("decisions", content, "Database: We need X. I take Y. It costs Z.\nmetric 1: lag, tells of a pile")
    assert found == {"database": "We need X. I take Y. It costs Z.", "metric.1": "lag, tells of a pile"}


@given(kind=st.sampled_from(KINDS), text=st.text(max_size=400))
def test_whatever_is_typed_fields_are_those_of_the_exercise(kind: Kind, text: str) -> None:
    from tests.support.bot import shipped_content

    exercise: Exercise = draw(kind, 4, shipped_content())
    found = fields_of(exercise, text, {})
    assert set(found) <= set(exercise.fields)
