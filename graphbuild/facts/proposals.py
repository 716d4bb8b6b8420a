"""What was proposed at the meeting, and by whom (yrkanden)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphbuild.facts.names import PersonSpan
from graphbuild.facts.who import Who, everyone, sentences, subject
from graphbuild.minutes import ItemText, Section
from graphbuild.model import Proposal
from graphbuild.text import Text

_VERB = re.compile(
    r"\b(?P<verb>yrkar|yrkade|föreslår|föreslog|tillstyrker|tillstyrkte|avstyrker|hemställer)\b"
)
_WITHDRAWS = re.compile(r"\b(?:anmäler att .{0,120}?återtas|återtar|drar tillbaka|tar tillbaka)\b")
# On whose proposal the decision was made: one line over the decision.
_ON_PROPOSAL = re.compile(r"(?:På|Efter) (?:förslag|yrkande) (?:av|från) (?P<who>[^:]{3,200}):")
_BY_PROPOSAL = re.compile(
    r"(?:Enligt|I enlighet med|Bifall till)\b[^:]{0,120}?\byrkande(?:t)? (?:av|från) (?P<who>[^:]{3,200}):"
)
# Where one thing proposed ends and the next begins.
_PARTS = re.compile(
    r"\s*(?:,|\boch\b|\bsamt\b|\bdels\b)+\s+(?=(?:i (?:första|andra|tredje) hand\s+)?(?:bifall|avslag"
    r"|återremiss|bordläggning|att\b))"
)
_KINDS = (
    ("återtagande", re.compile(r"återta|tillbaka", re.IGNORECASE)),
    ("återremiss", re.compile(r"återremi", re.IGNORECASE)),
    ("bordläggning", re.compile(r"bordlägg", re.IGNORECASE)),
    ("avslag", re.compile(r"\bavsl(?:ag|å)|avstyrk|ogilla", re.IGNORECASE)),
    ("tilläggsyrkande", re.compile(r"\btillägg\b|tilläggs?yrkar|följande tillägg", re.IGNORECASE)),
    (
        "ändringsyrkande",
        re.compile(r"\bändring\b|ändringsyrkar|ändras|\bstryks\b|\bersätts med\b", re.IGNORECASE),
    ),
    ("bifall", re.compile(r"\bbif(?:all|ölls)|enligt .{0,60}förslag|tillstyrk", re.IGNORECASE)),
    (
        "val",
        re.compile(
            r"\b(?:utses|väljs|utse|välja)\b|\btill (?:ordförande|ledamot|ersättare|ombud)\b", re.IGNORECASE
        ),
    ),
)
_WRITTEN = re.compile(
    r"\b(?:motion|initiativ|interpellation|medborgarförslag|e-förslag|enkel fråga)", re.IGNORECASE
)
_SECTIONS = frozenset({"proposals", "proposition"})


def proposals(text: Text, item: ItemText, people: Sequence[PersonSpan], title: str) -> tuple[Proposal, ...]:
    """Return the proposals made at the meeting, one a thing proposed, with all who made it.

    A motion under treatment, or an administration's proposal, is none: only sentences whose subject
    is a person or party, in the sections for it. In an account of the matter they count as long
    as the § does not treat somebody's written proposal.
    """
    found: list[Proposal] = []
    for section in item.sections:
        if section.kind == "decision":
            found.extend(_on_proposal(text, section, people))
        elif section.kind in _SECTIONS:
            found.extend(_sentences(text, section, people))
        elif section.kind in {"", "matter"} and not _WRITTEN.search(title):
            found.extend(p for p in _sentences(text, section, people) if p.people)
    return tuple(found)


def _on_proposal(text: Text, section: Section, people: Sequence[PersonSpan]) -> Iterator[Proposal]:
    for start, end in text.lines(section.start, section.end):
        line = _ON_PROPOSAL.match(text.clean, start, end) or _BY_PROPOSAL.match(text.clean, start, end)
        who = everyone(text, people, line.start("who"), line.end("who")) if line else None
        if line and who and who.people:
            words = " ".join(text.clean[line.end() : section.end].split("\n\n")[0].split("\n")[:2]).strip()
            yield Proposal(who.people, (), _kind(words), words or line.group(), text.evidence(start, end))


def _sentences(text: Text, section: Section, people: Sequence[PersonSpan]) -> Iterator[Proposal]:
    for start, end in sentences(text, section.start, section.end):
        verbs = [*_VERB.finditer(text.clean, start, end)]
        withdrawn = _WITHDRAWS.search(text.clean, start, end)
        if withdrawn and not verbs:
            who = subject(text, people, start, withdrawn.start())
            if who:
                yield from _made(text, who, withdrawn.start(), end, start)
        floor = start
        for i, verb in enumerate(verbs):
            who = subject(text, people, floor, verb.start())
            stop = (
                end if i + 1 == len(verbs) else subject(text, people, verb.end(), verbs[i + 1].start()).start
            )
            if who:
                yield from _made(text, who, verb.end(), max(stop, verb.end()), start)
            floor = verb.end()


def _made(text: Text, who: Who, start: int, end: int, floor: int) -> Iterator[Proposal]:
    """Yield a proposal for each thing that the words after the verb propose."""
    at = start
    edges = [found.span() for found in _PARTS.finditer(text.clean, start, end)]
    for stop, following in [*edges, (end, end)]:
        words = " ".join(text.clean[at:stop].split()).strip(' .,:”"')
        if words:
            first = text.evidence(max(floor, min(who.start, at)), stop)
            yield Proposal(who.people, who.parties, _kind(words), words, first)
        at = following


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(words[:200])), "annat")
