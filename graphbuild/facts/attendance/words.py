"""The words of attendance lists, from ``data/roles.toml``: labels, titles, relations and descriptions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphbuild.resources import resource

# Kinds of label that stand in a signature block; after the first of these a title is a label.
SIGNING = frozenset({"adjusters", "paragraphs", "signatures"})
# Kinds of label over a list of people.
LISTS = frozenset(
    {
        "members",
        "serving",
        "substitutes",
        "present",
        "others",
        "remote",
        "officials",
        "presenters",
        "absent",
        "adjusters",
        "chair",
        "vice_chair",
        "secretary",
        "signatures",
        "attested",
    }
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the clean text: its kind, and where it and the contents after it begin."""

    kind: str
    start: int
    end: int


@cache
def words() -> dict[str, Any]:
    """Return ``data/roles.toml`` as read."""
    return tomllib.loads(resource("data/roles.toml").read_text(encoding="utf-8"))


@cache
def given_names() -> frozenset[str]:
    """Return the given names of ``data/given_names.txt``."""
    lines = resource("data/given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


# Letters that a scan takes for each other: all are read as the first of them.
_ALIKE = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o"})


def _read(label: str) -> str:
    """Return a label for comparison: without case, single blanks, letters alike to a scan as one."""
    return " ".join(label.casefold().split()).translate(_ALIKE)


@cache
def _kinds() -> dict[str, str]:
    return {_read(label): kind for kind, labels in words()["labels"].items() for label in labels}


def kind_of(line: str) -> str | None:
    """Return the kind of the label that a line or cell is, None where it is anything else."""
    return _kinds().get(_read(line.strip(" \t:")))


def _any_of(labels: list[str]) -> str:
    ordered = sorted(set(labels), key=lambda label: (-len(label), label))
    spelled = (re.escape(label).replace(r"\ ", r"[ \n]+") for label in ordered)
    return "|".join(re.sub("[li]", "[liI1]", label).replace("o", "[o0]") for label in spelled)


@cache
def _at_start() -> re.Pattern[str]:
    # The label ends its line or cell, has a colon, or goes on with a name or a number.
    return re.compile(
        rf"(?:^|(?<=[\n\t]))[ \t]*(?P<label>(?i:{_any_of(list(_kinds()))}))(?![\w/])"
        r"(?P<colon>[ \t]*:)?(?=(?<=:)[ \t]*\S|[ \t]*(?:\n|\Z)"
        r"|[ \t]*[^\Wa-zà-öø-ÿ_]|[ \t]*[§*(.…_-]|[ \t]*kl(?:ockan)?\b"
        r"|[ \t]*(?:(?:mån|tis|ons|tors|fre|lör|sön)dag|den \d))"
    )


@cache
def _paragraphs_glued() -> re.Pattern[str]:
    return re.compile(r"(?P<label>Paragraf(?:er)?)(?P<colon>:)?(?=\d)")


@cache
def _inside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def pattern(labels: list[str]) -> re.Pattern[str]:
        forms = [form for label in labels for form in (label[0].upper() + label[1:], label.upper())]
        return re.compile(
            rf"(?<=[\w).:…*/] )(?P<label>{_any_of(forms)})(?![\w/])(?P<colon>[ \t]*:)?(?=\s*\Z"
            rf"|\s+[^\Wa-zà-öø-ÿ_]|\s*[§*\n:.…_/])"
        )

    inline = words()["inline"]
    lists = [label for label, kind in _kinds().items() if kind in LISTS and " " in label]
    return pattern([*inline["words"], *lists]), pattern(inline["signing"])


@cache
def _with_colon() -> re.Pattern[str]:
    # Inside a line a colon makes any label sure: "… 15.30 Plats: Storsalen".
    forms = [form for label in _kinds() for form in (label[0].upper() + label[1:], label.upper())]
    return re.compile(rf"(?<=[\w).…*] )(?P<label>{_any_of(forms)})(?P<colon>[ \t]*:)(?=[ \t]+\S)")


_NOTHING = " \t\n:.…_"
# "L-P": a double given name as initials.
_INITIALS = re.compile(r"[^\W\d_]-[^\W\d_]")
_NAME_LINE = re.compile(
    r"[ \t:.…_]*\n+[ \t]*[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:[a-z]{2,3} )?[A-ZÀ-ÖØ-Þ][\w'’-]+){1,3}(?=[ \t]*(?:\n"
    r"|\Z|[(,]))"
)
_NAME_OVER_TITLE = re.compile(
    _NAME_LINE.pattern + r"[ \t]*\n+[ \t]*(?i:ordförande|sekreterare|justerare)[ \t]*\n"
)
_LONE_TITLE = re.compile(r"(?<=\n)[ \t]*(?i:ordförande|sekreterare|justerare)(?=[ \t]*\n)")
# How far signatures reach, in characters.
_SIGNATURES = 300
# The line above is a name with the surname first: what stands below it is that person's title.
_TURNED_ABOVE = re.compile(
    r"(?:^|\n)[ \t]*[A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+)?, [A-ZÀ-ÖØ-Þ][\w'’-]+[ \t]*\n[ \t]*$"
)
_SIGNERS = frozenset({"chair", "vice_chair", "secretary", "adjusters"})


def labels(clean: str, start: int, end: int) -> list[Label]:
    """Return the labels in the clean span, in order; titles after a name are no labels.

    ``Ordförande`` and ``Sekreterare`` inside a line are labels only in the signature block.
    """
    text = clean[start:end]
    always, signing = _inside()
    found: dict[int, re.Match[str]] = {}
    for pattern in (_at_start(), _paragraphs_glued(), always, _with_colon(), signing):
        for match in pattern.finditer(text):
            found.setdefault(match.start("label"), match)
    broken = _broken(text)
    result: list[Label] = []
    signed = names_above = False
    position = 0
    for at in sorted({*found, *broken}):
        if at in broken:
            kind, position = broken[at]
            result.append(Label(kind, start + at, start + position))
            continue
        match = found[at]
        kind = _kinds()[_read(match["label"])]
        adjoining = bool(result) and not text[position:at].strip(_NOTHING)
        if at < position or (match.re is signing and not signed and not adjoining):
            continue
        if kind in {"chair", "vice_chair"} and not match["colon"] and not signed and _is_title(text, match):
            continue
        if match["label"] == "§§" and text[max(0, at - _ABOVE) : at].rpartition("\n")[2].strip():
            continue
        if kind == "members" and _VOTES_BESIDE.match(text, match.end()):
            continue
        if kind in _SIGNERS and not match["colon"] and _is_title_beside(text, match):
            continue
        if _is_over_signatures(text, match):
            kind, names_above = "attested", True
        if names_above and kind in _SIGNERS and not match["colon"] and _is_alone(text, match):
            continue
        if kind == "signatures":
            names_above = bool(_NAME_LINE.match(text, match.end())) and not _at_start().match(
                text, _next_line(text, match)
            )
        signed = signed or kind in SIGNING or kind == "secretary"
        position = match.end()
        # "Närvarande" over "Beslutande": the second line alone is the label.
        first, _, second = match["label"].rpartition("\n")
        own = kind_of(second) == kind and kind_of(first) is not None
        result.append(Label(kind, start + at + (len(first) + 1 if first and own else 0), start + position))
    return result


# The head of a table of votes, whose rows tell how people voted, not in which capacity.
_VOTES_BESIDE = re.compile(r"(?:[^\n]{0,40}\t)?[ ]*(?:Ja|Nej|Röst\w*)\b", re.IGNORECASE)
# What no list of people has: the words of a § or of its heading.
_NO_LIST = re.compile(
    r"\b(?:beslut(?:ar|ade|et)?|dnr|diarienr|yrkar|yrkade|föreslår|föreslog|avsagt|innehållsförteckning"
    r"|sammanfattning av ärendet|ärendebeskrivning|bakgrund|utser|utsåg|expedieras|delges)\b"
    r"|(?-i:\b\d{1,3} [A-ZÅÄÖ][a-zåäö]{2,20} (?:av|om|från)\b)",
    re.IGNORECASE,
)


_CHOSEN = re.compile(r"\b(?:utses|utsågs|att justera)\b", re.IGNORECASE)


def list_end(clean: str, start: int, end: int, *, long: bool = True) -> int:
    """Return where a list of people ends for certain: at words that only the text of a § has.

    ``long`` tells that it is no list of adjusters, nor a signature.
    """
    found = _NO_LIST.search(clean, start, end)
    chosen = _CHOSEN.search(clean, start, end) if long else None
    return min((match.start() for match in (found, chosen) if match), default=end)


# The first cell of a row, and of the row below it where that goes on in small letters.
_LABEL_CELLS = re.compile(
    r"^(?P<first>[^\t\n]{4,30})(?=\t)[^\n]*\n(?=(?P<second>[a-zåäö][^\t\n]{3,30})(?:\t|$))", re.MULTILINE
)


def _broken(text: str) -> dict[int, tuple[str, int]]:
    """Return the labels that two rows hold, ``Tjänstgörande`` and below it ``ersättare``, by their places.

    Each half is a label of the whole's kind, as the rows of both belong to it.
    """
    result: dict[int, tuple[str, int]] = {}
    for found in _LABEL_CELLS.finditer(text):
        words = f"{found['first'].strip(' :')} {found['second'].strip(' :')}".casefold()
        kind = kind_of(words)
        if kind:
            result |= {found.start(half): (kind, found.end(half)) for half in ("first", "second")}
    return result


def _is_over_signatures(text: str, match: re.Match[str]) -> bool:
    """Tell whether the label is ``Justeras`` over all signatures: each name stands over its title."""
    if match["label"].casefold() not in {"justeras", "justerat"}:
        return False
    if not _NAME_OVER_TITLE.match(text, match.end()):
        return False
    titles = list(_LONE_TITLE.finditer(text, match.end(), match.end() + _SIGNATURES))
    return bool(titles) and not _NAME_LINE.match(text, titles[-1].end())


def _is_alone(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start("label")].rstrip(" \t"), text[match.end() :].lstrip(" \t.…_")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))


