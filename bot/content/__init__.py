"""Content is data: scenarios, rubrics, patterns and words, read from YAML and Jinja2 and checked when they are read.

    content = load_content([Path(".")])
    content.scenario("whatsapp").answer("dau")         # "500 million people use it on a day."
    content.scenario("whatsapp").drawn(seed=7)          # the same problem with other figures
    content.words.say("probe.next", seed=3, name="Ada")

Every error says file, line, key and what to write instead.
"""

from bot.content.answers import AnswerError, render_answer
from bot.content.errors import ContentError, Finding, UnknownRubric, UnknownScenario, WordsError, did_you_mean
from bot.content.figures import Figure, parse_figure, said
from bot.content.load import DEFAULT_RUBRIC, Content, load_content
from bot.content.patterns import PatternCard
from bot.content.rubric import Band, Clock, Criterion, Phase, Rubric
from bot.content.rung import Rung
from bot.content.scenario import CATEGORIES, PARAMETERS, ROLES, Fact, Flow, Probe, Scenario
from bot.content.words import Safe, Words

__all__ = [
    "CATEGORIES",
    "DEFAULT_RUBRIC",
    "PARAMETERS",
    "ROLES",
    "AnswerError",
    "Band",
    "Clock",
    "Content",
    "ContentError",
    "Criterion",
    "Fact",
    "Figure",
    "Finding",
    "Flow",
    "PatternCard",
    "Phase",
    "Probe",
    "Rubric",
    "Rung",
    "Safe",
    "Scenario",
    "UnknownRubric",
    "UnknownScenario",
    "Words",
    "WordsError",
    "did_you_mean",
    "load_content",
    "parse_figure",
    "render_answer",
    "said",
]
