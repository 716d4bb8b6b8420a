"""The front page: what this is, what is in it, and every way to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from fastapi import APIRouter, Request, Response

from api.jobs import Job
from api.readers import Readers
from api.templating import page
from graphbuild.results import parse_rows
from graphbuild.vocabulary import PREFIXES

router = APIRouter(include_in_schema=False)

_BG = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("bg", "dcterms", "rdfs"))
_SKOS = f"PREFIX skos: <{PREFIXES['skos']}>\n"
_COUNTED = (
    "Meeting",
    "Item",
    "DecisionPoint",
    "Proposal",
    "Vote",
    "Reservation",
    "Person",
    "Case",
    "Project",
)
_COUNTS = f"""{_BG}SELECT ?class (COUNT(?thing) AS ?number) WHERE {{
  VALUES ?class {{ {" ".join(f"bg:{name}" for name in _COUNTED)} }}
  ?thing a ?class
}} GROUP BY ?class"""
_MEETINGS = f"""{_BG}SELECT ?meeting ?title ?date WHERE {{
  {{
    SELECT ?meeting ?date WHERE {{ ?meeting a bg:Meeting ; bg:date ?date }}
    ORDER BY DESC(?date) ?meeting LIMIT 8
  }}
  ?meeting dcterms:title ?title
}} ORDER BY DESC(?date) ?meeting"""
_BODIES = f"""{_BG}SELECT ?body ?label WHERE {{
  ?body a bg:Body ; rdfs:label ?label
}} ORDER BY ?label ?body LIMIT 60"""

EXAMPLES: Mapping[str, str] = {
    "How often each outcome occurs": f"""{_BG}{_SKOS}SELECT ?outcome (COUNT(?decision) AS ?decisions) WHERE {{
  ?decision a bg:DecisionPoint ; bg:outcome/skos:prefLabel ?outcome
  FILTER(LANG(?outcome) = "sv")
}} GROUP BY ?outcome ORDER BY DESC(?decisions)""",
    "The ten people who proposed most": f"""{_BG}
SELECT ?personName (COUNT(?proposal) AS ?proposals) ?personIri WHERE {{
  ?proposal a bg:Proposal ; bg:proposer ?personIri .
  ?personIri rdfs:label ?personName
}} GROUP BY ?personName ?personIri ORDER BY DESC(?proposals) ?personName LIMIT 10""",
    "Votes won by one": f"""{_BG}SELECT ?date ?title ?yes ?no ?voteIri WHERE {{
  ?voteIri a bg:Vote ; bg:yes ?yes ; bg:no ?no ; bg:item ?item .
  ?item dcterms:title ?title ; bg:meeting/bg:date ?date
  FILTER(ABS(?yes - ?no) = 1)
}} ORDER BY ?date""",
}
"""Queries to begin with, by what they answer."""

_WORDS = {
    "Meeting": "meetings",
    "Item": "matters (§§)",
    "DecisionPoint": "decisions",
    "Proposal": "proposals",
    "Vote": "votes",
    "Reservation": "reservations",
    "Person": "people",
    "Case": "cases",
    "Project": "projects",
}

Records: TypeAlias = Sequence[Mapping[str, str]]


@router.get("/")
def front(request: Request) -> Response:
    """Return the front page."""
    readers: Readers = request.app.state.readers
    snapshot = readers.run(Job("ASK {}", "csv")).snapshot
    numbers, meetings, bodies = _overview(readers, snapshot)
    context = {
        "numbers": numbers,
        "meetings": meetings,
        "bodies": bodies,
        "queries": request.app.state.queries,
        "examples": EXAMPLES,
    }
    return page(request, "front.html", context)


@router.get("/docs")
def docs(request: Request) -> Response:
    """Return the page for those who write programs."""
    return page(request, "docs.html", {"queries": request.app.state.queries, "root": request.base_url})


@lru_cache(maxsize=4)
def _overview(
    readers: Readers,
    snapshot: int,  # noqa: ARG001
) -> tuple[Sequence[tuple[str, int]], Records, Records]:
    """Return the numbers, latest meetings and bodies of a snapshot; they change only with it."""
    counted = {
        row["class"].rpartition("#")[2]: int(row["number"])
        for row in parse_rows(readers.run(Job(_COUNTS, "json")).body).records()
    }
    numbers = [(_WORDS[name], counted[name]) for name in _COUNTED if counted.get(name)]
    return numbers, readers.select(_MEETINGS).records(), readers.select(_BODIES).records()
