"""Slack's Web API methods that the bot may use: one table, from the name to what checks and does it."""

from bot.workspace.methods.call import Method, call
from bot.workspace.methods.chat import METHODS as CHAT
from bot.workspace.methods.conversations import METHODS as CONVERSATIONS
from bot.workspace.methods.files import METHODS as FILES
from bot.workspace.methods.team import METHODS as TEAM
from bot.workspace.methods.users import METHODS as USERS
from bot.workspace.methods.views import METHODS as VIEWS

METHODS: dict[str, Method] = {**CHAT, **CONVERSATIONS, **FILES, **TEAM, **USERS, **VIEWS}

__all__ = ["METHODS", "Method", "call"]
