"""Helpers of the tests: minutes of invented people, read up to the stage under test."""

from __future__ import annotations

from graphbuild.facts.document import extract
from graphbuild.facts.names import PersonSpan, people
from graphbuild.minutes import ItemText, structure
from graphbuild.model import Page, Record, Source
from graphbuild.text import Text, clean


def text_of(*pages: str) -> Text:
    """Return the clean text of pages given as raw text."""
    return clean([Page(number, raw) for number, raw in enumerate(pages, 1)])


def item_of(body: str, heading: str = "§ 1 Vinterväglag") -> tuple[Text, ItemText, tuple[PersonSpan, ...]]:
    """Return the text, its only item and the people named in it; ``body`` stands below the heading."""
    text = text_of(f"{heading}\n{body}")
    return text, structure(text).items[0], people(text)


def record_of(*pages: str) -> Record:
    """Return the record of minutes given as raw text."""
    return extract(structure(text_of(*pages)), Source("minutes.txt", "0" * 64))


def cell_lines(*words: str) -> str:
    """Return a table as text extractors tear it apart, a cell a line; ``|`` parts the cells of ``words``."""
    return "\n" + "\n\n".join(cell for row in words for cell in row.split("|")) + "\n"
