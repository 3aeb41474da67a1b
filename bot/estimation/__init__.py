"""The estimation core: reads numbers as people type them, computes the cascade, names the slip.

    read(text, context)      the quantities of a chat text, each with its place, unit, period and metric
    check(params, metric, text, prior)   its grade, the slip that explains it, its place in the own chain
    cascade(params)          every rate and volume that follows from a flow's figures, with its derivation
    quantity(text)           one figure of a sheet: "500 million", "100 B", "1 year", "20%"
    human(value, unit)       how a quantity is printed, everywhere

Units: req/s, B, B/s, count, users, s, ratio. Imports the standard library and bot.text alone.
"""

from bot.estimation.cascade import Cascade, Params, Step, cascade, cascades
from bot.estimation.chain import Claim
from bot.estimation.checking import Check, check, feasible
from bot.estimation.grading import grade, near_border
from bot.estimation.human import human
from bot.estimation.quantity import quantity
from bot.estimation.reader import read
from bot.estimation.reading import Context, Reading

__all__ = ["Cascade", "Check", "Claim", "Context", "Params", "Reading", "Step", "cascade", "cascades", "check", "feasible", "grade", "human", "near_border",
           "quantity", "read"]  # fmt: skip
