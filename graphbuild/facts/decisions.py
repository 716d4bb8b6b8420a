"""What was decided: the points under an item's decision, each with its kind and outcome."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from graphbuild.facts.who import sentences
from graphbuild.headings import heading_kind
from graphbuild.minutes import ItemText, Section
from graphbuild.model import DecisionKind, DecisionPoint
from graphbuild.resources import resource
from graphbuild.text import Text

_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})(?P<dot>[.)]|\s(?=[A-ZÅÄÖ]))\s*")
_CLAUSE = re.compile(r"\s*(?=(?:dels\s+)?att\s)", re.IGNORECASE)
# The next number inside a line that holds several points: "beslutar att: 1. … 2. …"
_INLINE = re.compile(
    r"(?:^|(?<=[.:;,])|(?<=\bbeslutar)|(?<=\bbeslutade)|(?<=\bbesluta)"
    r"|(?<=\batt))\s*(?P<number>\d{1,2})[.)]\s+(?=\S)"
)
_BULLET = re.compile(r"\s*(?:a t t|[•●▪■◦‣⁃·\uf0b7\uf0a7*]|[−–—-]{1,2})\s+")
_LETTER = re.compile(r"\s*(?:[•●▪■◦‣⁃·*−–—-]\s+)?(?:[a-zåäö][.)]|\([a-z]\))\s+")
_LONE_MARK = re.compile(r"\s*[•●▪■◦‣⁃·\uf0b7\uf0a7*−–—-]\s*")
# A line that only leads in what follows: on whose proposal, or that a list of points comes.
_LEAD = re.compile(
    r"(?:Enligt|I enlighet med|På förslag av|Bifall till|Med bifall till|Efter förslag|På yrkande av|Med "
    r"avslag på|Avslag på)\b.*:\s*|.*\b(?:beslut(?:ar|ade|a|at)?|föreslå[rs]?"
    r"|tillstyrker)\b[^:]{0,160}:\s*|.*\b(?:beslutar|beslutade|besluta|beslöt)(?: följande\.?| för (?:egen"
    r"|sin) del| enhälligt| sålunda)*(?: att)?\s*",
    re.IGNORECASE,
)
# A lead-in that says nothing but who decides.
_BARE_LEAD = re.compile(r"[\w -]*\b(?:beslutar|beslutade|beslöt|besluta)(?: att| följande)?[:.]?")
_OWN = re.compile(r"för egen del", re.IGNORECASE)
_RECOMMENDS = re.compile(
    r"\b(?:föreslå(?:r|s)?|hemställer|rekommenderar|förslag "
    r"till)\b(?P<between>.{0,120}?)\b\w*(?:fullmäktige|styrelsen|nämnden|utskottet)\b",
    re.IGNORECASE,
)
_IMMEDIATE = re.compile(
    r"omedelbar\w*\s+(?:justera|justering)|\bjustera(?:s|d|t|des|ts)?\s+(?:med\s+)?omedelbar", re.IGNORECASE
)
# A line without a full stop that points follow, whatever it says after its verb.
_LEADS_ON = re.compile(
    r"(?=[^.;]*\b(?:beslutar|beslutade|beslöt|besluta|föreslår|föreslå"
    r"|hemställer)\b)[A-ZÅÄÖ][^.;]{5,250}[^.;]\s*"
)
_MARKED = re.compile(
    r"\s*(?:att\s|a t t\s|dels\s|\d{1,2}[.)]\s|[a-z][.)]\s|[•●▪■◦‣⁃·\uf0b7\uf0a7*−–—-](?:\s|$))",
    re.IGNORECASE,
)
_BODY_DECIDES = re.compile(
    r"(?P<text>(?<!\w)(?:[A-ZÅÄÖ]\w*(?:fullmäktige|styrelsen|nämnden|utskottet|beredningen|direktionen)"
    r"|Fullmäktige|Styrelsen|Nämnden|Utskottet|Beredningen|Direktionen)\s+(?:beslutar"
    r"|beslutade)(?!\s+först)\s+(?:härefter\s+|därefter\s+|därmed\s+|således\s+)?(?:med "
    r"[^.]{5,120}?röst\w*[^.]{0,40}?\s)?(?:att|om|utse|godkänna|avslå|bifalla|anta|enligt|i enlighet "
    r"med)\b[^.]{5,400}\.)"
)

_BODY_DOES = re.compile(
    r"(?P<body>(?:[A-ZÅÄÖ][\w-]{0,60}- och (?=[a-zåäö]))?(?:[A-ZÅÄÖ]|(?<= och "
    r")[a-zåäö])[\w-]{0,60}(?:fullmäktige|styrelsen|nämnden|utskottet|beredningen|direktionen|presidiet"
    r"|rådet)|(?:Full|Kommunfull|Regionfull)mäktige|Styrelsen|Nämnden|Utskottet|Direktionen)(?: "
    r"[a-zåäö]+utskott)?\s+(?:utser|väljer|godkänner|fastställer|antar|avslår|bifaller|beviljar|delegerar"
    r"|noterar|lägger|ger|uppdrar|bordlägger|återremitterar|överlämnar|avger|beslutar|beslutade|beslöt"
    r"|tillstyrker|avstyrker|antecknar|tackar|tar del av|förklarar|ombeds|utsåg|godkände|fastställde|antog"
    r"|avslog|biföll|beviljade|noterade|antecknade|bordlade|återremitterade|förklarade|tackade|tog del "
    r"av)\b(?! (?:därefter|först)\b)"
)
# A day, or a § beside it, tells that the decision is an earlier one.
_EARLIER = re.compile(
    r"\b(?:beslutade|beslöt)\b[^.]{0,60}(?:\d{4}-\d\d-\d\d|\bden \d{1,2} \w+ \d{4}|§ ?\d)"
    r"|^[^.]{0,60}(?:\d{4}-\d\d-\d\d|\bden \d{1,2} \w+ \d{4})[^.]{0,20}\b(?:beslutade|beslöt)\b"
)
# What was done with a thing, told by a line of its own.
_DONE = re.compile(
    r"\s*(?:[A-ZÅÄÖ][\w-]*(?:en|et|n|na|erna|arna)|Protokoll\w*)(?: (?:om|från|av) [^.]{3,60})? (?:noteras"
    r"|antecknas|godkänns|fastställs|bordläggs|avslås|bifalls|läggs (?:med [^.]{3,30} )?till handlingarna"
    r"|anses (?:därmed |härmed )?besvara[dt]e?|återremitteras|utgår|får ställas|noterades|antecknades"
    r"|godkändes|fastställdes|bordlades|avslogs|bifölls|remittera(?:s|des) till [^.]{3,80}|lades (?:med "
    r"[^.]{3,30} )?till handlingarna|ansågs (?:därmed |härmed )?besvara[dt]e?)(?: (?:och|samt) läggs till "
    r"handlingarna| till protokollet)?\.?\s*"
)

# What begins a point though the page's lines were joined: that the § is adjusted at once, or two dashes.
_OWN_LINE = re.compile(r"(?:Paragrafen|Punkten|Beslutet)(?= [^.]{0,30}omedelbar)|--(?= [A-ZÅÄÖ])")
# What a body does with what it was told, in a sentence beside others.
_TAKES = re.compile(
    r"(?P<body>[A-ZÅÄÖ][\w-]*(?:fullmäktige|styrelsen|nämnden|utskottet|direktionen)|Fullmäktige|Styrelsen"
    r"|Nämnden|Utskottet)\s+(?:tackar|tackade|tar del|tog del|antecknar|antecknade|noterar|noterade)\b"
)
# A clause that only leads in others: ``att föreslå fullmäktige``, ``att för egen del``.
_CLAUSE_LEADS = re.compile(
    r"\s*(?:att\s+)?(?:föreslå\s+\w+(?:fullmäktige|styrelsen|nämnden)|för (?:egen|sin) "
    r"del)(?:\s+(?:att\s+)?besluta)?\s*:?\s*"
)
# What somebody says or does beside the decision, though it stands below it.
_BESIDE = re.compile(
    r"\s*[A-ZÅÄÖ][\w-]+ (?:[A-ZÅÄÖ][\w-]+ ){1,3}\([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}\) (?:deltog|deltar|deltagit"
    r"|reserverar|reserverade|anmäler|anmälde|ville|vill|yrkar|yrkade|medges att lämna|avstår|avstod"
    r"|lämnar|lämnade|begär att få)\b"
)

_MINORITY = re.compile(
    r"\b(?:genom|som|till följd av|i form av|på grund av) (?:en |så kallad |s\.?k\.? "
    r")*minoritetsåterremiss|\(minoritetsåterremiss\)|\bminoritetsåterremitt(?:eras|erats|erades|erar)\b"
    r"|\bminoritetsåterremiss(?:en)? (?:har |är )?(?:därmed )?(?:bifallits|beslutats|genomförs|gäller)\b"
    r"|\båterremit(?:teras|terats|terades)\b[^.]{0,200}?\b(?:en tredjedel|1/3|minoritet\w*)\b|\b(?:en "
    r"tredjedel|1/3|minoritet\w*)\b[^.]{0,200}?\båterremit(?:teras|terats|terades)\b",
    re.IGNORECASE,
)
_WOULD_TAKE = re.compile(
    r"\b(?:kräv(?:s|er|t)|fordras|behövs|skulle|kan|möjligt?|yrkar|föreslår|begär att|räcker)\b",
    re.IGNORECASE,
)
_TOLD_IN = frozenset({"", "decision", "proposition", "vote", "recipients"})


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
    # A minority's remittal and a part approved are told by words that others come before.
    telling = [name for _, _, name in found if name in _TELLING]
    if telling:
        return telling[0]
    specific = [entry for entry in found if entry[2] != "annat"]
    return min(specific or found)[2] if found else None


_TELLING = frozenset({"minoritetsåterremiss", "delvis bifall"})


@dataclass(frozen=True, slots=True)
class Point:
    """A point in the clean text: its printed label, its span, whether it is a recommendation."""

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
    return decided(text, item, points(text, item, body))


def decided(text: Text, item: ItemText, found: Sequence[Point]) -> tuple[DecisionPoint, ...]:
    """Return the points of the item's decision that stand where ``points`` found them."""
    minority = _by_minority(text, item) if found else False
    made = tuple(_decision(text, point, minority=minority) for point in found)
    if minority and len(made) == 1 and made[0].kind == "decision":
        return (replace(made[0], outcome="minoritetsåterremiss"),)
    return made


