"""To whom a sentence of a decision gives money, or whose application it refuses, and how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.facts.actors import Span, mentions_within, organisation, owning
from graphbuild.mentions.money import find_amounts, money
from graphbuild.model import Money, Stated
from graphbuild.text import Text

_CAPITAL = r"[A-ZÅÄÖÉ]"
_NAME = rf"(?P<name>{_CAPITAL}[^.\n]{{1,90}}?)"
# What can follow a receiver's name: what it gets, for what, or the end.
_AFTER = (
    r"(?=\s+(?:ett|en|\w*bidrag(?:et)?|\w*stöd(?:et)?|\w*medel|\w*finansiering|med|om|på|högst"
    r"|upp till|totalt|maximalt|sammanlagt|ytterligare|ersättning|[MTK]?SEK|för|som|i form|under|ur"
    r"|från|avseende|enligt|motsvarande|\d+)\b"
    r"|[.,;]|\s*$)"
)
_GIVES = re.compile(
    r"\b(?i:bevilja|beviljar|tilldela|tilldelar|utge|utger)\s+"
    r"(?:(?:ett|en)?\s*\w*(?:bidrag|stöd|medel)\b[^.\n]{0,80}?\s(?:till|åt)\s+)?" + _NAME + _AFTER,
    re.MULTILINE,
)
_GETS = re.compile(
    r"(?:^|(?<=\batt )|(?<=[-–•*] )|(?<=\d\. ))" + _NAME + r"\s+(?:beviljas|tilldelas|erhåller|får|ges)\b",
    re.MULTILINE,
)
_TO = re.compile(
    r"\b(?i:bevilja|anslå|avsätt|utbetala|lämna|utgå|fördela|bidrag|stöd|ge)\w*\b[^.\n]{0,90}?\s(?:till|åt)\s+"
    + _NAME
    + _AFTER,
    re.MULTILINE,
)
_IS_GIVEN = re.compile(
    r"\b(?:beviljas|tilldelas|lämnas|utbetalas|utges)\s+(?:till\s+)?" + _NAME + _AFTER, re.MULTILINE
)
_APPLICATION = r"(?:bidrags|projekt|stöd)?(?:ansökan|ansökningen|begäran)\b"
_REFUSED_FROM = re.compile(
    rf"\b(?i:{_APPLICATION})[^.\n]{{0,60}}? (?:från|av) "
    + _NAME
    + r"(?=\s+(?:om|avslås|för|på|med|avseende)\b|[.,;]|\s*$)",
    re.MULTILINE,
)
_REFUSED_OF = re.compile(rf"(?P<name>{_CAPITAL}[^.\n]{{1,90}}?s)\s+{_APPLICATION}")
REFUSAL = re.compile(
    r"\b(?:avslå|avslås|avslår|avstyrk\w*|inte bevilja\w*|beviljas inte|avslag)\b", re.IGNORECASE
)
# `avslå yrkandet`, `avslå motionen`: no application for money.
_BARELY = re.compile(rf"\b(?:{_APPLICATION}|bidrag|stöd|medel|avslås|avslag)", re.IGNORECASE)
_PROJECT = re.compile(r"(?:projekt|förstudie)", re.IGNORECASE)
# An amount of which others are said to be parts: `3 mkr, varav 1 mkr avser 2024`.
_PARTS = re.compile(r"\b(?:varav|fördelat|fördelade|fördelas)\b")
_SUM = re.compile(r"(?:totalt|sammanlagt|högst|maximalt|upp till|sammantaget)(?: om| på)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Award:
    """What a sentence of a decision says of one receiver or applicant."""

    grantee: Stated | None
    granted: Money | None = None
    applied: Money | None = None
    refused: Stated | None = None


def award(text: Text, first: int, last: int, whole: Span) -> Award | None:
    """Return what the sentence gives or refuses an organisation, None where it names none.

    Args:
        text: the document.
        first: where the sentence begins in the clean text.
        last: where it ends.
        whole: the clean span of the item.
    """
    if refusal := REFUSAL.search(text.clean, first, last):
        applicant = _applicant(text, first, last, whole)
        if applicant is None or not _BARELY.search(text.clean, first, last):
            return None
        return Award(applicant, applied=one_amount(text, first, last), refused=text.stated(*refusal.span()))
    granted = one_amount(text, first, last)
    receiver = _receiver(text, first, last)
    return Award(receiver, granted) if granted and receiver else None


def _receiver(text: Text, first: int, last: int) -> Stated | None:
    """Return the organisation that the sentence says gets money."""
    for pattern in (_GIVES, _GETS, _TO, _IS_GIVEN):
        for match in pattern.finditer(text.clean, first, last):
            found = _named(text, *match.span("name"), last)
            if found is not None:
                return found
    return None


def _named(text: Text, start: int, end: int, last: int) -> Stated | None:
    """Return the organisation at ``start``; its name may go on after a word that seemed to end it."""
    if _PROJECT.match(text.clean, start, end):
        return None
    found = (m for m in mentions_within(text, start, last) if m.start == start and m.end > end)
    longer = [m.end for m in found if not m.text.endswith(("SEK", "EUR"))]  # `Akademi Våg SEK 90 000`
    return organisation(text, start, max([end, *longer]))


def _applicant(text: Text, first: int, last: int, whole: Span) -> Stated | None:
    """Return the organisation whose application the sentence refuses."""
    if match := _REFUSED_FROM.search(text.clean, first, last):
        return _named(text, *match.span("name"), last)
    for match in _REFUSED_OF.finditer(text.clean, first, last):
        start, end = match.span("name")
        # A sentence may begin before the name: `Regionala utvecklingsnämnden avslår Spårets ansökan`.
        verb = REFUSAL.search(text.clean, start, end)
        start = verb.end() + 1 if verb else start
        if start < end and text.clean[start].isupper():
            return owning(text, start, end, whole)
    return None


def one_amount(text: Text, first: int, last: int) -> Money | None:
    """Return the amount of the sentence: the only one, or of several the one that is said to be the sum."""
    parts = _PARTS.search(text.clean, first, last)
    stop = parts.start() if parts and find_amounts(text.clean[first : parts.start()]) else last
    found = find_amounts(text.clean[first:stop])
    sums = [amount for amount in found if _SUM.search(text.clean[first : first + amount[2]])]
    chosen = found if len(found) == 1 else tuple(sums)
    if len(chosen) != 1:
        return None
    value, currency, begin, end = chosen[0]
    return money(text, value, currency, first + begin, first + end)
