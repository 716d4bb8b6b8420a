"""Which lines head the §§ of a document, in the order of their numbers.

Most councils print ``§ 7``; some print ``7 §``, and texts taken out of PDF files may have lost the
sign, so that a bare number heads the §. The forms without a sign in front are read only in documents
that have none with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild import casenumbers
from graphbuild.headings import first_number, goes_on, heading_kind, item_heading, item_number
from graphbuild.text import Text

Span = tuple[int, int]

_MORE_AT_END = re.compile(r"[\s,(]forts(?:\.|ättning)?\)?\s*$", re.IGNORECASE)
# ``9 § Justering``: a statute's paragraph goes on with a small letter, or with the statute's name.
_SIGN_AFTER = re.compile(
    r"\s*(?P<number>\d{1,4})\s?§(?!§)\s*(?:$|(?=[A-ZÅÄÖ])(?!\w*lag(?:en|stiftningen)?\b|[A-ZÅÄÖ]{2,3}\b\s*$))"
)
# ``201/17 Dnr …``, ``147 Dnr …``, ``31 Ändringar i …``: a number, and a label or a title after it.
_NO_SIGN = re.compile(
    r"\s*(?:(?P<code>[A-ZÅÄÖ]{2,5})\s(?=\d{1,3}\s))?(?P<number>\d{1,4})(?P<year>/(?:19"
    r"|20)?\d\d)?\s+(?:(?P<label>(?:Dnr|DNR|Diarienr|Diarienummer|Ärendenr|Ärendenummer)\b)"
    r"|(?=[A-ZÅÄÖ][a-zåäöé]|[A-ZÅÄÖ]{2}))"
)
# ``Nr 77``, a line of its own, perhaps with what tells that the item goes on.
_WORD = re.compile(
    r"\s*(?P<forts>Forts(?:\.|ättning)?\s+)?(?:nr|paragraf)\s+(?P<number>\d{1,4})\.?\s*", re.IGNORECASE
)
# A page's head that is a table with a column for the §, the row below it, and the label of the title.
_COLUMN = re.compile(r"(?:[^\n\t]{1,40}\t)*(?:Paragraf|§)(?:\t[^\n\t]{1,40})*")
_CELL = re.compile(r"(?:^|\t)\s*§?\s*(?P<number>\d{1,4})\s*(?=\t|$)")
_TITLE_LABEL = re.compile(r"\s*(?:Rubrik|Ärenderubrik|Ärende|Ärendemening)\s*:?\s*")
_ENDED = re.compile(r"[.!?)\d]\s*$")
_NO_TITLE = re.compile(r"\s*(?:Ja|Nej|Avstår|Januari|Sida|Bilaga|Kap|Kr|Kronor|Ledam\w+)\b|[A-ZÅÄÖ]{2,}\s*$")
# The §§ that the front page says the minutes have; the dash between the numbers may be lost.
_RANGE = re.compile(
    r"(?:\bparagraf(?:er|erna)?"
    r"|§§)\s*:?\s*(?:§+\s*)?(?P<first>\d{1,4})(?:/\d\d)?\s*[-–—\s]\s*(?:§\s*)?(?P<last>\d{1,4})\b",
    re.IGNORECASE,
)
# So many consecutive numbers are §§, where the first is at least so high.
_ROW, _FIRST = 4, 10
_CONTENTS = re.compile(r"\bInnehåll(?:sförteckning)?\b")
# How far below its title a table of contents may begin, and how long a § and its title may be.
_REACH, _TITLE = 40, 160
# Two numbers alone after the body or the word for minutes: a range whose label is lost too.
_BARE_RANGE = re.compile(
    r"(?:styrelsen|nämnden|fullmäktige"
    r"|utskottet)\s+(?:§+\s*)?(?P<first>\d{1,4})\s*[-–—\s]\s*(?P<last>\d{1,4})\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may head an item: its span, the number it gives and where the rest begins.

    ``again`` tells that an item that began before goes on.
    """

    span: Span
    number: str
    first: int
    rest: int
    again: bool


