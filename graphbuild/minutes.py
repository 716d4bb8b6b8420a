"""Text to minutes: where the front page, each § and each section of a § begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild import casenumbers
from graphbuild.contents import ContentsEntry, contents
from graphbuild.headings import PAGE_HEAD, heading_kind
from graphbuild.itemheads import Heading, headings, rising
from graphbuild.model import DocumentKind
from graphbuild.runon import broken
from graphbuild.sharedlists import shared_out
from graphbuild.text import Text

Span = tuple[int, int]
# Where a heading begins and its section begins, the section's kind, and the heading's words.
_Mark = tuple[int, int, str, str]

# A line that only leads in a decision's points, where no heading says so: its points stand below it.
_LEADS = re.compile(
    r"(?:Efter |På |I enlighet |Enligt |Med )?(?:[^.;]{0,100}? )?(?:beslutar|beslutade|beslöt|föreslår"
    r"|hemställer)\b[^.;]{0,160}",
)
_POINT = re.compile(
    r"\s*(?:att\s|a t t\s|dels\s|\d{1,2}[.)]?\s|[a-z][.)]\s|[•●▪■◦‣⁃·\uf0b7\uf0a7*−–—-]\s"
    r"|[•●▪■◦‣⁃·\uf0b7\uf0a7*−–—-]$)",
    re.IGNORECASE,
)
# A heading that is a lead-in, and what belongs to a decision below its points.
_DECIDES = re.compile(r"\b(?:beslutar|beslutade|beslöt)\b")
_STAYS = re.compile(
    r"^\s*(?:Paragrafen|Punkten|Beslutet) (?:\w+ )?(?:omedelbart )?justera|\bbesluta(?:r|de)?\b[^.]*$|:\s*$"
)
_LONE = re.compile(r"\s*[•●▪■◦‣⁃·\uf0b7\uf0a7*−–—-]\s*")
_LEADER = re.compile(
    r"[A-ZÅÄÖa-zåäö-]{0,60}(?:fullmäktige|styrelsen|nämnden|utskott(?:et)?|beredning(?:en)?"
    r"|direktion(?:en)?|presidiet|rådet)\b",
    re.IGNORECASE,
)
_NO_LEADER = re.compile(r"förvaltning|kontor|chef\b|direktör|\(|\bhar\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:beslutar|beslutade|beslöt|föreslår|hemställer)\b")
_TURNED = re.compile(r"(?:Efter|På|I enlighet|Enligt|Med|Härefter|Därefter)\b")
# A day, or a § beside it, tells that the decision is an earlier one.
_EARLIER = re.compile(r"\b(?:beslutade|beslöt)\b.{0,60}(?:\d{4}-\d\d-\d\d|\bden \d{1,2} \w+ \d{4}|§ ?\d)")
_MEETING_DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2} [a-z]{3,9} (?:19|20)\d\d\b|^Sida? \d")
# Where a lead-in tells a decision though no heading does; what an administration suggests is none.
_LED_IN = frozenset(
    {"", "matter", "proposals", "proposition", "vote", "recusal", "information", "prior_handling"}
)
_APPENDIX = re.compile(
    r"(?:(?:omröstnings|voterings)?bilaga (?P<number>\d{1,3})|(?:(?:omröstnings|voterings)?bilaga"
    r"|(?:omröstnings|voterings|röst)(?:lista|längd)) §\s*(?P<item>\d{1,4}))\b.{0,80}",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:,|-|\b(?:och|samt|eller|att|för|av|till|från|i|om|den|det|en|ett|med|på|som|enligt|mot|vid|under"
    r"|hos|år))$"
)
# A name that a line of a title leaves half said, and what ends it in the next: the rest and a party.
_NAME_BEGUN = re.compile(r"(?:,|\b(?:och|av|samt|från)) [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?$")
_NAME_ENDED = re.compile(r"(?:[A-ZÅÄÖ][\w-]+ ){1,2}\((?:[A-ZÅÄÖ]{1,4}|-)\)")
# Kinds of headings whose words are whole titles too, where a § has no other (``Frågestund``).
_ALSO_TITLES = frozenset({"information", "adjustment", "contents", "recusal"})
# Longer than this a line that begins as a heading does is a title: ``Förslag till mötesdagar för …``.
_LONG_HEADING = 45
_MAX_TITLE_LINES = 6
# A heading in capitals, perhaps with a date, that the text goes on after in the same line.
_SHOUTED = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ -]{7,}(?:\s\d{4}-?\d\d-\d\d)?\s+(?=[A-ZÅÄÖ][a-zåäö])")
# Headings that are also words of a sentence only head a section in the middle of a line with these.
_RUN_IN = frozenset(
    {"documents", "recipients", "reservation", "note", "recusal", "prior_handling", "proposals", "decision"}
)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an item under one heading; offsets into the clean text.

    ``kind`` is a key of ``data/headings.toml`` (``decision``, ``proposals``, ``vote`` ...), ``""``
    for what stands before the first heading.
    """

    kind: str
    heading: str
    heading_start: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ItemText:
    """One § in the clean text: its number, title lines, case numbers and sections."""

    number: str
    heading_start: int
    title_spans: tuple[Span, ...]
    dnr_spans: tuple[Span, ...]
    start: int
    end: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The structure of one document; ``front`` is the clean span before the first §."""

    text: Text
    kind: DocumentKind
    front: Span
    items: tuple[ItemText, ...]
    appendices: tuple[Span, ...]


def structure(text: Text) -> Minutes:
    """Return the structure of the document: items in the order of their numbers, each with its sections."""
    text = broken(text)
    lines = text.lines(0, len(text.clean))
    found = headings(text, lines)
    listed = contents(text, lines, found)
    skip = {span for entry in listed for span in entry.lines}
    heads = rising(text, [h for h in found if h.span not in skip])
    end = len(text.clean)
    appendices: tuple[Span, ...] = ()
    if heads:
        appendices = _appendices(text, heads[-1].span[1])
        end = appendices[0][0] if appendices else end
    stops = [*(h.span[0] for h in heads[1:]), end][: len(heads)]
    items = _merge(
        [_item(text, h, stop) for h, stop in zip(heads, stops, strict=True) if not h.again],
        heads,
        stops,
        text,
    )
    told = {item.number for item in items}
    items = sorted(
        [*items, *(_listed_item(entry) for entry in listed if entry.number not in told)], key=_order
    )
    items = shared_out(text, items)
    front = (0, min((h.span[0] for h in heads), default=len(text.clean)))
    return Minutes(text, _kind(text, items), front, tuple(items), appendices)


def _order(item: ItemText) -> tuple[int, str]:
    digits = re.match(r"\d+", item.number)
    return (int(digits.group()) if digits else 0, item.number)


def _merge(
    items: list[ItemText], heads: Sequence[Heading], stops: Sequence[int], text: Text
) -> list[ItemText]:
    """Let an item go on under each ``Forts. § n`` that follows it."""
    merged = list(items)
    more: dict[int, list[Section]] = {}
    index = {item.number: i for i, item in reversed(list(enumerate(items)))}
    for heading, stop in zip(heads, stops, strict=True):
        if not heading.again:
            continue
        at = index.get(heading.number)
        if at is None:
            index[heading.number] = len(merged)
            merged.append(_item(text, heading, stop))
            continue
        sections = more.setdefault(at, list(merged[at].sections))
        last = sections[-1].kind if sections else ""
        sections += _sections(text, heading.span[1], stop, last)
        merged[at] = replace(merged[at], end=stop)
    for at, sections in more.items():
        merged[at] = replace(merged[at], sections=tuple(sections))
    return merged


def _item(text: Text, heading: Heading, end: int) -> ItemText:
    block = [] if heading.again else _title_block(text, heading, end)
    title, dnr, body = _read_title(text, heading, block)
    return ItemText(heading.number, heading.span[0], title, dnr, body, end, _sections(text, body, end, ""))


def _title_block(text: Text, heading: Heading, end: int) -> list[Span]:
    """Return the lines between the heading's number and the first section, the rest of its line first."""
    lines = (
        [(heading.rest, heading.span[1])] if text.clean[heading.rest : heading.span[1]].strip(" .:\t") else []
    )
    numbers = [_case_numbers(text, *line, first=True) for line in lines]
    titled = any(
        not found or _after_number(text, found[-1][1], line[1])
        for found, line in zip(numbers, lines, strict=True)
    )
    for start, stop in text.lines(heading.span[1], end):
        kind = heading_kind(text.clean[start:stop].strip())
        if (kind and (titled or not _is_title(text, kind, (start, stop)))) or len(
            lines
        ) > _MAX_TITLE_LINES + 2:
            break
        titled = titled or not _case_numbers(text, start, stop, first=False)
        lines.append((start, stop))
    return lines