def points(text: Text, item: ItemText, body: str | None) -> tuple[Point, ...]:
    """Return where the points of the item's decision stand in the clean text, each with its kind."""
    found: list[Point] = []
    for section in deciding(item, body):
        recommends = section.kind == "recommendation" or _recommends_in_heading(section)
        found.extend(_points(text, section, "recommendation" if recommends else "decision"))
    if not found:
        found.extend(_in_prose(text, item, body))
    return tuple(replace(point, kind=_kind(text, point)) for point in found)


def _kind(text: Text, point: Point) -> DecisionKind:
    words = " ".join(text.clean[point.start : point.end].split())
    return "recommendation" if point.kind == "recommendation" or is_recommendation(words) else "decision"


def _decision(text: Text, point: Point, *, minority: bool) -> DecisionPoint:
    words = " ".join(text.clean[point.start : point.end].split())
    term = outcome(words) or "annat"
    if minority and term == "återremiss" and point.kind == "decision":
        term = "minoritetsåterremiss"
    return DecisionPoint(point.label, words, point.kind, term, text.evidence(point.start, point.end))


def _by_minority(text: Text, item: ItemText) -> bool:
    """Tell whether the item says that a minority of a third sent it back (kommunallagen 5 kap. 50 §).

    What somebody asks for, or what such a referral would take, does not say that it was made.
    """
    return any(
        _MINORITY.search(text.clean, start, end) and not _WOULD_TAKE.search(text.clean, start, end)
        for section in item.sections
        if section.kind in _TOLD_IN
        for start, end in sentences(text, section.start, section.end)
    )


