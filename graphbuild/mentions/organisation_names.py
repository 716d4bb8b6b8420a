"""Rules for proper names of organisations: municipalities, companies, associations, institutions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graphbuild.authority import organisation, organisations
from graphbuild.mentions.grammar import CAPITAL, END, LOWER, START, UPPER, found, genitive
from graphbuild.mentions.lexicon import either, lexicon
from graphbuild.mentions.lexicon import regions as regions_named
from graphbuild.mentions.mention import Mention, tidy
from graphbuild.mentions.organisation_bodies import like_field

_COMMUNE = re.compile(
    rf"{START}(?P<name>(?:(?:Upplands|Lilla|Östra|Västra|Norra|Södra) )?{CAPITAL}) (?:kommun|Kommun"
    rf"|KOMMUN)(?P<gen>s|S)?{END}"
)
_CITY = re.compile(rf"{START}(?P<name>{CAPITAL}) (?:stad|Stad|STAD)(?P<gen>s|S)?{END}")


def municipalities(text: str) -> Iterator[Mention]:
    """Yield ``Exempelbygds kommun`` and ``Exempelbygds stad``, in the nominative."""
    for pattern in (_COMMUNE, _CITY):
        for match in pattern.finditer(text):
            name = match["name"].split()[-1]
            if name.casefold() in lexicon().leading or not (pattern is _CITY or _inflected(name)):
                continue
            base = genitive(match)
            if base.isupper():
                *words, last = base.split()
                base = " ".join([*(word.capitalize() for word in words), last.lower()])
            yield found(base, match, "municipality")


def _inflected(name: str) -> bool:
    """Return whether a place's name can stand before ``kommun``: a genitive, or a place's ending."""
    return name[-1].casefold() in "sxzaeiouyåäöé" or name.casefold().endswith(_PLACE_ENDINGS)


# fmt: off
_PLACE_ENDINGS = (
    "köping", "borg", "stad", "holm", "berg", "vik", "hamn", "sund", "dal", "hult", "lund", "mark", "torp",
    "arp", "orust",
)
# fmt: on


@cache
def _region_pattern() -> re.Pattern[str]:
    names = either(regions_named())
    return re.compile(
        rf"{START}(?:[Rr]egion|REGION) (?:(?P<known>(?i:{names}))(?P<gen>(?i:s))?"
        rf"|(?P<other>(?:{either(lexicon().first_parts)} )?{CAPITAL}(?: [Ll]än)?)){END}"
        rf"|{START}(?:{CAPITAL}) läns landsting(?P<landsting>s)?{END}"
    )


def regions(text: str) -> Iterator[Mention]:
    """Yield ``Region Exempelbygden`` and ``Exempelbygds läns landsting``."""
    for match in _region_pattern().finditer(text):
        base = genitive(match)
        if match["landsting"]:
            base = base[:-1]
        if match["other"] and (
            match.group()[0] == "r"
            or match["other"].split()[0].casefold() in lexicon().leading
            or re.search(rf"{CAPITAL} $", text[max(0, match.start() - 30) : match.start()])
        ):
            continue
        if base.isupper():
            base = base.title().replace(" Län", " län")
        yield found(base, match, "region", 0.95 if match["known"] else 0.7)


@cache
def _class_pattern() -> re.Pattern[str]:
    words = lexicon()
    more = rf"(?!(?i:{either((*words.leading, *words.classes))})\b){CAPITAL}"
    name = (
        rf"{more}(?: {more}){{0,5}}(?: (?:i|för|och|&|mot|of) {more}(?: {more}){{0,5}})?(?: "
        rf"[{LOWER}]*(?:fond(?:en|er)?|museet|hemmet|institutet))?"
    )
    return re.compile(
        rf"{START}(?:(?P<kind>(?i:(?:ideella |ekonomiska )?(?:{either(words.classes)})"
        rf"|[^\W\d_]+(?:föreningen|stiftelsen|klubben|sällskapet)))"
        rf"|(?P<apposition>(?i:{either(words.appositions)}))) "
        rf"(?P<name>{name}(?: (?:mot|utan) [{LOWER}]+)?){END}"
    )


def named_after_class(text: str) -> Iterator[Mention]:
    """Yield ``Stiftelsen Exempel`` whole, and of ``organisationen Exempel mot rök`` the name."""
    for match in _class_pattern().finditer(text):
        name = match["name"]
        if match["kind"]:
            if match["kind"] in lexicon().capital_classes:
                continue
            end = match.end()
            if " och " in name and "stiftelse" not in match["kind"].casefold():
                end = match.start("name") + name.index(" och ")
            if company := re.search(r" AB\b", text[match.start() : end]):
                end = match.start() + company.end()
            end = _without_number(text, match.start(), _with_what_it_has(text, match, end))
            yield Mention(
                "organisation", tidy(text[match.start() : end]), match.start(), end, "class and name", 0.85
            )
        elif not re.search(r"\b(?:AB|kommun|stad)$", name):
            yield Mention("organisation", tidy(name), match.start("name"), match.end(), "apposition", 0.8)


@cache
def _place_genitives() -> frozenset[str]:
    return frozenset(f"{one.place}s" for one in organisations() if one.place and not one.place.endswith("s"))


_NOUN = re.compile(rf" [{LOWER}]{{5,40}}{END}")


def _with_what_it_has(text: str, match: re.Match[str], end: int) -> int:
    """Return where a foundation's name ends, with what is in its place: ``Stiftelsen Bodens sjukhem``."""
    if not match["kind"].casefold().endswith("stiftelsen") or match["name"] not in _place_genitives():
        return end
    noun = _NOUN.match(text, end)
    return noun.end() if noun and noun.group()[1:] not in lexicon().leading else end


