"""The local workspace: what Mockingbird needs of Slack, on this machine alone.

The unchanged bot (Bolt's AsyncApp, AsyncWebClient, Socket Mode) talks to `serve(Workspace.open(path))` as it would to
Slack, and is refused what Slack refuses, by Slack's error names. What is left out on purpose: group messages,
workflows, canvases, lists, presence, search, attachments (the old form of blocks), and OAuth.
"""

from bot.workspace.model import Change, Channel, Json, Outcome, Person, Upload
from bot.workspace.refused import Refused
from bot.workspace.server import Serving, build_app, serve
from bot.workspace.settings import LOCAL_APP, LOCAL_BOT, LOCAL_SIGNING, AppConfig, RateLimits, Timings
from bot.workspace.workspace import Workspace

__all__ = [
    "LOCAL_APP",
    "LOCAL_BOT",
    "LOCAL_SIGNING",
    "AppConfig",
    "Change",
    "Channel",
    "Json",
    "Outcome",
    "Person",
    "RateLimits",
    "Refused",
    "Serving",
    "Timings",
    "Upload",
    "Workspace",
    "build_app",
    "serve",
]
