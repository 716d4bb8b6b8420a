"""A quote found again in a text that was extracted anew, or not at all: never in a wrong place.

Evidence counts characters of the text as it was read once. Another program breaks lines elsewhere, writes
other hyphens, other page headers, other spaces; a corrected edition has other words around. So a quote
is sought by what stays: its letters and digits (Web Annotation Data Model, 4.2.4: the quote, and what
stands before and after it). Where several places have the same words, what stands around them decides,
then the page and the old offset; where that does not tell them apart, there is no answer.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pyoxigraph as ox
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from graphbuild.errors import BeslutsgrafError
from graphbuild.vocabulary import BG, OA

How = Literal["exact", "context", "position", "similar"]

# Fewer letters than this may stand anywhere by chance: what is around them has to be right as well.
_TELLING = 24
# How much of the words around must be the same (0 to 100), and how much more than at the next best place.
_CONTEXT, _APART = 60.0, 12.0
_CONTEXT_TELLING = 30.0
# Texts that have nothing to do with each other are this alike, since they are of one language.
_CHANCE = 60.0
# A quote of which letters changed: how alike it must be, how long, and how much better than another place.
_SIMILAR, _SIMILAR_LENGTH, _SIMILAR_APART = 88.0, 24, 8.0
# How many letters in a row a reader may have got wrong.
_MISREAD = 2
_LONGEST, _LARGEST = 4_000, 4_000_000
# Where only the offset tells two places apart: how far off the nearest may be, and the next nearest must be.
_NEAR, _SHARE, _FAR, _FARTHER = 60, 0.003, 8, 800
# Where only one side of a place is right: how far from its old offset it may be.
_ABOUT, _ABOUT_SHARE, _OTHER_SIDE = 1_000, 0.1, 35.0
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}


class AnchorError(BeslutsgrafError):
    """What was saved is no annotation with a quote."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote as it was saved: the words, those before and after, and the page and offsets they had."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands in a raw text: page (from 1), offsets, the words there, and how it was found.

    ``how`` is ``exact`` where one place has the words, ``context`` where what is around them told which,
    ``position`` where page or offset did, ``similar`` where letters of the quote differ.
    """

    page: int
    start: int
    end: int
    quote: str
    how: How


@dataclass(frozen=True, slots=True)
class _Letters:
    """A text's letters and digits alone, and where in the text each of them is."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Letters:
        signs: list[str] = []
        offsets: list[int] = []
        # A mark on a letter may be a character of its own, which then is no letter.
        for offset, sign in enumerate(text):
            if sign.isascii():
                if sign.isalnum():
                    signs.append(sign.lower())
                    offsets.append(offset)
                continue
            for part in unicodedata.normalize("NFKD", _LIGATURES.get(sign, sign)):
                if part.isalnum() or part == "§":
                    signs.append(part.casefold()[:1])
                    offsets.append(offset)
        return cls("".join(signs), tuple(offsets))


def find(anchor: Anchor, raw: str) -> Place | None:
    """Return where a quote stands in a raw text (pages joined by a form feed), None where that is not sure.

    Time grows with the length of the text.
    """
    text, quote = _Letters.of(raw), _Letters.of(anchor.quote).text
    if not quote:
        return None
    starts = list(_occurrences(quote, text.text))
    spans = [(start, start + len(quote)) for start in starts]
    found = _best(anchor, spans, text, raw) if spans else _similar(anchor, quote, text)
    if found is None:
        return None
    (first, last), how = found
    start, end = text.offsets[first], text.offsets[last - 1] + 1
    start, end = _with_marks(anchor.quote, raw, start, end)
    return Place(_page(raw, start), start, end, raw[start:end], how)


def _page(raw: str, start: int) -> int:
    return raw.count("\f", 0, start) + 1


