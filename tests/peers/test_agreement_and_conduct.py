"""How far two judges agree, and how an interviewer conducted it: figures that can be checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.peers import agreement, gaps, measured, weighted_kappa
from bot.peers.conduct import HeldPhase, Question, Spoken, ToldFact

LEVELS = st.integers(0, 3)


def test_kappa_is_that_of_a_worked_example() -> None:
    """Ten items. Observed squared distances add up to 4; those expected by chance to 21."""
    one = [0, 1, 1, 2, 2, 2, 3, 3, 0, 1]
    two = [0, 1, 2, 2, 2, 3, 3, 2, 0, 2]
    assert weighted_kappa(list(zip(one, two, strict=True))) == pytest.approx(1 - 4 / 21)


def test_a_gap_of_two_counts_four_times_a_gap_of_one_or_twice_in_the_linear_measure() -> None:
    near, far = [(0, 0), (3, 3), (1, 2)], [(0, 0), (3, 3), (0, 2)]
    for weights, factor in (("quadratic", 4), ("linear", 2)):
        losses = []
        for pairs in (near, far):
            kappa = weighted_kappa(pairs, weights)  # type: ignore[arg-type]
            power = 2 if weights == "quadratic" else 1
            chance = sum(abs(a - b) ** power for a, _ in pairs for _, b in pairs) / 3
            assert kappa is not None
            losses.append((1 - kappa) * chance)
        assert losses[1] == pytest.approx(factor * losses[0])


@given(st.lists(st.tuples(LEVELS, LEVELS), max_size=40))
def test_kappa_has_its_bounds_and_its_symmetry(pairs: list[tuple[int, int]]) -> None:
    kappa = weighted_kappa(pairs)
    assert kappa is None or -1.0000001 <= kappa <= 1
    turned = weighted_kappa([(b, a) for a, b in pairs])
    assert (kappa is None) == (turned is None)
    assert kappa is None or kappa == pytest.approx(turned)
    if kappa is not None and all(a == b for a, b in pairs):
        assert kappa == 1


def test_where_both_always_say_the_same_level_agreement_cannot_be_told() -> None:
    assert weighted_kappa([(2, 2)] * 9) is None
    assert weighted_kappa([]) is None
    with pytest.raises(ValueError, match="0 to 3"):
        weighted_kappa([(4, 1)])


def test_agreement_over_time_gives_a_number_only_from_enough_interviews_on() -> None:
    history = [{"design": (level, level)} for level in (0, 1, 2, 3)]
    assert agreement(history, ("design", "patterns"), least=5)[0].kappa is None
    full = agreement([*history, {"design": (1, 2), "patterns": (1, 1)}], ("design", "patterns"), least=5)
    assert (full[0].pairs, full[0].same) == (5, 4)
    assert full[0].kappa == pytest.approx(0.9, abs=0.05)
    assert (full[1].pairs, full[1].kappa) == (1, None)


def test_two_levels_or_more_apart_are_a_gap() -> None:
    levels = {"ben": {"design": 3, "estimation": 2}, "ada": {"design": 2, "estimation": 1}, "bot": {"design": 1}}
    found = gaps(levels, ("estimation", "design"), 2)
    assert [(gap.phase, gap.low, gap.high) for gap in found] == [("design", "bot", "ben")]


def test_conduct_counts_words_facts_leaks_questions_and_the_clock() -> None:
    conduct = measured(
        [Spoken(True, 30), Spoken(False, 70)],
        [ToldFact("dau", True), ToldFact("groups", False), ToldFact("groups", True)],
        ["kafka", "kafka"],
        [Question(90, suggested=True), Question(40, suggested=False)],
        2,
        [HeldPhase("requirements", 300, 360), HeldPhase("design", 1200, 1080)],
        (0.1, 0.35),
    )
    assert (conduct.share, conduct.told, conduct.unasked, conduct.leaks) == (0.3, 2, ("groups",), ("kafka",))
    assert (conduct.first_probe, conduct.questions, conduct.suggested, conduct.hints) == (40, 2, 1, 2)
    assert (conduct.kept, conduct.phases, conduct.overrun) == (1, 2, ("design",))
    assert conduct.remarks == ("leaks", "unasked", "overran")


@pytest.mark.parametrize(
    ("own", "remark"), [(0, "absent"), (20, "fine"), (60, "lecturing")], ids=["absent", "fine", "lecturing"]
)
def test_a_share_of_words_that_is_too_small_or_too_large_is_remarked_on(own: int, remark: str) -> None:
    spoken = [Spoken(True, own), Spoken(False, 100 - own)]
    conduct = measured(spoken, [], [], [Question(1, suggested=False)], 0, [], (0.1, 0.35))
    assert conduct.remarks == (remark,)
