"""Lines to paragraphs: which line breaks the page's width made, and which the writer made."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphbuild.headings import heading_kind, item_heading
from graphbuild.text.hyphens import HYPHENS, decide
from graphbuild.text.lines import Line

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LIST_MARK = re.compile(r"\s*(?:[•●▪■◦‣⁃·\uf0b7\uf0a7−–—-]|\d{1,2}[.)]|[a-zåäö][.)]|o|\*|\([a-z0-9]\))\s+\S")
_ENDS = re.compile(r"[.:!?][”\"')\]]*\s*$")
_GOES_ON = re.compile(
    r"(?:,|\b(?:och|samt|eller|att|för|av|till|från|i|om|den|det|en|ett|med|på|som|enligt|mot|mellan|vid|under|inom"
    r"|tjänstgörande|ersättar(?:en|na)|ordföranden|ledamoten|ledamöterna|vice|förste|andre|tillika))\s*$",
    re.IGNORECASE,
)
# In a list of people a given name at the end of a line, and the surname and party on the next.
_PARTY = r"\((?:[A-ZÅÄÖ]{1,4}|[A-ZÅÄÖ][a-zåäö]{1,4})\)"
_NAME_BEGUN = re.compile(rf"{_PARTY}(?:,| och| samt) [A-ZÅÄÖ][^\W\d_]{{1,20}}(?:-[^\W\d_]{{1,20}})?$")
_NAME_ENDS = re.compile(rf"[A-ZÅÄÖ][^\W\d_]{{1,30}}(?:[ -][^\W\d_]{{1,30}}){{0,2}} {_PARTY}")
# "von Ek, Anna": a name with the surname first, which is a line of its own.
_TURNED_NAME = re.compile(r"(?:von|van|af|de|der|la|al) [^\W\d_a-zåäö][^\W\d_]+, [^\W\d_a-zåäö][\w-]+")
_APPENDIX = re.compile(r"Bilaga \d{1,3}\b")
# What may stand at the end of the line before a clause, and how many lines a clause may take.
_BEFORE_CLAUSE = re.compile(r"(?:[,;.:]|\b(?:beslutar|besluta|beslutade|föreslår|och|samt|dels))\s*$")
_CLAUSE_LINES = 8
# Parts of a § that are lists, an entry a line.
_LISTS = frozenset({"documents", "recipients"})
_PARTED_WORD = re.compile(r"(?<![\w-])(?P<left>[^\W\d_]{2,30})- (?P<right>[a-zåäö]{2,30})(?![\w-])")
_TAIL = re.compile(r"[\w.]+$")
# How far to the left of the cell above it a line that goes on may begin.
_SLACK = 1
_LONE_MARK = re.compile(r"\s*(?:[•●▪■◦‣⁃·\uf0b7\uf0a7]|o)\s*")


# No page is so wide: longer lines are whole paragraphs, which nothing has wrapped.
_WIDEST = 150
# No page is so narrow: a text of short lines tells nothing of its page.
_NARROWEST = 60


# No table has so many empty cells in a row; without end they would cost rules time without end.
_MOST_EMPTY = 32
_EMPTY_CELLS = ["\t"] * _MOST_EMPTY


@dataclass(frozen=True, slots=True)
class Layout:
    """What the document's lines tell of its page: the width in characters, and what blank lines mean.

    ``width`` is None where lines are whole paragraphs; ``spaced`` tells that each line is followed
    by a blank one, so that a blank line tells nothing.
    """

    width: int | None
    spaced: bool


def measure(lines: Sequence[Line]) -> Layout:
    """Return the layout of the lines: the width that one line in twenty reaches."""
    lengths = sorted(len(line.text.strip()) for line in lines if not line.row and len(line.text.strip()) > 30)
    if not lengths:
        return Layout(None, spaced=False)
    width = lengths[int(len(lengths) * 0.95)]
    if lengths[int(len(lengths) * 0.98)] > _WIDEST:
        return Layout(None, spaced=False)
    pairs = [(a, b) for a, b in pairwise(lines) if len(a.text.strip()) > 0.7 * width and not a.row]
    apart = sum(1 for _, b in pairs if b.blank_before)
    return Layout(max(width, _NARROWEST), spaced=apart > 0.7 * len(pairs))


def unwrap(lines: Sequence[Line]) -> tuple[str, array[int]]:
    """Return the clean text and the raw offset of each of its characters."""
    layout = measure(lines)
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
    characters: list[str] = []
    offsets = array("l")
    previous: Line | None = None
    listing = False
    clauses = _that_clauses(lines)
    for i, line in enumerate(lines):
        kind = heading_kind(line.text.strip())
        if previous is not None:
            entry = i in clauses or (listing and _is_entry(previous, line))
            goes_on = not entry and _continues(previous, line, layout)
            _put_break(characters, offsets, previous, line, words, goes_on=goes_on)
        _put_line(characters, offsets, line, words)
        # A list whose entries have no marks: each line that could begin an entry does.
        listing = kind in _LISTS if kind else listing and not LIST_MARK.match(line.text)
        previous = line
    return "".join(characters), offsets


def _that_clauses(lines: Sequence[Line]) -> set[int]:
    """Return the lines that are clauses of a decision (att-satser): ``att …`` under each other."""
    starts = [
        i
        for i in range(1, len(lines))
        if lines[i].text.lstrip().startswith("att ") and _BEFORE_CLAUSE.search(lines[i - 1].text)
    ]
    return {i for a, b in pairwise(starts) if b - a <= _CLAUSE_LINES for i in (a, b)}


def _is_entry(previous: Line, line: Line) -> bool:
    """Tell whether the line begins an entry of a list: with a capital, after what can be whole."""
    before, after = previous.text.strip(), line.text.strip()
    whole = before[-1] not in HYPHENS and not _GOES_ON.search(before)
    return whole and after[0].isupper() and before.count("(") <= before.count(")")


def _put_break(
    characters: list[str],
    offsets: array[int],
    previous: Line,
    line: Line,
    words: Counter[str],
    *,
    goes_on: bool,
) -> None:
    """Write what stands between two lines: a break, a blank, or nothing where a word goes on."""
    if not goes_on:
        characters.append("\n")
        offsets.append(previous.offsets[-1])
        return
    if characters and characters[-1] in HYPHENS and len(characters) > 1 and characters[-2].isalnum():
        left = _TAIL.search("".join(characters[-40:-1]))
        how = decide(left[0] if left else "", line.text.lstrip(), lambda word: words[word])
        if how == "join":
            characters.pop()
            offsets.pop()
        elif characters[-1] != "-":
            characters[-1] = "-"
        if how != "open":
            return
    characters.append(" ")
    offsets.append(offsets[-1])


def _parted(text: str, words: Counter[str]) -> frozenset[int]:
    """Return the places of hyphen and blank inside words that a lost line end parted: ``Stål- hammar``.

    The document has the whole word too, and not the one with a hyphen.
    """
    return frozenset(
        at
        for found in _PARTED_WORD.finditer(text)
        if words[(found["left"] + found["right"]).casefold()]
        and decide(found["left"], found["right"], lambda word: words[word]) == "join"
        for at in (found.end("left"), found.end("left") + 1)
    )


def _put_line(characters: list[str], offsets: array[int], line: Line, words: Counter[str]) -> None:
    """Write the line with single spaces; a hyphen that PDFium left inside it is decided here."""
    text = line.text
    lead = len(text) - len(text.lstrip(" "))
    parted = _parted(text, words)
    for i, read in enumerate(text[lead:], lead):
        if i in parted:
            continue
        character = read
        if character == "\t" and characters[-_MOST_EMPTY:] == _EMPTY_CELLS:
            continue
        if character == " " and (not characters or characters[-1] in " \n\t"):
            continue
        if character in "\u00ad\ufffe\u00ac" and 0 < i < len(text) - 1:
            left = _TAIL.search(text[max(0, i - 40) : i])
            how = decide(left[0] if left else "", text[i + 1 : i + 40].lstrip(), lambda word: words[word])
            if how == "join":
                continue
            character = "-"
        characters.append(character)
        offsets.append(line.offsets[i])
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()


def _is_fixed(line: Line) -> bool:
    """Tell whether the line stands alone whatever its length: a heading, a table row, the start of a §."""
    text = line.text.strip()
    return line.heading or line.row or heading_kind(text) is not None or bool(_LONE_MARK.fullmatch(text))


def _lost_bullet(line: Line) -> bool:
    """Tell whether the line begins with one blank, as where a PDF's bullet had no letter."""
    return line.text[:1] == " " and line.text[1:2] not in {"", " "}


