"""The pairs of people that no rule could tell, with the evidence of both, and the file that judges them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graphbuild.linking import Judgement, Judgements, Register
from graphbuild.linking.judgements import parse, with_judgement
from graphbuild.results import Rows, rows
from graphbuild.store import View
from graphbuild.vocabulary import PREFIXES

QUOTES = 3
"""How many quotes of a person are shown."""

_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("bg", "oa", "rdfs", "skos"))
_PAIRS = """SELECT ?one ?other ?score ?relation {
  ?pair a bg:CandidatePair ; bg:about ?one , ?other ; bg:score ?score ; bg:nameRelation ?relation
  FILTER(STR(?one) < STR(?other))
} ORDER BY DESC(?score) ?one ?other"""
_NAMES = "SELECT ?name { <IRI> rdfs:label|skos:altLabel ?name }"
_LABEL = "SELECT ?name { <IRI> rdfs:label ?name }"
_PARTIES = "SELECT DISTINCT ?code { <IRI> bg:party/bg:code ?code } ORDER BY ?code"
_MEETINGS = """SELECT DISTINCT ?date ?body {
  GRAPH ?minutes { ?fact ?any <IRI> . ?meeting a bg:Meeting ; bg:body ?of ; bg:date ?date }
  ?of rdfs:label ?body
} ORDER BY ?date ?body"""
_QUOTES = f"""SELECT DISTINCT ?quote {{
  ?fact ?any <IRI> ; bg:evidence/oa:hasTarget/oa:hasSelector/oa:exact ?quote
  FILTER(STRLEN(?quote) < 300)
}} ORDER BY DESC(STRLEN(?quote)) ?quote LIMIT {QUOTES}"""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the graph tells of one person: names, parties, bodies, dates of meetings (ISO), and quotes."""

    iri: str
    name: str
    forms: tuple[str, ...]
    parties: tuple[str, ...]
    bodies: tuple[str, ...]
    dates: tuple[str, ...]
    quotes: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The name with the parties in brackets."""
        return f"{self.name} ({', '.join(self.parties) or 'no party'})"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two people who may be one: a score (0 to 1) and how their names are related."""

    one: Profile
    other: Profile
    score: float
    relation: str

    @property
    def about(self) -> tuple[str, str]:
        """The IRIs of both."""
        return self.one.iri, self.other.iri


def doubts(view: View, judgements: Judgements, register: Register) -> list[Doubt]:
    """Return the pairs to review, the likeliest first, without those that are judged already."""
    judged = [frozenset((*entry.about, *entry.keys)) for entry in judgements.entries]
    found: list[Doubt] = []
    for row in _ask(view, _PAIRS).records():
        pair = (row["one"], row["other"])
        keys = _keys(pair, register)
        if not any(told >= set(pair) or (keys and told >= set(keys)) for told in judged):
            one, other = (profile(view, iri) for iri in pair)
            found.append(Doubt(one, other, float(row["score"]), row["relation"]))
    return found


def profile(view: View, iri: str) -> Profile:
    """Return what the graph tells of a person."""
    meetings = _ask(view, _MEETINGS, iri).records()
    name = next(iter(_column(view, _LABEL, iri)), "")
    return Profile(
        iri,
        name,
        tuple(sorted(set(_column(view, _NAMES, iri)) - {name})),
        tuple(_column(view, _PARTIES, iri)),
        tuple(sorted({row["body"] for row in meetings})),
        tuple(sorted({row["date"] for row in meetings})),
        _telling([" ".join(quote.split()) for quote in _column(view, _QUOTES, iri)], name),
    )


def _telling(quotes: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the quotes that say more than a name and a party, or else the first."""
    return tuple(quote for quote in quotes if len(quote) > len(name) + 8) or tuple(quotes[:1])


def judge(path: Path, doubt: Doubt, made: Judgement, register: Register, base: str) -> Judgements:
    """Write one judgement more to the file, whole or not at all, and return all that it then holds.

    Args:
        path: the file of judgements; it is made where it does not exist.
        doubt: the pair that is judged.
        made: verdict, reason, date and author; whom it is about is taken from the pair.
        register: tells the keys that the judgement holds by.
        base: what relative IRIs in the file are read against.

    Raises:
        JudgementError: where it contradicts what the file holds; the file then stays as it was.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    keys = _keys(doubt.about, register)
    whole = Judgement(0, made.verdict, doubt.about, keys, made.reason, made.date, made.by)
    written = with_judgement(text, whole)
    judgements = parse(written, base, str(path))
    draft = path.with_name(f"{path.name}.draft")
    with draft.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(written)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
    return judgements


def _keys(pair: Sequence[str], register: Register) -> tuple[str, ...]:
    """Return the keys of both people, nothing where the register does not know one of them."""
    known = [register.entities[iri].key for iri in pair if iri in register.entities]
    return tuple(sorted(known)) if len(known) == len(pair) else ()


def _column(view: View, query: str, iri: str) -> list[str]:
    return [value for row in _ask(view, query, iri).records() for value in row.values()]


def _ask(view: View, query: str, iri: str = "") -> Rows:
    found = view.query(_HEAD + query.replace("<IRI>", str(ox.NamedNode(iri)) if iri else ""))
    assert isinstance(found, ox.QuerySolutions)
    return rows(found)
