"""The invitation, the question whether both are there, what came of it; and the forms to invite and to propose."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.content import Content
from bot.peers.invitation import Invitation
from bot.slack.blocks import build as b
from bot.slack.blocks.values import packed
from bot.slack.grammar import LEVELS, MINUTES
from bot.slack.ids import VALUE
from bot.slack.peers.ids import PeerAction, PeerField, PeerForm
from bot.slack.poster import Message

Words = Callable[..., str]


def invitation(words: Words, state: Invitation, title: str, number: int) -> Message:
    """The proposal of this number, with buttons as long as it waits for an answer. `title` is the scenario's."""
    alt = words("peers.invitation.alt", by=state.other(state.asked))
    if number != state.round:
        return Message(alt, (b.section(words("peers.invitation.state.replaced")),))
    head = "peers.invitation.title" if number == 1 else "peers.invitation.again"
    blocks = [b.section(words(head, by=state.other(state.asked), takes_over=bool(state.interview) and number == 1))]
    blocks.append(b.section(_what(words, state, title)))
    if state.status == "open":
        blocks += [b.context(words("peers.invitation.help")), b.actions(_answers(words, state))]
    else:
        blocks.append(b.context(words(f"peers.invitation.state.{state.status}", at=state.when)))
    return Message(alt, tuple(blocks))


def _what(words: Words, state: Invitation, title: str) -> str:
    what = words(
        "peers.invitation.what", candidate=state.candidate, interviewer=state.interviewer, scenario=title,
        minutes=state.minutes, level=state.level, channel=state.channel,
    )  # fmt: skip
    return what + "\n" + (words("peers.invitation.at", at=state.when) if state.when else words("peers.invitation.now"))


def _answers(words: Words, state: Invitation) -> list[b.Block]:
    here = packed(state.id)
    buttons = [
        b.button(words("peers.button_accept"), PeerAction.ACCEPT, here, style="primary"),
        b.button(words("peers.button_decline"), PeerAction.DECLINE, here),
    ]
    if not state.takes_over:
        buttons.append(b.button(words("peers.button_other"), PeerAction.OTHER, here))
    return buttons


def ready(words: Words, state: Invitation, title: str, user: str) -> Message:
    """Asked of both when it is time."""
    other = state.other(user)
    if state.status != "agreed":
        return Message(words("peers.ready.over"))
    if user in state.ready:
        return Message(words("peers.ready.waiting", other=other))
    text = words("peers.ready.ask", other=other, scenario=title, minutes=state.minutes, channel=state.channel)
    if other in state.ready:
        text += " " + words("peers.ready.other_waits", other=other)
    buttons = [
        b.button(words("peers.button_ready"), PeerAction.READY, packed(state.id), style="primary"),
        b.button(words("peers.button_other"), PeerAction.OTHER, packed(state.id)),
        b.button(words("peers.button_decline"), PeerAction.DECLINE, packed(state.id)),
    ]
    return Message(text, (b.section(text), b.actions(buttons)))


def upcoming(words: Words, states: Sequence[Invitation], user: str) -> list[b.Block]:
    """On Home: what is open, with the buttons that this person may press, and a way to invite."""
    blocks = [b.divider(), b.header(words("peers.home.upcoming"))]
    for state in states:
        mine = state.status == "open" and state.waits_for == user
        name = "agreed" if state.status == "agreed" else "open_yours" if mine else "open_theirs"
        blocks.append(b.section(words(f"peers.home.{name}", other=state.other(user), at=state.when)))
        here = packed(state.id)
        if mine:
            blocks.append(b.actions(_answers(words, state)))
        else:
            blocks.append(b.actions([b.button(words("peers.button_withdraw"), PeerAction.WITHDRAW, here)]))
    invite = b.button(words("peers.button_invite"), PeerAction.INVITE, "invite")
    return [*blocks, b.actions([invite])]