def is_recommendation(words: str) -> bool:
    """Tell whether the point's own words propose that another body decide."""
    found = _RECOMMENDS.search(words)
    return bool(
        found
        and re.match(r".*?\b(?:besluta|att|anta|godkänna)\b", words[found.start() :], re.DOTALL)
        and found.start() < 120
        and not re.search(r"\benligt\b", words[: found.start()])
    )


def deciding(item: ItemText, body: str | None) -> list[Section]:
    """Return the sections that hold this meeting's decision, not another body's earlier one."""
    chosen = [s for s in item.sections if s.kind in {"decision", "recommendation"}]
    headed = [s for s in chosen if s.start > s.heading_start]
    chosen = headed or chosen
    if body is None and any(s.kind == "decision" for s in chosen):
        chosen = [s for s in chosen if s.kind == "decision" or not re.search(r"s förslag", s.heading)]
    own = [s for s in chosen if _is_of(s.heading, body)]
    if any(s.kind == "decision" for s in own):
        return own
    return own or [s for s in chosen if s.kind == "decision" and body is None]


def _is_of(heading: str, body: str | None) -> bool:
    """Tell whether the heading names no body, the deciding body, or it by its last part only."""
    words = re.sub(
        r"\b(?:beslut\w*|förslag.*|för (?:egen|sin) del|i ärendet|den \d.*|\d.*)",
        "",
        heading,
        flags=re.IGNORECASE,
    ).strip(" :-")
    if not words or body is None:
        return True
    if "utskott" in words.casefold() and "utskott" not in body.casefold():
        return False
    first, second = (_stem(value) for value in (words, body))
    return first in second or second in first or second.endswith(first[-9:])


