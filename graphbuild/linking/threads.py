"""Which § takes up the matter of an earlier one: the thread of a matter through bodies and meetings.

A case number alone does not make a thread: a register keeps one number for all elections of a year, or
for the notices of every meeting. What does is a reference (kommunallagen 2017:725, 5 kap. 65-66 §§: the
minutes tell what was before), a matter put off or sent on, and a recommendation that another body decides.
The rules are a table, tried in order; the first that joins two §§ names the link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from graphbuild.dates import DATE, iso_date
from graphbuild.iris import Iris, case_slug, last_part, slug
from graphbuild.linking import names
from graphbuild.linking.documents import Document
from graphbuild.linking.matter import alike, matter, standing
from graphbuild.links import Link, Thread
from graphbuild.model import DecisionPoint, Item

K = TypeVar("K")
V = TypeVar("V")

WITHIN = 730
"""Days between a § and the one that takes it up, where nothing but the words joins them."""

_PUT_OFF = frozenset({"bordläggning"})
_OPEN = frozenset({"bordläggning", "återremiss", "minoritetsåterremiss", "remittering"})
_PARAGRAPH = re.compile(r"§+\s*(\d{1,4})(?:/\d{2,4})?")
_BODY = re.compile(
    r"\b(?:[A-ZÅÄÖ]{2,5}|[A-ZÅÄÖa-zåäö-]{2,60}(?:fullmäktige|styrelsen|nämnden|utskottet|beredningen))(?=s?\b)"
)
# The number of a document in a body's own series: "2024 nr 113", "nr 113/2024".
_SERIES = re.compile(r"\b(\d{4})\s+nr\s+(\d{1,4})\b|\bnr\s+(\d{1,4})/(\d{4})\b", re.IGNORECASE)
_RUN = re.compile(r"(?:§§|paragraferna)\s*(\d{1,4})\s*[-–]\s*(\d{1,4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an earlier treatment is said to be: body (slug), ISO date, § number; None where not said."""

    body: str | None
    date: str
    number: str | None


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A § (IRI) that says where its matter was before, or is put off to; ``body`` is "" where not said."""

    item: str
    date: str
    body: str


@dataclass(frozen=True)
class Treatment:
    """One § of one meeting, with what joins it to others."""

    document: Document
    items: tuple[Item, ...]
    iri: str
    number: str
    cases: frozenset[str]
    cited: tuple[Place, ...]

    @property
    def body(self) -> str:
        """The slug of the body."""
        return self.document.meeting.key[1]

    @property
    def date(self) -> str:
        """The ISO date of the meeting."""
        return self.document.meeting.key[2]

    @cached_property
    def title(self) -> str:
        """The title, empty where there is none."""
        return next((item.title.text for item in self.items if item.title), "")

    @cached_property
    def matter(self) -> str:
        """What the title is about, for comparing."""
        return matter(self.title)

    @cached_property
    def decisions(self) -> tuple[DecisionPoint, ...]:
        """All points of its decision."""
        return tuple(point for item in self.items for point in item.decisions)

    @cached_property
    def received(self) -> frozenset[tuple[str, str]]:
        """The numbers, in a body's series of documents, of what it rests on."""
        return frozenset(_series(stated.text for item in self.items for stated in item.documents))

    @cached_property
    def sent(self) -> frozenset[tuple[str, str]]:
        """The numbers, in a body's series of documents, that it is sent on as."""
        return frozenset(_series(stated.text for item in self.items for stated in item.recipients))

    def about_the_same(self, other: Treatment) -> bool:
        """Return whether both are of one case and their titles do not part them."""
        return bool(self.cases & other.cases) and alike(self.matter, other.matter, same_case=True)

    def of_one_matter(self, other: Treatment) -> bool:
        """Return whether both titles name the same matter, one that is no standing item of every meeting."""
        if self.cases and other.cases and not self.cases & other.cases:
            return False
        return not standing(self.title) and alike(self.matter, other.matter, same_case=False)


