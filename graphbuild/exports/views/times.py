"""Times of day in Sweden as points in time, which OParl and Popolo ask for."""

from __future__ import annotations

import datetime as dt

FIRST_YEAR = 1996
"""From then on summer time lasts from the last Sunday of March to that of October (directive 2000/84/EC)."""


def moment(date: str | None, time: str | None) -> str | None:
    """Return an ISO date and a time of day in Sweden as an RFC 3339 moment; None where one is missing.

    Before 1996 the dates of summer time were others, and None is returned rather than a guess.
    """
    try:
        local = dt.datetime.fromisoformat(f"{date}T{time}")
    except ValueError:
        return None
    if date is None or time is None or local.year < FIRST_YEAR:
        return None
    starts, ends = _last_sunday(local.year, 3, 2), _last_sunday(local.year, 10, 3)
    return f"{local.isoformat()}{'+02:00' if starts <= local < ends else '+01:00'}"


def _last_sunday(year: int, month: int, hour: int) -> dt.datetime:
    """Return the given hour of the last Sunday of a month that has 31 days."""
    last = dt.datetime(year, month, 31, hour)  # noqa: DTZ001 - local time, whose offset is sought
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)