def _stem(name: str) -> str:
    """Return a body's name without case and without the endings that make it definite or possessive."""
    return re.sub(r"(?<=[a-zåäö]{4})(?:et|en|n|e)?s?$", "", name.casefold())


def _recommends_in_heading(section: Section) -> bool:
    return bool(re.search(r"förslag till", section.heading, re.IGNORECASE))


def _points(text: Text, section: Section, kind: DecisionKind) -> list[Point]:
    """Return the points of one section, in order; what continues a point is joined to it."""
    points: list[Point] = []
    current: DecisionKind = kind
    listed = lettered = False
    fresh = True
    marks = 0  # so many bullets stand alone, before the lines that they belong to
    lines = [part for line in text.lines(section.start, section.end) for part in _parted(text, line)]
    for i, (start, end) in enumerate(lines):
        line = text.clean[start:end]
        count = len(points)
        letter = _LETTER.match(line)
        mark = None if letter else _mark(line, points)
        if letter and (lettered or fresh):
            listed, lettered, fresh = True, True, False
            points.append(Point(None, start + letter.end(), end, current))
        elif letter and points:
            points[-1] = Point(points[-1].label, points[-1].start, end, points[-1].kind)
        elif _LONE_MARK.fullmatch(line):
            marks += 1
            continue
        elif (
            _CLAUSE_LEADS.fullmatch(line) and i + 1 < len(lines) and _MARKED.match(text.clean, *lines[i + 1])
        ):
            current = "decision" if _OWN.search(line) else "recommendation"
            listed, lettered, fresh = False, False, True
        elif mark and mark.end() < len(line):
            label = mark.groupdict().get("number")
            listed = True
            points.append(Point(label, start + mark.end(), end, current))
        elif _BESIDE.match(line):
            listed = False
            continue
        elif _is_lead(text, lines, i):
            current = _kind_after(line, current, kind)
            listed, lettered, fresh = False, False, True
        elif (
            (marks and not _opens_list(text, points))
            or _is_point(line, points, listed)
            or _is_clause(text, line, points, listed)
        ):
            points.append(Point(None, start, end, current))
        elif listed and points:
            points[-1] = Point(points[-1].label, points[-1].start, end, points[-1].kind)
        marks = max(0, marks - (len(points) - count))
        fresh = fresh and not points[count:]
    return points


def _opens_list(text: Text, points: Sequence[Point]) -> bool:
    """Tell whether the last point ends in a colon, so that the list below it is a part of it."""
    return bool(points) and text.clean[points[-1].end - 1] == ":"


