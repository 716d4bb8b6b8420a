"""Which of two minutes of one meeting is the newer: corrected before uncorrected, adjusted before drafts.

What tells is a mark on the front page or in the file name, the number of a version, or the date of
adjustment. The words are data (``data/revisions.toml``). Where nothing tells, neither is newer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Literal

from graphbuild.dates import DATE, iso_date
from graphbuild.iris import slug
from graphbuild.model import Record
from graphbuild.resources import resource
from graphbuild.text import Text

Level = Literal["draft", "adjusted", "corrected"]
LEVELS: Sequence[Level] = ("draft", "adjusted", "corrected")

_FRONT = 6000
_MARKUP = re.compile(r"[*#_>|~`\s]+")
_DOCUMENT = r"(?:sammanträdes|mötes)?protokoll"
# A mark is the whole line, or a date or the like follows it: "Reviderat protokoll från årsmötet" is a matter.
_TAIL = r"\.?\s*(?:$|[)(,:;–-]|(?:den\s+)?\d|version\b|ersätter\b)"
_REPLACES = re.compile(
    r"\bersätter\s+(?:(?:det|den|ett|en)\s+)?(?:tidigare|föregående|förra|äldre)\s+(?:\w+\s+){0,3}"
    r"\w{0,20}protokoll(?:et)?\b|\b(?:denna|detta)\s+(?:version|utgåva|protokoll)\s+ersätter\b",
    re.IGNORECASE,
)
_VERSION = re.compile(rf"(?:{_DOCUMENT}\s*[,(–-]?\s*)?version\s*:?\s*(\d{{1,2}})(?!\d)", re.IGNORECASE)
_FILE_VERSION = re.compile(r"(?:^|-)(?:v|ver-?|version-?)([1-9])(?=-|$)")
_ADJUSTED = re.compile(
    r"\b(?:justera[dts]?|justeras|justerades|justeringens?|justeringsdatum)\b", re.IGNORECASE
)
_NO_DAY = re.compile(r"sammanträde|anslag|§", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Revision:
    """What tells a document's place among those of its meeting.

    ``mark`` holds the words that give its ``level``, as printed; ``version`` and ``date`` (ISO, of the
    correction or else of the adjustment) are None where they are not told. ``replaces`` is true where it
    says that it stands in the place of what was published before.
    """

    level: Level = "adjusted"
    mark: str = ""
    version: int | None = None
    date: str | None = None
    replaces: bool = False


UNKNOWN = Revision()
"""That of minutes which tell nothing of it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The forms in which one level is told."""

    level: Level
    line: re.Pattern[str]
    files: frozenset[str]


def revision(record: Record, text: Text) -> Revision:
    """Return what a document tells of its place among those of its meeting."""
    lines = tuple(_front(record, text))
    replaces = next((found[0] for line in lines if (found := _REPLACES.search(line))), None)
    level, mark, day = ("corrected", replaces, None) if replaces else _marked(lines, record.source.path)
    return Revision(
        level,
        mark,
        _version(lines, record.source.path),
        day or next((day for line in lines if (day := _adjusted(line))), None),
        replaces is not None,
    )


def newer(one: tuple[Record, Revision], other: tuple[Record, Revision]) -> str:
    """Return why the first of two whole minutes of a meeting is the newer; empty where nothing says so.

    Minutes that lack a § of the other are no newer form of it, unless they say that they replace it.
    """
    (record, first), (rival, second) = one, other
    numbers, others = ({item.number for item in each.items} for each in (record, rival))
    if not (first.replaces or others <= numbers):
        return ""
    rank = LEVELS.index(first.level) - LEVELS.index(second.level)
    if rank:
        return "" if rank < 0 else _why(first, second)
    if first.version != second.version:
        later = (first.version or 1) > (second.version or 1)
        return f"is version {first.version}" if later else ""
    if numbers == others and first.date and second.date and first.date > second.date:
        return f"was adjusted later ({first.date} against {second.date})"
    return ""


def _why(first: Revision, second: Revision) -> str:
    if first.level == "corrected":
        return f"is marked as corrected (“{first.mark}”)"
    return f"is adjusted, while the other is marked as a draft (“{second.mark}”)"


def _front(record: Record, text: Text) -> Iterator[str]:
    """Give the lines before the first §, as read and as cleaned, without markup."""
    start = min((item.evidence.start for item in record.items), default=len(text.raw))
    raw = text.raw[: min(start, _FRONT)]
    clean = "".join(
        sign
        for sign, offset in zip(text.clean[:_FRONT], text.offsets[:_FRONT], strict=False)
        if offset < start
    )
    for line in (*raw.splitlines(), *clean.splitlines()):
        found = _MARKUP.sub(" ", line).strip()
        if found:
            yield found


def _marked(lines: Sequence[str], path: str) -> tuple[Level, str, str | None]:
    """Return the level that a line or the file name tells, its words, and the day that the line has."""
    name = slug_of(path)
    parts = name.split("-")
    for words in _words():
        for line in lines:
            if found := words.line.match(line):
                return words.level, line[:60], _day(line[found.start() : found.end() + 40])
        if any(part in words.files and (at or part != "rev") for at, part in enumerate(parts)):
            return words.level, PurePosixPath(path).name, None
    return "adjusted", "", None


@cache
def _words() -> tuple[_Words, ...]:
    """Return the forms of each level, corrected first."""
    data = tomllib.loads(resource("data/revisions.toml").read_text(encoding="utf-8"))
    found: list[_Words] = []
    for level in ("corrected", "draft"):
        words, verbs, stamps = (_any(data[level][key]) for key in ("words", "verbs", "stamps"))
        forms = (
            rf"{words}\s+(?:{_DOCUMENT}|version|utgåva){_TAIL}",
            rf"{_DOCUMENT}(?:et)?\s*(?:är|har|–|-|,|:|\()?\s*(?:{words}|{verbs}){_TAIL}",
            rf"{stamps}\.?\s*:?\s*(?:$|(?:den\s+)?\d)",
        )
        line = re.compile("|".join(forms), re.IGNORECASE)
        found.append(_Words(level, line, frozenset(data[level]["files"])))
    return tuple(found)


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(words) or '(?!)'})"


def _version(lines: Sequence[str], path: str) -> int | None:
    for line in lines:
        if found := _VERSION.match(line):
            return int(found[1])
    named = _FILE_VERSION.search(slug_of(path))
    return int(named[1]) if named else None


def _adjusted(line: str) -> str | None:
    """Return the day on which the minutes were adjusted, where a line tells it."""
    for found in _ADJUSTED.finditer(line[:2000]):
        after = line[found.end() : found.end() + 90]
        day = DATE.search(after)
        if day and not _NO_DAY.search(after[: day.start()]):
            return iso_date(day)
    return None


def _day(text: str) -> str | None:
    found = DATE.search(text)
    return iso_date(found) if found else None


def slug_of(path: str) -> str:
    """Return the name of a file without its ending as a slug, empty where it has no letter or digit."""
    try:
        return slug(PurePosixPath(path.replace("\\", "/")).stem)
    except ValueError:
        return ""
