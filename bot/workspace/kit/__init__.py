"""Block Kit as Slack accepts it: declarative models of every piece, and what is wrong with blocks and views."""

from bot.workspace.kit.check import Fault, elements_of, message_faults, view_faults

__all__ = ["Fault", "elements_of", "message_faults", "view_faults"]
