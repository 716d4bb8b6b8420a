"""Page headers in the raw text: lines that name the council, the body, the protocol and its date."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

# A line that belongs to the margin of a page of minutes, by what it says of the protocol or page.
_PROTOCOL = re.compile(
    r"\W*(?:(?:sammanträdes|besluts)?protokoll(?:sutdrag)?\b(?:\W*nr\b\.?)?[\W\d]*|sammanträdesdatum\W*.{0,30}"
    r"|sid(?:a|an)?\W*\d+.{0,12}|\d{1,3} ?\(\d{1,3}\)"
    r"|kallelse(?: till sammanträde)?|föredragningslista"
    r"|.{0,30}dokument-?id\b.{0,60}|.{3,60}, protokoll)",
    re.IGNORECASE,
)
# The protocol's name beside other words of a page header, not in a sentence (``Protokoll från den …``).
_WITHIN = re.compile(
    r"(?:^|[\s,])(?:sammanträdes|besluts)?protokoll(?=[\s,:\d]*(?:$|[A-ZÅÄÖ\d(]|nr\b))", re.IGNORECASE
)
_RECIPIENTS = re.compile(
    r"(?:skickas|expedieras|sänds|utdrag|delges|meddelas) till|expedi\w+$", re.IGNORECASE
)
_MARKS = re.compile(r"[*#>|_\t\f]")
# A letter that a scan took for a digit.
_ZERO = re.compile(r"(?<=[^\W\d_])0(?=[^\W\d_])")
_BREAK = re.compile(r"<br ?/?>")
_LONGEST = 130
# A line that only mentions the protocol is a page header at the document's head, or where it repeats.
_HEAD = 1500


@dataclass(frozen=True, slots=True)
class MarginLine:
    """A short line of the raw text, marks blanked, with its raw offset.

    ``near`` tells that it stands with the protocol's name, date or page number as page headers do;
    ``own`` that it says so itself.
    """

    start: int
    words: str
    near: bool
    own: bool


def margin_lines(raw: str) -> list[MarginLine]:
    """Return the lines of the raw text that can belong to a page header, in order."""
    raw = _ZERO.sub("O", raw)
    lines: list[tuple[int, str]] = []
    position = 0
    for line in raw.splitlines(keepends=True):
        at = position
        for part in _BREAK.split(line):
            if part.strip():
                lines.append((at, _MARKS.sub(" ", part).rstrip()))
            found = _BREAK.match(raw, at + len(part))
            at += len(part) + (len(found.group()) if found else 0)
        position += len(line)
    shapes = Counter(_shape(words) for _, words in lines if len(words) <= _LONGEST)
    own = [
        len(words) <= _LONGEST
        and (
            _PROTOCOL.fullmatch(words.strip()) is not None
            or (_WITHIN.search(words) is not None and (start < _HEAD or shapes[_shape(words)] > 2))
        )
        for start, words in lines
    ]
    result = []
    for number, (start, words) in enumerate(lines):
        if len(words) > _LONGEST:
            continue
        near = any(own[max(0, number - 2) : number + 4])
        listed = any(_RECIPIENTS.search(line) for _, line in lines[max(0, number - 3) : number])
        result.append(MarginLine(start, words, near and (own[number] or not listed), own[number]))
    return result


def _shape(words: str) -> str:
    return re.sub(r"\d+", "0", " ".join(words.split())).casefold()


def is_protocol(words: str) -> bool:
    """Tell whether the line is the protocol's own: ``PROTOKOLL 2024-04-15``, ``Protokoll nr 2``."""
    return _PROTOCOL.fullmatch(words.strip()) is not None or _WITHIN.search(words) is not None