def told(words: Words, state: Invitation, args: Mapping[str, Any]) -> Message:
    values = {"by": args["by"], "other": state.other(str(args["user"])), "at": state.when, "minutes": state.minutes}
    return Message(words(f"peers.told.{args['what']}", **values))


def invited(words: Words, person: str, stream: str, *, takes_over: bool = False) -> tuple[str, list[b.Block]]:
    """The answer to who invites, with the way back."""
    text = words("peers.invited_over" if takes_over else "peers.invited", person=person)
    button = b.button(words("peers.button_withdraw"), PeerAction.WITHDRAW, packed(stream))
    return text, [b.section(text), b.actions([button])]


def other_form(words: Words, state: Invitation, user: str) -> b.Block:
    """Another time, other roles. An empty time is now."""
    picker: b.Block = {"type": "datetimepicker", "action_id": VALUE}
    if state.when:
        picker["initial_date_time"] = int(state.when)
    blocks = [
        b.form_input(
            PeerField.AT, words("peers.form.other_at"), picker, hint=words("peers.form.other_now"), optional=True
        ),
        _roles(words, "candidate" if state.candidate == user else "interviewer"),
    ]
    return b.form(
        PeerForm.OTHER, words("peers.form.other_title"), blocks, submit=words("peers.form.other_submit"),
        close=words("peers.form.close"), metadata=json.dumps({"stream": state.id}),
    )  # fmt: skip


def _roles(words: Words, mine: str) -> b.Block:
    options = [
        b.option(words("peers.form.i_am_candidate"), "candidate"),
        b.option(words("peers.form.i_interview"), "interviewer"),
    ]
    return b.form_input(PeerField.ROLE, words("peers.form.roles"), b.radio(VALUE, options, mine))


def invite_form(words: Words, content: Content, channel: str = "", peer: str = "", at: float = 0.0) -> b.Block:
    """Everything that `/mock with` takes, to be chosen. Without a channel one is asked for. `at` is a time proposed."""
    rubric = content.rubric()
    scenarios = [b.option(words("slack.form_random"), "random")]
    scenarios += [b.option(s.title, s.id) for s in content.offered.values()]
    minutes = [b.option(words("slack.form_minutes_option", minutes=m), str(m)) for m in MINUTES]
    levels = [b.option(rubric.levels[level].title, level) for level in LEVELS]  # type: ignore[index]
    person: b.Block = {"type": "users_select", "action_id": VALUE}
    if peer:
        person["initial_user"] = peer
    blocks = [
        b.section(words("peers.form.invite_intro")),
        b.form_input(PeerField.PEER, words("peers.form.invite_peer"), person),
    ]
    if not channel:
        kinds = {"include": ["public", "private"], "exclude_bot_users": True}
        place: b.Block = {"type": "conversations_select", "action_id": VALUE, "filter": kinds}
        blocks.append(b.form_input(PeerField.CHANNEL, words("peers.form.invite_channel"), place))
    picker: b.Block = {"type": "datetimepicker", "action_id": VALUE}
    if at:
        picker["initial_date_time"] = int(at)
    blocks += [
        _roles(words, "candidate"),
        b.form_input(PeerField.SCENARIO, words("slack.form_scenario"), b.select(VALUE, scenarios, "random")),
        b.form_input(PeerField.MINUTES, words("slack.form_minutes"), b.select(VALUE, minutes, "45")),
        b.form_input(PeerField.LEVEL, words("slack.form_level"), b.select(VALUE, levels, "senior")),
        b.form_input(
            PeerField.AT, words("peers.form.invite_when"), picker, hint=words("peers.form.other_now"), optional=True
        ),
    ]
    return b.form(
        PeerForm.INVITE, words("peers.form.invite_title"), blocks, submit=words("peers.form.invite_submit"),
        close=words("peers.form.close"), metadata=json.dumps({"channel": channel}),
    )  # fmt: skip
