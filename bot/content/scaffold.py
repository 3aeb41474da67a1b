"""`app.py new scenario ID`: a sheet to start from, which loads at once and which `app.py check` then leads through."""

from importlib import resources


def scaffold(scenario_id: str) -> str:
    """The YAML of a new scenario, with comments on what to write where."""
    title = scenario_id.replace("-", " ").replace("_", " ")
    text = resources.files("bot.content").joinpath("data/scenario.yaml").read_text(encoding="utf-8")
    return text.replace("SCENARIO_ID", scenario_id).replace("SCENARIO_TITLE", title)
