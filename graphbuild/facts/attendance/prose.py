"""Attendance told in running text: who chairs, who serves, who speaks, who is chosen to adjust."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.words import description, is_title_word, words
from graphbuild.minutes import ItemText, Minutes

Span = tuple[int, int]
# A person named in the clean text: start, end (after the party), name, party.
Place = tuple[int, int, str, str | None]

_TITLE = re.compile(
    r"(?P<before>(?:[\w:.]+[ ,]+){0,3}?)\b(?P<title>(?:tjänstgörande )?ordföranden?|(?:(?:förste|första"
    r"|andre|andra|[123]:[ea]) )?vice ordföranden?"
    r"|(?:tjänstgörande )?ersättaren|tjänstgörande ersättare|ledamoten) ?,?\s$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:(?P<serving>tjänstgörande ersättarna)|ledamöterna)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|och|,? ?samt)\s+")
_NOT_HERE = re.compile(
    r"\b(?:till|som|ny|nye|nya|tidigare|förre|förra|avgående|blivande|f\.d\.|dåvarande|väljer|valdes"
    r"|utses|utse)[ ,]+$",
    re.IGNORECASE,
)
# The chair of another body: a genitive before the title that does not mean the body itself.
_OF_OTHER = re.compile(
    r"\b(?!(?:nämndens|styrelsens|utskottets|fullmäktiges|beredningens|mötets|sammanträdets"
    r"|direktionens|rådets|dagens)\b)\w+s[ ]+$",
    re.IGNORECASE,
)
_ROLES = {
    "tjänstgörande ersättaren": "serving substitute",
    "tjänstgörande ersättare": "serving substitute",
    "ersättaren": "substitute",
    "ledamoten": "member",
}
_VOTING = re.compile(r"\bröst\w*|\b(?:ja|nej):", re.IGNORECASE)
_VOTES_ABOVE = re.compile(r"\b(?:ja|nej)-röst(?:er|ar)?:", re.IGNORECASE)
# In a list of votes: the chair's own row.
_ROW_OF_CHAIR = re.compile(r"[ ,]*\(?ordf(?:örande)?\.?\)?[ ]*(?=\n|\t|$|Ja\b|Nej\b|X\b)", re.IGNORECASE)
# How far back a list of voters may begin, in characters.
_LIST = 400
# After a name: that they presided, or served, and for whom.
_PRESIDES = re.compile(
    r"\s(?:är|var|tjänstgör som|tjänstgjorde som|fungerar som|inträder som|träder in som|tar över som)"
    r" (?:mötes)?ordförande\b"
    r"(?! (?:i|för|av)\b)|\s(?:leder|ledde) (?:sammanträdet|mötet|förhandlingarna)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\b(?:leder|ledde) (?:\w+ ){0,3}$", re.IGNORECASE)
_LED = re.compile(r"\s(?:sammanträdet|mötet|förhandlingarna)\b", re.IGNORECASE)
_SERVES = re.compile(
    r"\s(?:tjänstgör|tjänstgjorde|träder in|trädde in)(?: (?:som ersättare|i stället|istället))? för $",
    re.IGNORECASE,
)
_SERVES_THEM = re.compile(
    r"\s(?:tjänstgör|tjänstgjorde|träder in|trädde in)(?: som ersättare)? (?:för (?:honom|henne|denne)"
    r"|i (?:hans|hennes|dennes) ställe)\b",
    re.IGNORECASE,
)
_IN_THEIR_PLACE = re.compile(
    r"\bi (?:hans|hennes|dennes|deras) ställe (?:tjänstgör|tjänstgjorde|inträder|inträdde|träder in)\s$",
    re.IGNORECASE,
)
# At the end of its sentence: "Eva Ek (L) tjänstgör."
_SERVES_ALONE = re.compile(r"\s(?:tjänstgör|tjänstgjorde)(?: som ersättare| i ärendet| under paragrafen)?\.")
# After a name, without whom for: "Eva Ek (MP), tjg. ers."
_AS_SERVING = re.compile(
    r"[ ,]{1,2}\(?(?:tjg|tj|tjänstg)\.? ?(?:ers\b\.?|ersättare\b)\)?(?! (?:för|i stället))", re.IGNORECASE
)
_ADJUSTED_BY = re.compile(r"\b(?:justerat|justerades|justeras) av $", re.IGNORECASE)
_SERVES_NOW = re.compile(r"\btjänstgörande ersättare (?:är|var) $", re.IGNORECASE)
# What an official does at a meeting, after the name.
_INFORMS = re.compile(
    r"\s(?:informera[rd]e?|redogör|redogjorde|redovisa[rd]e?|föredrar|föredrog|meddela[rd]e?"
    r"|presentera[rd]e?|lämna(?:r|de)|berätta(?:r|de)|rapportera[rd]e?|visa(?:r|de)|anmäl(?:er|de) jäv)\b",
    re.IGNORECASE,
)
# Others who inform beside them: "och planarkitekt Eva Ek redogör".
_AND_OTHERS = re.compile(r"(?:(?:,| och| samt) (?:[\w-]+ ){0,3}?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){1,2}){1,3}")
# A line of a § that names the official who prepared or presented it: "Föredragande: rektor Anna Ek",
# "a) Simskolan, badchef Anna Ek".
_OFFICE_LABEL = re.compile(
    r"^[ \t]*(?:(?:Handläggare|Föredragande|Föredragare):?[ \t]+(?=[^\W\d_])"
    r"|[a-zåäö]\)[ \t][^,\n]{3,60}, (?=[^\W\d_]+ [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){1,2}[ \t]*$))",
    re.MULTILINE,
)
# Who speaks for somebody else is no official of the body.
_OF_COMPANY = re.compile(r"\b(?:bolagets|företagets|föreningens|stiftelsens) [^.,;\n]{0,40}$", re.IGNORECASE)
_INFORMED_BY = re.compile(
    r"\b(?:redovisade?s|föredras|föredrogs|presentera(?:s|des)|lämna(?:s|des)) av $", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.:!?”\"])\s+(?=[A-ZÅÄÖ”\"])|\n")
_CHOOSES = re.compile(r"\bjustera\b", re.IGNORECASE)
_AS_ADJUSTER = re.compile(r"\btill (?:protokolls?)?justerare\b", re.IGNORECASE)
_CHOSEN = re.compile(
    r"\b(?:jämte|tillsammans med|utse\w*|utsåg\w*|utsedd\w*|välj\w*|vald\w*|att justera)\b", re.IGNORECASE
)
_TO = r"(?:till (?:protokolls?)?justerare|att (?:[^.\n]{0,40} )?justera)\b"
_CHOOSING = re.compile(r"\b(?:utser|utse|utsåg|utsågs|utses|väljer|välja|valde|valdes)\s$", re.IGNORECASE)
_TO_ADJUST = re.compile(rf"\s{_TO}", re.IGNORECASE)
_CHOSEN_TO_ADJUST = re.compile(rf"\s(?:utses|utsågs|väljs|valdes)\s{_TO}", re.IGNORECASE)
_ADJUST_CHOSEN = re.compile(
    r"\b(?:justera\b[^.\n]{0,40}|till (?:protokolls?)?justerare )(?:utses|utsågs|utser|väljs|valdes)\s$",
    re.IGNORECASE,
)
_ADJUSTING = re.compile(r"\b(?:protokolls?)?juster(?:are|ing|ingsmän|ingsman|a)\b", re.IGNORECASE)
_AT_ONCE = re.compile(r"\bomedelbar", re.IGNORECASE)
_STAND_IN = re.compile(r"\bersättare\b[^.\n]{0,40}$", re.IGNORECASE)
_FILLER = re.compile(r"[\s,()“”\"*•·–-]+|\b(?:och|samt|från|tillika|m\.?fl\.?)\b|\d:[ea]", re.IGNORECASE)
# How far from a name stands what tells that it is only named beside another, in characters.
_BESIDE = 80
_MARK = re.compile(r"\s*(?:[xX]|Ja|Nej|Avstår|Avstod|Ja-röst|Nej-röst)\b")
# Sections that tell what was before the meeting, or what others wrote.
_NOT_SPOKEN = frozenset({"matter", "documents", "suggestion", "prior_handling", "contents", "recipients"})


@cache
def _verb() -> re.Pattern[str]:
    verbs = "|".join(sorted(words()["verbs"]["present"]))
    return re.compile(
        rf"[\s,]*+(?:m\.? ?fl\.?|med flera)?(?:\s*\(?för [^.\n]{{0,70}}?)?\s*(?:\w+ ){{0,1}}(?:{verbs})\b",
        re.IGNORECASE,
    )


def told(minutes: Minutes, places: Sequence[Place]) -> list[Sighting]:
    """Return what running text says of the people named at ``places`` (sorted, clean offsets)."""
    clean = minutes.text.clean
    result = [sighting for place in places if (sighting := _titled(clean, place))]
    result += _plural(clean, places)
    result += _chosen_outside(minutes, places)
    result += [sighting for place in places if (sighting := _presiding(clean, place))]
    result += _serving(clean, places)
    for item in minutes.items:
        inside = _within(places, item.start, item.end)
        result += _with_office(clean, item.start, item.end)
        if inside:
            result += _adjusters(clean, item, inside)
            result += _speakers(clean, item, inside)
            result += [sighting for place in inside if (sighting := _informing(clean, place))]
    if not minutes.items:
        result += _with_office(clean, 0, len(clean))
        result += [sighting for place in places if (sighting := _informing(clean, place))]
    return result


def _within(places: Sequence[Place], start: int, end: int) -> Sequence[Place]:
    """Return those of the sorted places that begin in the clean span."""
    first, last = (bisect_left(places, at, key=lambda place: place[0]) for at in (start, end))
    return places[first:last]


def _sighting(
    place: Place,
    roles: tuple[str, ...] = (),
    present: bool | None = None,
    title: str | None = None,
    stands_for: tuple[Sighting, ...] = (),
) -> Sighting:
    start, end, name, party = place
    return Sighting(name, party, start, end, roles, title, present, stands_for, listed=False)


def _titled(clean: str, place: Place) -> Sighting | None:
    """Return the role that the title right before the name states: ``Ordföranden N (P)``."""
    start, end = place[0], place[1]
    line = clean.rfind("\n", 0, start) + 1
    found = _TITLE.search(clean, max(line, start - 90), start)
    if not found:
        return None
    before = clean[max(line, found.start("title") - 40) : found.start("title")]
    title = found["title"].casefold()
    if title == "ersättaren" and _VOTING.search(clean, max(line, start - _LIST), start):
        # Who votes serves.
        title = "tjänstgörande ersättaren"
    if title in _ROLES:
        if title == "tjänstgörande ersättare" and not re.match(r"\s+[a-zåäö]|[ .,)]*$", clean[end : end + 3]):
            return None
        return _sighting(place, (_ROLES[title],), None if title == "ledamoten" else True)
    if _NOT_HERE.search(before) or (
        _OF_OTHER.search(before) and not before.rstrip().casefold().endswith("förste")
    ):
        return None
    voting = _VOTES_ABOVE.search(clean, max(line, start - _LIST), start)
    if not title.endswith("n") and not voting and not re.match(r"\s[a-zåäö]", clean[end : end + 2]):
        # An indefinite title without a verb after the name is a list, of those elected perhaps.
        return None
    if found.group().rstrip().endswith(",") and re.match(r" och\b|, [A-ZÅÄÖ]", clean[end : end + 4]):
        # "Ordföranden, Anna Ek (S) och Bo Ask (M)" are three people, or two.
        return None
    if "vice" in title:
        return _sighting(place, ("vice chair",), True)
    return _sighting(
        place, ("chair",), True, "tjänstgörande ordförande" if title.startswith("tjänst") else None
    )


def _presiding(clean: str, place: Place) -> Sighting | None:
    """Return that a sentence says that the person presided: ``N (P) är ordförande under paragrafen``."""
    before = clean[max(0, place[0] - _BESIDE) : place[0]]
    led = _LEADS.search(before) and _LED.match(clean, place[1])
    return _sighting(place, ("chair",), True) if led or _PRESIDES.match(clean, place[1]) else None


def _serving(clean: str, places: Sequence[Place]) -> Iterator[Sighting]:
    """Yield who served for whom by a sentence: ``N (P) tjänstgör för M``, ``I hans ställe tjänstgör N``."""
    for number, place in enumerate(places):
        before = clean[max(0, place[0] - _BESIDE) : place[0]]
        gap = clean[place[1] : places[number + 1][0]] if number + 1 < len(places) else ""
        gone: Place | None = None
        if len(gap) < _BESIDE and _SERVES.fullmatch(gap):
            gone = places[number + 1]
        elif number and (_IN_THEIR_PLACE.search(before) or _SERVES_THEM.match(clean, place[1])):
            gone = places[number - 1]
        if gone:
            replaced = _sighting(gone, ("replaced",))
            yield _sighting(place, ("serving substitute",), True, stands_for=(replaced,))
            yield replaced
        elif (
            _SERVES_NOW.search(before)
            or _SERVES_ALONE.match(clean, place[1])
            or _AS_SERVING.match(clean, place[1])
        ):
            yield _sighting(place, ("serving substitute",), True)


def _informing(clean: str, place: Place) -> Sighting | None:
    """Return the official who informs the meeting: a title right before the name, and a verb that says so."""
    start, end, _, party = place
    before = clean[max(0, start - _BESIDE) : start]
    words = before.rpartition("\n")[2].split()
    if (
        party
        or not before.endswith(" ")
        or not words
        or not is_title_word(words[-1])
        or words[-1].endswith((",", "."))
    ):
        return None
    if _OF_COMPANY.search(before):
        return None
    told = _INFORMED_BY.search(before[: len(before) - len(words[-1]) - 1])
    if description("political").search(words[-1]) or not (told or _informs(clean, end)):
        return None
    title = words[-1]
    if len(words) > 2 and words[-3].endswith("-") and words[-2] == "och":
        title = " ".join(words[-3:])
    return _sighting(place, ("official",), True, title)


def _informs(clean: str, end: int) -> bool:
    """Tell whether what follows a name, or names joined to it, says that they inform the meeting."""
    others = _AND_OTHERS.match(clean, end)
    return any(_INFORMS.match(clean, at) for at in (end, others.end() if others else end))


def _with_office(clean: str, start: int, stop: int) -> Iterator[Sighting]:
    """Yield the officials named with a title on a line ``Handläggare`` or ``Föredragande`` of a §."""
    for found in _OFFICE_LABEL.finditer(clean, start, stop):
        line = clean[found.end() : stop].split("\n", 1)[0]
        for person in people(line, found.end()):
            titled = person.lead or line[: person.start - found.end()].strip()
            alone = not line[person.end - found.end() :].strip(" .\t")
            office = titled and is_title_word(titled.split()[-1])
            if person.party is None and alone and office and not description("political").search(titled):
                yield Sighting(
                    person.name, None, person.start, person.stop, ("official",), titled, True, listed=False
                )
                break


def _plural(clean: str, places: Sequence[Place]) -> Iterator[Sighting]:
    """Yield those named in ``tjänstgörande ersättarna A (M), B (V) och C (S)``, or after ``ledamöterna``."""
    by_start = {place[0]: place for place in places}
    for found in _PLURAL.finditer(clean):
        at: int | None = found.end()
        while at is not None and at in by_start:
            place = by_start[at]
            yield _sighting(
                place, *((("serving substitute",), True) if found["serving"] else (("member",), None))
            )
            following = _BETWEEN.match(clean, place[1])
            at = following.end() if following else None


def _sentences(clean: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for found in _SENTENCE.finditer(clean, start, end):
        if found.start() > position:
            yield position, found.start()
        position = found.end()
    if position < end:
        yield position, end


def _adjusters(clean: str, item: ItemText, places: Sequence[Place]) -> Iterator[Sighting]:
    """Yield those whom the § chooses to adjust the minutes, beside the chair."""
    title = " ".join(clean[start:end] for start, end in item.title_spans)
    about = bool(_ADJUSTING.search(title)) and not _AT_ONCE.search(title)
    decisions = [(section.start, section.end) for section in item.sections if section.kind == "decision"]
    for start, end in _sentences(clean, item.start, item.end):
        sentence = clean[start:end]
        chosen = (_CHOOSES.search(sentence) or _AS_ADJUSTER.search(sentence)) and _CHOSEN.search(sentence)
        listed = (
            about and _CHOSEN.search(sentence) and any(first <= start < last for first, last in decisions)
        )
        if not (chosen or listed):
            continue
        for place in _within(places, start, end):
            if not _only_stands_by(clean, place, start, end):
                yield _sighting(place, ("adjuster",))


def _chosen_outside(minutes: Minutes, places: Sequence[Place]) -> Iterator[Sighting]:
    """Yield those whom a sentence outside the §§ chooses to adjust, as where no § could be told apart."""
    clean = minutes.text.clean
    inside = sorted((item.start, item.end) for item in minutes.items)
    for group in _side_by_side(clean, places):
        start, end = group[0][0], group[-1][1]
        if _ADJUSTED_BY.search(clean, max(0, start - _BESIDE), start):
            yield from (_sighting(place, ("adjuster",)) for place in group)
            continue
        at = bisect_left(inside, (start, start)) - 1
        if at >= 0 and start < inside[at][1]:
            continue
        before, after = clean[max(0, start - _BESIDE) : start], clean[end : end + _BESIDE]
        if (
            (_CHOOSING.search(before) and _TO_ADJUST.match(after))
            or _CHOSEN_TO_ADJUST.match(after)
            or _ADJUST_CHOSEN.search(before)
        ):
            yield from (_sighting(place, ("adjuster",)) for place in group)


def _side_by_side(clean: str, places: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the places in groups of people named one after the other."""
    group: list[Place] = []
    for place in places:
        if group and not _BETWEEN.fullmatch(clean, group[-1][1], place[0]):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _only_stands_by(clean: str, place: Place, start: int, end: int) -> bool:
    before = clean[max(start, place[0] - _BESIDE) : place[0]]
    after = clean[place[1] : min(end, place[1] + _BESIDE)]
    return bool(
        _STAND_IN.search(before)
        or re.match(r"\s*som (?:dennes |hennes |hans )?ersättare", after)
        or re.search(r"ordföranden?,?\s$", before, re.IGNORECASE)
    )


