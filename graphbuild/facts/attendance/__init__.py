"""Who took part: every place that tells something of a person, put together, one entry a person.

Lists, tables and running text are read by the modules ``attendance_lists``, ``attendance_tables``
and ``attendance_prose``; here their sightings are joined. A person is a name and a party; a name
without a party joins the only person of that name.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from graphbuild.authority import party_code
from graphbuild.facts.attendance.cellwise import cell_tables, cellwise
from graphbuild.facts.attendance.grouped import grouped, resulted
from graphbuild.facts.attendance.lists import listed
from graphbuild.facts.attendance.marks import marked, marked_span
from graphbuild.facts.attendance.prose import Place, told
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.signatures import certified, side_by_side
from graphbuild.facts.attendance.tables import headed_spans, tabled, untold, voting
from graphbuild.facts.attendance.words import description, labels
from graphbuild.minutes import Minutes
from graphbuild.model import Named, Participant
from graphbuild.text import Text

Span = tuple[int, int]

ROLES = (
    "chair",
    "vice chair",
    "member",
    "serving substitute",
    "substitute",
    "replaced",
    "secretary",
    "adjuster",
    "official",
    "presenter",
)
_LISTS_ATTENDANCE = re.compile(r"\bbeslutande\b|\bnärvaro|\bnärvarande\b", re.IGNORECASE)
# The head of a column in a table that attendance_tables reads.
_TABLES_ATTENDANCE = re.compile(
    r"^(?:ankom|utgick|ankomst|inträde|utträde|funktion|resultat)$", re.IGNORECASE | re.MULTILINE
)
# A list of attendance that stands after the §§, under a heading of its own.
_LIST_AFTER = re.compile(
    r"^[ \t]*(?:närvarolista|närvaroförteckning|uppropslista|tjänstgöringslista"
    r"|närvaro- och omröstningslista)"
    r"\b[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
# After people who are all of one party, and between them.
_ALL_OF = re.compile(
    r" \((?:båda|bägge|samtliga|alla) (?P<inside>[^\W\d_]{1,5})\)"
    r"|, (?:båda|bägge|samtliga|alla) \((?P<after>[^\W\d_]{1,5})\)"
)
# Older minutes name people by surname: "herr Ek (s)".
_POLITE = re.compile(r"\b(?i:herr|fru|fröken) (?P<surname>[^\W\d_a-zåäö][\w-]+) \((?P<party>[^\W\d_]{1,3})\)")
_AND = re.compile(r", | och | samt |, samt ")
_INTERVAL = re.compile(r"\d\d:\d\d-\d\d:\d\d")
# How far from its end a document's signatures stand, in characters.
_TAIL = 1500


@dataclass(slots=True)
class _Person:
    """A person while their sightings are collected."""

    name: str
    party: str | None
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def is_listed(self) -> bool:
        """Tell whether an attendance list or a signature names the person."""
        return any(sighting.listed for sighting in self.sightings)

    def has(self, role: str) -> bool:
        """Tell whether any place gives the person that role."""
        return any(role in sighting.roles for sighting in self.sightings)


def participants(minutes: Minutes, named: Sequence[Named]) -> tuple[Participant, ...]:
    """Return every distinct person of the document with their part in the meeting.

    ``named`` is everyone named anywhere in the document (``names.people``). The order is that
    of the first place that names each person.
    """
    text = minutes.text
    places = _of_one_party(text, _places(text, named))
    sightings = _in_lists(minutes)
    mentions, sightings = _without_overlaps(places, sightings)
    sightings += told(minutes, mentions)
    sightings += [Sighting(name, party, start, end, listed=False) for start, end, name, party in mentions]
    people = _joined(sightings)
    _give_parties(text, people)
    secretary = _secretary(people)
    owners = {(s.start, s.end): person for person in reversed(people) for s in person.sightings}
    entries = [_participant(text, person, owners, secretary) for person in people]
    return tuple(sorted(entries, key=lambda entry: (entry.evidence[0].start, entry.name)))


def _places(text: Text, named: Sequence[Named]) -> list[Place]:
    """Return the clean offsets of everyone named."""
    found = set()
    for person in named:
        start = bisect_left(text.offsets, person.evidence.start)
        end = bisect_left(text.offsets, person.evidence.end - 1) + 1
        found.add((start, end, person.name, person.party))
    return sorted(found, key=lambda place: (place[0], place[1], place[2], place[3] or ""))


def _of_one_party(text: Text, places: Sequence[Place]) -> list[Place]:
    """Return the places, those before ``(samtliga M)`` or ``, båda (S)`` with the party that all have."""
    result = list(places)
    ends = {place[1]: number for number, place in enumerate(result)}
    for found in _ALL_OF.finditer(text.clean):
        number = ends.get(found.start())
        code = found["inside"] or found["after"]
        while number is not None and result[number][3] is None and party_code(code):
            start, end, name, _ = result[number]
            result[number] = (start, end, name, code)
            before = number - 1
            joined = before >= 0 and _AND.fullmatch(text.clean, result[before][1], start)
            number = before if joined else None
    return result


def _in_lists(minutes: Minutes) -> list[Sighting]:
    """Return the sightings in the front page's lists, the appendices' tables and the last signatures."""
    text = minutes.text
    result = _in_span(text, *minutes.front)
    for start, end in minutes.appendices:
        if _LISTS_ATTENDANCE.search(
            text.clean, start, min(end, start + 300)
        ) and not _TABLES_ATTENDANCE.search(text.clean, start, end):
            result += _in_span(text, start, end)
    result += _list_after(minutes)
    items = sorted((item.start, item.end) for item in minutes.items)
    result += tabled(text, _table_spans(minutes))
    result += [sighting for span in items[:-1] for sighting in voting(text, *span)]
    votes = [table for span in items for table in cell_tables(text, *span) if "vote" in table.columns]
    result += cellwise(text, votes)
    whole = 0, len(text.clean)
    result += [*grouped(text, *whole), *resulted(text, *whole)]
    last = minutes.appendices[0][0] if minutes.appendices else len(text.clean)
    start = max(minutes.front[1] if items else 0, last - _TAIL)
    result += certified(text, start, last)
    beside = side_by_side(text, start, last)
    result += [sighting for _, row in beside for sighting in row]
    signers = [
        label
        for label in labels(text.clean, start, last)
        if label.kind in {"secretary", "chair", "adjusters"}
        and not any(first <= label.start < stop for (first, stop), _ in beside)
    ]
    if len({label.kind for label in signers}) > 1 and any(label.kind == "secretary" for label in signers):
        signed = listed(text, signers[0].start, last)
        result += [s for s in signed if {"secretary", "chair", "adjuster"} & set(s.roles)]
    return result


def _list_after(minutes: Minutes) -> list[Sighting]:
    """Return the sightings of a list of attendance that follows the last §, outside of appendices."""
    if not minutes.items:
        return []
    text = minutes.text
    last = minutes.appendices[0][0] if minutes.appendices else len(text.clean)
    found = _LIST_AFTER.search(text.clean, max(item.start for item in minutes.items), last)
    return _in_span(text, found.start(), last) if found else []


def _table_spans(minutes: Minutes) -> list[tuple[int, int]]:
    """Return where tables of attendance stand: on the front page, after the last §, in the appendices."""
    last_item = [(item.start, item.end) for item in sorted(minutes.items, key=lambda item: item.start)[-1:]]
    return [minutes.front, *last_item, *minutes.appendices]


def unplaced_hours(minutes: Minutes) -> tuple[str, ...]:
    """Return which hours of attendance tables are given to nobody, with the seat and why, in sentences."""
    return tuple(untold(minutes.text, _table_spans(minutes)))


def _in_span(text: Text, start: int, end: int) -> list[Sighting]:
    """Return the sightings in a span's lists and in its list of presence, each read by its own rules."""
    roll = marked_span(text, start, end)
    torn = cell_tables(text, start, end)
    spans = [*headed_spans(text, start, end), *((table.start, table.end) for table in torn)]
    tables = sorted([*spans, *([roll] if roll else [])])
    return [*listed(text, start, end, tables=tables), *marked(text, start, end), *cellwise(text, torn)]


