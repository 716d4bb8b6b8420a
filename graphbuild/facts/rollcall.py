"""Ballots in an appendix: a table of names, parties and votes, whose cells may stand one a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from graphbuild.authority import party_code
from graphbuild.minutes import Minutes
from graphbuild.model import Ballot, Choice, Item, Named, Vote
from graphbuild.text import Text

_CHOICES: dict[str, Choice] = {
    "ja": "yes",
    "nej": "no",
    "avstår": "abstain",
    "avstod": "abstain",
    "avst": "abstain",
    "frånvarande": "absent",
    "frånv": "absent",
    "kvittad": "absent",
}
# What marks the column of a choice.
_MARKS = frozenset({"x", "1", "✓", "✔", "☒", "•", "*"})
_RESULT = re.compile(
    r"(?:Ja|JA|Nej|NEJ|Avstår|AVSTÅR|Avstod|Avst\.?|Frånvarande|FRÅNVARANDE|Frånv\.?|Kvittad)"
)
_NAME_PART = re.compile(
    r"[A-ZÅÄÖÉÈÜÁÍÓÚÆØÇŠŽ][\w’'´.-]*(?:,? (?:(?:von|af|de|der|van|la|el|al|bin|ben|zu|dos|da|di) "
    r")*[A-ZÅÄÖÉÈÜÁÍÓÚÆØÇŠŽ][\w’'´.-]*)*,?"
)
_PARTY_CELL = re.compile(r"\(?(?P<party>[A-ZÅÄÖ]{1,2}[A-Za-zÅÄÖåäö]{0,3}|-|–)\)?")
_LINE = re.compile(
    r"(?P<name>[A-ZÅÄÖÉÜ][\w’'´-]+(?:,? (?:(?:von|af|de|der|van|la|el|al|bin|ben|zu|dos|da|di) "
    r")*[A-ZÅÄÖÉÜ][\w’'´.-]*){1,4}?),? "
    r"\(?(?P<party>[A-ZÅÄÖ]{1,2}[A-Za-zÅÄÖåäö]{0,3}|-)\)?,?(?: \d{1,3})?(?: (?:Ordförande|Ordf\.?|Ledamot"
    r"|Ersättare|[1-3]:[ae] v(?:ice|\.)? ?[Oo]rdf\w*))?"
    r" (?P<choice>Ja|Nej|Avstår|Avstod|Frånvarande|Frånv\.?)(?: .{0,60})?"
)
_FUNCTION = re.compile(
    r"(?:\d{1,3} )?(?:\d{1,3}|Ordförande|Ordf\.?|Ledamot|Ersättare|Suppleant|[1-3]:[ae] v\.? ?(?:ice "
    r")?[Oo]rdf\w*\.?|(?:Förste|Andre|Tredje) vice ordf\w*)"
)
_LABEL = re.compile(
    r"(?:Namn|Parti|Plats|Funktion|Resultat|Röst|Ledamot|Ersättare|Ordinarie|Antal .*|Ärende.*|Bilaga .*)"
)
_APPENDIX = re.compile(r"\bbilaga\s+(?P<number>\d{1,3})\b", re.IGNORECASE)
_MAX_NAME_LINES = 3
# The sections of an item in which a table of ballots may stand.
_VOTING = frozenset({"vote", "proposition", "proposals", "decision", ""})


@dataclass(frozen=True, slots=True)
class RollCall:
    """One appendix's ballots: the appendix's number, how many chose what, and each ballot."""

    number: str
    ballots: tuple[Ballot, ...]

    def counts(self) -> Counter[str]:
        """Return how many ballots there are of each choice."""
        return Counter(ballot.choice for ballot in self.ballots)


def roll_calls(minutes: Minutes) -> tuple[RollCall, ...]:
    """Return the roll calls that the document's appendices hold."""
    found = []
    for start, end in minutes.appendices:
        number = _APPENDIX.match(minutes.text.clean, start, end)
        ballots = tuple(_columned(minutes.text, start, end)) or tuple(_ballots(minutes.text, start, end))
        if number and ballots:
            found.append(RollCall(number["number"], ballots))
    return tuple(found)


def tables(minutes: Minutes) -> dict[str, tuple[RollCall, ...]]:
    """Return the roll calls that stand inside the items, by the item's number: tables with a mark a row."""
    found: dict[str, tuple[RollCall, ...]] = {}
    for item in minutes.items:
        spans = [(section.start, section.end) for section in item.sections if section.kind in _VOTING]
        ballots = [tuple(_columned(minutes.text, *span)) for span in spans]
        found[item.number] = tuple(RollCall("", table) for table in ballots if table)
    return found


def _ballots(text: Text, start: int, end: int) -> Iterator[Ballot]:
    cells: list[tuple[int, int]] = []
    for a, b in _cells(text, start, end):
        row = _LINE.fullmatch(text.clean, a, b)
        if row:
            person = Named(
                _turned(row["name"]), row["party"], text.evidence(row.start("name"), row.end("choice"))
            )
            yield Ballot(person, _choice(row["choice"]))
            cells.clear()
        elif _RESULT.fullmatch(text.clean, a, b):
            voter = _voter(text, cells, (a, b))
            cells.clear()
            if voter:
                yield Ballot(voter, _choice(text.clean[a:b]))
        elif _LABEL.fullmatch(text.clean, a, b) and not _FUNCTION.fullmatch(text.clean, a, b):
            cells.clear()
        else:
            cells.append((a, b))


