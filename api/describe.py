"""What is known of one thing: the queries that find it, and the form in which a page shows it.

What a program gets of it is found by ``api.surroundings``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote as quote_address

import pyoxigraph as ox

from api.answers import spoken
from api.readers import Readers
from graphbuild.queries import load
from graphbuild.results import Rows, Term, plain, short
from graphbuild.vocabulary import BG, DCTERMS, OA, PREFIXES, PROV, RDF, RDFS

SHOWN = 300
"""How many of the things that point at an entity its page shows."""

_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_NAMES = "rdfs:label|skos:prefLabel|dcterms:title|bg:caseNumber|bg:text|bg:proposition|bg:fileName"
# What else tells a person what a fact is: who acts in it, how, and where it stands.
_WHO = "(bg:person|bg:proposer|bg:entity|bg:agent|bg:project)/rdfs:label"
_HOW = "(bg:role|bg:choice|bg:outcome)/skos:prefLabel"
_ITEM = "(bg:item|bg:vote/bg:item|bg:treatedIn)/dcterms:title"
_MEETING = "(bg:meeting|bg:item/bg:meeting|bg:vote/bg:item/bg:meeting|bg:documents)/dcterms:title"
# Shown in another way, or of no use to a reader.
_HIDDEN = frozenset({RDF.type, RDFS.label, DCTERMS.title, BG.evidence, BG.position})
# What a reader looks for first; kinds that are not here follow in alphabetic order.
_FIRST = ("Decision point", "Recommendation", "Proposal", "Vote", "Ballot", "Reservation", "Note", "Recusal")
_LAST = ("Document", "Recipient", "Mention", "Prior handling", "Legal reference", "Amount")
# A relation that its class tells already: a ballot's person, a mention's entity.
_PLAIN = frozenset({"item", "meeting", "vote", "person", "case", "body", "project", "documents", "entity"})
_PLAIN_TOO = frozenset({"proposer", "agent", "party", "organisation", "treated in", "proposing party"})
# A word that a line's end breaks; U+FFFE is PDFium's hyphen there.
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:[-\u00ad\u2010]\s*\n\s*|\ufffe\s*)(?=[a-zåäö])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Value:
    """One value on a page: its text, its language if it has one, its IRI if it is a thing, and a note."""

    text: str
    language: str = ""
    iri: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Values under one heading."""

    heading: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """One thing, as a page shows it.

    ``properties`` are its own, ``incoming`` what points at it, by kind; ``more`` tells whether there
    is more of that than is shown. ``evidence`` are records of the stored query ``evidence-of``.
    """

    iri: str
    title: str
    types: tuple[str, ...]
    properties: tuple[Group, ...]
    incoming: tuple[Group, ...]
    more: bool
    evidence: tuple[Mapping[str, str], ...]


def exists(iri: str) -> str:
    """Return the ASK that tells whether anything is known of ``iri``."""
    return f"ASK {{ {{ {_term(iri)} ?p ?o }} UNION {{ ?s ?p {_term(iri)} }} }}"


def told(iri: str) -> str:
    """Return the ASK that tells whether the graph states anything of ``iri`` itself."""
    return f"ASK {{ {_term(iri)} ?p ?o }}"


def moved(iri: str) -> str:
    """Return the SELECT of what replaces ``iri``, where it was found to be the same as another."""
    return f"SELECT ?new WHERE {{ {_term(iri)} {DCTERMS.isReplacedBy} ?new }} LIMIT 1"


def describe(readers: Readers, iri: str) -> Description:
    """Return what a page shows of ``iri``."""
    own = _select(readers, f"SELECT DISTINCT ?p ?o WHERE {{ {_term(iri)} ?p ?o }}").rows
    own += _surroundings(readers, iri)
    incoming = _incoming(readers, iri)
    shown = incoming.rows[:SHOWN]
    things = {term.value for row in (*own, *shown) for term in row if isinstance(term, ox.NamedNode)}
    labels = _Labels(readers, {*things, iri})
    known = {
        labels.text(iri),
        *(labels.text(term.value) for _, term in own if isinstance(term, ox.NamedNode)),
    }
    types = [
        term.value for predicate, term in own if predicate == RDF.type and isinstance(term, ox.NamedNode)
    ]
    return Description(
        iri=iri,
        title=labels.text(iri),
        types=tuple(sorted(_kind(each) for each in types)),
        properties=_properties(own, labels, labels.text(iri)),
        incoming=_by_kind(shown, labels, known),
        more=len(incoming.rows) > SHOWN,
        evidence=_evidence(readers, iri),
    )


