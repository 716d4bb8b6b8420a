"""Page headers and footers, found by what they always are and by repetition, and taken away."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from graphbuild.headings import SECTION_SIGN, heading_kind
from graphbuild.resources import resource
from graphbuild.text.lines import Line

# How far from a certain line of the margin an uncertain one may stand, in lines that are not blank.
_REACH = 3
# The share of the page margins in which a line must stand to belong to them.
_SHARE = 0.5
# How many lines at the top and at the bottom of a page are its margins.
_MARGIN = 5


@cache
def _pattern() -> re.Pattern[str]:
    data = tomllib.loads(resource("data/furniture.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{words})" for words in data["patterns"]), re.IGNORECASE)


# A line that is a case number: another number is another case, not the same margin.
_CASE = re.compile(
    r"(?:d(?:iarie)?\.?n(?:umme)?r\b.*\d.*|[A-ZÅÄÖ]{2,6}[ /-]?(?:19|20)?\d\d[/:-]\d+(?: \d{2,4})?)",
    re.IGNORECASE,
)


@cache
def _never() -> frozenset[str]:
    data = tomllib.loads(resource("data/furniture.toml").read_text(encoding="utf-8"))
    return frozenset(data["never"])


def _shape(text: str) -> str:
    """Return the line with each number as ``0``: two margins differ in page number and date only."""
    if _CASE.fullmatch(text.strip()):
        return text.strip()
    return re.sub(r"\d+", "0", " ".join(text.split())).casefold()


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are not page headers or footers; the line after one is marked ``gap``."""
    certain = {i for i, line in enumerate(lines) if _is_certain(line.text)}
    drop = certain | _neighbours(lines, certain) | _repeated(lines)
    kept: list[Line] = []
    gap = blank = False
    for i, line in enumerate(lines):
        if i in drop:
            gap, blank = True, blank or line.blank_before
            continue
        line.gap = gap
        line.blank_before = line.blank_before or blank
        kept.append(line)
        gap = blank = False
    return kept


def _is_certain(text: str) -> bool:
    text = " ".join(text.split())
    return 0 < len(text) <= 110 and _pattern().fullmatch(text) is not None


def _clusters(certain: set[int]) -> list[tuple[int, int]]:
    """Return the first and last line of each group of certain lines that stand close together."""
    groups: list[tuple[int, int]] = []
    for i in sorted(certain):
        if groups and i - groups[-1][1] <= _REACH:
            groups[-1] = (groups[-1][0], i)
        else:
            groups.append((i, i))
    return groups


def _neighbours(lines: Sequence[Line], certain: set[int]) -> set[int]:
    """Return the lines that stand by the certain ones on most pages: a body's name, a document's id."""
    clusters = _clusters(certain)
    if len(clusters) < 2:
        return set()
    near: list[set[int]] = [
        {i for i in range(max(0, a - _REACH), min(len(lines), b + _REACH + 1)) if i not in certain}
        for a, b in clusters
    ]
    # A line between two margins is near both, and counts once.
    found = Counter(_shape(lines[i].text) for i in set().union(*near))
    often = {shape for shape, count in found.items() if count >= max(2, _SHARE * len(clusters))}
    nearest: set[int] = set()
    for group in near:
        # A body may stand in the margin and, right above it, among those who are told of the decision.
        by_shape = {_shape(lines[i].text): i for i in sorted(group, key=lambda i: -_distance(i, certain))}
        nearest.update(
            i for shape, i in by_shape.items() if shape in often and not _is_content(lines[i].text)
        )
    return nearest


def _distance(line: int, certain: set[int]) -> int:
    """Return how many lines away the nearest certain line is."""
    return min(step for step in range(1, _REACH + 1) if line - step in certain or line + step in certain)


def _repeated(lines: Sequence[Line]) -> set[int]:
    """Return the lines that stand at the edges of most pages, where pages are known."""
    starts = [0] + [i for i, line in enumerate(lines) if line.page_break]
    if len(starts) < 3:
        return set()
    edges: list[range] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        edges.append(range(start, min(start + _MARGIN, end)))
        edges.append(range(end - 1, max(start, end - _MARGIN) - 1, -1))
    found = Counter(shape for edge in edges for shape in {_shape(lines[i].text) for i in edge})
    often = {shape for shape, count in found.items() if count >= max(3, _SHARE * len(starts))}
    return {i for edge in edges for i in _from_edge(lines, edge, often)}


def _from_edge(lines: Sequence[Line], edge: range, often: set[str]) -> Iterator[int]:
    """Yield the repeated lines of a margin from the page's edge inwards, up to the first other line."""
    for i in edge:
        if _is_content(lines[i].text) or not (_shape(lines[i].text) in often or _is_certain(lines[i].text)):
            return
        yield i


def _is_content(text: str) -> bool:
    """Tell whether the line is part of the minutes wherever it stands: a heading, a §, a sentence's end."""
    words = text.strip()
    if " ".join(words.rstrip(":").casefold().split()) in _never():
        return True
    goes_on = words[:1].islower() or words.endswith((".", ",", ";"))
    return goes_on or bool(SECTION_SIGN.match(words)) or heading_kind(words) is not None
