"""Peer interviews asked for in words: after `/mock`, in a mention, in the direct conversation with the bot."""

from typing import TYPE_CHECKING, Any

from bot.runtime import Accepted, Rejected, Route
from bot.slack.grammar import Unclear
from bot.slack.peers.blocks.invitation import invite_form, invited
from bot.slack.peers.grammar import PeerAsked, read_peer
from bot.slack.peers.listeners import score_view

if TYPE_CHECKING:
    from bot.slack.front import Front
    from bot.slack.heard import Heard

DONE = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn", "ready": "done", "note": "noted"}
ANSWERS = frozenset({"accept", "decline", "withdraw", "ready"})
# Asked for where nobody else reads: in a thread they would be a message to everybody.
ALONE = frozenset({"fact", "probe", "note", "hint"})


async def command(front: "Front", ack: Any, command: dict[str, Any], client: Any) -> bool:
    """Whether `/mock …` was about peer interviews; it is acknowledged then."""
    asked = read_peer(command.get("text") or "", sorted(front.content.offered), bot=front.bot_user)
    if asked is None:
        return False
    team, user, channel = command["team_id"], command["user_id"], command["channel_id"]
    key = f"command:{command['trigger_id']}"
    here = "" if command.get("channel_name") == "directmessage" else channel
    if isinstance(asked, Unclear):
        await ack(text=front.unclear(asked))
    elif asked.verb == "with" and ((not asked.peer and not asked.rest) or not here):
        view = invite_form(front.words, front.content, here, asked.peer)
        await client.views_open(trigger_id=command["trigger_id"], view=view)
        await ack()
    elif asked.verb == "with":
        told = await front.peers.invite(asked, team, user, here, key)
        if isinstance(told, Rejected):
            await ack(text=front.refusal(told))
        else:
            state = await front.peers.invitation(told.stream)
            over = state is not None and bool(state.interview)
            text, blocks = invited(front.words, asked.peer, told.stream, takes_over=over)
            await ack(text=text, blocks=blocks)
    elif asked.verb == "scorecard":
        view = await _scorecard(front, team, user)
        if isinstance(view, Rejected):
            await ack(text=front.refusal(view))
        else:
            await client.views_open(trigger_id=command["trigger_id"], view=view)
            await ack()
    else:
        await ack(text=await carried_out(front, asked, team, user, key))
    return True


async def _scorecard(front: "Front", team: str, user: str) -> Any:
    stream = await front.peers.last_of(team, user)
    return await score_view(front, stream, team, user) if stream else Rejected("peers.error.nothing_to_score")


async def heard(front: "Front", message: "Heard", *, private: bool) -> bool:
    """Whether a message to the bot was about peer interviews; it is carried out and answered then."""
    text = front.without_mention(message.text)
    asked = read_peer(text, sorted(front.content.offered), in_words=True, bot=front.bot_user)
    if asked is None:
        return False
    if isinstance(asked, PeerAsked) and asked.verb in ALONE and not (private and await _interviews(front, message)):
        return False
    if isinstance(asked, Unclear):
        await front.tell(message, f"slack.usage_{asked.about}", word=asked.word, near=list(asked.near))
    elif asked.verb == "with":
        channel = "" if private else message.channel
        told = await front.peers.invite(asked, message.team, message.user, channel, message.key, thread=message.thread)
        if isinstance(told, Rejected):
            await front.tell(message, told.reason, **told.args)
        elif not told.again:
            await front.tell(message, "peers.invited", person=asked.peer)
    else:
        await front.tell_text(message, await carried_out(front, asked, message.team, message.user, message.key))
    return True


async def _interviews(front: "Front", message: "Heard") -> bool:
    """Whether who writes interviews somebody now; to anybody else "note that …" is a sentence."""
    live = await front.live_of(message.team, message.user)
    return live is not None and live.setup.interviewer == message.user


async def carried_out(front: "Front", asked: PeerAsked, team: str, user: str, key: str) -> str:
    """Do what was asked of an invitation or of the interview that this person is in; what to say to them alone."""
    told = await _done(front, asked, team, user, key)
    if isinstance(told, Rejected):
        return front.refusal(told)
    return await _said(front, asked, told)


async def _said(front: "Front", asked: PeerAsked, told: Accepted) -> str:
    state = await front.peers.invitation(told.stream) if asked.verb in ("accept", "ready") else None
    if state is None or state.status == "begun":
        name = DONE.get(asked.verb, "done")
        return front.words(f"peers.{name}", channel=state.channel if state else "")
    if state.came:
        waiting = next((who for who in state.people if who not in state.ready), state.to)
        return front.words("peers.accepted_ready", person=waiting)
    return front.words("peers.agreed")


async def _done(front: "Front", asked: PeerAsked, team: str, user: str, key: str) -> Accepted | Rejected:
    if asked.verb == "scorecard":
        return Rejected("peers.error.form_by_command")
    if asked.verb in ANSWERS:
        stream = await front.peers.which(asked, team, user)
        if isinstance(stream, Rejected):
            return stream
        return await front.peers.answer(asked.verb, stream, team, user, key)
    if asked.verb == "swap":
        last = await front.peers.last_of(team, user)
        return await front.peers.swap(last, team, user, key) if last else Rejected("peers.error.no_swap")
    stream = await front.peers.interview_of(team, user, asked.verb)
    if not stream:
        return Rejected("peers.error.not_interviewer")
    live = await front.live_of(team, user)
    if asked.verb == "leave" and live is not None and live.setup.candidate == user:
        return await front.control("end", user, Route(stream=live.id), key)  # without a candidate there is nothing left
    more = asked.rest.strip()
    if asked.verb == "probe" and not more:
        more = await front.peers.suggested(stream, user)
    return await front.peers.act(asked.verb, stream, team, user, key, more)
