"""Which stretch of text belongs to which label, also where labels and values stand in columns apart."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.facts.attendance.exceptions import is_exceptions
from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.sharing import MANY, SIGNERS, Block, by_order, share_out
from graphbuild.facts.attendance.words import Label
from graphbuild.text import Text

# No front page has so many labels in one column.
_LONGEST_RUN = 40
# What stands between labels where one has nothing of its own, and what a label of §§ may keep to itself.
_NOTHING = " \t\n:.…_"
_BESIDE_SIGNERS = frozenset({"paragraphs", "signatures", "stop"})


def blocks(text: Text, found: Sequence[Label], end: int) -> list[Block]:
    """Return kind, start and end of what stands under each label.

    Where labels follow each other with nothing between, a table's columns were read one after the
    other: what follows the last label is shared out among them, by the columns that the raw text still
    shows, by the order of signatures, or by what the entries look like.
    """
    result: list[Block] = []
    number = 0
    while number < len(found):
        run = _run_of_empty(text.clean, found, number)
        after = number + len(run)
        stop = found[after].start if after < len(found) else end
        if is_exceptions(run):
            result.append(("exceptions", run[-1].end, stop))
            number = after
            continue
        shared = _side_by_side(text, run, stop) or _signed(text, run, stop)
        if not shared and len(run) >= 2:
            while after < len(found) and found[after].kind in {"paragraphs", "signatures"}:
                after += 1
            stop = found[after].start if after < len(found) else end
            shared = share_out(text, run, stop, found[0].start)
        if shared:
            result += shared
            number = after
            continue
        stop = found[number + 1].start if number + 1 < len(found) else end
        result.append((found[number].kind, found[number].end, stop))
        number += 1
    return result


def _run_of_empty(clean: str, found: Sequence[Label], number: int) -> list[Label]:
    run = [found[number]]
    while (
        number + 1 < len(found)
        and len(run) < _LONGEST_RUN
        and not clean[found[number].end : found[number + 1].start].strip(_NOTHING)
    ):
        number += 1
        if found[number].start == found[number].end:  # where a table begins
            break
        run.append(found[number])
    return run


def _signed(text: Text, run: Sequence[Label], end: int) -> list[Block]:
    """Return what the labels of a run of signatures hold, a name each; empty for no such run."""
    signers = [label.kind for label in run if label.kind in SIGNERS]
    if len(run) < 2 or not signers or any(label.kind not in {*SIGNERS, *_BESIDE_SIGNERS} for label in run):
        return []
    if len(signers) == 1 and run[0].kind == "adjusters":
        return []
    return by_order(text, signers, run[-1].end, end)


def _side_by_side(text: Text, run: Sequence[Label], end: int) -> list[Block]:
    """Share out what stands below labels on one line, heads of columns, by the columns of the raw text."""
    one_line = "\n" not in text.raw[text.offsets[run[0].start] : text.offsets[run[-1].start]]
    kinds = {label.kind for label in run}
    under = "\n" in text.clean[run[-1].end : end].rstrip() and not text.clean[
        run[-1].end : text.clean.find("\n", run[-1].end)
    ].strip(_NOTHING)
    if len(run) < 2 or not one_line or not under or not (kinds <= {*MANY} or kinds <= {*SIGNERS}):
        return []
    heads = [_column(text, label.start) for label in run]
    below = [
        cell for line in text.lines(run[-1].end, end) for cell in _cells(text, *line) if _told(text, cell)
    ]
    if len(heads) > 2 and not any(_place(heads, _column(text, start)) for start, _ in below):
        return []
    return [(run[_place(heads, _column(text, start))].kind, start, stop) for start, stop in below]


def _told(text: Text, cell: tuple[int, int]) -> bool:
    return bool(text.clean[slice(*cell)].strip(_NOTHING))


def _column(text: Text, offset: int) -> int:
    """Return how far from the line's beginning the raw character is that a clean offset stands for."""
    raw = text.offsets[offset]
    return raw - text.raw.rfind("\n", 0, raw) - 1


def _place(heads: Sequence[int], column: int) -> int:
    """Return the number of the head under which a cell that begins in the column stands."""
    return max((number for number, head in enumerate(heads) if head - 2 <= column), default=0)


def _cells(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Return the cells of a line; where nothing parts them, each person with the words that follow."""
    clean = text.clean
    cells: list[tuple[int, int]] = []
    position = start
    for cell in clean[start:end].split("\t"):
        if cell.strip():
            cells.append((position + len(cell) - len(cell.lstrip()), position + len(cell)))
        position += len(cell) + 1
    found = people(clean[start:end], start)
    if len(cells) > 1 or len(found) < 2:
        return cells
    return [
        (person.start, found[number + 1].start if number + 1 < len(found) else end)
        for number, person in enumerate(found)
    ]
