"""Officials, guests and holders of other offices in lists of those who attend: what stands beside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.facts.attendance.names import Person
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.terms import title
from graphbuild.facts.attendance.words import description, is_company, is_title_word
from graphbuild.facts.attendance.words import words as data

# How many before an official in a list of politicians must have a party.
_FEWEST_PARTISANS = 2
# An office that somebody holds elsewhere: "ordföranden i byggnadsnämnden".
_OFFICE_ELSEWHERE = re.compile(
    r"\b(?:[Oo]rdförande\w*|[Oo]rdf\.?|[Ll]edamot\w*) (?:i|för) "
    r"(?!hela\b|stället\b|delar\b|under\b)[a-zåäö]{5,}"
)


def holds_office_elsewhere(words: str) -> bool:
    """Tell whether the words beside a name are an office of another body: ``ordförande i revisionen``."""
    return _OFFICE_ELSEWHERE.search(words) is not None


def are_officials(
    clean: str, found: Sequence[Person], span: tuple[int, int], earlier: Sequence[Sighting]
) -> bool:
    """Tell whether a line of a list of politicians, all of whom have a party, is one of officials."""
    if any(person.party for person in found) or sum(s.party is not None for s in earlier) < _FEWEST_PARTISANS:
        return False
    before, after = clean[span[0] : found[0].start], clean[found[0].end : span[1]]
    return is_official(before) or is_official(after)


def is_guest(naming: str) -> bool:
    """Tell whether a company or an association, and no title, stands beside a name: ``Eva Ek, Elnät AB``."""
    tokens = naming.replace(",", " ").split()
    if any(word.casefold() in data()["titles"]["guests"] for word in tokens):
        return True
    return any(map(is_company, tokens)) and not any(
        is_title_word(word) and not is_company(word) for word in tokens
    )


def is_official(naming: str) -> bool:
    """Tell whether the words beside a name are the title of an official."""
    words = [word for word in (title(naming) or "").split() if is_title_word(word)]
    return bool(words) and not any(
        description(name).search(naming) for name in ("substitute", "serving", "member", "chair")
    )
