"""Whose minutes they are: the council that page headers, the front page or its own voice name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graphbuild.facts.attendance.words import labels
from graphbuild.facts.header.body import body_name
from graphbuild.facts.header.margins import MarginLine, is_protocol
from graphbuild.minutes import Minutes
from graphbuild.model import Stated
from graphbuild.text import Text

# How far in the head of a document reaches, in characters.
_TOP = 600
_UP = "A-ZÅÄÖÉÜ"
_WORD = rf"[{_UP}][^\W\d_]+(?:-[{_UP}]?[^\W\d_]+)?"
# A second word of a region's name, where it ends the cell or line and is no word of the page header.
_NO_NAME = (
    r"(?i:protokoll|sammanträd|utdrag|region|kallelse"
    r"|\w*(?:nämnd|styrelse|fullmäktige|utskott|beredning|råd))"
)
_SECOND = rf" (?!{_NO_NAME}){_WORD}(?=\s*(?:[\n\t]|$|[ ]{{2}}))"
_COUNCIL = (
    rf"(?P<name>(?:{_WORD} )?{_WORD} (?:kommun|KOMMUN|Kommun|stad|STAD|Stad)(?![^\W\d_])"
    rf"|(?:Region|REGION) {_WORD}(?: (?:län|LÄN|Län)|{_SECOND})?(?![^\W\d_])"
    rf"|(?:{_WORD} )?{_WORD} (?:läns landsting|LÄNS LANDSTING)"
    rf"|(?:Landstinget|LANDSTINGET)(?: i)? {_WORD}|{_WORD}(?:regionen|REGIONEN)(?![^\W\d_]))"
)
# A municipal federation (kommunallagen (2017:725) 9 kap.) has its own minutes, under its own name.
_FEDERATION = rf"(?:{_WORD}förbundet|{_WORD}FÖRBUNDET) {_WORD}(?: {_WORD}){{0,2}}(?=\s*(?:[\n\t]|$|[ ]{{2}}))"
_STRICT = re.compile(rf"{_COUNCIL[:-1]}|{_FEDERATION})")
_BESIDE = re.compile(
    r"\b(?:sammanträdes|besluts)?protokoll\b.{0,40}|[\d()|:,.-]+|\bsid(?:a|an)?\b|\bnr\b", re.IGNORECASE
)
_VERBS = (
    "tillstyrker|avstyrker|beviljar|har beviljat|beviljade|lämnar|ställer sig|ser positivt|välkomnar"
    "|instämmer|delar|anser|arbetar för|arbetar|förordar|vill framföra"
)
_VOICE = re.compile(rf"(?<!i )(?<!\w){_COUNCIL} (?:{_VERBS})\b")
_LOWER = r"[^\W\d_]+(?:- och [^\W\d_]+)?"
_ORGAN = re.compile(
    rf"(?:Organ|Beslutsinstans|Myndighet|Huvudman|Nämnd)[: ,\t]+"
    rf"(?:{_LOWER}(?: {_LOWER})?(?:,| i) )?{_COUNCIL}"
)
# "Sammanträde med socialnämnden i X kommun", "Protokoll fört vid kommunfullmäktige i X kommun".
_HELD_BY = re.compile(
    rf"^\W*(?:protokoll|sammanträde)\b[^.\n]{{0,40}}\b(?:med|vid|från|för|i) [^.\n]{{3,60}}? i {_COUNCIL}",
    re.MULTILINE | re.IGNORECASE,
)
# The council at the head of a page that is one line, before the protocol's name.
_PAGE_HEAD = re.compile(
    rf"(?:^|[\n\f])[ \t]*(?:\d{{1,3}}[ ])?{_COUNCIL}[ ,|]{{1,3}}"
    r"(?=(?:SAMMANTRÄDES)?PROTOKOLL|(?:Sammanträdesp|P)rotokoll)"
)
# "Ekby          SAMMANTRÄDESPROTOKOLL" over "kommun        Socialnämnden".
_BROKEN = re.compile(
    rf"^(?P<first>{_WORD}(?: {_WORD})?(?: läns| LÄNS)?)[ ]{{3,}}(?:[^\s]{{0,14}}(?i:protokoll))\b[^\n]*\n"
    r"(?P<second>(?i:kommun|stad|landsting))(?=[ ]{3}|\s*$)",
    re.MULTILINE,
)
# The council in a website's path to the minutes, and in the letterhead with its address.
_PATH = re.compile(rf"[>»/›] ?{_COUNCIL} ?[>»/›] ?[A-ZÅÄÖ][^>»/›\n]{{3,60}}[>»/›\n]")
_LETTERHEAD = re.compile(
    rf"\b(?:Post|Besöks)adress\b(?:[: \t]|Besöksadress|Postadress|Telefon|Telefax|Fax|E-post){{1,12}}"
    rf"\n?[ \t]*{_COUNCIL}"
)


def organisation(minutes: Minutes, margins: Sequence[MarginLine]) -> Stated | None:
    """Return the council whose minutes these are, in base form; None where the text does not say so.

    It is named in a page header or on the front page; or, in minutes of which only the §§ are at
    hand, it is the one council that speaks in its own voice (``Region X tillstyrker …``) at least twice.
    """
    text = minutes.text
    return (
        _in_margins(text, margins)
        or _on_front(minutes)
        or _matched(text, _ORGAN)
        or _matched(text, _PAGE_HEAD)
        or _matched(text, _PATH, _TOP)
        or _matched(text, _LETTERHEAD)
        or _on_two_lines(text)
        or _matched(text, _HELD_BY, _TOP)
        or _speaking(text)
    )


def _in_margins(text: Text, margins: Sequence[MarginLine]) -> Stated | None:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for line in margins:
        lead = len(line.words) - len(line.words.lstrip())
        found = _STRICT.match(line.words, lead)
        if not found or not _is_header(line.words[found.end() :]):
            found = _after_body(line.words)
        if not found or not line.near:
            continue
        name = _cased(found["name"])
        counts[name] += 1
        first.setdefault(name, (line.start + found.start(), line.start + found.end()))
    if not counts:
        return None
    best = max(counts, key=lambda name: (counts[name], -first[name][0]))
    return Stated(best, text.raw_evidence(*first[best]))


def _on_front(minutes: Minutes) -> Stated | None:
    """Return the council that the front page names above its first label (``Plats och tid``)."""
    text = minutes.text
    found = [label for label in labels(text.clean, *minutes.front) if label.kind != "stop"]
    for start, end in text.lines(minutes.front[0], found[0].start) if found else []:
        match = _STRICT.match(text.clean, start, end)
        if match and _is_header(text.clean[match.end() : end]):
            return text.stated(match.start(), match.end(), _cased(match["name"]))
    return None


def _is_header(rest: str) -> bool:
    """Tell whether a body, the protocol's name or a page number follows, as in page headers."""
    bare = " ".join(_BESIDE.sub(" ", rest).split())
    return not bare or body_name(bare) is not None or (is_protocol(rest) and len(bare.split()) <= 3)


