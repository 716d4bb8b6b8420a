"""Where a statute is named: ``lagen (2010:630)``, ``kommunallagen``, ``LSS``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graphbuild.law.documents import regulation, union
from graphbuild.law.model import Source, statute
from graphbuild.law.statutes import Memory, compound, compound_name, known, plain, register
from graphbuild.law.tokens import Tokens

Form = Literal["named", "short", "numbered", "same", "unknown", "act"]

_HEADS = frozenset(
    {
        *("lag", "lagen", "lagens", "lagarna", "balk", "balken", "kungörelse", "kungörelsen"),
        *("förordning", "förordningen", "förordningens", "förordningarna", "stadga", "stadgan"),
    }
)
_TITLE = frozenset({"om", "med", "angående", "mot", "till"})
_TITLE_WORDS = 30
_SAME = frozenset({"samma", "nämnda", "sistnämnda"})
_SAME_STATUTE = frozenset({"lag", "lagen", "balk", "förordning", "författning", "kungörelse"})
_SAME_ACT = frozenset({"förordning", "direktiv", "rättsakt"})
_UNION = (
    *("europaparlamentets", "rådets", "kommissionens", "direktiv", "direktivet", "beslut", "beslutet"),
    *("förordning", "förordningen"),
)
_SFS = re.compile(
    r"(?:SFS\s{0,2}:?\s{0,2}(?:nr\s{0,2})?)?(?P<number>(?:1[6-9]|20)\d\d:\s?(?:bih\.\s?)?\d{1,4}(?:\.\d)?"
    r"(?:\s(?:s\.\s?)?\d{1,4})?)(?![\w:/])"
)
_SHORT = re.compile(r"[A-ZÅÄÖ][a-zåäö]{0,3}[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,4}(?!\w)")
_LATE = re.compile(r"[,;]\s?([^\W\d_]{2,8})\s?(?=\))")
_CALLED = re.compile(
    r"\s?,\s{1,3}(?:nedan|här|hädanefter|förkortat|förkortad)?\s?(?:kallad\s|benämnd\s)?[\"”]?"
)


@dataclass(frozen=True, slots=True)
class Law:
    """A statute or act named in the text: its span, the token after it, what it is, how it is named."""

    start: int
    end: int
    after: int
    source: Source
    form: Form


def named(tokens: Tokens, at: int, memory: Memory, day: date | None, loose: Callable[[], bool]) -> Law | None:
    """Return the statute or act named at ``at``.

    ``loose`` tells whether to take every abbreviation that is known, as a § beside it makes sure; without
    it only those that mean nothing else.
    """
    word = tokens.lower(at)
    if tokens[at].kind == "word":
        if word in _SAME:
            return _same(tokens, at, memory)
        found = (
            _listed(tokens, at, memory, day)
            or (_numbered(tokens, at, memory) if word in _HEADS else None)
            or _short(tokens, at, memory, day, loose)
            or _compound(tokens, at, memory)
        )
        if found:
            return found
    return _other(tokens, at)


def _law(tokens: Tokens, at: int, after: int, source: Source, form: Form) -> Law:
    return Law(tokens[at].start, tokens[after - 1].end, after, source, form)


def _same(tokens: Tokens, at: int, memory: Memory) -> Law | None:
    word = tokens.lower(at + 1)
    recent = memory.recent
    if recent is None or word not in (_SAME_STATUTE if recent.kind == "statute" else _SAME_ACT):
        return None
    return _law(tokens, at, at + 2, recent, "same")


def bracketed(tokens: Tokens, at: int) -> tuple[str, str | None, int] | None:
    """Return the SFS number and the abbreviation of ``(SFS 2010:630, LSS)`` at ``at``, and what follows."""
    if tokens[at].text != "(":
        return None
    place = tokens[at + 1].start
    early = _SHORT.match(tokens.text, place, tokens.end)
    if early and early.group() != "SFS":
        place = early.end() + (2 if tokens.text[early.end() : early.end() + 2] in (", ", "; ") else 0)
    else:
        early = None
    match = _SFS.match(tokens.text, place, tokens.end)
    if match is None:
        return None
    late = _LATE.match(tokens.text, match.end(), tokens.end)
    end = tokens.after(late.end() if late else match.end(), at)
    if tokens[end].text != ")":
        return None
    short = early.group() if early else (late[1] if late else None)
    return _sfs(match["number"]), short, end + 1


def _sfs(number: str) -> str:
    """Return an SFS number in one form: ``2010: 630`` -> ``2010:630``, ``1736:0123 s.2`` -> ``… s. 2``."""
    year, _, serial = " ".join(number.split()).partition(":")
    return f"{year}:{re.sub(r's[.] ?', 's. ', serial.strip())}".replace("bih.", "bih. ").replace("  ", " ")


def _abbreviation(tokens: Tokens, at: int, source: Source, memory: Memory) -> int:
    """Return what follows ``(LSS)`` at ``at``, remembered for the source, or ``at`` where none stands."""
    if tokens[at].text != "(" or tokens[at + 2].text != ")":
        return at
    match = _SHORT.match(tokens.text, tokens[at + 1].start, tokens.end)
    if match is None or match.end() != tokens[at + 1].end or match.group() == "SFS":
        return at
    memory.short[match.group()] = source
    return at + 3


def _called(tokens: Tokens, at: int, source: Source, memory: Memory) -> None:
    """Remember the abbreviation that follows a comma: ``kommunallagen (2017:725), KL,``."""
    lead = _CALLED.match(tokens.text, tokens[at - 1].end, tokens.end)
    match = _SHORT.match(tokens.text, lead.end(), tokens.end) if lead else None
    if match and tokens.text[match.end() : match.end() + 1] in (",", ".", ")", ";"):
        memory.short.setdefault(match.group(), source)


def _listed(tokens: Tokens, at: int, memory: Memory, day: date | None) -> Law | None:
    """Return the statute of the data file named at ``at``, with the number that the text gives it, if any."""
    found = known(tokens, at)
    if found is None:
        return None
    entry, after = found
    name = compound_name(tokens, at, after)
    source = memory.names.get(name, entry.on(day))
    past = _abbreviation(tokens, after, source, memory)
    number = bracketed(tokens, past)
    if number is None:
        return _law(tokens, at, after, source, "act" if source.kind == "EU act" else "named")
    source = statute(number[0])
    return _remembered(tokens, at, number[2], name, number[1], source, memory)


def _remembered(
    tokens: Tokens, at: int, after: int, name: str, short: str | None, source: Source, memory: Memory
) -> Law:
    """Return a named statute with its number, and keep its name and abbreviation for what follows."""
    memory.names[name] = source
    if short:
        memory.short[short] = source
    _abbreviation(tokens, after, source, memory)
    _called(tokens, after, source, memory)
    return _law(tokens, at, after, source, "named")


def _numbered(tokens: Tokens, at: int, memory: Memory) -> Law | None:
    """Return the statute at ``at`` that is known by its number, before its title or after it."""
    number = bracketed(tokens, at + 1)
    if number is not None:
        source = statute(number[0])
        if number[1]:
            memory.short[number[1]] = source
        _titled(tokens, number[2], source, memory)
        return _law(tokens, at, number[2], source, "numbered")
    if tokens.lower(at + 1) not in _TITLE:
        return None
    for here in range(at + 2, at + _TITLE_WORDS):
        token = tokens[here]
        if token.text == "(":
            number = bracketed(tokens, here)
            if number is not None:
                name = compound_name(tokens, at, here)
                return _remembered(tokens, at, number[2], name, number[1], statute(number[0]), memory)
            if _SHORT.match(tokens.text, tokens[here + 1].start, tokens.end) is None:
                return None
        elif token.kind in ("stop", "mark") or token.text in ".;:" or token.lower in _HEADS:
            return None
    return None


def _titled(tokens: Tokens, at: int, source: Source, memory: Memory) -> None:
    """Remember the abbreviation that ends the title at ``at``: ``om stöd och service … (LSS)``."""
    if tokens.lower(at) not in _TITLE:
        _abbreviation(tokens, at, source, memory)
        _called(tokens, at, source, memory)
        return
    for here in range(at + 1, at + _TITLE_WORDS):
        token = tokens[here]
        if token.text == "(":
            _abbreviation(tokens, here, source, memory)
            return
        if token.kind in ("stop", "mark") or token.text in ".;:" or token.lower in _HEADS:
            return


def _compound(tokens: Tokens, at: int, memory: Memory) -> Law | None:
    """Return the statute that a compound names: with its number, as named before, or without a number."""
    words = register()
    after = compound(tokens, at)
    last = plain(tokens[after - 1].text)
    if tokens[after - 1].kind != "word":
        return None
    number = bracketed(tokens, _abbreviation(tokens, after, Source("statute"), Memory()))
    definite = compound_name(tokens, at, after)
    if number is not None and definite.endswith(words.compound_ends) and definite not in words.compound_ends:
        return _remembered(tokens, at, number[2], definite, number[1], statute(number[0]), memory)
    if definite in memory.names and last.endswith(words.compound_ends):
        return _law(tokens, at, after, memory.names[definite], "named")
    ends = (end for end in words.named_ends if last.endswith(end) and len(last) >= len(end) + 3)
    if any(ends) and not last.endswith(words.not_statutes):
        return _law(tokens, at, after, statute(None), "unknown")
    return None


def _short(
    tokens: Tokens, at: int, memory: Memory, day: date | None, loose: Callable[[], bool]
) -> Law | None:
    """Return the statute that an abbreviation stands for, as the text or else the data file has it."""
    word = tokens[at].text
    entry = register().short.get(word)
    source = memory.short.get(word) or (entry.on(day) if entry else None)
    if source is None or not (word in memory.short or word in register().alone or loose()):
        return None
    after = at + 1
    number = bracketed(tokens, after)
    if number is not None:
        memory.short[word] = source = statute(number[0])
        return _law(tokens, at, number[2], source, "named")
    if tokens[after].text == ":" and tokens.lower(after + 1) == "s" and tokens.touches(after + 1):
        after += 2
    return _law(tokens, at, after, source, "act" if source.kind == "EU act" else "short")


def _other(tokens: Tokens, at: int) -> Law | None:
    """Return the act of the Union, the authority's regulation or the bare ``SFS 2010:630`` at ``at``."""
    token = tokens[at]
    form: Form
    if token.text == "SFS":
        match = _SFS.match(tokens.text, token.start, tokens.end)
        if match:
            after = tokens.after(match.end(), at)
            return Law(token.start, match.end(), after, statute(_sfs(match["number"])), "numbered")
    if plain(token.text) in register().conventions:
        return _law(tokens, at, at + 1, Source("other", plain(token.text)), "act")
    if token.text in register().series:
        found, form = regulation(tokens.text, token.start), "short"
    elif _of_union(tokens, at):
        found, form = union(tokens.text, token.start), "act"
    else:
        return None
    if found is None:
        return None
    return Law(token.start, found.end, tokens.after(found.end, at), found.parts[0][0], form)


def _of_union(tokens: Tokens, at: int) -> bool:
    """Return whether an act of the Union can start at the token."""
    token = tokens[at]
    if token.kind == "number":
        return tokens[at + 1].text == "/" or (token.text[0] == "3" and tokens.touches(at + 1))
    if token.text == "(":
        return tokens[at + 1].text in ("EU", "EG", "EEG")
    return token.kind == "word" and token.lower.endswith(_UNION)
