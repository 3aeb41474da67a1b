from pathlib import Path

import pytest
import yaml

from bot.content.scenario import Design
from bot.diagram import lexicon_from
from bot.report import Pages
from tests.report.sample import picture

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def pages() -> Pages:
    return Pages.read([ROOT / "prompts"])


@pytest.fixture(scope="session")
def beside():
    lexicon = lexicon_from(yaml.safe_load((ROOT / "rubrics/lexicon/components.yaml").read_text(encoding="utf-8")))
    sheet = yaml.safe_load((ROOT / "rubrics/scenarios/whatsapp.yaml").read_text(encoding="utf-8"))
    return picture(lexicon, Design.model_validate(sheet["design"]))
