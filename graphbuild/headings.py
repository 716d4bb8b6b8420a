"""Which lines are headings, and of what: the words are data in ``data/headings.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from graphbuild.resources import resource

# Longer lines are sentences, whatever words they hold.
MAX_HEADING = 110


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(resource("data/headings.toml").read_text(encoding="utf-8"))
    body = data["body"]["pattern"]
    return tuple(
        (kind, re.compile(rf"(?:{'|'.join(words).replace('{body}', body)})\s*:?", re.IGNORECASE))
        for kind, words in data["headings"].items()
    )


# What a heading never has: a full stop at its end, or the verbs and conjunction of a decision.
_SENTENCE = re.compile(
    r"(?<!\bdnr)(?<!\bexp)\.$|\b(?:att|föreslår|tillstyrker|avstyrker|remitterar|bifaller|avslår|godkänner"
    r"|antar|yrkar"
    r"|överlämnar|är|har|beslutar enligt|beslutar? efter)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def heading_kind(line: str) -> str | None:
    """Return the kind of part that the line heads (``decision``, ``proposals`` ...), None for no heading."""
    line = line.strip()
    if line == "s beslut":  # the body's name, set in another column, is lost
        return "decision"
    if not line or len(line) > MAX_HEADING or line[0].islower() or _SENTENCE.search(line):
        return None
    for kind, pattern in _patterns():
        if pattern.fullmatch(line):
            return kind
    return None


# A line that heads a page, where it has stayed in the text: the word for minutes, a page, a day.
PAGE_HEAD = re.compile(
    r"[^\n]{0,80}(?:\b(?:Protokoll|PROTOKOLL|SAMMANTRÄDESPROTOKOLL|Sida|Sidan|Sid|Blad)\b|(?:19"
    r"|20)\d\d-\d\d-\d\d"
    r"|\d \(\d{1,3}\))[^\n]{0,40}"
)
# A body's code before the sign: ``KF § 7``, ``Ks § 7``, ``Ksau § 7``; not a word of a sentence.
_BODY = (
    r"(?!(?:Se|Jfr|Enl|Ang|Och|Av|Med|Mot|Om|Vid|Samt|Till|Från|Obs|Kap|Lag|Enligt|Under|Även)\b)"
    r"(?P<body>[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{1,4})"
)
# Scanning takes 1 for l or I, and 0 for O.
_DIGITS = r"(?=[lIO]{0,2}\d)[\dlIO]{1,4}(?![A-ZÅÄÖa-zåäö]{2})"
SECTION_SIGN = re.compile(
    rf"(?:[-–−•]\s*|(?:Ärende\s+)?\d{{1,3}}[.:]\s+(?=§))?(?P<forts>Forts(?:\."
    rf"|ättning)?\s*)?(?:{_BODY}\s*)?(?P<again>Forts(?:\.|ättning)?\s*)?"
    rf"§+[\s\u00a0]*(?P<number>{_DIGITS})(?P<letter>[a-z])?\b(?:\s*[-–]\s*§?\s*(?P<last>\d{{1,4}})\b)?"
    r"(?P<year>/(?:19|20)?\d\d\b)?(?P<more>\s*,?\s*\(?[Ff]orts(?:\.|ättning)?\)?(?!\w))?",
)
# What may follow the number where the line heads an item: nothing, a label, a number, or a title.
_AFTER = re.compile(
    r"\s*$|\s*[.:\t]?\s*(?![,;)]|(?:och|samt|eller|st|andra|första|tredje|stycket|punkten|i|den|av|med"
    r"|kommunallagen|förvaltningslagen|\w*lagen)\b|(?:KF|KS|RF|RS)\b(?!\s*[-/:.]?\s*\d))\S",
)
_SCANNED = str.maketrans("lIO", "110")


def item_heading(line: str) -> re.Match[str] | None:
    """Return the match of an item's heading at the start of the line, None where ``§`` only refers.

    A reference goes on with a comma, a conjunction, a statute or another body's code
    (``§ 150, den 6 mars``, ``§10 KS``); a heading ends there, or goes on with a case number or title.
    """
    found = SECTION_SIGN.match(line.lstrip())
    if not found or not _AFTER.match(line.lstrip(), found.end()):
        return None
    return found


def first_number(found: re.Match[str]) -> int:
    """Return the number of a heading's § as a number, what scanning took for letters mended."""
    return int(found["number"].translate(_SCANNED))


def item_number(found: re.Match[str]) -> str:
    """Return the number of a heading's § as printed: with its letter, its run's end and its year."""
    last = f"-{found['last']}" if found["last"] else ""
    return f"{first_number(found)}{found['letter'] or ''}{last}{found['year'] or ''}"


def goes_on(found: re.Match[str]) -> bool:
    """Tell whether the heading says that an item goes on: ``Forts. § 7``, ``Ks § 7 (forts)``."""
    return bool(found["forts"] or found["again"] or found["more"])
