"""Answering: marked at once, private, improvable until closing, late without points, thread answers kindly declined."""

import json

import pytest

from bot.drills import Marker, codec, draw
from bot.drills import commands as do
from bot.drills import events as e
from bot.drills.evolve import evolve
from bot.drills.lines import lines
from bot.drills.state import Drilling
from bot.drills.telling import Teller
from bot.estimation import cascade
from bot.record import Refused
from tests.drills.conftest import DAY, HOUR, Channel
from tests.drills.test_scheduling import MONDAY


@pytest.fixture
def opened(channel: Channel) -> Channel:
    channel.make()
    channel.until(MONDAY + 1)
    return channel


def right(channel: Channel, *metrics: str) -> dict[str, str]:
    steps = cascade(channel.rounds()[-1].exercise.params)
    return {metric: f"{steps[metric].value:.0f} {'B' if steps[metric].unit == 'B' else ''}" for metric in metrics}


def test_the_first_and_the_best_answer_are_kept(opened: Channel) -> None:
    opened.answer("U1", right(opened, "write_qps"))
    opened.answer("U1", right(opened, "write_qps", "read_qps", "daily_storage"))
    opened.answer("U1", {"write_qps": "3 per second"})
    entry = opened.rounds()[0].entries["U1"]
    assert (entry.attempts, entry.first.number, entry.best.number, entry.latest.number) == (3, 1, 2, 3)
    assert entry.improved


def test_what_was_written_is_kept_apart_from_the_events(opened: Channel) -> None:
    opened.answer("U1", {"write_qps": "a secret 12345/s"})
    stored = json.dumps([codec.encode(event) for event in opened.events])
    assert "secret" not in stored
    assert "a secret 12345/s" in opened.texts.values()


def test_not_even_the_names_in_a_design_stand_in_an_event(channel: Channel) -> None:
    channel.make("design")
    channel.until(MONDAY + 1)
    channel.answer("U1", {"design": "zebra box -> purple thing: stripes", "why": "The zebra box counts stripes there."})
    stored = json.dumps([codec.encode(event) for event in channel.events])
    assert "zebra" not in stored
    assert "purple" not in stored


def test_the_card_counts_people_and_nothing_else_is_said_before_the_reveal(opened: Channel) -> None:
    before = len(opened.said)
    opened.answer("U1", {"write_qps": "1k/s"})
    opened.answer("U1", {"write_qps": "2k/s"})
    assert [(say.kind, say.what) for say in opened.said[before:]] == [("update", "drills.card")]
    assert opened.rounds()[0].answered == 1


def test_an_answer_by_message_is_marked_in_the_conversation(opened: Channel) -> None:
    opened.answer("U1", {"write_qps": "1k/s"}, direct=True)
    feedback = next(say for say in opened.said if say.what == "drills.feedback")
    assert (feedback.place.user, feedback.place.channel) == ("U1", "")


def test_a_late_answer_is_marked_without_points(opened: Channel) -> None:
    opened.until(MONDAY + 50 * HOUR)
    opened.answer("U1", right(opened, "write_qps"))
    entry = opened.rounds()[0].entries["U1"]
    assert not entry.counted
    assert entry.first.marking.items[0].score == 1
    assert opened.rounds()[0].answered == 0


def test_a_late_improvement_does_not_change_what_counts(opened: Channel) -> None:
    opened.answer("U1", {"write_qps": "3 per second"})
    opened.until(MONDAY + 50 * HOUR)
    opened.answer("U1", right(opened, "write_qps", "read_qps"))
    assert not opened.rounds()[0].entries["U1"].improved


def test_after_a_month_it_is_too_late(opened: Channel) -> None:
    opened.until(MONDAY + 40 * DAY)
    first = opened.rounds()[0].id
    with pytest.raises(Refused, match="too_late"):
        opened.answer("U1", {"write_qps": "1k/s"}, first)


def test_fields_that_cannot_be_marked_are_named_and_nothing_is_kept(opened: Channel) -> None:
    answer = {"write_qps": "lots", "daily_storage": "5 TB", "read_qps": "40 GB", "cache_memory": "12"}
    with pytest.raises(Refused) as caught:
        opened.answer("U1", answer)
    assert caught.value.fields == {
        "write_qps": "drills.problem.number",
        "read_qps": "drills.problem.unit.rate",
        "cache_memory": "drills.problem.unitless.size",
    }
    assert opened.rounds()[0].entries == {}


