"""Names built of names: an owner and its organ, two committees in one, a body and its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from graphbuild.authority import organisations
from graphbuild.mentions.grammar import CAPITAL
from graphbuild.mentions.lexicon import either, lexicon
from graphbuild.mentions.mention import Mention, longest, tidy


def assemble(text: str, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the organisations of a text: of overlapping mentions the longest, neighbours joined."""
    mentions = longest([*found, *_owned_by_place(text)])
    mentions = longest([*mentions, *_owned(text, mentions)])
    mentions = longest(
        [*mentions, *_located(text, mentions), *_double(text, mentions), *_chapters(text, mentions)]
    )
    return longest([*mentions, *_delegations(text, mentions)])


def _genitive(text: str, mention: Mention) -> bool:
    return mention.end - mention.start > len(mention.text) and text[mention.end - 1] in "sS"


@cache
def _organ() -> re.Pattern[str]:
    """What an owner in the genitive can have: ``presidium``, ``arbetsutskott``, ``lokala kulturnämnd``."""
    words = lexicon()
    head, bare = either(words.owned), either(words.owned_bare)
    adjectives = either(words.indefinite_adjectives.values())
    return re.compile(
        rf" (?P<organ>(?P<adjective>{adjectives} )?(?:(?P<suspended>[^\W\d_]{{1,40}}- ?(?:och|samt) )?"
        rf"(?P<word>[^\W\d_][\w-]{{1,60}}?(?P<head>{head}))|(?P<bare>{bare}))"
        rf"(?: tillika [^\W\d_]+(?P<second>{head}))?)(?P<gen>s)?(?!\w|-\w)",
        re.IGNORECASE,
    )


def _names_organ(match: re.Match[str]) -> bool:
    """Return whether the words after an owner name an organ: ``arbetsutskott``, not ``kommunalråd``."""
    definite = {short: long for long, short in lexicon().heads.items()}
    word = (match["word"] or match["bare"] or "").casefold()
    if not match["word"] or match["suspended"]:
        return True
    head = match["head"].casefold()
    if word.endswith(("området", "område")):
        return False
    return word.removesuffix(head) + definite.get(head, head) not in lexicon().excluded


def _owned(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    joined = []
    for mention in mentions:
        match = _organ().match(text, mention.end) if _genitive(text, mention) else None
        if match and _names_organ(match):
            base = tidy(text[mention.start : mention.end] + " " + match["organ"])
            joined.append(Mention("organisation", base, mention.start, match.end(), "owned", 0.9))
    return joined


@cache
def _place_owner() -> re.Pattern[str]:
    owners = either(lexicon().owners)
    return re.compile(
        rf"(?<![\w-])(?P<owner>(?P<generic>(?i:{owners}))|(?:Region )?"
        rf"{CAPITAL}s(?: (?:[Ss]tads|kommuns|läns|norra"
        rf"|södra))?)(?= )"
    )


def _owned_by_place(text: str) -> list[Mention]:
    """Find ``Exempelstads kommunfullmäktige``; of ``nämndens arbetsutskott`` the organ, made definite."""
    joined = []
    for owner in _place_owner().finditer(text):
        match = _organ().match(text, owner.end())
        if not match or not _names_organ(match):
            continue
        start, end = owner.start(), match.end()
        if owner["generic"] or owner["owner"].casefold() in lexicon().leading:
            if match["bare"] or match["adjective"]:
                continue
            start = match.start("organ")
            base = _definite(match["organ"])
        else:
            base = tidy(text[start : match.end("organ")])
        joined.append(Mention("organisation", base, start, end, "owned by place", 0.85))
    return joined


def _definite(organ: str) -> str:
    """Return the definite form of each organ in the phrase: ``arbetsutskottet tillika lokalutskottet``."""
    long = {short: definite for definite, short in lexicon().heads.items()}
    words = []
    for word in organ.split(" "):
        head = next((h for h in sorted(long, key=len, reverse=True) if word.casefold().endswith(h)), None)
        words.append(word[: len(word) - len(head)] + long[head] if head else word)
    return " ".join(words)


_DISTRICT = re.compile(r"nämnd ([A-ZÅÄÖ][a-zåäöé]+?)(?=s?\b)")
_PLACE = re.compile(
    rf" (?:i |på )?(?P<place>{CAPITAL}(?: {CAPITAL})?)(?P<county> [Ll]än)?(?P<gen>s)?(?!\w|-\w)"
)


def _located(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Join a court, a county board or another body with the place that it serves."""
    joined = []
    districts = {*lexicon().districts, *_DISTRICT.findall(text)}
    for mention in mentions:
        name = mention.text.casefold()
        match = _PLACE.match(text, mention.end)
        if not match or _genitive(text, mention):
            continue
        if match["place"].split()[0].casefold() in lexicon().leading:
            continue
        preposition = match.group().startswith((" i ", " på "))
        board = name == "länsstyrelsen" and bool(preposition or match["county"])
        district = (
            name.endswith(("nämnden", "nämnd")) and match["place"].split()[0] in districts and not preposition
        )
        district = district or (name.endswith("samverkansnämnden") and not preposition)
        if board or district or (preposition and name.endswith(lexicon().located)):
            joined.append(_extended(text, mention, match, whole=board or preposition))
    return joined


@cache
def _associations() -> frozenset[str]:
    return frozenset(
        name for one in organisations() if one.kind == "förening" for name in (*one.names, *one.shorts)
    )


_CHAPTER = re.compile(rf" (?P<place>{CAPITAL})(?! {CAPITAL}|\w|-\w)")


def _chapters(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Join a national association with the place of its local one: ``LRF Solbygd``, not ``PRO Anna Ek``."""
    joined = []
    for mention in mentions:
        match = _CHAPTER.match(text, mention.end) if mention.text in _associations() else None
        if match and not _genitive(text, mention) and match["place"].casefold() not in lexicon().leading:
            base = tidy(text[mention.start : match.end()])
            joined.append(Mention("organisation", base, mention.start, match.end(), "chapter", 0.8))
    return joined


def _extended(text: str, mention: Mention, match: re.Match[str], whole: bool) -> Mention:
    """Return the mention with its place; of two capitalised words only the first unless a county follows."""
    place = match["place"]
    if " " in place and not match["county"] and place.split()[0] not in lexicon().first_parts:
        place = place.split()[0]
        end = match.start("place") + len(place)
    else:
        end = match.end()
    base = tidy(text[mention.start : end])
    if match["gen"] and end == match.end():
        base = base[:-1]
    return Mention("organisation", base, mention.start, end, "located" if whole else "district", 0.9)


def _double(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Join ``arbetsutskottet tillika lokalutskottet``."""
    joined = []
    for first, second in pairwise(mentions):
        if text[first.end : second.start] == " tillika ":
            base = tidy(text[first.start : second.start] + second.text)
            joined.append(Mention("organisation", base, first.start, second.end, "double", 0.9))
    return joined


def _delegations(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Join ``riksdagens delegation till Exempelrådet``."""
    joined = []
    for first, second in pairwise(mentions):
        between = text[first.end : second.start]
        if _genitive(text, first) and re.fullmatch(r" delegation (?:till|i|vid) (?:den |det )?", between):
            base = tidy(text[first.start : second.start] + second.text)
            joined.append(Mention("organisation", base, first.start, second.end, "delegation", 0.9))
    return joined