def _is_title(text: Text, kind: str, line: Span) -> bool:
    """Tell whether the words of a heading are a title, as the § has none yet: of such a kind, or long."""
    long = line[1] - line[0] >= _LONG_HEADING and kind == "suggestion"
    return kind in _ALSO_TITLES or (long and _is_followed_by_heading(text, line[1]))


def _read_title(
    text: Text, heading: Heading, block: Sequence[Span]
) -> tuple[tuple[Span, ...], tuple[Span, ...], int]:
    """Return the title's spans, the case numbers' spans, and where the item's body begins."""
    title: list[Span] = []
    numbers: list[Span] = []
    body = heading.span[1]
    labels = [
        i for i, (start, end) in enumerate(block) if i and casenumbers.label_line(text.clean, start, end)
    ]
    for i, (start, end) in enumerate(block):
        found = _case_numbers(text, start, end, first=i == 0 and not labels)
        tail = None
        if found:
            numbers.extend(found)
            title.extend(_after_number(text, found[-1][1], end) if i == 0 else ())
        elif title and _ends_title(
            text, title[-1], (start, end), numbers, closed=bool(labels) and i < labels[0]
        ):
            break
        else:
            first = start + _lead(text, start)
            tail = None if labels else _tail(text, first, end)
            title.append((first, tail[0] if tail else end))
            numbers.extend(tail[1] if tail else [])
        body = end
        if tail:
            break
    return tuple(title), tuple(numbers), body