def _occurrences(quote: str, text: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _best(
    anchor: Anchor, spans: list[tuple[int, int]], text: _Letters, raw: str
) -> tuple[tuple[int, int], How] | None:
    """Return the place among those with the very words, and what told which it is."""
    scored = sorted(((_around(anchor, span, text), span) for span in spans), reverse=True)
    (_, span), others = scored[0], scored[1:]
    # One side is enough where the other is another's: a page's end, a column's, a header between them.
    best = max(_sides(anchor, span, text))
    if not others and not _has_context(anchor):
        return span, "exact"
    telling = not others and span[1] - span[0] >= _TELLING
    if not telling and not anchor.prefix and span[0] > 0:
        return None  # it began the document
    if best < (_CONTEXT_TELLING if telling else _CONTEXT):
        return None
    rivals = [
        one
        for score, one in others
        if score > scored[0][0] - _APART or max(_sides(anchor, one, text)) > best + _APART
    ]
    if rivals:
        chosen = _by_position(anchor, [span, *rivals], text, raw)
        return (chosen, "position") if chosen else None
    if telling or _about_there(anchor, span, text) or min(_sides(anchor, span, text)) >= _OTHER_SIDE:
        return span, "context" if others else "exact"
    return None


def _about_there(anchor: Anchor, span: tuple[int, int], text: _Letters) -> bool:
    """Tell whether a place is about where the quote was."""
    if anchor.start is None:
        return False
    return abs(text.offsets[span[0]] - anchor.start) <= _ABOUT + anchor.start * _ABOUT_SHARE


def _has_context(anchor: Anchor) -> bool:
    return bool(_Letters.of(anchor.prefix).text or _Letters.of(anchor.suffix).text)


def _around(anchor: Anchor, span: tuple[int, int], text: _Letters) -> float:
    """Return how alike what stands around a place is to what stood around the quote (0 to 100)."""
    sides = _sides(anchor, span, text)
    return sum(sides) / len(sides)


def _sides(anchor: Anchor, span: tuple[int, int], text: _Letters) -> list[float]:
    """Return how alike each side of a place is to that of the quote (0 to 100), of those that were saved."""
    prefix, suffix = _Letters.of(anchor.prefix).text, _Letters.of(anchor.suffix).text
    sides = []
    if prefix:
        sides.append(_ends_alike(prefix, text.text[max(0, span[0] - len(prefix)) : span[0]]))
    if suffix:
        sides.append(_ends_alike(suffix[::-1], text.text[span[1] : span[1] + len(suffix)][::-1]))
    return sides or [100.0]


def _ends_alike(one: str, other: str) -> float:
    """Return how much of two texts that should end alike is the same (0 to 100)."""
    same = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        same += 1
    alike = max(0.0, float(fuzz.ratio(one, other)) - _CHANCE) * 100 / (100 - _CHANCE)
    return max(100.0 * same / len(one), alike)


def _by_position(
    anchor: Anchor, spans: list[tuple[int, int]], text: _Letters, raw: str
) -> tuple[int, int] | None:
    """Return the place nearest to where the quote was, where no other is nearly as near."""
    if anchor.start is None:
        return None
    near = sorted((abs(text.offsets[span[0]] - anchor.start), span) for span in spans)
    (least, span), (next_least, _) = near[:2]
    here = "\f" not in raw or anchor.page in {None, _page(raw, text.offsets[span[0]])}
    close = least <= _NEAR + anchor.start * _SHARE and next_least > max(_FARTHER, _FAR * least)
    return span if here and close else None


def _similar(anchor: Anchor, quote: str, text: _Letters) -> tuple[tuple[int, int], How] | None:
    """Return the one place whose words are nearly those of the quote, and whose surroundings are too."""
    if not _SIMILAR_LENGTH <= len(quote) <= _LONGEST or not quote or len(text.text) > _LARGEST:
        return None
    if len(text.text) < len(quote):
        return None
    found = fuzz.partial_ratio_alignment(quote, text.text, score_cutoff=_SIMILAR)
    if found is None:
        return None
    span = _same_ends(quote, (found.dest_start, found.dest_end), text.text)
    if _has_context(anchor) and max(_sides(anchor, span, text)) < _CONTEXT:
        return None
    if not _misread(quote, text.text[slice(*span)]):
        return None
    cutoff = max(0.0, found.score - _SIMILAR_APART)
    for rest in (text.text[: span[0]], text.text[span[1] :]):
        if len(rest) >= len(quote) and fuzz.partial_ratio(quote, rest, score_cutoff=cutoff) > 0:
            return None
    return span, "similar"


def _misread(quote: str, found: str) -> bool:
    """Tell whether words differ as a reader's mistakes do: another word or number is another fact."""
    digits = ["".join(sign for sign in text if sign.isdigit()) for text in (quote, found)]
    changes = (change for change in Levenshtein.opcodes(quote, found) if change.tag != "equal")
    return digits[0] == digits[1] and all(
        max(one.src_end - one.src_start, one.dest_end - one.dest_start) <= _MISREAD for one in changes
    )


def _same_ends(quote: str, span: tuple[int, int], text: str) -> tuple[int, int]:
    """Return a place with its ends moved to where the quote's first and last letters stand, if near."""
    first, last, reach = quote[:8], quote[-8:], max(12, len(quote) // 8)
    start = text.find(first, max(0, span[0] - reach), span[0] + reach + len(first))
    end = text.rfind(last, max(0, span[1] - reach - len(last)), span[1] + reach)
    moved = (start if start >= 0 else span[0], end + len(last) if end >= 0 else span[1])
    return moved if moved[0] < moved[1] else span


def _with_marks(quote: str, raw: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets with the marks at both ends that the quote has too, such as a full stop."""
    stripped = quote.strip()
    while start > 0 and stripped[:1] and not stripped[0].isalnum() and raw[start - 1] == stripped[0]:
        start, stripped = start - 1, ""
    tail = quote.strip()
    ending = len(tail)
    while ending and not tail[ending - 1].isalnum():
        ending -= 1
    for sign in tail[ending:]:
        if end < len(raw) and (raw[end] == sign or unicodedata.combining(raw[end])):
            end += 1
    while end < len(raw) and unicodedata.combining(raw[end]):
        end += 1
    return start, end


def read(data: bytes) -> Anchor:
    """Return the quote of a saved annotation: JSON-LD, with or without its context, or Turtle.

    Raises:
        AnchorError: where it holds no quote.
    """
    for kind in (ox.RdfFormat.JSON_LD, ox.RdfFormat.TURTLE):
        try:
            found = _from_quads(list(ox.parse(data, format=kind, base_iri="https://data.example.org/")))
        except (SyntaxError, ValueError, OSError):
            continue
        if found is not None:
            return found
    found = _from_json(data)
    if found is None:
        raise AnchorError("holds no annotation with a quote (oa:exact); save that of one evidence")
    return found


def _from_quads(quads: list[ox.Quad]) -> Anchor | None:
    """Return the quote of the only annotation, None where there is none."""
    if len({quad.subject for quad in quads if quad.predicate == OA.exact}) > 1:
        raise AnchorError("holds several quotes; save the annotation of one evidence")
    values: dict[ox.NamedNode, str] = {}
    for quad in sorted(quads, key=str):
        if isinstance(quad.object, ox.Literal):
            values.setdefault(quad.predicate, quad.object.value)
    if OA.exact not in values:
        return None
    anchor = Anchor(values[OA.exact], values.get(OA.prefix, ""), values.get(OA.suffix, ""))
    page, start, end = (_whole(values.get(term)) for term in (BG.page, OA.start, OA.end))
    return replace(anchor, page=page, start=start, end=end)


def _from_json(data: bytes) -> Anchor | None:
    """Return the quote of an annotation in JSON whose context is elsewhere, None where there is none."""
    values: dict[str, Any] = {}
    try:
        _walk(json.loads(data), values)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values.get("exact"), str):
        return None
    prefix, suffix = (str(values.get(key) or "") for key in ("prefix", "suffix"))
    page, start, end = (_whole(values.get(key)) for key in ("page", "start", "end"))
    return Anchor(values["exact"], prefix, suffix, page, start, end)


def _walk(value: object, values: dict[str, Any]) -> None:
    """Collect the keys that a quote has, however deep, the first of each."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if not isinstance(part, Mapping | list):
                values.setdefault(str(key).rpartition(":")[2], part)
            _walk(part, values)
    elif isinstance(value, list):
        for part in value:
            _walk(part, values)


def _whole(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None
