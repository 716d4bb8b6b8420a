"""Amounts of money as numbers: ``2 550 000 kr``, ``20 kronor och 51 öre``, ``3 miljoner euro``."""

from __future__ import annotations

import re
from decimal import Decimal

from graphbuild.mentions.mention import Mention
from graphbuild.model import Money
from graphbuild.text import Text

_SPACE = "[ \u00a0\u202f\u2009]"
_SCALES = {
    "tusen": 3,
    "tkr": 3,
    "ksek": 3,
    "tsek": 3,
    "kkr": 3,
    "miljon": 6,
    "miljoner": 6,
    "milj": 6,
    "milj.": 6,
    "mnkr": 6,
    "mkr": 6,
    "mkr.": 6,
    "msek": 6,
    "mn": 6,
    "miljard": 9,
    "miljarder": 9,
    "mdkr": 9,
    "mdr": 9,
    "mdr.": 9,
}  # powers of ten
# Short forms that hold their currency.
_WITH_CURRENCY = {"tkr", "kkr", "ksek", "tsek", "mnkr", "mkr", "msek", "mdkr"}
_CURRENCIES = {
    "kr": "SEK",
    "kr.": "SEK",
    "kronor": "SEK",
    "krona": "SEK",
    "sek": "SEK",
    ":-": "SEK",
    ":–": "SEK",
    ",-": "SEK",
    ",–": "SEK",
    "svenska kronor": "SEK",
    "norska kronor": "NOK",
    "nok": "NOK",
    "danska kronor": "DKK",
    "dkk": "DKK",
    "euro": "EUR",
    "eur": "EUR",
    "€": "EUR",
    "dollar": "USD",
    "usd": "USD",
    "pund": "GBP",
}
_WORDS: dict[str, int | Decimal] = {
    "en halv": Decimal("0.5"),
    "en och en halv": Decimal("1.5"),
    "en": 1,
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
    "femton": 15,
    "tjugo": 20,
    "trettio": 30,
    "fyrtio": 40,
    "femtio": 50,
    "hundra": 100,
}


def _alternatives(words: dict[str, object] | set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_NUMBER = (
    rf"\d{{1,3}}(?:(?:{_SPACE}\d{{3}}){{1,4}}|(?:\.\d{{3}}){{1,4}})(?:,\d{{1,3}})?|\d+(?:[,.]\d{{1,3}})?"
)
_LONG = _alternatives({word for word in _SCALES if word not in _WITH_CURRENCY})
# Where a line ends within an amount: before its unit, or after words that only a sum follows.
_GAP = rf"(?:{_SPACE}|\n(?=(?-i:[a-z])))"
_BROKEN = (
    r"(?:(?<=\bom )|(?<=\bpå )|(?<=\bmed )|(?<=\btill )|(?<=\bhögst )|(?<=\btotalt )|(?<=\bbeviljas ))"
    rf"\d{{1,3}}(?:{_SPACE}\d{{3}})*\n\d{{3}}(?:{_SPACE}\d{{3}})*"
)
# Not the end of a range (`100 000–250 500 kr`), of which neither end is a sum.
_START = r"(?<![\w,.:/§–-])(?<![–-]\d\s)(?<![–-]\d\d\s)(?<![–-]\d{3}\s)"
_SIGN = r"(?P<sign>[-−](?=\d)|minus )"
# `SEK 300 000`, not the year in a table's head (`Belopp i SEK 2024`).
_BEFORE = rf"(?P<before>[MTK]?SEK|EUR|NOK|DKK|USD|€){_SPACE}?(?!(?:19|20)\d\d(?!\d))"
_AMOUNT = re.compile(
    rf"(?:{_START}{_SIGN}?|(?<=[ (])–(?=\d)(?P<dash>))"
    rf"(?:(?:(?P<number>{_BROKEN}|(?!0\d){_NUMBER})"
    rf"|(?P<word>{_alternatives(set(_WORDS))})(?={_SPACE}milj))"
    rf"{_GAP}?(?:(?P<short>{_alternatives(_WITH_CURRENCY)})(?!\w)"
    rf"|(?:(?P<scale>{_LONG}){_GAP})?(?P<currency>{_alternatives(set(_CURRENCIES))})(?!\w))"
    rf"(?:{_SPACE}och{_SPACE}(?P<ore>\d{{1,2}}){_SPACE}öre)?"
    rf"|{_BEFORE}(?P<after>{_NUMBER})(?:{_SPACE}(?P<million>miljon(?:er)?))?(?!\d))",
    re.IGNORECASE,
)


# Value, currency (ISO 4217), start and end of an amount in a text.
Amount = tuple[Decimal, str, int, int]


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return each amount of the text: value, currency (ISO 4217), start and end."""
    return tuple(
        (_value(match), _currency(match), match.start(), match.end()) for match in _AMOUNT.finditer(text)
    )


_BARE = re.compile(rf"(?<![\w,.:/§–-])(?:{_NUMBER})[ \t]*$")


def find_bare_amount(line: str, unit: str) -> Amount | None:
    """Return the number that ends a table's row as an amount in ``unit`` (``kr``, ``tkr``), else None."""
    match = _BARE.search(line)
    found = find_amounts(f"{match.group().strip()} {unit}") if match else ()
    if not match or not found:
        return None
    value, currency, _, _ = found[0]
    return value, currency, match.start(), match.start() + len(match.group().rstrip())


def _currency(match: re.Match[str]) -> str:
    before = (match["before"] or "").casefold()
    return (
        "SEK" if before in _WITH_CURRENCY else _CURRENCIES[before or (match["currency"] or "kr").casefold()]
    )


def _value(match: re.Match[str]) -> Decimal:
    if match["word"]:
        value = Decimal(_WORDS[match["word"].casefold()])
    else:
        number = re.sub(rf"{_SPACE}|\n", "", match["number"] or match["after"])
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
            number = number.replace(".", "")
        value = Decimal(number.replace(",", "."))
    scale = match["short"] or match["scale"] or match["million"] or match["before"] or ""
    value *= 10 ** _SCALES.get(scale.casefold(), 0)
    if match["ore"]:
        value += Decimal(match["ore"]) / 100
    if match["sign"] or match["dash"] is not None:
        value = -value
    return Decimal(int(value)) if value == value.to_integral_value() else value


def amount_mentions(text: str) -> tuple[Mention, ...]:
    """Return the amounts of a text as mentions, their text on one line with plain spaces."""
    return tuple(
        Mention("amount", " ".join(text[start:end].split()), start, end, "amount", 0.95)
        for _, _, start, end in find_amounts(text)
    )


def money(text: Text, value: Decimal, currency: str, start: int, end: int) -> Money:
    """Return the amount that stands at the clean span, with its evidence."""
    return Money(value, currency, " ".join(text.clean[start:end].split()), text.evidence(start, end))


def amounts(text: Text, start: int, end: int) -> tuple[Money, ...]:
    """Return every amount of money in the clean span, in its order; a repeated one each time it stands."""
    return tuple(
        money(text, value, currency, start + first, start + last)
        for value, currency, first, last in find_amounts(text.clean[start:end])
    )