def _begins_appendix(before: str, after: str) -> bool:
    """Tell whether the line heads an appendix: its number alone, or with a title after a sentence's end."""
    found = _APPENDIX.match(after)
    if not found:
        return False
    return not _GOES_ON.search(before) if found.end() == len(after) else bool(_ENDS.search(before))


def _cell_goes_on(cell: str, after: str) -> bool:
    """Tell whether a line under the last cell of a row goes on with it: in the middle of a word or clause."""
    if cell[-1] in HYPHENS:
        return cell[-2:-1].isalnum()
    return after[0].islower() and (cell[-1].isalnum() or cell[-1] in ",)")


def _row_goes_on(previous: Line, line: Line, before: str, after: str) -> bool:
    """Tell whether ``line`` goes on with a row of a table, or with its last cell."""
    if previous.column is not None and not _is_fixed(line) and line.indent >= previous.column - _SLACK > 0:
        return _cell_goes_on(before.rsplit("\t", 1)[-1], after)
    return previous.row and line.row and before[-1:] in HYPHENS and "\t" not in before and after[:1].islower()


def _parts_name(before: str, after: str) -> bool:
    """Tell whether the break parts a person's name in a list of people."""
    return bool(_NAME_BEGUN.search(before) and _NAME_ENDS.match(after))


def _continues(previous: Line, line: Line, layout: Layout) -> bool:
    """Tell whether ``line`` goes on with the paragraph that ``previous`` is part of."""
    before, after = previous.text.strip(), line.text.strip()
    if _is_fixed(previous) or _is_fixed(line):
        return _row_goes_on(previous, line, before, after)
    if item_heading(after) and (line.blank_before or not _GOES_ON.search(before)):
        return False
    if (
        before[-1] in HYPHENS
        and len(before) > 1
        and before[-2].isalnum()
        and (after[0].islower() or after[0].isdigit())
    ):
        return True
    if LIST_MARK.match(line.text) or _begins_appendix(before, after) or _TURNED_NAME.fullmatch(after):
        return False
    if before.endswith(":") and after[0].isupper():
        return False
    apart = line.blank_before and not layout.spaced and not line.gap
    if apart:
        return False
    if (before[-1] in HYPHENS and len(before) > 1 and before[-2].isalnum()) or _parts_name(before, after):
        return True
    if _lost_bullet(line) and len(before) < 0.7 * (layout.width or _NARROWEST):
        return False
    if after[0].islower() and not _ENDS.search(before):
        return len(before) > 12 or not line.blank_before
    if layout.width is None:
        return False
    full = len(before) + 1 + len(after.split(maxsplit=1)[0]) >= 0.85 * layout.width
    if _GOES_ON.search(before) and (before.endswith(",") or len(before) > 0.5 * layout.width):
        return True
    if line.gap or line.blank_before:
        return full and not _ENDS.search(before)
    return full
