"""One criterion to one structured answer of a language model."""

from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, Field
from pydantic_ai import Agent
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.models import Model
from pydantic_ai.settings import ModelSettings

from bot.scoring.second import Case, JudgeFailed, Opinion

TEMPLATE = "judge/criterion.txt.j2"
SECONDS = 60.0  # for one answer


class Answer(BaseModel):
    """The fields stand in the order in which they are to be thought of: the words before the verdict."""

    quote: str = Field(default="", description="Words copied from one candidate message.", max_length=2000)
    turn: int = Field(default=-1, description="The number of that message.")
    why: str = Field(default="", description="One sentence.", max_length=2000)
    verdict: Literal["met", "unmet", "cannot_assess"]


class ModelJudge:
    """See the package. `prompts` is the folder of the templates."""

    def __init__(self, model: Model, name: str, prompts: Path) -> None:
        self._name = name
        self._agent = Agent(model, output_type=Answer, retries=1)
        # The text goes to a model and not to a page, so it is not escaped.
        self._words = Environment(loader=FileSystemLoader(prompts), undefined=StrictUndefined, autoescape=False)  # noqa: S701

    @classmethod
    def named(cls, name: str, prompts: Path) -> "ModelJudge":
        """Raises JudgeFailed for a name, a key or a package that is not there."""
        from pydantic_ai.models import infer_model

        try:
            return cls(infer_model(name), name, prompts)
        except (UserError, ImportError, ValueError) as error:
            raise JudgeFailed(str(error)) from None

    @property
    def name(self) -> str:
        return self._name

    def opine(self, case: Case) -> Opinion:
        asked = self._words.get_template(TEMPLATE).render(
            title=case.title, met=case.met, not_=case.not_, turns=case.turns, refused=case.refused
        )
        try:
            found = self._agent.run_sync(asked, model_settings=ModelSettings(temperature=0.0, timeout=SECONDS)).output
        except (AgentRunError, UserError, OSError) as error:
            raise JudgeFailed(f"{self._name}: {error}") from None
        return Opinion(found.verdict, found.quote, found.turn, found.why)