_NUMBER = re.compile(r" [\w-]*\d{3}[\w-]*$")


def _without_number(text: str, start: int, end: int) -> int:
    """Return where a name ends whose last word is a case number: ``Stiftelsen Exempel XY150377``."""
    number = _NUMBER.search(text, start, end)
    return number.start() if number else end


@cache
def _placed_pattern() -> re.Pattern[str]:
    heads = either(lexicon().placed)
    return re.compile(
        rf"{START}(?P<name>{CAPITAL}(?: {CAPITAL})?(?: stads| läns| kommuns)?) (?P<head>(?i:{heads})"
        rf"|(?P<club>[{LOWER}]{{2,30}}(?:förening|klubb|samfällighet)))(?P<gen>s)?{END}"
    )


def placed(text: str) -> Iterator[Mention]:
    """Yield ``Exempelbygds museum``, ``Exempelbygds kommunalförbund``: a place and what it has."""
    for match in _placed_pattern().finditer(text):
        words = match["name"].split()
        if words[0].casefold() in lexicon().leading or words[-1].casefold() in lexicon().leading:
            continue
        base = f"{match['name']} {match['head']}"
        start = match.start()
        if match["club"] and match["head"] not in lexicon().placed and words[-1][-1] != "s":
            continue
        if match["head"] in lexicon().placed_genitive and words[-1][-1] not in "saeiouyåäö":
            continue
        yield Mention("organisation", tidy(base), start, match.end(), "placed", 0.85)


_ASSOCIATION = re.compile(
    rf"{START}(?P<name>{CAPITAL}s [{UPPER}][{LOWER}]{{1,30}}"
    rf"(?:förening|klubb|sällskap|stiftelse|församling|förbund|kår))(?P<gen>s)?{END}"
)


def associations(text: str) -> Iterator[Mention]:
    """Yield ``Exempelbygds Bygdeförening``: a place in the genitive and a capitalised compound."""
    for match in _ASSOCIATION.finditer(text):
        if match["name"].split()[0].casefold() not in lexicon().leading:
            yield found(genitive(match), match, "association of a place", 0.8)


_PLACE_WORD = rf"(?:(?:Upplands|Lilla|Östra) )?{CAPITAL}"
_SEVERAL_PLACES = rf"{_PLACE_WORD}(?:, {_PLACE_WORD}){{0,12}},? (?:och|samt) {_PLACE_WORD}"
_JOINT_BEFORE = re.compile(rf"{START}(?P<places>{_SEVERAL_PLACES}) kommuner(?:na)?s?{END}")
_JOINT_AFTER = re.compile(
    rf"(?<![\w-])(?<!\bi )(?P<what>[Kk]ommunerna|[Rr]egionerna) (?P<places>{_SEVERAL_PLACES}){END}"
)


def joint_councils(text: str) -> Iterator[Mention]:
    """Yield each council of ``Luleå och Piteå kommuner`` and of ``regionerna Skåne och Halland``.

    Only where the authority data has every one of them: not of ``Norrbottens och Västerbottens kommuner``,
    nor where they are places: ``i kommunerna Luleå och Piteå``.
    """
    for pattern in (_JOINT_BEFORE, _JOINT_AFTER):
        for match in pattern.finditer(text):
            region = match.groupdict().get("what", "").casefold() == "regionerna"
            places = list(re.finditer(_PLACE_WORD, match["places"]))
            named = [
                organisation(f"Region {place.group()}" if region else f"{place.group()} kommun")
                or (None if region else organisation(f"{place.group()}s kommun"))
                for place in places
            ]
            if not all(named):
                continue
            for place, one in zip(places, named, strict=True):
                if one is not None:
                    start = match.start("places") + place.start()
                    last = place is places[-1] and pattern is _JOINT_BEFORE
                    end = match.end() if last else match.start("places") + place.end()
                    yield Mention("organisation", one.label, start, end, "joint councils", 0.9)


