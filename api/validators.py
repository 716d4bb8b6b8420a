"""``ETag`` and ``Last-Modified`` for whatever follows from the graph alone, and 304 for who has it already.

What is answered to ``GET`` follows from the snapshot, the address, what is accepted, and this version; so
that is what the tag is made of, and an answer that the client has is not made again (RFC 9110, section
13). Answers that have a tag of their own keep it.
"""

from __future__ import annotations

import hashlib
from email.utils import formatdate, parsedate_to_datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cache import VARYING
from graphbuild.errors import StoreError
from graphbuild.state import fingerprint
from graphbuild.store import Store

_OWN = ("/changes", "/ontology", "/shapes", "/static", "/health")
_READING = frozenset({"GET", "HEAD"})
_TAGGED = frozenset({200, 303})


class ValidatorsMiddleware:
    """Tags answers, and answers 304 without asking the graph where the client's tag or date is the same."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        told = self._validators(scope) if scope["type"] == "http" else None
        if told is None:
            await self.app(scope, receive, send)
            return
        tag, modified = told
        if has_it(Headers(scope=scope), tag, modified):
            headers = [(b"etag", tag.encode()), (b"vary", b"Accept"), (b"cache-control", b"no-cache")]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, _tagging(send, tag, modified))

    def _validators(self, scope: Scope) -> tuple[str, float] | None:
        """Return the tag and the time (seconds since 1970) of what is asked for; None where it has none."""
        query = scope["query_string"].decode("latin-1")
        if scope["method"] not in _READING or scope["path"].startswith(_OWN) or VARYING.search(query):
            return None
        try:
            number = self.store.current()
            modified = (self.store.path / "current").stat().st_mtime
        except (OSError, StoreError):
            return None
        headers = Headers(scope=scope)
        if headers.get("if-none-match", "").strip() == "*":
            return None  # only the route knows whether there is anything
        parts = (
            fingerprint(),
            str(number),
            headers.get("host", ""),
            scope["path"],
            query,
            headers.get("accept", ""),
        )
        return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"', modified


def _tagging(send: Send, tag: str, modified: float) -> Send:
    async def tagged(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in _TAGGED:
            headers = MutableHeaders(scope=message)
            if "etag" not in headers:
                headers["ETag"] = tag
                headers["Last-Modified"] = formatdate(modified, usegmt=True)
                headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return tagged


def has_it(headers: Headers, tag: str, modified: float | None) -> bool:
    """Tell whether the client's copy is this one: by its tag where it gives one, else by its date.

    ``modified`` is in seconds since 1970, None where no date is told. RFC 9110, section 13.2.2.
    """
    known = headers.get("if-none-match")
    if known is not None:
        tags = {each.strip().removeprefix("W/") for each in known.split(",")}
        return "*" in tags or tag.removeprefix("W/") in tags
    since = headers.get("if-modified-since")
    try:
        if since is None or modified is None:
            return False
        return int(modified) <= parsedate_to_datetime(since).timestamp()
    except (TypeError, ValueError):
        return False
