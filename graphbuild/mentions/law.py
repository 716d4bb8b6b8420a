"""Legal references as mentions and as facts of an item: each phrase that cites law, by `graphbuild.law`."""

from __future__ import annotations

from graphbuild.law import Citation, citations
from graphbuild.mentions.mention import Mention
from graphbuild.model import Stated
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


def legal_references(text: Text, start: int, end: int) -> tuple[Stated, ...]:
    """Return each distinct legal reference of the clean span, with the words that first state it."""
    first: dict[str, Stated] = {}
    for mention in references(text.clean[start:end]):
        key = mention.text.casefold()
        if key not in first:
            first[key] = text.stated(start + mention.start, start + mention.end, mention.text)
    return tuple(first.values())
