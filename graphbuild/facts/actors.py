"""Whom a stretch of text names: the entries of ``A, B och C``, each an organisation in its base form."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from graphbuild.mentions.lists import entry, inline
from graphbuild.mentions.mention import Mention
from graphbuild.mentions.organisations import organisation_mentions
from graphbuild.model import Stated
from graphbuild.resources import resource
from graphbuild.text import Text

Span = tuple[int, int]

# After these words a list of names goes over into a sentence.
_GOES_ON = re.compile(
    r"\s+(?:(?:som|vilka|vilket|medan|där|genom|deltar|medverkar|ingår|bidrar|är|har|ska|inom|under|enligt"
    r"|i samverkan|i samarbete|i partnerskap|tillsammans)\b|för (?:att|perioden|åren?|projektet)\b"
    r"|med (?:\d|högst|totalt|sammanlagt|vardera)"
    r"|(?<!- )och (?:projekt|sam|med|övriga|partner|sökande)\w*).*$",
    re.DOTALL,
)
_LEAD = re.compile(
    r"(?:bland annat|bl\.a\.|bland andra|även|också|dels|samt|och|både|såväl|från)\s+", re.IGNORECASE
)
# A full stop that is part of a name.
_SHORTENED = re.compile(r"\bek\. ?för\b\.?|(?<=\bSt)\.|(?<=\bS:t)\.", re.IGNORECASE)
_GENITIVE = re.compile(r"(?:en|et|ån|an|are|AB)s$")
_SENTENCE = re.compile(r"(?<!\bbl\.a)(?<!\bt\.ex)(?<!\bek)(?<!\bca)(?<!\bS)[.?!]\s+(?=[A-ZÅÄÖÉ])")


@cache
def project_words() -> dict[str, Any]:
    """Return the words of ``data/projects.toml``."""
    return tomllib.loads(resource("data/projects.toml").read_text(encoding="utf-8"))


@cache
def _organisation_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(project_words()["organisations"]["words"], key=len, reverse=True)))
    forms = "|".join(map(re.escape, project_words()["organisations"]["forms"]))
    return re.compile(rf"(?i:(?:{words})s?)(?!\w)|(?<!\w)(?:{forms})(?!\w)")


def sentences(text: Text, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the clean span; none goes over the end of a line."""
    for first, last in text.lines(start, end):
        begin = first
        for match in _SENTENCE.finditer(text.clean, first, last):
            yield begin, match.start() + 1
            begin = match.end()
        yield begin, last


def organisation(text: Text, start: int, end: int) -> Stated | None:
    """Return the organisation that the clean span is the name of, None where it may be someone else's."""
    mention = _mention_at(text, start, end)
    if mention is not None and mention.end >= end:
        return text.stated(start, end, mention.text)
    if not _is_name(text.clean[start:end]):
        return None
    if mention is not None or _organisation_words().search(text.clean, start, end):
        return text.stated(start, end)
    return None


def _is_name(words: str) -> bool:
    """Tell whether all words of a phrase can be those of one name (not: ``Begäran från X AB om medel``)."""
    known, small = _organisation_words(), frozenset(project_words()["organisations"]["within"])
    lower = [word.strip(".,") for word in words.split() if word[:1].islower()]
    return all(word in small or _ends_with(known, word) for word in lower)


def _ends_with(pattern: re.Pattern[str], words: str) -> bool:
    return any(match.end() == len(words) for match in pattern.finditer(words))


def owning(text: Text, start: int, end: int, whole: Span) -> Stated | None:
    """Return the organisation whose genitive the clean span is (``Föreningen Spårets``), None where unsure.

    The name without its ``s`` is taken where the text says so: it finds it as a name, or the span
    ``whole`` names it so elsewhere. A name that ends in ``s`` without a genitive stays as it is.
    """
    words = text.clean[start:end]
    mention = _mention_at(text, start, end)
    name = mention.text if mention is not None and mention.end >= end - 1 else words
    if name not in (words, f"{words}s"):
        return text.stated(start, end, name)
    bare = words.removesuffix("s")
    if _stands(text, bare, whole) or _GENITIVE.search(words) or _ends_with(_organisation_words(), bare):
        return text.stated(start, end, bare) if organisation(text, start, end) else None
    return organisation(text, start, end) if words.endswith(("us", "ss")) else None


def _stands(text: Text, name: str, whole: Span) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.clean[slice(*whole)]) is not None


def named(text: Text, start: int, end: int) -> list[Stated]:
    """Return those that a list of names in the clean span names, until it goes over into a sentence."""
    return [text.stated(first, last, _base(text, first, last)) for first, last in entries(text, start, end)]


def entries(text: Text, start: int, end: int, tail: bool = False) -> list[Span]:
    """Return the spans of the names in a list; with ``tail``, each with what follows it until the next."""
    found: list[Span] = []
    for first, last in _whole(text, inline(text.clean, start, end)):
        lead = _LEAD.match(text.clean, first, last)
        begin = lead.end() if lead else first
        cut = _GOES_ON.search(text.clean, begin, last)
        stop = cut.start() if cut else last
        if not entry(_SHORTENED.sub("", text.clean[begin:stop].split(" (")[0])):
            break
        found.append((begin, last if tail else stop))
        if cut and not tail:
            break
    return found


def _whole(text: Text, pieces: Sequence[Span]) -> Iterator[Span]:
    """Yield the pieces of a list, those together that are one organisation's name (``Hem och Skola``)."""
    waiting: Span | None = None
    for first, last in pieces:
        begin = waiting[0] if waiting else first
        mention = _mention_at(text, begin, len(text.clean))
        waiting = None
        if mention is not None and mention.end > last and any(a < mention.end <= b for a, b in pieces):
            waiting = (begin, last)
        else:
            yield begin, last
    if waiting:
        yield waiting


def _base(text: Text, start: int, end: int) -> str | None:
    mention = _mention_at(text, start, end)
    return mention.text if mention is not None and mention.end >= end else None


def _mention_at(text: Text, start: int, end: int) -> Mention | None:
    """Return the organisation found at the start of the clean span, if it ends within it."""
    found = organisation_mentions(text.clean)
    at = bisect_left(found, start, key=lambda mention: mention.start)
    if at < len(found) and found[at].start == start and found[at].end <= end:
        return found[at]
    return None


def mentions_within(text: Text, start: int, end: int) -> tuple[Mention, ...]:
    """Return the organisations found within the clean span."""
    found = organisation_mentions(text.clean)
    at = bisect_left(found, start, key=lambda mention: mention.start)
    stop = bisect_left(found, end, key=lambda mention: mention.start)
    return tuple(mention for mention in found[at:stop] if mention.end <= end)
