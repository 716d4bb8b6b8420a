"""Which body decided: from a label, from page headers, or from the headings over its decisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graphbuild.facts.attendance.words import labels
from graphbuild.facts.header.margins import MarginLine
from graphbuild.minutes import Minutes
from graphbuild.model import Stated
from graphbuild.text import Text

_KINDS = (
    "fullmäktige",
    "styrelsen",
    "styrelse",
    "nämnden",
    "nämnd",
    "utskottet",
    "utskott",
    "beredningen",
    "beredning",
    "direktionen",
    "direktion",
    "delegationen",
    "rådet",
    "kommittén",
    "kommitté",
    "presidiet",
    "presidium",
)
# "Nämnden för regional tillväxt".
_FOR = frozenset({"Nämnden", "Utskottet", "Beredningen", "Delegationen", "Kommittén"})
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]*)*,?")
_MOST_WORDS = 9
_COUNCIL = re.compile(
    r"(?:(?:[^\W\d_]+(?:-[^\W\d_]+)* )?[^\W\d_]+(?:-[^\W\d_]+)* (?:kommuns?|stads?)|regionens?"
    r"|region [^\W\d_]+(?: läns?)?|[^\W\d_]+ läns landstings?"
    r"|landstinget(?: i)? [^\W\d_]+|[^\W\d_]+regionens?)(?=[\s,:|]|$)[\s,:|]*",
    re.IGNORECASE,
)
# "Valnämnden i Storby": the place of a council, without the word for it.
_OF_PLACE = re.compile(r"(?<=[a-zåäö]) i [A-ZÅÄÖ][^\W\d_]+(?:-[A-ZÅÄÖ][^\W\d_]+)?$")
_OF_COUNCIL = re.compile(rf"(?:,| i| för)\s+{_COUNCIL.pattern}$", re.IGNORECASE)
# What else stands on the line of a page header.
_BESIDE = re.compile(
    r"\b(?:sammanträdes|besluts)?protokoll(?:sutdrag)?\b(?:\W*nr\b\.?)?|\b(?:19|20)\d\d-?\d\d-\d\d\b"
    r"|\bsid(?:a|an)?\b\W*(?=\d)|\d+ ?\(\d+\)|\b\d+\b|\(\W*\)|sammanträdesdatum:?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\W*(?:(?:protokoll )?(?:fört (?:vid|i)|från) (?:sammanträde|möte)t?|sammanträde(?= med)) (?:med |i )?",
    re.IGNORECASE,
)
# "Direktionens protokoll 2015-03-04".
_OWN = re.compile(r"\W*(?P<name>[A-ZÅÄÖ][^\n.,:]{3,50}s) (?:sammanträdes)?protokoll\b(?=[\W\d]*$)")


# A body that several councils share: "Miljönämnden för Ekby, Askby och Lindby".
_PLACE = r"[A-ZÅÄÖ][^\W\d_]+(?:-[A-ZÅÄÖ]?[^\W\d_]+)?"
_OF_SEVERAL = re.compile(
    rf"[A-ZÅÄÖ][^\W\d_]+(?:nämnden|nämnd) för {_PLACE}(?:, {_PLACE}){{0,4}} och {_PLACE}"
)
# What stands for a body that is named elsewhere.
_ANAPHORS = frozenset({"nämnden", "utskottet", "beredningen"})
# Outside of page headers: whose sitting the extract is from, and who is called to one.
_SITTING = re.compile(
    r"\bfört (?:vid|i) (?:sammanträde|möte) med (?P<name>[^\n.]{5,80}?)"
    r"(?= i [A-ZÅÄÖ]| (?:mån|tis|ons|tors|fre|lör|sön)dag| den \d|[ ]\d{4}-|\n)"
)
_CALLED = re.compile(r"^(?P<name>[A-ZÅÄÖ][^\n.:]{5,60}?) kallas till (?:sammanträde|möte)", re.MULTILINE)


def body_name(words: str) -> str | None:
    """Return the body's name where the words are one and nothing else, None otherwise.

    A name is up to nine words of which the last tells the kind (``nämnden``, ``styrelsens
    arbetsutskott``); the first has a capital.
    """
    tokens = words.strip(" ,:.-–|").split()
    if not 0 < len(tokens) <= _MOST_WORDS or not all(_TOKEN.fullmatch(token) for token in tokens):
        return None
    if len(tokens) > 2 and tokens[0] in _FOR and tokens[1] == "för" and " ".join(tokens[2:]).islower():
        return " ".join(tokens)
    if _OF_SEVERAL.fullmatch(" ".join(tokens)):
        return " ".join(tokens)
    if not tokens[0][0].isupper() or not tokens[-1].casefold().endswith(_KINDS):
        return None
    if any(
        token.casefold() in {"för", "till", "från", "av", "den", "i", "på", "med", "att", "samt"}
        for token in tokens[:-1]
    ):
        return None
    return " ".join(tokens)


def body(minutes: Minutes, margins: Sequence[MarginLine]) -> Stated | None:
    """Return the deciding body with the words that state it, None where none does.

    A label (``Organ``) tells for certain; else the name that stands most often alone on lines in
    page headers; else the name over the decisions, or before ``beslutar``.
    """
    return (
        _labelled(minutes)
        or _in_margins(minutes.text, margins)
        or _on_front(minutes)
        or _on_path(minutes.text)
        or _sitting(minutes.text)
        or _in_headings(minutes)
        or _deciding(minutes.text)
    )


def _labelled(minutes: Minutes) -> Stated | None:
    text = minutes.text
    for label in labels(text.clean, *minutes.front):
        if label.kind != "body":
            continue
        tokens = list(
            re.finditer(
                r"[^\W\d_]+(?:-[^\W\d_]*)*,?", text.clean[label.end : label.end + 120].split("\n\n")[0]
            )
        )
        for size in range(min(_MOST_WORDS, len(tokens)), 0, -1):
            start, end = label.end + tokens[0].start(), label.end + tokens[size - 1].end()
            name = body_name(_shorter(text.clean[start:end]))
            if name and "\n" not in text.clean[start:end]:
                return text.stated(end - len(_shorter(text.clean[start:end])), end, _cased(name))
    return None


def _on_front(minutes: Minutes) -> Stated | None:
    """Return the body that the front page names above its first label (``Plats och tid``)."""
    text = minutes.text
    found = [label for label in labels(text.clean, *minutes.front) if label.kind != "stop"]
    if not found:
        return None
    for start, end in text.lines(minutes.front[0], found[0].start):
        words = text.clean[start:end]
        name = of_line(_OF_PLACE.sub("", words.strip()))
        if name:
            at = start + words.index(name)
            return text.stated(at, at + len(name), _cased(name))
    return None


# A website's path to the minutes: "Start > X kommun > Socialnämnden > Sammanträde".
_PATH = re.compile(r"[>»›] ?(?P<name>[A-ZÅÄÖ][^>»›\n]{3,60}?) ?(?=[>»›])")
_TOP = 600


def _on_path(text: Text) -> Stated | None:
    for found in _PATH.finditer(text.raw, 0, _TOP):
        if body_name(found["name"]):
            return Stated(_cased(found["name"]), text.raw_evidence(*found.span("name")))
    return None


def _sitting(text: Text) -> Stated | None:
    """Return the body that the head of an extract or a notice names: ``fört vid sammanträde med …``."""
    for pattern in (_SITTING, _CALLED):
        found = pattern.search(text.clean, 0, _TOP)
        name = found["name"][:1].upper() + found["name"][1:] if found else ""
        if found and body_name(name):
            return text.stated(*found.span("name"), _cased(name))
    return None


def _shorter(words: str) -> str:
    """Return the words without the council's name before them."""
    found = _COUNCIL.match(words)
    return words[found.end() :] if found else words


