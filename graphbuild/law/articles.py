"""The grammar of articles of the Union's acts: ``artikel 6.1 a``, ``artiklarna 6 och 9.2``."""

from __future__ import annotations

from graphbuild.law.model import Part, Place
from graphbuild.law.provisions import joined
from graphbuild.law.tokens import Tokens

_MOST = 40
HEADS = frozenset({"artikel", "artiklarna", "artiklar", "art"})


def articles(tokens: Tokens, at: int) -> tuple[list[Part], int]:
    """Return the articles named at ``at``, the first with its heading word, and what follows them."""
    if tokens.lower(at) not in HEADS:
        return [], at
    here = at + 2 if tokens[at + 1].text == "." else at + 1
    found: list[Part] = []
    after = at
    while len(found) < _MOST:
        read = _article(tokens, here)
        if read is None:
            break
        part, after = read
        found.append(part)
        here, _ = joined(tokens, after)
        if tokens.lower(here) in HEADS:
            here += 1
        if here == after:
            break
    if found:
        found[0] = Part(tokens[at].start, found[0].end, found[0].place)
    return found, after


def _article(tokens: Tokens, at: int) -> tuple[Part, int] | None:
    """Return one article, ``30``, ``30.2`` or ``30.2 c``, and what follows it."""
    first = tokens[at]
    if first.kind != "number" or len(first.text) > 3:
        return None
    value, end = first.text, at + 1
    if tokens[end].text == "." and tokens[end + 1].kind == "number" and tokens.touches(end + 1):
        value, end = f"{value}.{tokens[end + 1].text}", end + 2
    letter = tokens[end]
    point = None
    if letter.kind == "word" and len(letter.text) == 1 and letter.text in "abcdefgh":
        point, end = letter.text, end + 1
    return Part(first.start, tokens[end - 1].end, Place(article=value, point=point)), end
