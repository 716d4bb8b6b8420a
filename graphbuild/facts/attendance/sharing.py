"""Which people after a run of labels belong to which label, where a text has the labels first.

A table of two columns is read as all its labels, and then all its values. What the values look like
tells whose they are: blank lines and full stops between lists, officials without a party, substitutes
whose parties start anew, adjusters who are named a second time.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from graphbuild.facts.attendance.names import Person, people
from graphbuild.facts.attendance.terms import terms
from graphbuild.facts.attendance.words import (
    Label,
    description,
    given_names,
    is_title_word,
    list_end,
    served_by,
    serves_for,
)
from graphbuild.text import Text

Block = tuple[str, int, int]
Span = tuple[int, int]

# Lists that stand before the place and time of adjustment, in the order of the front page.
MANY = ("members", "serving", "substitutes", "present", "others", "officials", "absent")
SIGNERS = ("secretary", "chair", "vice_chair", "adjusters")
_BLANK = re.compile(r"(?:<br ?/?>|\n)[ \t]*(?:<br ?/?>|\n)")
# A full stop that ends a list, not an abbreviation.
_STOP = re.compile(r"(?:[)\d]|\w{6})\.\s*$")
# "Se förteckning bilaga 1": the first list stands elsewhere.
_ELSEWHERE = re.compile(r"[ \t]*se (?:\w+ )?(?:bilaga|sida?n?|förteckning|närvaro\w*|lista)\b", re.IGNORECASE)
# How many lines place and time take at most.
_PLACE_LINES = 3
# A line that long is no entry of its own.
_SENTENCE = 120
# How far from a line's beginning its first person may stand, where the line is an entry of a list.
_LEAD = 25
# How far before the labels of a column those may be named who adjust, in characters.
_EARLIER = 8_000
# "A och B med C som ersättare": the adjusters, and who adjusts if they cannot.
_AS_SUBSTITUTE = re.compile(r"\bmed [^\n]{3,60} som ersättare\b")
# No minutes have more adjusters.
_MOST_ADJUSTERS = 3


def by_order(text: Text, kinds: Sequence[str], start: int, end: int) -> list[Block]:
    """Give each label of a signature block its name, in their order; adjusters, last, take what is left.

    Returns nothing where there are fewer names than labels.
    """
    entries = [entry for entry in _entries(text, text.lines(start, end)) if _names(text, entry)]
    if len(entries) < len(kinds):
        return []
    last = len(kinds) - 1
    result = [(kind, *entry) for kind, entry in zip(kinds[:last], entries, strict=False)]
    stop = entries[-1][1] if kinds[last] == "adjusters" else entries[last][1]
    return [*result, (kinds[last], entries[last][0], stop)]


def share_out(text: Text, run: Sequence[Label], end: int, front: int) -> list[Block]:
    """Share the entries after a column of labels out among the labels, by what the entries look like.

    ``front`` is where the first label stands: adjusters are named between it and the run, or in it.
    Returns nothing where the run is too short to be a column of its own.
    """
    end = list_end(text.clean, run[-1].end, end)
    kinds = _kinds(text, run)
    many = [kind for kind in kinds if kind in MANY]
    if many and any(_ELSEWHERE.match(text.clean, *line) for line in text.lines(run[-1].end, end)):
        del many[0]
    lists = sum(kind in MANY or kind in SIGNERS for kind in kinds)
    lines = _entries(text, _without_lead(text, text.lines(run[-1].end, end)))
    if len(run) < 3 or lists < 2:
        return _two(text, kinds, lines, (front, run[0].start))
    if not many:
        return []
    groups, rest = _groups(text, lines)
    result: list[Block] = []
    where = next((kind for kind in kinds if kind in {"place_time", "place"}), None)
    if where and lines and (not groups or lines[0][0] < groups[0][0][0]):
        until = [line for line in lines[:_PLACE_LINES] if not groups or line[1] <= groups[0][0][0]]
        result.append((where, lines[0][0], until[-1][1] if until else lines[0][1]))
    if "adjusters" in kinds and groups and _first_adjuster(kinds):
        groups, adjusters = _take_adjusters(text, groups, _earlier(text, front, run[0].start))
        result += [("adjusters", *line) for line in adjusters]
    if kinds[-1] == "secretary" and groups and not rest and len(groups[-1]) > 1:
        rest = [groups[-1].pop()]
    if len(groups) == 1 and len(many) > 1:
        groups = _split(text, groups[0], many)
    if len(groups) == len(many):
        result += [(kind, group[0][0], group[-1][1]) for kind, group in zip(many, groups, strict=True)]
    else:
        result += [("others", group[0][0], group[-1][1]) for group in groups]
    signers = [kind for kind in kinds if kind in SIGNERS]
    if "adjusters" in signers and kinds.index("adjusters") < (
        kinds.index("secretary") if "secretary" in kinds else 99
    ):
        signers.remove("adjusters")
        signers += ["adjusters"] * (kinds.count("adjusters") > 1)
    result += [(kind, *line) for kind, line in zip(signers, rest, strict=False)]
    return result


def _kinds(text: Text, run: Sequence[Label]) -> list[str]:
    """Return the kinds of the labels, without those that only head the labels after them.

    ``Beslutande Ledamöter``, ``Övriga närvarande Ersättare Tjänstemän``.
    """
    result = [label.kind for label in run]
    for number in range(len(run) - 2, -1, -1):
        label, following = run[number], result[number + 1]
        words = text.clean[label.start : label.end].casefold().strip(" :")
        if (label.kind == "others" and following in {"substitutes", "officials"}) or (
            words in {"beslutande", "närvarande"} and following in {"members", "serving"}
        ):
            del result[number]
    return result


def _earlier(text: Text, start: int, end: int) -> frozenset[str]:
    return frozenset(person.name for person in people(text.clean[max(start, end - _EARLIER) : end]))


def _two(text: Text, kinds: Sequence[str], lines: Sequence[Span], front: Span) -> list[Block]:
    """Share out what follows a label of a list and one of adjusters: the latter were named before."""
    if len(kinds) != 2 or kinds[0] not in MANY or kinds[1] != "adjusters":
        return []
    named = [line for line in lines if _names(text, line)]
    earlier = _earlier(text, *front)
    last: list[Span] = []
    while named and len(last) < _MOST_ADJUSTERS and _names(text, named[-1])[0].name in earlier:
        last.insert(0, named.pop())
    if not last or not named:
        return []
    return [(kinds[0], named[0][0], named[-1][1]), *(("adjusters", *line) for line in last)]


def _names(text: Text, line: Span) -> list[Person]:
    return people(text.clean[slice(*line)], line[0])


def _without_lead(text: Text, lines: list[Span]) -> list[Span]:
    """Part the place and time from the first person where they were put on one line."""
    if not lines:
        return lines
    start, end = lines[0]
    found = people(text.clean[start:end], start)
    if found and found[0].party and found[0].start - start > _LEAD:
        at = _after_place(found[0])
        return [(start, at), (at, end), *lines[1:]]
    return lines


def _after_place(person: Person) -> int:
    """Return where the name begins, after the last word of a place that stands before it."""
    words = person.name.split()
    joined = len(words) > 2 and words[0] not in given_names() and words[1] in given_names()
    return person.start + len(words[0]) + 1 if joined else person.start


def _entries(text: Text, lines: Sequence[Span]) -> list[Span]:
    """Return the lines, those that name several people parted: a person, or two and their relation, each."""
    result: list[Span] = []
    for start, end in lines:
        found = people(text.clean[start:end], start)
        if _AS_SUBSTITUTE.search(text.clean, start, end) and end - start < _SENTENCE:
            found = found[:1]
        first = _begins(text, found[0], start) if found else start
        if len(found) < 2 or first - start > _LEAD:
            result.append((start, end))
            continue
        at = start
        for before, person in itertools.pairwise(found):
            gap = text.clean[before.end : person.start]
            if serves_for(gap) or served_by(gap):
                continue
            begin = _begins(text, person, before.end) if before.party and not person.party else person.start
            result.append((at, begin))
            at = begin
        result.append((at, end))
    return result


def _begins(text: Text, person: Person, floor: int) -> int:
    return lead_at(text.clean, floor, person.start)


def lead_at(clean: str, start: int, end: int) -> int:
    """Return where the official's title begins that stands right before ``end``; ``end`` where none does."""
    for found in reversed(list(re.finditer(r"\S+", clean[start:end]))):
        word = found.group()
        if not is_title_word(word) or word.endswith((",", ".", ")")) or terms(word).roles:
            break
        end = start + found.start()
    return end


