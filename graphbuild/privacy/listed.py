"""The owner's list of people to mask and documents to leave out: a TOML file.

    [[person]]
    name = "Anna Ek"
    also = ["A. Ek"]
    council = "Region Mellansjö"
    body = "Regionstyrelsen"
    from = 2024-01-01
    to = 2024-12-31
    reason = "protected identity"
    date = 2025-06-02

    [[document]]
    path = "minutes/closed-*.pdf"
    reason = "published by mistake"
    date = 2025-06-02

Reason and date are for whoever keeps the list; they are asked for and then dropped.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from graphbuild.errors import BeslutsgrafError
from graphbuild.iris import slug
from graphbuild.model import Page, Source
from graphbuild.privacy import names, numbers

NAME = "name that is to be withheld"
"""What a warning says was masked."""
RULES: Final = "2026-1"
"""Changes whenever stored texts must be looked through again, since more is masked than before."""

_KEYS = {
    "person": ("name", "also", "council", "body", "from", "to", "reason", "date"),
    "document": ("sha256", "path", "meeting", "reason", "date"),
}
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*(person|document)[ \t]*\]\]", re.MULTILINE)
_SHA256 = re.compile(r"[0-9a-f]{64}")

MeetingKey = tuple[str, str, str]
"""A meeting as linking knows it: slugs of council and body, and the ISO date."""


class WithholdError(BeslutsgrafError):
    """A list of what is to be withheld that cannot be obeyed; the message tells the line and no name."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person whose name is masked: all forms of it, and where, everywhere if nothing says.

    ``council`` and ``body`` are slugs, ``since`` and ``until`` ISO days of meetings; ``line`` is where
    the entry starts in the file.
    """

    forms: tuple[str, ...]
    council: str | None
    body: str | None
    since: str | None
    until: str | None
    line: int

    @property
    def key(self) -> str:
        """What tells the entry from others, whatever line it stands on."""
        return hashlib.sha256(json.dumps(asdict(replace(self, line=0))).encode()).hexdigest()[:16]

    @property
    def scoped(self) -> bool:
        """Whether the entry is about some meetings only."""
        return any((self.council, self.body, self.since, self.until))

    def applies(self, meeting: MeetingKey | None) -> bool:
        """Tell whether the name is masked in a document of a meeting; it is where none is known."""
        if meeting is None:
            return True
        council, body, day = meeting
        return (
            self.council in {None, council}
            and self.body in {None, body}
            and (self.since or day) <= day <= (self.until or day)
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Documents that are left out: by SHA-256, or by a pattern of their path or of their meeting's place."""

    sha256: str | None
    path: str | None
    meeting: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """The whole list; it masks what reading gives, and tells which documents are left out."""

    people: tuple[Person, ...] = ()
    documents: tuple[LeftOut, ...] = ()

    @property
    def digest(self) -> str:
        """What stands for the list, and for what is masked without one."""
        return hashlib.sha256(json.dumps([RULES, self.to_json()]).encode()).hexdigest()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the entries about people."""
        return frozenset(person.key for person in self.people)

    def text(self, text: str) -> str:
        """Return a text of no meeting (a path, a message) with numbers and all names masked."""
        text = numbers.masked(text)
        for person in self.people:
            text = names.masked(text, person.forms)
        return text

    def source(self, source: Source) -> Source:
        """Return the source as it is shown: where its path or address had to be masked, a `HiddenSource`."""
        path, url = self.text(source.path), self.text(source.url) if source.url else None
        if (path, url) == (source.path, source.url):
            return source
        told = {field.name: getattr(source, field.name) for field in fields(Source)}
        return HiddenSource(**{**told, "path": path, "url": url}, file=file_of(source))

    def pages(
        self, pages: Sequence[Page], meeting: Callable[[], MeetingKey | None]
    ) -> tuple[tuple[Page, ...], tuple[str, ...]]:
        """Return the pages with names masked, and the keys of the entries that masked something.

        Args:
            pages: the pages as read.
            meeting: gives the meeting that they are of, None where that is not known; asked only where
                an entry about some meetings has its name on the pages.
        """
        raw = "\f".join(page.raw for page in pages)
        letters = names.folded(raw) if self.people else ""
        named = [person for person in self.people if _named(person, raw, letters)]
        key = meeting() if any(person.scoped for person in named) else None
        found = [person for person in named if not person.scoped or person.applies(key)]
        text = raw
        for person in found:
            text = names.masked(text, person.forms)
        return _split(pages, raw, text), tuple(sorted(person.key for person in found))

    def leaves_out(self, source: Source, meeting: MeetingKey | None = None) -> LeftOut | None:
        """Return the entry by which a document is left out, None for one that is not."""
        path = Path(file_of(source)).as_posix()
        absolute = Path(path).resolve().as_posix()
        place = "/".join(meeting) if meeting else ""
        for one in self.documents:
            by_path = one.path is not None and (
                fnmatchcase(path, one.path) or fnmatchcase(absolute, f"*/{one.path.removeprefix('/')}")
            )
            by_meeting = one.meeting is not None and bool(place) and fnmatchcase(place, one.meeting)
            if one.sha256 == source.sha256 or by_path or by_meeting:
                return one
        return None

    def to_json(self) -> dict[str, Any]:
        """Return the list as a JSON object, without reasons and dates."""
        return {
            "people": [asdict(person) for person in self.people],
            "documents": [asdict(document) for document in self.documents],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Withheld:
        """Return the list that ``to_json`` wrote.

        Raises:
            WithholdError: where the object is no such list.
        """
        try:
            people = (Person(**{**person, "forms": tuple(person["forms"])}) for person in data["people"])
            return cls(tuple(people), tuple(LeftOut(**document) for document in data["documents"]))
        except (KeyError, TypeError) as error:
            raise WithholdError(
                f"the stored list of what is withheld cannot be read ({type(error).__name__}); "
                "give the list again with --withhold"
            ) from error


NOTHING: Final = Withheld()


@dataclass(frozen=True, slots=True)
class HiddenSource(Source):
    """A source whose path is not shown as it is; ``file`` is where it lies."""

    file: str = ""

    def __repr__(self) -> str:
        """Return the source as it is shown, so that no message holds the file's name."""
        return f"HiddenSource({self.path!r})"


