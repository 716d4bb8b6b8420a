"""Named graphs over HTTP: the SPARQL 1.1 Graph Store HTTP Protocol.

``/graphs?graph=IRI`` and ``/graphs?default`` name a graph indirectly (section 4.2); a path below
``/graphs/`` names the graph of that very URL, and one below ``/graph/`` the graph of that name below the
base IRI (section 4.1). Everybody may read; to write takes a token.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from urllib.parse import urljoin

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.types import Message

from api import bodies
from api.answers import choose, respond
from api.changing import Change, Drop, Payload, Put, change
from api.clients import client_of
from api.jobs import Job
from api.problems import BadRequestError, UnknownEntityError
from api.readers import Readers
from api.settings import Settings
from api.tokens import require
from graphbuild.results import GRAPHS

router = APIRouter(tags=["Graph store"])
FORMATS = {name: GRAPHS[name] for name in ("ttl", "nt", "jsonld", "rdfxml")}
_MULTIPART = "multipart/form-data"
_EXISTS = "ASK { GRAPH %s {} }"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH %s { ?s ?p ?o } }"
_DEFAULT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@router.get("/graphs", summary="A named graph, or the default graph", response_class=Response)
def get(request: Request) -> Response:
    """Return the triples of a graph (section 5.2); the default graph is the union of all."""
    return _read(request, _named(request))


@router.get("/graphs/{path:path}", summary="The graph of this very URL", response_class=Response)
def get_direct(request: Request, path: str) -> Response:  # noqa: ARG001
    """Return the triples of the graph that the URL itself names (section 4.1)."""
    return _read(request, _own_url(request))


@router.get("/graph/{path:path}", summary="A named graph by its own IRI", response_class=Response)
def get_linked(request: Request, path: str) -> Response:
    """Return the triples of the graph that is called so below the base IRI."""
    return _read(request, _below_base(request, path))


@router.put("/graphs", summary="Replace a graph", response_class=Response)
async def put(request: Request) -> Response:
    """Make a graph hold what the body holds (section 5.3)."""
    return await _put(request, _named(request))


@router.put("/graphs/{path:path}", include_in_schema=False)
async def put_direct(request: Request, path: str) -> Response:  # noqa: ARG001
    """Make the graph of this URL hold what the body holds."""
    return await _put(request, _own_url(request))


@router.put("/graph/{path:path}", include_in_schema=False)
async def put_linked(request: Request, path: str) -> Response:
    """Make a graph below the base IRI hold what the body holds."""
    return await _put(request, _below_base(request, path))


@router.post("/graphs", summary="Add to a graph, or make a new one", response_class=Response)
async def post(request: Request) -> Response:
    """Add what the body holds to a graph; without one make a new graph (section 5.5)."""
    if request.query_params.keys() & {"graph", "default"}:
        return await _post(request, _named(request))
    new = f"{str(request.url.replace(query='', fragment='')).rstrip('/')}/{secrets.token_hex(16)}"
    return await _post(request, new)


@router.post("/graphs/{path:path}", include_in_schema=False)
async def post_direct(request: Request, path: str) -> Response:  # noqa: ARG001
    """Add what the body holds to the graph of this URL."""
    return await _post(request, _own_url(request))


@router.post("/graph/{path:path}", include_in_schema=False)
async def post_linked(request: Request, path: str) -> Response:
    """Add what the body holds to a graph below the base IRI."""
    return await _post(request, _below_base(request, path))


@router.delete("/graphs", summary="Remove a graph", response_class=Response)
async def delete(request: Request) -> Response:
    """Remove a graph (section 5.4)."""
    return await _delete(request, _named(request))


@router.delete("/graphs/{path:path}", include_in_schema=False)
async def delete_direct(request: Request, path: str) -> Response:  # noqa: ARG001
    """Remove the graph of this URL."""
    return await _delete(request, _own_url(request))


@router.delete("/graph/{path:path}", include_in_schema=False)
async def delete_linked(request: Request, path: str) -> Response:
    """Remove a graph below the base IRI."""
    return await _delete(request, _below_base(request, path))


def _named(request: Request) -> str | None:
    """Return the IRI that ``?graph=`` gives, or None for ``?default`` (section 4.2).

    Raises:
        BadRequestError: where the request names no graph, or two.
    """
    given, default = request.query_params.getlist("graph"), "default" in request.query_params
    if len(given) + default != 1:
        raise BadRequestError("name one graph: ?graph= with its IRI, or ?default")
    # A relative IRI is one below the graph store's own URL.
    return None if default else _iri(urljoin(str(request.url.replace(query="")), given[0]))


def _own_url(request: Request) -> str:
    return _iri(str(request.url.replace(query="", fragment="")))


def _below_base(request: Request, path: str) -> str:
    settings: Settings = request.app.state.settings
    return _iri(f"{settings.base}graph/{path}")


def _iri(text: str) -> str:
    try:
        return ox.NamedNode(text).value
    except ValueError as error:
        raise BadRequestError(f"{text} is no IRI: {error}") from error


def _read(request: Request, graph: str | None) -> Response:
    chosen = choose(request, {"ttl": FORMATS["ttl"], **FORMATS})
    readers: Readers = request.app.state.readers
    name = None if graph is None else str(ox.NamedNode(graph))
    if name is not None and readers.run(Job(_EXISTS % name, "csv")).body != b"true":
        raise UnknownEntityError(f"there is no graph {graph}")
    job = Job(_DEFAULT if name is None else _ALL % name, chosen)
    return respond(readers.run(job, client_of(request)).body, FORMATS[chosen], "graph")


async def _put(request: Request, graph: str | None) -> Response:
    require(request, "graphs")
    payloads = await _payloads(request)
    existed = await _change(request, Put(graph, payloads, graph or str(request.url)))
    return Response(status_code=HTTPStatus.NO_CONTENT if existed else HTTPStatus.CREATED)


async def _post(request: Request, graph: str | None) -> Response:
    require(request, "graphs")
    payloads = await _payloads(request)
    existed = await _change(request, Put(graph, payloads, graph or str(request.url), keep=True))
    if existed or graph is None:
        return Response(status_code=HTTPStatus.OK)
    return Response(status_code=HTTPStatus.CREATED, headers={"Location": graph})


async def _delete(request: Request, graph: str | None) -> Response:
    require(request, "graphs")
    if not await _change(request, Drop(graph)):
        raise UnknownEntityError(f"there is no graph {graph or '(the default graph is empty)'}")
    return Response(status_code=HTTPStatus.OK)


async def _change(request: Request, wanted: Change) -> bool:
    readers: Readers = request.app.state.readers
    return await run_in_threadpool(change, readers.store, request.app.state.settings, wanted)


async def _payloads(request: Request) -> tuple[Payload, ...]:
    """Return the RDF of the body: one serialisation, or several as the parts of a form (section 5.5).

    Raises:
        BadRequestError: where the body is too long (413) or of no known type (415).
    """
    settings: Settings = request.app.state.settings
    kind, _ = bodies.content_type(request)
    body = await bodies.read(request, settings.upload_bytes)
    if kind != _MULTIPART:
        return (Payload(body, _format(kind)),)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async with Request(request.scope, receive).form() as form:
        parts = [part for part in form.values() if isinstance(part, UploadFile)]
        if not parts:
            raise BadRequestError("the form holds no file")
        return tuple(
            [
                Payload(await part.read(), _format((part.content_type or "").split(";")[0].strip()))
                for part in parts
            ]
        )


def _format(media_type: str) -> str:
    """Return the media type of a body; one without is taken for RDF/XML (section 5.1)."""
    found = ox.RdfFormat.from_media_type(media_type or "application/rdf+xml")
    if found is None:
        names = ", ".join(each.media_type for each in FORMATS.values())
        raise BadRequestError(
            f"{media_type} is not read here; send one of {names}", HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        )
    return found.media_type