def _next_line(text: str, match: re.Match[str]) -> int:
    return match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" \t\n:.…_"))


# On the lines above a person with a party, perhaps §§, hours and a title, and then titles of the presidium.
_NAMED_ABOVE = re.compile(
    r"\)(?:[ ,]*[\d §,:.–-]{1,40})?(?:[ ,]*ordförande)?[ \t]*"
    r"(?:\n[ \t]*(?:[1-3]:?[ea] |första?e? |andr[ae] )?"
    r"(?:vice )?ordförande[ \t]*){0,4}\n[ \t]*$"
)
_ABOVE = 200


_NAME_CELL = re.compile(r"(?:^|\n)[ \t]*[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:[a-z]{2,3} )?[A-ZÀ-ÖØ-Þ][\w'’-]+){1,3}\t+$")


def _is_title_beside(text: str, match: re.Match[str]) -> bool:
    """Tell whether the label is the title of the name in the cell before it, or on the line above it."""
    at = match.start("label")
    below = _is_alone(text, match) and _TURNED_ABOVE.search(text, max(0, at - _ABOVE), at) is not None
    return below or _is_title_cell(text, match)


def _is_title_cell(text: str, match: re.Match[str]) -> bool:
    """Tell whether the label is the last cell of a row whose first is a name: its title."""
    at = match.start("label")
    rest = text[match.end() : match.end() + 40].split("\n", maxsplit=1)[0].strip(" \t")
    return not rest and _NAME_CELL.search(text[max(0, at - _ABOVE) : at]) is not None


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Tell whether a lone ``Ordförande`` line is the title of the person on the line before it."""
    line_end = text.find("\n", match.end())
    rest = text[match.end() : line_end if line_end >= 0 else len(text)].strip(" \t§0123456789,.–-")
    before = text[max(0, match.start("label") - _ABOVE) : match.start("label")].rstrip("\t ")
    if before.endswith("\n"):
        return not rest and bool(_NAMED_ABOVE.search(before))
    return not rest and bool(before)


@cache
def _relation() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = words()["relations"]
    return (
        re.compile(rf"(?:^|[\s(,;])(?:{_any_of(data['serves_for'])})\s*$", re.IGNORECASE),
        re.compile(rf"^[\s(,]*(?:{_any_of(data['bare'])})\s*$", re.IGNORECASE),
        re.compile(rf"(?:^|[\s(,;])(?:{_any_of(data['served_by'])})\s*$", re.IGNORECASE),
    )


def serves_for(gap: str) -> bool:
    """Tell whether the words between two people say that the first served in the second's place."""
    long, bare, _ = _relation()
    return bool(long.search(gap) or bare.match(gap))


