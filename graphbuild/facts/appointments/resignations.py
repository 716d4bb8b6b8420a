"""Who is released from a post: what the decision grants, by its own words or by the item's title."""

from __future__ import annotations

import re

from graphbuild.facts.appointments.elections import Post, no_election
from graphbuild.facts.appointments.line import NAMES, Line, organ
from graphbuild.facts.appointments.posts import post_name, post_pattern
from graphbuild.facts.names import PersonSpan
from graphbuild.text import Text

_ASKS = re.compile(
    r"\bavsägels|\bentledig|\bbefriels|\bbefrias?\b|\bavsäg(?:er|a)\b"
    r"|\bbegäran om (?:att )?(?:få |bli )?(?:lämna|avgå)",
    re.IGNORECASE,
)
_GRANTS = re.compile(
    r"\b(?:bevilja(?:r|s|des)?|godkänn(?:a|er|s|des)|bifall(?:a|er|es|s)?|bifölls|medge[rs]?)\b"
    r"|\bentlediga(?:r|s|des)?\b|\bbefrias?\b",
    re.IGNORECASE,
)
_NAMES = re.compile(NAMES)
_FROM_POST = re.compile(
    rf"\b(?:från|som|ifrån)\b[^\x01-\x03:]{{0,80}}?(?P<post>{post_pattern()})", re.IGNORECASE
)
_FROM_ORGAN = re.compile(r"\b(?:uppdrag\w*|förtroendeuppdrag\w*|plats(?:en)?)(?= i\b)", re.IGNORECASE)
_ELECTS = re.compile(r"\b(?:att )?(?:utse|välja|väljer|utser|utses|väljs)\b|\btill ny\w?\b", re.IGNORECASE)


def released(text: Text, read: Line) -> tuple[tuple[PersonSpan, ...], Post] | None:
    """Return who the sentence releases, and from what; None where it releases nobody.

    The people are empty where the sentence grants without naming anybody (``Avsägelsen godkänns``).
    """
    if not grants(read.words):
        return None
    elects = _ELECTS.search(read.words)
    found = _NAMES.search(read.words, 0, elects.start() if elects else len(read.words))
    people = read.everyone(*found.span()) if found else ()
    return people, from_post(text, read)


def grants(words: str) -> bool:
    """Tell whether the sentence grants that somebody leaves a post."""
    return bool(_GRANTS.search(words) and _ASKS.search(words)) and not no_election(words)


def asked(text: Text, title: Line) -> tuple[tuple[PersonSpan, ...], Post] | None:
    """Return who, by the item's title, asks to leave a post; None where it is about something else."""
    found = _NAMES.search(title.words) if _ASKS.search(title.words) else None
    return (title.everyone(*found.span()), from_post(text, title)) if found else None


def from_post(text: Text, read: Line) -> Post:
    """Return the post that the words say somebody leaves."""
    found = _FROM_POST.search(read.words)
    if found:
        return Post(post_name(found["post"]), organ(text, read, found.end()))
    uppdrag = _FROM_ORGAN.search(read.words)
    return Post(None, organ(text, read, uppdrag.end())) if uppdrag else Post()
