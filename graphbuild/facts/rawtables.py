"""Ballots in tables that only the printed page's own blanks tell: read in the raw text.

Where a mark stands under ``Ja`` by its place in the line, or a cell is an empty line, the clean text has
lost the column. Three forms are read: marks under heads of columns, a cell a line, and a letter for each
choice (``J = ja  N = nej``) in a column for each vote. A table of which a row is not understood, or whose
sums differ from its rows, gives nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.authority import party_code
from graphbuild.model import Ballot, Choice, Named
from graphbuild.text import Text

_CHOICES: dict[str, Choice] = {
    "ja": "yes",
    "nej": "no",
    "avstår": "abstain",
    "avstod": "abstain",
    "avst": "abstain",
    "frånvarande": "absent",
    "frånv": "absent",
}
_HEAD = re.compile(r"(?<!\S)(?P<head>Ja|Nej|Avstår|Avstod|Avst|Frånvarande|Frånv)\.?(?!\S)", re.IGNORECASE)
_CELL = re.compile(r"\S+(?: \S+)*")
_MARK = re.compile(r"[Xx✓✔☒]")
_PARTY = re.compile(r"\(?(?P<party>[A-ZÅÄÖ]{1,4}|[A-ZÅÄÖ][a-zåäö]{0,3}|-)\)?")
_NAME = re.compile(
    r"(?P<name>[A-ZÅÄÖÉÜ][\w’'´.-]*(?:,? (?:(?:von|af|de|der|van|al|el) )*(?:(?:al"
    r"|el)-)?[A-ZÅÄÖÉÜ][\w’'´.-]*){1,4})(?: \((?P<party>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,3}|-)\))?(?:,? \(?(?:ordf"
    r"|ordförande|[12]:[ea] v(?:ice)? ?\.?ordf\w*|ers|ersättare|tjg\w*)\b[^)]*\)?)?"
)
_SUM = re.compile(r"\s*(?:Summa|Totalt|Resultat|Antal)\b", re.IGNORECASE)
_LEGEND = re.compile(r"\bJ ?= ?ja\b.{0,20}\bN ?= ?nej\b", re.IGNORECASE)
_LETTERS: dict[str, Choice] = {"J": "yes", "N": "no", "A": "abstain", "F": "absent"}
_ITEM = re.compile(r"§\s*(?P<number>\d{1,4})\b")
# How far a mark may stand from the middle of its column's head, in characters.
_REACH = 4
# How many lines above a table may name its §.
_ABOVE = 6
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class RawTable:
    """One vote's ballots: the raw offset of the table, the § named above it, and its sums where stated."""

    at: int
    item: str | None
    ballots: tuple[Ballot, ...]
    stated: Mapping[Choice, int] | None


def raw_tables(text: Text, known: frozenset[str]) -> tuple[RawTable, ...]:
    """Return the tables of the raw text that were read whole; ``known`` has names told elsewhere."""
    lines = [(found.start(), found.end()) for found in re.compile(r"[^\n]*(?:\n|$)").finditer(text.raw)]
    lines = [(a, b - 1 if text.raw[a:b].endswith("\n") else b) for a, b in lines]
    found: list[RawTable] = []
    for i, (a, b) in enumerate(lines):
        heads = {m["head"].casefold(): m for m in _HEAD.finditer(text.raw, a, b)}
        if {"ja", "nej"} <= heads.keys() and not _sentence(text.raw[a:b]):
            found.extend(_whole(text, lines, i, _marked(text, lines, i)))
        elif text.raw[a:b].strip().casefold() == "ja":
            found.extend(_whole(text, lines, i, _stacked(text, lines, i)))
        elif _LEGEND.search(text.raw, a, b):
            for ballots in _lettered(text, lines[i + 1 :], known):
                found.extend(_whole(text, lines, i, (ballots, None)))
    return tuple(found)


def _sentence(line: str) -> bool:
    """Tell a sentence from the heads of columns, which stand apart."""
    return re.search(r"\S\s{2,}(?:Ja|JA)\s{2,}", line) is None


_Read = tuple[tuple[Ballot, ...], dict[Choice, int] | None] | None


def _whole(text: Text, lines: Sequence[tuple[int, int]], i: int, read: _Read) -> Iterator[RawTable]:
    """Yield the table where it holds each voter once and its sums are those of its rows."""
    if read is None or len(read[0]) < _FEWEST:
        return
    ballots, stated = read
    counts = Counter(ballot.choice for ballot in ballots)
    voters = Counter((ballot.person.name, ballot.person.party) for ballot in ballots)
    same = all(counts[choice] == number for choice, number in (stated or {}).items() if choice != "absent")
    if max(voters.values()) == 1 and same:
        above = [*_ITEM.finditer(text.raw, lines[max(0, i - _ABOVE)][0], lines[i][1])]
        yield RawTable(lines[i][0], above[-1]["number"] if above else None, ballots, stated)


def _marked(text: Text, lines: Sequence[tuple[int, int]], i: int) -> _Read:
    """Return the ballots of a table with marks under its heads, and its sums; None without them."""
    start = lines[i][0]
    columns = [
        ((m.start() + m.end()) / 2 - start, _CHOICES[m["head"].casefold()])
        for m in _HEAD.finditer(text.raw, *lines[i])
    ]
    ballots: list[Ballot] = []
    for a, b in lines[i + 1 :]:
        cells = [*_CELL.finditer(text.raw, a, b)]
        if _SUM.match(text.raw, a, b):
            sums = {_column(columns, m, a): int(m.group()) for m in cells if m.group().isdigit()}
            return (tuple(ballots), {key: n for key, n in sums.items() if key}) if None not in sums else None
        if not cells:
            continue
        choice = _column(columns, cells[-1], a) if _MARK.fullmatch(cells[-1].group()) else None
        voter = _voter(text, cells[:-1])
        if choice is None or (voter is None and choice != "absent"):
            return None
        if voter and choice != "absent":
            ballots.append(Ballot(voter, choice))
    return None


