"""What a proposal or a reservation points back to: ``det egna yrkandet``, ``liggande förslag``.

Two steps: the words that point are found while a sentence is read, and settled once all proposals
and documents of the item are known. Where the words do not tell which of them is meant, the
reference keeps its words and no position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphbuild.authority import party_code
from graphbuild.dates import DATE, iso_date
from graphbuild.model import Dissent, Named, Proposal, Reference, Stated
from graphbuild.text import Text

# References stand at the beginning of what is proposed; what follows is the text of the proposal.
_REACH = 700
_MOVE = re.compile(
    r"\b(?:bif(?:all|ölls)|avsl(?:ag|å)|enligt|i enlighet med|återremi|remitter|tillstyrk|avstyrk|återta"
    r"|drar tillbaka|till (?:förmån|fördel) för)",
    re.IGNORECASE,
)
_NAME = r"[A-ZÅÄÖÉÜ][\w’'-]{0,40}"
_PERSON = rf"{_NAME}(?: \([^)\n]{{1,10}}\))?"
_WHO = rf"{_PERSON}(?:(?:, | och | samt | )(?:(?:von|af|de) )?(?:{_PERSON}|m\.? ?fl\b\.?|med flera)){{0,14}}"
_DAY = r"(?:\d{1,2}(?::[ea])? [a-zåäö]{3,9} \d{4}|\d{4}-\d\d-\d\d)"
_WRITTEN = (
    rf"(?:,? särskilt yttrande {_NAME})?(?: av)?(?: den)?(?: {_DAY})?"
    rf"(?: i \w{{0,40}}(?:styrelsen|fullmäktige|nämnden|utskottet))?(?: den {_DAY})?"
)
_BODY = (
    r"(?:[\w-]{1,30} (?:och|samt) )?(?:[\w-]{0,60}(?:styrelsens|nämndens|utskottets|kontorets|förvaltningens"
    r"|ledningens|direktörens|beredningens|fullmäktiges|rådets|chefens|presidiets|enhetens|avdelningens"
    r"|ordförandens|direktionens|kommitténs|delegationens|bolagets|tjänstemännens))"
)
_POINTS = re.compile(
    rf"(?P<own>\b(?:(?:det|de|sitt|sina|deras|hans|hennes) )?(?:eget|egna|egen|sitt|sina)"
    rf"(?: (?:förslag och )?\w{{0,20}}(?:yrkande|förslag)\w{{0,3}}))"
    rf"|(?P<suggestion>\b(?:(?:före)?liggande|framlag(?:t|da)|ursprungliga) förslag\w{{0,2}}"
    rf"|\bförslaget till beslut|\bbeslutsförslaget|\b{_BODY} förslag(?:et)?(?: till beslut)?)"
    rf"|(?P<all>\b(?:övriga|samtliga|alla|båda|bägge) (?:andra )?\w{{0,20}}(?:yrkanden|förslag)\w{{0,3}})"
    rf"|(?P<written>\b\w{{0,20}}(?:yrkande|förslag)\w{{0,3}} (?:från|av) (?P<who>{_WHO}){_WRITTEN})"
    rf"|(?P<bare>\b\w{{0,20}}yrkande\w{{0,3}} (?P<codes>{_WHO}) (?:den )?{_DAY})"
    rf"|(?P<genitive>(?<![\w-])(?P<owner>{_WHO}) (?:\w{{1,20}} )?\w{{0,20}}(?:yrkande|förslag)\w{{0,3}}\b)"
    r"|(?P<motion>\b(?:motionen|medborgarförslaget|e-förslaget|initiativet|interpellationen)s?\b)"
)
_IN_FAVOUR = re.compile(
    r"\btill (?:förmån|fördel) för\b|\bi enlighet med (?=(?:det |de )?(?:egna|eget|sitt|sina)\b)"
    r"|\bför (?=(?:det |de )?(?:egna|eget) )",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"(tillägg|återremiss|ändring|bordläggning|avslag)s?yrkande", re.IGNORECASE)


def references(text: Text, start: int, end: int) -> tuple[Reference, ...]:
    """Return what the clean span of a proposal points to, in order, unsettled."""
    stop = min(end, start + _REACH)
    move = _MOVE.search(text.clean, start, stop)
    return tuple(_found(text, move.end(), stop)) if move else ()


def in_favour_of(text: Text, start: int, end: int) -> tuple[Reference, ...]:
    """Return what a reservation in the clean span is made for, unsettled."""
    lead = _IN_FAVOUR.search(text.clean, start, min(end, start + 4 * _REACH))
    if lead is None:
        return ()
    stop = min(end, lead.end() + _REACH)
    return tuple(found for found in _found(text, lead.end(), stop) if found.kind != "suggestion")


def _found(text: Text, start: int, stop: int) -> Iterator[Reference]:
    for found in _POINTS.finditer(text.clean, start, stop):
        owner = found["owner"]
        if owner and not _is_owner(owner):
            continue
        words = re.sub(r"^(?:det|de) (?=egna)", "", " ".join(found.group().split()))
        evidence = text.evidence(*found.span())
        if found["suggestion"]:
            yield Reference("suggestion", words, evidence)
        elif found["motion"]:
            yield Reference("document", re.sub(r"s$", "", words), evidence)
        elif _codes(found["who"] or found["codes"] or owner or ""):
            yield Reference("document", words, evidence)
        else:
            yield Reference("proposal", words, evidence)


def _is_owner(words: str) -> bool:
    """Tell whether the words before ``yrkande`` are people or parties in the genitive."""
    last = re.sub(r" \([^)]*\)$", "", words).rsplit(" ", 1)[-1]
    names = [word for word in words.split() if word[0].isupper()]
    return last.endswith(("s", "x", "z")) and (len(names) > 1 or bool(_codes(words)))


def _codes(words: str) -> frozenset[str]:
    """Return the codes of the parties, where the words name nothing but parties."""
    parts = [part for part in re.split(r", | och | samt ", words) if part]
    codes = [party_code(part) or party_code(part.removesuffix("s")) or _local(part) for part in parts]
    return frozenset(code for code in codes if code) if parts and all(codes) else frozenset()


def _local(code: str) -> str | None:
    """Return the code of a local party: a few capitals alone."""
    return code if code.isupper() and len(code) <= 4 else None


def settled_proposals(proposals: Sequence[Proposal], documents: Sequence[Stated]) -> tuple[Proposal, ...]:
    """Return the proposals with their references settled against each other and the documents."""
    return tuple(
        replace(
            proposal,
            refers_to=tuple(
                _settled(reference, proposals, documents, (proposal.people, proposal.parties), place)
                for reference in proposal.refers_to
            ),
        )
        for place, proposal in enumerate(proposals, start=1)
    )


def settled_dissents(
    dissents: Sequence[Dissent], proposals: Sequence[Proposal], documents: Sequence[Stated]
) -> tuple[Dissent, ...]:
    """Return the statements of distance with what they are made for settled."""
    return tuple(
        replace(
            dissent,
            in_favour_of=tuple(
                _settled(reference, proposals, documents, (dissent.people, dissent.parties), 0)
                for reference in dissent.in_favour_of
            ),
        )
        for dissent in dissents
    )


Who = tuple[tuple[Named, ...], tuple[Stated, ...]]


def _settled(
    reference: Reference,
    proposals: Sequence[Proposal],
    documents: Sequence[Stated],
    who: Who,
    place: int,
) -> Reference:
    """Return the reference with its positions; ``place`` is that of the proposal it stands in, from 1."""
    if reference.kind == "suggestion":
        return reference
    if reference.kind == "document":
        listed = _listed(reference.text, documents)
        if listed:
            return replace(reference, positions=listed)
        return _of_parties(reference, proposals, place)
    if re.match(r"(?:övriga|samtliga|alla|båda|bägge)\b", reference.text):
        return reference
    own = re.match(r"(?:\w+ )?(?:eget|egna|egen|sitt|sina)\b", reference.text)
    places = _places(proposals, place, reference.text, who if own else None)
    return replace(reference, positions=places)


def _places(proposals: Sequence[Proposal], place: int, words: str, who: Who | None) -> tuple[int, ...]:
    """Return the places of the proposals of ``who``, or of those whom the words name."""
    theirs = [
        (at, proposal)
        for at, proposal in enumerate(proposals, start=1)
        if at != place
        and proposal.kind != "återtagande"
        and (_shared(proposal, who) if who else _named_in(proposal.people, words))
    ]
    special = _SPECIAL.search(words)
    if special:
        stem = special[1].casefold()
        theirs = [entry for entry in theirs if entry[1].kind.startswith(stem) or _carries(entry[1], stem)]
    elif any(proposal.kind != "avslag" for _, proposal in theirs):
        theirs = [entry for entry in theirs if entry[1].kind != "avslag"]
    return tuple(at for at, _ in theirs)


def _carries(proposal: Proposal, stem: str) -> bool:
    """Tell whether the proposal asks for a written one of that kind."""
    return proposal.kind != "avslag" and any(stem in found.text.casefold() for found in proposal.refers_to)


def _named_in(people: Sequence[Named], words: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(person.name)}s?(?!\w)", words) for person in people)


def _shared(proposal: Proposal, who: Who) -> bool:
    """Tell whether somebody of ``who`` made the proposal: a person, or a party by its members."""
    people, parties = who
    makers = {(person.name, person.party) for person in proposal.people}
    if any((person.name, person.party) in makers for person in people):
        return True
    codes = {party_code(stated.text) or stated.text for stated in parties}
    theirs = {party_code(person.party) or person.party for person in proposal.people if person.party}
    theirs |= {party_code(stated.text) or stated.text for stated in proposal.parties}
    return bool(codes & theirs)


def _of_parties(reference: Reference, proposals: Sequence[Proposal], place: int) -> Reference:
    """Return a reference to the proposal of parties, undated, as one to what their members proposed."""
    found = _POINTS.match(reference.text)
    codes = _codes((found["who"] or found["owner"] or "") if found else "")
    if not codes or DATE.search(reference.text) or re.search(r" i \w+$", reference.text):
        return reference
    makers = [
        at
        for at, proposal in enumerate(proposals, start=1)
        if at != place
        and proposal.kind not in {"avslag", "återtagande"}
        and codes == {party_code(stated.text) or stated.text for stated in proposal.parties}
    ]
    return replace(reference, kind="proposal", positions=tuple(makers)) if makers else reference


def _listed(words: str, documents: Sequence[Stated]) -> tuple[int, ...]:
    """Return the place of the one listed document that the words mean, or nothing."""
    wanted = _described(words)
    if wanted is None:
        stem = words.casefold()[:6]
        motions = [at for at, listed in enumerate(documents, 1) if listed.text.casefold().startswith(stem)]
        return tuple(motions) if len(motions) == 1 else ()
    found = [
        (at, described)
        for at, listed in enumerate(documents, start=1)
        if (described := _described(listed.text)) is not None
        and described[1] == wanted[1]
        and (not wanted[2] or wanted[2] == described[2])
    ]
    same = [at for at, described in found if described[0] == wanted[0]]
    chosen = same or [at for at, _ in found if wanted[0] == ""]
    return tuple(chosen) if len(chosen) == 1 else ()


def _described(words: str) -> tuple[str, frozenset[str], tuple[str, ...]] | None:
    """Return what kind of written yrkande the words name, whose it is, and its dates."""
    noun = re.search(r"\b(\w{0,20})yrkande\w{0,3}\b", words, re.IGNORECASE)
    found = _POINTS.search(words[0].lower() + words[1:]) if words else None
    codes = _codes((found["who"] or found["codes"] or found["owner"] or "") if found else "")
    if noun is None or not codes:
        return None
    days = tuple(sorted(day for match in DATE.finditer(words) if (day := iso_date(match))))
    return noun[1].casefold(), codes, days
