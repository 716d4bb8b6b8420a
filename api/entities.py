"""Linked data: ``/id/…`` names a thing and leads to a page or to data about it (303)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.answers import HTML, choose, respond
from api.describe import describe, exists, moved, told
from api.jobs import Job
from api.problems import GoneError, UnknownEntityError
from api.readers import Readers
from api.settings import Settings
from api.surroundings import Links, construct, incoming, links
from api.templating import page
from graphbuild.changes import Log
from graphbuild.exports import jsonld
from graphbuild.results import GRAPHS

router = APIRouter(tags=["Linked data"])
FORMATS = {name: GRAPHS[name] for name in ("ttl", "jsonld", "nt", "rdfxml")}
_EXTENSIONS = {each.extension: name for name, each in FORMATS.items()}


@router.get("/id/{path:path}", summary="A thing: leads to its page or its data", status_code=303)
def thing(request: Request, path: str) -> Response:
    """Lead from the name of a thing to what is told of it, in the negotiated format.

    A name that another one replaces, since both were found to be one thing's, leads to that.
    """
    iri = _known(request, path)
    new = _replaced(request, iri)
    if new is not None:
        return RedirectResponse(f"/id/{quote(new, safe='/@')}", HTTPStatus.SEE_OTHER)
    chosen = choose(request, {"ttl": FORMATS["ttl"], **FORMATS}, html=True)
    place = quote(path, safe="/@")
    target = f"/page/{place}" if chosen == HTML else f"/data/{place}.{FORMATS[chosen].extension}"
    return RedirectResponse(target, HTTPStatus.SEE_OTHER, {"Vary": "Accept"})


@router.get("/data/{path:path}", summary="What is known of a thing, as data", response_class=Response)
def data(
    request: Request,
    path: str,
    page: Annotated[int, Query(ge=1, le=100_000, description="of what points at the thing")] = 1,
) -> Response:
    """Return what is known of a thing: its triples, its place, its evidence and a page of its links.

    An extension chooses the format. Where more points at the thing than a page holds, the header
    ``Link`` leads to the next one.
    """
    stem, _, extension = path.rpartition(".")
    chosen = _EXTENSIONS.get(extension)
    if chosen is None or not stem:
        stem, chosen = path, choose(request, FORMATS)
    iri = _known(request, stem)
    new = _replaced(request, iri)
    if new is not None:
        place = f"/data/{quote(new, safe='/@')}.{FORMATS[chosen].extension}"
        return RedirectResponse(place, HTTPStatus.SEE_OTHER)
    readers: Readers = request.app.state.readers
    found = links(readers.select(incoming(iri, page)))
    response = respond(_described(request, iri, found, chosen), FORMATS[chosen], "data")
    told = f'<{iri}>; rel="describes"'
    if found.more:
        place = f"/data/{quote(stem, safe='/@')}.{FORMATS[chosen].extension}"
        told += f', <{place}?page={page + 1}>; rel="next"'
    response.headers["Link"] = told
    return response


def _described(request: Request, iri: str, found: Links, chosen: str) -> bytes:
    """Return what is known of a thing in a format; in JSON-LD as a tree, compact with our context."""
    readers: Readers = request.app.state.readers
    if chosen != "jsonld":
        return readers.run(Job(construct(iri, found), chosen)).body
    written = readers.run(Job(construct(iri, found), "nt")).body
    triples = (quad.triple for quad in ox.parse(written, format=ox.RdfFormat.N_TRIPLES))
    return jsonld.describe(iri, triples, context_address(request))


def context_address(request: Request) -> str:
    """Return where this service has the context: below the base, or where else it is asked."""
    settings: Settings = request.app.state.settings
    here = urlsplit(settings.base).netloc == request.url.netloc
    return f"{settings.base if here else request.base_url}context.jsonld"


@router.get("/context.jsonld", summary="The context of all JSON-LD", response_class=Response)
def context() -> Response:
    """Return the context that compact JSON-LD refers to."""
    return Response(jsonld.context_bytes(), media_type=FORMATS["jsonld"].media_type)


@router.get("/page/{path:path}", summary="What is known of a thing, for a person", include_in_schema=False)
def entity_page(request: Request, path: str) -> Response:
    """Return the page of a thing."""
    iri = _known(request, path)
    new = _replaced(request, iri)
    if new is not None:
        return RedirectResponse(f"/page/{quote(new, safe='/@')}", HTTPStatus.SEE_OTHER)
    readers: Readers = request.app.state.readers
    place = quote(path, safe="/@")
    links = {name: f"/data/{place}.{each.extension}" for name, each in FORMATS.items()}
    context = {"thing": describe(readers, iri), "formats": links}
    alternates = (f'<{links[name]}>; rel="alternate"; type="{FORMATS[name].media_type}"' for name in links)
    return page(request, "entity.html", context, headers={"Link": ", ".join(alternates)})


def _replaced(request: Request, iri: str) -> str | None:
    """Return the place, below ``/id/``, of what replaces a thing; None for one that stands."""
    settings: Settings = request.app.state.settings
    readers: Readers = request.app.state.readers
    found = readers.select(moved(iri)).records()
    return found[0]["new"].removeprefix(f"{settings.base}id/") if found else None


def _known(request: Request, path: str) -> str:
    """Return the IRI that the path stands for.

    Raises:
        GoneError: where the graph told of it once.
        UnknownEntityError: where it never did.
    """
    settings: Settings = request.app.state.settings
    iri = f"{settings.base}id/{path}"
    readers: Readers = request.app.state.readers
    try:
        ox.NamedNode(iri)
    except ValueError:
        raise UnknownEntityError(f"{path} is not the name of anything") from None
    if readers.run(Job(told(iri), "csv")).body == b"true":
        return iri
    gone = _gone(request, iri)
    if gone is not None:
        raise gone
    if readers.run(Job(exists(iri), "csv")).body != b"true":
        raise UnknownEntityError(f"nothing is known of {iri}")
    return iri


def _gone(request: Request, iri: str) -> GoneError | None:
    """Return the error for a thing that was taken out of the graph, None where it never was in it."""
    readers: Readers = request.app.state.readers
    with Log.open(readers.store.path) as log:
        change = log.tombstone(iri)
    if change is None:
        return None
    when = f" on {change.time[:10]}" if change.time else ""
    place = f"/changes/{change.cursor}"
    why = f"{iri} was taken out of the graph{when}; the change {place} tells of it ({change.title})"
    return GoneError(why, {"iri": iri, "removed": change.time, "change": place})