def _evidence(readers: Readers, iri: str) -> tuple[Mapping[str, str], ...]:
    """Return each quote once, with all rules that rest on it, how to cite it, and a link to its page.

    Of a fact only and of what is derived: what names an entity stands on the page as facts of their own.
    """
    if not readers.select(_has_words(iri)).rows:
        return ()
    quotes: dict[tuple[str, ...], dict[str, str]] = {}
    for found in readers.select(load()["evidence-of"].bind({"fact": iri})).records():
        kept = quotes.setdefault((found["documentIri"], found["start"], found["end"]), dict(found))
        if found.get("rule") not in {None, kept.get("rule")}:
            kept["rule"] = f"{kept['rule']}, {found['rule']}"
    for kept in quotes.values():
        kept["citation"], kept["link"] = _citation(kept), _link(kept)
    return tuple(quotes.values())


def _has_words(iri: str) -> str:
    """Return the SELECT of the evidence that a thing has, or of the rule that derived it."""
    return f"SELECT ?o WHERE {{ {_term(iri)} {BG.evidence}|{PROV.wasGeneratedBy} ?o }} LIMIT 1"


def _citation(told: Mapping[str, str]) -> str:
    """Return a citation that holds without this service, by the file's name, address and SHA-256."""
    quote = " ".join(_BROKEN.sub("", told["quote"]).split())
    paragraph = f", § {told['paragraph'].lstrip('§ ')}" if told.get("paragraph") else ""
    meeting, file = told.get("meeting") or "Minutes", told.get("fileName") or "the minutes"
    where = f"{meeting}{paragraph}, {file}, p. {told['page']}"
    digest = f" SHA-256 of the file: {told['sha256']}." if told.get("sha256") else ""
    address = f" {told['url']}." if told.get("url") else ""
    return f"{where}: “{quote}”.{address} {told['evidenceIri']}.{digest}"


def _link(told: Mapping[str, str]) -> str:
    """Return the address of the words in the document: a PDF's page (RFC 8118), else a text fragment."""
    url = told.get("url") or ""
    if not url or "#" in url:
        return url
    if url.lower().partition("?")[0].endswith(".pdf"):
        return f"{url}#page={told['page']}"
    words = " ".join(told["quote"].split()[:12])
    return f"{url}#:~:text={quote_address(words, safe='').replace('-', '%2D')}"


def _surroundings(readers: Readers, iri: str) -> tuple[tuple[Term | None, ...], ...]:
    """Return in which meeting and in which case the § is that a fact is told in, as the fact's own."""
    path = "(bg:item|bg:vote/bg:item|bg:onVote/bg:item|bg:ofProposal/bg:item)"
    return _select(
        readers,
        f"SELECT DISTINCT ?p ?o WHERE {{ {_term(iri)} {path} ?item . VALUES ?p {{ {BG.meeting} {BG.case} }} "
        "?item ?p ?o }",
    ).rows


def _incoming(readers: Readers, iri: str) -> Rows:
    hidden = f"{OA.hasBody}, {OA.hasSource}, {BG.evidence}"
    return _select(
        readers,
        f"SELECT DISTINCT ?s ?p ?class WHERE {{ ?s ?p {_term(iri)} FILTER(?p NOT IN ({hidden})) "
        f"OPTIONAL {{ ?s a ?class }} }} ORDER BY ?p ?s LIMIT {SHOWN + 1}",
    )


