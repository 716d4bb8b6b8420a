"""What the chair put to the meeting, in what order, and what the chair found (propositionsordning).

The chair lays the proposals before the body as questions to be answered with yes or no and tells
what was decided (kommunallagen 5 kap. 54 § and 6 kap. 31 §); which proposal was carried and which
fell follows from that and is not stored here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.facts.who import sentences
from graphbuild.minutes import ItemText, Section
from graphbuild.model import Proposition, Stated
from graphbuild.text import Text

_PUTS = re.compile(
    r"\bställ(?:er|de|s|des|es)\b[^.]{0,250}?\b(?:under )?proposition(?:en|er|erna)?\b"
    r"|\bproposition(?:en|er|erna)? (?:ställs|ställdes|ställes|på|om)\b"
    r"|\b[Oo]rdföranden?\b[^.]{0,80}?\b(?:ställer|ställde)\b[^.]{0,200}?\bmot\b"
    r"|\b[Oo]rdföranden?\b[^.]{0,80}?\b(?:frågar|frågade|prövar|prövade)\b"
)
_FINDS = re.compile(r"\b(?:finner|fann|konstaterar|konstaterade)\b[^.]{0,60}?\batt\s+")
_CHAIR = re.compile(r"\b[Oo]rdföranden?\b")
# A counted vote is put too, but as a proposition of its own.
_VOTED_ON = re.compile(r"(?:voterings|omröstnings)proposition|Ja-proposition", re.IGNORECASE)
_SECTIONS = frozenset({"proposition", "proposals", "vote", "decision", "matter", ""})


def propositions(text: Text, item: ItemText) -> tuple[Proposition, ...]:
    """Return the questions that the chair put in the item, in order, each with what the chair found."""
    return tuple(found for part in item.sections if part.kind in _SECTIONS for found in _section(text, part))


def _section(text: Text, section: Section) -> Iterator[Proposition]:
    open_at: tuple[int, int] | None = None
    for start, end in sentences(text, section.start, section.end):
        finds = _finding(text, start, end)
        if _PUTS.search(text.clean, start, end) and not _VOTED_ON.search(text.clean, start, end):
            if open_at:
                yield _made(text, open_at, None)
            open_at = (start, end)
            if finds:
                yield _made(text, open_at, finds)
                open_at = None
        elif finds and open_at:
            yield _made(text, (open_at[0], end), finds)
            open_at = None
        elif finds and section.kind == "proposition" and _CHAIR.search(text.clean, start, end):
            yield _made(text, (start, end), finds)
    if open_at:
        yield _made(text, open_at, None)


def _finding(text: Text, start: int, end: int) -> Stated | None:
    """Return what the sentence says that the chair found."""
    finds = _FINDS.search(text.clean, start, end)
    words = " ".join(text.clean[finds.end() : end].split()).rstrip(" .") if finds else ""
    return text.stated(finds.end(), end, words) if finds and words else None


def _made(text: Text, span: tuple[int, int], found: Stated | None) -> Proposition:
    words = " ".join(text.clean[slice(*span)].split())
    return Proposition(words, found, text.evidence(*span))
