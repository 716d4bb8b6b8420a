"""What the title of a § is about: how titles of one matter are told to be alike in two bodies.

The words are data (``data/linking.toml``): what stands before the matter itself (``Svar på``), and the
titles that every meeting has (``Upprop``).
"""

from __future__ import annotations

import re
from functools import cache

from graphbuild.linking.names import words

MIN_SHARED = 0.5
"""Least share of common words for two titles of one case to be about the same."""

_MIN_LENGTH = 12
_CUT = 25
# Who put it forward: "av Anna Ek (S), Bo Ask (M) och Eva Al (C)".
_AUTHORS = re.compile(r"\b(?:av|från)\s(?:[^()]{3,60}\([^()]{1,12}\)(?:,|\soch|\ssamt)?\s?){1,12}")
_WORD = re.compile(r"[^\W_]+")


def matter(title: str) -> str:
    """Return a title as words to compare: without case, signs, authors, and what stands before the matter.

    For: ``Svar på motion av Anna Ek (S) om cykelvägar`` and ``Motion om cykelvägar`` are one. Against:
    ``Delårsrapport mars`` and ``Delårsrapport augusti`` stay two.
    """
    text = " ".join(_WORD.findall(_AUTHORS.sub(" ", title).casefold()))
    while True:
        bare = _leading().sub("", text)
        if bare == text or not bare:
            return text
        text = bare


def standing(title: str) -> bool:
    """Return whether a title is one that every meeting has, and so tells of no matter of its own."""
    folded = " ".join(_WORD.findall(title.casefold()))
    return not folded or folded.startswith(tuple(words()["matter"]["standing"]))


@cache
def _leading() -> re.Pattern[str]:
    found = "|".join(re.escape(one) for one in sorted(words()["matter"]["leading"], key=len, reverse=True))
    return re.compile(rf"^(?:{found})\s+")


def alike(one: str, other: str, *, same_case: bool) -> bool:
    """Return whether two matters are the same: equal, or one cut short.

    In one case it is enough that most words of the shorter one are the same.
    """
    if same_case and (not one or not other):
        return True
    if min(len(one), len(other)) < _MIN_LENGTH and one != other:
        return False
    squeezed, against = one.replace(" ", ""), other.replace(" ", "")
    if squeezed == against and (same_case or len(one) >= _MIN_LENGTH):
        return True
    shorter, longer = sorted((squeezed, against), key=len)
    if len(shorter) >= _CUT and longer.startswith(shorter):
        return True
    mine, theirs = set(one.split()), set(other.split())
    return same_case and len(mine & theirs) / len(mine | theirs) >= MIN_SHARED
