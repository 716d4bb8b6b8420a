"""The names and abbreviations of statutes: of ``data/statutes.toml``, and those that a text gives."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from graphbuild.law.model import Source, act, statute
from graphbuild.law.tokens import Tokens
from graphbuild.resources import resource

_GENITIVE = (
    "lagens",
    "balkens",
    "förordningens",
    "formens",
    "ordningens",
    "kungörelsens",
    "stadgans",
    "konventionens",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statute or act under its names: its source now, and the one before ``since``."""

    source: Source
    since: date | None = None
    earlier: Source | None = None
    undated: Source | None = None

    def on(self, day: date | None) -> Source:
        """Return what the name stands for on a day, or where no day is known."""
        if day is None:
            return self.undated or self.source
        return self.earlier if self.earlier and self.since and day < self.since else self.source


@dataclass(frozen=True, slots=True)
class Register:
    """The data file, made ready: names by their words, abbreviations, and the words of the other lists.

    ``names`` holds for each first word the names that start with it, the longest first, as tuples of
    words in lower case.
    """

    names: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    short: dict[str, Entry]
    alone: frozenset[str]
    conventions: frozenset[str]
    compound_ends: tuple[str, ...]
    named_ends: tuple[str, ...]
    not_statutes: tuple[str, ...]
    series: frozenset[str]
    ministries: frozenset[str]


@dataclass(slots=True)
class Memory:
    """What the text has told so far: its own names and abbreviations of statutes, and the last one named."""

    names: dict[str, Source] = field(default_factory=dict)
    short: dict[str, Source] = field(default_factory=dict)
    recent: Source | None = None
    statute: Source | None = None
    bill: Source | None = None


@cache
def register() -> Register:
    """Return the names of the data file.

    Raises:
        KeyError: where the file lacks a list or a statute lacks its number.
    """
    data = tomllib.loads(resource("data/statutes.toml").read_text(encoding="utf-8"))
    names: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    short: dict[str, Entry] = {}
    for row in [*data["statutes"], *data["acts"]]:
        entry = _entry(row)
        short |= dict.fromkeys(row.get("short", ()), entry)
        for name in row["names"]:
            words = split(name)
            names.setdefault(words[0], []).append((words, entry))
    ranked = {first: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))) for first, rows in names.items()}
    return Register(
        names=ranked,
        short=short,
        alone=frozenset(data["alone"]),
        conventions=frozenset(data["conventions"]),
        compound_ends=tuple(data["compound_ends"]),
        named_ends=tuple(data["named_ends"]),
        not_statutes=tuple(data["not_statutes"]),
        series=frozenset(data["series"]),
        ministries=frozenset(data["ministries"]),
    )


def split(name: str) -> tuple[str, ...]:
    """Return the tokens of a name, in lower case."""
    tokens = Tokens(name, 0, len(name))
    return tuple(tokens.lower(at) for at in range(len(tokens)))


def _entry(row: dict[str, str | date | None]) -> Entry:
    if "celex" in row:
        return Entry(act(str(row["celex"])))
    since, earlier, undated = row.get("since"), row.get("earlier"), row.get("undated")
    return Entry(
        statute(str(row["number"])),
        since if isinstance(since, date) else None,
        statute(str(earlier)) if earlier else None,
        statute(str(undated)) if undated else None,
    )


def plain(word: str) -> str:
    """Return a statute's name in lower case without its genitive: ``Kommunallagens`` -> ``kommunallagen``."""
    lower = word.lower()
    return lower[:-1] if lower.endswith(_GENITIVE) else lower


def known(tokens: Tokens, at: int) -> tuple[Entry, int] | None:
    """Return the listed statute whose name stands at ``at`` and what follows it, the longest name first."""
    for words, entry in register().names.get(plain(tokens[at].text), ()):
        end = at + len(words)
        same = all(tokens.lower(at + n) == word for n, word in enumerate(words[:-1]))
        if same and plain(tokens[end - 1].text) == words[-1]:
            return entry, end
    return None


def compound(tokens: Tokens, at: int) -> int:
    """Return what follows the word at ``at`` and its suspended parts: ``hälso- och sjukvårdslagen``."""
    here = at
    for _ in range(3):
        dash = here + 1
        if tokens[here].kind != "word" or tokens[dash].text != "-" or not tokens.touches(dash):
            break
        here = dash + 2 if tokens[dash + 1].text in (",", "och", "samt") else dash + 1
    return here + 1


def compound_name(tokens: Tokens, at: int, end: int) -> str:
    """Return the name of the tokens in its definite form, in lower case, single spaces, without genitive."""
    start, stop = tokens[at].start, tokens[end - 1].end
    name = plain(" ".join(tokens.text[start:stop].split()))
    for definite, indefinite in (("lagen", "lag"), ("balken", "balk"), ("förordningen", "förordning")):
        if name.endswith(indefinite):
            return name[: -len(indefinite)] + definite
    return name
