"""The words of ``data/organisations.toml``, read once, and the patterns that are built of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graphbuild.resources import resource


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
    regions: tuple[str, ...]
    first_parts: tuple[str, ...]
    any_case: tuple[str, ...]
    exact: tuple[str, ...]
    same: dict[str, str]
    english: tuple[str, ...]
    abbreviations: tuple[str, ...]
    parties: tuple[str, ...]
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
        regions=tuple(data["regions"]["names"]),
        first_parts=tuple(data["regions"]["first_parts"]),
        any_case=tuple(names["any_case"]),
        exact=tuple(names["exact"]),
        same=data["same"],
        english=tuple(data["english"]["heads"]),
        abbreviations=tuple(data["abbreviations"]["words"]),
        parties=tuple(data["parties"]["names"]),
        partner_labels=tuple(data["lists"]["partners"]),
        owner_labels=tuple(data["lists"]["owners"]),
    )


def either(words: Iterable[str]) -> str:
    """Return a pattern for any one of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"
