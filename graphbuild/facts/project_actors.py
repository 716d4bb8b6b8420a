"""Who owns a project, who takes part in it and who pays for it, by labelled lists and in sentences.

A sentence counts only where its words say who does what (``Projektägare är A``, ``Projektet drivs av A
i samverkan med B och C``, ``A är projektägare``): a name that merely stands near is nobody's part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from graphbuild.facts.actors import Span, entries, named, project_words, sentences
from graphbuild.mentions.lexicon import either, lexicon
from graphbuild.mentions.lists import entry, labelled
from graphbuild.mentions.money import find_amounts, money
from graphbuild.model import Funder, Stated
from graphbuild.text import Text

_NOT_OTHERWISE = r"(?: (?:även|också|dessutom|då|bland annat))*"
_IS = rf"(?:är|utgörs av|består av|blir|var|ska vara|kommer att vara){_NOT_OTHERWISE}"
_LIST = rf" ?(?:{_IS}|(?P<colon>:)) (?P<list>.+)"
_RUN = re.compile(
    r"\b[Pp]rojektet\b[^.\n]{0,90}?\b(?P<verb>ägs|ägdes|drivs|drevs|bedrivs|bedrevs|leds|leddes|genomförs"
    r"|genomfördes|samordnas|koordineras)(?: och \w+s)? av (?P<list>.+)",
    re.DOTALL,
)
_OWNING = frozenset({"ägs", "ägdes", "drivs", "drevs", "bedrivs", "bedrevs"})
_WITH = re.compile(
    r"(?:i (?:nära )?(?:samverkan|samarbete|partnerskap)|tillsammans) (?:med|mellan)\s+(?P<list>.+)",
    re.DOTALL,
)
_OF_PROJECT = re.compile(r"\b[Pp]rojektet\b[^.\n]{0,90}?\b\w+s(?: av)?\b", re.DOTALL)
_IS_OWNER = re.compile(
    r"(?P<name>[A-ZÅÄÖ][^.\n]{1,90}?) (?:är|blir|var|står som|ska vara|kommer att vara)(?: även)? "
    r"(?:projektägare|sökande|huvudman för projektet|ägare av projektet)\b"
)
_ARE_PARTNERS = re.compile(
    r"(?P<list>[A-ZÅÄÖ][^.\n]{1,240}?) (?:är|deltar som|medverkar som|ingår som|blir|var)(?: även| också)? "
    r"(?:projekt|samverkans|samarbets)?(?:partners?|partner|parter|part|medsökande)\b"
)
_IN_PROJECT = re.compile(
    rf"\bI projektet (?:deltar|deltog|medverkar|medverkade|ingår|samverkar){_NOT_OTHERWISE} (?P<list>.+)",
    re.DOTALL,
)
_FUNDED_BY = re.compile(
    rf"\b(?:med|del|sam)?finansieras{_NOT_OTHERWISE}(?: till \S+ procent)?(?: delvis)?"
    rf" av{_NOT_OTHERWISE} (?P<list>.+)",
    re.DOTALL,
)
_FUNDS = re.compile(
    r"(?P<name>[A-ZÅÄÖ][^.\n]{1,90}?) (?:(?:med|del|sam)?finansierar(?: (?:även|också))?"
    r"(?: projektet)?(?: med)?"
    r"|bidrar(?: till projektet)? med|går in med|skjuter till) (?P<rest>.+)",
    re.DOTALL,
)
_BEFORE_AMOUNT = re.compile(r"[\s(,:]*(?:\b(?:med|om|på|bidrar|högst|totalt|sammanlagt|vardera)\s*)*$")


@dataclass(frozen=True, slots=True)
class Actors:
    """Who owns the project, who takes part in it and who pays for it beside the decision's money."""

    owner: Stated | None
    partners: tuple[Stated, ...]
    funders: tuple[Funder, ...]


def actors(text: Text, start: int, end: int) -> Actors:
    """Return those whom the clean span states as the project's owner, partners and funders."""
    labels = project_words()["labels"]
    paying = set(labels["funders"])
    partner_labels = [label for label in lexicon().partner_labels if label not in paying]
    owners = [text.stated(*span) for span in labelled(text.clean, lexicon().owner_labels, start, end)]
    partners = [text.stated(*span) for span in labelled(text.clean, partner_labels, start, end)]
    funders = [_funder(text, *span) for span in labelled(text.clean, labels["funders"], start, end)]
    for first, last in sentences(text, start, end):
        told_owners, told_partners = _told(text, first, last)
        owners += told_owners
        partners += told_partners
        funders += _paying(text, first, last)
    owner = owners[0] if owners else None
    others = [one for one in _distinct(partners) if owner is None or one.text != owner.text]
    return Actors(owner, tuple(others), distinct_funders(funder for funder in funders if funder))