@dataclass(frozen=True)
class Council:
    """All §§ of one council, to be found by place, case and matter."""

    treatments: tuple[Treatment, ...]
    tabled: frozenset[str] = field(default=frozenset())

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str, str], Treatment]:
        """The §§ by body, date and number."""
        return {(one.body, one.date, _bare(one.number)): one for one in self.treatments}

    @cached_property
    def by_date(self) -> Mapping[str, Sequence[Treatment]]:
        """The §§ by date."""
        return _grouped((one.date, one) for one in self.treatments)

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[Treatment]]:
        """The §§ by each of their cases, by their matter and by the documents that they are sent on as."""
        return _grouped((key, one) for one in self.treatments for key in (*one.cases, one.matter) if key)

    @cached_property
    def by_sent(self) -> Mapping[tuple[str, str], Sequence[Treatment]]:
        """The §§ by the number of the document that they are sent on as."""
        return _grouped((key, one) for one in self.treatments for key in sorted(one.sent))

    def before(self, later: Treatment) -> list[Treatment]:
        """Return earlier §§ that share a case or a matter, nearest first."""
        found = {
            one.iri: one
            for key in (*sorted(later.cases), later.matter)
            for one in self.by_key.get(key, ())
            if one.date < later.date or (one.date == later.date and one.body != later.body)
        }
        return sorted(found.values(), key=lambda one: (one.date, one.iri), reverse=True)

    def open(self, one: Treatment) -> bool:
        """Return whether the § settled nothing: put off, sent back or sent on for preparation."""
        return one.iri in self.tabled or any(point.outcome in _OPEN for point in one.decisions)


Found = tuple[Treatment, float]
Rule = Callable[[Treatment, Council], Iterable[Found]]


def cited(later: Treatment, council: Council) -> Iterator[Found]:
    """The § whose date and number it gives, under earlier handling or among its documents.

    Without a body it is one of the same body, else the only one of that date and number. Not one of
    another case and another title: then a number is misprinted, or the matter is another.
    """
    for place in later.cited:
        if place.number is None:
            continue
        bodies = (place.body,) if place.body else (later.body,)
        found = [one for body in bodies if (one := council.by_place.get((body, place.date, place.number)))]
        if not found and place.body is None:
            found = [one for one in council.by_date.get(place.date, ()) if _bare(one.number) == place.number]
        if len(found) == 1 and _earlier(found[0], later) and not _contradicts(found[0], later):
            yield found[0], 1.0


def cited_by_date(later: Treatment, council: Council) -> Iterator[Found]:
    """The only § of the date it gives, without a number, that is of the same case or matter."""
    for place in later.cited:
        if place.number is None:
            same = [
                one
                for one in council.by_date.get(place.date, ())
                if place.body in {None, one.body} and (one.about_the_same(later) or one.of_one_matter(later))
            ]
            if len(same) == 1 and _earlier(same[0], later):
                yield same[0], 0.9


def sent_as_document(later: Treatment, council: Council) -> Iterator[Found]:
    """The § sent on as a numbered document, by the later one's list of documents."""
    for key in sorted(later.received):
        for one in council.by_sent.get(key, ()):
            if one.body != later.body and _earlier(one, later):
                yield one, 1.0


def put_off_to(later: Treatment, council: Council) -> Iterator[Found]:
    """The § of the same body and matter that was put off to the date of this meeting."""
    last = _last_unless_cited(later, council)
    if last and later.date in _put_off_to(last):
        yield last, 1.0


def resumed(later: Treatment, council: Council) -> Iterator[Found]:
    """The last § of the same body and matter, where that settled nothing."""
    last = _last_unless_cited(later, council)
    if last and council.open(last) and _days(last, later) <= WITHIN:
        yield last, 0.9


def recommended(later: Treatment, council: Council) -> Iterator[Found]:
    """The last § of another body that recommends a decision in the same matter."""
    for one in council.before(later):
        recommends = any(point.kind == "recommendation" for point in one.decisions)
        if recommends and one.body != later.body and _same(one, later) and _days(one, later) <= WITHIN:
            yield one, 0.95 if one.cases & later.cases else 0.85
            return