def _after_body(words: str) -> re.Match[str] | None:
    """Return the council that stands after the body's name: ``Socialnämnden, X kommun``."""
    for found in _STRICT.finditer(words):
        if (
            body_name(words[: found.start()].rstrip(" ,").removesuffix(" i"))
            and not _BESIDE.sub(" ", words[found.end() :]).strip()
        ):
            return found
    return None


def _matched(text: Text, pattern: re.Pattern[str], reach: int | None = None) -> Stated | None:
    """Return the council that the pattern finds most often in the raw text, up to ``reach`` characters in."""
    found = list(pattern.finditer(text.raw, 0, len(text.raw) if reach is None else reach))
    if not found:
        return None
    counts = Counter(_cased(match["name"]) for match in found)
    first = next(match for match in found if _cased(match["name"]) == counts.most_common(1)[0][0])
    return Stated(_cased(first["name"]), text.raw_evidence(first.start("name"), first.end("name")))


def _on_two_lines(text: Text) -> Stated | None:
    """Return the council whose name the first column of the page's head breaks over two lines."""
    found = _BROKEN.search(text.raw, 0, _TOP)
    name = f"{found['first']} {found['second']}" if found else ""
    if not found or not _STRICT.fullmatch(name):
        return None
    return Stated(_cased(name), text.raw_evidence(*found.span("first")))


def _speaking(text: Text) -> Stated | None:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for found in _VOICE.finditer(text.clean):
        name = _cased(found["name"])
        counts[name] += 1
        first.setdefault(name, (found.start("name"), found.end("name")))
    if len(counts) != 1:
        return None
    name, number = next(iter(counts.items()))
    return text.stated(*first[name], name) if number > 1 else None


def _cased(name: str) -> str:
    """Return the council's name in its usual case: ``STORBYS KOMMUN`` is ``Storbys kommun``."""
    words = []
    for word in " ".join(name.split()).split(" "):
        folded = word.casefold()
        if folded in {"kommun", "län", "läns", "landsting", "i"}:
            words.append(folded)
        elif word.isupper() and len(word) > 2:
            words.append("-".join(part.capitalize() for part in word.split("-")))
        else:
            words.append(word)
    return " ".join(words)
