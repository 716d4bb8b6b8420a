"""Which lines are headings, and of what: the words are data in ``data/headings.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from graphbuild.resources import resource

# Longer lines are sentences, whatever words they hold.
MAX_HEADING = 110


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(resource("data/headings.toml").read_text(encoding="utf-8"))
    body = data["body"]["pattern"]
    return tuple(
        (kind, re.compile(rf"(?:{'|'.join(words).replace('{body}', body)})\s*:?", re.IGNORECASE))
        for kind, words in data["headings"].items()
    )


# What a heading never has: a full stop at its end, or the verbs and conjunction of a decision.
_SENTENCE = re.compile(
    r"(?<!\bdnr)\.$|\b(?:att|föreslår|tillstyrker|avstyrker|remitterar|bifaller|avslår|godkänner|antar|yrkar"
    r"|överlämnar|är|har)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def heading_kind(line: str) -> str | None:
    """Return the kind of part that the line heads (``decision``, ``proposals`` ...), None for no heading."""
    line = line.strip()
    if not line or len(line) > MAX_HEADING or line[0].islower() or _SENTENCE.search(line):
        return None
    for kind, pattern in _patterns():
        if pattern.fullmatch(line):
            return kind
    return None


SECTION_SIGN = re.compile(
    r"(?:[-–−•]\s*)?(?:(?P<body>[A-ZÅÄÖ]{2,4})\s*)?(?P<again>Forts(?:\.|ättning)?\s*)?"
    r"§+[\s\u00a0]*(?P<number>\d{1,4})(?P<letter>[a-z])?\b(?:\s*[-–]\s*§?\s*(?P<last>\d{1,4})\b)?(?:/(?:19|20)?\d\d\b)?",
)
# What may follow the number where the line heads an item: nothing, a label, a number, or a title.
_AFTER = re.compile(
    r"\s*$|\s*[.:\t]?\s*(?![,;)]|(?:och|samt|eller|st|andra|första|tredje|stycket|punkten|i|den|av|med|KF|KS|RF|RS|kommunallagen|förvaltningslagen|\w*lagen)\b)\S",
)


def item_heading(line: str) -> re.Match[str] | None:
    """Return the match of an item's heading at the start of the line, None where ``§`` only refers.

    A reference goes on with a comma, a conjunction, a statute or another body's code
    (``§ 150, den 6 mars``, ``§10 KS``); a heading ends there, or goes on with a case number or title.
    """
    found = SECTION_SIGN.match(line.lstrip())
    if not found or not _AFTER.match(line.lstrip(), found.end()):
        return None
    return found
