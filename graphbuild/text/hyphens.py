"""What to do with a hyphen at the end of a line: join the word, keep the hyphen, or keep it open.

An unknown word never means "keep": Swedish makes new compounds all the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Decision = Literal["join", "keep", "open"]

# U+FFFE is what PDFium gives for a hyphen at a line's end; U+00AD is a hyphen that only shows there.
HYPHENS = "-\u2010\u2011\u00ad\ufffe\u00ac"
_CONJUNCTION = re.compile(r"(?:och|eller|samt|respektive|till|och/eller)\b", re.IGNORECASE)
# First parts that keep their hyphen in Swedish spelling (Svenska skrivregler, 2017, 7.3).
_KEEPING = {"icke", "ex", "f.d", "e", "it", "p", "u", "a", "b", "c", "d", "tv", "eu", "webb-tv"}


def decide(left: str, right: str, known: Callable[[str], int]) -> Decision:
    """Decide the hyphen between ``left`` (the word before it) and ``right`` (what follows the break).

    ``known`` gives how often a word, in lower case, stands unbroken in the same document.
    """
    if not left or not right:
        return "keep"
    if _CONJUNCTION.match(right) or right[0] in ",;)":
        return "open"
    word = (re.match(r"[\w-]*", right) or [""])[0]
    if right[0].isdigit() or left[-1].isdigit():
        return "keep"
    if left.isupper() and right[0].isupper():
        return "join" if len(left) > 3 and len(word) > 2 else "keep"
    if right[0].isupper() or (left.isupper() and len(left) > 1) or left.casefold() in _KEEPING:
        return "keep"
    joined, hyphenated = known((left + word).casefold()), known(f"{left}-{word}".casefold())
    return "keep" if hyphenated > joined else "join"
