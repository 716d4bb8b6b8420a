"""The grammar of provisions: ``4 kap. 6 § första stycket 2``, ``1–3 och 5 a §§``, ``2 kap. 1 och 3 §§``.

The forms are those of Svensk författningssamling and of the Government Offices' guide to writing
statutes (Gröna boken, Ds 2014:1), and their short forms (``11 kap 20 §``, ``1 st 2 p``). A list gives each
of its members; where a chapter or a stycke is divided among several, it is named on its own first, as
lagen.nu does. Every list is bounded, so that reading is linear in the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from graphbuild.law.model import Part, Place
from graphbuild.law.tokens import Tokens

_MOST = 40
_DASHES = frozenset("-–—")
_JOINS = frozenset({"och", "eller", "samt", "respektive", "resp"})
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            ("första", "förste"),
            ("andra", "andre"),
            ("tredje",),
            ("fjärde",),
            ("femte",),
            ("sjätte",),
            ("sjunde",),
            ("åttonde",),
            ("nionde",),
            ("tionde",),
            ("elfte",),
            ("tolfte",),
        ),
        start=1,
    )
    for word in words
}
_CHAPTER = frozenset({"kap", "kapitlet", "kapitlen", "kapitel"})
_PIECE = frozenset({"stycket", "styckena", "stycke", "st"})
_POINT = frozenset({"punkten", "punkterna", "punkt", "pkt", "p"})
_SENTENCE = frozenset({"meningen", "meningarna", "men"})
_MOMENT = frozenset({"mom", "moment", "momentet"})


class Item(NamedTuple):
    """A number in a list: its value without spaces, its span, whether a dash before it makes an interval."""

    value: str
    start: int
    end: int
    interval: bool


def joined(tokens: Tokens, at: int) -> tuple[int, bool]:
    """Return where a list goes on (``at`` where it does not), and whether a dash leads there."""
    here = at
    if tokens[here].text in _DASHES:
        here += 1
        return (here + 1 if tokens[here].text in _DASHES else here), True
    if tokens[here].text == ",":
        here += 1
    if tokens.lower(here) in _JOINS:
        here += 2 if tokens.lower(here) == "resp" and tokens[here + 1].text == "." else 1
    elif tokens.lower(here) == "t" and [tokens[here + n].text for n in (1, 2, 3)] == [".", "o", "."]:
        return here + 5, True
    return here, False


def number(tokens: Tokens, at: int, before: str = "") -> tuple[Item, int] | None:
    """Return the number at ``at``, ``5``, ``5 a`` or after that ``b``, and what follows it."""
    first = tokens[at]
    if first.kind == "word" and before[-1:].isalpha() and _letter(tokens, at):
        digits = before.rstrip("abcdefghijklmnopqrstuvwxyz")
        return Item(digits + first.text.lower(), first.start, first.end, False), at + 1
    if first.kind != "number" or len(first.text) > 4:
        return None
    if _letter(tokens, at + 1):
        letter = tokens[at + 1]
        return Item(first.text + letter.text.lower(), first.start, letter.end, False), at + 2
    return Item(first.text, first.start, first.end, False), at + 1


def _letter(tokens: Tokens, at: int) -> bool:
    """Return whether the token is a letter of a number; `i` is one only right before a §."""
    token = tokens[at]
    if token.kind != "word" or len(token.text) != 1 or not ("a" <= token.text <= "z"):
        return False
    return token.text != "i" or tokens[at + 1].kind == "mark"


def numbers(tokens: Tokens, at: int) -> tuple[list[Item], int]:
    """Return the list of numbers at ``at`` (empty where there is none) and what follows it."""
    found: list[Item] = []
    here, after = at, at
    interval = False
    while len(found) < _MOST:
        read = number(tokens, here, found[-1].value if found else "")
        if read is None:
            break
        item, after = read
        found.append(item._replace(interval=interval))
        here, interval = joined(tokens, after)
        if here == after:
            break
    return found, after


def ordinals(tokens: Tokens, at: int) -> tuple[list[Item], int]:
    """Return the list of ordinals at ``at``, written as words or figures, and what follows it."""
    found: list[Item] = []
    here, after = at, at
    interval = False
    while len(found) < _MOST:
        token = tokens[here]
        value = _ORDINALS.get(token.lower)
        if value is None and token.kind == "number" and len(token.text) <= 2:
            value = token.text
        if value is None:
            break
        found.append(Item(value, token.start, token.end, interval))
        after = here + 1
        here, interval = joined(tokens, after)
        if here == after:
            break
    return found, after


def _of(tokens: Tokens, at: int, words: frozenset[str]) -> int:
    """Return what follows one of the words with its full stop, or ``at`` where none stands there."""
    if tokens.lower(at) not in words:
        return at
    short = len(tokens[at].text) <= 3 and tokens[at + 1].text == "." and tokens.touches(at + 1)
    return at + 2 if short else at + 1


def _ranked(tokens: Tokens, at: int, words: frozenset[str]) -> tuple[list[Item], int]:
    """Return the ordinals that one of the words follows, the last spanning it, and what follows."""
    found, after = ordinals(tokens, at)
    end = _of(tokens, after, words) if found else after
    if end == after:
        return [], at
    return [*found[:-1], found[-1]._replace(end=tokens[end - 1].end)], end


def _pieces(tokens: Tokens, at: int) -> tuple[list[Item], int]:
    """Return the stycken at ``at``, ``första, tredje styckena``, ``1 st.``, ``st 2``, and what follows."""
    found, after = _ranked(tokens, at, _PIECE)
    if found:
        return found, after
    headed = _of(tokens, at, _PIECE)
    token = tokens[headed]
    if headed == at or token.kind != "number" or len(token.text) > 2:
        return [], at
    return [Item(token.text, tokens[at].start, token.end, False)], headed + 1


def points(tokens: Tokens, at: int) -> tuple[list[Item], int]:
    """Return the points at ``at``, ``2 p.``, ``punkterna 1, 3`` or bare ``2 eller 4``, and what follows."""
    found, after = _ranked(tokens, at, _POINT)
    if found:
        return found, after
    start = at + 1 if tokens.lower(at) == "anvisningarna" else at
    labelled = _of(tokens, start, _POINT)
    after = labelled
    here, interval = labelled, False
    while len(found) < _MOST:
        read = _point(tokens, here)
        if read is None:
            break
        item, after = read
        found.append(item._replace(interval=interval))
        here, interval = joined(tokens, after)
        if here == after:
            break
    if not found:
        return [], at
    if labelled > start:
        found[0] = found[0]._replace(start=tokens[at].start)
    return found, after


def _point(tokens: Tokens, at: int) -> tuple[Item, int] | None:
    """Return the bare point at ``at``, unless its number is that of something else."""
    token = tokens[at]
    if token.kind == "word":
        if len(token.text) == 1 and token.text in "abcdefghjklmn" and not tokens.touches(at + 1):
            return Item(token.text, token.start, token.end, False), at + 1
        return None
    listed, after = numbers(tokens, at)
    if not listed or len(token.text) > 2 or tokens[after].kind in ("mark", "number"):
        return None
    if tokens.lower(after) in _CHAPTER | _PIECE | _MOMENT | _POINT:
        return None
    item, after = number(tokens, at) or (listed[0], after)
    tight = tokens[after].text in (":", "/", "%") or (
        tokens[after].text in (".", ",") and tokens[after + 1].kind == "number" and tokens.touches(after + 1)
    )
    return None if tight else (item, after)


def _details(tokens: Tokens, at: int, part: Part) -> tuple[list[Part], int]:
    """Return the part of a §, divided by the moment, stycken, points and sentences that follow it."""
    moments, at = _ranked(tokens, at, _MOMENT)
    if moments:
        part = Part(part.start, moments[-1].end, replace(part.place, moment=moments[-1].value))
    found: list[Part] = []
    while len(found) < _MOST:
        after, between = at, False
        if found:
            after, _ = joined(tokens, at)
            between = after > at
        pieces, end = _pieces(tokens, after)
        if not pieces or (found and not between):
            break
        for piece in pieces:
            start = part.start if not found else piece.start
            found.append(Part(start, piece.end, replace(part.place, piece=piece.value)))
        last = found.pop()
        more, at = _divided(tokens, end, last)
        found += more
    return (found, at) if found else _divided(tokens, at, part)


def _divided(tokens: Tokens, at: int, part: Part) -> tuple[list[Part], int]:
    """Return the part divided by the points or sentences that follow it, and what follows them."""
    named, after = points(tokens, at)
    if named:
        parts = [Part(n.start, n.end, replace(part.place, point=n.value)) for n in named]
        if len(named) > 1 and named[1].interval and part.place.piece:
            parts.insert(0, part)
        else:
            parts[0] = replace(parts[0], start=part.start)
        if len(named) == 1 and not part.place.piece:
            pieces, end = _ranked(tokens, after, _PIECE)
            if len(pieces) == 1:
                place = replace(parts[0].place, piece=pieces[0].value)
                parts, after = [Part(part.start, pieces[0].end, place)], end
        sentences, end = _ranked(tokens, after, _SENTENCE)
        if sentences:
            place = replace(parts[-1].place, sentence=sentences[0].value)
            parts[-1], after = Part(parts[-1].start, sentences[-1].end, place), end
        return parts, after
    sentences, after = _ranked(tokens, at, _SENTENCE)
    if not sentences:
        return [part], at
    parts = [Part(s.start, s.end, replace(part.place, sentence=s.value)) for s in sentences]
    parts[0] = replace(parts[0], start=part.start)
    return parts, after


def _sections(tokens: Tokens, at: int, chapter: str | None) -> tuple[list[Part], int]:
    """Return the §§ at ``at``, ``5 §`` or ``§ 5``, and what follows."""
    if tokens[at].kind == "mark":
        listed, after = numbers(tokens, at + 1)
        start = tokens[at].start
        end = listed[-1].end if listed else start
    else:
        listed, mark = numbers(tokens, at)
        if not listed or tokens[mark].kind != "mark":
            return [], at
        after = mark + 2 if tokens[mark + 1].kind == "mark" else mark + 1
        start, end = listed[0].start, tokens[after - 1].end
    if not listed:
        return [], at
    parts = [Part(n.start, n.end, Place(chapter=chapter, paragraph=n.value)) for n in listed]
    parts[0] = replace(parts[0], start=start)
    last = replace(parts[-1], end=end)
    details, after = _details(tokens, after, last)
    return parts[:-1] + details, after


def starts(tokens: Tokens, at: int) -> bool:
    """Return whether the token can be the first of a provision: a number, or a chapter in words."""
    if tokens[at].kind == "number":
        return True
    if tokens.lower(at) in ("kap", "kapitel"):
        return tokens[_of(tokens, at, _CHAPTER)].kind == "number"
    return tokens.lower(at) in _ORDINALS and tokens.lower(at + 1) in ("kapitlet", "kapitel")


def _chapters(tokens: Tokens, at: int) -> tuple[list[Part], int]:
    """Return the chapters at ``at``, ``4 kap.``, ``fjärde kapitlet`` or ``kap. 4``, and what follows."""
    headed = _of(tokens, at, _CHAPTER)
    if headed > at:
        read = number(tokens, headed)
        if read is None:
            return [], at
        return [Part(tokens[at].start, read[0].end, Place(chapter=read[0].value))], read[1]
    listed, after = numbers(tokens, at)
    if not listed:
        listed, after = ordinals(tokens, at)
    end = _of(tokens, after, _CHAPTER) if listed else after
    if end == after:
        return [], at
    parts = [Part(n.start, n.end, Place(chapter=n.value)) for n in listed]
    parts[-1] = replace(parts[-1], end=tokens[end - 1].end)
    return parts, end


def _unit(tokens: Tokens, at: int, chapter: str | None) -> tuple[list[Part], int]:
    """Return a chapter with its §§, or the §§ of the chapter before, and what follows."""
    chapters, after = _chapters(tokens, at)
    if not chapters:
        return ([], at) if tokens[at].kind == "mark" else _sections(tokens, at, chapter)
    found, end = _sections(tokens, after, chapters[-1].place.chapter)
    if not found:
        return chapters, after
    if len(chapters) == 1 and len({p.place.paragraph for p in found}) == 1:
        return [replace(found[0], start=chapters[0].start), *found[1:]], end
    return chapters + found, end


def provisions(tokens: Tokens, at: int, marked: bool = False) -> tuple[list[Part], int]:
    """Return the provisions named from ``at`` on, in order, and the index of what follows them.

    With ``marked`` the first may be written with its § before the number (``§ 5``), which otherwise is
    the number of minutes' own item.
    """
    chapter = None
    if marked and tokens[at].kind == "mark":
        found, at = _sections(tokens, at, None)
    else:
        found, at = _unit(tokens, at, None)
    while found and len(found) < 5 * _MOST:
        chapter = found[-1].place.chapter
        after, _ = joined(tokens, at)
        more, end = _unit(tokens, after, chapter) if after > at else ([], at)
        if not more:
            break
        found, at = found + more, end
    return found, at


def brief(tokens: Tokens, at: int) -> tuple[list[Part], int]:
    """Return the provisions written ``4:6`` or ``2:15 st 2``, as after an abbreviation, and what follows."""
    found: list[Part] = []
    after, here = at, at
    while len(found) < _MOST:
        read = _colon(tokens, here)
        if read is None:
            break
        parts, after = _details(tokens, read[1], read[0])
        found += parts
        here, _ = joined(tokens, after)
        if here == after:
            break
    return found, after


def _colon(tokens: Tokens, at: int) -> tuple[Part, int] | None:
    chapter, colon = tokens[at], tokens[at + 1]
    if chapter.kind != "number" or len(chapter.text) > 2 or colon.text != ":" or not tokens.touches(at + 1):
        return None
    section = number(tokens, at + 2)
    if section is None or not tokens.touches(at + 2) or len(section[0].value) > 4:
        return None
    item, after = section
    return Part(chapter.start, item.end, Place(chapter=chapter.text, paragraph=item.value)), after
