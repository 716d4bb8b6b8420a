"""What differs between the published graphs and those that a build wrote, meeting by meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from graphbuild.changes.change import Change, DocumentName, Facts, What
from graphbuild.iris import Iris
from graphbuild.vocabulary import BG, DCTERMS, RDF

Quads: TypeAlias = Mapping[str, frozenset[ox.Quad]]
"""Quads by the IRI of their graph."""


class Graphs(Protocol):
    """A state of the graph: a snapshot, or what a writer has written."""

    def found(self, graph: str, /) -> frozenset[ox.Quad]:
        """Return the quads of a graph, none where there is no such graph."""

    def size(self, graph: str, /) -> int:
        """Return how many quads a graph has."""

    def lines(self, graph: str, /) -> frozenset[bytes]:
        """Return the triples of a graph as lines of N-Triples."""


class Nothing:
    """The state before the first build."""

    def found(self, graph: str, /) -> frozenset[ox.Quad]:
        """Return no quads."""
        return frozenset()

    def size(self, graph: str, /) -> int:
        """Return nought."""
        return 0

    def lines(self, graph: str, /) -> frozenset[bytes]:
        """Return no lines."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many quads a graph had and has, and how many of them came and went."""

    before: int
    after: int
    added: int
    removed: int


# Its nodes say why a fact stands in the graph; they come and go with it.
_EVIDENCE = "/evidence"
# What shared graphs hold, by the part of their IRI that tells it.
_SHARED: Mapping[str, str] = {
    "authority": "Parties, councils and value lists",
    "coverage": "Which meetings there are, and what is missing,",
    "entities": "People, bodies and cases",
    "judgements": "Judgements of who is who",
    "quality": "Quality and doubts",
}


def compare(
    graphs: Iterable[str], before: Graphs, after: Graphs, base: str
) -> Iterator[tuple[Change, Facts]]:
    """Give what differs between two states of ``graphs``: a change for each meeting and shared graph.

    They come in the order of their graphs; of what is equal there is none. ``base`` is what IRIs begin with.
    """
    units: dict[tuple[What, str], set[str]] = {}
    iris = Iris(base)
    for graph in graphs:
        units.setdefault(_unit(graph, iris), set()).add(graph)
    for (what, iri), names in sorted(units.items(), key=lambda unit: min(unit[1])):
        old, new, sizes = _read(sorted(names), before, after)
        if any(size.added or size.removed for size in sizes.values()):
            title = _title(iri, new) or _title(iri, old) or _shared_title(iri, base)
            yield _change(what, iri, title, old, new, sizes)


def _read(names: Iterable[str], before: Graphs, after: Graphs) -> tuple[Quads, Quads, Mapping[str, Sizes]]:
    """Return the quads before and after, and the sizes; evidence, which is most of it, is but counted."""
    old: dict[str, frozenset[ox.Quad]] = {}
    new: dict[str, frozenset[ox.Quad]] = {}
    sizes: dict[str, Sizes] = {}
    for name in names:
        one, other = before.size(name), after.size(name)
        if name.endswith(_EVIDENCE) and not (one and other):
            sizes[name] = Sizes(one, other, other, one)
        elif name.endswith(_EVIDENCE):
            older, newer = before.lines(name), after.lines(name)
            sizes[name] = Sizes(one, other, len(newer - older), len(older - newer))
        else:
            old[name] = had = before.found(name)
            new[name] = has = after.found(name)
            sizes[name] = Sizes(one, other, len(has - had), len(had - has))
    return old, new, sizes


def _unit(graph: str, iris: Iris) -> tuple[What, str]:
    """Return what a graph is one of: a meeting's graphs, by its IRI, or a graph of its own."""
    path = iris.meeting_path(graph)
    return ("meeting", iris.meeting(path)) if path else ("graph", graph)


def _change(
    what: What, iri: str, title: str, old: Quads, new: Quads, sizes: Mapping[str, Sizes]
) -> tuple[Change, Facts]:
    differing = [name for name, size in sizes.items() if size.added or size.removed]
    had, has = (any(size.before for size in sizes.values()), any(size.after for size in sizes.values()))
    before, after = _documents(old), _documents(new)
    facts = _facts(old, new)
    change = Change(
        kind="added" if not had else "changed" if has else "removed",
        what=what,
        iri=iri,
        title=title,
        graphs=tuple(name for name in differing if sizes[name].after),
        former_graphs=tuple(name for name in differing if not sizes[name].after),
        documents=tuple(after.values()),
        former_documents=tuple(one for one in before.values() if one not in after.values()),
        quads=(sum(size.added for size in sizes.values()), sum(size.removed for size in sizes.values())),
        facts=(len(facts.added), len(facts.changed), len(facts.removed)),
    )
    return change, facts


def _title(iri: str, quads: Quads) -> str | None:
    node = ox.NamedNode(iri)
    found = (quad.object for quad in _flat(quads) if (quad.subject, quad.predicate) == (node, DCTERMS.title))
    return next((value.value for value in found if isinstance(value, ox.Literal)), None)


def _shared_title(iri: str, base: str) -> str:
    """Return what a shared graph holds, in words, and of which council (its slug) if of one."""
    parts = iri.removeprefix(f"{base}graph/").split("/")
    words = next((_SHARED[part] for part in parts if part in _SHARED), "")
    others = "/".join(part for part in parts if part not in _SHARED)
    return f"{words} of {others}" if words and others else words or iri


def _documents(quads: Quads) -> dict[str, DocumentName]:
    """Return the minutes that the quads describe, by IRI, sorted."""
    minutes = {
        quad.subject for quad in _flat(quads) if (quad.predicate, quad.object) == (RDF.type, BG.Minutes)
    }
    told: dict[str, dict[ox.NamedNode, str]] = {}
    for quad in _flat(quads) if minutes else ():
        if quad.subject in minutes and isinstance(quad.subject, ox.NamedNode):
            assert not isinstance(quad.object, ox.BlankNode | ox.Triple)
            told.setdefault(quad.subject.value, {})[quad.predicate] = quad.object.value
    return {
        iri: DocumentName(
            iri, of.get(BG.fileName, ""), of.get(DCTERMS.identifier, ""), of.get(DCTERMS.source)
        )
        for iri, of in sorted(told.items())
    }


def _facts(old: Quads, new: Quads) -> Facts:
    """Return the subjects that came, went, or are told otherwise; none of those that only tell why."""
    names = [name for name in new if not name.endswith(_EVIDENCE)]
    before, after = (_subjects(quads[name] for name in names) for quads in (old, new))
    differing = _subjects(old[name] ^ new[name] for name in names)
    return Facts(
        added=tuple(sorted(after - before)),
        changed=tuple(sorted(differing & before & after)),
        removed=tuple(sorted(before - after)),
    )


def _subjects(groups: Iterable[Collection[ox.Quad]]) -> set[str]:
    return {
        quad.subject.value for group in groups for quad in group if isinstance(quad.subject, ox.NamedNode)
    }


def _flat(quads: Quads) -> Iterator[ox.Quad]:
    for name, group in quads.items():
        if not name.endswith(_EVIDENCE):
            yield from group