def _after_number(text: Text, start: int, end: int) -> list[Span]:
    """Return the title that goes on after the case number on the heading's line, if one does."""
    start = casenumbers.after_class(text.clean, start, end)
    words = text.clean[start:end].lstrip(" ,.:–-\t")
    first = end - len(words)
    return [(first, end)] if re.match(r"[A-ZÅÄÖ](?:[a-zåäö]|\w*[ -])", words) else []


def _tail(text: Text, start: int, end: int) -> tuple[int, list[Span]] | None:
    """Return where the case numbers that end a title's line begin, with their label, and their spans."""
    bare = casenumbers.trailing(text.clean, start, end)
    return (bare[0], [bare]) if bare else casenumbers.labelled_tail(text.clean, start, end)


def _case_numbers(text: Text, start: int, end: int, *, first: bool) -> list[Span]:
    """Return the case numbers of a line that holds nothing else, or that begins with their label.

    On the heading's own line (``first``) a title may follow the number.
    """
    leading = casenumbers.leading(text.clean, start + _lead(text, start), end) if first else None
    if leading:
        return [leading]
    if casenumbers.label_line(text.clean, start + _lead(text, start), end):
        return casenumbers.labelled(text.clean, start, end)
    return casenumbers.bare_line_of(text.clean, start, end)


