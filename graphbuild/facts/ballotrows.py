"""Ballots in other forms than a mark in a column: a choice after each name, or a column of names a choice.

``Elsa Brodd (C) JA`` and ``Nils Kvist (S)`` with ``Nej`` on the next line are pairs; ``Ja-röster`` and
``Nej-röster`` as heads of two columns have names below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphbuild.facts.namelists import listed
from graphbuild.facts.names import PersonSpan
from graphbuild.headings import PAGE_HEAD
from graphbuild.model import Ballot, Choice, Named
from graphbuild.text import Text

_CHOICES: dict[str, Choice] = {
    "ja": "yes",
    "nej": "no",
    "avstår": "abstain",
    "avstod": "abstain",
    "avst": "abstain",
}
_PAIR = re.compile(
    r"(?<![^\n\t ])(?P<name>[A-ZÅÄÖÉÜ][\w’'´.-]*(?: (?:(?:von|af|de|der|van|la|el|al|bin|ben) "
    r")*[A-ZÅÄÖÉÜ][\w’'´.-]*){1,3})(?: \((?P<party>-|[A-Za-zÅÄÖåäö]{1,6})\)|,?\t\(?(?P<column>-"
    r"|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4})\)?(?=\t))(?:,? \(?(?:ordf(?:örande)?\.?|ers(?:ättare)?\.?|[12]:[ea] "
    r"v(?:ice)?\.? ?ordf(?:örande)?\.?|tjg\.? ers\.?)\)?)?[\s:–-]{1,4}(?P<choice>JA|NEJ|AVSTÅR|AVST|Ja|Nej"
    r"|Avstår|Avstod|Avst|ja|nej|avstår)\b(?=[ .]*(?:[\n\t]|$|[A-ZÅÄÖ]))"
)
_FEWEST = 2
_HEAD = re.compile(
    r"(?:[^\n\t]{1,40} \((?=[^()]{2,8}\)$))?(?P<choice>Ja|Nej|Avstår|Avstod)(?:-?\s?röst(?:er"
    r"|ar)?)?:?(?:\s*\(\d{1,3}\)|\))?",
    re.IGNORECASE,
)
# What a table's sums begin with; a row of numbers alone has them too.
_SUMS = re.compile(
    r"\s*(?:(?:Summa|SUMMA|Resultat|RESULTAT|Totalt"
    r"|Antal)\b[:\s]*)?(?P<yes>\d{1,3})\s+(?P<no>\d{1,3})(?:\s+(?P<abstain>\d{1,3}))?(?:\s+(?P<absent>\d{1,3}))?\s*(?=\n|$)"
)


@dataclass(frozen=True, slots=True)
class Rows:
    """The ballots of one table, the clean offset at which they end, and whether every row was read."""

    ballots: tuple[Ballot, ...]
    end: int
    whole: bool


def paired(text: Text, start: int, end: int) -> Rows | None:
    """Return the ballots of names with a choice after each; None where there are fewer than two."""
    found = [*_PAIR.finditer(text.clean, start, end)]
    if len(found) < _FEWEST:
        return None
    ballots = tuple(
        Ballot(
            Named(match["name"], match["party"] or match["column"], text.evidence(*match.span())),
            _CHOICES[match["choice"].casefold()],
        )
        for match in found
    )
    whole = all(_says_nothing(text.clean[a.end() : b.start()]) for a, b in pairwise(found))
    return Rows(ballots, found[-1].end(), whole)


def _says_nothing(words: str) -> bool:
    """Tell whether nothing but a page's head stands between two rows."""
    return all(not line.strip(" .\t") or PAGE_HEAD.fullmatch(line) for line in words.split("\n"))


def side_by_side(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Rows | None:
    """Return the ballots of columns of names whose heads are the choices; None where there are none."""
    heads: dict[int, Choice] = {}
    ballots: list[Ballot] = []
    last, whole = start, True
    for a, b in text.lines(start, end):
        cells = list(_cells(text.clean, a, b))
        labels = [_HEAD.fullmatch(text.clean[c:d].strip()) for c, d in cells]
        if len(labels) > 1 and all(labels):
            heads = {i: _CHOICES[label["choice"].casefold()] for i, label in enumerate(labels) if label}
            continue
        if not heads:
            continue
        row = list(_row(text, cells, heads, people))
        if ballots and len(cells) == 1 and text.clean[a:b].rstrip().endswith("."):
            break
        if not row or None in row:
            whole = whole and not row
            if ballots:
                break
            continue
        ballots.extend(ballot for ballot in row if ballot)
        last = b
    return Rows(tuple(ballots), last, whole) if len(ballots) >= _FEWEST else None


def _cells(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in re.compile("\t").finditer(clean, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _row(
    text: Text, cells: Sequence[tuple[int, int]], heads: dict[int, Choice], people: Sequence[PersonSpan]
) -> Iterator[Ballot | None]:
    """Yield the ballot of each cell with words, None for one that is no name."""
    for number, (a, b) in enumerate(cells):
        if not text.clean[a:b].strip():
            continue
        first = a + len(text.clean[a:b]) - len(text.clean[a:b].lstrip())
        who = listed(text, people, first, b) if number in heads else ()
        yield Ballot(who[0], heads[number]) if len(who) == 1 else None


def sums(text: Text, at: int, end: int) -> dict[str, int] | None:
    """Return the totals that stand right below a table, None where none do."""
    found = _SUMS.match(text.clean, at, min(end, at + 120))
    return {key: int(value) for key, value in found.groupdict().items() if value} if found else None