def _speakers(clean: str, item: ItemText, places: Sequence[Place]) -> Iterator[Sighting]:
    """Yield those who do something at the meeting: subjects of a verb of speaking, proposing or voting."""
    parts = [(s.start, s.end, s.kind) for s in item.sections] or [(item.start, item.end, "")]
    for first, last, kind in parts:
        if kind in _NOT_SPOKEN:
            continue
        for start, end in _sentences(clean, first, last):
            inside = _within(places, start, end)
            if inside:
                yield from _subjects(clean, start, inside)
                yield from (
                    _sighting(place, ("chair",), True)
                    for place in inside
                    if kind == "vote" and _ROW_OF_CHAIR.match(clean, place[1])
                )
                yield from (
                    _sighting(place, present=True)
                    for place in inside
                    if kind == "vote" and _MARK.match(clean, place[1])
                )
                yield from (
                    _sighting(place, present=True)
                    for place in inside[:1]
                    if re.match(
                        r"(?:på|enligt) förslag av (?:\w+ ){0,3}$", clean[start : place[0]], re.IGNORECASE
                    )
                )


def _subjects(clean: str, start: int, places: Sequence[Place]) -> Iterator[Sighting]:
    """Yield the people that open the sentence where a verb of the meeting follows the last of them."""
    group: list[Place] = []
    position = start
    for place in places:
        between = _FILLER.sub(" ", clean[position : place[0]]).split()
        if len(between) > 6 or not all(
            is_title_word(word) or word.casefold() in {"tjänstgörande", "också"} for word in between
        ):
            break
        group.append(place)
        position = place[1]
    if group and _verb().match(clean, position):
        yield from (_sighting(place, present=True) for place in group)