_INTERVAL = re.compile(r"§§ ?\d{1,4} ?[-–—] ?(?P<last>\d{1,4})")


def headings(text: Text, lines: Sequence[Span]) -> list[Heading]:
    """Return the lines that may head items, references to §§ among them."""
    found = _without_ranges([heading for line in lines if (heading := _signed(text, line))])
    return (
        found
        or [h for line in lines if (h := _sign_after(text, line))]
        or list(_unsigned(text, lines))
        or list(_worded(text, lines))
        or list(_tabled(text, lines))
    )


def _without_ranges(found: Sequence[Heading]) -> list[Heading]:
    """Return the headings without the runs of §§ (``§§ 61-74``) of which some have headings of their own."""
    numbers = {heading.first for heading in found if "-" not in heading.number}
    return [
        heading
        for heading in found
        if "-" not in heading.number
        or not numbers & set(range(heading.first, int(re.sub(r"/.*", "", heading.number.split("-")[1])) + 1))
    ]


def _signed(text: Text, line: Span) -> Heading | None:
    start, end = line
    words = text.clean[start:end]
    match = item_heading(words)
    if not match:
        return None
    lead = len(words) - len(words.lstrip())
    again = goes_on(match) or _MORE_AT_END.search(words) is not None
    return Heading(line, item_number(match), first_number(match), start + lead + match.end(), again)


def _sign_after(text: Text, line: Span) -> Heading | None:
    found = _SIGN_AFTER.match(text.clean, *line)
    if not found:
        return None
    return Heading(line, found["number"], int(found["number"]), found.end(), again=False)


def _worded(text: Text, lines: Sequence[Span]) -> Iterator[Heading]:
    """Yield the lines that consist of a word for the § and its number."""
    for line in lines:
        found = _WORD.fullmatch(text.clean, *line)
        if found:
            again = found["forts"] is not None
            yield Heading(line, found["number"], int(found["number"]), line[1], again=again)


def _tabled(text: Text, lines: Sequence[Span]) -> Iterator[Heading]:
    """Yield the title's label where the § has its number in the table that heads each page.

    Only one § can be told so: of an extract.
    """
    numbers = {
        cell["number"]
        for i, line in enumerate(lines)
        if _COLUMN.fullmatch(text.clean, *line)
        for row in lines[i + 1 : i + 3]
        if (cell := _CELL.search(text.clean[slice(*row)]))
    }
    label = next((line for line in lines if _TITLE_LABEL.fullmatch(text.clean, *line)), None)
    if len(numbers) == 1 and label:
        number = numbers.pop()
        yield Heading(label, number, int(number), label[1], again=False)


def _unsigned(text: Text, lines: Sequence[Span]) -> Iterator[Heading]:
    """Yield the lines that begin with a bare number of the range that the front page states.

    Where it states none, only a number with its year, with a case number or its label after it or below
    it, in a row of consecutive numbers, or after such a one where a sentence has ended counts.
    """
    stated = announced(text)
    matches = [found for line in lines if (found := _NO_SIGN.match(text.clean, *line))]
    under = [found.start() for found in _CONTENTS.finditer(text.clean)]
    rows = _consecutive([(int(found["number"]), _is_under(found.start(), under)) for found in matches])
    heading_after = {
        a: heading_kind(text.clean[c:d].strip()) is not None for (a, _), (c, d) in pairwise(lines)
    }
    places = {a: i for i, (a, _) in enumerate(lines)}
    last = 0
    for row, found in enumerate(matches):
        i = places[found.start()]
        line, below = lines[i], lines[min(i + 1, len(lines) - 1)]
        value = int(found["number"])
        sure = row in rows or (heading_after.get(line[0], False) and line[1] - line[0] < _TITLE)
        if not _is_head(text, found, line, stated, sure=sure):
            ended = i > 0 and _ENDED.search(text.clean[slice(*lines[i - 1])])
            follows = last and value == last + 1 and ended
            cased = casenumbers.leading(text.clean, found.end(), line[1]) or casenumbers.label_line(
                text.clean, *below
            )
            if stated or not (follows or cased):
                continue
            last = value
        number = found["number"] + (found["year"] or "")
        rest = found.start("label") if found["label"] else found.end()
        yield Heading(line, number, value, rest, again=False)


