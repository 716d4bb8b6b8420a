"""The documents that linking works on, and which of them stand: no meeting is told twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from graphbuild.linking.meeting import Meeting
from graphbuild.model import Named, Participant, Record


@dataclass(frozen=True, slots=True)
class Document:
    """A record and the meeting it is of; ``listed`` where it is among the sources of this build."""

    record: Record
    meeting: Meeting
    listed: bool = True

    @property
    def key(self) -> str:
        """The document's identity: its SHA-256."""
        return self.record.source.sha256

    @property
    def path(self) -> str:
        """The document's path, for people."""
        return self.record.source.path


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document that is left out because another one tells of its meeting."""

    path: str
    sha256: str
    reason: str


def settle(documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[SetAside, ...]]:
    """Return the documents that stand, one a meeting, and those set aside, whatever their order.

    Whole minutes stand before extracts, more §§ before fewer, a document of this build before one
    that only lies in the store, and of equals the first by path.
    """
    meetings: dict[tuple[str, str, str], list[Document]] = {}
    for document in documents:
        meetings.setdefault(document.meeting.key, []).append(document)
    standing: list[Document] = []
    aside: list[SetAside] = []
    for _, rivals in sorted(meetings.items()):
        first, *others = sorted(rivals, key=_rank)
        standing.append(first)
        aside += [SetAside(other.path, other.key, _reason(first, other)) for other in others]
    return tuple(standing), tuple(sorted(aside, key=lambda one: (one.path, one.sha256)))


def _rank(document: Document) -> tuple[bool, int, bool, str, str]:
    record = document.record
    return record.kind != "minutes", -len(record.items), not document.listed, document.path, document.key


def _reason(first: Document, other: Document) -> str:
    if first.key == other.key:
        return f"the same content as {first.path}"
    meeting = first.meeting
    which = f"{meeting.body.value}, {meeting.organisation.value}, {meeting.date.value}"
    if first.record.kind != other.record.kind:
        why = f"is {'the whole minutes' if first.record.kind == 'minutes' else 'preferred'}"
    elif len(first.record.items) != len(other.record.items):
        why = f"has more §§ ({len(first.record.items)} against {len(other.record.items)})"
    else:
        why = "comes first"
    return f"of the same meeting ({which}) as {first.path}, which {why}"


def people_of(record: Record) -> Iterator[Named | Participant]:
    """Yield everyone that a record names, in its order: participants, proposers, voters, mentions."""
    yield from _within(record)


def _within(value: Any) -> Iterator[Named | Participant]:  # noqa: ANN401 - any value of the model
    if isinstance(value, Named | Participant):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from _within(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _within(getattr(value, part.name))
