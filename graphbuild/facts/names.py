"""Where people are named: by the party after the name, by what they are called, and by known names.

A run of capitalised words is read from the left: a name begins at a given name, after a title, or
at the first word that is no label, and ends at the next name, label or place. The lists are data
in ``data/names.toml`` and ``data/given_names.txt``.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.authority import party_code
from graphbuild.model import Named
from graphbuild.resources import resource
from graphbuild.text import Text

_CAPITAL = "A-ZÅÄÖÉÈÜÁÍÓÚÆØÇŠŽĆČŁÑĐİ"
_TOKEN = rf"(?:[{_CAPITAL}](?:[\w’'´`]*\w)(?:-\w+)*|[{_CAPITAL}]\.?)"
_PARTICLE = r"(?:von|af|de|der|van|la|el|al|bin|ben|zu|dos|da|di)"
_RUN = re.compile(rf"(?<![\w-]){_TOKEN}(?: (?:(?:{_PARTICLE}[ -]){{1,2}}(?=[{_CAPITAL}]))?{_TOKEN})*")
_WORD = re.compile(r"\S+")
_PARTY = re.compile(r"\s?\(\s?(?P<party>-|–|(?:f\.?\s?d\.?\s?)?[A-Za-zÅÄÖåäö]{1,10})\s?\)")
_COMMA_PARTY = re.compile(rf", (?P<party>[{_CAPITAL}]{{1,3}})(?=\s*(?:[,;.\n]|$|och\b|samt\b))")
_BEFORE = re.compile(r"(?P<word>[a-zåäöé]+) $")
_GENITIVE_NOUN = re.compile(
    r"\s(?:yrkande|förslag|motion|reservation|avsägelse|interpellation|fråga|uppdrag|mandat|plats|ställe"
    r"|skrivelse|"
    r"entledigande|förordnande|initiativ|ändrings|tilläggs|återremiss|och\b)",
)
_MAX_TOKENS = 4
# What somebody leaves: "På grund av jäv lämnade Eva Ek salen".
_LEFT = frozenset({"salen", "rummet"})


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """One place that names a person; clean offsets, ``end`` after the party where one is printed."""

    name: str
    party: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lists:
    before: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    not_people: tuple[str, ...]
    places: frozenset[str]
    offices: tuple[str, ...]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(resource("data/names.toml").read_text(encoding="utf-8"))
    lines = resource("data/given_names.txt").read_text(encoding="utf-8").splitlines()
    given = {name for line in lines if not line.startswith("#") for name in line.split()}
    before = {form for word in data["before"].split() for form in (word, word.upper())}
    return _Lists(
        frozenset(before),
        frozenset(data["titles"].split()),
        frozenset(given),
        tuple(data["not_people"].split()),
        frozenset(data["places"].split()),
        tuple(data["offices"].split()),
    )


def people(text: Text, end: int | None = None) -> tuple[PersonSpan, ...]:
    """Return every place before ``end`` that names a person, in the order of the text.

    Names with a party come first; they then tell the names that stand without one. What stands in
    appendices, a cell a line, is for those who know their columns: ``end`` is where they begin.
    """
    runs = list(_RUN.finditer(text.clean, 0, len(text.clean) if end is None else end))
    sure = [span for run in runs if (span := _with_party(text.clean, run))]
    known = frozenset(span.name for span in sure)
    firsts = Counter(name.split()[0] for name in known)
    given = _lists().given | frozenset(first for first in firsts if not _is_label(first))
    spans = list(sure)
    for run in runs:
        spans.extend(
            span for span in _without_party(text.clean, run, known, given) if not _overlaps(span, sure)
        )
    return tuple(sorted(spans, key=lambda span: span.start))


def within(spans: Sequence[PersonSpan], start: int, end: int) -> tuple[PersonSpan, ...]:
    """Return those of the sorted spans that lie in the clean span ``[start, end)``."""
    first, last = (bisect_left(spans, at, key=lambda span: span.start) for at in (start, end))
    return tuple(span for span in spans[first:last] if span.end <= end)


def named(text: Text, span: PersonSpan) -> Named:
    """Return the person named at the span, with its evidence."""
    return Named(span.name, span.party, text.evidence(span.start, span.end))


def is_party(code: str) -> bool:
    """Tell whether the words in brackets are certainly a party: a national code or name, or ``-``."""
    bare = re.sub(r"^f\.?\s?d\.?\s?", "", code.strip(), flags=re.IGNORECASE)
    return bare in {"-", "–"} or party_code(bare) is not None


def _is_label(token: str) -> bool:
    lists = _lists()
    return token in lists.before or token.rstrip(".") in lists.before or (token.isupper() and len(token) > 3)


def _with_party(clean: str, run: re.Match[str]) -> PersonSpan | None:
    """Return the last name of the run where a party follows it."""
    found = _PARTY.match(clean, run.end())
    if not found:
        found = _COMMA_PARTY.match(clean, run.end())
        if found and party_code(found["party"]) is None:
            found = None
    if not found:
        return None
    tokens = _tokens(run)
    start = _last_begin(tokens, _name_start(tokens))
    if len(tokens) - start < 2:
        return None
    party = found["party"].strip()
    if not is_party(party) and not _is_local_party(party, tokens[start][0]):
        return None
    name = " ".join(token for token, _ in tokens[start:])
    return PersonSpan(name, party, tokens[start][1], found.end())


def _is_local_party(code: str, first: str) -> bool:
    """Tell a local party's code from other words in brackets: capitals, after a given name and more."""
    return code[0].isupper() and len(code) <= 5 and _is_given(first, _lists().given)


