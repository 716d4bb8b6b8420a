"""What was proposed at the meeting, and by whom (yrkanden)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.facts.names import PersonSpan, within
from graphbuild.facts.references import references
from graphbuild.facts.who import Who, everyone, party_list, sentences, subject, subject_after
from graphbuild.minutes import ItemText, Section
from graphbuild.model import Proposal, Rank
from graphbuild.text import Text

_VERB = re.compile(
    r"\b(?P<verb>yrkar|yrkade|föreslår|föreslog|tillstyrker|tillstyrkte|avstyrker|hemställer|(?:lämnar"
    r"|lämnade|framställer|framför|lägger fram) (?:ett |följande )?(?:gemensamt |eget |nytt )?(?:tilläggs"
    r"|ändrings|återremiss|avslags)?yrkande)\b"
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
    r"|återremiss|bordläggning|att\b|i (?:första|andra|tredje) hand\b|anmäler att\b))"
)
# The kind whose words come first is the proposal's; of two at one place the earlier in this list.
_KINDS = (
    ("återtagande", re.compile(r"återta|tillbaka", re.IGNORECASE)),
    ("minoritetsåterremiss", re.compile(r"minoritetsåterremi", re.IGNORECASE)),
    ("återremiss", re.compile(r"återremi", re.IGNORECASE)),
    ("bordläggning", re.compile(r"bordlägg", re.IGNORECASE)),
    ("avslag", re.compile(r"\bavsl(?:ag|å)|avstyrk|ogilla", re.IGNORECASE)),
    (
        "tilläggsyrkande",
        re.compile(
            r"\btillägg(?:et|en)?\b|tilläggs?yrkar|^(?:ett |följande )?tilläggsyrkande", re.IGNORECASE
        ),
    ),
    (
        "ändringsyrkande",
        re.compile(
            r"\bändring(?:en|ar)?\b|ändringsyrkar|^(?:ett |följande )?ändringsyrkande|ändras|\bstryks\b"
            r"|\bersätts (?:med|av)\b|\butgår ur\b",
            re.IGNORECASE,
        ),
    ),
    ("bifall", re.compile(r"\bbif(?:all|ölls)|enligt .{0,60}förslag|tillstyrk", re.IGNORECASE)),
    (
        "val",
        re.compile(
            r"\b(?:utses|väljs|utse|välja)\b|\btill (?:ordförande|ledamot|ersättare|ombud)\b", re.IGNORECASE
        ),
    ),
)
# What the board's proposal is carried with: then it is the change that is proposed.
_CARRIED_WITH = re.compile(
    r"\bbifall\b.{0,120}?\bmed (?:\w+ ){0,3}?(?P<what>tillägg|ändring|justering|strykning)", re.IGNORECASE
)
_HEADED = re.compile(r"(?P<kind>tilläggs|ändrings|återremiss|bordläggnings|avslags)s?yrkande", re.IGNORECASE)
_RANK = re.compile(r"\bi (?P<rank>första|andra|tredje) hand\b", re.IGNORECASE)
_RANKS: dict[str, Rank] = {"första": "first", "andra": "second", "tredje": "third"}
# A sentence that begins with what it adds has its proposer after the verb.
_TURNED = re.compile(
    r"\s*(?:I (?:första|andra|tredje) hand|Därutöver|Dessutom|Vidare|Som tillägg|I övrigt)\s*$", re.IGNORECASE
)
_AFTER_VERB = re.compile(r"\s*(?:(?:tjänstgörande ersättaren|ordföranden|ledamoten)\s+)?", re.IGNORECASE)
_SAME = re.compile(
    r"\s*(?:hon|han|hen|de|vi|partiet|ledamoten|ledamöterna|förslagsställaren)\b", re.IGNORECASE
)
_WRITTEN = re.compile(
    r"\b(?:motion|initiativ|interpellation|medborgarförslag|e-förslag|enkel fråga)", re.IGNORECASE
)
_SECTIONS = frozenset({"proposals", "proposition"})
# Under these headings people speak, and a colon after a name begins what they say.
_SPOKEN = re.compile(r"debatt|anförande|inlägg|yttrande|diskussion|fråg", re.IGNORECASE)
# What parts who proposes from what, where no verb does: a colon, a cell's border, or what is proposed itself;
# before the colon perhaps a party that does too, or for whom it is done.
_APART = re.compile(
    r"(?:,? (?:och|samt) [A-ZÅÄÖ]\w*| för [^:.\n]{1,60})?\s*:\s*+(?![”“\"])|\s*\t\s*+(?![”“\"])"
    r"|\s+(?=(?:bifall|avslag|återremiss|bordläggning)\b)|\s+(?=(?:Bifall|Avslag|Återremiss|Bordläggning"
    r"|Tilläggs?förslag|Ändringsförslag|Tilläggsyrkande)\b)"
)
_MARK = re.compile(r"\s*(?:[•●▪■◦‣⁃·*−–—-]|\d{1,2}[.)])\s+")
_THROUGH = re.compile(r"\s*genom\s+(?=[A-ZÅÄÖ])")
# What the chair proposes as chair: in what order the proposals are put.
_ORDER = re.compile(
    r"\b(?:prövas|propositionsordning\w*|under proposition|ställs (?:mot|under)|huvudförslag)\b"
)
_PARTIES_ONLY = re.compile(
    r"(?:[\s,()]|och|samt|[Pp]artigrupp(?:en|erna)|[Gg]rupp(?:en|erna)|[Ll]edamöterna)*"
)
# A sentence that begins with when or where has its proposers after the verb.
_SET_FIRST = re.compile(r"\s*(?:Vid|Under|I|Efter|Mot|På|Härefter|Därefter|Sedan)\b[^.]{0,120}\s*$")
_AND = re.compile(r"\s*,?\s*\b(?:samt|och|medan)\s+$")
_MOVED = re.compile(r"\s+(?:att\b|(?:om )?(?:bifall|avslag|återremiss|bordläggning)\b)")
# What somebody wants done with a written proposal under treatment.
_ON_WRITTEN = re.compile(
    r"\b(?:bifall|avslag|avslå\w*|bifalla\w*|återremi\w+|bordlägg\w*|besvarad|remitter\w+)\b"
)


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
            made = _sentences(text, section, people)
            found.extend(p for p in made if section.kind == "proposals" or not _ORDER.search(p.text))
        elif section.kind == "suggestion":
            found.extend(p for p in _sentences(text, section, people) if p.people)
        elif section.kind in {"", "matter"}:
            written = _WRITTEN.search(title) is not None
            made = (p for p in _sentences(text, section, people) if p.people)
            found.extend(p for p in made if not written or _is_on_written(p))
    return tuple(found)


def _is_on_written(proposal: Proposal) -> bool:
    """Tell whether it is a yrkande on the written proposal that the § treats, not that proposal itself."""
    words = proposal.evidence.quote
    return bool(re.search(r"\byrka(?:r|de)\b", words) and _ON_WRITTEN.search(proposal.text[:120]))


def _on_proposal(text: Text, section: Section, people: Sequence[PersonSpan]) -> Iterator[Proposal]:
    for start, end in text.lines(section.start, section.end):
        line = _ON_PROPOSAL.match(text.clean, start, end) or _BY_PROPOSAL.match(text.clean, start, end)
        who = everyone(text, people, line.start("who"), line.end("who")) if line else None
        if line and who and who.people:
            words = " ".join(text.clean[line.end() : section.end].split("\n\n")[0].split("\n")[:2]).strip()
            yield Proposal(who.people, (), _kind(words), words or line.group(), text.evidence(start, end))


@dataclass(frozen=True, slots=True)
class _Move:
    """A verb that proposes: who does, where what is proposed begins and ends, and the rank so far."""

    who: Who
    start: int
    end: int
    rank: Rank | None


def _sentences(text: Text, section: Section, people: Sequence[PersonSpan]) -> Iterator[Proposal]:
    last: Who | None = None
    labelled = section.kind in {"proposals", "suggestion"} and not _SPOKEN.search(section.heading)
    for start, end in sentences(text, section.start, section.end):
        head = _labelled(text, people, start, end) if labelled else None
        if head:
            last = head.who
            for made in _made(text, head, start):
                yield replace(made, kind=_headed(section.heading, made.kind))
            continue
        for move in _moves(text, people, (start, end), last):
            last = move.who
            for made in _made(text, move, start):
                yield replace(made, kind=_headed(section.heading, made.kind))


def _labelled(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> _Move | None:
    """Return what a sentence proposes that begins with who does and has no verb: ``N (P): Bifall``."""
    mark = _MARK.match(text.clean, start, end)
    start = mark.end() if mark else start
    who = subject_after(text, people, start, end)
    if who:
        edge = within(people, start, end)[len(who.people) - 1].end
        apart = _APART.match(text.clean, edge, end)
        return _Move(who, apart.end(), end, None) if apart else None
    apart = _APART.search(text.clean, start, min(end, start + 90))
    if not apart or apart.end() == end:
        return None
    # The last party of a list stands before the colon, where a person's other party does.
    edge = text.clean.rfind(":", apart.start(), apart.end())
    edge = apart.start() if edge < 0 else edge
    parties = party_list(text, start, edge)
    rest = text.clean[start:edge]
    for party in parties:
        rest = rest.replace(party.evidence.quote, "", 1)
    if parties and _PARTIES_ONLY.fullmatch(rest):
        return _Move(Who((), parties, start), apart.end(), end, None)
    return None


def _moves(
    text: Text, people: Sequence[PersonSpan], sentence: tuple[int, int], last: Who | None
) -> Iterator[_Move]:
    """Yield what each verb of the sentence proposes; ``last`` proposed in the sentences before it."""
    start, end = sentence
    verbs = [*_VERB.finditer(text.clean, start, end)]
    withdrawn = _WITHDRAWS.search(text.clean, start, end)
    if withdrawn and not verbs:
        who = subject(text, people, start, withdrawn.start())
        if who:
            yield _Move(who, withdrawn.start(), end, None)
    floor = start
    for i, verb in enumerate(verbs):
        stop = end if i + 1 == len(verbs) else subject(text, people, verb.end(), verbs[i + 1].start()).start
        who, begin = _proposer(text, people, (floor, verb.start(), verb.end(), end), last)
        if who:
            rank = _rank(text.clean[max(floor, verb.start() - 40) : begin])
            yield from _shared(text, people, _Move(who, begin, max(stop, begin), rank))
        floor = verb.end()


def _shared(text: Text, people: Sequence[PersonSpan], move: _Move) -> Iterator[_Move]:
    """Yield the moves that one verb serves: ``yrkar N avslag samt M och O bifall``."""
    at = move.start
    who = move.who
    for span in within(people, move.start, move.end):
        joined = _AND.search(text.clean, at, span.start)
        if not joined:
            continue
        following = subject_after(text, people, span.start, move.end)
        edge = within(people, span.start, move.end)[len(following.people) - 1].end
        if not _MOVED.match(text.clean, edge, move.end):
            continue
        yield replace(move, who=who, start=at, end=joined.start())
        who, at = following, edge
    yield replace(move, who=who, start=at)


def _proposer(
    text: Text, people: Sequence[PersonSpan], at: tuple[int, int, int, int], last: Who | None
) -> tuple[Who, int]:
    """Return who proposes and where what they propose begins: before the verb, or after it."""
    floor, verb, after, end = at
    through = _THROUGH.match(text.clean, after, end)
    spokesman = subject_after(text, people, through.end(), end) if through else None
    if through and spokesman:
        return spokesman, within(people, through.end(), end)[len(spokesman.people) - 1].end
    who = subject(text, people, floor, verb)
    if not who and _SET_FIRST.fullmatch(text.clean, floor, verb):
        who = subject_after(text, people, after, end)
        return who, within(people, after, end)[len(who.people) - 1].end if who else after
    if who or not _TURNED.fullmatch(text.clean, floor, verb):
        return who, after
    same = _SAME.match(text.clean, after, end)
    if same and last:
        return Who(last.people, last.parties, floor), same.end()
    lead = _AFTER_VERB.match(text.clean, after, end)
    begin = lead.end() if lead else after
    named = next(iter(within(people, begin, end)), None)
    if named is None or named.start != begin:
        return who, after
    found = everyone(text, people, named.start, named.end)
    return Who(found.people, (), floor), named.end


def _made(text: Text, move: _Move, floor: int) -> Iterator[Proposal]:
    """Yield a proposal for each thing that the words after the verb propose."""
    at = move.start
    edges = [found.span() for found in _PARTS.finditer(text.clean, move.start, move.end)]
    rank = move.rank
    for stop, following in [*edges, (move.end, move.end)]:
        words = " ".join(text.clean[at:stop].split()).strip(' .,:”"')
        if words and (not words.startswith("anmäler att") or _WITHDRAWS.match(words)):
            rank = _rank(words[:40]) or rank
            first = text.evidence(max(floor, min(move.who.start, at)), stop)
            refers = references(text, at, stop)
            yield Proposal(move.who.people, move.who.parties, _kind(words), words, first, rank, refers)
        at = following


def _rank(words: str) -> Rank | None:
    found = _RANK.search(words)
    return _RANKS[found["rank"].casefold()] if found else None


def _kind(words: str) -> str:
    head = words[:200]
    carried = _CARRIED_WITH.search(head)
    if carried:
        return "tilläggsyrkande" if carried["what"].casefold() == "tillägg" else "ändringsyrkande"
    found = [
        (match.start(), rank, kind)
        for rank, (kind, pattern) in enumerate(_KINDS)
        if (match := pattern.search(head))
    ]
    return min(found)[2] if found else "annat"


def _headed(heading: str, kind: str) -> str:
    """Return the kind that the section's heading gives to what tells no kind of its own."""
    found = _HEADED.search(heading) if kind == "annat" else None
    names = {"återremiss": "återremiss", "bordläggnings": "bordläggning", "avslags": "avslag"}
    stem = found["kind"].casefold() if found else ""
    return names.get(stem, f"{stem}yrkande") if stem else kind
