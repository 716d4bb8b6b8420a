"""From a result to an HTTP answer: which format to send, and a table for a browser."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from fastapi import Request, Response

from api.negotiation import negotiate
from api.problems import BadRequestError, NotAcceptableError
from graphbuild.results import GRAPHS, TABLES, Format, Rows, Term, readable_columns, short
from graphbuild.sparql import Form

HTML = "html"
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "xml": ("application/xml", "text/xml"),
    "nt": ("text/plain",),
    HTML: ("text/html", "application/xhtml+xml"),
}
# What SPARQLWrapper and others send as `format`.
_CALLED: Mapping[str, str] = {
    "turtle": "ttl",
    "n3": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdf+xml": "rdfxml",
    "rdf": "rdfxml",
}
# To which thing a column's text links, where that is not told by its name (``bodyName``, ``bodyIri``).
_LINKS: Mapping[str, tuple[str, ...]] = {
    "date": ("meetingIri",),
    "number": ("itemIri",),
    "title": ("itemIri",),
    "caseNumber": ("caseIri",),
    "choice": ("voteIri",),
    "text": ("decisionIri", "proposalIri", "reservationIri"),
    "what": ("factIri",),
    "amount": ("grantIri",),
    "fileName": ("documentIri",),
}
_HEADINGS: Mapping[str, str] = {"number": "§", "partyCode": "party"}


def formats_of(form: Form) -> Mapping[str, Format]:
    """Return the formats that a query of this form can be answered in."""
    return GRAPHS if form.gives_graph else TABLES


def choose(request: Request, formats: Mapping[str, Format], *, html: bool = False) -> str:
    """Return the name of the format to send: the one asked for by ``?format=``, else the negotiated.

    Raises:
        BadRequestError: where ``?format=`` names none of them.
        NotAcceptableError: where the client accepts none of them.
    """
    names = [*formats, *([HTML] if html else [])]
    asked = request.query_params.get("format")
    if asked:
        asked = _called(asked, formats)
        if asked not in names:
            raise BadRequestError(f"there is no format {asked} here; choose one of {', '.join(names)}")
        return asked
    offers: dict[str, str] = {each.media_type: name for name, each in formats.items()}
    for name in names:
        offers.update(dict.fromkeys(_ALIASES.get(name, ()), name))
    found = negotiate(request.headers.get("accept"), list(offers))
    if found is None:
        raise NotAcceptableError(f"nothing that is accepted can be sent; there is: {', '.join(offers)}")
    return offers[found]


def _called(name: str, formats: Mapping[str, Format]) -> str:
    """Return the name that we have for a format that is called by its media type or as clients call it."""
    of_types = {each.media_type: key for key, each in formats.items()}
    return of_types.get(name.lower(), _CALLED.get(name.lower(), name))


def respond(body: bytes, chosen: Format, file_name: str = "result") -> Response:
    """Return the answer that holds a written result."""
    media_type = chosen.media_type
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    headers = {"Vary": "Accept", "Content-Disposition": f'inline; filename="{file_name}.{chosen.extension}"'}
    return Response(body, media_type=media_type, headers=headers)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table on a page: its text, its language if it has one, and what it links to."""

    text: str
    language: str
    iri: str


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def page_table(found: Rows, limit: int = 500) -> PageTable:
    """Return the first rows as a table for a page: readable columns, that link to what they name."""
    columns = readable_columns(found)
    places = {name: index for index, name in enumerate(found.columns)}
    chosen = [(places[name], _link_column(name, places)) for name in columns]
    cells = (tuple(_cell(row, at, to) for at, to in chosen) for row in found.rows[:limit])
    return PageTable(tuple(spoken(name) for name in columns), tuple(cells))


def spoken(name: str) -> str:
    """Return the name of a column or term as words: ``bodyName`` is "body"."""
    if name in _HEADINGS:
        return _HEADINGS[name]
    words = re.sub(r"(?<=[a-zåäö])(?=[A-Z])", " ", name.removesuffix("Name")).replace("_", " ")
    return words.lower()


def _link_column(name: str, places: Mapping[str, int]) -> int | None:
    for candidate in (f"{name.removesuffix('Name')}Iri", *_LINKS.get(name, ())):
        if candidate in places:
            return places[candidate]
    return None


def _cell(row: Sequence[Term | None], at: int, to: int | None) -> Cell:
    term = row[at]
    target = term if isinstance(term, ox.NamedNode) else row[to] if to is not None else None
    language = (term.language or "") if isinstance(term, ox.Literal) else ""
    return Cell(short(term), language, target.value if isinstance(target, ox.NamedNode) else "")
