"""Dates and hours as Swedish minutes print them, damaged ones too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.dates import DATE, MONTHS, iso_date

# 2025- / 09-16: a date that a line end breaks.
_BROKEN = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)-[ ]?\n[ ]?(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
# "12–13 mars 2024", "den 12:e till den 13:e mars": the days before the one beside the month.
_EARLIER_DAYS = re.compile(
    r"(?<![\d.:])(?P<day>[1-3]?\d)(?::[ea])?"
    r"(?:[ ]*+(?:[-–,]|och|till)[ ]*+(?:den[ ])?(?:[1-3]?\d(?::[ea])?)?)++$"
)
# "den 6 mars kl. 09.00-16.30 och den 7 mars 2024": a day before, of which the year stands with the last.
_EARLIER_DATE = re.compile(
    rf"(?<![\d.:])(?P<day>[12]?\d|3[01])[ ](?P<name>{'|'.join(MONTHS)})\b(?![ ]\d{{4}})"
    r"(?=[^\n]{0,60}(?:\boch\b|[-–]|\btill\b|\bsamt\b)[^\n]{0,20}$)",
    re.IGNORECASE,
)
# 11.6.2018: day, month and year with full stops.
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>[12]?\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d)(?!\d)"
)
# Digits that a scan took for letters, beside other digits of an hour: "l3.00", "16.3O".
_MISREAD = re.compile(
    r"(?<![^\W\d_])O(?=\d[.:]\d)|(?<![^\W\d_])[lI](?=\d?[.:][\dO]{2})|(?<=\d[.:])O|(?<=[.:]\d)O(?![^\W\d_])"
)
# The same in a date: "2019-O2-l7".
_MISREAD_DATE = re.compile(r"(?<![\w-])[12][\dOlI]{3}-[\dOlI]{2}-[\dOlI]{2}(?![\w-])")
_DIGITS = str.maketrans("OlI", "011")
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_BARE = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_INTERVAL = re.compile(
    rf"(?<![\d.:-])(?P<first>{_TIME})(?:\s*(?:--|[-–—−]|till|t\.o\.m\.)\s*(?:(?:ca"
    rf"|cirka)\.?\s*)?(?:kl\.?\s*)?(?P<last>{_TIME})|(?P<glued>(?:[01]\d|2[0-4])[.:][0-5]\d))(?![\d:])",
    re.IGNORECASE,
)
# A lost dash: "kl 09:30 14:10".
_PARTED = re.compile(rf"\bkl(?:ockan|\.)?\s*(?P<first>{_TIME})[ ](?P<last>{_TIME})(?![\d:])", re.IGNORECASE)
_HOURS = re.compile(
    rf"\bkl(?:ockan|\.)?\s*(?P<first>{_BARE})\s*(?:--|[-–—−])\s*(?P<last>{_BARE})(?![\d:])", re.IGNORECASE
)
_SINGLE = re.compile(
    rf"(?:\bkl(?:ockan|\.)?\s*(?P<bare>{_BARE})|(?<![\d.:-])(?P<time>{_TIME}))(?![\d:]|[.]\d)", re.IGNORECASE
)

# A value in a text: start, end, normal form.
Found = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Times:
    """The hours that a text states: all intervals in order, and where it begins and ends."""

    intervals: tuple[tuple[Found, Found], ...]
    start: Found | None
    end: Found | None

    @staticmethod
    def any_in(words: str) -> bool:
        """Tell whether the words state an hour."""
        return times_in(words).start is not None


def time_of(text: str) -> str:
    """Return an hour as ``HH:MM``."""
    parts = re.split(r"[.:]", text)
    return f"{int(parts[0]):02d}:{parts[1] if len(parts) > 1 else '00'}"


def mended(words: str) -> str:
    """Return the words, as long as before, with the digits of hours that a scan took for letters."""
    return _MISREAD.sub(lambda found: "0" if found.group() == "O" else "1", words)


def times_in(words: str) -> Times:
    """Return the hours in the words: of several intervals the first start and the last end."""
    words = mended(words)
    intervals: list[tuple[Found, Found]] = []
    for found in sorted(
        [*_INTERVAL.finditer(words), *_HOURS.finditer(words), *_PARTED.finditer(words)],
        key=lambda m: m.start("first"),
    ):
        if intervals and found.start("first") < intervals[-1][1][1]:
            continue
        last = "last" if found["last"] else "glued"
        if found.re is _PARTED and time_of(found["first"]) >= time_of(found["last"]):
            continue
        intervals.append(
            (
                (found.start("first"), found.end("first"), time_of(found["first"])),
                (found.start(last), found.end(last), time_of(found[last])),
            )
        )
    if intervals:
        return Times(tuple(intervals), intervals[0][0], intervals[-1][1])
    single = _SINGLE.search(words)
    if not single:
        return Times((), None, None)
    group = "bare" if single["bare"] else "time"
    return Times((), (single.start(group), single.end(group), time_of(single[group])), None)


def date_in(words: str) -> Found | None:
    """Return the first date in the words; of a sitting of several days the first day."""
    words = _MISREAD_DATE.sub(lambda found: found.group().translate(_DIGITS), words)
    candidates: list[Found] = []
    for found in DATE.finditer(words):
        value = iso_date(found)
        if value is None:
            continue
        earlier = (
            _EARLIER_DAYS.search(words, max(0, found.start() - 40), found.start()) if found["name"] else None
        )
        before = (
            _EARLIER_DATE.search(words, max(0, found.start() - 90), found.start()) if found["name"] else None
        )
        if before and not earlier:
            month = MONTHS.index(before["name"].casefold()) + 1
            candidates.append(
                (before.start(), found.end(), f"{value[:4]}-{month:02d}-{int(before['day']):02d}")
            )
            break
        start = earlier.start() if earlier else found.start()
        candidates.append((start, found.end(), f"{value[:8]}{int(earlier['day']):02d}" if earlier else value))
        break
    broken = _BROKEN.search(words)
    if broken:
        candidates.append(
            (broken.start(), broken.end(), f"{broken['year']}-{broken['month']}-{broken['day']}")
        )
    dotted = _DOTTED.search(words)
    if dotted:
        value = f"{dotted['year']}-{int(dotted['month']):02d}-{int(dotted['day']):02d}"
        candidates.append((*dotted.span(), value))
    return min(candidates, default=None)