def _split(text: Text, group: list[Span], kinds: Sequence[str]) -> list[list[Span]]:
    """Split one group of lines for several lists: officials have no party, and parties start anew."""
    officials: list[list[Span]] = []
    if kinds[-1] in {"others", "officials"}:
        bare = [number for number, line in enumerate(group) if not any(p.party for p in _names(text, line))]
        if bare and bare[0] and bare == list(range(bare[0], len(group))):
            group, officials = group[: bare[0]], [group[bare[0] :]]
    wanted = len(kinds) - len(officials)
    return [*(_where_parties_restart(text, group) if wanted == 2 else [group]), *officials]


def _first_adjuster(kinds: Sequence[str]) -> bool:
    """Tell whether a label of adjusters stands with the lists, before the signatures."""
    return "secretary" not in kinds or kinds.index("adjusters") < kinds.index("secretary")


def _groups(text: Text, lines: Sequence[Span]) -> tuple[list[list[Span]], list[Span]]:
    """Return the groups of lines that name people, and such lines after the groups have ended.

    A blank line in the raw text, or a full stop after an entry, parts two groups; a line that names
    nobody ends them (the place of adjustment).
    """
    groups: list[list[Span]] = []
    rest: list[Span] = []
    ended = False
    previous: Span | None = None
    for line in lines:
        names = people(text.clean[line[0] : line[1]])
        if not names or names[0].start > _LEAD:
            ended = ended or bool(groups)
        elif ended:
            rest.append(line)
        elif previous and groups and not _parted(text, previous, line):
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    return groups, rest