def _ends_title(text: Text, title: Span, line: Span, numbers: Sequence[Span], *, closed: bool) -> bool:
    """Tell whether the title is over before the line: at a case number, or where it does not go on."""
    words = text.clean[slice(*line)].strip(" :\t")
    if numbers and title[1] <= numbers[-1][0]:
        return True
    return not _goes_on(text, title, line, closed) or (words.endswith(".") and len(words) > 60)


def _lead(text: Text, start: int) -> int:
    """Return how many characters of punctuation and white space stand at ``start``."""
    found = re.compile(r"[\s.:\t–-]*").match(text.clean, start)
    return len(found.group()) if found else 0


def _goes_on(text: Text, title: Span, line: Span, closed: bool) -> bool:
    """Tell whether the line is part of the title that the span before it begins.

    It is where a case number's line closes the title further down, where the line before is left
    open, or where it is short and no sentence.
    """
    before, after = text.clean[slice(*title)].rstrip(), text.clean[slice(*line)].strip()
    if after.endswith((".", ":")) and not closed:
        return False
    if closed or _GOES_ON.search(before) or after[:1].islower() or after.startswith("("):
        return True
    if _NAME_BEGUN.search(before) and _NAME_ENDED.match(after):
        return True
    return len(before) > 40 and len(after) < 80 and _is_followed_by_heading(text, line[1])


def _is_followed_by_heading(text: Text, position: int) -> bool:
    for start, stop in text.lines(position, min(len(text.clean), position + 300))[:3]:
        if heading_kind(text.clean[start:stop].strip()):
            return True
    return False


def _sections(text: Text, start: int, end: int, first: str) -> tuple[Section, ...]:
    """Return the sections of the clean span; ``first`` is the kind of what stands before a heading."""
    marks: list[_Mark] = [(start, start, first, "")]
    led = False
    lines = text.lines(start, end)
    for (a, b), (c, d) in pairwise([*lines, (end, end)]):
        found = _headed(text, a, b, text.clean[c:d], "" if led else marks[-1][2])
        if found and led and found[0] == found[1]:
            continue
        if found:
            leads = found[0] == found[1] or _DECIDES.search(found[3])
            led = found[2] == "decision" and bool(leads and _POINT.match(text.clean[c:d]))
            marks.append(found)
        elif led and not _POINT.match(text.clean[a:b]) and text.clean[a:b].strip()[:1].isupper():
            before = text.clean[text.clean.rfind("\n", 0, a - 1) + 1 : a - 1]
            stays = (
                _STAYS.search(text.clean[a:b])
                or PAGE_HEAD.fullmatch(text.clean, a, b)
                or text.clean[a:b].isupper()
            )
            led = bool(stays or _LONE.fullmatch(before) or _GOES_ON.search(before))
            marks += [] if led else [(a, a, "", "")]
    marks.append((end, end, "", ""))
    sections = [
        Section(kind, head, at, begin, following[0]) for (at, begin, kind, head), following in pairwise(marks)
    ]
    return tuple(s for s in sections if s.heading or text.clean[s.start : s.end].strip())


def _headed(text: Text, a: int, b: int, following: str, current: str) -> _Mark | None:
    """Return the section that the line ``[a, b)`` begins, None where it begins none.

    A heading is a line of its own, stands before a colon, or in capitals at the line's beginning; a line
    that only leads in points begins a section that it is part of.
    """
    line = text.clean[a:b].strip()
    kind = heading_kind(line)
    if kind:
        return None if _is_title_of_extract(line, following, text) else (a, b, kind, line.rstrip(": "))
    leader = _leader(line, following) if current in _LED_IN else None
    if leader:
        return a, a, "decision", leader
    shouted = _SHOUTED.match(text.clean, a, b)
    kind = heading_kind(shouted.group().strip()) if shouted else None
    if shouted and kind:
        return a, shouted.end(), kind, shouted.group().strip()
    head, tab, rest = line.partition("\t")
    kind = heading_kind(head) if tab and rest.strip() else None
    if kind in _RUN_IN and kind:
        return a, text.clean.index("\t", a) + 1, kind, head
    head, colon, rest = line.partition(":")
    kind = heading_kind(head) if colon and rest.strip() and len(head) < 60 else None
    return (a, text.clean.index(":", a) + 1, kind, head) if kind in _RUN_IN and kind else None


