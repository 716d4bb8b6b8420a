"""Titles that stand in a column of their own, after all the names that they belong to.

A table of names and titles is read as all names, then all titles: ``Anna Ek (S) Bo Ask (M) ordförande
ledamot``. Where there are as many titles as names each has its own; titles of the presidium alone are
those of the first names, as chair and vice chairs stand first in lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.facts.attendance.words import description, is_title_word

_WORDS = re.compile(r"\S+")
# Words that begin a title and do not end it.
_OPEN = re.compile(
    r"(?:[1-3][:.]?[ea]|förste|första|andre|andra|tredje|vice|v\.?|bitr\.?|biträdande|tf\.?|t\.?f\.?|vik\.?|tjänstgörande"
    r"|ej|icke|tillika|och|\w+-)",
    re.IGNORECASE,
)
_LONGEST = 40


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


def shared(titles: Sequence[str], people: int) -> list[str] | None:
    """Return a title for each of so many people, empty for none; None where nothing tells whose they are."""
    if len(titles) == people:
        return list(titles)
    leading = all(
        description("vice_chair").search(title) or description("chair").search(title) for title in titles
    )
    if leading and 1 < len(titles) < people and not description("vice_chair").search(titles[0]):
        return [*titles, *[""] * (people - len(titles))]
    return None
