"""Personal identity numbers (personnummer, samordningsnummer) in a text, and the text without them.

A number is a day of birth and four digits, the last a checksum: folkbokföringslagen (1991:481) 18 § for
personnummer, lagen (2022:1697) om samordningsnummer for those whose day is 60 too high. What has the form
alone is none: a number counts where its day is one of the calendar and its checksum, by the Luhn
algorithm, is right. A form that other numbers have as well (ten digits in a row) counts only after a word
that says what it is. Organisation numbers never have the form: their third digit is 2 or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from graphbuild.model import Page
from graphbuild.privacy import MASK

PERSONAL = "personal identity number"
COORDINATION = "coordination number"
BIRTH_DATE = "date of birth of a personal identity number"

# U+FFFE is PDFium's hyphen at a line's end, U+00AD one that shows only there; + stands for 100 years.
_HYPHENS = "\\-\u00ad\u2010-\u2015\u2212\ufffe\u00ac+"
_JOINT = f"[\\s\u200b\u2060\ufeff{_HYPHENS}]{{1,24}}"
_RUN = re.compile(f"([0-9]+)({_JOINT}(?=[0-9]))?")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
# The last word of these before a number tells what kind of number it is. "Organisationsnummer" is not one:
# what has a day of birth there is that of a firm under its owner's own number.
_NUMBER = r"n(?:ummer|umret|umren|r)"
_WORD = re.compile(
    rf"(?P<person>\b(?:person|pers\.?|p\.?|födelse|samordnings|identitets|id)[ -]?{_NUMBER}\b|\bpnr\b"
    r"|\bf(?:ödd|ött|ödda|\.) ?(?=[0-9:]))"
    rf"|\b(?:(?:diarie|ärende|dokument|faktura|konto){_NUMBER}|dnr|d\.nr|ärende|dokument-?id|faktura|konto"
    r"|tel(?:efon)?|tfn|mobil|fax|bg|bankgiro|pg|plusgiro|ocr|ref(?:erens)?|ean|gtin|isbn)\b",
    re.IGNORECASE,
)
_WORD_REACH = 120
# A word stands right before a number where only marks and a code of the case's body lie between.
_RIGHT_BEFORE = re.compile(r"[\s.:#]{0,4}(?:[A-ZÅÄÖ]{1,8}[\s.:/-]{1,2})?")
_DATE = r"(?:[0-9]{8}|[0-9]{6}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
_HIDDEN = re.compile(
    rf"(?<![\w/.-])(?P<date>{_DATE})[ \u00a0]?[{_HYPHENS}][ \u00a0]?"
    r"(?:[Xx*#_•●?]{4}|[0-9][Xx*#_•●?]{3}|[0-9]{2}[Xx*#_•●?]{2}|[0-9]{3}[Xx*#_•●?])(?![\w*#•●])"
)
_VAT = re.compile(r"\bSE[ -]?([0-9]{10})01(?![0-9])")
# A number that its column's width cuts: the day ends its cell, the rest stands alone in a cell below.
_CUT = re.compile(
    rf"(?<![\w/.-])([0-9]{{8}}|[0-9]{{6}})(?:[{_HYPHENS}])(?=[ \u00a0]{{2,}}|\t|[ \u00a0]?(?:\n|$))"
)
_CELL = re.compile(
    r"(?:^|[ \u00a0]{2}|\t)[ \u00a0]{0,200}([0-9]{4})(?=[ \u00a0]{2}|\t|[ \u00a0]?$)", re.MULTILINE
)
_CUT_LINES, _CUT_REACH = 3, 600
_MAX_RUNS = 5
_CENTURIES = frozenset({"18", "19", "20"})


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text whose digits are to be masked: its offsets, and what kind of number it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Digits in a row; ``joint`` is what parts them from the next ones, where that is little."""

    start: int
    end: int
    digits: str
    joint: str


_REST_OF_DATE = re.compile(r"-[0-9]{2}-[0-9]{2}(?![0-9])")


def kind_of(digits: str) -> str | None:
    """Return what kind of number ten or twelve digits are, None where their day or checksum is wrong."""
    century, short = digits[:-10], digits[-10:]
    if (century and century not in _CENTURIES) or short[6:9] == "000" or not _checks(short):
        return None
    day = int(short[4:6])
    return (COORDINATION if day > 60 else PERSONAL) if _is_day(century, short[:6]) else None


