"""The documents that linking works on, and which of them stand: no meeting is told twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from graphbuild.iris import case_slug
from graphbuild.linking.meeting import Meeting
from graphbuild.linking.revisions import newer
from graphbuild.model import Evidence, Item, Named, Participant, Record


@dataclass(frozen=True, slots=True)
class Document:
    """A record and the meeting it is of; ``listed`` where it is among the sources of this build.

    ``revises`` are the earlier forms of it that it stands in the place of.
    """

    record: Record
    meeting: Meeting
    listed: bool = True
    revises: tuple[Document, ...] = ()

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
    """Return the documents that stand and those set aside, whatever their order.

    Whole minutes stand alone: before extracts, the newer before those that it revises
    (`graphbuild.linking.revisions`), more §§ before fewer, a document of this build before one that only
    lies in the store, and of equals the first by path. Without them all extracts of a meeting stand, each
    with the §§ that it tells most fully of (`_extracts`).
    """
    meetings: dict[tuple[str, str, str], list[Document]] = {}
    for document in documents:
        meetings.setdefault(document.meeting.key, []).append(document)
    standing: list[Document] = []
    aside: list[SetAside] = []
    for _, rivals in sorted(meetings.items()):
        first, *others = _newest_first(sorted(rivals, key=_rank))
        if first.record.kind == "extract" and others:
            told, left = _extracts((first, *others))
        else:
            told = [replace(first, revises=tuple(other for other in others if _newer(first, other)))]
            left = [SetAside(other.path, other.key, _reason(first, other)) for other in others]
        standing += told
        aside += left
    return tuple(standing), tuple(sorted(aside, key=lambda one: (one.path, one.sha256)))


def _newest_first(ranked: Sequence[Document]) -> list[Document]:
    """Return the documents with the newest of the whole minutes first, and else as they are ranked."""
    first = ranked[0]
    for other in ranked[1:]:
        if _newer(other, first):
            first = other
    return [first, *(other for other in ranked if other is not first)]


def _newer(one: Document, other: Document) -> str:
    """Return why one is a newer form of the other; empty where nothing says that it is."""
    if one.key == other.key or not one.record.kind == other.record.kind == "minutes":
        return ""
    return newer((one.record, one.meeting.revision), (other.record, other.meeting.revision))


def _extracts(ranked: Sequence[Document]) -> tuple[list[Document], list[SetAside]]:
    """Return the extracts of one meeting with the §§ that each tells, and those that tell none.

    A § is told by the extract whose facts of it rest on most words, of equals by the first of
    ``ranked``. One that tells no § stands aside, unless none of them has any.
    """
    tellers: dict[str, tuple[int, Document]] = {}
    for document in ranked:
        for number, items in _by_number(document.record.items).items():
            words = sum(len(place.quote) for place in set(_places(items)))
            if number not in tellers or words > tellers[number][0]:
                tellers[number] = (words, document)
    told: list[Document] = []
    left: list[SetAside] = []
    for document in ranked:
        numbers = [number for number, (_, teller) in tellers.items() if teller is document]
        if numbers or (not tellers and not told):
            told.append(_with_items(document, numbers))
        else:
            left.append(SetAside(document.path, document.key, _told_elsewhere(document, ranked, tellers)))
    return told, left


def _by_number(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Return items by § number as IRIs have it; a § that is taken up again has several."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(case_slug(item.number), []).append(item)
    return found


def _with_items(document: Document, numbers: Sequence[str]) -> Document:
    """Return the document without the §§ of other numbers, and without what they say of who took part."""
    record = document.record
    kept = tuple(item for item in record.items if case_slug(item.number) in numbers)
    if len(kept) == len(record.items):
        return document
    front = min(item.evidence.start for item in record.items)
    people = tuple(replace(person, evidence=_before(person, front)) for person in record.people)
    return replace(document, record=replace(record, items=kept, people=people))


def _before(person: Participant, front: int) -> tuple[Evidence, ...]:
    """Return the places before the first § that name the person, or else the first place of all."""
    return tuple(place for place in person.evidence if place.start < front) or person.evidence[:1]


def _told_elsewhere(
    document: Document, ranked: Sequence[Document], tellers: dict[str, tuple[int, Document]]
) -> str:
    """Return why an extract that tells no § stands aside."""
    same = next((other for other in ranked if other is not document and other.key == document.key), None)
    if same is not None:
        return f"the same content as {same.path}"
    numbers = _by_number(document.record.items)
    if not numbers:
        return f"of the same meeting as {ranked[0].path}, and without a §"
    paths = sorted({tellers[number][1].path for number in numbers})
    return f"an extract whose §§ ({', '.join(numbers)}) stand as full or fuller in {', '.join(paths)}"


def _places(value: Any) -> Iterator[Evidence]:  # noqa: ANN401 - any value of the model
    """Yield all evidence in a value of a record."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _places(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _places(getattr(value, part.name))


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
    elif newest := _newer(first, other):
        why = newest
    elif len(first.record.items) != len(other.record.items):
        why = f"has more §§ ({len(first.record.items)} against {len(other.record.items)})"
    else:
        why = "comes first (nothing tells which of them is the newer)"
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
