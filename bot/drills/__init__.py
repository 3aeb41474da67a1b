"""Weekly drills: schedules of a channel, exercises drawn by a seed, answers marked by rule, reveals, boards, spacing.

    draw(kind, seed, material)               an Exercise, the same one for the same seed on every machine
    Marker(mind, material).mark(exercise, answer)   what is right and what is not, with the reason in names of words
    Drills(marker, next_time)                the aggregate of a channel, for the runtime

Pure: no clock, no Slack, no storage. The time of a command is in it; when a weekday's time comes next is asked of a
function that is passed in.
"""

from bot.drills.aggregate import Drills
from bot.drills.drawing import draw
from bot.drills.exercise import KINDS, Exercise
from bot.drills.marking import Marker, Marking

__all__ = ["KINDS", "Drills", "Exercise", "Marker", "Marking", "draw"]
