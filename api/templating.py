"""The pages' templates: everything that is put in is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.settings import Settings

FOLDER = Path(__file__).parent
# Nothing but our own style sheet and images is loaded, and no script runs.
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def prose(text: str) -> Markup:
    """Return text for a page, what stands between backticks as code."""
    parts = (escape(part) for part in text.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )


_ENVIRONMENT.filters["prose"] = prose


def page(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page made of a template and what it shows."""
    settings: Settings = request.app.state.settings

    def link(iri: str) -> str:
        return page_path(settings.base, iri)

    body = _ENVIRONMENT.get_template(template).render(
        {"settings": settings, "link": link, "said": _speaker(settings.base), **context}
    )
    shared = {"Content-Security-Policy": _POLICY, "Vary": "Accept"}
    return HTMLResponse(body, status, {**shared, **(headers or {})})


def _speaker(base: str) -> Callable[[str], Markup]:
    """Return what shows a message: an IRI in it as a link, called by its last part."""
    iri = re.compile(rf"{re.escape(base)}id/[^\s<>\"]+[^\s<>\".,;:)]")

    def said(message: str) -> Markup:
        parts, at = [], 0
        for found in iri.finditer(message):
            name = found[0].rpartition("/")[2]
            link = Markup('<a href="{}" title="{}">{}</a>').format(page_path(base, found[0]), found[0], name)
            parts += [escape(message[at : found.start()]), link]
            at = found.end()
        return Markup("").join([*parts, escape(message[at:])])

    return said


def page_path(base: str, iri: str) -> str:
    """Return where a person reads about ``iri``: our own page, or else the IRI itself."""
    if iri.startswith(f"{base}id/"):
        return "/page/" + quote(iri.removeprefix(f"{base}id/").split("#", maxsplit=1)[0], safe="/@")
    return iri if iri.startswith(("http://", "https://")) else ""