def _cells(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of the span: lines, parted at tabs."""
    for a, b in text.lines(start, end):
        for found in re.compile(r"[^\t\n]+").finditer(text.clean, a, b):
            words = found.group()
            lead = len(words) - len(words.lstrip())
            if words.strip():
                yield found.start() + lead, found.start() + len(words.rstrip())


def _columned(text: Text, start: int, end: int) -> Iterator[Ballot]:
    """Yield the ballots of a table with a column for each choice, and a mark in one of them."""
    columns: dict[int, Choice] = {}
    for a, b in text.lines(start, end):
        words = text.clean[a:b].split("\t")
        starts = [a + sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
        folded = [word.strip().casefold().rstrip(".") for word in words]
        heads = {number: _CHOICES[word] for number, word in enumerate(folded) if word in _CHOICES}
        if len(heads) > 1:
            columns = heads
            continue
        marked = [number for number in columns if number < len(words) and folded[number]]
        if len(marked) != 1 or folded[marked[0]] not in _MARKS:
            continue
        cells = list(_cells(text, a, starts[min(columns)]))
        at = starts[marked[0]]
        voter = _voter(text, cells, (at, at + len(words[marked[0]])))
        if voter:
            yield Ballot(voter, columns[marked[0]])


def _voter(text: Text, cells: Sequence[tuple[int, int]], result: tuple[int, int]) -> Named | None:
    """Return whose row ends in the result: a name in one to three cells, then a party."""
    row = [part for cell in cells for part in _parted(text, cell)]
    party_at = next((i for i in range(len(row) - 1, 0, -1) if _is_party_cell(text, row[i])), None)
    if party_at is None or not all(_FUNCTION.fullmatch(text.clean, a, b) for a, b in row[party_at + 1 :]):
        return None
    name_cells: list[tuple[int, int]] = []
    for a, b in reversed(row[:party_at]):
        if not _NAME_PART.fullmatch(text.clean, a, b) or len(name_cells) == _MAX_NAME_LINES:
            break
        name_cells.insert(0, (a, b))
    name = _turned(" ".join(text.clean[a:b] for a, b in name_cells))
    if len(name.split()) < 2:
        return None
    party = _PARTY_CELL.fullmatch(text.clean, *row[party_at])
    return Named(name, party["party"] if party else None, text.evidence(name_cells[0][0], result[1]))


def _parted(text: Text, cell: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the cell, or its two parts where a name and a party have become one cell."""
    start, end = cell
    space = text.clean.rfind(" ", start, end)
    if (
        space > start
        and _is_party_cell(text, (space + 1, end))
        and _NAME_PART.fullmatch(text.clean, start, space)
    ):
        return [(start, space), (space + 1, end)]
    return [cell]


def _is_party_cell(text: Text, cell: tuple[int, int]) -> bool:
    found = _PARTY_CELL.fullmatch(text.clean, *cell)
    return bool(
        found and (party_code(found["party"]) or found["party"].isupper() or found["party"] in {"-", "–"})
    )


def _turned(name: str) -> str:
    """Return an inverted name (``Stenmark, Åsa``) the right way round."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name.strip(" ,")


def _choice(words: str) -> Choice:
    return _CHOICES[words.casefold().rstrip(".")]


def with_roll_calls(
    text: Text,
    items: Sequence[Item],
    calls: Sequence[RollCall],
    own: Mapping[str, tuple[RollCall, ...]] = MappingProxyType({}),
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the items with the ballots of the appendices that their votes refer to, and what did not add up.

    A vote takes the ballots of the appendix that its own words name (``framgår av bilaga 2``), or of
    the one table in its item (``own``) that fits it, and only where they add up to its totals.
    """
    by_number = {call.number: call for call in calls}
    warnings: list[str] = []

    def settled(item: Item, vote: Vote) -> Vote:
        call = _call_of(text, vote, by_number)
        fitting = [table for table in own.get(item.number, ()) if _agrees(vote, table)]
        if call is None and len(fitting) == 1:
            call = fitting[0]
        if call is None or vote.ballots:
            return vote
        if _agrees(vote, call):
            return _filled(vote, call)
        warnings.append(
            f"§ {item.number}: the ballots of appendix {call.number} do not add up to the vote's totals"
        )
        return vote

    done = tuple(replace(item, votes=tuple(settled(item, vote) for vote in item.votes)) for item in items)
    return done, tuple(warnings)


def _call_of(text: Text, vote: Vote, calls: dict[str, RollCall]) -> RollCall | None:
    """Return the roll call of the appendix that is named right after the vote's totals."""
    after = text.raw[vote.evidence.end : vote.evidence.end + 250]
    found = _APPENDIX.search(vote.evidence.quote) or _APPENDIX.search(after)
    return calls.get(found["number"]) if found else None


def _agrees(vote: Vote, call: RollCall) -> bool:
    counts = call.counts()
    stated = (("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain))
    people = Counter((ballot.person.name, ballot.person.party) for ballot in call.ballots)
    return (
        all(number is None or counts[choice] == number for choice, number in stated)
        and max(people.values()) == 1
    )


def _filled(vote: Vote, call: RollCall) -> Vote:
    counts = call.counts()
    ballots = tuple(ballot for ballot in call.ballots if ballot.choice != "absent")
    abstain = vote.abstain if vote.abstain is not None else counts["abstain"] or None
    absent = vote.absent if vote.absent is not None else counts["absent"] or None
    return replace(vote, ballots=ballots, abstain=abstain, absent=absent)
