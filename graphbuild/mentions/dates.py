"""Dates and spans of days in running text, as ISO 8601; only what is stated: no year is guessed."""

from __future__ import annotations

import re
from datetime import date

from graphbuild.dates import MONTHS
from graphbuild.mentions.mention import Mention, longest

_MONTH = "|".join(MONTHS)
_DAY = r"(?:den )?(?P<{}>[0-3]?\d)(?::e|:a)?"
_ISO = re.compile(
    r"(?<![\d-])(?P<from>(?:19|20)\d\d-[01]\d-[0-3]\d)(?: ?(?:–|—|--?|till(?: och med)?|t\.?o\.?m\.?) "
    r"?(?P<to>(?:19|20)\d\d-[01]\d-[0-3]\d))?(?!\d)"
)
_TEXT = re.compile(
    rf"(?<!\w)(?:{_DAY.format('first')}(?: (?P<month1>{_MONTH})(?: (?P<year1>(?:19|20)\d\d))?)?"
    rf" ?(?:–|—|-|till(?: och med)?|t\.o\.m\.|och) ?)?{_DAY.format('last')} (?P<month>{_MONTH})(?: "
    rf"(?P<year>(?:19|20)\d\d))?(?!\w)",
    re.IGNORECASE,
)


def find_dates(text: str) -> tuple[Mention, ...]:
    """Return a text's dates: ``2024-03-20``, ``2024-03-20/2024-03-22``, or ``--03-20`` without a year."""
    found = []
    for match in _ISO.finditer(text):
        parts = [part for part in (match["from"], match["to"]) if part]
        if all(_valid(part) for part in parts):
            found.append(Mention("date", "/".join(parts), match.start(), match.end(), "iso date", 1.0))
    for match in _TEXT.finditer(text):
        last = _stated(match["year"], match["month"], match["last"])
        first = (
            last
            and match["first"]
            and _stated(match["year1"] or match["year"], match["month1"] or match["month"], match["first"])
        )
        if last and (first or not match["first"]):
            base = f"{first}/{last}" if first else last
            found.append(Mention("date", base, match.start(), match.end(), "date in words", 0.95))
    return longest(found)


def _stated(year: str | None, month: str, day: str) -> str | None:
    """Return ``2024-03-20``, or ``--03-20`` where no year is stated; None where there is no such day."""
    number = MONTHS.index(month.casefold()) + 1
    if not _valid(f"{year or 2000}-{number:02d}-{int(day):02d}"):
        return None
    return f"{year or '-'}-{number:02d}-{int(day):02d}"


def _valid(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True
