"""Minutes to facts: everything that one document states, with the words that state it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.doubts import doubts
from graphbuild.facts.attendance import participants, unplaced_hours
from graphbuild.facts.header import header
from graphbuild.facts.items import Reading, item
from graphbuild.facts.names import PersonSpan, named, people
from graphbuild.facts.rollcall import roll_calls, tables, with_roll_calls
from graphbuild.mentions.organisations import organisations
from graphbuild.minutes import Minutes
from graphbuild.model import Participant, Record, Source
from graphbuild.text import Text


def extract(minutes: Minutes, source: Source) -> Record:
    """Return the record of the document; what was not understood is among its warnings."""
    text = minutes.text
    end = minutes.appendices[0][0] if minutes.appendices else len(text.clean)
    spans = people(text, end)
    head = header(minutes, source)
    present = participants(minutes, [named(text, span) for span in spans])
    acting = sorted([*spans, *_as_chair(text, present, end)], key=lambda span: span.start)
    reading = Reading(text, minutes.kind, head.body.text if head.body else None, acting)
    read = [item(reading, part) for part in minutes.items]
    items, unsettled = with_roll_calls(
        text, [found for found, _ in read], roll_calls(minutes), tables(minutes, spans)
    )
    return Record(
        source=source,
        kind=minutes.kind,
        header=head,
        people=present,
        items=items,
        organisations=organisations(text, *minutes.front),
        warnings=(
            *(warning for _, warnings in read for warning in warnings),
            *unsettled,
            *unplaced_hours(minutes),
            *doubts(minutes, items),
        ),
    )


# The chair acting without being named; what the chair does as chair (puts, finds, opens) is not meant.
_CHAIR_ACTS = re.compile(
    r"(?:\bO|(?<=\boch )o)rdföranden?(?= (?:yrkar|yrkade|föreslår|föreslog|tillstyrker|reserverar sig"
    r"|anmäler jäv|deltar inte)\b)|(?<=På förslag av )ordföranden(?=:)|(?<![^\n])Ordföranden?(?=:\s*[A-ZÅÄÖ])"
)


def _as_chair(text: Text, present: Sequence[Participant], end: int) -> tuple[PersonSpan, ...]:
    """Return the places where the chair acts and is called only that, if one person chaired throughout."""
    chairs = [person for person in present if "chair" in person.roles]
    if len(chairs) != 1:
        return ()
    (chair,) = chairs
    found = _CHAIR_ACTS.finditer(text.clean, 0, end)
    return tuple(PersonSpan(chair.name, chair.party, match.start(), match.end()) for match in found)