def _parted(text: Text, first: Span, second: Span) -> bool:
    between = text.raw[text.offsets[first[1] - 1] + 1 : text.offsets[second[0]]]
    blank = bool(_BLANK.search(between)) and not re.search(r"[^\W_]", re.sub(r"<br ?/?>", "", between))
    one_line = "\n" not in text.clean[first[1] : second[0]]
    return blank or (one_line and bool(_STOP.search(text.clean[slice(*first)])))


def _take_adjusters(
    text: Text, groups: list[list[Span]], earlier: frozenset[str]
) -> tuple[list[list[Span]], list[Span]]:
    """Take the adjusters off the end: a short last group, or last lines that name people once more."""
    final = groups[-1][-1]
    if _AS_SUBSTITUTE.search(text.clean, *final) and len(groups[-1]) > 1:
        return [*groups[:-1], groups[-1][:-1]], [final]
    if len(groups) > 1 and len(groups[-1]) <= 2:
        return groups[:-1], groups[-1]
    named = [people(text.clean[line[0] : line[1]])[0].name for group in groups for line in group]
    last: list[Span] = []
    while len(groups[-1]) > 1 and named and (named[-1] in named[:-1] or named[-1] in earlier):
        last.insert(0, groups[-1].pop())
        named.pop()
    return groups, last


def _where_parties_restart(text: Text, group: list[Span]) -> list[list[Span]]:
    """Split one list of members and substitutes where a party comes back that had been left.

    Both lists go party by party, so the substitutes begin where the first party returns.
    """
    seen: list[str | None] = []
    served = False
    for number, (start, end) in enumerate(group):
        words = text.clean[start:end]
        person = people(words)[0]
        after = words[person.end :]
        if "vice chair" in terms(after).roles:
            continue  # The presidium stands first, whatever its parties.
        if serves_for(after.split(" (")[0]) or description("serving").search(after):
            served = True
            continue
        # Those who serve stand last among the decisive: whoever follows them does not.
        if served or (person.party in seen and seen[-1] != person.party):
            return [group[:number], group[number:]]
        seen.append(person.party)
    return [group]
