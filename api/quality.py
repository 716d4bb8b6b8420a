"""What there is of each council, what is missing or in doubt, and how accurate the reading is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from api.problems import UnknownEntityError
from api.readers import Readers
from api.settings import Settings
from api.templating import page
from graphbuild.vocabulary import PREFIXES

router = APIRouter(include_in_schema=False)

Row = Mapping[str, str]
SHOWN = 200
"""How many doubts, and how many cited meetings, the page of a council lists."""

_USED = ("bg", "dcterms", "dqv", "prov", "rdfs", "skos")
_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED)
_METRIC = "https://w3id.org/beslutsgraf/metric/"

_COUNCILS = """SELECT ?council ?name (COUNT(DISTINCT ?body) AS ?bodies) (SUM(?met) AS ?meetings)
  (MIN(?from) AS ?first) (MAX(?to) AS ?last) (SUM(?read) AS ?items) (SUM(?gone) AS ?missing)
  (SUM(?images) AS ?unread) WHERE {
  ?year a bg:Coverage ; bg:organisation ?council ; bg:body ?body ; bg:meetingCount ?met ; bg:firstDate ?from ;
    bg:lastDate ?to ; bg:itemCount ?read ; bg:missingItemCount ?gone ; bg:unreadPageCount ?images .
  ?council rdfs:label ?name
} GROUP BY ?council ?name ORDER BY ?name"""
_DOUBTS_OF_COUNCILS = """SELECT ?council (COUNT(?doubt) AS ?number) WHERE {
  ?doubt a bg:Doubt ; bg:meeting/bg:body/bg:organisation ?council
} GROUP BY ?council"""
_LEFT_OUT_OF_COUNCILS = """SELECT ?council (COUNT(?left) AS ?number) WHERE {
  ?left a bg:LeftOut OPTIONAL { ?left bg:organisation ?council }
} GROUP BY ?council"""
_MACRO = f"""SELECT ?title ?seen ?documents ?council ?value ?evaluation WHERE {{
  ?measured dqv:isMeasurementOf <{_METRIC}macro-f1> ; dqv:value ?value ; prov:wasDerivedFrom ?evaluation .
  ?evaluation dcterms:title ?title ; bg:seen ?seen .
  OPTIONAL {{ ?evaluation bg:documentCount ?documents }}
  OPTIONAL {{ ?evaluation bg:organisation ?council }}
}} ORDER BY ?title"""
_FIELDS = f"""SELECT ?notation ?facts ?precision ?recall ?f1 WHERE {{
  VALUES ?of {{ %s }}
  ?m prov:wasDerivedFrom ?of ; bg:field ?field ; dqv:isMeasurementOf <{_METRIC}f1> ; dqv:value ?f1 .
  ?p prov:wasDerivedFrom ?of ; bg:field ?field ; dqv:value ?precision ;
    dqv:isMeasurementOf <{_METRIC}precision> .
  ?r prov:wasDerivedFrom ?of ; bg:field ?field ; dqv:isMeasurementOf <{_METRIC}recall> ; dqv:value ?recall .
  ?n prov:wasDerivedFrom ?of ; bg:field ?field ; dqv:isMeasurementOf <{_METRIC}facts> ; dqv:value ?facts .
  ?field skos:notation ?notation
}} ORDER BY ?notation"""
_MEETINGS = f"""SELECT ?body ?bodyName ?meeting ?date ?first ?last ?items ?decided ?pages ?unread ?ocr
  ?warnings ?notices WHERE {{
  ?body bg:organisation %s ; rdfs:label ?bodyName .
  ?meeting bg:body ?body ; a bg:Meeting ; bg:date ?date .
  OPTIONAL {{ ?meeting bg:firstNumber ?first ; bg:lastNumber ?last }}
  ?m1 dqv:computedOn ?meeting ; dqv:isMeasurementOf <{_METRIC}items> ; dqv:value ?items .
  ?m2 dqv:computedOn ?meeting ; dqv:isMeasurementOf <{_METRIC}items-with-a-decision> ; dqv:value ?decided .
  ?m3 dqv:computedOn ?meeting ; dqv:isMeasurementOf <{_METRIC}pages> ; dqv:value ?pages .
  ?m4 dqv:computedOn ?meeting ; dqv:isMeasurementOf <{_METRIC}pages-unread> ; dqv:value ?unread .
  ?m5 dqv:computedOn ?meeting ; dqv:isMeasurementOf <{_METRIC}pages-read-by-ocr> ; dqv:value ?ocr .
  ?m6 dqv:computedOn ?meeting ; dqv:isMeasurementOf <{_METRIC}warnings> ; dqv:value ?warnings .
  ?m7 dqv:computedOn ?meeting ; dqv:isMeasurementOf <{_METRIC}notices> ; dqv:value ?notices
}} ORDER BY ?bodyName ?date ?meeting"""
_GAPS = """SELECT ?body ?before ?after ?first ?last WHERE {
  ?gap a bg:Gap ; bg:organisation %s ; bg:body ?body ; bg:beforeMeeting ?before ; bg:firstNumber ?first ;
    bg:lastNumber ?last .
  OPTIONAL { ?gap bg:afterMeeting ?after }
} ORDER BY ?first"""
_CITED = """SELECT ?date ?bodyName ?item ?number ?citing ?citingBody WHERE {
  ?missing a bg:MissingMeeting ; bg:organisation %s ; bg:date ?date ; bg:citedIn ?item .
  OPTIONAL { ?missing bg:body ?body OPTIONAL { ?body rdfs:label ?label }
    BIND(COALESCE(?label, REPLACE(STR(?body), "^.*/", "")) AS ?bodyName) }
  ?item bg:number ?number ; bg:meeting ?meeting .
  ?meeting bg:date ?citing ; bg:body/rdfs:label ?citingBody
} ORDER BY DESC(?date) ?bodyName ?citing ?item"""
_LEFT_OUT = """SELECT ?left ?fileName ?reason ?message ?date ?bodyName WHERE {
  ?left a bg:LeftOut ; bg:fileName ?fileName ; bg:leftOutReason/skos:prefLabel ?reason ;
    dcterms:description ?message .
  FILTER(LANG(?reason) = "en") %s
  OPTIONAL { ?left bg:date ?date ; bg:body ?body OPTIONAL { ?body rdfs:label ?label }
    BIND(COALESCE(?label, REPLACE(STR(?body), "^.*/", "")) AS ?bodyName) }
} ORDER BY ?fileName ?left"""
_DOUBTS = f"""SELECT ?severity ?message ?page ?about ?number ?date ?bodyName ?meeting WHERE {{
  ?body bg:organisation %s ; rdfs:label ?bodyName .
  ?meeting bg:body ?body ; bg:date ?date .
  ?doubt bg:meeting ?meeting ; a bg:Doubt ; bg:severity/skos:notation ?severity ; bg:about ?about ;
    dcterms:description ?message .
  OPTIONAL {{ ?doubt bg:page ?page }}
  OPTIONAL {{ ?about bg:number ?number }}
}} ORDER BY DESC(?severity) DESC(?date) ?doubt LIMIT {SHOWN + 1}"""
_NO_COUNCIL = "FILTER NOT EXISTS { ?left bg:organisation ?any }"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a body's table: a meeting, or the §§ that are missing before it or within it."""

    meeting: Row | None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class BodyTable:
    """The meetings of one body with the gaps where they are, the latest first, and what they sum up to."""

    name: str
    iri: str
    lines: tuple[Line, ...]
    meetings: int
    span: tuple[str, str]
    missing: int
    unread: int
    doubts: int


