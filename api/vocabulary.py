"""The vocabulary: its documentation, its documents, the JSON-LD context, and the shapes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from api.answers import HTML, choose
from api.problems import UnknownEntityError
from api.validators import has_it
from graphbuild.reference.documents import CONTEXT, document, version
from graphbuild.reference.page import html, policy
from graphbuild.resources import resource
from graphbuild.results import GRAPHS, Format

router = APIRouter(tags=["Vocabulary"])
FORMATS: Mapping[str, Format] = {name: GRAPHS[name] for name in ("ttl", "jsonld", "nt", "rdfxml")}
"""The formats of the vocabulary's documents; the first is sent where nothing is asked for."""
# It changes only with a new version of the service, and clients ask again by the ETag.
_CACHE = "public, max-age=3600"
_CONTEXT_CACHE = "public, max-age=86400"


@router.get(
    "/ontology", summary="The classes and properties, or their documentation", response_class=Response
)
def ontology(request: Request) -> Response:
    """Return the documentation of the vocabulary to a browser, and the vocabulary itself to a program."""
    chosen = choose(request, FORMATS, html=True)
    if chosen != HTML:
        return _document(request, "ontology", chosen)
    links = ", ".join(
        f'</ontology?format={name}>; rel="alternate"; type="{each.media_type}"'
        for name, each in FORMATS.items()
    )
    headers = {"Content-Security-Policy": policy(), "Link": links, "Vary": "Accept"}
    return _fresh(request, html().encode(), "text/html; charset=utf-8", headers)


@router.get("/ontology/context.jsonld", summary="The JSON-LD context", response_class=Response)
def context(request: Request) -> Response:
    """Return the context that the graph's JSON-LD names."""
    headers = {"Cache-Control": _CONTEXT_CACHE, "Access-Control-Allow-Origin": "*"}
    return _fresh(request, resource(CONTEXT).read_bytes(), FORMATS["jsonld"].media_type, headers)


@router.get("/ontology/schemes", summary="The value lists", response_class=Response)
def schemes(request: Request) -> Response:
    """Return the value lists, as SKOS concept schemes."""
    return _document(request, "schemes", choose(request, FORMATS))


@router.get("/ontology/align", summary="Mappings to other vocabularies", response_class=Response)
def align(request: Request) -> Response:
    """Return how the vocabulary relates to others."""
    return _document(request, "align", choose(request, FORMATS))


@router.get("/ontology/{number}", summary="A version of the vocabulary", response_class=Response)
def numbered(request: Request, number: str) -> Response:
    """Return the vocabulary by its version, which is that of this service or unknown here.

    Raises:
        UnknownEntityError: where another version is asked for.
    """
    if number != version():
        raise UnknownEntityError(f"this service has version {version()} of the vocabulary, and no {number}")
    return ontology(request)


@router.get("/shapes", summary="The shapes that graphs are validated by", response_class=Response)
def shapes(request: Request) -> Response:
    """Return all SHACL shapes."""
    return _document(request, "shapes", choose(request, FORMATS))


def _document(request: Request, name: str, chosen: str) -> Response:
    """Return a document of the vocabulary in a format."""
    form = FORMATS[chosen]
    kind = f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
    named = f'inline; filename="{name}.{form.extension}"'
    return _fresh(request, document(name, chosen), kind, {"Vary": "Accept", "Content-Disposition": named})


def _fresh(request: Request, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Return a body with its ETag, or 304 where the client has it already (RFC 9110, section 13.1.2)."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    shared = {"Cache-Control": _CACHE, "ETag": tag, **headers}
    if has_it(request.headers, tag, None):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=shared)
    return Response(body, media_type=media_type, headers=shared)