def _checks(digits: str) -> bool:
    """Tell whether the last of ten digits is the checksum of the others (Luhn)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_day(century: str, day: str) -> bool:
    """Tell whether six digits are a day of the calendar, in any century where none is told."""
    number = int(day[4:]) - (60 if int(day[4:]) > 60 else 0)
    for before in (century,) if century else ("19", "20"):
        try:
            date(int(before + day[:2]), int(day[2:4]), number)
        except ValueError:
            continue
        return True
    return False


def find(text: str) -> tuple[Found, ...]:
    """Return where personal identity numbers stand in a text, in order; none overlaps another."""
    if not re.search(r"[0-9]{2}", text):
        return ()
    found = [*_whole(text), *_vat(text), *_hidden(text), *_cut(text)]
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _whole(text: str) -> Iterator[Found]:
    """Yield the numbers whose digits follow each other, parted by blanks, hyphens and line ends at most."""
    runs = [_Run(one.start(1), one.end(1), one[1], one[2] or "") for one in _RUN.finditer(text)]
    free, last = 0, -_WORD_REACH
    for index, run in enumerate(runs):
        if run.start < free or not 2 <= len(run.digits) <= 12 or _continues(text, run.start):
            continue
        for number in _numbers(runs, index):
            whole = "".join(one.digits for one in number)
            kind = kind_of(whole)
            start, end = number[0].start, number[-1].end
            if kind is None or _goes_on(text, end, len(whole)):
                continue
            told = _told(text, start, last)
            if told is True or (told is None and _plain(number, len(whole))):
                yield Found(start, end, kind)
                free, last = end, end
                break


def _numbers(runs: Sequence[_Run], index: int) -> Iterator[tuple[_Run, ...]]:
    """Yield the runs from one on that together have ten or twelve digits, the fewest first."""
    length = 0
    for end in range(index, min(index + _MAX_RUNS, len(runs))):
        length += len(runs[end].digits)
        if length in {10, 12}:
            yield tuple(runs[index : end + 1])
        if length >= 12 or not runs[end].joint:
            return


def _plain(number: Sequence[_Run], length: int) -> bool:
    """Tell whether digits are parted as only such a number's are, so that no word need say what it is.

    That is: twelve in a row; a hyphen before the last four; also in the day, as an ISO date has them;
    and one line end anywhere, since a line may end within a number.
    """
    ends = accumulate(
        (len(run.digits) for run in number[:-1]), lambda left, size: left - size, initial=length
    )
    joints = dict(zip(list(ends)[1:], (run.joint for run in number), strict=False))
    if not joints:
        return length == 12
    if not _HYPHEN.search(joints.pop(4, "")):
        return False
    if joints.keys() == {8, 6} and length == 12:
        return all(_HYPHEN.search(joint) for joint in joints.values())
    return not joints or (
        len(joints) == 1 and any("\n" in joint or "\f" in joint for joint in joints.values())
    )


def _continues(text: str, start: int) -> bool:
    """Tell whether digits only go on with something: a code, a case number, a decimal."""
    before = text[max(0, start - 2) : start]
    if not before:
        return False
    near = before[-1]
    if near.isdigit() or near == "_" or (near.isalpha() and near.isupper()):
        return True
    far = before[:-1]
    joins = near in "-/.\u2010\u2011" and bool(far) and (far.isdigit() or (far.isalpha() and far.isupper()))
    return joins or (near in ",:" and far.isdigit())


def _goes_on(text: str, end: int, length: int) -> bool:
    """Tell whether something else follows the digits without a blank, as in a document's number."""
    after = text[end : end + 2]
    if length == 12 or not after:
        # "1999-01-01 - 2009-06-30" is a period: what follows the first day is another day.
        return after[:1].isdigit() or _REST_OF_DATE.match(text, end) is not None
    return after[0].isdigit() or (after[0] in "-/.,:" and after[1:].isdigit())


def _told(text: str, start: int, last: int) -> bool | None:
    """Return what the word before a number says of it: True for a person's, False for another kind.

    In a list one word stands for all numbers of its column. A word for another kind counts only right
    before the number. None where no word tells.
    """
    end, person = -_WORD_REACH, False
    for word in _WORD.finditer(text, max(0, start - _WORD_REACH), start + 1):
        end, person = word.end(), word["person"] is not None
    if person and start - end < _WORD_REACH:
        return True
    if not person and 0 <= end <= start and _RIGHT_BEFORE.fullmatch(text, end, start):
        return False
    listed = last > end and start - last < _WORD_REACH and "\n" in text[last:start]
    return True if listed else None


def _vat(text: str) -> Iterator[Found]:
    """Yield the VAT numbers (mervärdesskattelagen 2023:200) of firms that have their owner's number."""
    for one in _VAT.finditer(text):
        kind = kind_of(one[1])
        if kind is not None:
            yield Found(one.start(), one.end(), kind)


def _hidden(text: str) -> Iterator[Found]:
    """Yield the numbers of which the last digits are hidden already: what is left is a day of birth."""
    for one in _HIDDEN.finditer(text):
        digits = one["date"].replace("-", "")
        known = not digits[:-6] or digits[:2] in _CENTURIES
        if known and _is_day(digits[:-6], digits[-6:]) and _told(text, one.start(), -1) is not False:
            yield Found(one.start(), one.end(), BIRTH_DATE)


def _cut(text: str) -> Iterator[Found]:
    """Yield both parts of the numbers that stand in a narrow column of a text laid out in columns."""
    for head in _CUT.finditer(text):
        reach = text[head.end() : head.end() + _CUT_REACH]
        lines = reach.split("\n", _CUT_LINES)[:_CUT_LINES]
        for cell in _CELL.finditer("\n".join(lines)):
            kind = kind_of(head[1] + cell[1])
            if kind is not None:
                yield Found(head.start(), head.end(), kind)
                yield Found(head.end() + cell.start(1), head.end() + cell.end(1), kind)
                break


def masked(text: str) -> str:
    """Return the text with the digits of personal identity numbers masked; it is as long as before."""
    return _without(text, find(text))


def _without(text: str, found: Sequence[Found]) -> str:
    parts, done = [], 0
    for one in found:
        parts += [text[done : one.start], re.sub("[0-9]", MASK, text[one.start : one.end])]
        done = one.end
    return "".join([*parts, text[done:]])


def masked_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with personal identity numbers masked, also those that a page's end cuts.

    Each page tells in ``masked`` which kinds stood on it.
    """
    raw = "\f".join(page.raw for page in pages)
    found = find(raw)
    if not found:
        return tuple(pages)
    text, made, start = _without(raw, found), [], 0
    for page in pages:
        end = start + len(page.raw)
        kinds = tuple(one.kind for one in found if start <= one.start < end)
        made.append(replace(page, raw=text[start:end], masked=page.masked + kinds))
        start = end + 1
    return tuple(made)
