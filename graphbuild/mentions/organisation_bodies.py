"""Rules for the bodies of councils and the state: a compound with a body's head, and what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graphbuild.mentions.grammar import END, LOWER, START, UPPER, found, genitive, opens
from graphbuild.mentions.lexicon import either, lexicon
from graphbuild.mentions.mention import Mention, tidy


@cache
def _body_pattern() -> re.Pattern[str]:
    words = lexicon()
    fields = either(words.fields)
    return re.compile(
        rf"{START}(?P<adjective>{either(words.compound_adjectives)} )?"
        rf"(?P<fields>{fields}(?:, {fields}){{0,4}}(?P<and> och | samt | & ))?"
        rf"(?P<suspended>[^\W\d_]{{1,40}}-(?:,? ?[^\W\d_]{{1,40}}-){{0,4}} ?(?:och|samt|&) ?)?"
        rf"(?P<word>[^\W\d_][\w’'-]{{0,60}}?(?P<head>{either(words.heads)}))(?P<gen>s)?{END}",
        re.IGNORECASE,
    )


def compounds(text: str) -> Iterator[Mention]:
    """Yield bodies and administrations named by a definite compound: ``barn- och skolnämndens``."""
    folded = text.casefold()
    for match in _body_pattern().finditer(text):
        glued = _glued(match, folded)
        if glued or not _names_body(match):
            if glued and glued < match.end("word"):
                base = text[glued : match.end("word")]
                yield Mention("organisation", tidy(base), glued, match.end(), "compound", 0.8)
            continue
        start, rule = match.start(), "body"
        nested = match["suspended"] and match["and"] == " samt "
        base = text[start : match.end("word")]
        if match["fields"] and not nested and not match["fields"][0].isupper():
            # `vatten och miljönämnden` in running text: two things, unless the text has the name
            # elsewhere with the hyphen that is lost here.
            hyphened = base.replace(" och ", "- och ", 1)
            if hyphened != base and hyphened.casefold() in folded:
                base = hyphened
            else:
                start = match.start("suspended") if match["suspended"] else match.start("word")
                base, rule = text[start : match.end("word")], "compound"
        yield Mention("organisation", tidy(base), start, match.end(), rule, 0.95)


_GLUED = ("tillsammansmed", "tillsammans", "till", "från", "samt", "med", "och", "att", "för", "av", "i")


def _glued(match: re.Match[str], folded: str) -> int:
    """Return where a body's name starts that a lost space joined to the word before; 0 where none did.

    For: ``tillklippkontoret`` where the text has ``klippkontoret`` too; ``mednämnden``, a bare head, which
    names nothing: then the end of the word. Against: ``avfallsnämnden``, ``ombudsnämnden``.
    """
    word = match["word"].casefold()
    for glue in _GLUED:
        rest = word.removeprefix(glue)
        if rest == word or match["suspended"]:
            continue
        if rest in lexicon().heads:
            return match.end("word") if len(glue) > 1 else 0
        if len(rest) > len(match["head"]) + 2 and re.search(
            rf"(?<![\w-]){re.escape(rest)}s?(?![\w-])", folded
        ):
            return match.end("word") - len(rest)
    return 0


def _names_body(match: re.Match[str]) -> bool:
    """Return whether a word that ends as a body's name does is one."""
    word = match["word"].casefold()
    if word == "fullmäktige" or "--" in word or word.endswith(lexicon().excluded_suffixes):
        return False
    return bool(match["suspended"]) or not (word == match["head"].casefold() or word in lexicon().excluded)


@cache
def _adjective_pattern() -> re.Pattern[str]:
    words = lexicon()
    adjectives, heads = either(words.head_adjectives), either(words.bare_heads)
    return re.compile(rf"{START}(?:{adjectives}|\w+politiska) {heads}(?P<gen>s)?{END}", re.IGNORECASE)


def adjective_bodies(text: str) -> Iterator[Mention]:
    """Yield bodies named by an adjective and a bare head: ``tekniska kontoret``, ``sociala utskottet``."""
    for match in _adjective_pattern().finditer(text):
        yield found(genitive(match), match, "adjective body")


_NOUN = r"[^\W\d_]\w+"
_FOR_HEADS = (
    "nämnden|nämnd|rådet|styrelsen|utskottet|beredningen|förvaltningen|avdelningen|enheten|kommittén|"
    "myndigheten|delegationen|institutet|generaldirektoratet|inspektionen|kansliet|ombudsmannen"
)
_FOR = re.compile(
    rf"{START}(?P<adjective>(?:kommunala|regionala|lokala|gemensamma|nationella|politiska) "
    rf")?(?P<head>{_FOR_HEADS}) för "
    r"(?P<quality>(?:social|sociala|teknisk|allmän|kommunal|hållbar|fysisk|beställd|regional|intern"
    r"|extern|digital) )?"
    rf"(?P<first>{_NOUN}-?)(?!\w|-\w)",
    re.IGNORECASE,
)
_MORE = re.compile(rf"(?P<join>,| och| samt| ?, (?:och|samt)) (?P<noun>{_NOUN}-?)(?!\w|-\w)")
_ALWAYS = {"myndigheten", "delegationen", "institutet", "generaldirektoratet", "inspektionen"}


