"""The period of a project: its first and its last day, as the text states them."""

from __future__ import annotations

import re
from calendar import monthrange

from graphbuild.dates import MONTHS
from graphbuild.model import Stated
from graphbuild.text import Text

_MONTH = "|".join(MONTHS)
_DAY = (
    rf"(?:(?P<iso{{0}}>(?:19|20)\d\d-\d\d-\d\d)|(?:den )?(?:(?P<day{{0}}>\d{{{{1,2}}}}) "
    rf")?(?P<month{{0}}>{_MONTH}) (?P<year{{0}}>(?:19|20)\d\d)"
    rf"|(?P<only{{0}}>(?:19|20)\d\d)(?![\d-]))"
)
_PERIOD = re.compile(
    r"(?:projektperiod(?:en)?|projekttid(?:en)?|genomförandeperiod(?:en)?|genomförandetid(?:en)?"
    r"|projektets löptid|löptid|period|projektet\b[^.\n]{0,160}? under perioden)"
    r"(?: för projektet)?(?: (?:är|pågår|omfattar|löper))?\s*[:\t]?\s*(?:fr\.?\s?o\.?\s?m\.?|från(?: "
    r"och med)?|mellan)?\s*"
    + _DAY.format(1)
    + r"\s*(?:[-–—]{1,2}|till(?: och med)?|t\.?\s?o\.?\s?m\.?|och)\s*"
    + _DAY.format(2),
    re.IGNORECASE,
)


def period(text: Text, start: int, end: int) -> tuple[Stated | None, Stated | None]:
    """Return the project's first and last day; of a month or year stated alone its first or last day."""
    match = _PERIOD.search(text.clean, start, end)
    if not match:
        return None, None
    found = []
    for n in (1, 2):
        day = _iso(match, n)
        group = next(g for g in (f"iso{n}", f"only{n}", f"month{n}") if match[g])
        span = (
            match.span(group)
            if group != f"month{n}"
            else (match.start(f"day{n}") if match[f"day{n}"] else match.start(group), match.end(f"year{n}"))
        )
        found.append(text.stated(*span, day) if day else None)
    return found[0], found[1]


def _iso(match: re.Match[str], n: int) -> str | None:
    """Return the first (1) or last (2) day as ISO date, None where the calendar has no such day."""
    if match[f"iso{n}"]:
        year, month, day = (int(part) for part in match[f"iso{n}"].split("-"))
    elif match[f"only{n}"]:
        year, month, day = int(match[f"only{n}"]), 1 if n == 1 else 12, 1 if n == 1 else 31
    else:
        year, month = int(match[f"year{n}"]), MONTHS.index(match[f"month{n}"].casefold()) + 1
        day = int(match[f"day{n}"] or (1 if n == 1 else monthrange(year, month)[1]))
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02d}-{day:02d}"
