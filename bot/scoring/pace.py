"""What the clock and the order of turns say."""

from bot.scoring.detectors import Found, detector
from bot.scoring.reading import Reading

ROUNDING = 1.0  # seconds


@detector("overran")
def overran(reading: Reading, criterion: str) -> Found | None:
    """Requirements took longer than the share of the interview at which the rubric moves on."""
    phase = next((phase for phase in reading.rubric.phases if phase.fault_when_overrun == criterion), None)
    if phase is None or phase.ends_at_share is None:
        return None
    later = [turn.at for turn in reading.transcript.turns if turn.phase != phase.id]
    here = [turn.at for turn in reading.transcript.turns if turn.phase == phase.id]
    if not here:
        return None
    end = min((at for at in later if at >= here[0]), default=here[-1])
    limit = phase.ends_at_share * reading.transcript.minutes * 60
    return Found(matched=(f"{end / 60:.1f} min",)) if end > limit + ROUNDING else None
