"""Ballots in an appendix: a table of names, parties and votes, whose cells may stand one a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from graphbuild.authority import party_code
from graphbuild.facts.ballotrows import Rows, paired, side_by_side, sums
from graphbuild.facts.names import PersonSpan
from graphbuild.facts.rawtables import RawTable, raw_tables
from graphbuild.facts.votes import last_proposition, meanings
from graphbuild.minutes import Minutes
from graphbuild.model import Ballot, Choice, Item, Named, Stated, Vote
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
# A result that a name with a small particle before it has been joined to: ``Nej af Sillén, Ada``.
_RESULT_JOINED = re.compile(rf"(?P<choice>{_RESULT.pattern}) (?=(?:af|von|de|der|van) [A-ZÅÄÖ])")
_NAME_PART = re.compile(
    r"(?:(?:af|von|de|der|van) )?[A-ZÅÄÖÉÈÜÁÍÓÚÆØÇŠŽ][\w’'´.-]*(?:,? (?:(?:von|af|de|der|van|la|el|al|bin"
    r"|ben|zu|dos|da|di) )*[A-ZÅÄÖÉÈÜÁÍÓÚÆØÇŠŽ][\w’'´.-]*)*,?"
)
_PARTY_CELL = re.compile(r"\(?(?P<party>[A-ZÅÄÖ]{1,2}[A-Za-zÅÄÖåäö]{0,3}|-|–)\)?")
_LINE = re.compile(
    r"(?P<name>[A-ZÅÄÖÉÜ][\w’'´-]+(?:,? (?:(?:von|af|de|der|van|la|el|al|bin|ben|zu|dos|da|di) "
    r")*[A-ZÅÄÖÉÜ][\w’'´.-]*){1,4}?),? \(?(?P<party>[A-ZÅÄÖ]{1,2}[A-Za-zÅÄÖåäö]{0,3}|-)\)?,?(?: "
    r"\d{1,3})?(?: (?:Ordförande|Ordf\.?|Ledamot|Ersättare|[1-3]:[ae] v(?:ice|\.)? ?[Oo]rdf\w*))? "
    r"(?P<choice>Ja|Nej|Avstår|Avstod|Frånvarande|Frånv\.?)(?: .{0,60})?"
)
_FUNCTION = re.compile(
    r"(?:\d{1,3} )?(?:\d{1,3}|Ordförande|Ordf\.?|Ledamot|Ersättare|Suppleant|[1-3]:[ae] v\.? ?(?:ice "
    r")?[Oo]rdf\w*\.?|(?:Förste|Andre|Tredje) vice ordf\w*)"
)
_LABEL = re.compile(
    r"(?:Namn|Parti|Plats|Funktion|Resultat|Röst|Ledamot|Ersättare|Ordinarie|Antal .*|Ärende.*|Bilaga .*)"
)
_APPENDIX = re.compile(r"(?:\b|\w)bilaga\s+(?P<number>\d{1,3})\b", re.IGNORECASE)
# An appendix that tells the § it belongs to.
_OF_ITEM = re.compile(r"[^\n]{0,40}§\s*(?P<number>\d{1,4})\b")
# A mark in the name's cell beside the name: the chair, a substitute.
_BESIDE = re.compile(
    r"(?<=[\w)])(?:, | \()(?:ordf(?:örande)?|ers(?:ättare)?|tj(?:änst)?g(?:örande)?)\.?\)?\s*$", re.IGNORECASE
)
_VOTED = re.compile(r"omröst|voter|\bröst", re.IGNORECASE)
_SUM_ROW = re.compile(r"\s*(?:Summa|SUMMA|Resultat|Totalt|Antal)\b|[\s\d]*$")
_MAX_NAME_LINES = 3
# Fewer ballots than this are no table.
_FEWEST = 2
# The sections of an item in which a table of ballots may stand.
_VOTING = frozenset({"vote", "proposition", "proposals", "decision", ""})


@dataclass(frozen=True, slots=True)
class RollCall:
    """One table's ballots: its appendix's number, each ballot, and what else the table tells.

    ``stated`` has the totals that stand below the table, ``whole`` tells that each of its rows was
    read, ``asked`` is the proposition that was voted on, where its § states it.
    """

    number: str
    ballots: tuple[Ballot, ...]
    stated: Mapping[Choice, int] | Mapping[str, int] | None = None
    whole: bool = False
    asked: Stated | None = None

    def counts(self) -> Counter[str]:
        """Return how many ballots there are of each choice."""
        return Counter(ballot.choice for ballot in self.ballots)


def roll_calls(minutes: Minutes) -> tuple[RollCall, ...]:
    """Return the roll calls that the document's appendices hold."""
    found = []
    for start, end in minutes.appendices:
        number = _APPENDIX.match(minutes.text.clean, start, end)
        rows = _columns(minutes.text, start, end)
        ballots = rows.ballots if rows else tuple(_ballots(minutes.text, start, end))
        if number and ballots:
            found.append(RollCall(number["number"], ballots))
    return tuple(found)


