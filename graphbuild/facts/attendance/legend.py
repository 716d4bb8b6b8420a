"""Marks beside names that a legend explains: ``*Eva Lind (C)`` under ``* = tjänstgörande ersättare``.

Without a legend a mark says nothing: councils use the same star for remote members, for the first of a
party, for a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEGEND = re.compile(
    r"(?P<mark>\*{1,3}|[¤#†‡¹²³])\)?[ ]{0,3}(?:[=:–-]|betecknar|anger|markerar|betyder)?[ ]{0,3}"
    r"(?P<role>(?:(?:ej|icke|inte) )?(?:tjänstgör\w*|tjg\.?|tj\.?|tjänstg\.?)[ ]?(?:ers\w*\.?)?)"
    r"(?=[\s.,;)]|$)",
    re.IGNORECASE,
)
_BEFORE = 80
_MARKS = "*¤#†‡¹²³"


@dataclass(frozen=True, slots=True)
class Legend:
    """A mark, what it stands for in words of a list, and where the legend itself stands.

    ``alone`` tells that it has a line or cell of its own.
    """

    mark: str
    role: str
    start: int
    end: int
    alone: bool

    def is_line(self, words: str) -> bool:
        """Tell whether a line or cell holds the legend and nothing else."""
        return _LEGEND.fullmatch(words.strip(" .()")) is not None


def legend(clean: str, start: int, end: int) -> Legend | None:
    """Return the legend in the clean span, None where no mark is explained.

    It follows no name: a mark right after a name is that person's own.
    """
    for found in _LEGEND.finditer(clean, start, end):
        before = clean[max(start, found.start() - _BEFORE) : found.start()].rpartition("\n")[2].rstrip()
        if not before or before[-1] in ".:;(" or clean[found.end("mark") : found.start("role")].strip():
            following = clean[found.end() : found.end() + 3].lstrip(" .)")
            alone = not before and (not following or following[0] in "\t\n")
            return Legend(found["mark"], found["role"], *found.span(), alone)
    return None


def marked_words(clean: str, known: Legend | None, start: int, end: int) -> str:
    """Return the words that the mark at a name stands for, empty where it has none.

    ``start`` and ``end`` are the clean span of name and party. A mark that touches a name is its own;
    between two names with blanks on both sides it is the first one's.
    """
    if known is None:
        return ""
    mark = rf"(?<![{_MARKS}]){re.escape(known.mark)}(?![{_MARKS}])"
    lead = clean[max(0, start - 6) : start].rpartition("\n")
    before = re.search(rf"(?:^[ \t]*{mark} ?|[\s,;(]{mark})$" if lead[1] else rf"[\s,;(]{mark}$", lead[2])
    after = re.match(rf" ?{mark}(?=[\s,;.)]|$)", clean[end : end + 8])
    return f" {known.role} " if before or after else ""
