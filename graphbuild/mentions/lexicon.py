"""The words of ``data/organisations.toml``, read once, and the patterns that are built of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graphbuild.authority import organisations
from graphbuild.resources import resource

_SHORTEST = 3  # letters of a short form that is looked for
_LONG_WORD = 8  # letters of a word that names an organisation in any case


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The genre's words; see the data file for what each list holds."""

    heads: dict[str, str]
    capital_heads: tuple[str, ...]
    owned: tuple[str, ...]
    owned_bare: tuple[str, ...]
    placed: tuple[str, ...]
    placed_genitive: tuple[str, ...]
    located: tuple[str, ...]
    classes: tuple[str, ...]
    capital_classes: frozenset[str]
    appositions: tuple[str, ...]
    compound_adjectives: tuple[str, ...]
    head_adjectives: tuple[str, ...]
    bare_heads: tuple[str, ...]
    indefinite_adjectives: dict[str, str]
    fields: tuple[str, ...]
    not_after_for: frozenset[str]
    excluded: frozenset[str]
    excluded_suffixes: tuple[str, ...]
    leading: frozenset[str]
    owners: frozenset[str]
    districts: tuple[str, ...]
    first_parts: tuple[str, ...]
    any_case: tuple[str, ...]
    exact: tuple[str, ...]
    as_written: frozenset[str]
    same: dict[str, str]
    english: tuple[str, ...]
    abbreviations: tuple[str, ...]
    parties: tuple[str, ...]
    place_labels: tuple[str, ...]
    partner_labels: tuple[str, ...]
    owner_labels: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """Return the words of the data file.

    Raises:
        KeyError: where the data file lacks a list.
    """
    data = tomllib.loads(resource("data/organisations.toml").read_text(encoding="utf-8"))
    heads, adjectives, names = data["heads"], data["adjectives"], data["names"]
    return Lexicon(
        heads=heads["definite"],
        capital_heads=tuple(heads["capital"]),
        owned=tuple(heads["owned"]),
        owned_bare=tuple(heads["owned_bare"]),
        placed=tuple(heads["placed"]),
        placed_genitive=tuple(heads["placed_genitive"]),
        located=tuple(heads["located"]),
        classes=tuple(heads["classes"]),
        capital_classes=frozenset(heads["capital_classes"]),
        appositions=tuple(heads["appositions"]),
        compound_adjectives=tuple(adjectives["with_compound"]),
        head_adjectives=tuple(adjectives["with_head"]),
        bare_heads=tuple(adjectives["bare_heads"]),
        indefinite_adjectives=adjectives["indefinite"],
        fields=tuple(data["fields"]["words"]),
        not_after_for=frozenset(data["fields"]["not_after_for"]),
        excluded=frozenset(data["exclude"]["words"]),
        excluded_suffixes=tuple(data["exclude"]["suffixes"]),
        leading=frozenset(data["exclude"]["leading"]),
        owners=frozenset(data["exclude"]["owners"]),
        districts=tuple(data["districts"]["words"]),
        first_parts=tuple(data["regions"]["first_parts"]),
        any_case=tuple(names["any_case"]),
        exact=tuple(names["exact"]),
        as_written=frozenset(names["as_written"]),
        same=data["same"],
        english=tuple(data["english"]["heads"]),
        abbreviations=tuple(data["abbreviations"]["words"]),
        parties=tuple(data["parties"]["names"]),
        place_labels=tuple(data["places"]["labels"]),
        partner_labels=tuple(data["lists"]["partners"]),
        owner_labels=tuple(data["lists"]["owners"]),
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Names of organisations: those found in any case, and those found only as written."""

    any_case: tuple[str, ...]
    exact: tuple[str, ...]


@cache
def known_names() -> Names:
    """Return the names that the gazetteer looks for: those of the data file and of the authority data.

    Of the latter a name of several words or of eight letters is found in any case, unless it is a common
    phrase too; a shorter one, and a short form of three letters or more, only as written.
    """
    words = lexicon()
    any_case, exact = set(words.any_case), {*words.exact, *words.abbreviations}
    for one in organisations():
        exact.update(short for short in one.shorts if len(short) >= _SHORTEST)
        for name in one.names:
            free = (" " in name or len(name) >= _LONG_WORD) and name not in words.as_written
            (any_case if free else exact).add(name)
    return Names(tuple(sorted(any_case)), tuple(sorted(exact)))


@cache
def regions() -> tuple[str, ...]:
    """Return what stands after ``Region`` in the names of regions."""
    names = (name for one in organisations() if one.is_council for name in one.names)
    return tuple(sorted({n.removeprefix("Region ") for n in names if n.startswith("Region ")}))


def either(words: Iterable[str]) -> str:
    """Return a pattern for any one of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"
