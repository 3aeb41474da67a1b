"""An invitation between two people: who may answer it, when it leads to an interview, when it lapses."""

import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.peers import Invitations
from bot.peers import invitation as i
from bot.peers.deciding import Rules
from bot.record import Decided, Onward, Refused

T0 = 1_800_000_000.0
ADA, BEN, EVE = "UADA", "UBEN", "UEVE"
RULES = Rules(at_once=900, lapses_after=86_400, waits_at_time=3600, furthest=30 * 86_400)


def begin(invitation: i.Invitation, stream: str, now: float, wishes: frozenset[str]) -> Onward:
    return Onward(stream, ("begin", invitation.candidate, invitation.interviewer, now), new=not invitation.takes_over)


class Table:
    """An invitation with its timers and what it says, without a runtime."""

    def __init__(self) -> None:
        self.now = T0
        self.aggregate = Invitations(RULES, begin)
        self.state = self.aggregate.start("invitation-1")
        self.events: list[i.Event] = []
        self.begun: list[Onward] = []
        self.said: list[tuple[str, str, str]] = []

    def send(self, kind: type[i.Command], **fields: Any) -> Decided:
        return self.carry(kind(now=self.now, **fields))

    def carry(self, command: i.Command) -> Decided:
        decided = self.aggregate.decide(self.state, command, None)
        for event in decided.events:
            assert self.aggregate.decode_event(*self.aggregate.encode_event(event)) == event
            after = self.aggregate.evolve(self.state, event)
            self.said += [(s.what, s.kind, s.place.user) for s in self.aggregate.says(self.state, event, after, {})]
            self.state = after
            self.events.append(event)
        self.begun += decided.onward
        return decided

    def invite(self, **more: Any) -> "Table":
        self.send(i.Invite, **{"team": "T", "channel": "C", "by": ADA, "to": BEN, "candidate": ADA, **more})
        return self

    def wait(self, seconds: float) -> "Table":
        until = self.now + seconds
        while due := [w for w in self.aggregate.timers(self.state).values() if w.due <= until]:
            wake = min(due, key=lambda each: each.due)
            self.now = max(self.now, wake.due)
            before = self.state
            self.carry(self.aggregate.retimed(wake.command, self.now))
            assert self.state != before, "a timer rang and nothing followed"
        self.now = until
        return self

    def accept(self, user: str = BEN) -> "Table":
        self.send(i.AcceptInvitation, user=user, interview="interview-1")
        return self

    def ready(self, user: str) -> "Table":
        self.send(i.SayReady, user=user, interview="interview-1")
        return self


def test_a_fresh_invitation_begins_the_interview_with_the_roles_proposed() -> None:
    table = Table().invite(candidate=BEN).wait(60).accept()

    assert table.begun == [Onward("interview-1", ("begin", BEN, ADA, T0 + 60), new=True)]
    assert table.state.status == "begun"


def test_one_that_is_accepted_late_asks_the_other_whether_they_are_still_there() -> None:
    table = Table().invite().wait(3000).accept()
    assert not table.begun
    assert ("peers.ready", "post", ADA) in table.said
    table.ready(ADA)
    assert len(table.begun) == 1


def test_an_agreed_time_is_kept_and_begins_when_both_say_that_they_are_there() -> None:
    table = Table().invite(at=T0 + 7200).accept()
    with pytest.raises(Refused, match="not_yet"):
        table.ready(BEN)
    table.wait(7200).ready(BEN)
    assert not table.begun
    assert len(table.ready(ADA).begun) == 1


