"""Content is data: scenarios, rubrics, patterns and words, read from YAML and Jinja2 and checked when they are read.

    content = load_content([Path(".")])
    content.scenario("whatsapp").answer("dau")         # "500 million people use it on a day."
    content.scenario("whatsapp").drawn(seed=7)          # the same problem with other figures
    content.words.say("probe.next", seed=3, name="Ada")

Every error says file, line, key and what to write instead.
"""

from bot.content.answers import AnswerError, render_answer
from bot.content.ask import ask_lines, load_sheet
from bot.content.check import check_content
from bot.content.errors import ContentError, Finding, UnknownRubric, UnknownScenario, WordsError, did_you_mean
from bot.content.figures import Figure, parse_figure, said
from bot.content.learn import learn
from bot.content.load import DEFAULT_RUBRIC, Content, load_content
from bot.content.patterns import PatternCard
from bot.content.rubric import Band, Clock, Criterion, Phase, Rubric
from bot.content.rung import Rung
from bot.content.scaffold import scaffold
from bot.content.scenario import CATEGORIES, PARAMETERS, ROLES, Fact, Flow, Probe, Scenario, Sheet
from bot.content.schema import schema
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
    "Sheet",
    "UnknownRubric",
    "UnknownScenario",
    "Words",
    "WordsError",
    "ask_lines",
    "check_content",
    "did_you_mean",
    "learn",
    "load_content",
    "load_sheet",
    "parse_figure",
    "render_answer",
    "said",
    "scaffold",
    "schema",
]
