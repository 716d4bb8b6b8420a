"""What printing, scanning and text extraction do to minutes, done to marked text on purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from graphbuild.mentions.training.grammar import Marked

_MISREAD = {
    "l": "1",
    "ä": "a",
    "ö": "o",
    "å": "a",
    "m": "rn",
    "rn": "m",
    "O": "0",
    "I": "l",
    "é": "e",
    "c": "e",
}

Damage = Callable[[Marked, Random], Marked]


def edited(part: Marked, edits: Sequence[tuple[int, int, str]]) -> Marked:
    """Return the text with each stretch ``(start, end, replacement)`` replaced, and its names moved along.

    Args:
        part: the text.
        edits: in the text's order, none overlapping another.
    """
    text, at, moved = "", 0, list[tuple[int, int]]()
    for start, end, new in edits:
        text += part.text[at:start] + new
        moved.append((end, len(text) - end))
        at = end

    def place(offset: int) -> int:
        return offset + next((shift for edge, shift in reversed(moved) if edge <= offset), 0)

    spans = tuple((place(start), place(end), label) for start, end, label in part.spans)
    return Marked(text + part.text[at:], spans)


def broken_lines(part: Marked, random: Random) -> Marked:
    """Break the text into lines at some spaces."""
    return edited(
        part,
        [(at, at + 1, "\n") for at, c in enumerate(part.text) if c == " " and random.random() < 0.1],
    )


def hyphenated(part: Marked, random: Random) -> Marked:
    """Leave the hyphen and the line break of a few words that were broken at a line's end."""
    text = part.text
    inner = [at for at in range(3, len(text) - 3) if text[at - 3 : at + 3].isalpha() and text[at].islower()]
    return edited(part, [(at, at, "-\n") for at in sorted(random.sample(inner, min(1, len(inner))))])


def misread(part: Marked, random: Random) -> Marked:
    """Misread some letters as optical character recognition does."""
    edits = [
        (at, at + 1, _MISREAD[c])
        for at, c in enumerate(part.text)
        if c in _MISREAD and random.random() < 0.04
    ]
    return edited(part, edits)


def run_together(part: Marked, random: Random) -> Marked:
    """Lose some of the spaces beside brackets and after commas."""
    edits = [
        (at, at + 1, "")
        for at, c in enumerate(part.text)
        if c == " " and part.text[at - 1 : at] in {",", ")", "."} and random.random() < 0.4
    ]
    return edited(part, edits)


def without_commas(part: Marked, _random: Random) -> Marked:
    """Lose the commas of a list, as where columns run together."""
    return edited(part, [(at, at + 1, "") for at, c in enumerate(part.text) if c == ","])


def capitals(part: Marked, _random: Random) -> Marked:
    """Set the text in capitals, as headings are."""
    text = part.text.upper()
    return Marked(text, part.spans) if len(text) == len(part.text) else part


def marked_up(part: Marked, random: Random) -> Marked:
    """Put the text into Markdown: bold, a heading, or a table's cell."""
    before, after = random.choice((("**", "**"), ("## ", ""), ("| ", " |"), ("\t", "\t")))
    shift = len(before)
    spans = tuple((start + shift, end + shift, label) for start, end, label in part.spans)
    return Marked(before + part.text + after, spans)


# How often each is done; the share that is left stays as it was printed.
DAMAGES: tuple[tuple[Damage, float], ...] = (
    (broken_lines, 0.08),
    (hyphenated, 0.04),
    (misread, 0.06),
    (run_together, 0.06),
    (without_commas, 0.05),
    (capitals, 0.03),
    (marked_up, 0.06),
)


def damaged(part: Marked, random: Random) -> Marked:
    """Return the text as it was printed, or with one kind of damage."""
    drawn = random.random()
    for damage, share in DAMAGES:
        drawn -= share
        if drawn < 0:
            return damage(part, random)
    return part
