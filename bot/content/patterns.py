"""Pattern cards: rubrics/patterns.yaml."""

from pydantic import Field

from bot.content.scenario import Part, Short, Text


class PatternCard(Part):
    """A named way of building, with what it gains and what it costs."""

    name: Short
    aliases: tuple[Short, ...] = ()
    line: Text = Field(description="What it is, in one line.")
    gains: Text
    costs: Text
    scenario: Text = Field(description="Where one would use it: something that happens in the problem `where`.")
    where: str = Field(default="", description="Id of the scenario that `scenario` speaks of.")
    not_when: str = ""
    course: bool = Field(default=False, description="One of the six of the course.")


class PatternCards(Part):
    version: int = 1
    source: str = ""
    patterns: dict[str, PatternCard]