@router.get("/quality")
def overview(request: Request) -> Response:
    """Return the page of all councils."""
    readers: Readers = request.app.state.readers
    doubts = {row["council"]: row["number"] for row in _select(readers, _DOUBTS_OF_COUNCILS)}
    left = {row.get("council", ""): row["number"] for row in _select(readers, _LEFT_OUT_OF_COUNCILS)}
    measured = _select(readers, _MACRO)
    context = {
        "councils": _select(readers, _COUNCILS),
        "doubts": doubts,
        "left": left,
        "own": {row["council"]: row for row in measured if "council" in row},
        "nobody": _select(readers, _LEFT_OUT % _NO_COUNCIL),
        **_accuracy(readers, measured, None),
        "place": _place,
    }
    return page(request, "quality.html", context)


@router.get("/quality/{council}")
def council_page(request: Request, council: str) -> Response:
    """Return the page of one council, by the last part of its IRI.

    Raises:
        UnknownEntityError: where nothing is known of its meetings.
    """
    settings: Settings = request.app.state.settings
    readers: Readers = request.app.state.readers
    iri = _iri(f"{settings.base}id/organisation/{council}")
    known = next((row for row in _select(readers, _COUNCILS) if f"<{row['council']}>" == iri), None)
    left = _select(readers, _LEFT_OUT % f"?left bg:organisation {iri} .")
    if known is None and not left:
        raise UnknownEntityError(f"the graph has no minutes of {council}")
    doubts = _select(readers, _DOUBTS % iri)
    cited = _by_meeting(_select(readers, _CITED % iri))
    context = {
        "name": known["name"] if known else council,
        "council": iri.strip("<>"),
        "known": known,
        "bodies": _bodies(_select(readers, _MEETINGS % iri), _select(readers, _GAPS % iri)),
        "cited": cited[:SHOWN],
        "cited_number": len(cited),
        "left": left,
        "doubts": doubts[:SHOWN],
        "more": len(doubts) > SHOWN,
        **_accuracy(readers, _select(readers, _MACRO), iri.strip("<>")),
    }
    return page(request, "quality-council.html", context)


