"""Two people interviewing each other: inviting, whispering, measuring how they conduct it, comparing how they score.

    Invitations(rules, begin)                     the aggregate of invitations, for the runtime
    whisper(situation, told, waiting, skipped)    what the interviewer alone is shown
    conduct(spoken, asks, ...)                    the interviewer's own conduct, measured
    weighted_kappa(pairs)                         how far two judges agree

Where others join in: a pairing begins an invitation with `Onward("invitation-…", Invite(…, at=…), new=True)` in its own
decision; who is in an interview with a person, and how levels compared, is in the lines "peer_interview" and
"peer_levels" (bot/interview/peering/levels.py), open invitations in the lines "invitation", each by its person.

Pure. What is an interview's own (taking over, posting, scorecards) is in bot/interview/peering.
"""

from bot.peers.agreement import agreement, gaps, weighted_kappa
from bot.peers.conduct import Conduct, Spoken, measured
from bot.peers.inviting import Invitations
from bot.peers.whisper import Whisper, whisper

__all__ = [
    "Conduct",
    "Invitations",
    "Spoken",
    "Whisper",
    "agreement",
    "gaps",
    "measured",
    "weighted_kappa",
    "whisper",
]