def test_an_answer_of_ten_thousand_characters_is_sent_back(opened: Channel) -> None:
    with pytest.raises(Refused) as caught:
        opened.answer("U1", {"server": "no " * 3400})
    assert caught.value.fields == {"server": "drills.problem.long"}


def test_an_empty_answer_is_none(opened: Channel) -> None:
    with pytest.raises(Refused) as caught:
        opened.answer("U1", {"write_qps": "  "})
    assert caught.value.fields == {"write_qps": "drills.problem.nothing"}


def test_who_writes_in_the_thread_is_told_once_and_alone_and_nobody_after_the_reveal(opened: Channel) -> None:
    thread = opened.rounds()[0].ts
    for user in ("U1", "U1", "U2"):
        opened.do(do.NoticeInThread(now=opened.now, user=user, thread=thread))
    told = [(say.kind, say.place.user) for say in opened.said if say.what == "drills.noticed"]
    assert told == [("ephemeral", "U1"), ("ephemeral", "U2")]
    opened.until(MONDAY + 50 * HOUR)
    opened.do(do.NoticeInThread(now=opened.now, user="U3", thread=thread))
    assert len(opened.of(e.OpenAnswerNoticed)) == 2


def test_a_result_is_shared_only_by_its_owner_and_only_after_closing(opened: Channel) -> None:
    round_id = opened.rounds()[0].id
    opened.answer("U1", {"write_qps": "1k/s"})
    with pytest.raises(Refused, match="share_later"):
        opened.do(do.ShareResult(now=opened.now, user="U1", round=round_id))
    opened.until(MONDAY + 50 * HOUR)
    opened.do(do.ShareResult(now=opened.now, user="U1", round=round_id))
    assert [say.what for say in opened.said][-1] == "drills.shared"
    with pytest.raises(Refused, match="nothing_to_share"):
        opened.do(do.ShareResult(now=opened.now, user="U2", round=round_id))


def test_looking_again_does_not_set_the_sprints_clock_back(channel: Channel) -> None:
    channel.make("sprint")
    channel.until(MONDAY)
    round_id = channel.rounds()[0].id
    channel.do(do.SeeDrill(now=channel.now, user="U1", round=round_id))
    channel.until(MONDAY + 500)
    channel.do(do.SeeDrill(now=channel.now, user="U1", round=round_id))
    channel.until(MONDAY + 600)
    channel.answer("U1", {"1": "5k/s"})
    assert channel.of(e.DrillAnswered)[0].took == 600
    assert channel.rounds()[0].entries["U1"].first.marking.weight == 0.5


def test_every_event_survives_json_and_read_models_can_be_made_again(opened: Channel) -> None:
    opened.do(do.AnswerDirectly(now=opened.now, user="U2", round=opened.rounds()[0].id))
    for user in ("U1", "U2", "U3"):
        opened.answer(user, right(opened, "write_qps", "read_qps"))
    opened.until(MONDAY + 20 * DAY)
    state, made = Drilling(opened.state.stream), {}
    for event in opened.events:
        name, data = codec.encode(event)
        again = codec.decode(name, json.loads(json.dumps(data)))
        assert again == event
        after = evolve(state, again)
        for line in lines(state, again, after):
            made[line.kind, line.id] = line
        state = after
    assert state == opened.state
    assert made == opened.lines
    assert made["direct", "T1:U2"].row is None  # closed: messages are nobody's answer any more


def test_what_was_not_answered_is_told_in_one_line_and_not_as_wrong(marker: Marker) -> None:
    content = marker.mind.content
    exercise = draw("questions", 3, content)
    teller = Teller(content.words.say, content)
    told = teller.marks(
        exercise, marker.mark(exercise, {"scale.1": "How many users a day? Then I know whether to shard."})
    )
    assert len(told) == 2
    assert "Not answered" in told[1]
    assert "✗" not in told[1]
    assert told[1].count("question") == 9
