"""The sentences of extraction and linking, read back: the § or the page they are about, and the words.

A record has one channel for what was not understood, its ``warnings``: sentences for people. What a
program wants to know of them, their form tells; a test holds the sentences that are written and the
forms that are read together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ITEM = re.compile(r"§ (?P<number>\d{1,4}(?: ?[a-z])?(?:[-–]\d{1,4})?): ")
_PAGE = re.compile(r"\bpage (?P<page>\d{1,5})\b")
_QUOTE = re.compile(r"“(?P<words>[^”]+)”")
_GAP = re.compile(r"§§? [\d–]+ (?:is|are) missing between § ")
_UNREAD = re.compile(r"page (?P<page>\d+) is an image and was not read")
_EMPTY = re.compile(r"page (?P<page>\d+) holds no text")
_RECOGNISED = re.compile(r"page (?P<page>\d+) is an image and was read by OCR \((?P<program>[^)]+)\)")


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence with what it is about: the number of a §, a page (from 1), words of the document."""

    message: str
    item: str | None = None
    page: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class PagesTold:
    """Which pages (from 1) were not read, hold nothing, or were read by OCR, and with which program."""

    unread: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    program: str | None = None


def read(message: str) -> Notice:
    """Return a sentence with what its form tells; the last quotation is that of the document's words."""
    item = _ITEM.match(message)
    page = _PAGE.search(message)
    quotes = _QUOTE.findall(message)
    return Notice(
        message,
        item["number"] if item else None,
        int(page["page"]) if page else None,
        quotes[-1] if quotes else None,
    )


def is_gap(message: str) -> bool:
    """Tell whether a sentence names §§ that are missing, which coverage has as gaps of their own."""
    return _GAP.match(message) is not None


def pages_told(messages: Iterable[str]) -> PagesTold:
    """Return what the sentences tell of pages. An unread page is an image; an empty one shows nothing."""
    told = list(messages)
    unread, empty = _pages(_UNREAD, told), _pages(_EMPTY, told)
    programs = sorted({found["program"] for message in told if (found := _RECOGNISED.match(message))})
    return PagesTold(
        unread,
        tuple(page for page in empty if page not in unread),
        _pages(_RECOGNISED, told),
        programs[0] if programs else None,
    )


def _pages(form: re.Pattern[str], messages: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({int(found["page"]) for message in messages if (found := form.match(message))}))
