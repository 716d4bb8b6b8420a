"""Clauses of a decision (att-satser) that unwrapping has joined: where each began a line of its own.

``att`` begins a clause where its line of the page began with it and something tells that the break was
the writer's: a decision's verb or a comma before it, a blank line, or a line before it that had room for
more. An ``att`` that the page's width put first goes on with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.text import Text

_CLAUSE = re.compile(r"(?P<gap>[ ])(?:att|Att|dels)\s(?=\S)")
_LEADS = re.compile(
    r"\b(?:beslutar|besluta|beslutade|beslöt|föreslås besluta|dels)(?: [\w-]*(?:styrelsen|nämnden"
    r"|fullmäktige|utskottet|direktionen))?(?: (?:för (?:egen|sin) del|enhälligt|följande|sålunda|härmed"
    r"|därmed|därför|efter omröstning|således))*(?: (?:enligt|i enlighet med|efter) [^.;,]{3,60}"
    r"|,[^.;]{3,80},)?:?$"
)
_LISTED = re.compile(r"(?:[,;]|\b(?:samt|och))$")
_CHAIN = re.compile(r"(?:att|Att|dels)\s")
_BLANK_LINE = re.compile(r"\n\s*\n")
# How far back a lead-in's verb can stand.
_REACH = 150
# The room that a line must leave for the word after it, as a part of the widest line.
_ROOM = 0.9


def clause_cuts(text: Text) -> Iterator[int]:
    """Yield the offsets of the blanks in the clean text before clauses that began a line of their own."""
    for start, end in text.lines(0, len(text.clean)):
        chained = _CHAIN.match(text.clean, start, end) is not None
        for found in _CLAUSE.finditer(text.clean, start, end):
            gap = found.start("gap")
            between = text.raw[text.offsets[gap - 1] + 1 : text.offsets[gap + 1]]
            if "\n" not in between:
                continue
            before = text.clean[max(start, gap - _REACH) : gap]
            leads = _LEADS.search(before) is not None
            if leads or (chained and _is_own(text, gap, before, between)):
                chained = True
                yield gap


def _is_own(text: Text, gap: int, before: str, between: str) -> bool:
    """Tell whether a line break between two clauses was the writer's."""
    if _LISTED.search(before) or _BLANK_LINE.search(between):
        return True
    last = text.offsets[gap - 1]
    begin = text.raw.rfind("\n", 0, last) + 1
    around = text.raw[max(0, begin - 1500) : last + 1500].splitlines()
    widest = max(len(line.rstrip()) for line in around)
    return last - begin < _ROOM * min(widest, 110)
