"""The marked document as one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePath

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from graphbuild.explain.marks import KINDS, Kind, Mark, Segment, counts, marks, segments
from graphbuild.explain.visible import table
from graphbuild.model import Header, Record
from graphbuild.resources import resource

_LABELS = {kind.key: kind.label for kind in KINDS}
_PARAGRAPH = re.compile(r"§ (?P<number>\w+(?:-\w+)?)")


def html(record: Record, raw: str) -> str:
    """Return the document as an HTML page: what was not understood, a legend to filter by, every word."""
    found = marks(record)
    told = counts(found)
    shown = [kind for kind in KINDS if kind.key in told]
    script = resource("data/explain.js").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(resource("data/explain.html").read_text(encoding="utf-8"))
    anchors = {item.number: f"item-{number}" for number, item in enumerate(record.items)}
    page = template.render(
        title=PurePath(record.source.path).name,
        record=record,
        header=_header(record.header),
        warnings=[_linked(warning, anchors) for warning in record.warnings],
        facts=[kind for kind in shown if kind.fact],
        names=[kind for kind in shown if not kind.fact],
        counts=told,
        items=[(anchors[item.number], item) for item in record.items],
        style=Markup(resource("data/explain.css").read_text(encoding="utf-8")),  # noqa: S704 (our file)
        colours=Markup("\n".join(_rules(kind) for kind in shown)),  # noqa: S704 (our numbers)
        script=Markup(script),  # noqa: S704 (our file)
        digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        body=_body(record, raw, anchors),
    )
    return page.translate(table()) + "\n"


def _header(header: Header) -> str:
    """Return what the minutes say of the meeting, in a line."""
    parts = (header.body, header.organisation, header.meeting_date)
    return ", ".join(part.text for part in parts if part)


def _linked(warning: str, anchors: dict[str, str]) -> Markup:
    """Return a warning whose §§ lead to where they stand."""
    parts = []
    at = 0
    for found in _PARAGRAPH.finditer(warning):
        anchor = anchors.get(found["number"])
        if anchor:
            link = Markup('<a href="#{}">{}</a>').format(anchor, found.group())
            parts += [escape(warning[at : found.start()]), link]
            at = found.end()
    return Markup("").join([*parts, escape(warning[at:])])


def _rules(kind: Kind) -> str:
    """Return the CSS of one kind: its colours, and that they are off where its box is not ticked."""
    key = kind.key
    form = (
        "background: hsl(var(--hue) var(--ground))"
        if kind.fact
        else "border-bottom: 2px solid hsl(var(--hue) var(--edge))"
    )
    return (
        f".{key} {{ --hue: {kind.hue}; }}\n"
        f"mark.{key}, .{key} > .swatch {{ {form}; }}\n"
        f":root:has(#show-{key}:not(:checked)) mark.{key} {{ background: none; border-color: transparent; }}"
    )


def _body(record: Record, raw: str, anchors: dict[str, str]) -> Markup:
    """Return every word of the document, in nested marks."""
    first = {
        (item.evidence.start, item.evidence.end): anchors[item.number] for item in reversed(record.items)
    }
    return Markup("").join(_pieces(segments(record, raw), raw, first))


def _pieces(parts: tuple[Segment, ...], raw: str, anchors: dict[tuple[int, int], str]) -> Iterator[Markup]:
    """Yield the pieces of the page's text; marks that overlap go on in a second element."""
    stack: list[Mark] = []
    page = 1
    for segment in parts:
        kept = 0
        while kept < min(len(stack), len(segment.marks)) and stack[kept] is segment.marks[kept]:
            kept += 1
        yield Markup("</mark>" * (len(stack) - kept))  # noqa: S704 (our tag)
        for mark in segment.marks[kept:]:
            yield _opening(mark, segment, anchors)
        stack = list(segment.marks)
        first, *pages = raw[segment.start : segment.end].replace("\r\n", "\n").split("\f")
        yield escape(first)
        for words in pages:
            page += 1
            yield Markup('<span class="page">Page {}</span>').format(page) + escape(words)
    yield Markup("</mark>" * len(stack))  # noqa: S704 (our tag)


def _opening(mark: Mark, segment: Segment, anchors: dict[tuple[int, int], str]) -> Markup:
    """Return the opening tag of a mark; only where it begins can it be stepped to and linked to."""
    told = f"{_LABELS[mark.kind]}: {mark.name}" + (f" – {mark.reading}" if mark.reading else "")
    begins = mark.start == segment.start
    anchor = anchors.get((mark.start, mark.end)) if begins and mark.kind == "item" else None
    return Markup('<mark class="{}" title="{}"{}{}>').format(
        mark.kind,
        told,
        Markup(' tabindex="0"') if begins else "",
        Markup(' id="{}"').format(anchor) if anchor else "",
    )
