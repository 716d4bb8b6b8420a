"""A fact on its way into the graph, and how values of a record become terms.

The builders of terms take None, and text that is no value of its datatype, and give None; and
:func:`having` drops a None. So a description reads as the list of what a fact *can* have.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal

import pyoxigraph as ox

from graphbuild.links import Link
from graphbuild.model import Evidence, Stated
from graphbuild.vocabulary import RDF, XSD

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Property:
    """A predicate, its object, and the link that found the object where linking did."""

    predicate: ox.NamedNode
    object: Term
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One node of the stated graph with the words that state it.

    ``rule`` names the rule of extraction. ``evidence_at`` is the IRI below which its evidence is
    numbered: the fact's own, but for an entity (a project) a place within the §, since other
    meetings state things of it too.
    """

    iri: str
    properties: tuple[Property, ...]
    evidence: tuple[Evidence, ...]
    rule: str
    evidence_at: str

    def links(self) -> tuple[Link, ...]:
        """Return the links that its properties rest on."""
        return tuple(found.link for found in self.properties if found.link is not None)


def having(predicate: ox.NamedNode, value: Term | None) -> tuple[Property, ...]:
    """Return the property, or nothing where there is no value."""
    return () if value is None else (Property(predicate, value),)


def a(kind: ox.NamedNode) -> tuple[Property, ...]:
    """Return the property that says of what class a node is."""
    return (Property(RDF.type, kind),)


def linked(predicate: ox.NamedNode, link: Link | None) -> tuple[Property, ...]:
    """Return the property to a linked entity, or nothing where the name was not linked."""
    return () if link is None else (Property(predicate, ox.NamedNode(link.entity), link),)


def plain(text: str | None) -> ox.Literal | None:
    """Return a text in no language: a number, a name, a title."""
    return ox.Literal(text) if text else None


def swedish(text: str | None) -> ox.Literal | None:
    """Return a text in Swedish, as the minutes word it."""
    return ox.Literal(text, language="sv") if text else None


def integer(number: int | None) -> ox.Literal | None:
    """Return an integer."""
    return None if number is None else ox.Literal(str(number), datatype=XSD.integer)


def decimal(number: Decimal) -> ox.Literal:
    """Return a decimal in canonical form, which is how the store keeps it: ``0.50`` as ``0.5``."""
    text = f"{number:f}"
    return ox.Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=XSD.decimal)


def boolean(value: bool | None) -> ox.Literal | None:
    """Return a truth value."""
    return None if value is None else ox.Literal("true" if value else "false", datatype=XSD.boolean)


def date(text: str | None) -> ox.Literal | None:
    """Return an ISO date, or a month or a year where no more is stated."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text or "")
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None  # a misprint such as 2024-02-31; the quote still shows it
    return ox.Literal(match[0], datatype=XSD.date if day else XSD.gYearMonth if month else XSD.gYear)


def time(text: str | None) -> ox.Literal | None:
    """Return a time of day, given as ``HH:MM``."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text or ""):
        return None
    return ox.Literal(f"{text}:00", datatype=XSD.time)


def words(stated: Stated | None) -> str | None:
    """Return the text of a stated value."""
    return None if stated is None else stated.text


def evidence_of(value: object, without: frozenset[str] = frozenset()) -> tuple[Evidence, ...]:
    """Return all evidence in a value of a record, outermost first, none that another contains.

    ``without`` names fields not to look into, since they become facts with evidence of their own.
    """
    kept: list[Evidence] = []
    for found in _walk(value, without):
        if not any(other.start <= found.start and found.end <= other.end for other in kept):
            kept.append(found)
    return tuple(kept)


def _walk(value: object, without: frozenset[str]) -> Iterator[Evidence]:
    """Give the evidence of a value, then that of its parts in the order of their fields."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _walk(part, without)
    elif is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in without]
        for name in sorted(names, key=lambda name: name != "evidence"):
            yield from _walk(getattr(value, name), without)


def joined(groups: Iterable[Iterable[Property]]) -> tuple[Property, ...]:
    """Return groups of properties as one, each property once."""
    return tuple(dict.fromkeys(found for group in groups for found in group))
