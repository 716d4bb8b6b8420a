"""Content negotiation, as one pure function (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PART = r'(?:[^,;"]|"(?:[^"\\]|\\.)*")'
_ELEMENT = re.compile(rf"{_PART}+(?:;{_PART}*)*")
_PARAMETER = re.compile(rf";({_PART}*)")
_RANGE = re.compile(r"([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)")
# RFC 9110, section 12.4.2: at most three decimals, between 0 and 1.
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
# They do not change what a representation says: the texts are UTF-8, and a profile is a hint (RFC 6906).
_IGNORED = frozenset({"charset", "profile"})


@dataclass(frozen=True, slots=True)
class _Range:
    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    weight: float

    def matches(self, offer: _Range) -> bool:
        """Whether the offer lies in this range."""
        return (
            self.type in {"*", offer.type}
            and self.subtype in {"*", offer.subtype}
            and self.parameters <= offer.parameters
        )

    def specificity(self) -> tuple[bool, bool, int]:
        """How exactly this range says what is wanted."""
        return self.type != "*", self.subtype != "*", len(self.parameters)


def negotiate(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return which of ``offers`` (media types, the dearest first) to send, or None for 406.

    The most specific range that matches an offer gives it its weight; the offer of the greatest
    weight is sent, of equal ones the first; one of weight 0 never is. No header, or an empty one,
    accepts everything; an element that is not well-formed is passed over.
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [found for element in _ELEMENT.findall(accept) if (found := _read(element))]
    best, weight = None, 0.0
    for offer in offers:
        kind = _read(offer)
        assert kind is not None, f"{offer} is not a media type"
        matching = [each for each in ranges if each.matches(kind)]
        found = max(matching, key=_Range.specificity, default=None)
        if found is not None and found.weight > weight:
            best, weight = offer, found.weight
    return best


def _read(element: str) -> _Range | None:
    """Return one element of the header, or None where it is not well-formed."""
    name = element.split(";", maxsplit=1)[0].strip().lower()
    kind = _RANGE.fullmatch(name)
    if not kind or (kind[1] == "*" and kind[2] != "*"):
        return None
    weight, parameters = 1.0, set()
    for parameter in _PARAMETER.findall(element):
        key, _, value = (part.strip() for part in parameter.partition("="))
        if key.lower() == "q":
            if not _WEIGHT.fullmatch(value):
                return None
            weight = float(value)
        elif key and key.lower() not in _IGNORED:
            parameters.add((key.lower(), value.strip('"').lower()))
    return _Range(kind[1], kind[2], frozenset(parameters), weight)
