"""The rule for companies: the words that belong to a name around ``AB``, ``Aktiebolag``, ``HB`` or ``KB``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.mentions.grammar import CAPITAL, LOWER
from graphbuild.mentions.lexicon import lexicon
from graphbuild.mentions.mention import Mention, tidy

_FORM = re.compile(r"(?<![\w-])(?P<form>AB|Aktiebolag|HB|KB)(?P<gen>:?s)?(?: \(publ\))?(?!\w|-\w)")
# A word of a name before the form; `i` and `län` only as in `Länstrafiken i Exempels län AB`.
_TOKEN = re.compile(rf"{CAPITAL}|&|\d+|i|län|\w+-|och")
_AFTER = re.compile(rf" {CAPITAL}(?: i {CAPITAL})?")
_AFTER_FIRST = re.compile(rf" {CAPITAL}(?: {CAPITAL})?")
# `Solrosens förskolor AB`: one common noun may stand between the name and AB.
_COMMON = re.compile(rf"(?<![\w-])(?P<name>{CAPITAL}) [{LOWER}]{{4,30}} $")
_GENITIVE = re.compile(r"(?:en|an|et)s$")
# Firsts of names that go on after the form: `Fastighets AB Exempel`.
_FIRSTS = frozenset(
    {"Fastighets", "Förvaltnings", "Försäkrings", "Industri", "Bostads", "Stiftelse", "Handels"}
)
_MAX_WORDS = 7
_REACH = 60  # characters that are looked at before a word


def companies(text: str) -> Iterator[Mention]:
    """Yield ``Exempel Energi AB``, ``AB Exempel`` and ``Fastighets AB Exempel``."""
    for match in _FORM.finditer(text):
        start, words = _before(text, match.start())
        pattern = _AFTER_FIRST if words and words[-1] in _FIRSTS else _AFTER
        after = None if match["gen"] else pattern.match(text, match.end())
        if words and (words[-1] not in _FIRSTS or (len(words) > 1 and not after)):
            base = text[start : match.end("form")]
            yield Mention("organisation", tidy(base), start, match.end(), "company", 0.95)
        elif after:
            base, end = text[start : after.end()], after.end()
            if _GENITIVE.search(base) and re.match(r" [a-zåäö]", text[end : end + 2]):
                base = base[:-1]
            yield Mention("organisation", tidy(base), start, end, "company", 0.85)


def _before(text: str, end: int) -> tuple[int, list[str]]:
    """Return where the run of name words before ``end`` starts, and its words."""
    words: list[str] = []
    start = end
    while len(words) < _MAX_WORDS:
        reach = text[max(0, start - _REACH) : start]
        word = re.search(r"[^\s(”“\"']+(?= $)", reach)
        if (
            not word
            or not _TOKEN.fullmatch(word.group())
            or not _joins(word.group(), words, reach[: word.start()])
        ):
            break
        words.insert(0, word.group())
        start -= len(reach) - word.start()
    while words and not words[0][0].isupper():
        start += len(words.pop(0)) + 1
    common = None if words else _COMMON.search(text[max(0, end - _REACH) : end])
    if common and common["name"].casefold() not in lexicon().leading:
        return end - len(common.group()), common.group().split()
    return start, words


def _joins(word: str, words: list[str], before: str) -> bool:
    """Return whether the word can stand before those found: ``och`` only in ``Vatten- och Energi``."""
    if word == "och":
        return before.endswith("- ")
    if word.endswith("-"):
        return words[:1] == ["och"]
    if word in {"i", "län"}:
        return "län" in words if word == "i" else not words
    return word.casefold() not in lexicon().leading
