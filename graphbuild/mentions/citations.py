"""Case numbers that the text cites, and parties as codes in parentheses."""

from __future__ import annotations

import re

from graphbuild.mentions.mention import Mention, longest

# The label tells; bare numbers only in the shapes that nothing else has.
_LABELLED = re.compile(
    r"\b(?:[Dd]nr|DNR|[Dd]iarienr|[Dd]iarienummer|[Ää]rendenummer|[Ää]rendenr)\.?:? ?"
    r"(?P<number>[A-ZÅÄÖ][\w-]*[ :/-]? ?\d[\w:/.-]*\d|\d[\w:/.-]*\d)"
)
_BARE = re.compile(
    r"(?<![\w/-])(?P<number>[A-ZÅÄÖ]{2,5}[- ]?(?:\d{4}[-/:]\d{2,6}|\d{3,6}-(?:19|20)\d\d)(?::\d+)?)(?![\w/-])"
)
_CODE = re.compile(r"\((?P<code>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,3}|-)\)")
_CODES = frozenset({"S", "M", "SD", "C", "V", "KD", "L", "FP", "MP", "FI", "NYD"})


def find_cases(text: str) -> tuple[Mention, ...]:
    """Return the case numbers of a text, as printed."""
    found = [
        Mention("case", " ".join(match["number"].split()), *match.span("number"), rule, confidence)
        for rule, confidence, pattern in (("labelled case", 0.95, _LABELLED), ("bare case", 0.8, _BARE))
        for match in pattern.finditer(text)
        if not match["number"].startswith(("SOU", "SFS", "HSLF"))
    ]
    return longest(found)


def find_party_codes(text: str) -> tuple[Mention, ...]:
    """Return the codes of national parties that stand in parentheses."""
    return tuple(
        Mention("party", m["code"], *m.span("code"), "party code", 0.9)
        for m in _CODE.finditer(text)
        if m["code"] in _CODES
    )
