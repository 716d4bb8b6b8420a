"""Which meeting a document is of: council, body and date, by tables of rules in order of trust.

What the text states stands before what the manifest says, that before the file name, and what only
follows from the text comes last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from graphbuild.errors import NotMinutesError
from graphbuild.iris import slug
from graphbuild.linking import names
from graphbuild.linking.names import Council
from graphbuild.linking.revisions import UNKNOWN, Revision, revision
from graphbuild.model import Record, Stated
from graphbuild.sources import date_hint
from graphbuild.text import Text


@dataclass(frozen=True, slots=True)
class Identified:
    """A value, the rule that gave it and how sure that is (0 to 1)."""

    value: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that a document is of; ``warnings`` tells where the sources disagree.

    ``revision`` tells the document's place among those of the meeting.
    """

    organisation: Identified
    body: Identified
    date: Identified
    warnings: tuple[str, ...] = ()
    revision: Revision = UNKNOWN

    @property
    def key(self) -> tuple[str, str, str]:
        """The meeting's identity: slugs of council and body, and the ISO date."""
        return slug(self.organisation.value), slug(self.body.value), self.date.value


@dataclass(frozen=True, slots=True)
class Clues:
    """What the rules may look at; ``council`` is set once it is known, ``body`` likewise."""

    record: Record
    text: str
    council: Council | None = None
    body: str | None = None


Rule = Callable[[Clues], Identified | None]


def stated_council(clues: Clues) -> Identified | None:
    """The council that the header states."""
    stated = clues.record.header.organisation
    return _council_named(stated.text, "stated-council", 1.0) if stated else None


def manifest_council(clues: Clues) -> Identified | None:
    """The council that the manifest gives."""
    named = clues.record.source.council
    return _council_named(named, "manifest-council", 0.95) if named else None


def most_named_council(clues: Clues) -> Identified | None:
    """The council that the text names most often, among those that can have the body it is about.

    Minutes name their own council in every other §. Of ``kommunstyrelsen`` it cannot be a region,
    of ``regionstyrelsen`` no municipality. A tie goes to the one named first, and is less sure.
    """
    kind = names.kind_of(clues.body)
    found = [council for council in names.councils(clues.text) if kind is None or council.kind == kind]
    counted = Counter(slug(council.name) for council in found)
    if not counted:
        return None
    (first, most), *others = counted.most_common(2)
    printed = names.best_label(tuple(council.name for council in found if slug(council.name) == first))
    return Identified(printed, "most-named-council", 0.6 if others and others[0][1] * 2 > most else 0.8)


def stated_body(clues: Clues) -> Identified | None:
    """The body that the front page or the opening of the meeting states."""
    stated = clues.record.header.body
    opening = stated is not None and _in_opening(stated, clues.record)
    return _body_named(stated.text, clues, "stated-body", 1.0) if stated and opening else None


def later_body(clues: Clues) -> Identified | None:
    """The body that the text states in a later place, where it may be another meeting's."""
    stated = clues.record.header.body
    return _body_named(stated.text, clues, "later-stated-body", 0.7) if stated else None


def manifest_body(clues: Clues) -> Identified | None:
    """The body that the manifest gives; an abbreviation is written out."""
    named = clues.record.source.body
    return _body_named(names.body_by_code(named) or named, clues, "manifest-body", 0.95) if named else None


def deciding_body(clues: Clues) -> Identified | None:
    """The body that decides in four of five sentences and headings that name who decides."""
    counted = _deciders(clues.text)
    total = sum(counted.values())
    if not counted or max(counted.values()) * 5 < total * 4 or total < 3:
        return None
    return _body_named(counted.most_common(1)[0][0], clues, "deciding-body", 0.85)


def file_name_body(clues: Clues) -> Identified | None:
    """The body whose abbreviation or name is a word of the file name (``ks-2024-05-15.txt``)."""
    stem = PurePosixPath(clues.record.source.path.replace("\\", "/")).stem
    parts = re.findall(r"[^\W\d_]+", stem)
    pairs = [f"{one} {other}" for one, other in pairwise(parts)]
    for part in (*pairs, *parts):
        found = names.body_by_code(slug(part).replace("-", " "))
        if found:
            return Identified(found, "file-name-body", 0.8)
    return None


def most_deciding_body(clues: Clues) -> Identified | None:
    """The body that decides most often, where nothing else tells."""
    counted = _deciders(clues.text)
    if not counted:
        return None
    return _body_named(counted.most_common(1)[0][0], clues, "most-deciding-body", 0.6)


