"""Titles and parties that stand in a column of their own, after all the names that they belong to.

A table of names and titles is read as all names, then all titles: ``Anna Ek (S) Bo Ask (M) ordförande
ledamot``. Where there are as many titles as names each has its own; titles of the presidium alone are
those of the first names, as chair and vice chairs stand first in lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.words import description, is_title_word

_WORDS = re.compile(r"\S+")
# Words that begin a title and do not end it.
_OPEN = re.compile(
    r"(?:[1-3][:.]?[ea]|förste|första|andre|andra|tredje|vice|v\.?|bitr\.?|biträdande|tf\.?|t\.?f\.?|vik\.?|tjänstgörande"
    r"|ej|icke|tillika|och|\w+-)",
    re.IGNORECASE,
)
_LONGEST = 40


_PARTY_CELL = re.compile(r"\((?:[^\W\d_]{1,6}|-)\)")
# Fewer parties below each other can be a wrapped line.
_FEWEST_CODES = 3


def lines(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines of the clean span that are not blank."""
    position = start
    for line in clean[start:end].splitlines(keepends=True):
        if line.strip():
            yield position, position + len(line.rstrip("\n"))
        position += len(line)


def party_column(clean: str, start: int, end: int) -> tuple[int, dict[int, str]]:
    """Return where the names of a list end, and each one's party, where the parties stand below all names.

    A table whose columns were read one after the other: as many names, then as many parties.
    """
    cells = list(lines(clean, start, end))
    while cells and not (_PARTY_CELL.fullmatch(words := clean[slice(*cells[-1])].strip()) or people(words)):
        cells.pop()
    first = len(cells)
    while first and _PARTY_CELL.fullmatch(clean[slice(*cells[first - 1])].strip()):
        first -= 1
    codes = [clean[slice(*line)].strip(" ()\t") for line in cells[first:]]
    if len(codes) < _FEWEST_CODES:
        return end, {}
    stop = cells[first][0]
    names = people(clean[start:stop], start)
    if len(names) != len(codes):
        return end, {}
    return stop, {person.start: code for person, code in zip(names, codes, strict=True)}


def phrases(words: str) -> list[str]:
    """Return the titles that the words are a column of; empty where they are anything else.

    A capital begins a title where the words have any, else each word that is a title ends one.
    """
    tokens = _WORDS.findall(words)
    if (
        not tokens
        or len(tokens) > 4 * _LONGEST
        or any(token[-1] in ",;." and len(token) > 5 for token in tokens)
    ):
        return []
    if any(token[0].isdigit() and not _OPEN.fullmatch(token) for token in tokens):
        return []
    result: list[list[str]] = []
    for token in tokens:
        begins = not result or (_is_whole(result[-1]) and (token[0].isupper() or _begins(token)))
        if begins:
            result.append([token])
        else:
            result[-1].append(token)
    found = [" ".join(phrase) for phrase in result]
    return found if len(found) > 1 and all(_is_whole(phrase.split()) for phrase in found) else []


def _begins(token: str) -> bool:
    return is_title_word(token) or _OPEN.fullmatch(token) is not None


def _is_whole(phrase: Sequence[str]) -> bool:
    return any(is_title_word(word) and not _OPEN.fullmatch(word) for word in phrase) and not _OPEN.fullmatch(
        phrase[-1]
    )


def shared(titles: Sequence[str], count: int) -> list[str] | None:
    """Return a title for each of so many people, empty for none; None where nothing tells whose they are."""
    if len(titles) == count:
        return list(titles)
    leading = all(
        description("vice_chair").search(title) or description("chair").search(title) for title in titles
    )
    if leading and 1 < len(titles) < count and not description("vice_chair").search(titles[0]):
        return [*titles, *[""] * (count - len(titles))]
    return None
