"""What was decided: the points under an item's decision, each with its kind and outcome."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.headings import heading_kind
from graphbuild.minutes import ItemText, Section
from graphbuild.model import DecisionKind, DecisionPoint
from graphbuild.resources import resource
from graphbuild.text import Text

_NUMBER = re.compile(r"\s*(?:(?P<number>\d{1,2})[.)]|(?P<att>att)(?=\s))\s*", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃·\uf0b7\uf0a7*]|[−–—-])\s+")
_LETTER = re.compile(r"\s*(?:[a-zåäö][.)]|\([a-z]\))\s")
# A line that only leads in what follows: on whose proposal, or that a list of points comes.
_LEAD = re.compile(
    r"(?:Enligt|I enlighet med|På förslag av|Bifall till|Med bifall till|Efter förslag|På yrkande av|Med "
    r"avslag på|Avslag på)\b.*:\s*"
    r"|.*\b(?:beslut(?:ar|ade|a|at)?|föreslå[rs]?|tillstyrker)\b[^:]{0,160}:\s*"
    r"|.*\b(?:beslutar|beslutade|besluta)(?: följande| för egen del| enhälligt)?(?: att)?\s*",
    re.IGNORECASE,
)
_OWN = re.compile(r"för egen del", re.IGNORECASE)
_RECOMMENDS = re.compile(
    r"\b(?:föreslå(?:r|s)?|hemställer|rekommenderar|förslag "
    r"till)\b(?P<between>.{0,120}?)\b\w*(?:fullmäktige|styrelsen|nämnden|utskottet)\b",
    re.IGNORECASE,
)
_IMMEDIATE = re.compile(r"omedelbar\w*\s+(?:justera|justering)", re.IGNORECASE)
_BODY_DECIDES = re.compile(
    r"(?P<text>[A-ZÅÄÖ]\w*(?:fullmäktige|styrelsen|nämnden|utskottet|beredningen|direktionen)\s+(?:beslutar"
    r"|beslutade)(?!\s+först)\s+(?:härefter\s+|därefter\s+|därmed\s+|således\s+)?(?:att|om)\b[^.]{5,400}\.)"
)


@cache
def _outcomes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(resource("data/outcomes.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, re.compile("|".join(rf"\b{p}" for p in words), re.IGNORECASE))
        for name, words in data["outcomes"].items()
    )


def outcome(words: str) -> str | None:
    """Return the term of the outcome scheme that the point's words tell, None where no verb decides."""
    found = [
        (match.start(), rank, name)
        for rank, (name, pattern) in enumerate(_outcomes())
        if (match := pattern.search(words))
    ]
    specific = [entry for entry in found if entry[2] != "annat"]
    return min(specific or found)[2] if found else None


@dataclass(frozen=True, slots=True)
class _Point:
    """A point while it is read: its printed label, its clean span, whether it is a recommendation."""

    label: str | None
    start: int
    end: int
    kind: DecisionKind


def decisions(text: Text, item: ItemText, body: str | None) -> tuple[DecisionPoint, ...]:
    """Return the points of the item's decision; ``body`` is the deciding body's name, where known.

    Points are what is numbered, bulleted, or a whole clause on a line of its own (GUIDELINES of the
    gold annotation); a running text is one. A proposal to a higher body in the decision's place is
    a recommendation (kommunallagen 6 kap. 13 §: the board prepares the assembly's matters).
    """
    points: list[_Point] = []
    for section in _deciding(item, body):
        recommends = section.kind == "recommendation" or _recommends_in_heading(section)
        points.extend(_points(text, section, "recommendation" if recommends else "decision"))
    if not points:
        points.extend(_in_prose(text, item, body))
    return tuple(_decision(text, point) for point in points)


def _decision(text: Text, point: _Point) -> DecisionPoint:
    words = " ".join(text.clean[point.start : point.end].split())
    kind: DecisionKind = (
        "recommendation" if point.kind == "recommendation" or _is_recommendation(words) else "decision"
    )
    return DecisionPoint(
        point.label, words, kind, outcome(words) or "annat", text.evidence(point.start, point.end)
    )


def _is_recommendation(words: str) -> bool:
    """Tell whether the point's own words propose that another body decide."""
    found = _RECOMMENDS.search(words)
    return bool(
        found
        and re.match(r".*?\b(?:besluta|att|anta|godkänna)\b", words[found.start() :], re.DOTALL)
        and found.start() < 120
        and not re.search(r"\benligt\b", words[: found.start()])
    )