def _parted(text: Text, line: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the parts of a line that holds several numbered points; the line where it does not."""
    start, end = line
    cuts: list[int] = []
    for found in _INLINE.finditer(text.clean[start:end]):
        if int(found["number"]) == len(cuts) + 1:
            cuts.append(start + found.start("number"))
    if len(cuts) < 2:
        cuts = _sentences_of_their_own(text, start, end)
    cuts += [a for a, b in sentences(text, start, end)[1:] if _BESIDE.match(text.clean, a, b)][:1]
    if not cuts or (len(cuts) == 1 and cuts[0] == start):
        return [line]
    return [(a, b) for a, b in pairwise([start, *cuts, end]) if text.clean[a:b].strip()]


def _sentences_of_their_own(text: Text, start: int, end: int) -> list[int]:
    """Return where a sentence in which a body decides began a line of the page, after a full stop."""
    begins = [found.start() for found in _BODY_DOES.finditer(text.clean, start + 2, end)]
    begins += [found.start() for found in _OWN_LINE.finditer(text.clean, start + 2, end)]
    return sorted(
        at
        for at in {*begins}
        if text.clean[at - 2] == "." and "\n" in text.raw[text.offsets[at - 2] : text.offsets[at]]
    )


def _mark(line: str, points: Sequence[Point]) -> re.Match[str] | None:
    """Return the list mark at the start of a line; a number without a dot must be the next one."""
    number = _NUMBER.match(line)
    if number and not number["dot"].strip():
        last = int(points[-1].label or 0) if points and (points[-1].label or "0").isdigit() else 0
        number = number if int(number["number"]) == last + 1 and last == len(points) else None
    return number or _BULLET.match(line) or _CLAUSE.match(line)


def _is_lead(text: Text, lines: Sequence[tuple[int, int]], i: int) -> bool:
    """Tell whether the line only leads in the points after it; what lettered parts follow is a point."""
    line = text.clean[slice(*lines[i])].strip()
    following = text.clean[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
    if not _LEAD.fullmatch(line):
        return bool(_LEADS_ON.fullmatch(line) and _MARKED.match(following))
    if i + 1 == len(lines):
        return line.endswith((":", " att"))
    return not _LETTER.match(following) or bool(
        re.match(r"Enligt|På förslag|Bifall till", line) or _BARE_LEAD.fullmatch(line)
    )


def _kind_after(line: str, kind: DecisionKind, section: DecisionKind) -> DecisionKind:
    """Return what kind the points after a lead-in are; under a heading for them, recommendations."""
    if _OWN.search(line):
        return "decision"
    if section == "recommendation":
        return section
    if re.match(r"\s*(?:Enligt|På förslag|Bifall|I enlighet|Med )", line):
        return kind
    return "recommendation" if _RECOMMENDS.search(line) else "decision"


def _is_point(line: str, points: Sequence[Point], listed: bool) -> bool:
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
    if _BODY_DOES.match(words) and words[-1] in ".:":
        return True
    return (
        outcome(words) is not None
        and words[-1] in ".:"
        and (words[0].isupper() or words.startswith("att "))
        and not _explains(words)
    )


def _is_clause(text: Text, line: str, points: Sequence[Point], listed: bool) -> bool:
    """Tell whether the line is one of several clauses in the infinitive, whose marks are lost."""
    if listed or not points or not text.clean[points[-1].start].islower():
        return False
    return line.strip()[:1].islower() and outcome(line) is not None


def _explains(words: str) -> bool:
    """Tell whether a clause only explains: who is against, what an amount holds, how it is signed."""
    if re.match(r"(?:Beloppet|Avgiften|Kostnaden)\s+(?:fastställs|beslutas|bestäms|tas ur)", words):
        return False
    return bool(
        re.match(
            r"(?:Justering sker|Beloppet|Avgiften|Kostnaden|Mot beslutet|Ärendet |Det innebär|Detta"
            r"|Nämnden har)",
            words,
        )
    ) and not re.match(
        r"Ärendet (?:bordläggs|återremitteras|utgår|remitteras|avskrivs|avslutas|överlämnas)", words
    )


def _in_prose(text: Text, item: ItemText, body: str | None) -> Iterator[Point]:
    """Yield the decision that stands inside a sentence, where no section holds one."""
    for section in item.sections:
        if section.kind not in {"proposition", "vote", "proposals", "", "information"}:
            continue
        for found in _BODY_DECIDES.finditer(text.clean, section.start, section.end):
            if _EARLIER.search(found["text"]):
                continue
            if _is_of(found["text"].split(" besluta")[0], body) and heading_kind(found["text"]) is None:
                yield Point(None, found.start(), found.end(), "decision")
                return
    for section in item.sections:
        if section.kind in {"", "information", "recusal"}:
            yield from _plain(text, section, body)


def _plain(text: Text, section: Section, body: str | None) -> Iterator[Point]:
    """Yield the lines that begin with what the deciding body does, or say what was done with a matter."""
    for start, end in text.lines(section.start, section.end):
        if _EARLIER.search(text.clean, start, end):
            continue
        does = _BODY_DOES.match(text.clean, start, end)
        if (does and _is_of(does["body"], body)) or _DONE.fullmatch(text.clean, start, end):
            yield Point(None, start, end, "decision")
            continue
        parts = sentences(text, start, end)
        edges = (parts[0], parts[-1]) if len(parts) > 1 else ()
        for first, last in edges:
            does = _TAKES.match(text.clean, first, last)
            if (does and _is_of(does["body"], body)) or _DONE.fullmatch(text.clean, first, last):
                yield Point(None, first, last, "decision")
