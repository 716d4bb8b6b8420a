"""People as attendance lists print them: with a party before, after or in a column, with a title, or bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphbuild.authority import party_code
from graphbuild.facts.attendance.words import given_names, is_company, is_place_word, is_title_word, titles

_UP = "A-ZÀ-ÖØ-ÞŠŽĆČĐŁŚŻŞİ"
_LETTER = r"[^\W\d_]"
_WORD = rf"[{_UP}](?:(?:{_LETTER}|['’´`/-](?={_LETTER}))+|\.)?"
_PARTICLE = "(?:von|van|de|der|den|af|da|di|do|dos|du|la|le|el|al|bin|ben|ibn|zu|zur)"
_RUN = rf"(?<![\w-])(?<!\w/){_WORD}(?: (?:{_PARTICLE}[ -]){{0,2}}{_WORD})*(?!\w)"
# A party in brackets: a code of up to six letters, none, one that was left, or a name in full.
_CODE = (
    rf"(?:{_LETTER}{{1,6}}|-|–|—|(?:f\.? ?d\.?|tidigare|fd) ?{_LETTER}{{1,4}}|(?:(?i:oberoende|partilös"
    rf"|politisk vilde|politiskt obunden|utan partibeteckning|ej grupptillhörighet)"
    rf"|{_LETTER}+(?:partiet|demokraterna|moderaterna|liberalerna))[^()]{{0,25}}|opol\.?)"
)
_PERSON = re.compile(
    rf"(?P<run>{_RUN})(?:[ \t]?\n?[ \t]?\([ ]?(?P<party>{_CODE})[ ]?\)"
    rf"|[ ]?,[ ]?(?P<comma>{_CODE})(?=[ \t]*(?:[,;\n(]|\Z))|\t(?P<cell>{_CODE})(?=[ \t]*(?:[\t\n]|\Z))"
    rf"|,[ ](?P<said>[a-zåäö0-9:.]{{2,20}}(?:[ ][a-zåäö0-9:.]{{2,20}}){{0,3}})[ ]\((?P<late>{_CODE})\))?"
)
# "Ek, Anna (S)": a surname, a comma, a given name.
_TURNED = re.compile(
    rf"(?<![\w-])(?P<last>(?:{_PARTICLE}[ ])?{_WORD}(?:[ ]{_WORD})?), (?P<first>{_WORD}(?:[ ]{_WORD})?)"
    rf"[ ]?\((?P<party>{_CODE})\)"
)
# The same without a party, where it is all of a line or cell: "Ek, Anna", "von Ek, Anna §§ 5-9".
_TURNED_ALONE = re.compile(
    rf"^[ ]*(?P<last>(?:{_PARTICLE}[ ])?{_WORD}(?:[ ]{_WORD})?), (?P<first>{_WORD}(?:[ ]{_WORD})?)"
    r"(?=[ ]*(?:$|§|kl\b|,[ ]*(?:§|kl\b|ordf|\d:)))"
)
_SMALL = re.compile(r"(?<=[^\W\d_]), ?(?P<code>[a-zåäö]{1,4})(?=[ ]*(?:[,;\n\t]|$))", re.MULTILINE)
_SMALL_NEXT = re.compile(r",? ?(?P<code>[a-zåäö]{1,4})(?=[ ]*(?:[,;\n\t]|$))", re.MULTILINE)
_FEWEST_SMALL = 2
_OTHER_WORDS = frozenset({"opol", "opol."})
_NOT_PARTIES = frozenset(
    {
        "ordf",
        "ordför",
        "ledam",
        "ers",
        "tjg",
        "tj",
        "ej",
        "jäv",
        "vice",
        "kl",
        "sekr",
        "frånv",
        "närv",
        "adj",
        "del",
        "och",
        "s.k",
        "mas",
        "vd",
        "nej",
        "ja",
    }
)
_FIRST = re.compile(
    rf"(?:^|(?<=[\n\t,;] )|(?<=[\n\t])|(?<=\bför ))[ \t]*"
    rf"\(?(?P<party>{_LETTER}{{1,4}})\)?[ \t]+(?P<run>{_RUN})"
)


# What stands before a member of whom only the name is given, in a list with codes before the names.
_RELATED = re.compile(r"\b(?:för|ersätter|stället för)[ ]$")
_PARTY_NEXT = re.compile(rf"\s*\((?:{_LETTER}{{1,3}}|-)\)")


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a list: name and party as printed, offsets of the name, and where both end.

    ``lead`` is a title that stands capitalised before the name (``Ordförande Anna Berg``).
    """

    name: str
    party: str | None
    start: int
    stop: int
    end: int
    lead: str = ""