def _is_under(at: int, titles: Sequence[int]) -> bool:
    """Tell whether the offset stands right below the title of a table of contents."""
    return any(0 <= at - title < _REACH for title in titles)


def _consecutive(numbers: Sequence[tuple[int, bool]]) -> set[int]:
    """Return the places of the numbers in rows of four or more, each one higher than the one before.

    Small numbers are those of an agenda, and count only under the title of a table of contents, which
    the flag beside each number tells.
    """
    places: set[int] = set()
    row: list[int] = []
    for place, (number, _) in enumerate([*numbers, (-1, False)]):
        if row and number == numbers[row[-1]][0] + 1:
            row.append(place)
            continue
        if len(row) >= _ROW and (numbers[row[0]][0] >= _FIRST or numbers[row[0]][1]):
            places.update(row)
        row = [place]
    return places


def announced(text: Text) -> tuple[int, int] | None:
    """Return the first and the last number of the §§ that the document says it has, None for no word."""
    found = _RANGE.search(text.clean) or _BARE_RANGE.search(text.clean)
    if not found:
        return None
    first, last = int(found["first"]), int(found["last"])
    return (first, last) if first <= last <= first + 300 else None


def _is_head(
    text: Text, found: re.Match[str], line: Span, stated: tuple[int, int] | None, *, sure: bool
) -> bool:
    if _NO_TITLE.match(text.clean, found.end(), line[1]) and not found["label"]:
        return False
    if stated and not stated[0] <= int(found["number"]) <= stated[1]:
        return False
    coded = found["code"] and casenumbers.LABELLED.search(text.clean, *line)
    return bool(found["label"] or found["year"] or coded or ((stated or sure) and line[1] - line[0] < 200))


def rising(text: Text, found: Sequence[Heading]) -> list[Heading]:
    """Return the longest run of headings whose numbers rise; the others are references in the text.

    Among the runs of one length the one that rises most slowly is taken, as §§ number without gaps.
    A heading that is printed once more, word for word, goes on with its item.
    """
    headings = _repeated(text, _without_intervals(text, found))
    best: list[tuple[int, int, int]] = []  # length, -sum of the gaps, previous
    for i, heading in enumerate(headings):
        choice = (1, 0, -1)
        for j in range(max(0, i - 60), i):
            before = headings[j]
            rises = before.first < heading.first or (before.first == heading.first and heading.again)
            if rises:
                length, gaps, _ = best[j]
                choice = max(choice, (length + 1, gaps - min(heading.first - before.first, 1000), j))
        best.append(choice)
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: best[i][:2])
    run = []
    while at >= 0:
        run.append(headings[at])
        at = best[at][2]
    return run[::-1]


def _without_intervals(text: Text, found: Sequence[Heading]) -> list[Heading]:
    """Return the headings but for lines that are an interval of §§, of which one follows: ``§§ 5-9``."""
    result: list[Heading] = []
    for at, heading in enumerate(found):
        interval = _INTERVAL.fullmatch(text.clean[slice(*heading.span)].strip())
        covers = interval and any(
            heading.first <= other.first <= int(interval["last"]) for other in found[at + 1 :]
        )
        if not covers:
            result.append(heading)
    return result


def _repeated(text: Text, found: Sequence[Heading]) -> list[Heading]:
    """Return the headings; those that repeat an earlier one with more than a number go on with its item."""
    told: set[str] = set()
    result = []
    for heading in found:
        words = _MORE_AT_END.sub("", " ".join(text.clean[slice(*heading.span)].split())).rstrip()
        same = words in told and any(c.isalnum() for c in text.clean[heading.rest : heading.span[1]])
        result.append(replace(heading, again=heading.again or same))
        told.add(words)
    return result