class _Labels:
    """The names of many things, fetched at once."""

    def __init__(self, readers: Readers, iris: Iterable[str]) -> None:
        self._values = "VALUES ?x { " + " ".join(_term(iri) for iri in sorted(iris)) + " }"
        self._names = self._fetch(readers, _NAMES)
        self._who = self._fetch(readers, _WHO)
        self._how = self._fetch(readers, _HOW)
        self._item = self._fetch(readers, _ITEM)
        self._meeting = self._fetch(readers, _MEETING)

    def text(self, iri: str) -> str:
        """Return the name of a thing, or the best that there is in place of one."""
        if iri in self._names:
            return self._names[iri]
        found = [part for part in (self._who.get(iri), self._how.get(iri)) if part]
        return ", ".join(found) or " ".join(short(ox.NamedNode(iri)).split("/")[-2:])

    def entry(self, iri: str, known: Collection[str]) -> Value:
        """Return a thing as an entry of a list: what it is and where it stands, but for what is known."""
        told = [self._names[iri]] if iri in self._names else [self._who.get(iri, ""), self._how.get(iri, "")]
        places = [
            self._who.get(iri, ""),
            self._how.get(iri, ""),
            self._item.get(iri, ""),
            self._meeting.get(iri, ""),
        ]
        told = [part for part in told if part and part not in known]
        places = [part for part in places if part and part not in known and part not in told]
        if not told:
            told, places = (places[:1] or [self.text(iri)]), places[1:]
        return Value(", ".join(told), iri=iri, note=" · ".join(places))

    def _fetch(self, readers: Readers, path: str) -> Mapping[str, str]:
        """Return for each thing what lies at the end of ``path``: Swedish before other languages."""
        found: dict[str, list[tuple[bool, str]]] = {}
        rows = _select(readers, f"SELECT DISTINCT ?x ?label WHERE {{ {self._values} ?x {path} ?label }}").rows
        for thing, label in rows:
            if isinstance(label, ox.Literal) and isinstance(thing, ox.NamedNode):
                foreign = label.language not in {None, "sv"}
                found.setdefault(thing.value, []).append((foreign, label.value))
        return {
            iri: ", ".join(sorted({text for foreign, text in texts if foreign == min(texts)[0]}))
            for iri, texts in found.items()
        }


def _properties(own: Iterable[tuple[Term | None, ...]], labels: _Labels, title: str) -> tuple[Group, ...]:
    groups: dict[str, list[Value]] = {}
    for predicate, term in own:
        assert isinstance(predicate, ox.NamedNode)
        if predicate not in _HIDDEN and term is not None and plain(term) != title:
            groups.setdefault(_spoken_term(predicate.value), []).append(_value(term, labels))
    return tuple(Group(name, _in_order(values)) for name, values in sorted(groups.items()))


def _by_kind(
    rows: Iterable[tuple[Term | None, ...]], labels: _Labels, known: Collection[str]
) -> tuple[Group, ...]:
    groups: dict[str, list[Value]] = {}
    for thing, predicate, kind in rows:
        assert isinstance(thing, ox.NamedNode)
        assert isinstance(predicate, ox.NamedNode)
        heading = _kind(kind.value) if isinstance(kind, ox.NamedNode) else "Other"
        role = _spoken_term(predicate.value)
        if role not in _PLAIN | _PLAIN_TOO:
            heading += f" ({role})"
        groups.setdefault(heading, []).append(labels.entry(thing.value, known))
    return tuple(Group(name, _in_order(groups[name])) for name in sorted(groups, key=_place_of_kind))


def _place_of_kind(heading: str) -> tuple[int, str]:
    if heading in _FIRST:
        return _FIRST.index(heading) - len(_FIRST), ""
    return (1 + _LAST.index(heading), "") if heading in _LAST else (0, heading)


def _value(term: Term, labels: _Labels) -> Value:
    if isinstance(term, ox.NamedNode):
        return Value(labels.text(term.value), iri=term.value)
    language = (term.language or "") if isinstance(term, ox.Literal) else ""
    return Value(plain(term), language)


def _in_order(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return values by the date in their IRI, then in the order of their IRIs, § 9 before § 10."""
    return tuple(
        sorted(values, key=lambda value: (_date(value.iri), _natural(value.iri), _natural(value.text)))
    )


def _date(iri: str) -> str:
    found = _DATE.search(iri)
    return found[0] if found else ""


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", text)]


def _kind(iri: str) -> str:
    """Return a class as words, with a capital."""
    return _spoken_term(iri).capitalize()


def _spoken_term(iri: str) -> str:
    return spoken(re.split(r"[#/]", iri)[-1])


def _term(iri: str) -> str:
    return str(ox.NamedNode(iri))


def _select(readers: Readers, sparql: str) -> Rows:
    return readers.select(_HEAD + sparql)