def people(text: str, offset: int = 0, *, party_first: bool = False) -> list[Person]:
    """Return the people in a stretch of a list; offsets are moved by ``offset``.

    With ``party_first`` codes stand before the names: ``S Håkan Berg``.
    """
    found = (_party_first(text) if party_first else []) or _with_party_after(text)
    return [
        replace(person, start=person.start + offset, stop=person.stop + offset, end=person.end + offset)
        for person in found
        if not re.match(r"vakant", person.name, re.IGNORECASE)
    ]


def small_codes(text: str) -> frozenset[str]:
    """Return the parties in small letters between commas in a list that has two known ones or more.

    ``Anna Ek, s, ordförande``, ``Bo Ask, grp``: local parties' codes among them.
    """
    found = [match["code"] for match in _SMALL.finditer(text) if match["code"] not in _NOT_PARTIES]
    if sum(party_code(code) is not None for code in found) < _FEWEST_SMALL:
        return frozenset()
    return frozenset(code for code in found if not is_title_word(code))


def small_code(text: str, end: int, codes: frozenset[str]) -> str | None:
    """Return the code that follows a name which ends at ``end``, None where none of ``codes`` does."""
    found = _SMALL_NEXT.match(text, end)
    return found["code"] if found and found["code"] in codes else None


def _known_code(code: str) -> bool:
    return party_code(code) is not None and code.upper() == code


def is_party_first(text: str) -> bool:
    """Tell whether each line of a list begins with a party's code and a name after it."""
    lines = [line for line in text.splitlines() if len(line.split()) >= 3]
    known = sum((m := _FIRST.match(line)) is not None and _known_code(m["party"]) for line in lines)
    if not lines or known < (len(lines) + 1) // 2:
        return False
    return all((m := _FIRST.match(line)) and _is_first(m, line) for line in lines)


def _is_first(match: re.Match[str], text: str) -> bool:
    code = match["party"]
    local = len(code) > 1 and code.isupper() and code.casefold() not in titles()
    return (
        (_known_code(code) or local)
        and len(match["run"].split()) >= 2
        and not _PARTY_NEXT.match(text, match.end())
    )


def _party_first(text: str) -> list[Person]:
    matches = [match for match in _FIRST.finditer(text) if _is_first(match, text)]
    firsts = [Person(m["run"], m["party"], m.start("run"), m.end("run"), m.end("run")) for m in matches]
    others = [
        person
        for person in _with_party_after(text)
        if not any(first.start < person.end and person.start < first.end for first in firsts)
        and (person.party or _RELATED.search(text, max(0, person.start - 16), person.start))
    ]
    return sorted(firsts + others, key=lambda person: person.start)


def _with_party_after(text: str) -> list[Person]:
    turned = [
        Person(f"{m['first']} {m['last']}", m["party"], m.start("last"), m.end("first"), m.end())
        for m in _TURNED.finditer(text)
        if _is_turned(m)
    ]
    alone = _TURNED_ALONE.match(text)
    if alone and _is_given_after(alone):
        name = f"{alone['first']} {alone['last']}"
        turned = [Person(name, None, alone.start("last"), alone.end("first"), alone.end())]
    plain = [
        person
        for person in _in_order(text)
        if not any(other.start < person.end and person.start < other.end for other in turned)
    ]
    return sorted([*plain, *turned], key=lambda person: person.start)


def _is_turned(match: re.Match[str]) -> bool:
    """Tell whether a name stands with the surname first: only what follows the comma is a given name."""
    return party_code(match["party"]) is not None and _is_given_after(match)