_CAPITAL_WORDS = re.compile(
    rf"{START}(?P<name>{CAPITAL}(?: {CAPITAL}){{0,5}}) (?P<head>Stiftelser?|Förening|Förbund|Nätverk|Allians"
    rf"|Forum|Institut|Sällskap|Kommunförbund|Kommuner)(?P<gen>s)?{END}"
)


def capital_words(text: str) -> Iterator[Mention]:
    """Yield names whose last word is a capitalised class noun: ``Två Stiftelser``, ``Exempel Nätverk``."""
    for match in _CAPITAL_WORDS.finditer(text):
        if match["name"].split()[0].casefold() not in lexicon().leading:
            yield found(genitive(match), match, "capital words", 0.75)


_EUROPEAN = re.compile(
    rf"{START}(?P<first>Europeiska|Nordiska|Statens|Sveriges|Svenska|Riksförbundet|Nationellt|Nationella) "
    rf"(?P<rest>(?:[\wåäö+-]+ (?:och )?){{0,3}}?[\wåäö-]*(?:unionen|kommissionen|rådet|parlamentet"
    rf"|kommittén|fonden\+?|"
    rf"banken|byrån|myndigheten|centrumet|förbundet|sällskapet|samfundet|föreningen|institut|kulturråd|verk|"
    rf"akademien|ombudsmannen|revisionsrätten|domstolen|förbund|centrum))(?P<gen>s)?{END}"
)


def european(text: str) -> Iterator[Mention]:
    """Yield ``Europeiska`` (``Nordiska``, ``Svenska``, ``Statens``) with a body's head."""
    for match in _EUROPEAN.finditer(text):
        if not re.search(r"\b(?:den|det|som|är|har|ska|att|för|av|i)\b", match["rest"]):
            yield found(genitive(match), match, "european", 0.85)


@cache
def _english_pattern() -> re.Pattern[str]:
    heads = either(lexicon().english)
    words = rf"(?:{CAPITAL} ){{0,5}}"
    tail = rf"(?:(?: (?:of|for|on|in|and|the|&)){{1,3}} {CAPITAL}(?: (?!AB\b){CAPITAL}){{0,5}})"
    return re.compile(rf"{START}(?P<name>(?P<front>{words}){heads}(?P<tail>{tail}{{0,3}})){END}")


def english(text: str) -> Iterator[Mention]:
    """Yield bodies with an English name: ``Assembly of Example Regions``, ``Example Task Force on Ice``."""
    for match in _english_pattern().finditer(text):
        if match["front"] or match["tail"]:
            first = match["name"].split()[0].casefold()
            if first not in lexicon().leading:
                yield found(match["name"], match, "english", 0.8)