def bodies_for(text: str) -> Iterator[Mention]:
    """Yield ``Nämnden för arbete och lärande``: a head and its field.

    A head in lower case is often no name (``till nämnden för beslut``): then the field must be one
    of the genre's, or a capital, a suspended hyphen or an adjective before the head must show it.
    """
    words = lexicon()
    for match in _FOR.finditer(text):
        head, first = match["head"].casefold(), match["first"].rstrip("-").casefold()
        if (
            first in words.not_after_for
            or _is_body(first)
            or (head == "styrelsen" and match["first"][0].isupper())
        ):
            continue
        end = _field_end(text, match)
        base_end = end - 1 if _genitive_field(text[match.end("head") : end]) else end
        known = bool(match["adjective"] or match["quality"] or end > match.end() or first in words.fields)
        alone = not opens(text, match.start()) or text[end : end + 1] in {"", "\n"}
        capital = match["first"][0].isupper() or (match["head"][0].isupper() and alone)
        if (known or capital or head in _ALWAYS) and text[end - 1] != "-":
            confidence = 0.9 if known or head in _ALWAYS else 0.7
            base = tidy(text[match.start() : base_end])
            yield Mention("organisation", base, match.start(), end, "body for", confidence)


def _genitive_field(field: str) -> bool:
    """Return whether the last word of a field is a field of work in the genitive: ``vård- och omsorgs``."""
    last = field.rsplit(maxsplit=1)[-1].casefold()
    return last.endswith("s") and last not in lexicon().fields and last.removesuffix("s") in lexicon().fields


def _field_end(text: str, match: re.Match[str]) -> int:
    """Return where the field of a body ends: ``vård-, skol- och omsorgsfrågor`` is one field."""
    end, suspended, nested = match.end(), match["first"].endswith("-"), False
    while more := _MORE.match(text, end):
        noun = more["noun"].casefold()
        if more["noun"][0].isupper() and match["first"][0].islower():
            break
        if _is_body(noun) or not (suspended or noun.endswith("-") or like_field(noun.removesuffix("s"))):
            break
        if nested and noun.removesuffix("s") not in lexicon().fields:
            break
        if more["join"] == "," and not noun.endswith("-") and not _MORE.match(text, more.end()):
            break
        end, suspended = more.end(), noun.endswith("-")
        if more["join"] != "," and not suspended and (nested or "samt" not in more["join"]):
            break
        # `för äldre samt vård och omsorg`: what follows `samt` can be two fields.
        nested = "samt" in more["join"] and not suspended
    return end


def _is_body(word: str) -> bool:
    """Return whether a word names a body or an owner of its own, and so no field."""
    heads = lexicon().heads
    return word.endswith((*heads, *(f"{head}s" for head in heads), "ens", "ets", "nas", "kommun"))


def like_field(word: str) -> bool:
    """Return whether a word is a field of work, or ends as they do."""
    fields = lexicon().fields
    endings = ("ning", "tion", "het", "skap", "frågor", "stöd", "service", "vård", "omsorg", "försörjning")
    return word in fields or word.endswith(endings) or word.endswith(tuple(f for f in fields if len(f) > 3))


@cache
def _capital_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{START}(?P<suspended>[{UPPER}][{LOWER}]{{0,40}}-(?:, [{LOWER}]{{1,40}}-){{0,4}} ?(?:och|samt) )?"
        rf"(?P<word>[\w-]{{0,60}}{either(lexicon().capital_heads)})(?P<gen>s)?{END}"
    )


def capital_bodies(text: str) -> Iterator[Mention]:
    """Yield compounds that name something only with a capital where no sentence opens, or on a line alone."""
    for match in _capital_pattern().finditer(text):
        word = match["word"]
        if word.casefold() in lexicon().excluded | frozenset(lexicon().capital_heads):
            continue
        if match["suspended"]:
            yield found(genitive(match), match, "capital body", 0.75)
            continue
        alone = text[match.end() : match.end() + 1] in {"", "\n"} and opens(text, match.start())
        if (match.group()[0].isupper() and not opens(text, match.start())) or (
            alone and match.group()[0].isupper()
        ):
            yield found(genitive(match), match, "capital body", 0.75)
