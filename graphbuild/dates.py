"""Dates as Swedish minutes write them, in figures and in words."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, 1)} | {
    name[:3]: number for number, name in enumerate(MONTHS, 1)
}
DATE = re.compile(
    r"(?<![\d/-])(?P<year>(?:19|20)\d\d)\s?-?\s?(?P<month>0[1-9]|1[0-2])\s?-\s?(?P<day>0[1-9]|[12]\d"
    r"|3[01])(?!\d)"
    rf"|(?<!\d)(?P<day2>[12]?\d|3[01])(?::?[ea])?\s+(?P<name>{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul"
    rf"|aug|sep|sept|okt|nov|dec)\.?)\s+(?P<year2>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def iso_date(found: re.Match[str]) -> str | None:
    """Return the match of ``DATE`` as an ISO date, None where there is no such day."""
    if found["year"]:
        parts = int(found["year"]), int(found["month"]), int(found["day"])
    else:
        name = found["name"].casefold().rstrip(".")
        parts = (
            int(found["year2"]),
            _MONTH_NUMBER[name if name in _MONTH_NUMBER else name[:3]],
            int(found["day2"]),
        )
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None