def referred(later: Treatment, council: Council) -> Iterator[Found]:
    """The last § of another body that sent the same matter back or on for preparation."""
    for one in council.before(later):
        sent = any(point.outcome in _OPEN - _PUT_OFF for point in one.decisions)
        if sent and one.body != later.body and _same(one, later) and _days(one, later) <= WITHIN:
            yield one, 0.85
            return


def same_case(later: Treatment, council: Council) -> Iterator[Found]:
    """The last § of another body in the same case, whose title is about the same.

    Not one that the assembly settled: what comes up later under the number is a new matter.
    """
    for one in council.before(later):
        if one.body != later.body and one.about_the_same(later) and not standing(later.title):
            if council.open(one) or not one.body.endswith("fullmaktige"):
                yield one, 0.8
            return


RULES: Sequence[tuple[str, Rule]] = (
    ("cited-item", cited),
    ("sent-as-document", sent_as_document),
    ("put-off-to-meeting", put_off_to),
    ("cited-by-date", cited_by_date),
    ("recommendation-taken-up", recommended),
    ("resumed", resumed),
    ("referred-and-back", referred),
    ("same-case-other-body", same_case),
)


def link_threads(
    documents: Sequence[Document],
    cases: Mapping[str, Mapping[str, Link]],
    agents: Mapping[str, Mapping[str, Link]],
    iris: Iris,
) -> dict[str, tuple[Thread, ...]]:
    """Return which earlier §§ those of each document continue, by the documents' keys.

    Args:
        documents: all documents of one council.
        cases: the links of case numbers, by document and number as printed.
        agents: the links of bodies, by document and name as printed.
        iris: mints the IRIs.
    """
    treatments = tuple(
        treatment
        for document in documents
        for treatment in _treatments(
            document, cases.get(document.key, {}), agents.get(document.key, {}), iris
        )
    )
    council = Council(treatments, frozenset(_tabled_together(treatments)))
    found: dict[str, list[Thread]] = {}
    for later in treatments:
        joined: dict[str, Thread] = {}
        for rule, find in RULES:
            for earlier, confidence in find(later, council):
                joined.setdefault(earlier.iri, Thread(later.number, earlier.iri, rule, confidence))
        found.setdefault(later.document.key, []).extend(thread for _, thread in sorted(joined.items()))
    return {key: tuple(threads) for key, threads in found.items()}


def citations(document: Document, agents: Mapping[str, Link], iris: Iris) -> Iterator[Citation]:
    """Yield the meetings of the council that a document's §§ cite, and those that they are put off to.

    What gives a date alone is left out: it need not be that of a meeting. So is an extract of another
    council's minutes. Of a matter put off, one date in the point is that of the next meeting.

    Args:
        document: the document.
        agents: the links of bodies, by name as printed.
        iris: mints the IRIs.
    """
    for one in _treatments(document, {}, agents, iris):
        for place in one.cited:
            if place.body or place.number:
                yield Citation(one.iri, place.date, place.body or "")
        put_off = sorted(_put_off_to(one))
        if len(put_off) == 1:
            yield Citation(one.iri, put_off[0], one.body)


def _treatments(
    document: Document, cases: Mapping[str, Link], agents: Mapping[str, Link], iris: Iris
) -> Iterator[Treatment]:
    groups = _grouped((case_slug(item.number), item) for item in document.record.items)
    for number, items in groups.items():
        printed = [stated.text for item in items for stated in item.dnr]
        yield Treatment(
            document,
            tuple(items),
            iris.item(iris.path(*document.meeting.key), number),
            items[0].number,
            frozenset(cases[text].entity for text in printed if text in cases),
            tuple(dict.fromkeys(_places(items, document, agents, iris))),
        )


