"""The words, numbers and marks of a text, with their places; what the grammar of references is read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# No branch can start where another can go on, so that the scan is linear.
_TOKEN = re.compile(r"(?P<number>\d+)|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<mark>§+)|(?P<other>[^\s\w]|_)")
_LONGEST = 20_000
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


class Token(NamedTuple):
    """A token: ``kind`` is number, word, mark (§ or §§), other (one character), or stop (the end)."""

    kind: Literal["number", "word", "mark", "other", "stop"]
    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()


class Tokens:
    """The tokens of one paragraph; behind its ends stand stops, so that the grammar needs no bounds."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.end = end
        self._stop = Token("stop", "", end, end)
        self._all = [
            Token(m.lastgroup, m.group(), m.start(), m.end())  # type: ignore[arg-type]
            for m in _TOKEN.finditer(text, start, end)
        ]

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self._all)

    def __getitem__(self, at: int) -> Token:
        """Return the token at an index, a stop outside."""
        return self._all[at] if 0 <= at < len(self._all) else self._stop

    def lower(self, at: int) -> str:
        """Return the text of the token at an index, in lower case."""
        return self[at].text.lower()

    def touches(self, at: int) -> bool:
        """Return whether nothing stands between the token and the one before it."""
        return 0 < at <= len(self._all) and self[at - 1].end == self[at].start

    def after(self, place: int, at: int) -> int:
        """Return the index of the first token from ``at`` that starts at or after an offset."""
        while at < len(self._all) and self._all[at].start < place:
            at += 1
        return at


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines, cut at a space where one is longer than 20,000 characters."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _pieces(text, start, blank.start())
        start = blank.end()
    yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start, start + _LONGEST) for mark in ("\n", " "))
        cut = cut + 1 if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end