def _without_overlaps(
    places: Sequence[Place], sightings: Sequence[Sighting]
) -> tuple[list[Place], list[Sighting]]:
    """Drop the places that a list has read already; a party that only they have goes to the sighting."""
    by_start = list({(s.start, s.end): s for s in sorted(sightings, key=lambda s: (s.start, s.end))}.values())
    starts = [sighting.start for sighting in by_start]
    kept: list[Place] = []
    parties: dict[tuple[int, int], str] = {}
    for place in places:
        start, end, name, party = place
        at = bisect_left(starts, end)
        over = [s for s in by_start[max(0, at - 4) : at] if s.start < end and start < s.end]
        if not over:
            kept.append(place)
        for sighting in over:
            if party and sighting.party is None and sighting.name == name:
                parties[(sighting.start, sighting.end)] = party
    return kept, [
        replace(s, party=parties[(s.start, s.end)]) if s.party is None and (s.start, s.end) in parties else s
        for s in sightings
    ]


def _fold(name: str) -> str:
    """Return the name for comparison: without case, accents, hyphens and blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c) or c in "\u030a\u0308")
    return re.sub(r"[\s’'´`.-]", "", unicodedata.normalize("NFC", kept))


def _fold_party(party: str) -> str:
    return party_code(party) or party.strip("() ").upper()


def _joined(sightings: Sequence[Sighting]) -> list[_Person]:
    """Return the distinct persons: with a party first, then names without one joined to them."""
    people: dict[tuple[str, str], _Person] = {}
    for sighting in _with_replaced(sightings):
        if sighting.party:
            key = (_fold(sighting.name), _fold_party(sighting.party))
            people.setdefault(key, _Person(sighting.name, sighting.party)).sightings.append(sighting)
    result = _respelled(list(people.values()))
    # First those who are named with a title in a list, then signatures, then mentions.
    bare = sorted(
        (s for s in _with_replaced(sightings) if not s.party), key=lambda s: (not s.listed, s.signed)
    )
    for sighting in bare:
        _join_bare(sighting, result)
    return result


def _with_replaced(sightings: Iterable[Sighting]) -> list[Sighting]:
    return sorted(sightings, key=lambda sighting: (not sighting.listed, sighting.start))


def _respelled(people: list[_Person]) -> list[_Person]:
    """Join a person whom no list has to the one of almost that name, and that party, whom a list has."""
    known = [person for person in people if person.is_listed]
    result = list(known)
    for person in people:
        if person.is_listed:
            continue
        nominative = [
            other for other in people if f"{other.name}s" == person.name and _same_party(person, other)
        ]
        if len(nominative) == 1:
            nominative[0].sightings += [replace(s, name=nominative[0].name) for s in person.sightings]
            continue
        like = [other for other in known if _same_party(person, other) and _alike(person.name, other.name)]
        if len(like) == 1:
            like[0].sightings += person.sightings
        else:
            result.append(person)
    return result


def _same_party(first: _Person, second: _Person) -> bool:
    return (
        first.party is None or second.party is None or _fold_party(first.party) == _fold_party(second.party)
    )


def _alike(first: str, second: str) -> bool:
    """Tell whether two spellings can be one name: one letter apart in ten or more, first letters the same."""
    a, b = _fold(first), _fold(second)
    return a == b or (min(len(a), len(b)) >= 10 and a[:2] == b[:2] and OSA.distance(a, b) <= 1)


def _join_bare(sighting: Sighting, people: list[_Person]) -> None:
    """Join a name without a party to its person, or begin a new one; a doubtful name joins nobody."""
    name = _fold(sighting.name)
    same = [person for person in people if _fold(person.name) == name]
    if not same and (sighting.listed or len(name) >= 12):
        near = [person for person in people if person.is_listed and _alike(person.name, sighting.name)]
        same = near if len(near) == 1 else []
    if not same and not sighting.listed:
        part = [person for person in people if f" {sighting.name} " in f" {person.name} "]
        same = part if len(part) == 1 else []
    if (
        sighting.listed
        and not sighting.signed
        and ("official" in sighting.roles or (sighting.title and not sighting.roles))
        and any(p.party and p.is_listed for p in same)
    ):
        same = [person for person in same if person.party is None]
    if len(same) > 1:
        same = _meant(sighting, same)
        if len(same) != 1:
            return
    if same:
        same[0].sightings.append(sighting)
    else:
        people.append(_Person(sighting.name, None, [sighting]))


def _meant(sighting: Sighting, same: Sequence[_Person]) -> list[_Person]:
    """Return who of several persons of one name is meant: the chair who signs as chair; else who is not.

    Kommunallagen (2017:725) 5 kap. 69 §: the chair and at least one member more adjust the minutes.
    """
    if "chair" in sighting.roles:
        return [person for person in same if person.has("chair")]
    if "adjuster" in sighting.roles:
        others = [person for person in same if not person.has("chair") and person.is_listed]
        return [person for person in others if person.has("adjuster")] or others
    return [person for person in same if person.party is None]


def _is_secretary(title: str) -> bool:
    return bool(description("secretary").search(title)) and not description("not_secretary").search(title)


def _give_parties(text: Text, people: Sequence[_Person]) -> None:
    """Give whoever is named without a party the one that ``herr Ek (s)`` tells, where one has the surname."""
    told = {(found["surname"], found["party"]) for found in _POLITE.finditer(text.clean)}
    for surname, party in told:
        same = [person for person in people if person.name.rpartition(" ")[2] == surname]
        if len(same) == 1 and same[0].party is None and party_code(party):
            same[0].party = party


def _secretary(people: Sequence[_Person]) -> _Person | None:
    """Return the meeting's secretary where no signature tells: the only one with that title."""
    if any(person.has("secretary") for person in people):
        return None
    found = [
        person
        for person in people
        if any(s.listed and s.title and _is_secretary(s.title) for s in person.sightings)
    ]
    return found[0] if len(found) == 1 else None


