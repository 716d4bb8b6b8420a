"""What the rules of organisations' names share: letters, a capitalised word, where a sentence opens."""

from __future__ import annotations

import re

from graphbuild.mentions.mention import Mention, tidy

LOWER = "a-zåäöéèüæøáàíóúëçñšž"
UPPER = "A-ZÅÄÖÉÈÜÆØÁÀÍÓÚËÇÑŠŽ"
# A word with a capital, as part of a name: `Älvstranden`, `GS`, `Dals-Eds`, `ABC-bygg`.
CAPITAL = rf"[{UPPER}][\w’']{{0,40}}(?:-[\w’']{{1,40}}){{0,4}}"
START, END = r"(?<![\w-])", r"(?!\w|-\w)"


def found(base: str, match: re.Match[str], rule: str, confidence: float = 0.9) -> Mention:
    """Return the organisation that the whole match names, with ``base`` as its base form."""
    return Mention("organisation", tidy(base), match.start(), match.end(), rule, confidence)


def genitive(match: re.Match[str], group: str | int = 0) -> str:
    """Return the group's text without the ``s`` or ``:s`` of a genitive that the group ``gen`` holds."""
    text = match.group(group)
    ending = match.groupdict().get("gen") or ""
    return text[: len(text) - len(ending)] if ending else text


def opens(text: str, start: int) -> bool:
    """Return whether a sentence or a line opens at ``start``, where a capital says nothing."""
    before = text[max(0, start - 3) : start].rstrip(" •–-")
    return not before or before[-1] in "\n.:!?\t"
