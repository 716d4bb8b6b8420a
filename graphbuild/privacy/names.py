"""A person's name in a text, however it is printed, and the text with a mark in its place.

A name stands in capitals, over a line's end, in the order of a register ("Ek, Anna"), in an address
(``anna.ek@``) or in a file's name, with other hyphens, with or without the marks on its letters. It is
found in all of these; an abbreviated form ("A. Ek") only where it is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from urllib.parse import quote

from graphbuild.privacy import MASK

# Letters that Unicode does not decompose, and what they are without their marks.
_BARE = {"ø": "o", "æ": "ae", "ß": "ss", "ð": "d", "ł": "l", "đ": "d"}
_HYPHENS = "-\u00ad\u2010\u2011\ufffe\u00ac"
# Between two letters of a word: nothing, or the end of a line with or without a hyphen.
_BROKEN = f"(?:[{_HYPHENS}]?[ \\t]{{0,3}}[\\r\\n\\f][ \\t]{{0,40}}|[\u00ad\ufffe\u200b])?"
_GAP = "(?:[\\s\u00a0]{1,40}|[._+-]|%20|\\\\n)"
_HYPHEN = f"(?:[{_HYPHENS}\u2012\u2013 ]?[\\s]{{0,40}}|%2D)"
_LETTER = "[^\\W\\d_]"
_KEPT = frozenset("\n\r\f\t")


def folded(text: str) -> str:
    """Return only the letters of a text, in lower case and without their marks."""
    lower = text.casefold()
    for letter, bare in _BARE.items():
        lower = lower.replace(letter, bare)
    ascii_only = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode("ascii")
    return re.sub("[^a-z]+", "", ascii_only)


def forms_of(name: str, also: Sequence[str] = ()) -> tuple[str, ...]:
    """Return a name and its variants, each also with the surname first where it has two words or more."""
    found: list[str] = []
    for form in (name, *also):
        words = form.replace(",", " ").split()
        found.append(" ".join(form.split()))
        if len(words) > 1 and "," not in form:
            found.append(" ".join([words[-1], *words[:-1]]))
        elif len(words) > 1:
            found.append(" ".join([*words[1:], words[0]]))
    return tuple(dict.fromkeys(found))


def places(text: str, form: str) -> list[tuple[int, int]]:
    """Return where a form of a name stands in a text, a genitive's *s* included."""
    return [
        found.span()
        for found in _pattern(form).finditer(text)
        if not (found[0][0].isupper() and _joined_before(text, found.start()))
    ]


def _joined_before(text: str, start: int) -> bool:
    """Tell whether a hyphen joins another word to a name: who is called so is somebody else."""
    return start > 1 and text[start - 1] == "-" and text[start - 2].isalpha()


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Return what finds a form: no part of it repeats without bound."""
    words = [_word(word) for word in re.split(r"[\s,]+", form) if word.strip(".-")]
    body = f",?{_GAP}".join(words)
    # "Anna Ek-Strand" is somebody else than "Anna Ek".
    return re.compile(rf"(?<!{_LETTER}){body}(?:[’']?s)?(?!{_LETTER})(?!(?-i:-[A-ZÅÄÖÉÜ]))", re.IGNORECASE)


def _word(word: str) -> str:
    parts: list[str] = []
    for letter in unicodedata.normalize("NFC", word):
        if letter in _HYPHENS:
            parts.append(_HYPHEN)
        elif letter == ".":
            parts.append("\\.?")
        else:
            if parts and parts[-1] != _HYPHEN:
                parts.append(_BROKEN)
            parts.append(_letter(letter))
    return "".join(parts)


def _letter(letter: str) -> str:
    """Return what finds a letter: itself, in two characters, bare, or escaped as addresses and JSON do."""
    if letter.isascii():
        return re.escape(letter)
    written: list[str] = []
    for case in dict.fromkeys((letter, letter.lower(), letter.upper())):
        apart = unicodedata.normalize("NFD", case)
        bare = _BARE.get(case.lower(), "".join(c for c in apart if not unicodedata.combining(c)))
        escaped = "".join(f"\\u{ord(c):04x}" for c in case)
        written += [case, apart, bare, quote(case), quote(apart), escaped]
    return f"(?:{'|'.join(map(re.escape, dict.fromkeys(written)))})"


def masked(text: str, forms: Sequence[str]) -> str:
    """Return the text with all forms of a name masked; it is as long as before, and so are its lines."""
    for form in sorted(forms, key=len, reverse=True):
        parts, done = [], 0
        for start, end in places(text, form):
            hidden = "".join(sign if sign in _KEPT else MASK for sign in text[start:end])
            parts += [text[done:start], hidden]
            done = end
        text = "".join([*parts, text[done:]])
    return text
