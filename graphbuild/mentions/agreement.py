"""Rules and the statistical recogniser compared: what both find is strong, what one finds is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graphbuild.mentions.mention import Mention

AGREED = 0.99
"""How sure a mention is that rules and the recogniser both find."""
DOUBTED = 0.5
"""How sure one is that only the recogniser finds."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Mentions that both found, as the rules have them, and those that only one of the two found."""

    both: tuple[Mention, ...]
    only_rules: tuple[Mention, ...]
    only_recogniser: tuple[Mention, ...]


def compared(rules: Iterable[Mention], recognised: Iterable[Mention]) -> Compared:
    """Compare the mentions of one text; two agree where they are of one kind and one overlaps the other."""
    by_rule, by_model = sorted(rules, key=_place), sorted(recognised, key=_place)
    matched, agreed = set[int](), set[int]()
    for at, other in _overlapping(by_rule, by_model):
        if by_rule[at].kind == by_model[other].kind:
            matched.add(at)
            agreed.add(other)
    return Compared(
        tuple(_surer(one) for at, one in enumerate(by_rule) if at in matched),
        tuple(one for at, one in enumerate(by_rule) if at not in matched),
        tuple(one for at, one in enumerate(by_model) if at not in agreed),
    )


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _surer(mention: Mention) -> Mention:
    return replace(mention, confidence=max(mention.confidence, AGREED))


def _overlapping(first: Sequence[Mention], second: Sequence[Mention]) -> Iterable[tuple[int, int]]:
    """Yield the places, in two lists in the order of the text, of mentions that overlap."""
    begin = 0
    for at, one in enumerate(first):
        while begin < len(second) and second[begin].end <= one.start:
            begin += 1
        other = begin
        while other < len(second) and second[other].start < one.end:
            if second[other].end > one.start:
                yield at, other
            other += 1
