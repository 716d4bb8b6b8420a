"""The SPARQL endpoint: queries and updates of the SPARQL 1.1 Protocol.

Queries see the union of all graphs, unless the request or the query chooses. Everybody may ask; an
update takes a token, and a store that is not built from minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qs

import pyoxigraph as ox
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api import bodies
from api.answers import HTML, choose, formats_of, page_table, respond
from api.changing import Update, change, has_minutes
from api.clients import client_of
from api.description import describe
from api.jobs import Job
from api.problems import BadRequestError
from api.readers import Readers
from api.settings import Settings
from api.templating import page
from api.tokens import require
from graphbuild.results import GRAPHS, graph, parse_rows
from graphbuild.sparql import Form, check, using

router = APIRouter(tags=["SPARQL"])
_FORM_TYPE = "application/x-www-form-urlencoded"
_QUERY_TYPE = "application/sparql-query"
_UPDATE_TYPE = "application/sparql-update"

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of the protocol: its text, and the data set that the request chooses (section 2.1.4)."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@router.get("/sparql", summary="Run a SPARQL query, or describe the service", response_class=Response)
def get(
    request: Request,
    query: Annotated[list[str] | None, Query(description="a SPARQL 1.1 query")] = None,  # noqa: ARG001
    format: Annotated[str | None, Query(description="a format, instead of the Accept header")] = None,  # noqa: A002, ARG001
) -> Response:
    """Answer ``GET /sparql?query=`` (section 2.1.1), and without a query describe the service."""
    settings: Settings = request.app.state.settings
    if len(str(request.url.query)) > settings.query_bytes:
        raise BadRequestError(
            f"the URL is longer than the {settings.query_bytes} bytes that are allowed; send it by POST",
            HTTPStatus.REQUEST_URI_TOO_LONG,
        )
    values = _in_url(request)
    if "update" in values:
        raise BadRequestError("an update is sent by POST (section 2.2)", HTTPStatus.METHOD_NOT_ALLOWED)
    return answer(request, _asked(values)) if "query" in values else _describe(request)


@router.post("/sparql", summary="Run a SPARQL query or update", response_class=Response)
async def post(request: Request) -> Response:
    """Answer a query or an update sent as a form or as itself (sections 2.1.2, 2.1.3, 2.2.1 and 2.2.2)."""
    settings: Settings = request.app.state.settings
    kind, _ = bodies.content_type(request)
    if kind == _FORM_TYPE:
        text = await bodies.read_text(request, max(settings.query_bytes, settings.upload_bytes))
        values: Values = parse_qs(text, keep_blank_values=True)
        if "query" in values and "update" in values:
            raise BadRequestError("the form holds both a query and an update; send one of them")
        # The dataset may stand in the form or, as some clients have it, in the URL.
        values = {**_in_url(request), **values}
    elif kind == _QUERY_TYPE:
        values = {**_in_url(request), "query": [await bodies.read_text(request, settings.query_bytes)]}
    elif kind == _UPDATE_TYPE:
        values = {**_in_url(request), "update": [await bodies.read_text(request, settings.upload_bytes)]}
    else:
        raise BadRequestError(
            f"send a query as {_FORM_TYPE} or {_QUERY_TYPE}, an update as {_UPDATE_TYPE}",
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        )
    if "update" in values:
        return await run_in_threadpool(_update, request, values)
    return await run_in_threadpool(answer, request, _asked(values))


def _in_url(request: Request) -> Values:
    return {key: request.query_params.getlist(key) for key in request.query_params}


def _asked(values: Values) -> Asked:
    """Return the query of a request.

    Raises:
        BadRequestError: where there is none, or several.
    """
    return Asked(
        _one(values, "query"),
        tuple(values.get("default-graph-uri", ())),
        tuple(values.get("named-graph-uri", ())),
    )


def _one(values: Values, name: str) -> str:
    found = values.get(name, ())
    if len(found) != 1:
        raise BadRequestError(f"the request has {len(found)} fields `{name}`; it needs exactly one")
    return found[0]


def _update(request: Request, values: Values) -> Response:
    """Run an update; the graphs in the request stand for ``USING`` (section 2.2.3)."""
    require(request, "graphs")
    default, named = values.get("using-graph-uri", ()), values.get("using-named-graph-uri", ())
    for iri in (*default, *named):
        _checked(iri)
    sparql = using(_one(values, "update"), default, named)
    readers: Readers = request.app.state.readers
    change(readers.store, request.app.state.settings, Update(sparql, _endpoint(request)))
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _checked(iri: str) -> str:
    try:
        return ox.NamedNode(iri).value
    except ValueError as error:
        raise BadRequestError(f"{iri} is no IRI: {error}") from error


def _endpoint(request: Request) -> str:
    """Return the URL of the endpoint; relative IRIs in a query are relative to it (section 2.1.4)."""
    return str(request.url.replace(query="", fragment=""))


def answer(request: Request, asked: Asked) -> Response:
    """Run a query and return its results in the negotiated format.

    Raises:
        QueryError: where the query is wrong, or asks for what is not allowed.
    """
    form = check(asked.query)
    for iri in (*asked.default_graphs, *asked.named_graphs):
        _checked(iri)
    formats = formats_of(form)
    chosen = choose(request, formats, html=True)
    readers: Readers = request.app.state.readers
    if chosen == HTML:
        return _page(request, asked, form)
    return respond(readers.run(_job(request, asked, chosen), client_of(request)).body, formats[chosen])


def _job(request: Request, asked: Asked, written: str) -> Job:
    return Job(asked.query, written, asked.default_graphs, asked.named_graphs, _endpoint(request))


def _page(request: Request, asked: Asked, form: Form) -> Response:
    """Return a page with the results, for a browser."""
    readers: Readers = request.app.state.readers
    written = "ttl" if form.gives_graph else "csv" if form is Form.ASK else "json"
    body = readers.run(_job(request, asked, written), client_of(request)).body
    found = parse_rows(body) if form is Form.SELECT else None
    context = {
        "query": asked.query,
        "table": page_table(found) if found else None,
        "count": len(found.rows) if found else None,
        "text": "" if found else body.decode(),
        "formats": list(formats_of(form)),
    }
    return page(request, "sparql.html", context)


def _describe(request: Request) -> Response:
    """Return the service description; a browser is sent to the page with the query box."""
    chosen = choose(request, formats_of(Form.CONSTRUCT), html=True)
    if chosen == HTML:
        return RedirectResponse("/#sparql", HTTPStatus.SEE_OTHER)
    readers: Readers = request.app.state.readers
    triples = describe(
        _endpoint(request), request.app.state.settings, writable=not has_minutes(readers.store)
    )
    return respond(graph(triples, chosen), GRAPHS[chosen], "service")