def _column(columns: Sequence[tuple[float, Choice]], cell: re.Match[str], start: int) -> Choice | None:
    """Return the choice in whose column the cell stands, None where none is near."""
    middle = (cell.start() + cell.end()) / 2 - start
    distance, choice = min((abs(at - middle), choice) for at, choice in columns)
    return choice if distance <= _REACH else None


def _voter(text: Text, cells: Sequence[re.Match[str]]) -> Named | None:
    """Return who voted: the substitute where a cell after the member's names one with a party."""
    names = [(m, found) for m in cells if (found := _NAME.fullmatch(m.group()))]
    if not names:
        return None
    cell, found = names[-1]
    codes = [code for m in cells if (code := _PARTY.fullmatch(m.group()))]
    party = found["party"] or (codes[0]["party"] if codes and len(names) == 1 else None)
    if party is None:
        return None
    return Named(_turned(found["name"]), party, text.raw_evidence(cell.start(), cell.end()))


def _turned(name: str) -> str:
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name.strip(" ,")


def _stacked(text: Text, lines: Sequence[tuple[int, int]], i: int) -> _Read:
    """Return the ballots of a table with a cell a line, empty ones too, and its sums; None without them."""
    columns: list[Choice] = []
    at = i
    while at < len(lines) and (
        choice := _CHOICES.get(text.raw[slice(*lines[at])].strip().casefold().rstrip("."))
    ):
        columns.append(choice)
        at += 1
    ballots: list[Ballot] = []
    row: list[tuple[int, int]] = []
    empty: int | None = None  # cells passed since the party's
    for n, (a, b) in enumerate(lines[at:], start=at):
        words = text.raw[a:b].strip()
        if _SUM.fullmatch(words):
            sums = [text.raw[slice(*line)].strip() for line in lines[n + 1 : n + 3 + len(columns)]]
            numbers = [int(word) for word in sums if word.isdigit()]
            stated = dict(zip(columns, numbers, strict=True)) if len(numbers) == len(columns) else None
            return (tuple(ballots), stated) if stated else None
        if not words:
            empty = None if empty is None else empty + 1
            row = row if empty is not None else []
        elif empty is not None and _MARK.fullmatch(words):
            voter = _stacked_voter(text, row)
            if voter is None or empty >= len(columns):
                return None
            ballots.append(Ballot(voter, columns[empty]))
            row, empty = [], None
        else:
            row = row if empty is None else []
            row.append((a, b))
            empty = 0 if len(row) > 1 and _PARTY.fullmatch(words) else None
    return None


def _stacked_voter(text: Text, row: Sequence[tuple[int, int]]) -> Named | None:
    """Return whose row it is: a name in one line or, with a hyphen, two, and the party's line."""
    words = [text.raw[a:b].strip() for a, b in row]
    name = "".join(
        word.removesuffix("-") if word.endswith("-") else f"{word} " for word in words[:-1]
    ).strip()
    found, party = _NAME.fullmatch(name), _PARTY.fullmatch(words[-1])
    if not found or not party:
        return None
    return Named(_turned(found["name"]), party["party"], text.raw_evidence(row[0][0], row[-1][1]))


def _lettered(
    text: Text, lines: Sequence[tuple[int, int]], known: frozenset[str]
) -> Iterator[tuple[Ballot, ...]]:
    """Yield the ballots of each column of letters; names stand under their parties' headings."""
    party: str | None = None
    rows: list[tuple[re.Match[str], re.Match[str], str, list[str]]] = []
    for a, b in lines:
        cells = [*_CELL.finditer(text.raw, a, b)]
        letters = [m.group() for m in cells[1:]]
        name = _NAME_CELL.fullmatch(cells[0].group()) if cells else None
        if letters and name and all(letter in _LETTERS for letter in letters):
            if party is None:
                return
            rows.append((cells[0], name, party, letters))
        elif len(cells) == 1:
            words = cells[0].group()
            party = (
                party_code(words)
                or party_code(words.capitalize())
                or ("-" if _NO_PARTY.match(words) else words)
            )
    width = {len(letters) for *_, letters in rows}
    if len(width) != 1:
        return
    inverted = _are_inverted([name["name"] for _, name, *_ in rows], known)
    for column in range(width.pop()):
        yield tuple(
            Ballot(
                Named(
                    _last_first(name["name"]) if inverted else _turned(name["name"]),
                    code,
                    text.raw_evidence(cell.start(), cell.end()),
                ),
                _LETTERS[letters[column]],
            )
            for cell, name, code, letters in rows
            if letters[column] != "F"
        )


_NAME_CELL = re.compile(
    r"(?P<name>[A-ZÅÄÖÉÜ][\w’'´.-]*(?:,? (?:(?:von|af|de|der|van|al|el) )*[A-ZÅÄÖÉÜ][\w’'´.-]*){1,4})(?:,? "
    r"(?:\([^()]{2,60}\)|ordf\w*\.?|[12]:[ea] v\w*\.? ?ordf\w*\.?|ers\w*\.?))?"
)
_NO_PARTY = re.compile(r"(?:utan parti|partilös|politisk vilde)", re.IGNORECASE)


def _are_inverted(names: Sequence[str], known: frozenset[str]) -> bool:
    """Tell whether the table gives the last name first, without a comma: names known from elsewhere tell."""
    turned = sum(_last_first(name) in known for name in names)
    return turned > sum(name in known for name in names)


def _last_first(name: str) -> str:
    *last, first = name.split()
    return f"{first} {' '.join(last)}"
