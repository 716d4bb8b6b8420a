"""Who keeps apart from a decision, and how: reservation, note, recusal, taking no part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.facts.names import PersonSpan, within
from graphbuild.facts.references import in_favour_of
from graphbuild.facts.who import Who, everyone, sentences, subject, subject_after
from graphbuild.minutes import ItemText, Section
from graphbuild.model import Dissent
from graphbuild.text import Text

_RESERVES = re.compile(
    r"\b(?:reserverar|reserverade|reservera[rd]e?) (?:sig|sej)\b|\b(?:anmäler|anmälde|lämnar|lämnade|avger"
    r"|inlämnar|inger)\b[^.]{0,40}\b(?:skriftlig )?reservation\b|\b(?:lät|låter) (?:till protokollet "
    r")?anteckna (?:sin )?avvikande mening\b"
)
_RESERVES_AFTER = re.compile(
    r"(?:Mot beslutet|Mot detta beslut|Häremot|Mot beslutet i sin helhet) (?:reserverar|reserverade) "
    r"sig\s*:?\s*"
)
_NOTES = re.compile(
    r"\b(?:antecknar|lämnar|lämnade|lägger|avger|avgav|anmäler|inlämnar|begär|önskar|vill|ville|gör"
    r"|inkommer med)\b[^.]{0,140}?\b(?:protokollsanteckning(?:en|ar)?|till protokollet|särskilt yttrande"
    r"|särskilda yttranden|som yttrande|anteckning|röstförklaring)"
)
_SPECIAL = re.compile(r"särskil(?:t|da) yttrande", re.IGNORECASE)
_RECUSAL = re.compile(r"\bjäv(?:ig|iga)?\b", re.IGNORECASE)
_LEAVES = re.compile(r"\b(?:anmäler|anmälde|anmält|deltar|deltog|lämnar|lämnade|är|var|på grund av)\b")
_NO_PART = re.compile(
    r"\b(?:deltar|deltog|deltagit) (?:inte|ej|heller inte)\b|\b(?:inte|ej) (?:deltar|deltog|deltagit"
    r"|delta)\b|\bavst(?:år|od) från att delta\b|\bavst(?:år|od) från (?:beslut(?:et)?|deltagande)\b"
    r"|\bavst(?:år|od) i (?:beslutet|ärendet)\b"
)
_INVERTED = re.compile(
    r"\b(?:(?:reserverar|reserverade) (?:sig|sej)|(?:deltar|deltog)(?: (?:inte|ej))?|lämnar|lämnade"
    r"|anmäler|anmälde)\b"
)
# What follows the name of somebody whose note is given in full.
_SAYS = re.compile(r"\s*(?::|(?:anför|antecknar|framför|meddelar|vill ha antecknat|vill till protokollet)\b)")
_FROM = re.compile(
    r"[Rr]eservation(?:er)?(?: (?:från|av)\b|(?: till förmån för [^:.]{3,80}| mot beslutet)?\s*:)"
)


_NAMES_ONLY = re.compile(
    r"(?:[\s,.;]|\b(?:och|samt|för)\b|\(?(?:båda|samtliga|alla) \(?[A-ZÅÄÖ]{1,4}\))*+(?:till förmån för "
    r"[^.]{3,120}\.?\s*)?"
)
_BUT = re.compile(r"\bmen\s+$")


@dataclass(frozen=True, slots=True)
class Distance:
    """All dissent of one item, by kind."""

    reservations: tuple[Dissent, ...]
    notes: tuple[Dissent, ...]
    recusals: tuple[Dissent, ...]
    non_participation: tuple[Dissent, ...]


def dissent(text: Text, item: ItemText, people: Sequence[PersonSpan]) -> Distance:
    """Return who reserved themselves, had a note made, was recused or took no part.

    What a sentence says decides, before the heading it stands under: a recusal noted under
    ``Protokollsanteckning`` is a recusal (kommunallagen 6 kap. 28-32 §§).
    """
    found: list[Dissent] = []
    for section in item.sections:
        found.extend(_section(text, section, people))

    def of(*kinds: str) -> tuple[Dissent, ...]:
        return tuple(entry for entry in found if entry.kind in kinds)

    return Distance(of("reservation"), of("note", "special opinion"), of("recusal"), of("non-participation"))


# Sections whose sentences tell of dissent without a heading for it.
_OPEN = frozenset({"", "proposals", "proposition", "vote", "decision", "matter", "adjustment", "information"})
_OWN = frozenset({"reservation", "note", "recusal", "non_participation"})


def _section(text: Text, section: Section, people: Sequence[PersonSpan]) -> Iterator[Dissent]:
    if section.kind not in _OPEN and section.kind not in _OWN:
        return
    found: list[Dissent] = []
    told = False
    for start, end in sentences(text, section.start, section.end):
        made = list(_sentence(text, section.kind, start, end, people))
        first = not text.clean[section.start : start].strip()
        if not made and first and section.kind == "reservation" and _is_list(text, people, start, end):
            made = [_made(text, "reservation", everyone(text, people, start, end), start, end)]
        verb = _RESERVES.search(text.clean, start, end) if section.kind == "reservation" else None
        if verb and not made:  # somebody in the list before the verb was not read as a name
            who = everyone(text, people, start, verb.start())
            made = [_made(text, "reservation", who, start, end)] if who else []
        told = told or verb is not None
        found.extend(made)
    if not found and not told and section.kind in {"reservation", "recusal"}:
        who = everyone(text, people, section.start, section.end)
        words = text.clean[section.start : section.end].strip()
        if who and len(words) < 400:
            found.append(_made(text, section.kind, who, section.start, section.end))
    yield from found


def _is_list(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> bool:
    """Tell whether the sentence consists of names, with what stands between them and in whose favour."""
    rest = text.clean[start:end]
    spans = within(people, start, end)
    for span in reversed(spans):
        rest = rest[: span.start - start] + rest[span.end - start :]
    return bool(spans) and _NAMES_ONLY.fullmatch(rest) is not None


def _sentence(
    text: Text, section: str, start: int, end: int, people: Sequence[PersonSpan]
) -> Iterator[Dissent]:
    words = text.clean[start:end]
    after = _RESERVES_AFTER.search(words)
    if after:
        who = everyone(text, people, start + after.end(), end)
        if who:
            yield _made(text, "reservation", who, start, end)
        return
    for kind, verb in _verbs(words, section):
        who = subject(text, people, start, start + verb) or _after_verb(text, people, start, end)
        joined = _BUT.search(words, 0, verb)
        if not who.people and joined:  # ``N (P) deltar inte men reserverar sig``
            who = subject_after(text, people, start, end)
        if who:
            yield _made(text, kind, who, start, end)
            if not joined:
                return
    speaker = subject_after(text, people, start, end) if section == "note" else None
    if speaker and _SAYS.match(text.clean, within(people, start, end)[len(speaker.people) - 1].end, end):
        yield _made(text, "note", speaker, start, end)
        return
    source = _FROM.match(words)
    if source and (section == "reservation" or words[source.end() - 1] == ":"):
        who = everyone(text, people, start + source.end(), end)
        if who:
            yield _made(text, "reservation", who, start, end)


def _after_verb(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> Who:
    """Return who stands after the verb, where something else begins the sentence."""
    found = (
        subject_after(text, people, verb.end(), end) for verb in _INVERTED.finditer(text.clean, start, end)
    )
    return next((who for who in found if who), Who((), (), start))


def _verbs(words: str, section: str) -> Iterator[tuple[str, int]]:
    """Yield each kind of dissent that the sentence tells, with where its verb stands."""
    if _RECUSAL.search(words):
        verb = _NO_PART.search(words) or _LEAVES.search(words)
        if verb:
            yield "recusal", min(verb.start(), (_LEAVES.search(words) or verb).start())
        return
    reserves = _RESERVES.search(words)
    if reserves:
        yield "reservation", reserves.start()
    away = _NO_PART.search(words)
    if away:
        yield "non-participation", away.start()
    notes = _NOTES.search(words)
    if notes and section in {"note", "proposals", "", "decision", "reservation", "matter", "vote"}:
        yield ("special opinion" if _SPECIAL.search(notes.group()) else "note"), notes.start()


def _made(text: Text, kind: str, who: Who, start: int, end: int) -> Dissent:
    words = " ".join(text.clean[start:end].split())
    favoured = in_favour_of(text, start, end) if kind == "reservation" else ()
    return Dissent(kind, who.people, who.parties, words, text.evidence(start, end), favoured)