def stated_date(clues: Clues) -> Identified | None:
    """The date that the front page or the opening of the meeting states."""
    stated = clues.record.header.meeting_date
    opening = stated is not None and _in_opening(stated, clues.record)
    return _date(stated.text, "stated-date", 1.0) if stated and opening else None


def later_date(clues: Clues) -> Identified | None:
    """The date that the text states in a later place, where it may be another meeting's."""
    stated = clues.record.header.meeting_date
    return _date(stated.text, "later-stated-date", 0.7) if stated else None


def hinted_date(clues: Clues) -> Identified | None:
    """The date of the manifest, or the ISO date in the file name."""
    source = clues.record.source
    if not source.date:
        return None
    from_name = date_hint(PurePosixPath(source.path).name) == source.date
    return _date(source.date, *(("file-name-date", 0.85) if from_name else ("manifest-date", 0.95)))


BODY_RULES: Sequence[Rule] = (
    stated_body,
    manifest_body,
    deciding_body,
    file_name_body,
    later_body,
    most_deciding_body,
)
COUNCIL_RULES: Sequence[Rule] = (stated_council, manifest_council, most_named_council)
DATE_RULES: Sequence[Rule] = (stated_date, hinted_date, later_date)


def identify(record: Record, text: Text) -> Meeting:
    """Return the meeting that the record's document is of.

    Raises:
        NotMinutesError: where the document is no minutes, or does not tell which meeting it is of.
    """
    if record.kind not in {"minutes", "extract"}:
        raise NotMinutesError(
            f"is not minutes (kind: {record.kind}) and states no decisions; give the minutes of the meeting"
        )
    clues = Clues(record, text.clean)
    body = _first(BODY_RULES, clues)
    clues = Clues(record, text.clean, body=body.value if body else None)
    council = _first(COUNCIL_RULES, clues)
    day = _first(DATE_RULES, clues)
    if body is None or council is None or day is None:
        missing = [
            what for what, found in (("council", council), ("body", body), ("date", day)) if found is None
        ]
        raise NotMinutesError(
            f"does not tell its {' and '.join(missing)}; name the file in a manifest (a CSV with the columns "
            f"path,{','.join(missing)})"
        )
    known = names.council(council.value)
    if known is not None:
        named = names.body_name(body.value, known)
        body = Identified(named, body.rule, body.confidence)
    return Meeting(council, body, day, _disagreements(clues, day), revision(record, text))


def _first(rules: Sequence[Rule], clues: Clues) -> Identified | None:
    return next((found for rule in rules if (found := rule(clues)) is not None), None)


def _in_opening(stated: Stated, record: Record) -> bool:
    """Tell whether something stands before the second §: on the front page or where the meeting opens."""
    starts = sorted(item.evidence.start for item in record.items)
    return len(starts) < 2 or stated.evidence.start < starts[1]


def _council_named(name: str, rule: str, confidence: float) -> Identified | None:
    name = " ".join(name.split())
    found = names.council(name)
    if found is not None:
        return Identified(found.name, rule, confidence)
    return Identified(name, rule, confidence) if names.sluggable(name) else None


def _body_named(name: str, clues: Clues, rule: str, confidence: float) -> Identified | None:
    if not names.sluggable(name):
        return None
    return Identified(names.body_name(name, clues.council), rule, confidence)


def _date(text: str, rule: str, confidence: float) -> Identified | None:
    try:
        return Identified(date.fromisoformat(text).isoformat(), rule, confidence)
    except ValueError:
        return None


@cache
def _decides() -> re.Pattern[str]:
    verbs = "|".join(names.words()["body"]["verbs"])
    body = r"[A-ZÅÄÖ][\w-]*(?:,? [a-zåäöé-]+){0,6}?"
    return re.compile(
        rf"(?:^|(?<=[.:] ))(?:(?P<body>{body}) (?:{verbs})\b|(?P<owner>{body})s beslut[ \t]*$)", re.MULTILINE
    )


def _deciders(text: str) -> Counter[str]:
    """Count the bodies that decide: ``X beslutar`` at a sentence's start, and ``Xs beslut`` as a heading."""
    counted: Counter[str] = Counter()
    for found in _decides().finditer(text):
        name = found["body"] or found["owner"]
        if names.is_body(name):
            counted[names.body_name(name)] += 1
    return counted


def _disagreements(clues: Clues, day: Identified) -> tuple[str, ...]:
    """Return what a person should look at: a hint that says another date than the text."""
    hint = clues.record.source.date
    if hint and hint != day.value:
        return (f"the text's date is {day.value}, but the manifest or file name says {hint}",)
    stated = clues.record.header.meeting_date
    if stated and stated.text != day.value:
        return (f"the text has the date {stated.text} in a later §, the manifest or file name {hint}",)
    return ()
