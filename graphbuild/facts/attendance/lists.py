"""Lists of attendance and signature blocks on front pages, in the layouts that minutes have.

Layouts (GENRE): a run-on line, one name a line, table rows with a label cell and continuation
rows, a cell of labels beside a cell of values, parties before or after the name, officials with
the title before or after, relations (``ersätter``, ``tjänstgör för``), §§ and clock intervals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild.authority import party_code
from graphbuild.facts.attendance.beside import columns
from graphbuild.facts.attendance.blocks import blocks
from graphbuild.facts.attendance.columns import lines, party_column, phrases, shared
from graphbuild.facts.attendance.exceptions import exceptions
from graphbuild.facts.attendance.legend import Legend, legend, marked_words
from graphbuild.facts.attendance.names import Person, is_party_first, people, small_code, small_codes
from graphbuild.facts.attendance.officials import (
    are_officials,
    holds_office_elsewhere,
    is_guest,
    is_official,
)
from graphbuild.facts.attendance.sharing import lead_at
from graphbuild.facts.attendance.sightings import Sighting, change
from graphbuild.facts.attendance.signatures import side_by_side
from graphbuild.facts.attendance.terms import Terms, terms, title, with_signs
from graphbuild.facts.attendance.words import (
    LISTS,
    Label,
    description,
    is_title_word,
    labels,
    list_end,
    served_by,
    serves_for,
)
from graphbuild.facts.attendance.words import words as data
from graphbuild.text import Text

_ROLE_OF = {
    "members": "member",
    "serving": "serving substitute",
    "substitutes": "substitute",
    "adjusters": "adjuster",
    "chair": "chair",
    "vice_chair": "vice chair",
    "secretary": "secretary",
    "presenters": "presenter",
}
# Labels whose list can be long; the others hold one person or two, on their line or the next ones.
_SHORT = {"adjusters": 6, "chair": 1, "vice_chair": 1, "secretary": 2, "signatures": 6, "attested": 6}
_SIGNS = re.compile(r"sekreterare|justera(?:re|nde)", re.IGNORECASE)
# A party alone on a line, over its people; and one at the beginning of a line, for those in it.
_PARTY_NAME = re.compile(r"[A-ZÅÄÖ][^\W\d_-]+(?:partiet|demokraterna|listan|kommunlista|samlingen):?")
_PARTY_BEFORE = re.compile(r"[ \t]*(?:För )?\((?P<party>[^\W\d_]{1,6})\)[ ]*:")
_NUMBERS = re.compile(r"[§\d\s,.–-]{2,}")
# Lists of those who decide, of whom all have a party.
_SEATED = frozenset({"members", "present", "serving", "substitutes"})
_LETTER = re.compile(r"[^\W\d_]")
_ASIDE = re.compile(r"\bers(?:ättare)?\b\W*(?:för \w+)?\W*$|\bmed\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Usage:
    """What holds for a list: its legend, and whether its numbers have lost their ``§``.

    ``beside`` tells that a column of those whom somebody replaced stands beside the names.
    """

    legend: Legend | None = None
    bare: bool = False
    beside: bool = False


def listed(text: Text, start: int, end: int, tables: Sequence[tuple[int, int]] = ()) -> list[Sighting]:
    """Return the sightings in the lists and signatures of the clean span ``[start, end)``.

    ``tables`` are spans that another reader takes care of; their column heads are no labels.
    """
    signed = side_by_side(text, start, end)
    tables = sorted([*tables, *(span for span, _ in signed)])
    known = legend(text.clean, start, end)
    if known and not known.alone:
        tables = sorted([*tables, (known.start, known.end)])
    found = labels(text.clean, start, end)
    found = [label for label in found if not (known and known.start <= label.start < known.end)]
    found = [label for label in found if not any(first <= label.start < last for first, last in tables)]
    found = sorted(
        [*found, *(Label("stop", first, first) for first, _ in tables)], key=lambda label: label.start
    )
    has_members = any(label.kind == "members" for label in found)
    result = [sighting for _, row in signed for sighting in row]
    usage = _Usage(known, "§" not in text.raw)
    for kind, first, last in blocks(text, found, end):
        if kind == "exceptions":
            result += exceptions(text.clean, first, list_end(text.clean, first, last), bare=usage.bare)
        if kind == "columns":
            result += _in_columns(text, first, last, usage)
        if kind not in LISTS:
            continue
        role_kind = "members" if kind == "present" and not has_members else kind
        role_kind = "signatures" if kind == "attested" else role_kind
        made = _segment(
            text.clean, role_kind, first, list_end(text.clean, first, last, long=kind not in _SHORT), usage
        )
        if kind == "attested":
            made = [replace(sighting, roles=sighting.roles or ("adjuster",)) for sighting in made]
        result += [sighting for sighting in made if sighting.roles or kind != "signatures"]
    return result


def _in_columns(text: Text, start: int, end: int, usage: _Usage) -> list[Sighting]:
    """Return the sightings of lists beside each other, whose heads are the labels of the first line."""
    line_end = text.clean.find("\n", start)
    heads = [label.start for label in labels(text.clean, start, line_end)]
    result: list[Sighting] = []
    for column in columns(text, heads, start, end):
        found = labels(column.text, 0, len(column.text))
        for label, stop in zip(found, [*(other.start for other in found[1:]), len(column.text)], strict=True):
            if label.kind in LISTS:
                kind = "members" if label.kind == "present" else label.kind
                result += map(column.placed, _segment(column.text, kind, label.end, stop, usage))
    return result


def _segment(clean: str, kind: str, start: int, end: int, usage: _Usage) -> list[Sighting]:
    """Return the sightings of one list, which stands in the clean span under a label of that kind."""
    titled = _titles_apart(clean, kind, start, end) if kind not in _SHORT else []
    if titled:
        return titled
    result: list[Sighting] = []
    codes_first = is_party_first(clean[start:end])
    small = small_codes(clean[start:end])
    heading: str | None = None
    end, parties = party_column(clean, start, end)
    for number, (first, last) in enumerate(lines(clean, start, end)):
        if kind in _SHORT and (
            (len(result) >= _SHORT[kind] and not any(other.paragraphs for other in result))
            or (number > 2 and kind not in {"adjusters", "signatures"})
        ):
            break
        if usage.legend and usage.legend.is_line(clean[first:last]):
            continue
        found = people(clean[first:last], first, party_first=codes_first)
        if kind not in _SHORT and (
            party_code(clean[first:last]) or _PARTY_NAME.fullmatch(clean[first:last].strip())
        ):
            heading = clean[first:last].strip(" :()\t")
            continue
        found = [replace(person, party=parties.get(person.start, person.party)) for person in found]
        found = [_with_small_code(clean, person, small) for person in found] if small else found
        prefixed = _PARTY_BEFORE.match(clean, first, last)
        party = prefixed["party"] if prefixed and kind not in _SHORT else heading
        if party and found:
            found = [replace(person, party=person.party or party) for person in found]
        if not found and clean[first:last].strip(" :\t").casefold() in data()["columns"]["replaced"]:
            usage = replace(usage, beside=True)
            continue
        if not found:
            if (result and kind not in _SHORT) or (result and kind == "signatures"):
                last_of_all = _last_serving(result)
                result[last_of_all] = _described_below(result[last_of_all], clean[first:last], kind)
            elif result:
                break
            continue
        if kind in _SHORT and number and not _is_bare(clean, found, first, last):
            break
        own = "others" if kind in _SEATED and are_officials(clean, found, (first, last), result) else kind
        result += _line(clean, own, found, (first, last), usage)
    if kind in _SHORT and not any(sighting.paragraphs for sighting in result):
        result = result[: _SHORT[kind]]
    return result


def _with_small_code(clean: str, person: Person, codes: frozenset[str]) -> Person:
    """Return a person with the party in small letters that follows the name, if one does."""
    code = small_code(clean, person.end, codes) if person.party is None else None
    if code is None:
        return person
    end = clean.index(code, person.end) + len(code)
    return replace(person, party=code, stop=end, end=end)


def _is_bare(clean: str, found: Sequence[Person], start: int, end: int) -> bool:
    """Tell whether the line holds little but the names: a signature, not a sentence."""
    letters = sum(person.end - person.start for person in found)
    line = _NUMBERS.sub(" ", clean[start:end]).strip()
    return letters >= 0.5 * len(line) or (len(line) < 60 and bool(terms(line).roles or _SIGNS.search(line)))


def _last_serving(sightings: Sequence[Sighting]) -> int:
    """Return the place of the last person of a list; one for whom somebody stands in comes after that one."""
    places = [at for at, sighting in enumerate(sightings) if sighting.roles != ("replaced",)]
    return places[-1] if places else len(sightings) - 1


def _described_below(sighting: Sighting, words: str, kind: str) -> Sighting:
    """Add what a line without names says (``ordförande``, ``§§ 5-7``) to the person above it."""
    said = terms(words)
    if len(words) > 60 or not (said.roles or said.partly or is_title_word(words.rsplit(maxsplit=1)[-1])):
        return sighting
    roles = _roles(kind, said, bool(sighting.stands_for), sighting.party is not None)
    return replace(
        sighting,
        roles=roles if said.roles or kind == "signatures" else sighting.roles,
        title=sighting.title or _title(kind, sighting.party, said, words),
        paragraphs=sighting.paragraphs + said.paragraphs,
        clock=sighting.clock + said.clock,
        remote=sighting.remote or said.remote,
    )


def _titles_apart(clean: str, kind: str, start: int, end: int) -> list[Sighting]:
    """Return the people of a list whose titles stand together after all names; empty for another list."""
    found = people(clean[start:end], start)
    gaps = [clean[a.end : b.start] for a, b in pairwise(found)]
    if len(found) < 2 or any(_LETTER.search(gap) for gap in gaps):
        return []
    after = clean[found[-1].end : end].lstrip(" ,.§0123456789–-")
    below = [line.strip(" \t,") for line in after.split("\n")[1:] if line.strip()]
    if len(below) > 1 and not _LETTER.search(after.split("\n")[0]):
        titles = below if all(is_title_word(line.rsplit(maxsplit=1)[-1]) for line in below) else []
    else:
        titles = phrases(after)
    told = shared(titles, len(found)) if titles else None
    result: list[Sighting] = []
    for person, gap, words in zip(found, [*gaps, ""], told or [], strict=False):
        result += _sightings(kind, person, (None, False), f"{gap} {words}", "", vacant=False)
    return result


def _line(
    clean: str, kind: str, found: Sequence[Person], span: tuple[int, int], usage: _Usage
) -> list[Sighting]:
    """Return the sightings of one line: each person with the words that belong to them."""
    start, end = span
    parted = _officials_at(clean, found) if kind not in _SHORT else 0
    if parted:
        at = lead_at(clean, found[parted - 1].end, found[parted].start)
        stop = found[parted + 1].start if parted + 1 < len(found) else end
        titled = is_official(clean[at : found[parted].start]) or is_official(clean[found[parted].end : stop])
        return [
            *_line(clean, kind, found[:parted], (start, at), usage),
            *_line(clean, "others" if titled else kind, found[parted:], (at, end), usage),
        ]
    before = _titles_first(clean[start : found[0].start], found[0])
    of_all = terms(clean[start : found[0].start]).paragraphs if kind == "adjusters" else ()
    result: list[Sighting] = []
    number = 0
    while number < len(found):
        person = found[number]
        floor = found[number - 1].end if number else start
        following = _gap(clean, found, number, end, usage)
        words, replaced, swapped = following, None, False
        if number + 1 < len(found):
            swapped = served_by(following)
            if (
                swapped
                or serves_for(_without_intervals(following))
                or _known_member(following, found[number + 1], result)
                or (usage.beside and "\t" in following)
            ):
                replaced = found[number + 1]
                words += " " + _gap(clean, found, number + 1, end, usage)
                number += 1
        ahead = clean[floor : person.start].rpartition("," if number else "\n")[2] if before else ""
        ahead = with_signs(ahead) if usage.bare else ahead
        if kind in {"adjusters", "secretary"} and _ASIDE.search(clean[start : person.start]):
            number += 1
            continue
        words += marked_words(clean, usage.legend, person.start, person.end)
        last = number + 1 >= len(found)
        lead = clean[floor : person.start] if not number else ""
        if (
            kind not in _SHORT
            and not replaced
            and holds_office_elsewhere(lead if before or lead.strip() else words)
        ):
            result.append(Sighting(person.name, person.party, person.start, person.stop, present=True))
            number += 1
            continue
        made = _sightings(kind, person, (replaced, swapped), words + "," * last, ahead, _vacant(following))
        result += [replace(made[0], paragraphs=made[0].paragraphs or of_all), *made[1:]]
        number += 1
    return result


def _officials_at(clean: str, found: Sequence[Person]) -> int:
    """Return the number of the first official of a line: those without a party, after all who have one."""
    bare = [number for number, person in enumerate(found) if person.party is None]
    if not bare or not bare[0] or bare != list(range(bare[0], len(found))):
        return 0
    gap = clean[found[bare[0] - 1].end : found[bare[0]].start]
    return 0 if served_by(gap) or serves_for(_without_intervals(gap)) else bare[0]


def _gap(clean: str, found: Sequence[Person], number: int, end: int, usage: _Usage) -> str:
    """Return the words between a person and the next one, or the end of the line."""
    following = found[number + 1] if number + 1 < len(found) else None
    words = clean[found[number].end : following.start if following else end]
    if following and following.party and re.search(r"för " + re.escape(following.party) + " $", words):
        words = words[: -len(following.party) - 1]
    return with_signs(words) if usage.bare else words


def _without_intervals(words: str) -> str:
    return terms(words).rest if any(sign in words for sign in "§:.") else words


def _vacant(words: str) -> bool:
    """Tell whether the person serves for a vacant seat."""
    found = re.search(r"\bvakan\w+", words, re.IGNORECASE)
    return found is not None and serves_for(words[: found.start()])


def _known_member(gap: str, following: Person, earlier: Sequence[Sighting]) -> bool:
    """Tell whether ``N (P) tjänstgör M (P)`` has lost its ``för``: M is already listed as a member."""
    return gap.strip().casefold() in {"tjänstgör", "tjg", "tjg."} and any(
        (sighting.name, sighting.party) == (following.name, following.party) for sighting in earlier
    )


def _titles_first(lead: str, first: Person) -> bool:
    """Tell whether the titles in this line stand before the names."""
    if first.lead:
        return True
    last = re.sub(r"[\s:;,–-]+$", "", lead).split()
    return bool(last) and is_title_word(last[-1])


def _sightings(
    kind: str, person: Person, relation: tuple[Person | None, bool], words: str, ahead: str, vacant: bool
) -> list[Sighting]:
    """Return the sighting of a person with what the words around say, and of one whom they replaced."""
    replaced, swapped = relation
    said = terms(words)
    naming = said.rest
    if ahead:
        naming = terms(ahead).rest
        own = terms(words if person.party else re.split(r"[,;]", words)[0])
        # What stands before the last comma is this person's, what follows it the next one's.
        after = terms(words.rpartition(",")[0]).roles if person.party else frozenset[str]()
        said = Terms(terms(ahead).roles | after, own.absent, said.paragraphs, said.clock, naming, said.remote)
    stands = replaced is not None or vacant
    other: tuple[Sighting, ...] = ()
    if replaced is not None:
        other = (
            Sighting(
                replaced.name, replaced.party, replaced.start, replaced.stop, ("replaced",), present=False
            ),
        )
    if kind in {"others", "officials"} and person.party is None and not stands and is_guest(naming):
        at = person.start, person.stop
        return [Sighting(person.name, None, *at, title=title(naming), present=True)]
    if kind == "substitutes" and person.party is None and not stands and is_official(naming):
        kind = "others"
    roles = _roles(kind, said, stands and not swapped, person.party is not None)
    signed = kind in _SHORT and person.party is None
    sighting = Sighting(
        person.name,
        person.party,
        person.start,
        person.stop,
        roles,
        None if stands else _title(kind, person.party, said, naming),
        present=not (said.absent or kind == "absent"),
        stands_for=() if swapped else other,
        paragraphs=said.paragraphs,
        clock=said.clock,
        signed=signed,
        remote=said.remote or kind == "remote",
    )
    if sighting.present is False:
        sighting = replace(sighting, roles=())
    return change(sighting, other[0], sat=said.partly) if swapped and other else [sighting, *other]


def _roles(kind: str, said: Terms, stands: bool, partisan: bool) -> tuple[str, ...]:
    """Return the roles that a person has in a list of that kind, given the words beside the name.

    Rulings of the guidelines: a chair or vice chair is not also member; a substitute who serves is
    ``serving substitute``; ``Övriga närvarande`` with a party and without ``ersättare`` has no role.
    """
    if kind == "signatures":
        # "Anna Berg, sekreterare", or the title on the line below the name.
        titled = {"adjuster"} if description("adjuster").search(said.rest) else set()
        titled |= {"secretary"} if description("secretary").search(said.rest) else set()
        return tuple(
            role for role in ("chair", "vice chair", "secretary", "adjuster") if role in said.roles | titled
        )
    leading = tuple(role for role in ("chair", "vice chair") if role in said.roles)
    if kind in {"members", "present", "serving"}:
        if "not serving" in said.roles and not stands:
            return ("substitute",)
        serving = stands or kind == "serving" or bool({"serving substitute", "substitute"} & said.roles)
        if kind == "present" and not (leading or stands or said.roles):
            return ()
        if serving and "member" not in said.roles:
            return (*leading, "serving substitute")
        return leading or ("member",)
    if kind == "substitutes":
        if stands or "serving substitute" in said.roles:
            return ("serving substitute", "substitute") if said.partly else ("serving substitute",)
        return ("substitute",)
    if kind in {"others", "officials"}:
        if not partisan:
            return ("official",)
        if stands or "serving substitute" in said.roles:
            return ("serving substitute",)
        return ("substitute",) if "substitute" in said.roles else ()
    if kind == "chair" and "vice chair" in said.roles:
        return ("vice chair",)
    if kind == "adjusters" and "chair" in said.roles and not partisan:
        return ("chair",)
    return (_ROLE_OF[kind],) if kind in _ROLE_OF else ()


def _title(kind: str, party: str | None, said: Terms, naming: str) -> str | None:
    """Return the printed title: an official's, or a chair's; other words beside a member are none."""
    if kind in {"others", "officials", "presenters"} and party is None:
        return title(naming)
    if said.roles & {"vice chair"} or re.search(r"tjänstgörande ordf|ordf\w* vid", naming, re.IGNORECASE):
        found = description("vice_chair").search(naming) or re.search(
            r"tjänstgörande ordförande\w*|ordförande vid \w+", naming, re.IGNORECASE
        )
        return found.group().strip() if found else None
    return None