def test_another_time_or_the_other_roles_are_for_the_other_to_answer() -> None:
    table = Table().invite()
    table.send(i.ProposeOther, user=BEN, at=T0 + 3600, candidate=BEN)
    with pytest.raises(Refused, match="not_your_turn"):
        table.accept(BEN)
    table.accept(ADA)
    assert (table.state.status, table.state.candidate, table.state.when) == ("agreed", BEN, T0 + 3600)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ({"to": ADA}, "peers.error.yourself"),
        ({"candidate": EVE}, "peers.error.not_asked"),
        ({"at": T0 - 5000}, "peers.error.past"),
        ({"at": T0 + 60 * 86_400}, "peers.error.too_far"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(command: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        Table().invite(**command)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "kind", [i.AcceptInvitation, i.DeclineInvitation, i.ProposeOther, i.WithdrawInvitation, i.SayReady]
)
def test_a_stranger_can_do_nothing_with_it(kind: type[i.Command]) -> None:
    table = Table().invite()
    more = {
        i.AcceptInvitation: {"interview": "x"},
        i.SayReady: {"interview": "x"},
        i.ProposeOther: {"at": 0, "candidate": EVE},
    }
    with pytest.raises(Refused):
        table.send(kind, user=EVE, **more.get(kind, {}))


def test_it_lapses_and_both_are_told() -> None:
    table = Table().invite().wait(90_000)
    assert table.state.status == "lapsed"
    assert {who for what, _, who in table.said if what == "peers.told"} == {ADA, BEN}
    with pytest.raises(Refused, match="over_lapsed"):
        table.accept()


def test_one_that_slack_does_not_deliver_is_closed_and_who_asked_is_told() -> None:
    table = Table().invite()
    command = table.aggregate.refused("asked:1", "cannot_dm_bot", T0 + 1)
    assert command is not None
    table.carry(command)
    assert table.state.status == "lapsed"
    assert table.said[-1] == ("peers.told", "post", ADA)
    assert table.aggregate.refused("ready:1:UBEN", "cannot_dm_bot", T0 + 1) is None


def test_one_who_takes_over_is_let_in_at_any_time_and_offers_no_other_one() -> None:
    table = Table().invite(interview="interview-9").wait(4000)
    with pytest.raises(Refused, match="only_now"):
        table.send(i.ProposeOther, user=BEN, at=T0 + 9000, candidate=ADA)
    table.accept()
    assert table.begun == [Onward("interview-9", ("begin", ADA, BEN, T0 + 4000), new=False)]


USERS = st.sampled_from([ADA, ADA, BEN, BEN, EVE])


class InvitationMachine(RuleBasedStateMachine):
    """Whatever the two and a stranger do, in whatever order."""

    @initialize(at=st.sampled_from([0.0, T0 + 3600.0]), candidate=st.sampled_from([ADA, BEN]))
    def begin(self, at: float, candidate: str) -> None:
        self.table = Table().invite(at=at, candidate=candidate)

    @rule(seconds=st.sampled_from([1.0, 600.0, 1000.0, 4000.0, 90_000.0]))
    def wait(self, seconds: float) -> None:
        self.table.wait(seconds)

    @rule(
        user=USERS,
        kind=st.sampled_from([i.AcceptInvitation, i.SayReady, i.DeclineInvitation, i.WithdrawInvitation]),
    )
    def answer(self, user: str, kind: type[i.Command]) -> None:
        more = {"interview": "interview-1"} if kind in (i.AcceptInvitation, i.SayReady) else {}
        with contextlib.suppress(Refused):
            self.table.send(kind, user=user, **more)

    @rule(user=USERS, later=st.sampled_from([0.0, 1800.0, 7200.0]), candidate=st.sampled_from([ADA, BEN, EVE]))
    def propose(self, user: str, later: float, candidate: str) -> None:
        with contextlib.suppress(Refused):
            self.table.send(i.ProposeOther, user=user, at=self.table.now + later if later else 0.0, candidate=candidate)

    @invariant()
    def it_begins_at_most_once_and_only_with_both_agreed(self) -> None:
        assert len(self.table.begun) <= 1
        assert all(EVE not in str(each.command) for each in self.table.begun)
        if self.table.begun:
            agreed = {
                e.by
                for e in self.table.events
                if isinstance(e, i.InterviewBegun | i.InvitationAgreed | i.SaidReady | i.OtherProposed)
            }
            assert agreed - {ADA, BEN} == set()
            assert agreed

    @invariant()
    def only_an_open_one_holds_the_pair_and_rings(self) -> None:
        state, aggregate = self.table.state, self.table.aggregate
        assert bool(aggregate.claims(state)) == bool(aggregate.timers(state)) == state.answerable

    @invariant()
    def nobody_but_the_two_hears_of_it(self) -> None:
        assert {who for _, _, who in self.table.said} <= {ADA, BEN}

    def teardown(self) -> None:
        if hasattr(self, "table"):
            self.table.wait(40 * 86_400)
            assert not self.table.state.answerable


InvitationMachine.TestCase.settings = settings(
    max_examples=60, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
TestInvitation = InvitationMachine.TestCase
