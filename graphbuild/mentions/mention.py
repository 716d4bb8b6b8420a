"""A mention: where the clean text names something, what it is in its base form, and which rule saw it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["organisation", "law", "amount", "date", "case", "party", "person", "role", "project"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, reference or figure in the clean text.

    ``text`` is its base form (no genitive, no line break), ``start`` and ``end`` are offsets into
    the clean text, ``rule`` names the rule that found it, ``confidence`` is between 0 and 1;
    ``entity`` is the identifier that a gazetteer gives it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    rule: str
    confidence: float
    entity: str | None = None

    def moved(self, distance: int) -> Mention:
        """Return the mention ``distance`` characters further on."""
        return replace(self, start=self.start + distance, end=self.end + distance)


def longest(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions in the text's order without those that another overlaps.

    The longer one stays; of two equally long ones the surer, then the one whose rule sorts first.
    """
    chosen: list[Mention] = []
    best_first = sorted(mentions, key=lambda m: (m.start - m.end, -m.confidence, m.start, m.rule, m.text))
    taken: set[int] = set()
    for mention in best_first:
        # A span no longer than those taken overlaps one of them exactly where one of its ends lies in it.
        if mention.start in taken or mention.end - 1 in taken:
            continue
        taken.update(range(mention.start, mention.end))
        chosen.append(mention)
    return tuple(sorted(chosen, key=lambda m: m.start))


def tidy(name: str) -> str:
    """Return a name on one line, with single spaces, a space after a suspended hyphen, and no shouting."""
    name = re.sub(r"\b(\w+-)(och|samt)\b", r"\1 \2", " ".join(name.split()))
    if name.isupper() and not re.search(r"\bAB\b", name) and (" " in name or len(name) > 10):
        return name.capitalize()
    return name
