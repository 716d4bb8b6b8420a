"""Errors as answers: ``application/problem+json`` (RFC 9457), or a page where a browser asks."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.limits import (
    BusyError,
    LimitError,
    QueryMemoryError,
    QueryTimeoutError,
    ResultTooLongError,
    TooManyError,
)
from api.negotiation import negotiate
from api.templating import page
from graphbuild.changes import CursorError
from graphbuild.errors import BeslutsgrafError, ParameterError, QueryError, ResultFormatError, StoreError

PROBLEM = "application/problem+json"
_LOG = logging.getLogger(__name__)


class NotAcceptableError(BeslutsgrafError):
    """None of the formats that there are is accepted by the client."""


class UnknownEntityError(BeslutsgrafError):
    """Nothing is known of the thing that was asked for."""


class GoneError(BeslutsgrafError):
    """What was asked for was there once; ``more`` says since when it is not, for programs."""

    def __init__(self, message: str, more: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.more = more or {}


class BadRequestError(BeslutsgrafError):
    """The request itself is wrong; ``status`` says how."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(message)
        self.status = status


class RefusedError(BadRequestError):
    """The client may not do this: it shows no token (401), or one that does not allow it (403)."""


STATUS: Mapping[type[BeslutsgrafError], HTTPStatus] = MappingProxyType(
    {
        QueryError: HTTPStatus.BAD_REQUEST,
        ParameterError: HTTPStatus.UNPROCESSABLE_ENTITY,
        ResultFormatError: HTTPStatus.BAD_REQUEST,
        NotAcceptableError: HTTPStatus.NOT_ACCEPTABLE,
        UnknownEntityError: HTTPStatus.NOT_FOUND,
        GoneError: HTTPStatus.GONE,
        CursorError: HTTPStatus.GONE,
        BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
        TooManyError: HTTPStatus.TOO_MANY_REQUESTS,
        QueryTimeoutError: HTTPStatus.GATEWAY_TIMEOUT,
        QueryMemoryError: HTTPStatus.INSUFFICIENT_STORAGE,
        ResultTooLongError: HTTPStatus.FORBIDDEN,
        StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
"""The status of each error of our own; any other of them is the client's (400)."""


async def own_error(request: Request, error: Exception) -> Response:
    """Answer an error of our own."""
    assert isinstance(error, BeslutsgrafError)
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), HTTPStatus.BAD_REQUEST)
    if isinstance(error, BadRequestError):
        status = error.status
    more: Mapping[str, object] = error.more if isinstance(error, GoneError) else {}
    if isinstance(error, QueryError) and error.line is not None:
        more = {"line": error.line, "column": error.column}
    if isinstance(error, ParameterError) and error.name is not None:
        more = {"parameter": error.name}
    if isinstance(error, LimitError) and error.limit:
        more = {"limit": error.limit, "value": error.value}
    detail = str(error)
    if isinstance(error, StoreError):
        # The message names a folder of the server; that is for whoever runs it.
        _LOG.error("%s", error)
        detail = "there is no graph to read here at present"
    return problem(request, status, detail, more)


async def http_error(request: Request, error: Exception) -> Response:
    """Answer an error of the framework, such as an unknown path or a method that is not allowed."""
    assert isinstance(error, HTTPException)
    response = problem(request, HTTPStatus(error.status_code), str(error.detail))
    response.headers.update(error.headers or {})
    return response


async def invalid_request(request: Request, error: Exception) -> Response:
    """Answer a request whose parameters do not fit the documented ones."""
    assert isinstance(error, RequestValidationError)
    details = "; ".join(
        f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()
    )
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, details)


HANDLERS = {
    BeslutsgrafError: own_error,
    HTTPException: http_error,
    RequestValidationError: invalid_request,
}
"""The table of exception handlers of the service."""


def problem(
    request: Request, status: HTTPStatus, detail: str, more: Mapping[str, object] | None = None
) -> Response:
    """Return the answer that tells of a problem."""
    headers = {"Vary": "Accept"}
    if status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        headers["Retry-After"] = "2"
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    accept = request.headers.get("accept")
    if negotiate(accept, [PROBLEM, "application/json", "text/html"]) == "text/html":
        context = {"status": status.value, "phrase": status.phrase, "detail": detail}
        return page(request, "error.html", context, status=status.value, headers=headers)
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return JSONResponse({**body, **(more or {})}, status.value, headers, PROBLEM)