def _is_title_of_extract(line: str, following: str, text: Text) -> bool:
    """Tell whether ``Protokollsutdrag`` is the document's name at a page's head, and no list's heading.

    A day of meeting follows it, or it stands over the first § too.
    """
    if line.casefold() != "protokollsutdrag":
        return False
    first = text.clean.find("§")
    return _MEETING_DAY.search(following) is not None or line in text.clean[: max(first, 0)].split("\n")


def _leader(line: str, following: str) -> str | None:
    """Return the body that a line, which is no heading, lets decide the points below it.

    The body is the sentence's subject, before the verb or, where something else comes first, after it.
    What an administration suggests, or a body decided on another day, leads in no decision.
    """
    verb = _VERB.search(line)
    if not verb or not _LEADS.fullmatch(line) or not _POINT.match(following) or _EARLIER.search(line):
        return None
    before = line[: verb.start()].strip()
    if _LEADER.search(before):
        return None if _NO_LEADER.search(before) else before
    after = _LEADER.search(line, verb.end(), verb.end() + 40)
    return after.group() if after and _TURNED.match(before) else None


def _appendices(text: Text, after: int) -> tuple[Span, ...]:
    """Return the spans of the appendices (``Bilaga n``, a line of its own) that follow the last item.

    Where the numbers begin anew, what came before was a list of them inside the item.
    """
    starts: list[int] = []
    last = 0
    of: str | None = None
    for a, b in text.lines(after, len(text.clean)):
        found = _APPENDIX.fullmatch(text.clean[a:b].strip())
        if found and found["item"]:
            starts += [] if found["item"] == of else [a]
            of = found["item"]
        elif found:
            number = int(found["number"])
            starts = [a] if number <= last else [*starts, a]
            last = number
    return tuple(pairwise([*starts, len(text.clean)])) if starts else ()


def _listed_item(entry: ContentsEntry) -> ItemText:
    """Return an item that only the table of contents tells of."""
    start = entry.lines[0][0]
    return ItemText(
        entry.number, start, entry.title_spans, entry.dnr_spans, entry.lines[-1][1], entry.lines[-1][1], ()
    )


_AGENDA = re.compile(r"\b(?:kallelse|föredragningslista|kallas till sammanträde)\b", re.IGNORECASE)
_PROTOCOL = re.compile(r"protokoll|justera|anslag", re.IGNORECASE)
_EXTRACT = re.compile(r"\b(?:protokollsutdrag|utdrag ur protokoll|protokoll utdrag)\b", re.IGNORECASE)
# A document's own title is a line of its own; `Protokollsutdrag skickas till` is the end of a §.
_EXTRACT_TITLE = re.compile(
    r"^\W{0,3}(?:protokollsutdrag|(?:protokoll,? )?utdrag(?: ur protokoll(?:et)?)?)\W{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)


def _kind(text: Text, items: Sequence[ItemText]) -> DocumentKind:
    """Return what kind of document this is; only minutes and extracts of them tell decisions."""
    head = text.raw[:1500]
    if not items:
        return "agenda" if _AGENDA.search(head) else "other"
    decides = any(section.kind in {"decision", "vote"} for item in items for section in item.sections)
    if _AGENDA.search(head) and not decides and not _PROTOCOL.search(head):
        return "agenda"
    titled = _EXTRACT_TITLE.search(text.clean[: min(1500, items[0].start)])
    return "extract" if titled or (_EXTRACT.search(head) and len(items) == 1) else "minutes"