def _participant(
    text: Text, person: _Person, owners: Mapping[Span, _Person], secretary: _Person | None
) -> Participant:
    ordered = sorted(person.sightings, key=lambda s: (not s.listed, s.start))
    present = [s.present for s in ordered if s.present is not None]
    evidence = {e.start: e for e in (text.evidence(s.start, s.end) for s in ordered)}
    return Participant(
        name=_name(ordered),
        party=person.party,
        evidence=tuple(evidence[start] for start in sorted(evidence)),
        roles=_roles(person, person is secretary),
        title=next((s.title for s in ordered if s.title), None),
        present=True if True in present else False if present else None,
        substitutes_for=_replaced(text, ordered, owners),
        paragraphs=tuple(dict.fromkeys(part for s in ordered for part in s.paragraphs)),
        clock=_clock(ordered),
        remote=True if any(s.remote for s in ordered) else None,
    )


def _clock(ordered: Sequence[Sighting]) -> tuple[str, ...]:
    """Return the intervals, each once; in the order of time where all of them have both ends."""
    found = tuple(dict.fromkeys(part for s in ordered for part in s.clock))
    return tuple(sorted(found)) if all(_INTERVAL.fullmatch(part) for part in found) else found


def _name(ordered: Sequence[Sighting]) -> str:
    """Return the name as the lists spell it, else as most places do."""
    lists = [s.name for s in ordered if s.listed] or [s.name for s in ordered]
    counts = Counter(lists)
    return max(counts, key=lambda name: (counts[name], -lists.index(name)))


