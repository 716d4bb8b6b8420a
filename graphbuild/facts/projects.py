"""Projects that an item treats: name, owner, partners, period, budget, and what the decision grants.

A project is taken up only where the item's title or its decision names one; a project that running
text mentions is none of the item's. Everything but the name stands only where the text states it.
"""

from __future__ import annotations

import re
from calendar import monthrange

from graphbuild.dates import MONTHS
from graphbuild.facts.budgets import budget
from graphbuild.mentions.lexicon import lexicon
from graphbuild.mentions.lists import labelled
from graphbuild.mentions.money import find_amounts, money
from graphbuild.minutes import ItemText
from graphbuild.model import Money, Project, Stated
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
_GRANTS = (
    r"(?:medfinansiera|delfinansiera|finansiera|bevilja|tilldela|avsätta|avsätter|anslå|anslår"
    r"|godkänna|lämna|stödja|avslå)(?:r|s)?"
)
_SUBJECT = re.compile(
    rf"\b[Pp]rojektet\s+(?:{_QUOTED.format('quoted')}|(?P<name>{_CAPITAL}[^\n.;”\"]{{1,90}}?))\s+"
    r"(?:beviljas|tilldelas|medfinansieras|delfinansieras|finansieras|erhåller|får|ges|avslås|anslås)\b"
)
_OBJECT = re.compile(
    rf"\b(?:[Bb]evilja|[Tt]illdela|[Mm]edfinansiera|[Dd]elfinansiera|[Aa]vsätta?|[Aa]nslå|[Ll]ämna"
    rf"|[Ff]inansiera|[Aa]vslå)r?\b[^.\n]{{0,140}}?"
    rf"\bprojekt(?:et)?\s+(?:{_QUOTED.format('quoted')}|(?P<name>{_CAPITAL}[^\n.;,”\"]{{1,90}}?))"
    r"(?=[.;,\n]|$|\s(?:med|beviljas|enligt|under|om|på|högst|upp|för perioden|för åren|för år)\b|\s\d)"
)
_VERB = re.compile(rf"\b{_GRANTS}\b|\b(?:erhåller|får|ges)\b", re.IGNORECASE)
_REFUSAL = re.compile(r"\b(?:avslå|avslås|avslår|avstyrk\w*|inte bevilja\w*)\b", re.IGNORECASE)
_SUM = re.compile(r"(?:totalt|sammanlagt|högst|maximalt|upp till|sammantaget)(?: om| på)?\s*$", re.IGNORECASE)
_FUND = re.compile(
    r"\b(?:[Mm]ed(?:len|el)|[Ff]inansiering(?:en)?|[Bb]eloppet|[Bb]idraget|[Ss]tödet|[Kk]ostnad(?:en"
    r"|erna)|[Bb]eviljade medel|[Aa]nslaget|[Ss]umman)"
    r"(?: (?:ska|skall|för projektet))? (?:an(?:visas|slås)|tas|hämtas|finansieras|belastar|belasta"
    r"|belastas|sker|betalas|utbetalas|avsätts)"
    r"(?: (?:ur|från|inom|av|via|med|genom|på|över))? (?:anslaget (?:för )?)?(?P<fund>[^\n;]{3,120}?"
    r")(?=\.\s|\.?$|\.?\n|;)",
    re.MULTILINE,
)
_FUND_ANSLAG = re.compile(r"\bur (?:anslaget |anslag )(?:för )?(?P<fund>[^\n;.,]{3,100})")
_END = re.compile(
    r"(?:\s+[-–—]?\s*(?:[Dd]nr|[Dd]iarienr)\b.*|\s*[-–—,]\s*(?:förlängning|fortsättning|slut\w+"
    r"|delredovisning|återrapport\w*|"
    r"ansökan.*|begäran.*|beslut.*|(?:med)?finansiering)|[\s.,:;]+)$"
)


def projects(text: Text, item: ItemText) -> tuple[Project, ...]:
    """Return the projects that the item treats, in the text's order.

    They are named in its title or its decision. Owner, partners, period and budget are those of the
    item, and so given only where it has one project.
    """
    start, end, title = item.start, item.end, item.title_spans
    decisions = tuple((s.start, s.end) for s in item.sections if s.kind in {"decision", "recommendation"})
    names = _names(text, title, decisions)
    if not names:
        return ()
    fund = _fund(text, decisions)
    if len(names) > 1:
        return tuple(
            Project(
                _name(text, n),
                text.evidence(*n),
                granted=_granted(text, decisions, _name(text, n), False),
                fund=fund,
            )
            for n in names
        )
    owners = labelled(text.clean, lexicon().owner_labels, start, end)
    first, last = _period(text, start, end)
    costs = budget(text, start, end)
    project = Project(
        name=_name(text, names[0]),
        evidence=text.evidence(*names[0]),
        owner=text.stated(*owners[0]) if owners else None,
        partners=_distinct(text, labelled(text.clean, lexicon().partner_labels, start, end)),
        start=first,
        end=last,
        granted=_granted(text, decisions, _name(text, names[0]), True),
        fund=fund,
        budget=costs.lines,
        total=costs.total,
    )
    return (project,)


