"""One entry of the log of changes: what happened to a meeting, or to a graph that meetings share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal["added", "changed", "removed"]
What = Literal["meeting", "graph"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A document as the graph names it: its IRI, file name, SHA-256 and, where known, web address."""

    iri: str
    file_name: str
    sha256: str
    url: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """Return the document as a JSON object."""
        return {"iri": self.iri, "fileName": self.file_name, "sha256": self.sha256, "url": self.url}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> DocumentName:
        """Return the document that ``to_json`` wrote."""
        return cls(data["iri"], data["fileName"], data["sha256"], data["url"])


@dataclass(frozen=True, slots=True)
class Facts:
    """The IRIs of the facts and entities that a change concerns, sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def to_json(self) -> dict[str, list[str]]:
        """Return the IRIs as a JSON object."""
        return {"added": list(self.added), "changed": list(self.changed), "removed": list(self.removed)}

    @classmethod
    def from_json(cls, data: Mapping[str, Sequence[str]]) -> Facts:
        """Return the IRIs that ``to_json`` wrote."""
        return cls(*(tuple(data[kind]) for kind in KINDS))


@dataclass(frozen=True, slots=True)
class Change:
    """What one build did to one meeting (``what`` is ``meeting``) or to one graph that meetings share.

    ``iri`` is the meeting's or the graph's. ``graphs`` are the named graphs that differ and are there
    now, ``former_graphs`` those that are gone. ``documents`` are what the meeting is told by now,
    ``former_documents`` those that it was told by and is no more. ``quads`` counts those added and
    removed, ``facts`` the facts and entities added, changed and removed. ``cursor`` is the place in the
    log, ``snapshot`` the number of the snapshot that shows the change, ``time`` when its build ran
    (ISO 8601, UTC), None where nobody told. Where it was ``purged``, details were taken out later.
    """

    kind: Kind
    what: What
    iri: str
    title: str
    graphs: tuple[str, ...]
    former_graphs: tuple[str, ...]
    documents: tuple[DocumentName, ...]
    former_documents: tuple[DocumentName, ...]
    quads: tuple[int, int]
    facts: tuple[int, int, int]
    cursor: int = 0
    snapshot: int = 0
    time: str | None = None
    purged: bool = False

    def summary(self) -> str:
        """Return the change in words, for people."""
        return " ".join((f"{self.title}: {self.kind}.", *self._counts(), *self._told_by()))

    def _counts(self) -> Iterator[str]:
        added, removed = self.quads
        yield f"Statements: {added} added, {removed} removed."
        counts = [f"{count} {kind}" for kind, count in zip(KINDS, self.facts, strict=True) if count]
        if counts:
            yield f"Facts and entities: {', '.join(counts)}."

    def _told_by(self) -> Iterator[str]:
        told = {document.iri for document in self.documents}
        anew = {document.iri for document in self.former_documents} & told
        gone = [document.file_name for document in self.former_documents if document.iri not in told]
        names = [f"{one.file_name}{' (a new form)' if one.iri in anew else ''}" for one in self.documents]
        if names:
            yield f"Told by {', '.join(names)}."
        if gone:
            yield f"No longer told by {', '.join(gone)}."

    def to_json(self) -> dict[str, Any]:
        """Return the change as a JSON object, as the feed has it."""
        return {
            "cursor": self.cursor,
            "kind": self.kind,
            "what": self.what,
            "iri": self.iri,
            "title": self.title,
            "graphs": list(self.graphs),
            "formerGraphs": list(self.former_graphs),
            "documents": [document.to_json() for document in self.documents],
            "formerDocuments": [document.to_json() for document in self.former_documents],
            "quads": dict(zip(("added", "removed"), self.quads, strict=True)),
            "facts": dict(zip(KINDS, self.facts, strict=True)),
            "snapshot": self.snapshot,
            "time": self.time,
            "purged": self.purged,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Change:
        """Return the change that ``to_json`` wrote."""
        return cls(
            kind=data["kind"],
            what=data["what"],
            iri=data["iri"],
            title=data["title"],
            graphs=tuple(data["graphs"]),
            former_graphs=tuple(data["formerGraphs"]),
            documents=tuple(DocumentName.from_json(one) for one in data["documents"]),
            former_documents=tuple(DocumentName.from_json(one) for one in data["formerDocuments"]),
            quads=(data["quads"]["added"], data["quads"]["removed"]),
            facts=(data["facts"]["added"], data["facts"]["changed"], data["facts"]["removed"]),
            cursor=data["cursor"],
            snapshot=data["snapshot"],
            time=data["time"],
            purged=data["purged"],
        )