def _roles(person: _Person, is_secretary: bool) -> tuple[str, ...]:
    """Return the person's roles by the rulings: a chair is not also member, a secretary not also official."""
    in_lists = {role for s in person.sightings if s.listed for role in s.roles}
    roles = in_lists | {role for s in person.sightings for role in s.roles}
    if is_secretary:
        roles.add("secretary")
    if "chair" in roles:
        # Kommunallagen (2017:725) 5 kap. 69 §: the chair and others adjust; those others are the adjusters.
        # A vice chair who chaired some §§ only is both.
        part = any({"chair", "vice chair"} <= set(s.roles) and s.paragraphs for s in person.sightings)
        roles -= {"adjuster"} if part else {"vice chair", "adjuster"}
    if roles & {"chair", "vice chair"}:
        roles -= {"member", "substitute"} - (in_lists & {"substitute"})
    if "chair" in roles and person.party is None and "secretary" in roles:
        # Signatures that lost their columns: nobody keeps the minutes of a meeting that they chair.
        roles -= {"chair"}
    if "secretary" in roles or roles & {"chair", "vice chair", "member"}:
        roles -= {"official"}
    if "member" not in in_lists and in_lists & {"substitute", "serving substitute"}:
        roles -= {"member"}
    if "serving substitute" in roles and "serving substitute" not in in_lists:
        roles -= {"member"}
    if "serving substitute" in in_lists and any(
        s.listed and not s.roles and s.present for s in person.sightings
    ):
        # Served for a part of the meeting, and is also among the others present.
        roles.add("substitute")
    return tuple(role for role in ROLES if role in roles)


def _replaced(text: Text, ordered: Sequence[Sighting], owners: Mapping[Span, _Person]) -> tuple[Named, ...]:
    """Return the members for whom the person served, each once, named as their own entry names them."""
    result: dict[tuple[str, str | None], Named] = {}
    known: set[int] = set()
    for sighting in (other for s in ordered for other in s.stands_for):
        name, party = sighting.name, sighting.party
        owner = owners.get((sighting.start, sighting.end))
        if owner is not None:
            if id(owner) in known:
                continue
            known.add(id(owner))
            name = _name(sorted(owner.sightings, key=lambda s: (not s.listed, s.start)))
            party = owner.party
        result.setdefault((name, party), Named(name, party, text.evidence(sighting.start, sighting.end)))
    return tuple(result.values())
