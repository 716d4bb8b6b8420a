"""How two names are related as they are written: a necessary reason to ask whether they are one person's.

No relation is a sufficient one: which rules then decide is told in `rules`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from rapidfuzz.distance import OSA

from graphbuild.linking.names import fold
from graphbuild.resources import resource

Relation = Literal[
    "same",
    "letters",
    "marks",
    "genitive",
    "order",
    "sound",
    "initial",
    "longer",
    "longer before",
    "misprint",
    "other letter",
]
"""What differs between two names.

``letters``: only hyphens, spaces and accents. ``marks``: å, ä or ö in one is a or o in the other.
``genitive``: one has an s more. ``order``: the same words in another order. ``sound``: spellings that
sound alike. ``initial``: an initial for a name, or one more. ``longer``: a surname or a given name more;
``longer before``: a name more before the first. ``misprint``: one letter of a surname. ``other letter``:
that one letter is å, ä or ö, which tell Swedish names apart.
"""

MAX_TOKENS = 8
"""Longer runs of words are no names of people."""

_OWN = "åäö"
_SEPARATORS = re.compile(r"[\s\-’'´`.]+")
_MUTE_H = re.compile(r"(?<=[aeiouyåäö])h(?![aeiouyåäö])")
_DOUBLE = re.compile(r"(.)\1+")


@cache
def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without hyphens, and without marks but those of å, ä, ö."""
    return tuple(_unmarked(word, _OWN) for word in _SEPARATORS.split(fold(name)) if word)


def plain(word: str) -> str:
    """Return a word with the marks of å, ä and ö gone as well."""
    return _unmarked(word, "")


@cache
def sound(word: str) -> str:
    """Return a code that is equal for spellings that sound alike: ``Hellqvist`` and ``Hellkvist``.

    The spellings are those of ``data/people.toml``; double letters and an h that is not heard do not
    count.
    """
    for written, heard in _data()["sounds"]:
        word = word.replace(written, heard)
    return _DOUBLE.sub(r"\1", _MUTE_H.sub("", word))


@cache
def sounds(name: str) -> tuple[str, ...]:
    """Return the codes of the words of a name."""
    return tuple(sound(word) for word in tokens(name))


@cache
def common() -> frozenset[str]:
    """Return the surnames that many people have, as words of `tokens`."""
    return frozenset(word for name in _data()["common_surnames"].split() for word in tokens(name))


def only_common(name: str) -> bool:
    """Tell whether all surnames of a name (what follows its first word) are ones that many people have."""
    return all(word in common() for word in tokens(name)[1:])


def relation(one: str, other: str) -> Relation | None:
    """Return how two names are related as written, None where they are simply different names."""
    if fold(one) == fold(other):
        return "same"
    a, b = tokens(one), tokens(other)
    if not a or not b or max(len(a), len(b)) > MAX_TOKENS:
        return None
    return next((name for name, holds in _of_tokens(a, b) if holds), None)


def _of_tokens(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[tuple[Relation, bool]]:
    """Yield each relation and whether it holds; the first that does counts."""
    yield "letters", "".join(a) == "".join(b)
    yield "marks", _marks_lost(a, b)
    yield "other letter", _other_letter(a, b)
    yield "genitive", _genitive(a, b) or _genitive(b, a)
    yield "order", len(a) > 1 and sorted(a) == sorted(b)
    codes_a, codes_b = tuple(map(sound, a)), tuple(map(sound, b))
    yield "sound", codes_a == codes_b
    yield "initial", _initial(a, b) or _initial(b, a)
    yield "longer", _longer(codes_a, codes_b) or _longer(codes_b, codes_a)
    yield "longer before", _longer_before(codes_a, codes_b) or _longer_before(codes_b, codes_a)
    yield "misprint", _misprint(a, b)


def _marks_lost(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether every letter that differs is å, ä, ö in one name only, and a or o in the other."""
    one, other = "".join(a), "".join(b)
    if len(one) != len(other) or plain(one) != plain(other):
        return False
    marked = {x in _OWN for x, y in zip(one, other, strict=True) if x != y}
    unmarked = {y in _OWN for x, y in zip(one, other, strict=True) if x != y}
    return len(marked) == len(unmarked) == 1 and marked != unmarked


def _other_letter(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether the names differ in å, ä or ö against another letter: ``Öberg``, ``Åberg``."""
    one, other = "".join(a), "".join(b)
    if len(a) != len(b) or len(one) != len(other):
        return False
    differing = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    return len(differing) <= 2 and all(x in _OWN or y in _OWN for x, y in differing)


def _genitive(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) > 1 and tuple(b[:-1]) == tuple(a[:-1]) and b[-1] == a[-1] + "s"


def _initial(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether ``a`` has an initial where ``b`` has a name, or an initial more than ``b``."""
    if len(a) == len(b) and len(a) > 1:
        differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        return (
            len(differing) == 1 and len(differing[0][0]) == 1 and differing[0][1].startswith(differing[0][0])
        )
    inner = [word for word in a[1:] if len(word) > 1]
    return len(b) > 1 and len(a) > len(b) and [a[0], *inner] == list(b)


def _longer(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether ``long`` has all words of ``short`` in their order and more, after the same first one."""
    return 1 < len(short) < len(long) and short[0] == long[0] and _within(short, long)


def _longer_before(short: Sequence[str], long: Sequence[str]) -> bool:
    return 1 < len(short) < len(long) and tuple(long[-len(short) :]) == tuple(short)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _misprint(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether a surname of five letters or more differs in one letter, or two that changed places."""
    if len(a) != len(b) or len(a) < 2:
        return False
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return (
        len(differing) == 1
        and a[0] == b[0]
        and min(map(len, differing[0])) >= 5
        and OSA.distance(*differing[0], score_cutoff=1) == 1
    )


@cache
def _unmarked(word: str, kept: str) -> str:
    """Return a word without marks on its letters, but for the letters in ``kept``."""
    return "".join(
        letter
        if letter in kept
        else "".join(x for x in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(x))
        for letter in word
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("data/people.toml").read_text(encoding="utf-8"))
