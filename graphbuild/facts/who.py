"""Who does it: the people and parties that a sentence of minutes has as its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.authority import parties, party_code
from graphbuild.facts.names import PersonSpan, named, within
from graphbuild.model import Named, Stated
from graphbuild.text import Text

# What may stand between two names of one list: punctuation, conjunctions, and words for roles.
_ROLE = (
    r"(?:[Tt]jänstgörande|[Ee]rsättar(?:en|e|na)|[Oo]rdförande(?:n)?|[Ll]edamot(?:en)?|[Ll]edamöterna"
    r"|[Ff]örste|[Aa]ndre|[Tt]redje|vice|[1-3]:[ea]|[A-ZÅÄÖa-zåäö]+råd(?:et|en)?|gruppledaren?|talmannen"
    r"|tillika|ordf\.?|även|både|dels|dessutom|också|m\.? ?fl\.?|liksom|jämte)"
)
_BOTH = (
    r"(?:\((?:båda|bägge|samtliga|alla) [A-ZÅÄÖa-zåäö]{1,5}\)|(?:båda|bägge|samtliga|alla) "
    r"\([A-ZÅÄÖa-zåäö]{1,5}\))"
)
_BETWEEN = re.compile(rf"(?:[\s,;/&]|{_BOTH}|\boch\b|\bsamt\b|{_ROLE})*+")
# Words that stand for themselves up to the next such phrase; nothing is tried twice, as sentences are long.
_BACKED = r"(?:med (?:instämmande|bifall|stöd) (?:av|från)|understödd? av|med understöd av|biträdd av)"
_PHRASE = rf"(?:för |å [^.;]{{0,50}}? vägnar|{_BACKED} )"
_TO_VERB = re.compile(
    rf"(?:[\s,]|{_BOTH}|{_ROLE}|å [^.;]{{0,50}}? vägnar|för (?:(?!{_PHRASE})[^.;]){{0,90}}|{_BACKED} "
    rf"(?:(?!{_PHRASE})[^.;]){{0,200}}"
    r"|sedan|därefter|härefter|i första hand|\([^)]{0,80}\)|inkommer med|och (?:hans|hennes|deras) parti)*+",
)
# How far back from its verb a list of people, or of parties, may begin, in characters.
_REACH, _PARTIES_REACH = 20_000, 1_000
# Whoever only agrees with a proposer is none.
_AGREEING = re.compile(
    r"\b(?:instämmande|bifall|stöd|understöd) (?:av|från)\s+$|\b(?:understödd?|biträdd) av\s+$"
)
_CODE = (
    r"(?<![\w(])(?<!båda )(?<!samtliga )(?:[A-ZÅÄÖ]{1,4}|FiB|Fi|s(?=-grupp)|m(?=-grupp)|c(?=-grupp))"
    r"(?!\w)(?!-(?!grupp|ledam| och\b| samt\b))"
)
# A code in brackets that no name stands before: ``(S), (V) och (C)``, ``Ledamöterna (M)``.
_IN_BRACKETS = (
    r"(?:(?<=^\()|(?<=[,.;:] \()|(?<=och \()|(?<=samt \()|(?<=amöterna \()|(?<=grupperna \()|(?<=från "
    r"\()|(?<=\n\())[A-ZÅÄÖ]{1,4}(?=\))"
)
# A party's group beside people: ``samt hela M-gruppen``.
_GROUP = re.compile(r"(?<![\w(])[A-ZÅÄÖ]{1,4}(?=-(?:gruppen|ledamöterna)\b)")
_OF_GROUP = r"(?<![\w(])[A-ZÅÄÖ]{1,4}(?=-(?:grupp|ledam))"
_LOCAL = r"[A-ZÅÄÖ][a-zåäö]+partiet"


@dataclass(frozen=True, slots=True)
class Who:
    """The people and the parties that do something, and where their list begins (clean offset)."""

    people: tuple[Named, ...]
    parties: tuple[Stated, ...]
    start: int

    def __bool__(self) -> bool:
        """Tell whether anybody is named."""
        return bool(self.people or self.parties)


@cache
def _party_pattern() -> re.Pattern[str]:
    names = sorted(
        {name for party in parties() for name in party.names if len(name) > 4}, key=len, reverse=True
    )
    words = "|".join(re.escape(name) for name in names)
    return re.compile(rf"\b(?:{words})(?:s\b|\b)|\b{_LOCAL}\b|{_IN_BRACKETS}|{_OF_GROUP}|{_CODE}")


def subject(text: Text, spans: Sequence[PersonSpan], floor: int, verb: int) -> Who:
    """Return who stands before the verb at the clean offset ``verb``, back to ``floor`` at most.

    The list is read backwards from the verb, as long as nothing but punctuation, conjunctions and
    words for roles stands between two names; a name that is only an object further on is not in it.
    """
    people = _people_before(text, within(spans, max(floor, verb - _REACH), verb), verb)
    if people:
        beside = _parties_before(text, max(floor, people[0].start - _PARTIES_REACH), people[0].start)
        listed = tuple(stated for stated, _ in beside)
        first = beside[0][1] if beside else people[0].start
        return Who(tuple(named(text, span) for span in people), listed, first)
    found = _parties_before(text, max(floor, verb - _PARTIES_REACH), verb)
    return Who((), tuple(stated for stated, _ in found), found[0][1] if found else verb)


def subject_after(text: Text, spans: Sequence[PersonSpan], verb: int, end: int) -> Who:
    """Return who stands right after a verb that comes first: ``På grund av jäv deltar N (P) inte``."""
    people: list[PersonSpan] = []
    edge = verb
    for span in within(spans, verb, end):
        if not _BETWEEN.fullmatch(text.clean, edge, span.start):
            break
        people.append(span)
        edge = span.end
    return Who(tuple(named(text, span) for span in people), (), verb)


def _people_before(text: Text, spans: Sequence[PersonSpan], verb: int) -> list[PersonSpan]:
    people: list[PersonSpan] = []
    edge = verb
    for span in reversed(spans):
        glue = text.clean[span.end : edge]
        if not (_BETWEEN if people else _TO_VERB).fullmatch(glue):
            if people or len(glue) > 300:
                break
            continue
        if _AGREEING.search(text.clean, max(0, span.start - 60), span.start):
            people, edge = [], verb
            continue
        people.insert(0, span)
        edge = span.start
    return people


def _parties_before(text: Text, floor: int, verb: int) -> list[tuple[Stated, int]]:
    found = [m for m in _party_pattern().finditer(text.clean, floor, verb) if _is_party(m.group())]
    chosen: list[tuple[Stated, int]] = []
    edge = verb
    for match in reversed(found):
        glue = text.clean[match.end() : edge]
        if not re.fullmatch(
            r"(?:[\s,()-]|\boch\b|\bsamt\b|-?grupp(?:en|erna)?|hela|samtliga|ledamöter(?:na)?|partigrupp"
            r"|från|också|även|partiet)*",
            glue,
        ):
            break
        name = match.group()
        chosen.insert(0, (text.stated(match.start(), match.end(), _base(name)), match.start()))
        edge = match.start()
    return chosen


def _is_party(words: str) -> bool:
    named_so = party_code(_base(words)) is not None or words.endswith("partiet")
    return named_so or (words.isupper() and len(words) <= 4)


def _base(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 4 and party_code(name[:-1]) else name


def party_list(text: Text, start: int, end: int) -> tuple[Stated, ...]:
    """Return the parties named in the clean span: codes in capitals, or names in full."""
    return tuple(
        text.stated(found.start(), found.end(), _base(found.group()))
        for found in _party_pattern().finditer(text.clean, start, end)
        if _is_party(found.group())
    )


def everyone(text: Text, spans: Sequence[PersonSpan], start: int, end: int) -> Who:
    """Return everyone named in the clean span; parties only where no person is named."""
    people = within(spans, start, end)
    if people:
        groups = tuple(
            text.stated(*found.span(), found.group()) for found in _GROUP.finditer(text.clean, start, end)
        )
        return Who(tuple(named(text, span) for span in people), groups, people[0].start)
    return Who((), party_list(text, start, end), start)


# A full stop ends a sentence unless an abbreviation or a number stands before it.
_STOP = re.compile(
    r"(?<!\b[A-ZÅÄÖ])(?<!\bm)(?<!\bfl)(?<!\bbl)(?<!\bkl)(?<!\bnr)(?<!\bkap)(?<!\bfr)(?<!\bdnr)(?<!\bs)"
    r"(?<!\bk)(?<!\bt)(?<!\be)(?<!\bo)(?<!\bd)[.!?][”\"')]*\s+(?=[”\"(]?[A-ZÅÄÖ0-9])"
)


def sentences(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences in the clean span; a line's end ends a sentence too."""
    spans = []
    for a, b in text.lines(start, end):
        at = a
        for found in _STOP.finditer(text.clean, a, b):
            spans.append((at, found.end()))
            at = found.end()
        if at < b:
            spans.append((at, b))
    return spans
