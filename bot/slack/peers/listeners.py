"""Buttons, menus and forms of peer interviews. Each hands over to the desk, acknowledges and returns.

A payload is never believed: which interview it names, and what, is checked against who pressed. A refusal is a plain
sentence to that person alone."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp

from bot.interview.peering import commands as peer
from bot.interview.peering.scorecards import may_score
from bot.interview.state import Interview
from bot.record import Place, Refused, Say
from bot.runtime import Accepted, Rejected, Route
from bot.slack.blocks.values import unpacked
from bot.slack.grammar import LEVELS, MINUTES
from bot.slack.peers.blocks import invitation as inviting
from bot.slack.peers.blocks import scorecard
from bot.slack.peers.blocks.comparison import gap_text
from bot.slack.peers.blocks.whisper import note_form
from bot.slack.peers.grammar import PeerAsked
from bot.slack.peers.ids import PeerAction, PeerField, PeerForm

if TYPE_CHECKING:
    from bot.slack.front import Front

ANSWERS = {
    PeerAction.ACCEPT: "accept", PeerAction.DECLINE: "decline", PeerAction.WITHDRAW: "withdraw",
    PeerAction.READY: "ready",
}  # fmt: skip
ACTS = {
    PeerAction.FACT: "fact", PeerAction.PROBE: "probe", PeerAction.SKIP_PROBE: "skip_probe", PeerAction.HINT: "hint",
    PeerAction.HAND_BACK: "hand_back", PeerAction.LEAVE: "leave", PeerAction.TAKE_OVER: "take_over",
    PeerAction.GO_ON: "go_on", PeerAction.SKIP_SCORE: "skip_score",
}  # fmt: skip


def register(app: AsyncApp, front: "Front") -> None:
    for action_id, verb in ANSWERS.items():
        app.action(action_id.value)(_answer(front, verb))
    for action_id, verb in ACTS.items():
        app.action(action_id.value)(_act(front, verb))
    app.action(PeerAction.FACT_MENU.value)(_act(front, "fact"))
    app.action(PeerAction.SWAP.value)(_swap(front))
    app.action(PeerAction.LEVEL.value)(_level(front))
    _forms_opened(app, front)
    _forms_sent(app, front)


# -- buttons -----------------------------------------------------------------------------------------------------------


def _answer(front: "Front", verb: str) -> Any:
    async def answer(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, _ = unpacked(str(action.get("value", "")))
        told = await front.peers.answer(verb, stream, _team(body), _user(body), _key(body, action))
        await refuse_alone(front, body, action, told)
        if (body.get("view") or {}).get("type") == "home":
            await front.publish_home(_team(body), _user(body))
        await ack()

    return answer


def _act(front: "Front", verb: str) -> Any:
    async def act(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        value = (action.get("selected_option") or action).get("value", "")
        stream, more = unpacked(str(value))
        told = await front.peers.act(verb, stream, _team(body), _user(body), _key(body, action), more)
        await refuse_alone(front, body, action, told)
        await ack()

    return act


def _swap(front: "Front") -> Any:
    async def swap(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, _ = unpacked(str(action.get("value", "")))
        told = await front.peers.swap(stream, _team(body), _user(body), _key(body, action))
        await refuse_alone(front, body, action, told)
        await ack()

    return swap


def _level(front: "Front") -> Any:
    """A level chosen in the scorecard is saved at once."""

    async def level(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream = str(_metadata(body.get("view") or {}).get("stream", ""))
        phase = str(action.get("block_id", "")).partition(":")[2]
        chosen = str((action.get("selected_option") or {}).get("value", ""))
        if chosen in {"0", "1", "2", "3"} and await _interview(front, stream, _team(body)) is not None:
            command = peer.SaveScorecard(now=front.now(), user=_user(body), levels={phase: int(chosen)})
            await front.command(command, Route(stream=stream), _key(body, action))
        await ack()

    return level


async def refuse_alone(
    front: "Front", body: Mapping[str, Any], action: Mapping[str, Any], told: Accepted | Rejected
) -> None:
    """A refusal, said to who pressed; anything else shows by itself."""
    if not isinstance(told, Rejected):
        return
    container = body.get("container") or {}
    place = Place(
        team=_team(body),
        channel=str(container.get("channel_id", "")),
        thread=str(container.get("thread_ts") or ""),
        user=_user(body),
    )
    if place.channel:
        await front.whisper(place, front.refusal(told), f"refused:{_key(body, action)}")
    else:  # pressed on Home, where nothing can be said to one person but in their own conversation
        say = Say("post", "text", Place(place.team, user=place.user), {"text": front.refusal(told)})
        await front.desk.say(say, key=f"refused:{_key(body, action)}")


# -- forms -------------------------------------------------------------------------------------------------------------


def _forms_opened(app: AsyncApp, front: "Front") -> None:
    @app.action(PeerAction.OTHER.value)
    async def other(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, _ = unpacked(str(action.get("value", "")))
        state = await front.peers.invitation(stream)
        if state is None or state.team != _team(body) or _user(body) not in state.people or not state.answerable:
            reason = "not_asked" if state is None or _user(body) not in state.people else f"over_{state.status}"
            await refuse_alone(front, body, action, Rejected(f"peers.error.{reason}"))
        else:
            view = inviting.other_form(front.words, state, _user(body))
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.action(PeerAction.INVITE.value)
    async def invite(ack: Any, body: dict[str, Any], client: Any) -> None:
        """From Home, or on top of the form in which the bot would interview."""
        below = body.get("view") or {}
        view = inviting.invite_form(front.words, front.content, str(_metadata(below).get("channel", "")))
        show = client.views_push if below.get("type") == "modal" else client.views_open
        await show(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.action(PeerAction.NOTE.value)
    async def note(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, _ = unpacked(str(action.get("value", "")))
        interview = await _interview(front, stream, _team(body))
        if interview is None or interview.setup.interviewer != _user(body):
            await refuse_alone(front, body, action, Rejected("peers.error.not_interviewer"))
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=note_form(front.words, interview))
        await ack()

    @app.action(PeerAction.SCORE.value)
    async def score(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, _ = unpacked(str(action.get("value", "")))
        view = await score_view(front, stream, _team(body), _user(body))
        if isinstance(view, Rejected):
            await refuse_alone(front, body, action, view)
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.action(PeerAction.GAP.value)
    async def gap(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, phase = unpacked(str(action.get("value", "")))
        view = await _gap_view(front, stream, phase, _team(body), _user(body))
        if isinstance(view, Rejected):
            await refuse_alone(front, body, action, view)
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def score_view(front: "Front", stream: str, team: str, user: str, page: int | None = None) -> Any:
    """The scorecard's form at a page, by default where this person left it; Rejected where they may not score."""
    found = await front.desk.state(stream) if stream.startswith("interview-") else None
    if found is None or found[0].setup.team != team:
        return Rejected("peers.error.nothing_to_score")
    interview, texts = found
    try:
        may_score(interview, user)
    except Refused as refused:
        return Rejected(refused.reason, args=refused.words)
    rubric = front.content.rubric(interview.setup.rubric)
    at = scorecard.first_page(interview, user) if page is None else page
    return scorecard.score_form(front.words, interview, texts, rubric, user, at)


