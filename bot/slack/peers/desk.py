"""What people ask of peer interviews, as commands for the right stream. Nothing here builds blocks or talks to Slack,
but for looking a person up before they are invited (kept in memory, one second at most)."""

import difflib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.dialogue.mind import Mind
from bot.interview.peering import commands as peer
from bot.interview.peering.levels import HELD
from bot.interview.peering.prepare import suggestion
from bot.interview.situating import situation_of
from bot.interview.state import Interview
from bot.peers import invitation as i
from bot.peers.inviting import OPEN, pair_claim
from bot.peers.pairing.lines import PAIR
from bot.record import Line
from bot.report.side_by_side import SideBySide
from bot.runtime import Accepted, Rejected, Route
from bot.slack.peers.grammar import PeerAsked
from bot.slack.peers.presenter import PeerPresenter
from bot.slack.people import People

if TYPE_CHECKING:
    from bot.slack.front import Front

NOT_INVITED = {"bot": "is_bot", "guest": "is_guest", "gone": "is_gone", "nobody": "unknown_peer"}
Answer = Accepted | Rejected


class PeerDesk:
    """One for each process, beside the front desk."""

    def __init__(self, front: "Front", people: People, mind: Mind) -> None:
        self.front = front
        self._people, self._mind = people, mind
        self._presenter = PeerPresenter(front.words, front.desk, mind)

    # -- inviting ----------------------------------------------------------------------------------------------

    async def invite(
        self, asked: PeerAsked, team: str, user: str, channel: str, key: str, *, thread: str = "", at: float = 0.0
    ) -> Answer:
        """Ask somebody for an interview, or to take over the caller's own that the bot holds."""
        if not asked.peer:
            return Rejected("peers.error.unknown_peer" if asked.rest else "peers.error.no_peer")
        if asked.many:
            return Rejected("peers.error.one_peer", {"peer": "peers.error.one_peer"})
        if refused := await self._unfit(team, user, asked.peer):
            return refused
        mine = await self.front.live_of(team, user)
        takes_over = mine is not None and mine.setup.candidate == user and not mine.by_person
        if not at and (busy := await self._busy(team, user, asked.peer, mine if not takes_over else None)):
            return busy
        if not channel or channel.startswith("D"):
            return Rejected("peers.error.needs_channel", {"channel": "peers.error.needs_channel"})
        command = i.Invite(
            now=self.front.now(),
            team=team,
            channel=channel,
            thread=thread,
            by=user,
            to=asked.peer,
            candidate=asked.peer if asked.interviews and not takes_over else user,
            scenario=asked.scenario or "random",
            minutes=asked.minutes or 45,
            level=asked.level or "senior",
            at=at,
            seed=secrets.randbelow(2**31),
        )
        if takes_over and mine is not None and not at:
            setup = mine.setup
            command = replace(
                command, interview=mine.id, channel=setup.channel, scenario=setup.scenario, minutes=setup.minutes,
                level=setup.level,
            )  # fmt: skip
            if setup.private or not setup.live:
                return Rejected("peers.error.live_in_a_channel")
        return await self.front.desk.handle(
            command, Route(stream=self.front.desk.new_stream("invitation"), new=True), key
        )

    async def _unfit(self, team: str, user: str, peer_id: str) -> Rejected | None:
        """Why this person cannot be invited at all."""
        reason = ""
        if peer_id == user:
            reason = "peers.error.yourself"
        elif peer_id == self.front.bot_user:
            reason = "peers.error.is_bot"
        elif word := NOT_INVITED.get(await self._people.standing(team, peer_id)):
            reason = f"peers.error.{word}"
        return Rejected(reason, {"peer": reason}, {"person": peer_id}) if reason else None

    async def _busy(self, team: str, user: str, peer_id: str, mine: Interview | None) -> Rejected | None:
        if mine is not None:
            return Rejected("slack.person_taken", {"peer": "slack.person_taken"}, {"person": user})
        if await self.front.live_of(team, peer_id) is not None:
            return Rejected("peers.error.busy", {"peer": "peers.error.busy"}, {"person": peer_id})
        return None

    async def open_for(self, team: str, user: str) -> list[Line]:
        """The invitations that wait for somebody and have to do with this person, newest first."""
        return await self.front.desk.store.transact(lambda tx: tx.lines_of(OPEN, team, user, 20))

    async def invitation(self, stream: str) -> i.Invitation | None:
        found = await self.front.desk.state(stream) if stream.startswith("invitation-") else None
        return found[0] if found else None

    async def answer(self, verb: str, stream: str, team: str, user: str, key: str) -> Answer:
        """Accept, decline, withdraw or say ready; the interview begins with it or the answer says why not."""
        state = await self.invitation(stream)
        if state is None or state.team != team:
            return Rejected("peers.error.not_asked")
        now, interview = self.front.now(), self.front.desk.new_stream("interview")
        begins = verb in ("accept", "ready")
        pairs = await self.pairings(team, *state.people) if begins else ()
        wishes = await self.front.wishes(team, state.candidate) if begins else frozenset()
        command: i.Command = {
            "accept": lambda: i.AcceptInvitation(
                now=now, user=user, interview=interview, pairings=pairs, wishes=wishes
            ),
            "decline": lambda: i.DeclineInvitation(now=now, user=user),
            "withdraw": lambda: i.WithdrawInvitation(now=now, user=user),
            "ready": lambda: i.SayReady(now=now, user=user, interview=interview, pairings=pairs, wishes=wishes),
        }[verb]()
        answer = await self.front.desk.handle(command, Route(stream=stream), key)
        return _in_their_words(answer, state, user)

    async def propose(self, stream: str, user: str, at: float, candidate: str, key: str) -> Answer:
        command = i.ProposeOther(now=self.front.now(), user=user, at=at, candidate=candidate)
        return await self.front.desk.handle(command, Route(stream=stream), key)

    async def which(self, asked: PeerAsked, team: str, user: str) -> str | Rejected:
        """The stream of the invitation that is meant: with the person named, or the only one there is."""
        if asked.peer:
            claim = pair_claim(team, user, asked.peer)
            found = await self.front.desk.store.transact(lambda tx: tx.holder(claim))
            return found or Rejected("peers.error.no_invitation")
        rows = [(line.stream, line.row or {}) for line in await self.open_for(team, user)]
        mine = [stream for stream, row in rows if asked.verb == "withdraw" or row.get("waits_for") in (user, "")]
        if len(mine) == 1:
            return mine[0]
        reason = "peers.error.which_invitation" if mine else "peers.error.no_invitation"
        return Rejected(reason, args={"verb": asked.verb} if mine else {})

    async def pairings(self, team: str, one: str, other: str) -> tuple[str, ...]:
        """The streams of channels in which the two are this week's pair: an interview of theirs counts there."""
        lines = await self.front.desk.store.transact(lambda tx: tx.lines_of(PAIR, team, one, 20))
        current = [line for line in lines if line.state == "current"]
        return tuple(line.stream for line in current if (line.row or {}).get("partner") == other)

    # -- interviewing ------------------------------------------------------------------------------------------

    async def act(self, verb: str, stream: str, team: str, user: str, key: str, more: str = "") -> Answer:
        """A button or a word of the interviewer (or the candidate, to go on without them). `more` is what it is about.

        Every one of them is checked again by the interview itself: who presses is all that counts, never what a
        payload says."""
        found = await self.front.desk.state(stream) if stream.startswith("interview-") else None
        if found is None or found[0].setup.team != team:
            return Rejected("peers.error.not_interviewer")
        now = self.front.now()
        command: Any = {
            "fact": lambda: peer.PostFact(now=now, user=user, fact=more),
            "probe": lambda: peer.PostProbe(now=now, user=user, probe=more),
            "skip_probe": lambda: peer.SkipProbe(now=now, user=user, probe=more),
            "hint": lambda: peer.PostHint(now=now, user=user),
            "note": lambda: peer.TakeNote(now=now, user=user, note=more, note_id=f"{stream}:note:{key}"),
            "hand_back": lambda: peer.HandBack(now=now, user=user),
            "leave": lambda: peer.HandBack(now=now, user=user, leaves=True),
            "go_on": lambda: peer.HandBack(now=now, user=user),
            "take_over": lambda: peer.TakeOver(now=now, user=user),
            "skip_score": lambda: peer.SkipScorecard(now=now, user=user),
        }[verb]()
        answer = await self.front.command(command, Route(stream=stream), key)
        if isinstance(answer, Rejected) and answer.reason == "peers.error.no_fact":
            return replace(answer, args={"near": self._near_facts(found[0], more)})
        if isinstance(answer, Rejected) and answer.reason == "slack.person_taken":
            return Rejected("peers.error.self_busy")
        return answer

    def _near_facts(self, interview: Interview, word: str) -> list[str]:
        """For the interviewer only: ids that look like the word they typed."""
        facts = self.front.content.scenario(interview.setup.scenario).facts
        return difflib.get_close_matches(word.lower()[:60], [fact.id for fact in facts], n=3, cutoff=0.5)

    async def interview_of(self, team: str, user: str, verb: str) -> str:
        """The stream that a word of this person is about: their live interview, or one that they handed back."""
        live = await self.front.live_of(team, user)
        if live is not None and verb != "take_over":
            return live.id
        if verb != "take_over":
            return ""
        last = await self._line_of(team, user)
        return str(last.stream) if last else ""

    async def last_of(self, team: str, user: str) -> str:
        """The stream of the newest interview between people that this person was in, "" for none."""
        last = await self._line_of(team, user)
        return last.stream if last else ""

    async def _line_of(self, team: str, user: str) -> Line | None:
        found = await self.front.desk.store.transact(lambda tx: tx.lines_of(HELD, team, user, 1))
        return found[0] if found else None

    async def suggested(self, stream: str, user: str) -> str:
        """The id of the probe that the whisper shows to who interviews, "" for anybody else."""
        found = await self.front.desk.state(stream)
        if found is None or found[0].setup.interviewer != user or not found[0].runs:
            return ""
        probed = suggestion(situation_of(found[0], self._mind, found[1], self.front.now()), found[0])
        return probed.probing.probe if probed else ""

    async def side_by_side(self, interview: Interview, texts: Mapping[str, str]) -> SideBySide:
        """Everybody's levels, of an interview that is closed."""
        return await self._presenter.side_by_side(interview, texts)

    async def swap(self, stream: str, team: str, user: str, key: str) -> Answer:
        """After an interview: the same two, the other way round, on another scenario."""
        found = await self.front.desk.state(stream) if stream.startswith("interview-") else None
        interview: Interview | None = found[0] if found else None
        if interview is None or interview.setup.team != team or not interview.peering.people:
            return Rejected("peers.error.no_swap")
        setup, last = interview.setup, interview.peering.people[-1]
        if user not in (setup.candidate, last):
            return Rejected("slack.not_yours")
        others = sorted(name for name in self.front.content.offered if name != setup.scenario) or [setup.scenario]
        asked = PeerAsked(
            "with",
            setup.candidate if user == last else last,
            "",
            secrets.choice(others),
            setup.minutes,
            setup.level,
            interviews=user == setup.candidate,
        )
        return await self.invite(asked, team, user, setup.channel, key)


def _in_their_words(answer: Answer, state: i.Invitation, user: str) -> Answer:
    """A refusal of the interview said for who answered the invitation."""
    if not isinstance(answer, Rejected):
        return answer
    person = str(answer.args.get("person", ""))
    if answer.reason == "slack.person_taken":
        return (
            Rejected("peers.error.self_busy")
            if person == user
            else Rejected("peers.error.busy_now", args={"person": person})
        )
    if answer.reason == "slack.nothing_live" and state.takes_over:
        return Rejected("peers.error.over_interview")
    return answer
