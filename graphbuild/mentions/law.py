"""Legal references as mentions and as facts of an item: each phrase that cites law, by `graphbuild.law`."""

from __future__ import annotations

from graphbuild import model
from graphbuild.law import Citation, citations
from graphbuild.mentions.mention import Mention
from graphbuild.text import Text

_CONFIDENCE = 0.95


def references(text: str) -> tuple[Mention, ...]:
    """Return the phrases of a text that cite law, in its order."""
    return tuple(
        Mention("law", _base(text, found), found.start, found.end, found.form, _CONFIDENCE)
        for found in citations(text)
    )


def _base(text: str, found: Citation) -> str:
    """Return a citation on one line; a report's number apart from its series (``SOU2023:94``)."""
    first = found.references[0]
    if len(found.references) == 1 and first.kind in ("SOU", "Ds") and first.page is None:
        return f"{first.kind} {first.number}"
    return " ".join(text[found.start : found.end].split())


def legal_references(text: Text, start: int, end: int) -> tuple[model.Citation, ...]:
    """Return each distinct legal reference of the clean span, with the words that first state it."""
    words = text.clean[start:end]
    first: dict[str, model.Citation] = {}
    for found in citations(words):
        base = _base(words, found)
        if base.casefold() not in first:
            iris = dict.fromkeys(reference.iri for reference in found.references if reference.iri)
            evidence = text.evidence(start + found.start, start + found.end)
            first[base.casefold()] = model.Citation(base, found.references[0].kind, tuple(iris), evidence)
    return tuple(first.values())
