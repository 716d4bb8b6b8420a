"""Labelled lists in minutes: ``Projektägare: A`` and ``Samverkansparter:`` with one name a line or commas."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphbuild.mentions.lexicon import either

_MARK = re.compile(r"^(?:[-–−•*·]|\d{1,2}[.)]|[a-z]\))?\s*")
# An economic association's full stop is part of its name.
_SHORTENED = re.compile(r"\bek\. ?för\.$", re.IGNORECASE)
_MAX_WORDS = 9


def labelled(text: str, labels: Iterable[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the entries that stand after any of the labels in ``text[start:end]``.

    On the label's own line entries are parted by commas, semicolons and ``och``; where the line has
    none, each following line is an entry until a line that is itself a label or a sentence.
    """
    pattern = re.compile(rf"(?im)^(?:[-–−•*] ?)?{either(labels)}(?: (?:är|i projektet))?\s*:[ \t]*")
    spans: list[tuple[int, int]] = []
    for match in pattern.finditer(text, start, end):
        stop = _line_end(text, match.end(), end)
        if text[match.end() : stop].strip():
            spans += inline(text, match.end(), stop)
        else:
            spans += _below(text, stop + 1, end)
    return spans


def _line_end(text: str, start: int, end: int) -> int:
    stop = text.find("\n", start, end)
    return end if stop < 0 else stop


def inline(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the spans of the names in ``A, B och C``, without blanks, list marks and a full stop."""
    spans, position = [], start
    for part in re.finditer(r"(?:[^,;\t]|,(?! ))+", text[start:stop]):
        for piece in _split_and(part.group()):
            at = text.index(piece, position, stop)
            position = at + len(piece)
            spans.append((at, position))
    return [span for span in (_trimmed(text, *found) for found in spans) if span[0] < span[1]]


def _split_and(part: str) -> list[str]:
    """Split ``A och B`` where both start with a capital and neither is half of a name."""
    pieces = re.split(r" (?:och|samt) (?=[A-ZÅÄÖ])", part)
    return [p for p in pieces if p.strip()] if not any(p.rstrip().endswith("-") for p in pieces) else [part]


def _below(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    while start < end:
        stop = _line_end(text, start, end)
        first, last = _trimmed(text, start, stop)
        line = text[first:last]
        if not line or line.endswith(":") or not entry(line):
            break
        spans.append((first, last))
        start = stop + 1
    return spans


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span without list marks, blanks, and a full stop at its end."""
    mark = _MARK.match(text[start:stop])
    start += mark.end() if mark else 0
    while stop > start and text[stop - 1] in " \t.,;" and not _SHORTENED.search(text, start, stop):
        stop -= 1
    return start, stop


def entry(line: str) -> bool:
    """Return whether a line can be one name of a list: short, with a capital, no sentence."""
    return (
        line[:1].isupper()
        and len(line.split()) <= _MAX_WORDS
        and not re.search(r"[.?!] |\d{4}-\d\d|\d kr\b|:$| (?:är|har|ska|som|att|kommer|kan|blir) ", line)
    )
