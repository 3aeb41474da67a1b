"""The estimation core: reads numbers as people type them, computes the cascade, names the slip.

    read(text, context)      the quantities of a chat text, each with its place, unit, period and metric
    check(params, metric, text, prior)   its grade, the slip that explains it, its place in the own chain
    cascade(params)          every rate and volume that follows from a flow's figures, with its derivation
    quantity(text)           one figure of a sheet: "500 million", "100 B", "1 year", "20%"
    human(value, unit)       how a quantity is printed, everywhere
    bot.estimation.lines     the same as functions of JSON lines, for the command line

Units: req/s, B, B/s, count, users, s, ratio. Imports the standard library and bot.text alone; each part is loaded
when it is first named or called, so that a command that only prints a figure does not wait for the reader's tables.
"""

from importlib import import_module

TYPE_CHECKING = False  # typing's own costs four milliseconds of the import
if TYPE_CHECKING:
    from bot.estimation.cascading import Cascade, Params, Step, cascade, cascades
    from bot.estimation.chain import Claim
    from bot.estimation.checking import Check, check, feasible
    from bot.estimation.figures import quantity
    from bot.estimation.grading import grade, near_border
    from bot.estimation.metrics import METRICS
    from bot.estimation.printing import human, short
    from bot.estimation.reader import read
    from bot.estimation.reading import Context, Reading
    from bot.estimation.slips import SLIP_IDS

_HOMES = {
    "Cascade": "cascading", "Params": "cascading", "Step": "cascading", "cascade": "entry", "cascades": "cascading",
    "Claim": "chain", "Check": "checking", "check": "entry", "feasible": "checking",
    "grade": "grading", "near_border": "grading", "human": "printing", "short": "printing", "METRICS": "metrics",
    "quantity": "figures", "read": "entry", "Context": "reading", "Reading": "reading", "SLIP_IDS": "slips",
}  # fmt: skip

__all__ = [
    "METRICS", "SLIP_IDS", "Cascade", "Check", "Claim", "Context", "Params", "Reading", "Step", "cascade", "cascades",
    "check", "feasible", "grade", "human", "near_border", "quantity", "read", "short",
]  # fmt: skip


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