def _places(
    items: Iterable[Item], document: Document, agents: Mapping[str, Link], iris: Iris
) -> Iterator[Place]:
    """Yield where the items say that the matter was before."""
    below = iris.body(document.meeting.key[0], "x").removesuffix("x")
    for item in items:
        for prior in item.prior_handling:
            link = agents.get(prior.body) if prior.body else None
            if prior.date and (prior.body is None or (link and link.entity.startswith(below))):
                number = _bare(prior.paragraph) if prior.paragraph else None
                yield Place(last_part(link.entity) if link else None, prior.date, number)
        for stated in item.documents:
            yield from _in_document(stated.text, document)


def _in_document(text: str, document: Document) -> Iterator[Place]:
    """Yield the §§ of this council's bodies that a listed document is the minutes of, by date and number."""
    dates = [iso for found in DATE.finditer(text) if (iso := iso_date(found))]
    numbers = _PARAGRAPH.findall(text)
    bodies = {slug(name) for found in _BODY.findall(text) if (name := _own_body(found, document))}
    if len(set(dates)) == 1 and len(numbers) == 1 and len(bodies) == 1:
        yield Place(bodies.pop(), dates[0], numbers[0])


def _own_body(printed: str, document: Document) -> str | None:
    """Return the name of a body of this council: by its code, or as written, without the genitive."""
    if printed.isupper():
        return names.body_by_code(printed)
    council = names.council(document.meeting.organisation.value)
    name = names.body_name(printed, council)
    return name if names.is_body(name) else None


def _tabled_together(treatments: Sequence[Treatment]) -> Iterator[str]:
    """Yield the IRIs of §§ that another § of the meeting puts off in one go (``§§ 120-123 bordläggs``)."""
    meetings = _grouped(((one.body, one.date), one) for one in treatments)
    for of_meeting in meetings.values():
        runs = [
            (int(first), int(last))
            for one in of_meeting
            for point in one.decisions
            if point.outcome in _PUT_OFF
            for first, last in _RUN.findall(point.text)
        ]
        for one in of_meeting:
            number = _bare(one.number)
            if number.isdigit() and any(first <= int(number) <= last for first, last in runs):
                yield one.iri


def _put_off_to(one: Treatment) -> frozenset[str]:
    """Return the ISO dates to which the § is put off."""
    points = (point for point in one.decisions if point.outcome in _PUT_OFF)
    dates = (iso_date(found) for point in points for found in DATE.finditer(point.text))
    return frozenset(iso for iso in dates if iso)


def _same(one: Treatment, other: Treatment) -> bool:
    if standing(one.title) and one.title:
        return False
    return one.about_the_same(other) or one.of_one_matter(other)


def _last_unless_cited(later: Treatment, council: Council) -> Treatment | None:
    """Return the last § of the same body and matter; of several at one meeting the one of that very title.

    None where the text itself names an earlier § of the body.
    """
    if any(one.body == later.body for one, _ in cited(later, council)):
        return None
    found = [one for one in council.before(later) if one.body == later.body and _same(one, later)]
    of_meeting = [one for one in found if one.date == found[0].date]
    exact = of_meeting if len(of_meeting) == 1 else [one for one in of_meeting if one.matter == later.matter]
    return exact[0] if len(exact) == 1 else None


def _contradicts(one: Treatment, other: Treatment) -> bool:
    """Return whether both case number and title say that the two are different matters."""
    apart = bool(one.cases and other.cases) and not one.cases & other.cases
    return apart and not alike(one.matter, other.matter, same_case=True)


def _earlier(one: Treatment, later: Treatment) -> bool:
    return one.date < later.date or (one.date == later.date and one.body != later.body)


def _days(one: Treatment, later: Treatment) -> int:
    return (date.fromisoformat(later.date) - date.fromisoformat(one.date)).days


def _series(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for found in _SERIES.finditer(text):
            yield (found[1], found[2]) if found[1] else (found[4], found[3])


def _bare(number: str) -> str:
    """Return a § number without its year: ``225/2025`` and ``225`` are one."""
    return re.split(r"[/ ]", number.strip(" §"), maxsplit=1)[0]


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