async def _gap_view(front: "Front", stream: str, phase: str, team: str, user: str) -> Any:
    found = await front.desk.state(stream) if stream.startswith("interview-") else None
    if found is None or found[0].setup.team != team or found[0].status != "closed":
        return Rejected("peers.error.not_shown")
    interview, texts = found
    if interview.peering.scored(user).submitted_at is None:
        return Rejected("slack.not_yours")
    shown = await front.peers.side_by_side(interview, texts)
    gap = next((each for each in shown.gaps if each.phase == phase), None)
    if gap is None:
        return Rejected("peers.error.no_gap")
    said = gap_text(front.words, interview, shown, gap, "peers.form.gap_intro")
    return scorecard.gap_form(front.words, interview, phase, said)


def _forms_sent(app: AsyncApp, front: "Front") -> None:
    @app.view(PeerForm.OTHER.value)
    async def other(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        values, user = Values(view), _user(body)
        stream = str(_metadata(view).get("stream", ""))
        state = await front.peers.invitation(stream)
        if state is None or state.team != _team(body) or user not in state.people:
            await _errors(ack, front, values, PeerField.AT, Rejected("peers.error.not_asked"))
            return
        candidate = state.other(user) if values.get(PeerField.ROLE) == "interviewer" else user
        told = await front.peers.propose(stream, user, values.time(PeerField.AT), candidate, view_key(view))
        await _errors(ack, front, values, PeerField.AT, told)

    @app.view(PeerForm.INVITE.value)
    async def invite(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        values = Values(view)
        channel = values.get(PeerField.CHANNEL) or str(_metadata(view).get("channel", ""))
        told = await front.peers.invite(
            _invited(values, front), _team(body), _user(body), channel, view_key(view), at=values.time(PeerField.AT)
        )
        await _errors(ack, front, values, PeerField.PEER, told)
        if isinstance(told, Accepted):
            text = front.words("peers.invited", person=values.get(PeerField.PEER) or "")
            await front.whisper(Place(_team(body), channel, user=_user(body)), text, f"invited:{view_key(view)}")

    @app.view(PeerForm.NOTE.value)
    async def note(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        values, stream = Values(view), str(_metadata(view).get("stream", ""))
        words = values.get(PeerField.NOTE) or ""
        told = await front.peers.act("note", stream, _team(body), _user(body), view_key(view), words)
        await _errors(ack, front, values, PeerField.NOTE, told)

    @app.view(PeerForm.SCORE.value)
    async def score(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _score_page(ack, front, body, view)

    @app.view(PeerForm.GAP.value)
    async def gap(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        about, values = _metadata(view), Values(view)
        words = values.get(PeerField.COMMENT) or ""
        stream = str(about.get("stream", ""))
        if await _interview(front, stream, _team(body)) is None:
            await _errors(ack, front, values, PeerField.COMMENT, Rejected("peers.error.not_shown"))
            return
        command = peer.CommentGap(now=front.now(), user=_user(body), phase=str(about.get("phase", "")), comment=words)
        await _errors(
            ack, front, values, PeerField.COMMENT, await front.command(command, Route(stream=stream), view_key(view))
        )


async def _score_page(ack: Any, front: "Front", body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
    """One page of a scorecard is in: saved, then the next page or the end."""
    values, about = Values(view), _metadata(view)
    stream, team, user = str(about.get("stream", "")), _team(body), _user(body)
    first = next(iter(values.blocks()), PeerField.FEEDBACK)
    if await _interview(front, stream, team) is None:
        await _errors(ack, front, values, first, Rejected("peers.error.nothing_to_score"))
        return
    saved = await front.command(_page(values, front, user), Route(stream=stream), f"{view_key(view)}:save")
    if isinstance(saved, Rejected):
        await _errors(ack, front, values, first, saved)
        return
    if PeerField.FEEDBACK not in values.blocks():
        following = await score_view(front, stream, team, user, int(about.get("page", 0)) + 1)
        if isinstance(following, Rejected):
            await _errors(ack, front, values, first, following)
        else:
            await ack(response_action="update", view=following)
        return
    private = values.get(PeerField.PLACE)
    submit = peer.SubmitScorecard(
        now=front.now(), user=user, report_private=None if private is None else private == "private"
    )
    await _errors(
        ack, front, values, first, await front.command(submit, Route(stream=stream), f"{view_key(view)}:submit")
    )


def _page(values: "Values", front: "Front", user: str) -> peer.SaveScorecard:
    levels, notes = {}, {}
    for block in values.blocks():
        field, _, phase = block.partition(":")
        value = values.get(block)
        if field == PeerField.LEVEL and value in {"0", "1", "2", "3"}:
            levels[phase] = int(value)
        elif field == PeerField.NOTE:
            notes[phase] = value or ""
        elif field == PeerField.FEEDBACK:
            notes[field] = value or ""
    return peer.SaveScorecard(now=front.now(), user=user, levels=levels, notes=notes)


def _invited(values: "Values", front: "Front") -> PeerAsked:
    """What the form says; anything that is none of its options counts as not chosen."""
    scenario, minutes = values.get(PeerField.SCENARIO), values.get(PeerField.MINUTES) or ""
    level = values.get(PeerField.LEVEL)
    return PeerAsked(
        "with",
        values.get(PeerField.PEER) or "",
        "",
        scenario if scenario in front.content.offered else None,
        int(minutes) if minutes.isdigit() and int(minutes) in MINUTES else None,
        level if level in LEVELS else None,
        interviews=values.get(PeerField.ROLE) == "interviewer",
    )


async def _errors(ack: Any, front: "Front", values: "Values", field: str, told: Accepted | Rejected) -> None:
    """Close the form, or keep it open with the error beside the field that it is about, `field` where it names none
    that this form has: Slack takes no error for a field that is not there."""
    if not isinstance(told, Rejected):
        await ack()
        return
    at = next((name for name in told.fields if name in values.blocks()), field)
    await ack(response_action="errors", errors={str(at): front.refusal(told)})


class Values:
    """The fields of a submitted form by block_id, whatever their element."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        self._values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}

    def blocks(self) -> list[str]:
        return list(self._values)

    def get(self, block: str) -> str | None:
        element: Mapping[str, Any] = next(iter((self._values.get(str(block)) or {}).values()), {})
        option = element.get("selected_option")
        value = option["value"] if option else None
        for key in ("selected_user", "selected_conversation", "value"):
            value = element.get(key) if value is None else value
        return str(value) if value is not None else None

    def time(self, block: str) -> float:
        """Unix seconds of a date and time, 0 where none was chosen."""
        element: Mapping[str, Any] = next(iter((self._values.get(str(block)) or {}).values()), {})
        chosen = element.get("selected_date_time")
        return float(chosen) if isinstance(chosen, int | float) and not isinstance(chosen, bool) else 0.0


async def _interview(front: "Front", stream: str, team: str) -> Interview | None:
    """The interview of this name, if it is one of this workspace."""
    found = await front.desk.state(stream) if stream.startswith("interview-") else None
    return found[0] if found and found[0].setup.team == team else None


def _metadata(view: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _team(body: Mapping[str, Any]) -> str:
    return str((body.get("team") or {}).get("id", ""))


def _user(body: Mapping[str, Any]) -> str:
    return str(body["user"]["id"])


def _key(body: Mapping[str, Any], action: Mapping[str, Any]) -> str:
    return f"action:{_user(body)}:{action.get('action_ts')}:{action.get('action_id')}"


def view_key(view: Mapping[str, Any]) -> str:
    return f"view:{view['id']}:{view.get('hash', '')}"