def tables(minutes: Minutes, people: Sequence[PersonSpan] = ()) -> dict[str, tuple[RollCall, ...]]:
    """Return the roll calls of items, by the item's number: inside it, or in an appendix that names it."""
    text = minutes.text
    found: dict[str, tuple[RollCall, ...]] = {}
    for item in minutes.items:
        spans = [(section.start, section.end) for section in item.sections if section.kind in _VOTING]
        spans = spans if _VOTED.search(text.clean, item.start, item.end) else []
        calls = [call for span in spans if (call := _table(text, *span, people))]
        asked = last_proposition(text, item) if calls else None
        found[item.number] = tuple(replace(call, asked=asked) for call in calls)
    for start, end in minutes.appendices:
        of = _OF_ITEM.match(text.clean, start, end)
        call = _table(text, start, end, people) or _appended(text, start, end)
        if of and call and of["number"] in found:
            item = next(part for part in minutes.items if part.number == of["number"])
            call = replace(call, asked=last_proposition(text, item))
            found[item.number] = (*found[item.number], call)
    laid: dict[str, list[RawTable]] = {}
    for table in raw_tables(text, frozenset(span.name for span in people)):
        number = _item_of(minutes, table)
        if number in found and not found[number]:
            laid.setdefault(number, []).append(table)
    for number, drawn in laid.items():
        asked = last_proposition(text, next(part for part in minutes.items if part.number == number))
        found[number] = tuple(
            RollCall("", table.ballots, table.stated, whole=table.stated is not None, asked=asked)
            for table in drawn
        )
    return found


def _item_of(minutes: Minutes, table: RawTable) -> str:
    """Return the number of the § that a table belongs to: the one named above it, or the one it stands in."""
    if table.item:
        return table.item
    offsets = minutes.text.offsets
    inside = [
        part for part in minutes.items if offsets[part.heading_start] <= table.at < offsets[part.end - 1]
    ]
    return inside[-1].number if inside else ""


def _appended(text: Text, start: int, end: int) -> RollCall | None:
    ballots = tuple(_ballots(text, start, end))
    return RollCall("", ballots) if ballots else None