def _is_given_after(match: re.Match[str]) -> bool:
    last, first = match["last"].split(), match["first"].split()
    known = given_names()
    return all(
        part in known for part in (first[0].split("-") if first[0] not in known else first[:1])
    ) and not any(word in known or is_title_word(word) or is_place_word(word) for word in last)


def _in_order(text: str) -> Iterator[Person]:
    for match in _PERSON.finditer(text):
        party, end = _party_of(match)
        chunks = list(_split(match["run"], match.start("run"), party is not None))
        for number, (name, start, lead) in enumerate(chunks):
            last = number == len(chunks) - 1
            stop = start + len(name)
            bare, _, code = name.rpartition(" ")
            following = text[stop : match.end("run")].split()
            if party is None and last and following and _is_unknown_code(text, following, match.end("run")):
                # "Bo Ask SKP": a local party's code, where a title would stand after a comma.
                yield Person(name, following[0], start, stop, match.end("run"), lead)
                continue
            if party is None and " " in bare and _known_code(code):
                # "Anna Ek S": the party without brackets.
                yield Person(bare, code, start, start + len(bare), stop, lead)
                continue
            takes = last and party is not None and (stop == match.end("run"))
            yield Person(name, party if takes else None, start, stop, end if takes else stop, lead)


def _is_unknown_code(text: str, words: list[str], end: int) -> bool:
    """Tell whether what follows a name in its run is a local party's code, at the end of its cell."""
    code = words[0]
    alone = len(words) == 1 and 2 <= len(code) <= 5 and code.isupper()
    return (
        alone
        and code.casefold() not in titles()
        and not is_place_word(code)
        and re.match(r"\*?[ ]*(?:[\n\t,;§]|$)", text[end : end + 4]) is not None
    )


def _party_of(match: re.Match[str]) -> tuple[str | None, int]:
    """Return the party that the match states, and where it ends; codes with a comma must be known."""
    party = match["party"]
    if party and party.casefold().strip(".") not in _NOT_PARTIES:
        known = party_code(party) is not None
        plain = party.casefold() in _OTHER_WORDS
        if known or plain or party in "-–—" or party.upper() == party or len(party) <= 3 or len(party) > 6:
            return ("-" if party in "–—" else party), match.end()
    for group in ("comma", "cell"):
        if match[group] and _known_code(match[group]):
            return match[group], match.end()
    if match["late"] and _known_code(match["late"]) and is_title_word(match["said"].rsplit(maxsplit=1)[-1]):
        # What stands between name and party tells of the person: "Anna Ek, ordförande (S)".
        return match["late"], match.end("run")
    return None, match.end("run")


def _split(run: str, start: int, with_party: bool) -> Iterator[tuple[str, int, str]]:
    """Split a run of capitalised words into names: titles and places go, a given name begins a new one.

    Yields each name with its offset and the title before it.
    """
    tokens = [(m.group(), start + m.start()) for m in re.finditer(r"\S+", run)]
    lead: list[str] = []
    chunk: list[tuple[str, int]] = []
    chunks: list[tuple[list[tuple[str, int]], str]] = []

    def close() -> None:
        if len(chunk) >= 2:
            chunks.append((chunk.copy(), " ".join(lead)))
            lead.clear()
        chunk.clear()

    for number, (word, at) in enumerate(tokens):
        rest = len(tokens) - number
        if is_place_word(word):
            if is_company(word):
                chunk.clear()  # "Norrvidds Energi AB" is nobody
            close()
            lead.clear()
            continue
        if is_title_word(word) and not (word.isupper() and chunk and with_party):
            close()
            lead.append(word)
            continue
        if _begins_name(word, chunk, rest):
            close()
        chunk.append((word, at))
    close()
    for words, title in chunks:
        first, (last, last_at) = words[0][1], words[-1]
        yield run[first - start : last_at + len(last) - start], first, title


def _begins_name(word: str, chunk: list[tuple[str, int]], rest: int) -> bool:
    """Tell whether ``word`` begins a new name: a given name after a surname, with a surname to come."""
    if rest < 2 or len(chunk) < 2 or word not in given_names():
        return False
    return chunk[-1][0] not in given_names() and (chunk[0][0] in given_names() or len(chunk) >= 3)
