"""From an accepted invitation to the interview: the command for the other stream, carried out in the same transaction."""

from bot.interview.commands import StartInterview
from bot.interview.peering.commands import TakeOver
from bot.peers.deciding import Begin
from bot.peers.invitation import Invitation
from bot.record import Onward


def beginning(speed: float = 1.0, *, vary: bool = False) -> Begin:
    """`speed` and `vary` are those of all interviews of this process."""

    def begin(invitation: Invitation, stream: str, now: float, wishes: frozenset[str]) -> Onward:
        if invitation.takes_over:
            return Onward(stream, TakeOver(now=now, user=invitation.to, invited=True))
        start = StartInterview(
            now=now,
            team=invitation.team,
            candidate=invitation.candidate,
            interviewer=invitation.interviewer,
            scenario=invitation.scenario,
            seed=invitation.seed,
            channel=invitation.channel,
            thread=invitation.thread,
            minutes=invitation.minutes,
            level=invitation.level,
            speed=speed,
            vary=vary,
            hide_numbers="quiet" in wishes,
            report_private="alone" in wishes,
        )
        return Onward(stream, start, new=True)

    return begin
