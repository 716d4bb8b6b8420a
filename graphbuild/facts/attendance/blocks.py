"""Which stretch of text belongs to which label, also where labels and values stand in columns apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.words import LISTS, Label, description, serves_for
from graphbuild.text import Text

Block = tuple[str, int, int]
# Lists that stand before the place and time of adjustment, in the order of the front page.
_MANY = ("members", "serving", "substitutes", "present", "others", "officials", "absent")
_SIGNERS = ("secretary", "chair", "vice_chair", "adjusters")
# No front page has so many labels in one column.
_LONGEST_RUN = 40
_BLANK = re.compile(r"(?:<br ?/?>|\n)[ \t]*(?:<br ?/?>|\n)")


def blocks(text: Text, found: Sequence[Label], end: int) -> list[Block]:
    """Return kind, start and end of what stands under each label.

    Where three labels or more follow each other with nothing between, a table's columns were read
    one after the other: what follows the last label is shared out among them.
    """
    result: list[Block] = []
    number = 0
    while number < len(found):
        run = _run_of_empty(text.clean, found, number)
        if len(run) >= 3 and sum(label.kind in LISTS for label in run) >= 2:
            after = number + len(run)
            while after < len(found) and found[after].kind in {"paragraphs", "signatures"}:
                after += 1
            result += _share_out(text, run, found[after].start if after < len(found) else end)
            number = after
            continue
        stop = found[number + 1].start if number + 1 < len(found) else end
        if len(run) == 2 and _side_by_side(text, run):
            after = found[number + 2].start if number + 2 < len(found) else end
            result += _columns(text, run, after)
            number += 2
            continue
        result.append((found[number].kind, found[number].end, stop))
        number += 1
    return result


def _side_by_side(text: Text, run: Sequence[Label]) -> bool:
    """Tell whether two labels of lists stand on one line, heads of two columns."""
    return (
        all(label.kind in _MANY for label in run)
        and "\n" not in text.raw[text.offsets[run[0].start] : text.offsets[run[1].start]]
    )


def _column(text: Text, offset: int) -> int:
    """Return how far from the line's beginning the raw character is that a clean offset stands for."""
    raw = text.offsets[offset]
    return raw - text.raw.rfind("\n", 0, raw)


def _columns(text: Text, run: Sequence[Label], end: int) -> list[Block]:
    """Share out the people below two labels by the column in which the raw text has them."""
    heads = [_column(text, label.start) for label in run]
    start = run[-1].end
    found = people(text.clean[start:end], start)
    result: list[Block] = []
    for number, person in enumerate(found):
        stop = found[number + 1].start if number + 1 < len(found) else end
        column = 1 if _column(text, person.start) >= heads[1] - 2 else 0
        result.append((run[column].kind, person.start, stop))
    return result


def _run_of_empty(clean: str, found: Sequence[Label], number: int) -> list[Label]:
    run = [found[number]]
    while (
        number + 1 < len(found)
        and len(run) < _LONGEST_RUN
        and not clean[found[number].end : found[number + 1].start].strip(" \t\n:.")
    ):
        number += 1
        if found[number].start == found[number].end:  # where a table begins
            break
        run.append(found[number])
    return run


def _share_out(text: Text, run: Sequence[Label], end: int) -> list[Block]:
    """Share the lines after a column of labels out among the labels, by what the lines look like."""
    lines = _without_lead(text, text.lines(run[-1].end, end))
    groups, rest = _groups(text, lines)
    kinds = [label.kind for label in run]
    result: list[Block] = []
    if "place_time" in kinds and lines and (not groups or lines[0][0] < groups[0][0][0]):
        result.append(("place_time", *lines[0]))
    many = [kind for kind in kinds if kind in _MANY]
    if "adjusters" in kinds and groups and _first_adjuster(kinds):
        groups, adjusters = _take_adjusters(text, groups)
        result += [("adjusters", *line) for line in adjusters]
    if len(groups) == 1 and len(many) > 1:
        groups = _split(text, groups[0], many)
    if len(groups) == len(many):
        result += [(kind, group[0][0], group[-1][1]) for kind, group in zip(many, groups, strict=True)]
    else:
        result += [("others", group[0][0], group[-1][1]) for group in groups]
    signers = [kind for kind in kinds if kind in _SIGNERS]
    if "adjusters" in signers and kinds.index("adjusters") < (
        kinds.index("secretary") if "secretary" in kinds else 99
    ):
        signers.remove("adjusters")
        signers += ["adjusters"] * (kinds.count("adjusters") > 1)
    result += [(kind, *line) for kind, line in zip(signers, rest, strict=False)]
    return result