def _in_margins(text: Text, margins: Sequence[MarginLine]) -> Stated | None:
    """Return the name that stands most often in page headers: alone, or beside council or ``protokoll``."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int, str]] = {}
    for line in margins:
        name = of_line(line.words) if line.near else None
        at = line.words.find(name) if name else -1
        if name and at >= 0:
            key = name.casefold()
            counts[key] += 1
            first.setdefault(key, (line.start + at, line.start + at + len(name), name))
    if not counts:
        return None
    best = max(counts, key=lambda key: (counts[key], -first[key][0]))
    start, end, name = first[best]
    return Stated(_cased(name), text.raw_evidence(start, end))


def of_line(words: str) -> str | None:
    """Return the body that a line of a page header names, without what stands beside it."""
    held = _FROM.match(words)
    if held:
        rest = _BESIDE.sub(" ", words[held.end() :]).split(",")[0].strip()
        rest = _OF_COUNCIL.sub("", rest)
        return rest if body_name(rest[:1].upper() + rest[1:]) else None
    own = _OWN.match(words)
    if own and body_name(own["name"][:-1]):
        return own["name"][:-1]
    bare = _OF_COUNCIL.sub("", _BESIDE.sub("  ", _shorter(words.strip())).strip(" ,.-–"))
    parts = [part for part in re.split(r"\s{2,}|[|:]", bare) if part.strip(" ,.-–")]
    names = [name for part in parts if (name := body_name(_shorter(part.strip())))]
    return names[0] if len(parts) <= 2 and len(names) == 1 else None


# A body that decides, at the beginning of a sentence: "Kommunfullmäktige beslutar att".
_SENTENCE = re.compile(
    r"(?<!\S)(?P<name>[A-ZÅÄÖ][a-zåäö]+(?:- och [a-zåäö]+)?(?: [a-zåäö]+)?) "
    r"(?:beslutar|beslutade|beslöt)(?: att\b|:)"
)
# What is proposed to a body, or told of what it did elsewhere, is not decided here.
_PROPOSED = re.compile(
    r"\b(?:föresl\w+|förslag|tillstyrk\w+|hemställ\w+|att|när|som)\b[^.\n]{0,60}$", re.IGNORECASE
)


def _deciding(text: Text) -> Stated | None:
    """Return the only body that decides anywhere in the text, where no § could be told apart."""
    first: dict[str, tuple[int, int]] = {}
    for found in _SENTENCE.finditer(text.clean):
        name = body_name(found["name"])
        if name and not _PROPOSED.search(text.clean, max(0, found.start() - 90), found.start()):
            first.setdefault(name, found.span("name"))
    if len(first) != 1:
        return None
    name, span = next(iter(first.items()))
    return text.stated(*span, name)


_DECIDES = re.compile(r"(?P<name>[^\n.]{3,90}?) (?:beslutar|beslutade|beslöt)\b", re.IGNORECASE)
_OVER = re.compile(r"(?P<name>[^\n]{3,90}?)s? beslut\b", re.IGNORECASE)


def _in_headings(minutes: Minutes) -> Stated | None:
    """Return the name that stands most often over decisions (``N beslut``) or decides in the text."""
    text = minutes.text
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int, str]] = {}
    for item in minutes.items:
        seen: set[str] = set()
        for section in item.sections:
            if section.kind != "decision":
                continue
            for pattern, start in ((_OVER, section.heading_start), (_DECIDES, section.start)):
                found = pattern.match(text.clean, start, section.end)
                name = body_name(found["name"]) if found else None
                if found and name and name.casefold() not in _ANAPHORS:
                    seen.add(name.casefold())
                    first.setdefault(name.casefold(), (found.start("name"), found.end("name"), name))
        counts.update(seen)
    if not counts:
        return None
    best = max(counts, key=lambda key: (counts[key], -first[key][0]))
    start, end, name = first[best]
    return text.stated(start, end, _cased(name))


def _cased(name: str) -> str:
    """Return the name with a capital first letter, and small letters where it was all capitals."""
    name = name.lower() if name.isupper() else name
    return name[0].upper() + name[1:]