def _accuracy(readers: Readers, measured: Sequence[Row], council: str | None) -> Mapping[str, object]:
    """Return the figures of texts that no rule had seen, and those of the council where it was measured."""
    unseen = [
        row for row in measured if row["seen"] == "false" and "documents" in row and "council" not in row
    ]
    own = [row for row in measured if row.get("council") == council and council]
    return {
        "measured": sorted(
            (row for row in measured if "council" not in row), key=lambda row: "documents" not in row
        ),
        "unseen": unseen[0] if unseen else None,
        "unseen_fields": _fields(readers, unseen[:1]),
        "own_sets": own,
        "own_fields": {row["notation"]: row for row in _fields(readers, own)},
    }


def _fields(readers: Readers, evaluations: Sequence[Row]) -> Sequence[Row]:
    """Return the figures by field."""
    if not evaluations:
        return ()
    return _select(readers, _FIELDS % " ".join(_iri(row["evaluation"]) for row in evaluations))


def _bodies(meetings: Sequence[Row], gaps: Sequence[Row]) -> tuple[BodyTable, ...]:
    """Return a table a body."""
    before: dict[str, list[Row]] = {}
    for gap in gaps:
        before.setdefault(gap["before"], []).append(gap)
    return tuple(_body(tuple(found), before) for _, found in groupby(meetings, key=lambda row: row["body"]))


def _body(met: Sequence[Row], gaps: Mapping[str, Sequence[Row]]) -> BodyTable:
    lines: list[Line] = []
    missing = 0
    for row in met:
        for gap in gaps.get(row["meeting"], ()):
            missing += int(gap["last"]) - int(gap["first"]) + 1
            lines.append(Line(None, _gap(gap)))
        lines.append(Line(row))
    return BodyTable(
        met[0]["bodyName"],
        met[0]["body"],
        tuple(reversed(lines)),
        len(met),
        (met[0]["date"], met[-1]["date"]),
        missing,
        sum(int(row["unread"]) for row in met),
        sum(int(row["warnings"]) + int(row["notices"]) for row in met),
    )


def _gap(gap: Row) -> str:
    """Return in words which §§ are missing, and where."""
    first, last = gap["first"], gap["last"]
    which = f"§ {first} is" if first == last else f"§§ {first}–{last} are"
    if gap.get("after") == gap["before"]:
        return f"{which} missing within the meeting above"
    if "after" not in gap:
        return f"{which} missing: nothing of the year stands before the meeting above"
    return f"{which} missing between the meetings above and below"


def _by_meeting(rows: Sequence[Row]) -> Sequence[tuple[Row, Sequence[Row]]]:
    """Return cited meetings with the §§ that cite each."""
    grouped = groupby(rows, key=lambda row: (row["date"], row.get("bodyName", "")))
    return [(found[0], found) for _, each in grouped if (found := list(each))]


def _place(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _iri(iri: str) -> str:
    """Return an IRI as SPARQL writes it.

    Raises:
        UnknownEntityError: where it is none.
    """
    try:
        return str(ox.NamedNode(iri))
    except ValueError:
        raise UnknownEntityError(f"{iri} is not the name of anything") from None


def _select(readers: Readers, sparql: str) -> Sequence[Row]:
    return readers.select(_HEAD + sparql).records()
