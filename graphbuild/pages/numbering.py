"""The numbers that Word counts itself: § numbers, points of decisions, bullets.

A paragraph names a list (``w:num``) and a level; the list follows an abstract one, whose levels say
where counting starts, in what form, and what stands around it (ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from graphbuild.pages.lines import number

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMS = {
    "lowerLetter": ("letter", False),
    "upperLetter": ("letter", True),
    "lowerRoman": ("roman", False),
    "upperRoman": ("roman", True),
}
_PLACE = re.compile(r"%([1-9])")
_MAX_BASES = 20


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


def _value(element: ET.Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else otherwise


class Numbering:
    """Counts the numbered paragraphs of one document, which must be asked for in their order."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        """Read the lists of a document from its parts, either of which may be missing."""
        self._abstract = {
            one.get(f"{W}abstractNumId"): one
            for one in (numbering.findall(f"{W}abstractNum") if numbering is not None else ())
        }
        self._numbers = {
            one.get(f"{W}numId"): one
            for one in (numbering.findall(f"{W}num") if numbering is not None else ())
        }
        self._styles = {
            one.get(f"{W}styleId"): one for one in (styles.findall(f"{W}style") if styles is not None else ())
        }
        self._counts: defaultdict[str | None, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: ET.Element) -> str:
        """Return the number or bullet of the paragraph with the blank after it, empty where it has none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        name, depth = place
        level = self._level(name, depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "• "
        counts = self._counts[_value(self._numbers[name], f"{W}abstractNumId")]
        override = _value(self._numbers[name], f"{W}lvlOverride[@{W}ilvl='{depth}']/{W}startOverride")
        if override is not None and (name, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((name, depth))
        counts[depth] = counts[depth] + 1 if depth in counts else _integer(override, level.start)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        text = _PLACE.sub(lambda found: self._shown(name, int(found[1]) - 1, counts), level.text)
        return f"{text.strip()} " if text.strip() else ""

    def is_point(self, paragraph: ET.Element) -> bool:
        """Tell whether the paragraph is a point of a list."""
        return self._place(paragraph) is not None

    def _place(self, paragraph: ET.Element) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph, by itself or by its style."""
        name = _value(paragraph, f"{W}pPr/{W}numPr/{W}numId")
        depth = _value(paragraph, f"{W}pPr/{W}numPr/{W}ilvl")
        style = self._styles.get(_value(paragraph, f"{W}pPr/{W}pStyle"))
        for _ in range(_MAX_BASES):
            if style is None or name is not None:
                break
            name = _value(style, f"{W}pPr/{W}numPr/{W}numId")
            depth = depth if depth is not None else _value(style, f"{W}pPr/{W}numPr/{W}ilvl")
            style = self._styles.get(_value(style, f"{W}basedOn"))
        # List 0 takes a paragraph out of its style's list.
        return (name, _integer(depth, 0)) if name in self._numbers and name != "0" and name else None

    def _level(self, name: str, depth: int) -> _Level | None:
        num = self._numbers[name]
        found = num.find(f"{W}lvlOverride[@{W}ilvl='{depth}']/{W}lvl")
        if found is None:
            abstract = self._abstract.get(_value(num, f"{W}abstractNumId"))
            found = abstract.find(f"{W}lvl[@{W}ilvl='{depth}']") if abstract is not None else None
        if found is None:
            return None
        return _Level(
            _integer(_value(found, f"{W}start"), 0),
            _value(found, f"{W}numFmt") or "decimal",
            _value(found, f"{W}lvlText") or "",
        )

    def _shown(self, name: str, depth: int, counts: dict[int, int]) -> str:
        level = self._level(name, depth)
        if level is None:
            return ""
        form, upper = _FORMS.get(level.form, ("decimal", False))
        text = number(counts.get(depth, level.start), form)
        return text.upper() if upper else text
