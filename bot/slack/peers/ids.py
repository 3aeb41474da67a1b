"""Ids of peer interviews that travel through Slack and come back."""

from enum import StrEnum


class PeerAction(StrEnum):
    """`action_id` of a button, a menu or a choice that acts at once."""

    ACCEPT = "peers.accept"
    DECLINE = "peers.decline"
    OTHER = "peers.other"
    WITHDRAW = "peers.withdraw"
    READY = "peers.ready"
    FACT = "peers.fact"
    FACT_MENU = "peers.fact_menu"
    PROBE = "peers.probe"
    SKIP_PROBE = "peers.skip_probe"
    HINT = "peers.hint"
    NOTE = "peers.note"
    HAND_BACK = "peers.hand_back"
    LEAVE = "peers.leave"
    TAKE_OVER = "peers.take_over"
    GO_ON = "peers.go_on"
    SCORE = "peers.score"
    SKIP_SCORE = "peers.skip_score"
    SWAP = "peers.swap"
    GAP = "peers.gap"
    LEVEL = "peers.level"
    INVITE = "peers.invite"


class PeerForm(StrEnum):
    """`callback_id` of a form."""

    INVITE = "form.peers.invite"
    OTHER = "form.peers.other"
    NOTE = "form.peers.note"
    SCORE = "form.peers.score"
    GAP = "form.peers.gap"


class PeerField(StrEnum):
    """`block_id` of an input. Those of a scorecard have the phase after a colon."""

    PEER = "peer"
    CHANNEL = "channel"
    SCENARIO = "scenario"
    MINUTES = "minutes"
    LEVEL = "level"
    AT = "at"
    ROLE = "role"
    NOTE = "note"
    FEEDBACK = "feedback"
    PLACE = "place"
    COMMENT = "comment"
