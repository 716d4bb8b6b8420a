"""Print how long it takes to tell who is who in 1, 10 and 100 times the minutes, against their mentions.

    python benchmarks/linking_scaling.py [MINUTES ...] [--up-to TIMES]

The minutes are read once. Each further copy is of a body of its own in the same council, and every word
of its names has a syllable of the copy's in it, so that the names are as alike within a copy as they
were, and the copies are other people. Beside seconds of the processor stands their ratio to those of the
size before, and that of the mentions: equal where time grows linearly.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from graphbuild import pipeline
from graphbuild.iris import DEFAULT_BASE, Iris
from graphbuild.linking import Document, Identified, Register, link
from graphbuild.linking.documents import people_of
from graphbuild.linking.people import link_people
from graphbuild.model import Item, Named, Participant, Record
from graphbuild.sources import collect

ROOT = Path(__file__).resolve().parents[1]
DEFAULTS = (ROOT.parent / "shared" / "minutes" / "goteborg", ROOT / "examples" / "minutes")
TIMES = (1, 10, 100)
_CONSONANTS, _VOWELS = "bdfgklmnprstv", "aeiouyåäö"


def main() -> None:
    """Link more and more copies and print a line for each size."""
    parser = argparse.ArgumentParser(description="Time who is who on more and more minutes.")
    parser.add_argument("minutes", nargs="*", type=Path, metavar="MINUTES")
    parser.add_argument("--up-to", type=int, default=TIMES[-1], metavar="TIMES")
    arguments = parser.parse_args()
    paths = arguments.minutes or [next(path for path in DEFAULTS if path.is_dir())]
    found = [pipeline.extract_document(source) for source in collect(paths)[0]]
    documents = [Document(one.record, one.meeting) for one in found]
    print(f"{'copies':>6} {'documents':>9} {'mentions':>9} {'ratio':>6}", end="")
    print(f" {'people s':>9} {'ratio':>6} {'all linking s':>14} {'ratio':>6}")
    before: tuple[int, float, float] | None = None
    for times in (size for size in TIMES if size <= arguments.up_to):
        copies = [copied for number in range(times) for copied in _copy(documents, number)]
        mentions = sum(1 for one in copies for _ in people_of(one.record))
        figures = (mentions, *_seconds(copies))
        print(f"{times:>6} {len(copies):>9} {mentions:>9} {_ratio(figures, before, 0):>6}", end="")
        print(f" {figures[1]:>9.2f} {_ratio(figures, before, 1):>6}", end="")
        print(f" {figures[2]:>14.2f} {_ratio(figures, before, 2):>6}", flush=True)
        before = figures


def _ratio(now: Sequence[float], before: Sequence[float] | None, place: int) -> str:
    return "" if before is None else f"{now[place] / before[place]:.1f}"


def _seconds(documents: Sequence[Document]) -> tuple[float, float]:
    """Return the seconds of the processor that people take, and all of linking."""
    gc.collect()
    start = time.process_time()
    link_people(documents, Register(), Iris())
    people = time.process_time() - start
    start = time.process_time()
    link(documents, Register(), base=DEFAULT_BASE)
    return people, time.process_time() - start


def _copy(documents: Sequence[Document], number: int) -> Iterator[Document]:
    """Yield the documents with other names in another body; copy 0 is what they are."""
    if number == 0:
        yield from documents
        return
    for document in documents:
        body = Identified(f"{document.meeting.body.value} {_syllable(number)}", "copy", 1.0)
        source = replace(document.record.source, sha256=f"{number}-{document.key}")
        record = replace(renamed(document.record, number), source=source)
        yield Document(record, replace(document.meeting, body=body))


def renamed(value: Any, number: int) -> Any:  # noqa: ANN401 - any value of the model
    """Return a value of a record with every name of a person changed."""
    if isinstance(value, tuple):
        return tuple(renamed(part, number) for part in value)
    if isinstance(value, Named | Participant):
        value = replace(value, name=_name(value.name, number))
    if not is_dataclass(value) or isinstance(value, type) or not isinstance(value, _HOLDING):
        return value
    parts = {part.name: getattr(value, part.name) for part in fields(value)}
    changed = {
        name: renamed(part, number)
        for name, part in parts.items()
        if isinstance(part, tuple) or is_dataclass(part)
    }
    return replace(value, **changed)


def _holding() -> tuple[type, ...]:
    from graphbuild import model

    kinds = (Record, Item, Participant, model.Proposal, model.Vote, model.Ballot, model.Dissent)
    return (*kinds, model.Appointment)


_HOLDING = _holding()


@cache
def _name(name: str, number: int) -> str:
    """Return a name with the copy's syllable behind the first letter of every word."""
    middle = _syllable(number)
    return " ".join(f"{word[:1]}{middle}{word[1:]}" for word in name.split())


def _syllable(number: int) -> str:
    """Return two syllables that are a copy's own and sound like no other's."""
    one, other = divmod(number, len(_CONSONANTS))
    return (
        _VOWELS[one % len(_VOWELS)] + _CONSONANTS[other] + _VOWELS[one // len(_VOWELS)] + _CONSONANTS[other]
    )


if __name__ == "__main__":
    main()