def _without_lead(text: Text, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Part the place and time from the first person where they were put on one line."""
    if not lines:
        return lines
    start, end = lines[0]
    found = people(text.clean[start:end], start)
    if found and found[0].party and found[0].start - start > 25:
        return [(start, found[0].start), (found[0].start, end), *lines[1:]]
    return lines


def _split(text: Text, group: list[tuple[int, int]], kinds: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Split one group of lines for several lists: officials have no party, and parties start anew."""
    officials: list[list[tuple[int, int]]] = []
    if kinds[-1] in {"others", "officials"}:
        bare = [
            number for number, (a, b) in enumerate(group) if not any(p.party for p in people(text.clean[a:b]))
        ]
        if bare and bare[0] and bare == list(range(bare[0], len(group))):
            group, officials = group[: bare[0]], [group[bare[0] :]]
    wanted = len(kinds) - len(officials)
    return [*(_where_parties_restart(text, group) if wanted == 2 else [group]), *officials]


def _first_adjuster(kinds: Sequence[str]) -> bool:
    """Tell whether a label of adjusters stands with the lists, before the signatures."""
    return "secretary" not in kinds or kinds.index("adjusters") < kinds.index("secretary")


def _groups(
    text: Text, lines: Sequence[tuple[int, int]]
) -> tuple[list[list[tuple[int, int]]], list[tuple[int, int]]]:
    """Return the groups of lines that name people, and such lines after the groups have ended.

    A blank line in the raw text parts two groups; a line that names nobody ends them (the place of
    adjustment).
    """
    groups: list[list[tuple[int, int]]] = []
    rest: list[tuple[int, int]] = []
    ended = False
    previous: tuple[int, int] | None = None
    for line in lines:
        names = people(text.clean[line[0] : line[1]])
        if not names or names[0].start > 25:
            ended = ended or bool(groups)
        elif ended:
            rest.append(line)
        elif previous and groups and not _blank_between(text, previous, line):
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    return groups, rest


def _blank_between(text: Text, first: tuple[int, int], second: tuple[int, int]) -> bool:
    between = text.raw[text.offsets[first[1] - 1] + 1 : text.offsets[second[0]]]
    return bool(_BLANK.search(between)) and not re.search(r"[^\W_]", re.sub(r"<br ?/?>", "", between))


def _take_adjusters(
    text: Text, groups: list[list[tuple[int, int]]]
) -> tuple[list[list[tuple[int, int]]], list[tuple[int, int]]]:
    """Take the adjusters off the end: a short last group, or last lines that name people once more."""
    if len(groups) > 1 and len(groups[-1]) <= 2:
        return groups[:-1], groups[-1]
    named = [people(text.clean[line[0] : line[1]])[0].name for group in groups for line in group]
    last: list[tuple[int, int]] = []
    while len(groups[-1]) > 1 and named and named[-1] in named[:-1]:
        last.insert(0, groups[-1].pop())
        named.pop()
    return groups, last


def _where_parties_restart(text: Text, group: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Split one list of members and substitutes where a party comes back that had been left.

    Both lists go party by party, so the substitutes begin where the first party returns.
    """
    seen: list[str | None] = []
    for number, (start, end) in enumerate(group):
        words = text.clean[start:end]
        person = people(words)[0]
        after = words[person.end :]
        if serves_for(after.split(" (")[0]) or description("serving").search(after):
            continue
        if person.party in seen and seen[-1] != person.party:
            return [group[:number], group[number:]]
        seen.append(person.party)
    return [group]
