"""A list of recipients at the end of the minutes that tells them for each §: given to the §§ it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.minutes import ItemText, Section
    from graphbuild.text import Text

# ``§ 71 Kontoret, Föreningen; § 72 sökanden``: each § begins its part.
_PART = re.compile(r"(?:(?<=^)|(?<=[;.\n] )|(?<=[;.\n]))\s*§\s*(?P<number>\d{1,4})\b[:,]?\s*")


def shared_out(text: Text, items: Sequence[ItemText]) -> list[ItemText]:
    """Return the items with the parts of such a list, which the last item holds, at the §§ they name."""
    found = list(items)
    if not found or not found[-1].sections:
        return found
    last = found[-1]
    listed = next((part for part in last.sections if part.kind == "recipients"), None)
    parts = _parts(text, listed) if listed else {}
    if not listed or len(parts) < 2 or not set(parts) <= {item.number for item in found}:
        return found
    found[-1] = replace(last, sections=tuple(part for part in last.sections if part is not listed))
    return [
        replace(item, sections=(*item.sections, parts[item.number])) if item.number in parts else item
        for item in found
    ]


def _parts(text: Text, listed: Section) -> dict[str, Section]:
    """Return the part of the list for each § that it names; none where it begins with something else."""
    first = text.lines(listed.start, listed.end)[:1]
    if not first:
        return {}
    start, end = first[0]
    words = text.clean[start:end]
    marks = [*_PART.finditer(words)]
    if not marks or words[: marks[0].start()].strip():
        return {}
    edges = [*(mark.start() for mark in marks), len(words)]
    return {
        mark["number"]: replace(listed, start=start + mark.end(), end=start + len(words[:stop].rstrip(" ;")))
        for mark, (_, stop) in zip(marks, pairwise(edges), strict=True)
    }
