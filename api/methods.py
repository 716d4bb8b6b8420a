"""``HEAD`` and ``OPTIONS`` for every route, which each of them would otherwise have to answer itself."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class MethodsMiddleware:
    """Answers ``HEAD`` as ``GET`` without its body, and ``OPTIONS`` with the methods that there are.

    RFC 9110, sections 9.3.2 and 9.3.7.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        method = scope.get("method")
        if method == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _without_body(send))
        elif method == "OPTIONS" and (allowed := self._allowed(scope)):
            headers = [(b"allow", ", ".join(sorted(allowed)).encode()), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, send)

    def _allowed(self, scope: Scope) -> set[str]:
        """Return the methods of all routes that lead to a path; none for an unknown path."""
        found: set[str] = set()
        for route in self.routes:
            if route.matches(scope)[0] is not Match.NONE:
                found |= set(getattr(route, "methods", None) or {"GET"})
        if found:
            found |= {"OPTIONS"} | ({"HEAD"} if "GET" in found else set())
        return found


def _without_body(send: Send) -> Send:
    async def cut(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return cut