_CLUB = re.compile(
    rf"{START}{CAPITAL}(?: {CAPITAL}){{0,5}} (?:IF|IK|BK|GIF|FC|IS|GoIF|AIK|Idrottsförening|Idrottsklubb"
    rf")(?P<gen>:?s)?{END}"
)
_LOCAL = re.compile(
    rf"{START}(?:Högskolan|Konstmuseet|Museet|Landstinget|Länsmuseet|Länsstyrelsen) (?:i|på) "
    rf"(?:{CAPITAL} {CAPITAL} län|(?:(?:Norra|Södra|Östra|Västra) )?{CAPITAL}(?: län)?)(?P<gen>s)?{END}"
)
_CENTRAL = re.compile(
    rf"{START}(?:(?i:centrala|lokala|regionala|kommunala) samverkansgruppen|(?:Central|Regional|Lokal"
    rf"|Kommunal) (?:lednings|samverkans)grupp(?: [A-ZÅÄÖ]{{2,5}})?)(?P<gen>s)?{END}"
)
_DISTRICT = re.compile(rf"{START}(?i:[^\W\d_]+nämnd) [{UPPER}][{LOWER}]+(?P<gen>s)?{END}")
_SECTOR = re.compile(
    rf"{START}Sektor(?:n)? (?:för )?(?P<field>(?:(?:social|hållbar) )?[{LOWER}]{{3,}}(?:,? "
    rf"[{LOWER}]+(?= och))?(?: och [{LOWER}]+)?){END}"
)
_SCHOOL = re.compile(rf"{START}{CAPITAL} tekniska (?:universitet|högskola)(?P<gen>s)?{END}")
_MUSIC = re.compile(rf"{START}[{UPPER}][{LOWER}]+(?:smusiken|teatern|operan|musiken)(?P<gen>s)?{END}")
_NUMBERED = re.compile(
    rf"{START}(?:hälso- och )?[^\W\d_]+(?:utskott|nämnd|beredning) (?:nr )?\d{{1,2}}(?![\w-])", re.IGNORECASE
)
_UNIT = re.compile(
    rf"\b(?:[Ee]nhets|[Aa]vdelnings|[Dd]ivisions|[Ff]örvaltnings|[Vv]erksamhets|[Ss]ektions"
    rf"|[Oo]mråde[st]?s?|[Ss]ektors?)?[Cc]hef "
    rf"(?:för )?(?P<unit>[{UPPER}][{LOWER}]+(?:, [{LOWER}]+){{0,3}} och [{LOWER}]+)(?!\w|-\w)"
)
_ALLIANCE = re.compile(
    rf"{START}(?P<name>[Ss]amverkan för {CAPITAL}|[{UPPER}][{LOWER}]*(?:alliansen|koalitionen|samverkan"
    rf")|Framtid(?:en)? för {CAPITAL}) "
    rf"\((?:[{UPPER}]\w{{0,4}}(?:, | och |,)){{1,8}}[{UPPER}]\w{{0,4}}\)"
)
_ROLE = re.compile(
    r"(?<![\w/-])(?P<name>[A-ZÅÄÖ]{2,5}) som (?:huvudman|verksamhetsutövare|fastighetsägare|hyresgäst"
    r"|hyresvärd|"
    r"arbetsgivare|tillsynsmyndighet|beställare|utförare|ägare|arrangör|värd|medlem|remissinstans"
    r"|projektägare)"
)
_VISIT = re.compile(
    r"\b(?:studie|verksamhets|företags)?besök (?:på|hos|vid) "
    rf"(?P<name>{CAPITAL}(?: {CAPITAL}){{0,5}})(?!\w|-\w)"
)
_UNIT_OF = re.compile(
    r"(?:avdelningen|enheten|kontoret|förvaltningen|staben), (?P<name>[A-ZÅÄÖ]{2,5})(?= ?(?:[\n\t,.;]|$))"
)
_MINISTRY = re.compile(rf"{START}(?P<name>[{UPPER}][{LOWER}]*(?:- och [{LOWER}]+)?skolan)/")


def patterned(text: str) -> Iterator[Mention]:
    """Yield what a single pattern each can tell; each stands in ``_PATTERNS`` with its rule's name."""
    for rule, confidence, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if pattern is _SECTOR and not like_field(match["field"].split()[-1]):
                continue
            group = next((g for g in ("name", "unit") if g in pattern.groupindex), None)
            span = match.span(group) if group else match.span()
            base = match[group] if group else genitive(match)
            if pattern is _CLUB:
                base = _without_bodies(base)
                span = (span[0] + match.group().index(base), span[1])
            if base.split()[0].casefold() not in lexicon().leading:
                yield Mention("organisation", tidy(base), *span, rule, confidence)


def _without_bodies(name: str) -> str:
    """Return a club's name without the bodies that a lost line end put before it."""
    words = name.split()
    heads = tuple(lexicon().heads)
    while len(words) > 2 and words[0].casefold().endswith(heads):
        del words[0]
    return " ".join(words)


_INSTITUTE = re.compile(rf"{START}[{UPPER}][{LOWER}]+ska [Ii]nstitutet(?P<gen>s)?{END}")
_PATTERNS = (
    ("club", 0.8, _CLUB),
    ("in a place", 0.9, _LOCAL),
    ("body and district", 0.85, _DISTRICT),
    ("sector", 0.75, _SECTOR),
    ("central group", 0.85, _CENTRAL),
    ("university", 0.9, _SCHOOL),
    ("institute", 0.85, _INSTITUTE),
    ("culture", 0.8, _MUSIC),
    ("numbered body", 0.9, _NUMBERED),
    ("unit in a title", 0.7, _UNIT),
    ("alliance", 0.85, _ALLIANCE),
    ("abbreviation in a role", 0.7, _ROLE),
    ("visited", 0.7, _VISIT),
    ("unit of", 0.7, _UNIT_OF),
    ("school", 0.7, _MINISTRY),
)
