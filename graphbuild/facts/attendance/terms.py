"""What stands beside a name in a list: roles, §§, clock intervals, a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.facts.attendance.words import description

_OPEN = (
    r"(?:t\.? ?o\.? ?m\.?|fr\.? ?o\.? ?m\.?|from|från(?: och med)?|till(?: och med)?|efter|före|ej|utom"
    r"|inte|jäv|del av)"
)
_PARAGRAPHS = re.compile(
    rf"(?:(?P<open>{_OPEN})[ ]*)?(?<!§)(?<!§ )(?:§[ ]*)++"
    rf"(?P<numbers>\d+[a-z]?(?:[ ]*[-–—][ ]*§?[ ]*\d+[a-z]?)?(?:["
    rf" ]*(?:,|och|&)[ ]*§?[ ]*\d+(?:[ ]*[-–—][ ]*§?[ ]*\d+)?(?![.:]\d))*)",
    re.IGNORECASE,
)
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_CLOCK = re.compile(
    rf"(?:(?P<open>{_OPEN})[ ]*)?(?:\b(?:kl(?:ockan|\.)?)[ ]*)?(?<!\d)(?P<first>{_TIME})(?:[ ]*(?:[-–—]"
    rf"|till)[ ]*(?:kl\.?[ ]*)?(?P<last>{_TIME})|(?P<glued>(?:[01]\d|2[0-4])[.:][0-5]\d))?(?!\d)",
    re.IGNORECASE,
)
# "from kl. 10.30 § 6": the opening word holds for both.
_BOTH = re.compile(rf"(?P<open>{_OPEN})[ ]*(?P<clock>(?:kl\.?[ ]*)?{_TIME})[ ]*,?[ ]*§", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:närvarande|deltog|deltar|medverkade|under|på distans|via (?:länk|teams)|digitalt|på länk"
    r"|del av|vid|kl\.?|anlände|kom|gick|lämnade|avvek|m\.?fl\.?)\b\.?",
    re.IGNORECASE,
)


# Kommunallagen (2017:725) 5 kap. 16 § and 6 kap. 24 §: a council may let members take part from elsewhere.
_REMOTE = re.compile(
    r"\b(?:på distans|distansdeltagande|(?<=\()distans(?=\))|digitalt|på länk"
    r"|(?:via|per|genom) (?:länk|teams|skype|zoom|video\w*|telefon|webb\w*))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the words beside a name say. ``partly`` tells that they name some §§ or hours.

    ``roles`` are those of the role scheme, and ``not serving`` where the words say so.
    """

    roles: frozenset[str]
    absent: bool
    paragraphs: tuple[str, ...]
    clock: tuple[str, ...]
    rest: str
    remote: bool = False

    @property
    def partly(self) -> bool:
        """Tell whether the person was there, or served, for a part of the meeting."""
        return bool(self.paragraphs or self.clock)


# Numbers of §§ that lost their sign: "88-94", "70, 172-184", "140 147" (and its dash); no hour, sum or year.
_NUMBER = r"\d{1,3}(?:[ ]?[-–][ ]?\d{1,3})?"
_BARE = re.compile(
    rf"(?<![\w.:/-])(?<![-–][ ])(?<!kl[ ]){_NUMBER}(?:(?:,|[ ]och)[ ]{_NUMBER})*"
    r"(?![\w.:/%-]|[ ]kr|[ ]år|[ ]\()"
)
_LOST_DASH = re.compile(r"(?<![\w.:/-])(\d{1,3})[ ](\d{1,3})(?![\w.:/-])")


def with_signs(words: str) -> str:
    """Return the words beside a name with the ``§`` before bare numbers, in a text that has lost them."""
    words = _LOST_DASH.sub(lambda m: f"{m[1]}-{m[2]}" if int(m[1]) < int(m[2]) else m[0], words)
    return _BARE.sub(r"§ \g<0>", words)


def terms(words: str) -> Terms:
    """Read the words beside a name; ``rest`` is what is left for a title."""
    remote = _REMOTE.search(words) is not None
    words = _BOTH.sub(r"\g<open> \g<clock> \g<open> §", words)
    paragraphs, words = _paragraphs(words)
    clock, words = _clock(words)
    roles: set[str] = set()
    rest = description("elsewhere").sub(" ", words)
    if description("not_serving").search(rest):
        roles |= {"substitute", "not serving"}
        rest = description("not_serving").sub(" ", rest)
    for role, name in (("vice chair", "vice_chair"), ("chair", "chair")):
        if description(name).search(rest):
            roles.add(role)
            rest = description(name).sub(" ", rest)
    if description("serving").search(rest) and "chair" not in roles:
        roles.add("serving substitute")
    elif description("substitute").search(rest):
        roles.add("substitute")
    if description("member").search(rest):
        roles.add("member")
    absent = description("absent").search(rest) is not None and not (paragraphs or clock)
    return Terms(frozenset(roles), absent, paragraphs, clock, words, remote)


def _paragraphs(words: str) -> tuple[tuple[str, ...], str]:
    found: list[str] = []
    for match in _PARAGRAPHS.finditer(words):
        numbers = [
            re.sub(r"\s*[-–—]\s*", "-", part).replace("§", "").strip()
            for part in re.split(r",|\boch\b|&", match["numbers"])
        ]
        opening = _opening(match["open"])
        found += [
            f"{opening} § {number}"
            if opening and "-" not in number
            else number
            if opening not in {"ej", "del av"}
            else f"{opening} § {number}"
            for number in numbers
        ]
    return tuple(found), _PARAGRAPHS.sub(" ", words)


def _clock(words: str) -> tuple[tuple[str, ...], str]:
    found: list[str] = []
    for match in _CLOCK.finditer(words):
        first, last = _time(match["first"]), match["last"] or match["glued"]
        opening = _opening(match["open"])
        found.append(f"{first}-{_time(last)}" if last else f"{opening} {first}" if opening else first)
    return tuple(found), _CLOCK.sub(" ", words)


def _time(text: str) -> str:
    return text.replace(".", ":").zfill(5)


def _opening(text: str | None) -> str:
    """Return an opening word in one form: ``t.o.m.``, ``from`` or ``ej``; empty where there is none."""
    folded = re.sub(r"[ .]", "", (text or "").casefold())
    if folded in {"tom", "till", "tillochmed", "före"}:
        return "t.o.m."
    if folded in {"from", "från", "frånochmed", "efter"}:
        return "from"
    if folded == "delav":
        return "del av"
    return "ej" if folded else ""


def title(rest: str) -> str | None:
    """Return the title that is left beside a name, None for nothing that can be one."""
    held = re.match(r"[\s,]*\(([^()]{2,90})\)", rest)
    text = _FILLER.sub(" ", held[1] if held else rest)
    text = re.sub(r"^[\s,]*(?:\d[\d\s,–-]*)?(?:och|samt)\s+", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+(?=[,.;)])", "", text).strip(" ,;:–—-•*_()/&")
    text = re.sub(r"[,;(].*$", "", text) if re.search(r"[,;(]\s*\d", text) else text
    text = (
        re.sub(r"(?:[\s,]+(?:\d[\d\s,–-]*|och|samt))+$", "", text).strip(" ,;:–—-(.)")
        if not text.endswith(("bitr.", "tf."))
        else text
    )
    if len(text) < 2 or len(text) > 90 or not re.search(r"[^\W\d_]{2}", text) or re.search(r"\d{4}", text):
        return None
    return text
