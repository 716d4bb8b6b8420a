"""Pages to text: page headers gone, lines unwrapped, hyphens joined, every character traceable."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.model import Evidence, Page, Stated
from graphbuild.text.furniture import without_furniture
from graphbuild.text.lines import split_lines
from graphbuild.text.unwrap import measure, unwrap


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text in two forms, and the way between them.

    ``raw`` is the text as read, pages joined by a form feed. ``clean`` is for rules to read: one
    line a paragraph, heading, list point or table row, cells separated by a tab, no page headers,
    no markup, broken words joined, single spaces. ``offsets[i]`` is the raw offset of
    ``clean[i]``; ``page_starts`` holds the raw offset at which each page starts. ``flowed`` tells
    that lines were whole paragraphs as read, so that what was a list may have become one line.
    """

    raw: str
    clean: str
    offsets: array[int]
    page_starts: tuple[int, ...]
    flowed: bool = False

    def raw_evidence(self, start: int, end: int) -> Evidence:
        """Return the evidence for the raw span ``[start, end)``.

        Raises:
            ValueError: where the span is empty.
        """
        if start >= end:
            raise ValueError(f"no words between {start} and {end}")
        return Evidence(bisect_right(self.page_starts, start), start, end, self.raw[start:end])

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the evidence for the clean span ``[start, end)``; blank ends are trimmed.

        Raises:
            ValueError: where the span is empty or blank.
        """
        while start < end and self.clean[start].isspace():
            start += 1
        while end > start and self.clean[end - 1].isspace():
            end -= 1
        if start >= end:
            raise ValueError(f"no words between {start} and {end}")
        return self.raw_evidence(self.offsets[start], self.offsets[end - 1] + 1)

    def stated(self, start: int, end: int, value: str | None = None) -> Stated:
        """Return the clean span as a stated value; ``value`` is its normal form if it has another."""
        evidence = self.evidence(start, end)
        return Stated(" ".join(self.clean[start:end].split()) if value is None else value, evidence)

    def lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of the lines in the clean span ``[start, end)`` that are not blank."""
        spans = []
        while start < end:
            stop = self.clean.find("\n", start, end)
            stop = end if stop < 0 else stop
            if self.clean[start:stop].strip():
                spans.append((start, stop))
            start = stop + 1
        return spans


def clean(pages: Sequence[Page]) -> Text:
    """Return the text of the pages, cleaned for rules to read, with the way back to the raw text."""
    raw = "\f".join(page.raw for page in pages)
    starts, position = [], 0
    for page in pages:
        starts.append(position)
        position += len(page.raw) + 1
    lines = without_furniture(split_lines(raw))
    text, offsets = unwrap(lines)
    return Text(raw, text, offsets, tuple(starts) or (0,), measure(lines).width is None)
