"""The rule for companies: the words that belong to a name around ``AB``, ``Aktiebolag``, ``HB`` or ``KB``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.mentions.grammar import CAPITAL, LOWER, opens
from graphbuild.mentions.lexicon import lexicon
from graphbuild.mentions.mention import Mention, tidy

_FORM = re.compile(
    r"(?<![\w-])(?P<form>AB|Aktiebolag|HB|KB|(?P<member>(?:ekonomisk|ideell) förening|ek\. ?för\.))"
    r"(?P<gen>:?s)?(?: \(publ\))?(?!\w|-\w)"
)
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
        after = None if match["gen"] or match["member"] else pattern.match(text, match.end())
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
            or not (
                _joins(word.group(), words, reach[: word.start()])
                or (word.group() == "i" and _of_a_place(text, words, start, end))
            )
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


_OWNER = re.compile(rf"(?<!\w)(?P<name>{CAPITAL}) $")


def _of_a_place(text: str, words: list[str], start: int, end: int) -> bool:
    """Return whether ``i`` stands inside a name: ``Tolkbolaget i Solbygd AB``, not ``Ordförande i Fyren AB``.

    A word that only opens a sentence has its capital for that: it must then fill the line with the name.
    """
    at = start - 2
    before = _OWNER.search(text[max(0, at - _REACH) : at])
    if len(words) != 1 or not before or before["name"].casefold() in lexicon().leading:
        return False
    opening = at - len(before.group())
    alone = not text[end : text.find("\n", end) if "\n" in text[end:] else len(text)][3:].strip()
    return alone or not opens(text, opening)


def _joins(word: str, words: list[str], before: str) -> bool:
    """Return whether the word can stand before those found: ``och`` only in ``Vatten- och Energi``."""
    if word == "och":
        return before.endswith("- ")
    if word.endswith("-"):
        return words[:1] == ["och"]
    if word in {"i", "län"}:
        return "län" in words if word == "i" else not words
    return word.casefold() not in lexicon().leading