def _table(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> RollCall | None:
    """Return the ballots of the table in the span, in whichever form it has them."""
    rows = _columns(text, start, end) or paired(text, start, end) or side_by_side(text, start, end, people)
    if rows is None:
        return None
    return RollCall("", rows.ballots, sums(text, rows.end, end), rows.whole)


def _columns(text: Text, start: int, end: int) -> Rows | None:
    """Return the ballots of a table with a mark in one of its columns."""
    found = list(_columned(text, start, end))
    ballots = tuple(ballot for ballot, _ in found if ballot)
    return Rows(ballots, found[-1][1], whole=len(ballots) == len(found)) if ballots else None


def _ballots(text: Text, start: int, end: int) -> Iterator[Ballot]:
    cells: list[tuple[int, int]] = []
    for a, b in _cells(text, start, end):
        joined = _RESULT_JOINED.match(text.clean, a, b)
        if joined and cells:
            voter = _voter(text, cells, joined.span("choice"))
            cells.clear()
            if voter:
                yield Ballot(voter, _choice(joined["choice"]))
        first = joined.end() if joined and not cells else a
        row = _LINE.fullmatch(text.clean, first, b)
        if row:
            person = Named(
                _turned(row["name"]), row["party"], text.evidence(row.start("name"), row.end("choice"))
            )
            yield Ballot(person, _choice(row["choice"]))
            cells.clear()
        elif _RESULT.fullmatch(text.clean, first, b):
            voter = _voter(text, cells, (first, b))
            cells.clear()
            if voter:
                yield Ballot(voter, _choice(text.clean[first:b]))
        elif _LABEL.fullmatch(text.clean, a, b) and not _FUNCTION.fullmatch(text.clean, a, b):
            cells.clear()
        else:
            cells.append((first, b))


def _cells(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of the span: lines, parted at tabs."""
    for a, b in text.lines(start, end):
        for found in re.compile(r"[^\t\n]+").finditer(text.clean, a, b):
            words = found.group()
            lead = len(words) - len(words.lstrip())
            if words.strip():
                yield found.start() + lead, found.start() + len(words.rstrip())


def _columned(text: Text, start: int, end: int) -> Iterator[tuple[Ballot | None, int]]:
    """Yield each marked row of a table with a column for each choice, its ballot, and where the row ends."""
    columns: dict[int, Choice | None] = {}
    for a, b in text.lines(start, end):
        words = text.clean[a:b].split("\t")
        starts = [a + sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
        folded = [word.strip().casefold().rstrip(".") for word in words]
        heads = {number: choice for number, word in enumerate(folded) if (choice := _column(word)) != "none"}
        if len(heads) > 1:
            columns = heads
            continue
        marked = [number for number in columns if number < len(words) and folded[number]]
        if (
            len(marked) != 1
            or folded[marked[0]] not in _MARKS
            or _SUM_ROW.match(text.clean, a, starts[min(columns)])
        ):
            continue
        cells = list(_cells(text, a, starts[min(columns)]))
        at = starts[marked[0]]
        voter = _voter(text, cells, (at, at + len(words[marked[0]])))
        choice = columns[marked[0]]
        if choice is None:
            continue
        yield (Ballot(voter, choice) if voter else None), b


def _column(head: str) -> Choice | Literal["none"] | None:
    """Return the choice that a column's head names; None for two, ``"none"`` where it names none."""
    named = [_CHOICES.get(word.strip(".")) for word in head.split()]
    if not named or None in named:
        return "none"
    return named[0] if len(named) == 1 else None


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
    if _FUNCTION.fullmatch(text.clean, start, end):
        return [cell]
    beside = _BESIDE.search(text.clean, start, end)
    end = beside.start() if beside else end
    space = text.clean.rfind(" ", start, end)
    if (
        space > start
        and _is_party_cell(text, (space + 1, end))
        and _NAME_PART.fullmatch(text.clean, start, space)
    ):
        return [(start, space), (space + 1, end)]
    return [(start, end)]


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

    done = tuple(
        replace(
            item,
            votes=tuple(settled(item, vote) for vote in item.votes)
            or _by_table(text, own.get(item.number, ())),
        )
        for item in items
    )
    return done, tuple(warnings)


def _by_table(text: Text, calls: Sequence[RollCall]) -> tuple[Vote, ...]:
    """Return the votes of a § that only its tables tell: each row read, the sums stated the same."""
    return tuple(_vote(text, call) for call in calls if call.whole and _adds_up(call))


def _adds_up(call: RollCall) -> bool:
    counts = call.counts()
    people = Counter((ballot.person.name, ballot.person.party) for ballot in call.ballots)
    stated = dict(call.stated or {})
    if not counts["abstain"] and not counts["absent"]:  # a column may have been for both
        stated = {key: stated[key] for key in ("yes", "no") if key in stated}
    once = max(people.values(), default=2) == 1
    return (
        once and len(call.ballots) >= _FEWEST and all(counts[key] == number for key, number in stated.items())
    )


def _vote(text: Text, call: RollCall) -> Vote:
    counts = call.counts()
    cast = tuple(ballot for ballot in call.ballots if ballot.choice != "absent")
    first, last = call.ballots[0].person.evidence, call.ballots[-1].person.evidence
    yes_means, no_means = meanings(call.asked.text) if call.asked else (None, None)
    evidence = text.raw_evidence(first.start, max(first.end, last.end))
    abstain, absent = ((call.stated or {}).get(key, counts[key] or None) for key in ("abstain", "absent"))
    return Vote(
        counts["yes"], counts["no"], abstain, absent, call.asked, yes_means, no_means, cast, evidence, None
    )


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
