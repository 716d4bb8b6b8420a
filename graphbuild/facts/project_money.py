"""What a decision grants a project and refuses it, what was applied for and by whom, and from which fund."""

from __future__ import annotations

import re
from functools import cache

from graphbuild.facts.actors import Span, organisation, project_words, sentences
from graphbuild.facts.awards import REFUSAL, Award, award, one_amount
from graphbuild.mentions.lexicon import either
from graphbuild.mentions.lists import entry
from graphbuild.mentions.money import find_amounts, money
from graphbuild.model import Money, Stated
from graphbuild.text import Text

_VERB = re.compile(
    r"\b(?:medfinansiera|delfinansiera|finansiera|bevilja|tilldela|avsätta|avsätter|anslå|anslår|godkänna|lämna"
    r"|stödja|avslå)(?:r|s)?\b|\b(?:erhåller|får|ges)\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"projekt|förstudie", re.IGNORECASE)
_FUND = re.compile(
    r"\b(?:[Mm]ed(?:len|el)|[Ff]inansiering(?:en)?|[Bb]eloppet|[Bb]idraget|[Ss]tödet|[Kk]ostnad(?:en"
    r"|erna)|[Bb]eviljade medel|[Aa]nslaget|[Ss]umman)"
    r"(?: (?:ska|skall|för projektet))? (?:an(?:visas|slås)|tas|hämtas|finansieras|belastar|belasta"
    r"|belastas|sker|betalas|utbetalas|avsätts)"
    r"(?: (?:ur|från|inom|av|via|med|genom|på|över))? (?:ramen för )?(?:anslaget (?:för )?)?"
    r"(?P<fund>[^\n;]{3,120}?"
    r")(?=\.\s|\.?$|\.?\n|;)",
    re.MULTILINE,
)
_FUND_ANSLAG = re.compile(
    r"\bur (?:anslaget |(?=anslag ))(?:för )?(?P<fund>[^\n;.,]{3,100}?)"
    r"(?=\s+(?:för (?:projektet|genomförande|att|perioden|åren?)|till projektet|under|med högst)\b|[\n;.,]|$)"
)
_APPLIES = re.compile(
    r"\b(?:ansöker|ansökte|(?:har|hade) (?:an)?sökt|söker|begär|ansökan|begäran)\b[^.\n]{0,60}?"
    r"\b(?:om|på|med)\s+(?:totalt |sammanlagt |högst |ytterligare )?(?=[\dSEM€])"
    r"|\b(?:söker|sökte|(?:har|hade) (?:an)?sökt)\s+(?:totalt |sammanlagt )?(?=\d)"
)
_APPLICANT = re.compile(
    r"(?P<name>[A-ZÅÄÖ][^.\n]{1,90}?) (?:ansöker|ansökte|har ansökt|hade ansökt|har sökt|söker"
    r"|har inkommit med (?:en )?ansökan|har lämnat in (?:en )?ansökan)\b"
)


def refused_or_granted(text: Text, decisions: tuple[Span, ...], name: str, only: bool, whole: Span) -> Award:
    """Return what the decision says of the project: what it grants, to whom, or that it refuses.

    Of a sentence with several amounts it is the one that is said to be the sum, and none where no one is.
    With ``only``, a sentence on *the project* is on this one.
    """
    for start, end in decisions:
        for first, last in text.lines(start, end):
            line = text.clean[first:last]
            about = name.casefold() in line.casefold() or (only and _PROJECT.search(line))
            if not about or not _VERB.search(line):
                continue
            told = award(text, first, last, whole)
            if refused := REFUSAL.search(text.clean, first, last):
                words = text.stated(*refused.span())
                return told or Award(None, None, one_amount(text, first, last), words)
            if granted := one_amount(text, first, last):
                return Award(told.grantee if told else None, granted)
    return Award(None)


def refusal(text: Text, decisions: tuple[Span, ...], whole: Span) -> Award | None:
    """Return the first sentence of the decision that refuses an amount which somebody applied for."""
    for start, end in decisions:
        for first, last in sentences(text, start, end):
            told = award(text, first, last, whole)
            if told is not None and told.refused and told.applied:
                return told
    return None


def fund(text: Text, decisions: tuple[Span, ...]) -> Stated | None:
    """Return the appropriation or fund that the decision takes the money from, as it is written."""
    for start, end in decisions:
        for pattern in (_FUND, _FUND_ANSLAG):
            if match := pattern.search(text.clean, start, end):
                return text.stated(*match.span("fund"))
    return None


def applied(text: Text, start: int, end: int) -> Money | None:
    """Return the amount that the item says was applied for; none where it names different ones."""
    found: list[Money] = []
    for pattern in (_labelled_amount(), _APPLIES):
        for match in pattern.finditer(text.clean, start, end):
            stop = text.clean.find("\n", match.end(), end)
            amounts = find_amounts(text.clean[match.end() : end if stop < 0 else stop])
            if amounts and amounts[0][2] <= 1:
                value, currency, first, last = amounts[0]
                found.append(money(text, value, currency, match.end() + first, match.end() + last))
    distinct = {(one.value, one.currency) for one in found}
    return found[0] if len(distinct) == 1 else None


@cache
def _labelled_amount() -> re.Pattern[str]:
    labels = either(project_words()["labels"]["applied"])
    return re.compile(
        rf"(?i:(?<!\w){labels})(?: från [^.:\n]{{1,40}}?)?\s*(?::|är|om|uppgår till|var)?\s?(?=[\dSEM€])"
    )


def applicant(text: Text, start: int, end: int) -> Stated | None:
    """Return the first organisation that a sentence of the item says has applied for money."""
    for first, last in sentences(text, start, end):
        match = _APPLICANT.match(text.clean, first, last)
        if match and entry(match["name"]):
            found = organisation(text, *match.span("name"))
            if found is not None:
                return found
    return None


def applied_by(text: Text, name: str, start: int, end: int) -> Money | None:
    """Return the amount that a sentence of the item says the organisation of that name applied for."""
    for first, last in sentences(text, start, end):
        match = _APPLICANT.match(text.clean, first, last)
        if match and match["name"].casefold() == name.casefold():
            return applied(text, first, last)
    return None
