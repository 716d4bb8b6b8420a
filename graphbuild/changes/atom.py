"""Changes as an Atom feed (RFC 4287), with the links of paged and archived feeds (RFC 5005)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote
from xml.etree import ElementTree as ET

from graphbuild.changes.change import Change

MEDIA_TYPE = "application/atom+xml"
UNKNOWN_TIME = "1970-01-01T00:00:00Z"
"""Stands in a feed where nobody told a build the time."""

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
# XML 1.0 has no way to write these.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(
    changes: Sequence[Change],
    *,
    base: str,
    site: str,
    title: str,
    links: Mapping[str, str] | None = None,
    archive: bool = False,
) -> str:
    """Return a feed document.

    Args:
        changes: its entries, newest first.
        base: what IRIs begin with; those of the feed and of its entries do, and so stay the same.
        site: where the service answers, ending with a slash; the pages and data that entries lead to.
        title: the name of the service, which stands as the author too.
        links: relation to address, such as ``self`` and ``prev-archive``.
        archive: whether this is a document that never changes again.
    """
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    _text(root, "id", f"{base}changes.atom")
    _text(root, "title", f"{title}: changes")
    _text(root, "updated", max((change.time or UNKNOWN_TIME for change in changes), default=UNKNOWN_TIME))
    _text(_child(root, "author"), "name", title)
    _child(root, "generator").text = "beslutsgraf"
    for relation, address in (links or {"self": f"{site}changes.atom"}).items():
        _child(root, "link", rel=relation, href=address, type=MEDIA_TYPE)
    if archive:
        ET.SubElement(root, f"{{{_HISTORY}}}archive")
    for change in changes:
        _entry(_child(root, "entry"), change, base, site)
    ET.register_namespace("", _ATOM)
    ET.register_namespace("fh", _HISTORY)
    ET.indent(root)
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'


def page_of(change: Change, base: str, site: str) -> Mapping[str, str]:
    """Return where a person and a program read about what has changed: ``page`` and ``data``."""
    if change.what == "meeting" and change.kind != "removed":
        place = quote(change.iri.removeprefix(f"{base}id/"), safe="/@")
        return {"page": f"{site}page/{place}", "data": f"{site}data/{place}.ttl"}
    return {}


def _entry(entry: ET.Element, change: Change, base: str, site: str) -> None:
    told = page_of(change, base, site)
    _text(entry, "id", f"{base}changes/{change.cursor}")
    _text(entry, "title", f"{change.title}: {change.kind}")
    _text(entry, "updated", change.time or UNKNOWN_TIME)
    _child(entry, "category", term=change.kind)
    if told:
        _child(entry, "link", rel="alternate", href=told["page"], type="text/html")
        _child(entry, "link", rel="related", href=told["data"], type="text/turtle", title="as RDF")
    relation = "related" if told else "alternate"
    about = f"{site}changes/{change.cursor}"
    _child(entry, "link", rel=relation, href=about, type="application/json", title="the change")
    _text(entry, "summary", change.summary())


def _child(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    clean = {key: _NOT_XML.sub("\ufffd", value) for key, value in attributes.items()}
    return ET.SubElement(parent, f"{{{_ATOM}}}{name}", clean)


def _text(parent: ET.Element, name: str, text: str) -> None:
    _child(parent, name).text = _NOT_XML.sub("\ufffd", text)
