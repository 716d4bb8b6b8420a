"""Bodies of requests, read no further than is allowed, and as the text that they claim to be."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus

from fastapi import Request

from api.problems import BadRequestError

_UTF_8 = frozenset({"", "utf-8", "utf8", "us-ascii"})


def content_type(request: Request) -> tuple[str, Mapping[str, str]]:
    """Return the media type of the body in small letters, ``""`` for none, and its parameters."""
    message = Message()
    message["content-type"] = request.headers.get("content-type", "")
    if not message["content-type"]:
        return "", {}
    kind, *parameters = message.get_params([]) or [("", "")]
    return kind[0].lower(), {name.lower(): value for name, value in parameters}


async def read(request: Request, limit: int) -> bytes:
    """Return the body, of at most ``limit`` bytes.

    Raises:
        BadRequestError: where it is longer (413).
    """
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            message = f"the body is longer than the {limit} bytes that are allowed"
            raise BadRequestError(message, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        parts.append(part)
    return b"".join(parts)


async def read_text(request: Request, limit: int) -> str:
    """Return the body as text; UTF-8 is the only encoding of the protocol (section 2.1.3).

    Raises:
        BadRequestError: where it is longer than ``limit`` bytes (413), or is not UTF-8 (400) or does
            not claim to be (415).
    """
    _, parameters = content_type(request)
    charset = parameters.get("charset", "").lower()
    if charset not in _UTF_8:
        message = f"the body is said to be {charset}; only UTF-8 is read here"
        raise BadRequestError(message, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    body = await read(request, limit)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"the body is not UTF-8: {error.reason}") from error