def _deciding(item: ItemText, body: str | None) -> list[Section]:
    """Return the sections that hold this meeting's decision, not another body's earlier one."""
    chosen = [s for s in item.sections if s.kind in {"decision", "recommendation"}]
    own = [s for s in chosen if _is_of(s.heading, body)]
    if any(s.kind == "decision" for s in own):
        return own
    return own or [s for s in chosen if s.kind == "decision" and body is None]


def _is_of(heading: str, body: str | None) -> bool:
    """Tell whether the heading names no body, the deciding body, or it by its last part only."""
    words = re.sub(
        r"\b(?:beslut\w*|förslag.*|för egen del|i ärendet|den \d.*|\d.*)", "", heading, flags=re.IGNORECASE
    ).strip(" :-")
    if not words or body is None:
        return True
    first, second = (re.sub(r"s$", "", value.casefold()) for value in (words, body))
    return first in second or second in first or second.endswith(first[-9:])


def _recommends_in_heading(section: Section) -> bool:
    return bool(re.search(r"förslag till", section.heading, re.IGNORECASE))


def _points(text: Text, section: Section, kind: DecisionKind) -> list[_Point]:
    """Return the points of one section, in order; what continues a point is joined to it."""
    points: list[_Point] = []
    current: DecisionKind = kind
    listed = False
    lines = text.lines(section.start, section.end)
    for i, (start, end) in enumerate(lines):
        line = text.clean[start:end]
        mark = _NUMBER.match(line) or _BULLET.match(line)
        if mark and mark.end() < len(line):
            label = mark.groupdict().get("number")
            listed = True
            points.append(_Point(label, start + mark.end(), end, current))
        elif _is_lead(text, lines, i):
            current = _kind_after(line, current)
            listed = False
        elif _LETTER.match(line) and points:
            points[-1] = _Point(points[-1].label, points[-1].start, end, points[-1].kind)
        elif _is_point(line, points, listed):
            points.append(_Point(None, start, end, current))
        elif listed and points:
            points[-1] = _Point(points[-1].label, points[-1].start, end, points[-1].kind)
    return points


def _is_lead(text: Text, lines: Sequence[tuple[int, int]], i: int) -> bool:
    """Tell whether the line only leads in the points after it; what lettered parts follow is a point."""
    line = text.clean[slice(*lines[i])].strip()
    if not _LEAD.fullmatch(line):
        return False
    if i + 1 == len(lines):
        return line.endswith((":", " att"))
    return not _LETTER.match(text.clean[slice(*lines[i + 1])]) or bool(
        re.match(r"Enligt|På förslag|Bifall till", line)
    )


def _kind_after(line: str, kind: DecisionKind) -> DecisionKind:
    """Return what kind the points after a lead-in are."""
    if _OWN.search(line):
        return "decision"
    if re.match(r"\s*(?:Enligt|På förslag|Bifall|I enlighet|Med )", line):
        return kind
    return "recommendation" if _RECOMMENDS.search(line) else "decision"


def _is_point(line: str, points: Sequence[_Point], listed: bool) -> bool:
    """Tell whether a line without a mark is a point: the first, or a clause that decides something."""
    words = line.strip()
    if not any(character.isalpha() for character in words) or words.startswith("["):
        return False
    if _IMMEDIATE.search(words) and len(words) < 160:
        return True
    if not points:
        return len(words) > 3
    if listed:
        return False
    return (
        outcome(words) is not None
        and words[-1] in ".:"
        and (words[0].isupper() or words.startswith("att "))
        and not _explains(words)
    )


def _explains(words: str) -> bool:
    """Tell whether a clause only explains: who is against, what an amount holds, how it is signed."""
    return bool(
        re.match(
            r"(?:Justering sker|Beloppet|Avgiften|Kostnaden|Mot beslutet|Ärendet |Det innebär|Detta|Nämnden "
            r"har)",
            words,
        )
    ) and not re.match(
        r"Ärendet (?:bordläggs|återremitteras|utgår|remitteras|avskrivs|avslutas|överlämnas)", words
    )


def _in_prose(text: Text, item: ItemText, body: str | None) -> Iterator[_Point]:
    """Yield the decision that stands inside a sentence, where no section holds one."""
    for section in item.sections:
        if section.kind not in {"proposition", "vote", "proposals", ""}:
            continue
        for found in _BODY_DECIDES.finditer(text.clean, section.start, section.end):
            if _is_of(found["text"].split(" besluta")[0], body) and heading_kind(found["text"]) is None:
                yield _Point(None, found.start(), found.end(), "decision")
                return
