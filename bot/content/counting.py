"""How much a sheet has of what, for whoever looks over the whole bank."""

from bot.content.scenario import Scenario


def counts_of(scenario: Scenario) -> dict[str, str | int]:
    """Head of a column → what stands in it for this scenario."""
    design = scenario.design
    return {
        "scenario": scenario.id,
        "facts": len(scenario.facts),
        "phrasings": sum(len(fact.phrasings) for fact in scenario.facts),
        "probes": len(scenario.probes),
        "for a level": sum(bool(probe.levels) for probe in scenario.probes),
        "components": len(design.components),
        "connections": len(design.connections),
        "entities": len(design.data_model),
        "APIs": len(design.apis),
        "decisions": len(scenario.decisions),
        "metrics": len(scenario.monitoring),
        "patterns": len(scenario.patterns),
        "failures": len(scenario.failures),
        "curveballs": len(scenario.curveballs),
    }