def _told(text: Text, first: int, last: int) -> tuple[list[Stated], list[Stated]]:
    """Return the owners and the partners that one sentence states."""
    owners: list[Stated] = []
    partners: list[Stated] = []
    if match := _labelling(_owner_is(), text, first, last):
        owners += named(text, *match.span("list"))
    if match := _labelling(_partners_are(), text, first, last):
        partners += named(text, *match.span("list"))
    if match := _RUN.search(text.clean, first, last):
        (owners if match["verb"] in _OWNING else partners).extend(named(text, *match.span("list")))
    if _OF_PROJECT.match(text.clean, first, last) and (match := _WITH.search(text.clean, first, last)):
        partners += named(text, *match.span("list"))
    if match := _IN_PROJECT.match(text.clean, first, last):
        partners += named(text, *match.span("list"))
    if (match := _IS_OWNER.match(text.clean, first, last)) and entry(match["name"]):
        owners.append(text.stated(*match.span("name")))
    if match := _ARE_PARTNERS.match(text.clean, first, last):
        partners += named(text, *match.span("list"))
    return owners[:1], owners[1:] + partners


def _labelling(pattern: re.Pattern[str], text: Text, first: int, last: int) -> re.Match[str] | None:
    """Return the match in the sentence, but for a label with a colon that begins a line: that is a list's."""
    match = pattern.search(text.clean, first, last)
    begins = match is not None and text.clean.rfind("\n", 0, match.start()) + 1 == match.start()
    return None if match is None or (match["colon"] and begins) else match


@cache
def _owner_is() -> re.Pattern[str]:
    labels = either(project_words()["labels"]["owner_in_prose"])
    return re.compile(
        rf"(?i:(?<!\w){labels}(?: (?:för|i|av|till) projektet)?) ?(?:{_IS}|(?P<colon>:)) (?P<list>.+)",
        re.DOTALL,
    )


@cache
def _partners_are() -> re.Pattern[str]:
    paying = set(project_words()["labels"]["funders"])
    labels = either(label for label in lexicon().partner_labels if label not in paying)
    return re.compile(rf"(?i:(?<!\w){labels}(?:na)?(?: i projektet)?){_LIST}", re.DOTALL)


@cache
def _funders_are() -> re.Pattern[str]:
    labels = either(project_words()["labels"]["funders"])
    return re.compile(
        rf"(?i:(?<!\w){labels}(?:na)?(?: (?:i|av|till) projektet)?) ?(?:{_IS}|(?P<colon>:)) (?P<list>.+)",
        re.DOTALL,
    )


def _paying(text: Text, first: int, last: int) -> Iterator[Funder | None]:
    """Yield those who pay for the project, by one sentence."""
    for match in (_labelling(_funders_are(), text, first, last), _FUNDED_BY.search(text.clean, first, last)):
        if match:
            for span in entries(text, *match.span("list"), tail=True):
                yield _funder(text, *span)
    match = _FUNDS.match(text.clean, first, last)
    if match and entry(match["name"]) and find_amounts(match["rest"][:60]):
        value, currency, begin, stop = find_amounts(match["rest"])[0]
        at = match.start("rest")
        yield Funder(text.stated(*match.span("name")), money(text, value, currency, at + begin, at + stop))


def _funder(text: Text, first: int, last: int) -> Funder | None:
    """Return who pays, and how much where the entry says it (``A (300 000 kr)``, ``A med 300 000 kr``)."""
    found = find_amounts(text.clean[first:last])
    stop = first + found[0][2] if found else last
    before = _BEFORE_AMOUNT.search(text.clean[first:stop])
    span: Span = (first, first + before.start() if before and found else stop)
    names = named(text, *span)
    if not names:
        return None
    if not found:
        return Funder(names[0], None)
    value, currency, begin, end = found[0]
    return Funder(names[0], money(text, value, currency, first + begin, first + end))


def distinct_funders(found: Iterable[Funder]) -> tuple[Funder, ...]:
    """Return each funder once, with its amount where any place states one."""
    kept: dict[str, Funder] = {}
    for funder in found:
        key = funder.name.text.casefold()
        if key not in kept or kept[key].amount is None:
            kept[key] = funder
    return tuple(kept.values())


def _distinct(found: Iterable[Stated]) -> list[Stated]:
    kept: dict[str, Stated] = {}
    for stated in found:
        kept.setdefault(stated.text.casefold(), stated)
    return list(kept.values())
