"""The SPARQL endpoint: queries of the SPARQL 1.1 Protocol, over the union of all graphs."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qs

import pyoxigraph as ox
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.answers import HTML, choose, formats_of, page_table, respond
from api.problems import BadRequestError
from api.readers import Job, Readers
from api.settings import Settings
from api.templating import page
from graphbuild.results import GRAPHS, TABLES, graph, parse_rows
from graphbuild.sparql import Form, check
from graphbuild.vocabulary import RDF

router = APIRouter(tags=["SPARQL"])
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORM_TYPE = "application/x-www-form-urlencoded"
_QUERY_TYPE = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request of the protocol asks for."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@router.get("/sparql", summary="Run a SPARQL query, or describe the service", response_class=Response)
def get(
    request: Request,
    query: Annotated[list[str] | None, Query(description="a SPARQL 1.1 query")] = None,
    format: Annotated[str | None, Query(description="a format, instead of the Accept header")] = None,  # noqa: A002, ARG001
) -> Response:
    """Answer ``GET /sparql?query=``, and without a query describe the service."""
    settings: Settings = request.app.state.settings
    if len(str(request.url.query)) > settings.query_bytes:
        raise BadRequestError(
            "the query is too long for a URL; send it by POST", HTTPStatus.REQUEST_URI_TOO_LONG
        )
    values = request.query_params
    asked = Asked(
        _one(query or []),
        tuple(values.getlist("default-graph-uri")),
        tuple(values.getlist("named-graph-uri")),
    )
    return answer(request, asked) if asked.query is not None else _describe(request)


@router.post("/sparql", summary="Run a SPARQL query", response_class=Response)
async def post(request: Request) -> Response:
    """Answer a query sent as a form, or as itself with the type ``application/sparql-query``."""
    settings: Settings = request.app.state.settings
    kind = request.headers.get("content-type", "").split(";", maxsplit=1)[0].strip().lower()
    body = await _body(request, settings.query_bytes)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"the body is not UTF-8: {error.reason}") from error
    if kind == _FORM_TYPE:
        values = parse_qs(text, keep_blank_values=True)
        if "update" in values:
            raise BadRequestError("updates are not answered here; this endpoint only answers queries")
        query = _one(values.get("query", []))
    elif kind == _QUERY_TYPE:
        values = {key: request.query_params.getlist(key) for key in request.query_params}
        query = text
    else:
        raise BadRequestError(
            f"send a query as {_FORM_TYPE} or as {_QUERY_TYPE}", HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        )
    if query is None:
        raise BadRequestError("the form lacks the field `query`")
    asked = Asked(query, tuple(values.get("default-graph-uri", ())), tuple(values.get("named-graph-uri", ())))
    return await run_in_threadpool(answer, request, asked)


def answer(request: Request, asked: Asked) -> Response:
    """Run a query and return its results in the negotiated format.

    Raises:
        QueryError: where the query is wrong, or asks for what is not allowed.
    """
    sparql = asked.query or ""
    form = check(sparql)
    formats = formats_of(form)
    chosen = choose(request, formats, html=True)
    readers: Readers = request.app.state.readers
    if chosen == HTML:
        return _page(request, asked, form)
    job = Job(sparql, chosen, asked.default_graphs, asked.named_graphs)
    return respond(readers.run(job).body, formats[chosen])


def _page(request: Request, asked: Asked, form: Form) -> Response:
    """Return a page with the results, for a browser."""
    readers: Readers = request.app.state.readers
    written = "ttl" if form.gives_graph else "csv" if form is Form.ASK else "json"
    job = Job(asked.query or "", written, asked.default_graphs, asked.named_graphs)
    body = readers.run(job).body
    found = parse_rows(body) if form is Form.SELECT else None
    context = {
        "query": asked.query,
        "table": page_table(found) if found else None,
        "count": len(found.rows) if found else None,
        "text": "" if found else body.decode(),
        "formats": list(formats_of(form)),
    }
    return page(request, "sparql.html", context)


def _one(values: list[str]) -> str | None:
    if len(values) > 1:
        raise BadRequestError("there is more than one query in the request")
    return values[0] if values else None


async def _body(request: Request, limit: int) -> bytes:
    """Return the body, reading no more of it than is allowed."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            message = f"the query is longer than the {limit} bytes that are allowed"
            raise BadRequestError(message, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        parts.append(part)
    return b"".join(parts)


def _describe(request: Request) -> Response:
    """Return the service description; a browser is sent to the page with the query box."""
    chosen = choose(request, formats_of(Form.CONSTRUCT), html=True)
    if chosen == HTML:
        return RedirectResponse("/#sparql", HTTPStatus.SEE_OTHER)
    endpoint = ox.NamedNode(str(request.url.replace(query="")))
    service = ox.NamedNode(f"{endpoint.value}#service")
    said = [
        (RDF.type, f"{_SD}Service"),
        (_sd("endpoint"), endpoint.value),
        (_sd("supportedLanguage"), f"{_SD}SPARQL11Query"),
        (_sd("feature"), f"{_SD}UnionDefaultGraph"),
        *((_sd("resultFormat"), f"{_FORMATS}{name}") for name in _RESULT_FORMATS),
    ]
    triples = [ox.Triple(service, predicate, ox.NamedNode(value)) for predicate, value in said]
    return respond(graph(triples, chosen), GRAPHS[chosen], "service")


# The names in http://www.w3.org/ns/formats/ of what `TABLES` and `formats_of` hold.
_RESULT_FORMATS = (
    *(f"SPARQL_Results_{name.upper()}" for name in TABLES),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
