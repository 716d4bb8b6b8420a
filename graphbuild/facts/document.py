"""Minutes to facts: everything that one document states, with the words that state it."""

from __future__ import annotations

from graphbuild.doubts import doubts
from graphbuild.facts.attendance import participants
from graphbuild.facts.header import header
from graphbuild.facts.items import Reading, item
from graphbuild.facts.names import named, people
from graphbuild.facts.rollcall import roll_calls, with_roll_calls
from graphbuild.mentions.organisations import organisations
from graphbuild.minutes import Minutes
from graphbuild.model import Record, Source


def extract(minutes: Minutes, source: Source) -> Record:
    """Return the record of the document; what was not understood is among its warnings."""
    text = minutes.text
    end = minutes.appendices[0][0] if minutes.appendices else len(text.clean)
    spans = people(text, end)
    head = header(minutes, source)
    reading = Reading(text, minutes.kind, head.body.text if head.body else None, spans)
    read = [item(reading, part) for part in minutes.items]
    items, unsettled = with_roll_calls(text, [found for found, _ in read], roll_calls(minutes))
    return Record(
        source=source,
        kind=minutes.kind,
        header=head,
        people=participants(minutes, [named(text, span) for span in spans]),
        items=items,
        organisations=organisations(text, *minutes.front),
        warnings=(
            *(warning for _, warnings in read for warning in warnings),
            *unsettled,
            *doubts(minutes, items),
        ),
    )
