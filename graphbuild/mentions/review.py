"""Where rules and the recogniser of names differ on people: doubts for whoever reviews, never facts.

Organisations that only the recogniser finds are left out: measured, hardly more of them are right than
wrong. People whom the text gives a party are never doubted.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.mentions.mention import Mention
from graphbuild.mentions.organisations import organisation_mentions
from graphbuild.mentions.recogniser import Recogniser, may_name
from graphbuild.minutes import Minutes
from graphbuild.model import Participant, Record
from graphbuild.resources import resource
from graphbuild.text import Text

# Two words or more, the first and the last with a capital; numbers and labels are no names.
_WORD = r"[A-ZÅÄÖÉÜ][^\W\d_][\w’'-]*"
_NAME = re.compile(rf"{_WORD}(?: [^\W\d_][\w’'.-]*){{0,3}} {_WORD}")
# So many places of a name are read again, with so many characters around each.
_PLACES, _AROUND = 3, 500


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a § that may name somebody, and the people and others whom the recogniser marks in it."""

    number: str
    start: int
    found: tuple[Mention, ...]


class _Names:
    """Names in any form: the same, one that holds it, or one that is a part of it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: dict[str, set[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take one more name in."""
        folded = _folded(name)
        for word in folded.split():
            self._by_word.setdefault(word, set()).add(folded)

    def __contains__(self, name: str) -> bool:
        folded = _folded(name)
        near = {one for word in folded.split() for one in self._by_word.get(word, ())}
        return any(f" {one} " in f" {folded} " or f" {folded} " in f" {one} " for one in near)


def name_doubts(minutes: Minutes, record: Record, model: Recogniser) -> tuple[str, ...]:
    """Return on whom of a document's people the rules and the recogniser differ, in sentences.

    Args:
        minutes: the structure of the document; only the text of its items is read again, and the
            places of people without a party.
        record: what the rules read of it.
        model: the recogniser.
    """
    lines = list(_read(minutes, model))
    marked = [mention.text for line in lines for mention in line.found if mention.kind == "person"]
    return (*_only_recognised(minutes, record, lines), *_only_by_rule(minutes.text, record, marked, model))


def _read(minutes: Minutes, model: Recogniser) -> Iterator[_Line]:
    """Yield the lines of the items that may name somebody, with what the recogniser marks."""
    text = minutes.text
    spans = [
        (part.number, start, end)
        for part in minutes.items
        for start, end in text.lines(part.start, part.end)
        if may_name(text.clean[start:end])
    ]
    words = [text.clean[start:end] for _, start, end in spans]
    for (number, start, _), found in zip(spans, model.find(words), strict=True):
        yield _Line(number, start, found)


def _only_recognised(minutes: Minutes, record: Record, lines: Sequence[_Line]) -> Iterator[str]:
    """Yield, once each, people whom the recogniser marks and the rules neither know nor read otherwise."""
    known = _Names(_people(record))
    organisations = organisation_mentions(minutes.text.clean)
    owners = {mention.text.split()[0] for mention in organisations if " " in mention.text}
    for line in lines:
        for mention in line.found:
            name = mention.text
            if mention.kind != "person" or not _looks_like_person(name) or _owned(name, owners):
                continue
            if name not in known and not _within(mention.moved(line.start), organisations):
                known.add(name)
                yield f"§ {line.number}: “{name}” may be a person; only the recogniser found the name"


def _only_by_rule(text: Text, record: Record, marked: Iterable[str], model: Recogniser) -> Iterator[str]:
    """Yield each person without a party whom the recogniser marks nowhere."""
    seen = _Names(marked)
    left = [one for one in record.people if one.party is None and one.evidence and one.name not in seen]
    places = [(one, line) for one in left for line in _places(text, one)]
    found = model.find([line for _, line in places])
    agreed = {
        id(one)
        for (one, _), mentions in zip(places, found, strict=True)
        if one.name in _Names(mention.text for mention in mentions if mention.kind == "person")
    }
    for one in left:
        if id(one) not in agreed:
            page = one.evidence[0].page
            yield f"page {page}: “{one.name}” is read as a person; the recogniser of names sees none there"


def _places(text: Text, person: Participant) -> Iterator[str]:
    """Yield the words around the first places that name a person."""
    for evidence in person.evidence[:_PLACES]:
        at = bisect_left(text.offsets, evidence.start)
        start = max(text.clean.rfind("\n", 0, at) + 1, at - _AROUND)
        end = text.clean.find("\n", at)
        yield text.clean[start : min(len(text.clean) if end < 0 else end, at + _AROUND)]


def _looks_like_person(name: str) -> bool:
    """Return whether a name has the form of a person's: no shouting, no word for a thing or a place."""
    words = [word.casefold() for word in name.split()]
    ends = _things()
    return bool(_NAME.fullmatch(name)) and not (name.isupper() or any(word.endswith(ends) for word in words))


def _owned(name: str, owners: Collection[str]) -> bool:
    """Return whether a name begins with a genitive or letters that begin an organisation's name as well."""
    first = name.split(maxsplit=1)[0]
    return first in owners and (first.endswith("s") or first.isupper())


@cache
def _things() -> tuple[str, ...]:
    """Return the endings that make an organisation, a place or a thing of what begins like a name."""
    data = tomllib.loads(resource("data/names.toml").read_text(encoding="utf-8"))
    return tuple(data["not_people"].split())


def _people(record: Record) -> Iterator[str]:
    """Yield the names of everyone whom the rules found."""
    yield from (person.name for person in record.people)
    yield from (person.name for item in record.items for person in item.people)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removesuffix("s")


def _within(mention: Mention, others: Sequence[Mention]) -> bool:
    """Return whether the rules read an organisation there; ``others`` stand in the text's order."""
    at = bisect_left(others, mention.start, key=lambda other: other.end)
    return any(other.start < mention.end and mention.start < other.end for other in others[at : at + 2])
