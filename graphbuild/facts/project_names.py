"""The names of the projects that an item treats: those of its title and of its decision."""

from __future__ import annotations

import re

from graphbuild.text import Text

Span = tuple[int, int]

_QUOTED = r"[”“\"«»'’](?P<{0}>[^”“\"«»\n]{{2,90}})[”“\"»«'’]"
_CAPITAL = r"[A-ZÅÄÖÉ0-9]"
# `Medfinansiering av projekt(et) N`, `Ansökan om projektmedel: N`, `Projekt N`: the name ends the title.
_TITLE = re.compile(
    r"(?:^|(?<=\s))(?:(?:\w*finansiering|\w*medel|\w*stöd|\w*bidrag|ansökan|beslut|förlängning"
    r"|slutrapport\w*|slutredovisning|"
    r"delredovisning|redovisning|rapport|förstudie|utökning|bidragsansökan"
    r")\b[^.\n]{0,60}?\s(?:projekt(?:et)?|förstudien?|bryggprojektet)"
    r"|^(?:bygg|brygg|pilot)?projekt(?:et|ansökan)?)\s*:?\s+"
    rf"(?:{_QUOTED.format('quoted')}|(?P<name>{_CAPITAL}[^\n”\"]{{1,100}}))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\b[Pp]rojektet\s+(?:{_QUOTED.format('quoted')}|(?P<name>{_CAPITAL}[^\n.;”\"]{{1,90}}?))\s+"
    r"(?:beviljas|tilldelas|medfinansieras|delfinansieras|finansieras|erhåller|får|ges|avslås|anslås)\b"
)
_OBJECT = re.compile(
    rf"\b(?:[Bb]evilja|[Tt]illdela|[Mm]edfinansiera|[Dd]elfinansiera|[Aa]vsätta?|[Aa]nslå|[Ll]ämna"
    rf"|[Ff]inansiera|[Aa]vslå)r?\b[^.\n]{{0,140}}?"
    rf"\b(?:projekt(?:et)?|förstudien?)\s+(?:{_QUOTED.format('quoted')}|(?P<name>{_CAPITAL}[^\n.;,”\"]{{1,90}}?))"
    r"(?=[.;,\n]|$|\s(?:med|beviljas|enligt|under|om|på|högst|upp|för perioden|för åren|för år)\b|\s\d)"
)
_END = re.compile(
    r"(?:\s+[-–—]?\s*(?:[Dd]nr|[Dd]iarienr)\b.*|\s*[-–—,]\s*(?:förlängning|fortsättning|slut\w+"
    r"|delredovisning|återrapport\w*|"
    r"ansökan.*|begäran.*|beslut.*|(?:med)?finansiering)|[\s.,:;]+)$"
)


def name_of(text: Text, span: Span) -> str:
    """Return the words of a name on one line."""
    return " ".join(text.clean[slice(*span)].split())


def project_names(text: Text, title: tuple[Span, ...], decisions: tuple[Span, ...]) -> list[Span]:
    """Return the spans of the distinct names, the title's before those that only the decision has."""
    spans: list[Span] = []
    if title:
        first, last = title[0][0], title[-1][1]
        # The lines of a title are one: a blank for each break keeps the offsets.
        line = text.clean[first:last].replace("\n", " ")
        if match := _TITLE.search(line):
            spans.append(_group(match, first))
    for start, end in decisions:
        for pattern in (_SUBJECT, _OBJECT):
            spans += [_group(match, 0) for match in pattern.finditer(text.clean, start, end)]
    distinct: list[Span] = []
    for span in spans:
        name = name_of(text, span).casefold()
        known = [name_of(text, other).casefold() for other in distinct]
        if name and not any(name.startswith(other) or other.startswith(name) for other in known):
            distinct.append(span)
    return distinct


def _group(match: re.Match[str], offset: int) -> Span:
    """Return the clean span of the name that the match holds, without what follows a title's name."""
    start, end = match.span("quoted" if match["quoted"] else "name")
    tail = _END.search(match.string[start:end])
    if tail and not match["quoted"]:
        end = start + tail.start()
    return offset + start, offset + end
