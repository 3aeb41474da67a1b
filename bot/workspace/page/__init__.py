"""The browser page of the local workspace: HTML drawn on the server, plain CSS, a few hundred lines of script.

`routes(workspace)` gives its addresses; the server puts them behind its guard. Slack's payloads become HTML in
`mrkdwn` and `blocks`, one person's screen is put together in `screen`, and what they do goes through `acts`.
"""

from starlette.routing import Route

from bot.workspace.page.routes import Page
from bot.workspace.workspace import Workspace


def routes(workspace: Workspace) -> list[Route]:
    """The page under `/` and `/page/*`. Call it once per workspace: it holds who has read what."""
    return Page(workspace).routes()


__all__ = ["routes"]
