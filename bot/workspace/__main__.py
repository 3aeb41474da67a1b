"""The local workspace as a process of its own: `python -m bot.workspace --port 8700 --state workspace.db`."""

import argparse
import asyncio
import contextlib
import importlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.workspace.server import serve
from bot.workspace.settings import AppConfig
from bot.workspace.workspace import Workspace


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.workspace", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--state", default=":memory:", help="file that keeps the workspace")
    parser.add_argument("--manifest", type=Path, help="app manifest that gives scopes, events and commands")
    parser.add_argument("--request-url", help="deliver signed HTTP requests to this address, not over Socket Mode")
    chosen = parser.parse_args(arguments)
    app = AppConfig(request_url=chosen.request_url)
    if chosen.manifest is not None:
        app = AppConfig.from_manifest(chosen.manifest, request_url=chosen.request_url)
    try:
        asyncio.run(_run(Workspace.open(chosen.state, app=app), chosen.port))
    except OSError as failed:
        sys.stderr.write(f"Port {chosen.port} cannot be used ({failed.strerror}). Choose another with --port.\n")
        return 1
    return 0


async def _run(workspace: Workspace, port: int) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with serve(workspace, port, _page(workspace)) as serving:
        sys.stdout.write(f"Workspace at {serving.address}\nWeb API at {serving.api_url}\n")
        sys.stdout.flush()
        await stop.wait()
    workspace.close()


def _page(workspace: Workspace) -> Any:
    """The page's routes; the import is here so that a workspace without a page needs none of it."""
    return importlib.import_module("bot.workspace.page").routes(workspace)


if __name__ == "__main__":
    sys.exit(main())
