"""Texts as another program would have extracted them, and where each character of the old one is then."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Reflowed:
    """A new raw text; ``places`` tells for offsets of the old one where their character stands now."""

    raw: str = ""
    places: dict[int, int] = field(default_factory=dict)
    column: int = 0

    def add(self, text: str, offset: int | None = None) -> None:
        """Add characters, those of the old text at ``offset`` where there is one."""
        for place in range(len(text)):
            if offset is not None:
                self.places[offset + place] = len(self.raw) + place
        self.raw += text
        newline = text.rfind("\n")
        self.column = self.column + len(text) if newline < 0 else len(text) - newline - 1


def rewrapped(raw: str, width: int, *, hyphen: str = "", header: str = "") -> Reflowed:
    """Return a text with its lines broken at another width, long words too where there is a hyphen.

    Blank lines and tabs stay, old hyphens at line ends go, and each page starts with ``header``, in the
    place of a form feed where there is one.
    """
    made = Reflowed()
    made.add(header)
    offset, length = 0, len(raw)
    while offset < length:
        sign = raw[offset]
        if sign == "\f":
            made.add(f"\f{header}" if not header else f"\n{header}")
            offset += 1
        elif sign in "\n ":
            end = offset
            while end < length and raw[end] in "\n ":
                end += 1
            gap = raw[offset:end]
            made.add("\n\n" if gap.count("\n") > 1 else "\n" if made.column > width else " ")
            offset = end
        else:
            end = offset
            while end < length and raw[end] not in "\n\f ":
                end += 1
            word = raw[offset:end]
            if hyphen and made.column + len(word) > width and len(word) > 7 and word.isalpha():
                made.add(word[:4], offset)
                made.add(f"{hyphen}\n")
                made.add(word[4:], offset + 4)
            elif word.endswith("\ufffe") or (
                word.endswith("-") and raw[end : end + 1] == "\n" and len(word) > 3
            ):
                made.add(word[:-1], offset)
                offset = end
                while offset < length and raw[offset] == "\n":
                    offset += 1
                continue
            else:
                made.add(word, offset)
            offset = end
    return made
