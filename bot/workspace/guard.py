"""Who may talk to the server: this machine only, under its own name, and the page only with its key."""

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "mockingbird_workspace"
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class LocalOnly:
    """Refuses requests that carry another Host, or an Origin that is not ours (DNS rebinding, other sites' pages)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or _is_ours(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
        else:
            await PlainTextResponse("Open this address on the same machine.\n", 403)(scope, receive, send)


def _is_ours(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    server = scope.get("server")
    hosts = {f"{name}:{server[1]}" for name in _LOCAL} if server else set()
    host, origins = headers.get("host", "").lower(), headers.getlist("origin")
    return host in hosts and all(origin.lower() == f"http://{host}" for origin in origins)


class Locked:
    """Lets the page be seen by whoever has its key: once in the address (`?token=`), then in a cookie."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self._app, self._key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or has_cookie(scope, self._key):
            await self._app(scope, receive, send)
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if hmac.compare_digest(query.pop("token", [""])[0].encode(), self._key.encode()):
            rest = urlencode(query, doseq=True)
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, self._key, httponly=True, samesite="strict", path="/")
            answer.headers["Referrer-Policy"] = "no-referrer"
            await answer(scope, receive, send)
            return
        said = "Open the address that was printed when the workspace started: it carries the key to this page.\n"
        await PlainTextResponse(said, 403)(scope, receive, send)


def has_cookie(scope: Scope, key: str) -> bool:
    """Whether a request carries the page's key in its cookie."""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return False
    sent = cookies[COOKIE].value if COOKIE in cookies else ""
    return hmac.compare_digest(sent.encode(), key.encode())
