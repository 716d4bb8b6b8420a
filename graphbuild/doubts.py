"""What was not understood in a document, in sentences: part of the result, never an error.

Each check looks for what minutes must have (kommunallagen 2017:725, 5 kap. 65-71 §§: every item's
proposals and decision, every vote's result) or what councils do without exception (number their §§
without gaps), and names the place where it is not found. A document that was read well has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphbuild.headings import heading_kind
from graphbuild.minutes import ItemText, Minutes
from graphbuild.model import Item, Vote

# A heading is repeated; what stands in fewer §§ may be a title, a name or a line of a table.
_REPEATED = 3
_MAX_HEADING = 45
_HEADING = re.compile(r"[A-ZÅÄÖ][a-zåäöé]+(?: [a-zåäöé]+){0,4}(?P<colon> ?:)?")
# No Swedish council is larger: 149 sit in those of Västra Götaland and Stockholm, the largest by law.
_LARGEST_COUNCIL = 149
# Sections of which a line may be an entry of a list.
_LISTS = frozenset({"documents", "recipients", "contents"})
# Sections in which a line with a colon leads in the points below it.
_LED = frozenset({"decision", "recommendation", "suggestion"})
_ASKED = re.compile(r"\b(?:omröstning|votering)\s+(?:begär(?:s|des|ts)?|är begärd)\b", re.IGNORECASE)
_QUOTED = 60


def doubts(minutes: Minutes, items: Sequence[Item]) -> tuple[str, ...]:
    """Return what of the document was not understood: sentences with the § number and the words.

    Args:
        minutes: the structure of the document.
        items: what was read of each of its items, in the same order.
    """
    found = [*_unread_pages(minutes)]
    if minutes.kind == "minutes":
        found += [*_gaps(minutes.items), *_unknown_headings(minutes, items)]
    if minutes.kind in {"minutes", "extract"}:
        for part, item in zip(minutes.items, items, strict=True):
            found += [*_decision(minutes, part, item), *_votes(minutes, part, item)]
    return tuple(found)


def _unread_pages(minutes: Minutes) -> Iterator[str]:
    """Yield the pages that hold no text."""
    text = minutes.text
    for number, (start, end) in enumerate(pairwise([*text.page_starts, len(text.raw) + 1]), 1):
        if text.raw and not text.raw[start:end].strip():
            yield f"page {number} holds no text: it is empty or an image"


def _gaps(parts: Sequence[ItemText]) -> Iterator[str]:
    """Yield the numbers that the series of §§ leaves out."""
    last = 0
    for part in parts:
        numbers = [int(digits) for digits in re.findall(r"\d+", part.number)]
        if last and numbers and numbers[0] > last + 1:
            first, end = last + 1, numbers[0] - 1
            missing = f"§ {first} is" if first == end else f"§§ {first}–{end} are"
            yield f"{missing} missing between § {last} and § {part.number}"
        last = max([last, *numbers])


def _unknown_headings(minutes: Minutes, items: Sequence[Item]) -> Iterator[str]:
    """Yield lines that stand as headings do, in several §§, and are none that is known."""
    named = {stated.text for item in items for stated in (*item.organisations, *item.recipients)}
    places: dict[str, list[str]] = {}
    for part in minutes.items:
        for words in dict.fromkeys(_candidates(minutes, part)):
            if words not in named:
                places.setdefault(words, []).append(part.number)
    for words, numbers in places.items():
        if len(numbers) >= _REPEATED:
            yield f"the heading “{words}” is of unknown kind; it stands in {_listed(numbers)}"


def _candidates(minutes: Minutes, part: ItemText) -> Iterator[str]:
    """Yield the lines of the item that look like a heading with a paragraph below it."""
    text = minutes.text
    for section in part.sections:
        if section.kind in _LISTS:
            continue
        lines = [text.clean[a:b].strip() for a, b in text.lines(section.start, section.end)]
        for line, below in pairwise(lines):
            found = _HEADING.fullmatch(line) if len(line) <= _MAX_HEADING else None
            if not found or (found["colon"] and section.kind in _LED):
                continue
            if len(line) < len(below) and below[-1] in ".:" and heading_kind(line) is None:
                yield line.rstrip(" :")


def _decision(minutes: Minutes, part: ItemText, item: Item) -> Iterator[str]:
    """Yield that the item has a decision that was not read, or none though it was voted on."""
    if item.decisions:
        return
    headed = next((s for s in part.sections if s.kind in {"decision", "recommendation"}), None)
    if headed is not None:
        words = _quoted(minutes.text.clean[headed.start : headed.end])
        yield f"§ {item.number}: nothing was decided under “{headed.heading}”: {words}"
    elif item.votes:
        yield f"§ {item.number}: there is a vote but no decision"


def _votes(minutes: Minutes, part: ItemText, item: Item) -> Iterator[str]:
    """Yield votes without a result, and results that no council can have."""
    if not item.votes:
        asked = _ASKED.search(minutes.text.clean, part.start, part.end)
        headed = next((s for s in part.sections if s.kind == "vote"), None)
        if headed is not None:
            words = _quoted(minutes.text.clean[headed.start : headed.end])
            yield f"§ {item.number}: no result of a vote was found under “{headed.heading}”: {words}"
        elif asked:
            yield f"§ {item.number}: “{asked.group()}”, but no result of a vote was found"
    for vote in item.votes:
        if _cast(vote) > _LARGEST_COUNCIL:
            yield f"§ {item.number}: {_cast(vote)} votes are more than any council has members"
        elif vote.yes is None or vote.no is None:
            yield f"§ {item.number}: only one side's votes were found: {_quoted(vote.evidence.quote)}"


def _cast(vote: Vote) -> int:
    return sum(count or 0 for count in (vote.yes, vote.no, vote.abstain, vote.absent))


def _quoted(words: str) -> str:
    """Return the beginning of a stretch of text in quotation marks."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= _QUOTED else line[:_QUOTED].rstrip() + ' …'}”"


def _listed(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:_REPEATED])
    return f"§§ {shown}" + (f" and {len(numbers) - _REPEATED} more" if len(numbers) > _REPEATED else "")