def _is_given(token: str, given: frozenset[str]) -> bool:
    """Tell whether the word is a given name, or two with a hyphen between them."""
    return token in given or ("-" in token and all(part in given for part in token.split("-")))


def _tokens(run: re.Match[str]) -> list[tuple[str, int]]:
    """Return the words of the run with their offsets; a particle goes with the word after it."""
    words = [(found.group(), run.start() + found.start()) for found in _WORD.finditer(run.group())]
    tokens: list[tuple[str, int]] = []
    held: tuple[str, int] | None = None
    for word, at in words:
        if word[0].islower() and "-" not in word:
            held = (f"{held[0]} {word}", held[1]) if held else (word, at)
        else:
            tokens.append((f"{held[0]} {word}", held[1]) if held else (word, at))
            held = None
    return tokens


def _name_start(tokens: Sequence[tuple[str, int]]) -> int:
    """Return where the last name of the run begins: after the last label, or at its given name."""
    given = _lists().given
    labels = [
        i
        for i, (token, _) in enumerate(tokens[:-1])
        if _is_label(token) or (len(token.rstrip(".")) == 1 and i == 0)
    ]
    start = labels[-1] + 1 if labels else 0
    if len(tokens) - start > 2 and not _is_given(tokens[start][0], given):
        begins = [i for i in range(start, len(tokens) - 1) if _is_given(tokens[i][0], given)]
        start = begins[0] if begins else start
    if len(tokens) - start > _MAX_TOKENS:
        begins = [i for i in range(start, len(tokens) - 1) if _is_given(tokens[i][0], given)]
        start = begins[-1] if begins else len(tokens) - 2
    return start


def _last_begin(tokens: Sequence[tuple[str, int]], start: int) -> int:
    """Return where the last of several whole names begins: ``Eva Lind Bo Ek`` are two."""
    given = _lists().given
    for i in range(len(tokens) - 2, start + 1, -1):
        if (
            _is_given(tokens[i][0], given)
            and not _is_given(tokens[i - 1][0], given)
            and _is_given(tokens[start][0], given)
        ):
            return i
    return start


def _without_party(
    clean: str, run: re.Match[str], known: frozenset[str], given: frozenset[str]
) -> Iterator[PersonSpan]:
    """Yield the names in the run that no party follows."""
    tokens = _tokens(run)
    at = 0
    titled = _is_titled(clean, run.start())
    while at < len(tokens) - 1:
        size = _known_size(tokens, at, known)
        if not size and _is_label(tokens[at][0]):
            titled = tokens[at][0].casefold() in _lists().titles
            at += 1
            continue
        if not size and (_is_given(tokens[at][0], given) or (titled and at < len(tokens) - 1)):
            size = _new_size(clean, tokens, at, given)
        if size:
            yield _span(clean, tokens[at : at + size], known)
        titled = False
        at += size or 1


def _is_titled(clean: str, start: int) -> bool:
    found = _BEFORE.search(clean, max(0, start - 40), start)
    return bool(found and (found["word"] in _lists().titles or found["word"].endswith(_lists().offices)))


def _known_size(tokens: Sequence[tuple[str, int]], at: int, known: frozenset[str]) -> int:
    """Return how many words from ``at`` on are a name that the document gives with a party."""
    for size in range(min(_MAX_TOKENS + 1, len(tokens) - at), 1, -1):
        name = " ".join(token for token, _ in tokens[at : at + size])
        if name in known or (name.endswith("s") and name[:-1] in known):
            return size
    return 0


def _new_size(clean: str, tokens: Sequence[tuple[str, int]], at: int, given: frozenset[str]) -> int:
    """Return how many words the unknown name at ``at`` has, 0 where it is a place or a thing."""
    size = 1
    while at + size < len(tokens) and size < _MAX_TOKENS and not _is_label(tokens[at + size][0]):
        following = tokens[at + size][0]
        if size >= 2 and (_is_given(following, given) or following.isupper()):
            break
        size += 1
    last = tokens[at + size - 1][0]
    after = clean[tokens[at + size - 1][1] + len(last) :][:20].split()
    thing = after and after[0] not in _LEFT and _names_thing(after[0].strip(",.;:"))
    if size < 2 or last.isupper() or _names_thing(last) or thing:
        return 0
    return size


def _names_thing(word: str) -> bool:
    lists = _lists()
    bare = word.casefold().rstrip("s")
    return (
        bare in lists.places or word.casefold().endswith(lists.not_people) or bare.endswith(lists.not_people)
    )


def _span(clean: str, tokens: Sequence[tuple[str, int]], known: frozenset[str]) -> PersonSpan:
    """Return the person whose name the words are, in base form: the genitive's s taken off."""
    name = " ".join(token for token, _ in tokens)
    end = tokens[-1][1] + len(tokens[-1][0])
    if name not in known and name.endswith("s"):
        genitive = _GENITIVE_NOUN.match(clean, end) and not name.endswith(("us", "is", "ss", "as", "os"))
        if name[:-1] in known or genitive:
            name = name[:-1]
    return PersonSpan(name, None, tokens[0][1], end)


def _overlaps(span: PersonSpan, sure: Sequence[PersonSpan]) -> bool:
    """Tell whether the span lies in one that names a person with a party."""
    at = bisect_left(sure, span.end, key=lambda other: other.start)
    return any(other.start < span.end and span.start < other.end for other in sure[max(0, at - 2) : at + 1])


def distinct(spans: Iterable[PersonSpan]) -> dict[tuple[str, str | None], list[PersonSpan]]:
    """Return the places by name and party as printed."""
    found: dict[tuple[str, str | None], list[PersonSpan]] = {}
    for span in spans:
        found.setdefault((span.name, span.party), []).append(span)
    return found
