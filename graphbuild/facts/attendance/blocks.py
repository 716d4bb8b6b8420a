"""Which stretch of text belongs to which label, also where labels and values stand in columns apart."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.facts.attendance.beside import cells, column_of, first_column_end, heads_beside, place
from graphbuild.facts.attendance.exceptions import is_exceptions
from graphbuild.facts.attendance.sharing import MANY, SIGNERS, Block, by_order, share_out
from graphbuild.facts.attendance.words import Label, kind_of
from graphbuild.text import Text

# No front page has so many labels in one column.
_LONGEST_RUN = 40
# What stands between labels where one has nothing of its own, and what a label of §§ may keep to itself.
_NOTHING = " \t\n:.…_"
_BESIDE_SIGNERS = frozenset({"paragraphs", "signatures", "stop"})


def blocks(text: Text, found: Sequence[Label], end: int) -> list[Block]:
    """Return kind, start and end of what stands under each label; ``columns`` for lists beside each other.

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
        columns = _columns(text, run, found[after:], end)
        if columns:
            result.append(columns)
            number = next((n for n in range(after, len(found)) if found[n].start >= columns[2]), len(found))
            continue
        shared = _side_by_side(text, run, stop) or _signed(text, run, stop)
        if not shared and len(run) >= 2:
            while after < len(found) and (
                found[after].kind in {"paragraphs", "signatures"} or _is_official_line(text, found, after)
            ):
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
        and _is_nothing(clean[found[number].end : found[number + 1].start])
    ):
        number += 1
        if found[number].start == found[number].end:  # where a table begins
            break
        run.append(found[number])
    return run


def _is_official_line(text: Text, found: Sequence[Label], number: int) -> bool:
    """Tell whether a label is the title of a secretary among the officials: one signs further down."""
    label = found[number]
    line_end = text.clean.find("\n", label.end)
    named = text.clean[label.end : line_end if line_end >= 0 else len(text.clean)].strip(_NOTHING)
    return (
        label.kind == "secretary" and bool(named) and any(x.kind == "secretary" for x in found[number + 1 :])
    )


def _is_nothing(words: str) -> bool:
    """Tell whether nothing stands between two labels, or a label over the second alone."""
    return not words.strip(_NOTHING) or kind_of(words.strip(_NOTHING)) is not None


def _signed(text: Text, run: Sequence[Label], end: int) -> list[Block]:
    """Return what the labels of a run of signatures hold, a name each; empty for no such run."""
    signers = [label.kind for label in run if label.kind in SIGNERS]
    if len(run) < 2 or not signers or any(label.kind not in {*SIGNERS, *_BESIDE_SIGNERS} for label in run):
        return []
    if len(signers) == 1 and run[0].kind == "adjusters":
        return []
    return by_order(text, signers, run[-1].end, end)


def _side_by_side(text: Text, run: Sequence[Label], end: int) -> list[Block]:
    """Share out what stands below labels of signatures on one line by the columns of the raw text."""
    heads = heads_beside(text, run, end)
    if not heads or not {label.kind for label in heads} <= {*SIGNERS}:
        return []
    at = [column_of(text, label.start) for label in heads]
    below = [
        cell
        for line in text.lines(run[-1].end, end)
        for cell in cells(text, *line)
        if text.clean[slice(*cell)].strip(_NOTHING)
    ]
    return [(heads[place(at, column_of(text, start))].kind, start, stop) for start, stop in below]


def _columns(text: Text, run: Sequence[Label], following: Sequence[Label], end: int) -> Block | None:
    """Return the span of lists beside each other, from their heads on; None for anything else."""
    heads = heads_beside(text, run, end)
    if not heads or not {label.kind for label in heads} <= {*MANY}:
        return None
    stop = first_column_end(text, heads, following, end)
    at = [column_of(text, label.start) for label in heads]
    # One cell a line, all below the first head, are no columns.
    beside = any(
        place(at, column_of(text, first))
        for line in text.lines(run[-1].end, stop)
        for first, _ in cells(text, *line)
    )
    return ("columns", heads[0].start, stop) if beside else None
