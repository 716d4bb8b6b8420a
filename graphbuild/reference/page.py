"""The documentation of the vocabulary as one HTML page that needs nothing beside it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from graphbuild.reference.changelog import releases
from graphbuild.reference.diagram import svg
from graphbuild.reference.model import Term, Vocabulary
from graphbuild.reference.reading import short, vocabulary
from graphbuild.resources import resource

# A term of ours in running text, and what stands between backticks.
_TERM = re.compile(r"\bbg:(\w+)")
_CODE = re.compile(r"`([^`]+)`")
HOW: Mapping[str, str] = {
    "rdfs:subClassOf": "is a",
    "rdfs:subPropertyOf": "is a",
    "skos:exactMatch": "the same as",
    "skos:closeMatch": "close to",
    "skos:broadMatch": "narrower than",
    "skos:narrowMatch": "broader than",
    "skos:relatedMatch": "related to",
}
"""How a mapping reads on the page."""


@cache
def html() -> str:
    """Return the page: every term, value list, mapping and version, and a diagram."""
    found = vocabulary()
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(linked=_linker(found), ref=_reference(found), code=_code)
    template = environment.from_string(resource("data/ontology.html").read_text(encoding="utf-8"))
    page = template.render(
        vocabulary=found,
        classes=_sections(found.classes),
        properties=_sections(found.properties),
        diagram=svg(found),
        releases=releases(),
        how=HOW,
        style=Markup(style()),  # noqa: S704 (our file)
    )
    return page + "\n"


def style() -> str:
    """Return the style sheet of the page."""
    return resource("data/ontology.css").read_text(encoding="utf-8")


def policy() -> str:
    """Return the Content-Security-Policy that lets the page have its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _sections(terms: tuple[Term, ...]) -> dict[str, list[Term]]:
    """Return terms by the heading that they stand below in the file."""
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(term.section.removeprefix("Properties: ").capitalize(), []).append(term)
    return found


def _linker(found: Vocabulary) -> Callable[[str], Markup]:
    """Return what makes terms of ours in running text lead to their place on the page."""
    known = {term.name for term in found.terms}

    def linked(text: str) -> Markup:
        parts = _TERM.split(text)
        return Markup("").join(
            _anchor(part, f"bg:{part}") if at % 2 and part in known else f"bg:{part}" if at % 2 else part
            for at, part in enumerate(Markup.escape(each) for each in parts)
        )

    return linked


def _reference(found: Vocabulary) -> Callable[[str], Markup]:
    """Return what writes an IRI with its prefix, as a link: on the page if it is ours."""
    ours = {term.iri: (term.name, f"bg:{term.name}") for term in found.terms}
    ours |= {scheme.iri: (scheme.anchor, scheme.name) for scheme in found.schemes}

    def reference(iri: str) -> Markup:
        if iri in ours:
            return _anchor(*ours[iri])
        return Markup('<a class="term" href="{}">{}</a>').format(iri, short(iri, found.namespaces))

    return reference


def _anchor(name: str, text: str) -> Markup:
    """Return a link to a place on the page."""
    return Markup('<a class="term" href="#{}">{}</a>').format(name, text)


def _code(text: str) -> Markup:
    """Return text with what stands between backticks as code."""
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else Markup.escape(part)
        for at, part in enumerate(parts)
    )
