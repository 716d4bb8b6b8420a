"""Text made by the grammar in `grammar.toml`: sentences of the genre, and where names stand in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from graphbuild.resources import resource

Span = tuple[int, int, str]
"""Where a name stands, and its label."""

_SLOT = re.compile(r"\{(?P<name>[\w-]+)(?P<changes>(?::[a-z]+)*)\}")
_NUMBER = re.compile(r"(\d+)-(\d+)")
_HELD_OUT = 7
"""Every so manyeth sentence of a list is never learned from."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the names in it, in its order."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may stand for a word, what its label is, and the kinds of sentences."""

    words: Mapping[str, Sequence[str]]
    labels: Mapping[str, str]
    sentences: Mapping[str, Sequence[str]]

    def sentence(self, kind: str, random: Random, *, held_out: bool = False) -> Marked:
        """Return one sentence of a kind: one that may be learned from, or one that never is."""
        every = self.sentences[kind]
        chosen = [text for at, text in enumerate(every) if (at % _HELD_OUT == _HELD_OUT - 1) == held_out]
        return self.filled(random.choice(chosen), random)

    def filled(self, pattern: str, random: Random) -> Marked:
        """Return the pattern with each of its slots filled, names marked."""
        text, spans, at = "", list[Span](), 0
        for slot in _SLOT.finditer(pattern):
            text += pattern[at : slot.start()]
            part = self._slot(slot["name"], random)
            for change in slot["changes"].split(":")[1:]:
                part = _CHANGES[change](part)
            spans += [(start + len(text), end + len(text), label) for start, end, label in part.spans]
            text += part.text
            at = slot.end()
        return Marked(text + pattern[at:], tuple(spans))

    def _slot(self, name: str, random: Random) -> Marked:
        if number := _NUMBER.fullmatch(name):
            return Marked(str(random.randint(int(number[1]), int(number[2]))))
        found = self.filled(random.choice(self.words[name]), random)
        label = self.labels.get(name)
        return Marked(found.text, ((0, len(found.text), label),)) if label else found


@cache
def grammar() -> Grammar:
    """Return the grammar of the data file, with the given names that the rules know.

    Raises:
        KeyError: where the data file lacks a table.
    """
    data = _table(Path(__file__).with_name("grammar.toml"))
    lines = resource("data/given_names.txt").read_text(encoding="utf-8").splitlines()
    given = [name for line in lines if not line.startswith("#") for name in line.split()]
    lists = (
        *_table(resource("data/roles.toml"))["labels"].values(),
        *_table(resource("data/headings.toml"))["headings"].values(),
    )
    labels = list(dict.fromkeys(label for words in lists for label in _plain(words)))
    return Grammar({**data["words"], "given": given, "label": labels}, data["labels"], data["sentences"])


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _plain(patterns: Iterable[str]) -> list[str]:
    """Return the patterns that are only words."""
    return [pattern for pattern in patterns if re.fullmatch(r"[\w ]+", pattern)]


def _genitive(part: Marked) -> Marked:
    """Put the text in the genitive: unmarked after s, x and z; an AB's and an abbreviation's with a colon."""
    last = part.text.split()[-1]
    ending = "" if last[-1] in "sxzSXZ" else ":s" if last.isupper() and len(last) > 1 else "s"
    spans = [(a, b + len(ending) * (b == len(part.text)), label) for a, b, label in part.spans]
    return Marked(part.text + ending, tuple(spans))


def _upper(part: Marked) -> Marked:
    return _same_length(part, part.text.upper())


def _lower(part: Marked) -> Marked:
    return _same_length(part, part.text.lower())


def _capital(part: Marked) -> Marked:
    return _same_length(part, part.text[:1].upper() + part.text[1:])


def _same_length(part: Marked, text: str) -> Marked:
    return Marked(text, part.spans) if len(text) == len(part.text) else part


_CHANGES: Mapping[str, Callable[[Marked], Marked]] = {
    "gen": _genitive,
    "upper": _upper,
    "lower": _lower,
    "cap": _capital,
}
