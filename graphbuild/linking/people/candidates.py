"""Which pairs of units to ask the rules about: rapidfuzz compares names within small blocks.

A block holds the names that have one word (as it sounds, without marks) in common and another that
begins alike, so that the time is near-linear in names: nothing compares everybody with everybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.process import extract

from graphbuild.linking.people.rules import Pair
from graphbuild.linking.people.spelling import Relation, plain, relation, sounds, tokens
from graphbuild.linking.people.units import Unit, UnitKey, overlapping

ALIKE = 80
"""Likeness (0 to 100) below which two names of a block are not looked at: whether a rule then merges them
does not depend on it."""

Known = AbstractSet[frozenset[UnitKey]]


def candidate_pairs(names: Mapping[str, Sequence[Unit]], told_apart: Known = frozenset()) -> list[Pair]:
    """Return the pairs of units that may be one person, given the units of each folded name.

    ``told_apart`` are pairs of keys that an earlier build knew to be two people.
    """
    related = {
        (one, other): found
        for one, other in _likely(names)
        if (found := relation(names[one][0].name, names[other][0].name)) is not None
    }
    longer = _longer_forms(related, names)
    pairs: list[Pair] = []
    for folded in sorted(names):
        shared = overlapping(names[folded])
        pairs += [
            Pair(one, other, "same", True, shared, frozenset({one.key, other.key}) in told_apart)
            for one, other in combinations(names[folded], 2)
        ]
    for (short, long), found in sorted(related.items()):
        pairs += [
            Pair(
                one,
                other,
                found,
                len(longer.get(short, ())) <= 1,
                False,
                frozenset({one.key, other.key}) in told_apart,
            )
            for one in names[short]
            for other in names[long]
        ]
    return pairs


def _longer_forms(
    related: Mapping[tuple[str, str], Relation], names: Mapping[str, Sequence[Unit]]
) -> dict[str, set[tuple[str, ...]]]:
    """Return the longer names that each shorter one may stand for; those that sound alike count once."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for (short, long), kind in related.items():
        if kind in {"longer", "longer before", "initial"}:
            found.setdefault(short, set()).add(sounds(names[long][0].name))
    return found


def _likely(names: Mapping[str, Sequence[Unit]]) -> set[tuple[str, str]]:
    """Return pairs of folded names that are alike, the one of fewer letters first."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for folded, units in sorted(names.items()):
        for key in _block_keys(units[0].name):
            blocks.setdefault(key, []).append(folded)
    found: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) > 1:
            found |= _alike(block, names)
    return found


def _alike(block: Sequence[str], names: Mapping[str, Sequence[Unit]]) -> set[tuple[str, str]]:
    texts = [" ".join(_words_heard(names[folded][0].name)) for folded in block]
    found: set[tuple[str, str]] = set()
    for place, text in enumerate(texts):
        others = texts[place + 1 :]
        for _, _, later in extract(text, others, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None):
            found.add(_shorter_first(block[place], block[place + 1 + later]))
    return found


def _shorter_first(one: str, other: str) -> tuple[str, str]:
    """Return two names, the one of fewer words first; an initial counts as less than the name."""
    first, second = sorted((one, other), key=lambda name: (_words(name), len(name), name))
    return first, second


def _words(name: str) -> int:
    return sum(len(word) > 1 for word in tokens(name))


def _block_keys(name: str) -> set[tuple[str, str]]:
    """Return the blocks that a name belongs to."""
    words = _words_heard(name)
    pairs = list(combinations(sorted(set(words)), 2))
    return {
        *((one, other[:1]) for one, other in pairs),
        *((other, one[:1]) for one, other in pairs),
        ("", "".join(map(plain, tokens(name)))),
        ("", "".join(words)),
    }


def _words_heard(name: str) -> tuple[str, ...]:
    """Return the words of a name as they sound, with å, ä and ö as a and o: a print may have lost them."""
    return tuple(plain(word) for word in sounds(name))
