"""The data set as a whole: how much it holds, who publishes it, and how to get at all of it.

Below ``/dataset`` for people and programs, at ``/.well-known/void`` by VoID (section 7.2), and at
``/datasets/dcat``, where Sveriges dataportal looks for what to harvest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from api.answers import HTML, choose, respond
from api.jobs import Job
from api.problems import UnknownEntityError
from api.readers import Readers
from api.settings import Settings
from api.templating import page
from graphbuild.exports import dcat, release, statistics, void
from graphbuild.exports.about import About
from graphbuild.exports.described import DESCRIBED
from graphbuild.results import GRAPHS, Format, graph

router = APIRouter(tags=["Data set"])
FORMATS: Mapping[str, Format] = {name: GRAPHS[name] for name in ("ttl", "jsonld", "rdfxml", "nt")}


@router.get("/dataset", summary="The data set as a whole", response_class=Response)
def dataset(request: Request) -> Response:
    """Return what the data set holds and how to get it: a page, or VoID and DCAT-AP-SE as RDF."""
    chosen = choose(request, FORMATS, html=True)
    if chosen == HTML:
        return _page(request)
    return _sent([*_void(request), *_dcat(request)], chosen, "dataset")


@router.get("/.well-known/void", summary="The VoID description", response_class=Response)
def well_known(request: Request) -> Response:
    """Return the VoID description: numbers, named graphs, vocabularies, links and where to get it."""
    return _sent(_void(request), choose(request, FORMATS), "void")


@router.get("/datasets/dcat", summary="The DCAT-AP-SE description, to be harvested", response_class=Response)
def harvested(request: Request) -> Response:
    """Return the entry of a catalogue, as RDF/XML where nothing else is asked for.

    Raises:
        UnknownEntityError: where nobody has said who publishes the data set.
    """
    found = _dcat(request)
    if not found:
        raise UnknownEntityError(
            "there is no catalogue: who publishes the data set is not set (BESLUTSGRAF_ABOUT)"
        )
    return _sent(found, choose(request, {"rdfxml": FORMATS["rdfxml"], **FORMATS}), "dcat")


def _sent(triples: list[ox.Triple], chosen: str, name: str) -> Response:
    return respond(graph(triples, chosen, DESCRIBED), FORMATS[chosen], name)


def _void(request: Request) -> list[ox.Triple]:
    settings, about = _known(request)
    dumps = [about.download + file.file for file in release.distributions()] if about else []
    return void.void(_numbers(request), settings.base, sparql=_endpoint(request), dumps=dumps)


def _dcat(request: Request) -> list[ox.Triple]:
    settings, about = _known(request)
    if about is None:
        return []
    files = release.distributions()
    return dcat.dcat(_numbers(request), about, settings.base, files, sparql=_endpoint(request))


def _page(request: Request) -> Response:
    """Return the page of the data set."""
    settings, about = _known(request)
    found, space = _numbers(request), DESCRIBED["bg"]
    context = {
        "about": about,
        "found": found,
        "kinds": [
            (name.removeprefix(space), count) for name, count in found.classes if name.startswith(space)
        ],
        "files": release.distributions() if about else [],
        "endpoint": _endpoint(request),
        "formats": {name: f"/dataset?format={name}" for name in FORMATS},
        "iri": void.dataset(settings.base),
    }
    links = (
        f'</dataset?format={name}>; rel="alternate"; type="{each.media_type}"'
        for name, each in FORMATS.items()
    )
    return page(request, "dataset.html", context, headers={"Link": ", ".join(links)})


def _endpoint(request: Request) -> str:
    """Return the address of the SPARQL endpoint: as the publisher says, or this service's own."""
    settings, about = _known(request)
    return (about.sparql if about else "") or f"{settings.base}sparql"


def _known(request: Request) -> tuple[Settings, About | None]:
    return request.app.state.settings, request.app.state.about


def _numbers(request: Request) -> statistics.Statistics:
    settings: Settings = request.app.state.settings
    readers: Readers = request.app.state.readers
    return _measured(readers, settings.base, readers.run(Job("ASK {}", "csv")).snapshot)


@lru_cache(maxsize=4)
def _measured(readers: Readers, base: str, snapshot: int) -> statistics.Statistics:  # noqa: ARG001
    """Return the numbers of a snapshot; they change only with it."""
    return statistics.measure(readers.select, base)
