"""The interview: a pure core of commands, events and state. Time, ids and chance are passed in.

interviews = Interviews(Mind(content, encoder))       what the runtime runs
replay(transcript, mind, content.words)                what the interviewer would have said
transcript(interview, texts, words)                    what was said, for scoring and the report
spoken(parts, seed, words)                             one message of the interviewer in words
"""

from bot.dialogue.mind import Mind
from bot.interview.aggregate import Interviews
from bot.interview.record import spoken, transcript
from bot.interview.replay import Line, Rehearsal, replay
from bot.interview.state import Interview

__all__ = ["Interview", "Interviews", "Line", "Mind", "Rehearsal", "replay", "spoken", "transcript"]
