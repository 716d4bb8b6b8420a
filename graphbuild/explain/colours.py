"""The marked document for a terminal."""

from __future__ import annotations

from pathlib import PurePath

from rich.text import Text

from graphbuild.explain.marks import KINDS, Mark, Segment, counts, marks, segments
from graphbuild.explain.visible import table
from graphbuild.model import Record

_STYLES = {kind.key: kind.style for kind in KINDS}
_TAGGED = {kind.key for kind in KINDS if kind.fact} - {"ballot"}
_RULE = "─" * 72


def terminal(record: Record, raw: str) -> Text:
    """Return the document as text for a terminal: a legend, the warnings, then every word of it.

    What the minutes record has a coloured ground and, before its first word, a tag of what it was
    read as; what the text only names is underlined. Without colours the tags remain.
    """
    found = marks(record)
    text = Text()
    text.append(f"{PurePath(record.source.path).name}".translate(table()), "bold")
    text.append(f": {record.kind}, {len(record.items)} items\n")
    told = counts(found)
    for kind in KINDS:
        if kind.key in told:
            text.append(f" {kind.label} ", kind.style)
            text.append(f" {told[kind.key]}  ")
    text.append("\n")
    for warning in record.warnings:
        text.append(f"! {warning}\n".translate(table()), "bold red")
    text.append(f"{_RULE}\n", "dim")
    page = 1
    for segment in segments(record, raw):
        page = _append(text, segment, raw, page)
    return text


def _append(text: Text, segment: Segment, raw: str, page: int) -> int:
    """Write one segment with its tags; return the number of the page on which it ends."""
    for mark in segment.marks:
        if mark.start == segment.start and mark.kind in _TAGGED:
            text.append(_tag(mark), f"reverse {_STYLES[mark.kind]}")
    first, *pages = raw[segment.start : segment.end].translate(table()).replace("\r", "").split("\f")
    begin = len(text)
    text.append(first)
    for words in pages:
        page += 1
        text.append(f"\n{'─' * 30} page {page} {'─' * 30}\n", "dim")
        text.append(words)
    for mark in segment.marks:
        text.stylize(_STYLES[mark.kind], begin)
    return page


def _tag(mark: Mark) -> str:
    return f"‹{mark.name.translate(table())}›"