def _name(text: Text, span: Span) -> str:
    return " ".join(text.clean[slice(*span)].split())


def _names(text: Text, title: tuple[Span, ...], decisions: tuple[Span, ...]) -> list[Span]:
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
        name = _name(text, span).casefold()
        known = [_name(text, other).casefold() for other in distinct]
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


def _distinct(text: Text, spans: list[Span]) -> tuple[Stated, ...]:
    found: dict[str, Stated] = {}
    for span in spans:
        stated = text.stated(*span)
        found.setdefault(stated.text.casefold(), stated)
    return tuple(found.values())


def _granted(text: Text, decisions: tuple[Span, ...], name: str, only: bool) -> Money | None:
    """Return what the decision grants the project: the one amount of the line that grants it money.

    With several amounts on the line the one that is said to be the sum, and none where no one is.
    """
    for start, end in decisions:
        for first, last in text.lines(start, end):
            line = text.clean[first:last]
            named = name.casefold() in line.casefold()
            if (
                not _VERB.search(line)
                or _REFUSAL.search(line)
                or not (named or (only and "projekt" in line.casefold()))
            ):
                continue
            found = find_amounts(line)
            sums = [amount for amount in found if _SUM.search(line[: amount[2]])]
            chosen = found if len(found) == 1 else tuple(sums)
            if len(chosen) == 1:
                value, currency, begin, stop = chosen[0]
                return money(text, value, currency, first + begin, first + stop)
    return None


def _fund(text: Text, decisions: tuple[Span, ...]) -> Stated | None:
    for start, end in decisions:
        for pattern in (_FUND, _FUND_ANSLAG):
            if match := pattern.search(text.clean, start, end):
                return text.stated(*match.span("fund"))
    return None


_MONTH = "|".join(MONTHS)
_DAY = (
    rf"(?:(?P<iso{{0}}>(?:19|20)\d\d-\d\d-\d\d)|(?:den )?(?:(?P<day{{0}}>\d{{{{1,2}}}}) "
    rf")?(?P<month{{0}}>{_MONTH}) (?P<year{{0}}>(?:19|20)\d\d)"
    rf"|(?P<only{{0}}>(?:19|20)\d\d)(?![\d-]))"
)
_PERIOD = re.compile(
    r"(?:projektperiod(?:en)?|projekttid(?:en)?|genomförandeperiod(?:en)?|genomförandetid(?:en)?"
    r"|projektets löptid|löptid|period)"
    r"(?: för projektet)?(?: (?:är|pågår|omfattar|löper))?\s*[:\t]?\s*(?:fr\.?\s?o\.?\s?m\.?|från(?: "
    r"och med)?|mellan)?\s*"
    + _DAY.format(1)
    + r"\s*(?:[-–—]{1,2}|till(?: och med)?|t\.?\s?o\.?\s?m\.?|och)\s*"
    + _DAY.format(2),
    re.IGNORECASE,
)


def _period(text: Text, start: int, end: int) -> tuple[Stated | None, Stated | None]:
    """Return the project's first and last day; of a month or year stated alone its first or last day."""
    match = _PERIOD.search(text.clean, start, end)
    if not match:
        return None, None
    found = []
    for n in (1, 2):
        day = _iso(match, n)
        group = next(g for g in (f"iso{n}", f"only{n}", f"month{n}") if match[g])
        span = (
            match.span(group)
            if group != f"month{n}"
            else (match.start(f"day{n}") if match[f"day{n}"] else match.start(group), match.end(f"year{n}"))
        )
        found.append(text.stated(*span, day) if day else None)
    return found[0], found[1]


def _iso(match: re.Match[str], n: int) -> str | None:
    """Return the first (1) or last (2) day as ISO date, None where the calendar has no such day."""
    if match[f"iso{n}"]:
        year, month, day = (int(part) for part in match[f"iso{n}"].split("-"))
    elif match[f"only{n}"]:
        year, month, day = int(match[f"only{n}"]), 1 if n == 1 else 12, 1 if n == 1 else 31
    else:
        year, month = int(match[f"year{n}"]), MONTHS.index(match[f"month{n}"].casefold()) + 1
        day = int(match[f"day{n}"] or (1 if n == 1 else monthrange(year, month)[1]))
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02d}-{day:02d}"
