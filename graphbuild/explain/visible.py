"""Characters of a document that must not reach a terminal or a page as they are."""

from __future__ import annotations

from functools import cache

_REPLACEMENT = "\ufffd"
# Hyphens that only show at a line's end, and PDFium's sign for a hyphen there.
_HYPHENS = "\u00ad\ufffe"
# Marks that turn the direction of text about could show other words than are there.
_TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]


@cache
def table() -> dict[int, str]:
    """Return what ``str.translate`` puts in their place: one sign each, so that offsets stay true.

    They are control characters (a terminal obeys those), marks of direction, lone surrogates and
    noncharacters (which UTF-8 and HTML do not hold). Line ends, tabs and form feeds stay.
    """
    control = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in {9, 10, 12, 13}]
    never = [0xFFFF, *range(0xFDD0, 0xFDF0), *range(0xD800, 0xE000)]
    replaced = dict.fromkeys([*control, *_TURNING, *never, 0x2028, 0x2029], _REPLACEMENT)
    return replaced | {ord(hyphen): "\u2010" for hyphen in _HYPHENS}