def served_by(gap: str) -> bool:
    """Tell whether the words between two people say that the second served in the first's place."""
    return bool(_relation()[2].search(gap))


@cache
def description(name: str) -> re.Pattern[str]:
    """Return the pattern of ``[descriptions]`` by that name, without regard to case."""
    return re.compile(words()["descriptions"][name], re.IGNORECASE)


@cache
def _title_words() -> tuple[tuple[str, ...], frozenset[str], tuple[str, ...], frozenset[str]]:
    data = words()["titles"]
    return (
        tuple(data["endings"]),
        frozenset(data["words"]),
        tuple(data["place_endings"]),
        frozenset(data["place_words"]),
    )


def titles() -> frozenset[str]:
    """Return the words and abbreviations that are titles as they stand."""
    return _title_words()[1]


@cache
def is_title_word(word: str) -> bool:
    """Tell whether a word is (part of) a title: ``Enhetschef``, ``bitr.``, ``IFO-chef``."""
    endings, known, _, _ = _title_words()
    folded = word.casefold().strip(",:;()")
    return (
        folded in known
        or (len(folded) > 3 and folded.endswith(endings))
        or (len(word) > 2 and word.isupper() and not _INITIALS.fullmatch(word))
    )


def is_company(word: str) -> bool:
    """Tell whether a word ends a company's or an association's name: ``AB``, ``kommun``."""
    return word.casefold().strip(",:;().") in words()["titles"]["company_words"]


@cache
def is_place_word(word: str) -> bool:
    """Tell whether a word belongs to an organisation, a place or the form itself, not to a name."""
    _, _, endings, known = _title_words()
    folded = word.casefold().strip(",:;().")
    return folded in known or (len(folded) > 4 and folded.endswith(endings)) or "/" in word