def file_of(source: Source) -> str:
    """Return the path at which a source can be opened."""
    return source.file if isinstance(source, HiddenSource) else source.path


def shown(source: Source) -> Source:
    """Return what is shown of a source, without the path at which it can be opened."""
    if type(source) is Source:
        return source
    return Source(**{field.name: getattr(source, field.name) for field in fields(Source)})


def _named(person: Person, raw: str, letters: str) -> bool:
    """Tell whether any form of a name stands in a text; ``letters`` are its letters, folded."""
    likely = (form for form in person.forms if names.folded(form) in letters)
    return any(names.places(raw, form) for form in likely)


def _split(pages: Sequence[Page], raw: str, text: str) -> tuple[Page, ...]:
    """Return the pages with their parts of the masked text."""
    if raw == text:
        return tuple(pages)
    made = []
    for page, part in zip(pages, text.split("\f"), strict=True):
        masked = page.masked if part == page.raw else (*page.masked, NAME)
        made.append(replace(page, raw=part, masked=masked))
    return tuple(made)


def read(path: Path) -> Withheld:
    """Return the list of a TOML file.

    Raises:
        WithholdError: where it cannot be read, or an entry cannot be obeyed, with the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WithholdError(f"{path} cannot be read: {error}") from error
    return parse(text, str(path))


def parse(text: str, name: str = "withheld.toml") -> Withheld:
    """Return the list of a TOML text.

    Raises:
        WithholdError: where it is no TOML, or an entry cannot be obeyed, with the line.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WithholdError(f"{name}: no TOML: {error}") from error
    for key in data:
        if key not in _KEYS:
            raise WithholdError(f"{name}: {key} is unknown; entries are [[person]] and [[document]]")
    people = (_person(entry) for entry in _entries(text, data, "person", name))
    documents = (_document(entry) for entry in _entries(text, data, "document", name))
    return Withheld(tuple(people), tuple(documents))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file: what it says, where it stands, and how to say what is wrong with it."""

    values: Mapping[str, Any]
    line: int
    text: str
    name: str

    def wrong(self, what: str, key: str = "") -> WithholdError:
        at = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=", self.text, re.MULTILINE) if key else None
        line = self.line + (self.text[: at.start()].count("\n") if at else 0)
        return WithholdError(f"{self.name}: line {line}: {what}")

    def string(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(f"{key} is a text in quotation marks", key)
        return value

    def day(self, key: str) -> str | None:
        value = self.values.get(key)
        try:
            day = value if value is None or type(value) is date else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.wrong(f"{key} is a date such as 2025-06-02", key) from None
        return day.isoformat() if day else None


def _entries(text: str, data: Mapping[str, Any], kind: str, name: str) -> Iterable[_Entry]:
    """Yield the entries of a kind, each checked for what all have to say."""
    heads = list(_TABLE.finditer(text))
    starts = [found.start() for found in heads if found[1] == kind]
    ends = {one.start(): other.start() for one, other in pairwise(heads)}
    tables = data.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise WithholdError(f"{name}: an entry starts with [[{kind}]]")
    for place, values in enumerate(tables):
        start = starts[place] if len(starts) == len(tables) else 0
        own = text[start : ends.get(start, len(text))]
        entry = _Entry(values, text.count("\n", 0, start) + 1, own, name)
        for key in values:
            if key not in _KEYS[kind]:
                raise entry.wrong(f"{key} is unknown; a {kind} has {', '.join(_KEYS[kind])}", key)
        if entry.string("reason") is None or entry.day("date") is None:
            raise entry.wrong("an entry gives its reason and its date")
        yield entry


def _person(entry: _Entry) -> Person:
    """Return an entry about a person.

    Raises:
        WithholdError: where it cannot be obeyed.
    """
    name, also = entry.string("name"), entry.values.get("also", [])
    if name is None:
        raise entry.wrong("a person has a name")
    if not isinstance(also, list) or not all(isinstance(form, str) for form in also):
        raise entry.wrong("also is a list of names in quotation marks", "also")
    for key, forms in (("name", [name]), ("also", also)):
        if any(sum(letter.isalpha() for letter in form) < 3 for form in forms):
            raise entry.wrong("a name has three letters or more", key)
    since, until = entry.day("from"), entry.day("to")
    if since and until and since > until:
        raise entry.wrong("to is a day after from", "to")
    council, body = _slugs(entry)
    return Person(names.forms_of(name, also), council, body, since, until, entry.line)


def _slugs(entry: _Entry) -> tuple[str | None, str | None]:
    """Return the slugs of council and body as linking has them, whatever names of theirs are given."""
    from graphbuild.linking import names as known

    council, body = entry.string("council"), entry.string("body")
    if body and not council:
        raise entry.wrong("a body is one of a council; give the council as well", "body")
    for key, value in (("council", council), ("body", body)):
        if value and not known.sluggable(value):
            raise entry.wrong(f"{key} is a name", key)
    found = known.council(council) if council else None
    named = known.body_name(body, found) if body else None
    return slug(found.name if found else council) if council else None, slug(named) if named else None


def _document(entry: _Entry) -> LeftOut:
    """Return an entry about documents.

    Raises:
        WithholdError: where it cannot be obeyed.
    """
    sha256, path, meeting = (entry.string(key) for key in ("sha256", "path", "meeting"))
    if [sha256, path, meeting].count(None) != 2:
        raise entry.wrong("a document is named by one of sha256, path and meeting")
    if sha256 and not _SHA256.fullmatch(sha256.lower()):
        raise entry.wrong("sha256 has 64 digits and letters from a to f", "sha256")
    if meeting:
        meeting = meeting.partition("/id/meeting/")[2] or meeting
        if meeting.count("/") != 2:
            raise entry.wrong(
                "meeting is an IRI, or a place such as region-mellansjo/regionstyrelsen/2025-02-11", "meeting"
            )
    return LeftOut(sha256.lower() if sha256 else None, path, meeting, entry.line)
