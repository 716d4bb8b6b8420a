"""``HEAD`` and ``OPTIONS`` for every route, which each of them would otherwise have to answer itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class MethodsMiddleware:
    """Answers ``HEAD`` as ``GET`` without its body, and ``OPTIONS`` with the methods that there are.

    RFC 9110, sections 9.3.2 and 9.3.7. A refusal (405) tells the methods too (section 15.5.6).
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        method = scope.get("method")
        if method == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _without_body(send))
        elif method == "OPTIONS" and not _preflight(scope) and (allowed := _allowed(self.routes, scope)):
            headers = [(b"allow", allowed), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, self._telling(scope, send))

    def _telling(self, scope: Scope, send: Send) -> Send:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 405:
                headers = [pair for pair in message["headers"] if pair[0].lower() != b"allow"]
                message = {**message, "headers": [*headers, (b"allow", _allowed(self.routes, scope))]}
            await send(message)

        return told


def _preflight(scope: Scope) -> bool:
    """Whether a browser asks what another site may send here, which the CORS middleware answers."""
    return any(name == b"access-control-request-method" for name, _ in scope["headers"])


def _allowed(routes: Sequence[BaseRoute], scope: Scope) -> bytes:
    """Return the methods that a path knows, as the header has them; nothing for an unknown path."""
    found = set(_matching(routes, scope))
    if not found:
        return b""
    found |= {"OPTIONS", "HEAD"} if "GET" in found else {"OPTIONS"}
    return ", ".join(sorted(found)).encode()


def _matching(routes: Sequence[BaseRoute], scope: Scope) -> Iterator[str]:
    for method in _METHODS:
        asked = {**scope, "method": method}
        if any(route.matches(asked)[0] is Match.FULL for route in routes):
            yield method


def _without_body(send: Send) -> Send:
    async def cut(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return cut
