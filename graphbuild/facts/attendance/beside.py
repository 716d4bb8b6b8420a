"""Lists beside each other: columns of a page, each read from its head downwards as a text of its own.

``Ledamöter        Ersättare`` with a name in each column of a line: what belongs together stands under
each other, also where a cell goes on in the next line or a label stands in the middle of a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.words import Label, serves_for
from graphbuild.text import Text

Span = tuple[int, int]
_NOTHING = " \t\n:.…_"


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of a column, one a line, and the clean offset of each character."""

    text: str
    offsets: tuple[int, ...]

    def placed(self, sighting: Sighting) -> Sighting:
        """Return a sighting in the column as one in the clean text."""
        return replace(
            sighting,
            start=self.offsets[sighting.start],
            end=self.offsets[sighting.end - 1] + 1,
            stands_for=tuple(self.placed(other) for other in sighting.stands_for),
        )


def heads_beside(text: Text, run: Sequence[Label], end: int) -> list[Label]:
    """Return the labels of the run that stand on its last line, heads of columns; empty where fewer than two.

    Nothing else stands on their line, and something below it.
    """
    last = _line_start(text, run[-1].start)
    heads = [label for label in run if text.offsets[label.start] >= last]
    below = text.clean.find("\n", run[-1].end, end)
    if len(heads) < 2 or below < 0 or text.clean[run[-1].end : below].strip(_NOTHING):
        return []
    return heads if text.clean[below:end].strip(_NOTHING) else []


def first_column_end(text: Text, heads: Sequence[Label], following: Sequence[Label], end: int) -> int:
    """Return where the columns end: at the first label below the first head."""
    columns = [column_of(text, label.start) for label in heads]
    for label in following:
        if place(columns, column_of(text, label.start)) == 0:
            return label.start
    return end


def columns(text: Text, heads: Sequence[int], start: int, end: int) -> list[Column]:
    """Return the columns of the clean span below heads at the clean offsets ``heads``, those included."""
    at = [column_of(text, head) for head in heads]
    texts: list[list[str]] = [[] for _ in at]
    offsets: list[list[int]] = [[] for _ in at]
    for line in text.lines(start, end):
        for first, last in cells(text, *line):
            number = place(at, column_of(text, first))
            words = text.clean[first:last]
            if offsets[number]:
                before = "".join(texts[number][-2:])
                texts[number].append(" " if serves_for(before) or before.endswith(",") else "\n")
                offsets[number].append(offsets[number][-1])
            texts[number].append(words)
            offsets[number] += range(first, last)
    return [Column("".join(words), tuple(places)) for words, places in zip(texts, offsets, strict=True)]


def column_of(text: Text, offset: int) -> int:
    """Return how far from the line's beginning the raw character is that a clean offset stands for."""
    return text.offsets[offset] - _line_start(text, offset)


def _line_start(text: Text, offset: int) -> int:
    return text.raw.rfind("\n", 0, text.offsets[offset]) + 1


def place(heads: Sequence[int], column: int) -> int:
    """Return the number of the head under which a cell that begins in the column stands."""
    return max((number for number, head in enumerate(heads) if head - 2 <= column), default=0)


def cells(text: Text, start: int, end: int) -> list[Span]:
    """Return the cells of a line; where nothing parts them, each person with the words that follow."""
    clean = text.clean
    result: list[Span] = []
    position = start
    for cell in clean[start:end].split("\t"):
        if cell.strip():
            result.append((position + len(cell) - len(cell.lstrip()), position + len(cell.rstrip())))
        position += len(cell) + 1
    found = people(clean[start:end], start)
    if len(result) > 1 or len(found) < 2:
        return result
    return [
        (person.start, found[number + 1].start if number + 1 < len(found) else end)
        for number, person in enumerate(found)
    ]
