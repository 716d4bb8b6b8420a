"""A store and the owner's list of what is withheld: obeyed by what it keeps, what it shows, and its past.

The list is written down before anything else is done, so that no later build can publish again what it
masks: not one that breaks off, and not one that is not given the list. Where it changed, the texts that
the store keeps are masked and read anew, and what remembers the old ones is removed: the register's
entries, the old snapshots, and the database's own memory of strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from graphbuild import changes
from graphbuild.linking import Judgement, Judgements, Register, SetAside
from graphbuild.linking.judgements import with_judgement
from graphbuild.links import Entity
from graphbuild.model import Page, Source
from graphbuild.privacy import names, numbers
from graphbuild.privacy.listed import LeftOut, MeetingKey, Person, Withheld
from graphbuild.report import Finding
from graphbuild.sources import Rejected
from graphbuild.state import Entry, Extracted
from graphbuild.store import Store
from graphbuild.writing import Work

Reread: TypeAlias = Callable[[Extracted, Withheld, str], Extracted]

# What each build writes anew, and the list itself; all else in the state remembers earlier builds.
_WRITTEN = frozenset({"documents", "texts", "entities", "candidates"})
_OWN = frozenset({"withheld.json", "index.json", "report.json", "register.json", "judgements.ttl"})
_COUNCIL = re.compile(r"(?:/id/person/)?([^/]+)/")


def begin(
    work: Work,
    sources: Sequence[Source],
    rejected: Sequence[Rejected],
    given: Withheld | None,
    reread: Reread,
) -> list[Source]:
    """Make a build obey the list given, or else the one the store has; return the sources that stay.

    They are as they are to be shown. What is left out and what was rejected before go into the report.
    """
    state = work.state
    if given is not None:
        state.keep_withheld(given)
    work.withheld = state.withheld()
    work.judgements = _without(work.judgements, work.withheld)
    work.rejected += [
        Rejected(work.withheld.text(one.path), work.withheld.text(one.reason)) for one in rejected
    ]
    for sha, entry in {**state.index.aside, **state.index.documents}.items():
        if _left_out(entry, sha, work.withheld):
            work.excluded.add(sha)
    if anew(work):
        _mask_kept(work, reread)
        state.keep_register(_forgotten(state.register(), work.withheld.people))
    return [work.withheld.source(source) for source in sources if not _aside(source, None, work)]


def anew(work: Work) -> bool:
    """Tell whether the store has not yet obeyed the list."""
    return work.state.index.withheld != work.withheld.digest


def still_good(kept: Extracted | None, work: Work) -> Extracted | None:
    """Return what was extracted, None where the document has to be read again or is left out.

    It has to where a name was masked that is not to be masked any more.
    """
    if kept is None or not work.withheld.keys.issuperset(kept.masked):
        return None
    work.masked |= set(kept.masked)
    left = work.withheld.leaves_out(kept.record.source, kept.meeting.key)
    return None if left or pages_of(kept, work.withheld)[1] else kept


def leaves_out(source: Source, found: Extracted, work: Work) -> bool:
    """Tell whether a document is left out now that its meeting is known; it then is in the report."""
    work.masked |= set(found.masked)
    return _aside(source, found.meeting.key, work)


def pages_of(kept: Extracted, withheld: Withheld) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the pages of a text that the store keeps, masked, and the entries that masked something."""
    raw = [Page(number, part) for number, part in enumerate(kept.raw.split("\f"), 1)]
    return withheld.pages(numbers.masked_pages(raw), lambda: kept.meeting.key)


def publish(work: Work) -> None:
    """Let readers see the build; where the list is new to the store, so that nothing else can be seen."""
    if not anew(work):
        work.writer.publish()
        return
    work.writer.rewrite()
    work.writer.publish()
    work.writer.forget()


def end(work: Work) -> None:
    """Mask names in what the store remembers of earlier builds, and remember that it obeys the list."""
    state = work.state
    if not anew(work):
        return
    for path in sorted(state.folder.rglob("*")):
        inner = path.relative_to(state.folder).parts
        if path.is_file() and inner[0] not in _WRITTEN | _OWN:
            _mask_file(path, work.withheld.people)
    _purge_log(work)
    if work.excluded & work.before.keys():
        state.keep_register(_standing(state.register(), state.entities()))
    state.index.withheld = work.withheld.digest
    state.keep_index()


def _purge_log(work: Work) -> None:
    """Take names, and what was told of documents that are left out, out of the log of changes."""
    gone = {work.before[sha].meeting for sha in work.excluded & work.before.keys()}
    gone -= {entry.meeting for entry in work.state.index.documents.values()}
    dead = _removed_now(work) if gone else frozenset()
    changes.purge(
        work.writer.path,
        meetings=[work.iris.meeting(path) for path in sorted(gone)],
        speaks=lambda text: text in dead or any(_speaks_of(text, one) for one in work.withheld.people),
    )


def _removed_now(work: Work) -> frozenset[str]:
    """Return the IRIs that this build took out of the graph: only what is left out had told of them."""
    found: set[str] = set()
    with changes.Log.open(work.writer.path) as log:
        for cursor in range(log.newest, 0, -1):
            told = log.change(cursor)
            if told is None or told[0].snapshot != Store(work.writer.path).current():
                break
            found |= set(told[1].removed)
    return frozenset(found)


def unmatched(work: Work) -> Iterator[Finding]:
    """Yield a notice for each entry that masked nothing, where the list is new to the store."""
    for person in work.withheld.people if anew(work) else ():
        if person.key not in work.masked:
            message = f"line {person.line}: no document has the name, so nothing is masked by this entry"
            yield Finding("the list of what is withheld", "notice", message)


def _aside(source: Source, meeting: MeetingKey | None, work: Work) -> bool:
    """Tell whether the list leaves a document out; it then is in the report."""
    left = work.withheld.leaves_out(source, meeting)
    if left is not None:
        path = work.withheld.source(source).path
        work.set_aside.append(SetAside(path, source.sha256, _reason(left)))
    return left is not None


def _reason(left: LeftOut) -> str:
    return f"left out by line {left.line} of the list of what is withheld"


def _left_out(entry: Entry, sha256: str, withheld: Withheld) -> bool:
    council, body, day, *_ = *entry.meeting.split("/"), "", ""
    return withheld.leaves_out(Source(entry.path, sha256), (council, body, day)) is not None


def _mask_kept(work: Work, reread: Reread) -> None:
    """Mask what the store keeps of its documents, whether or not they are among the sources."""
    index = work.state.index
    for sha in sorted({*index.documents, *index.aside}):
        kept = work.state.load(sha) if sha not in work.excluded else None
        if kept is None:
            continue
        read, masked = pages_of(kept, work.withheld)
        if masked or any(page.masked for page in read):
            kept = reread(kept, work.withheld, work.ner)
            work.state.keep(kept)
        work.masked |= set(kept.masked)


def _forgotten(register: Register, people: Sequence[Person]) -> Register:
    """Return the register without the entries of those whose name is masked."""
    gone = {
        iri
        for iri, entry in register.entities.items()
        if any(_speaks_of(text, person) for person in people for text in (iri, entry.key))
    }
    kept = {iri: entry for iri, entry in register.entities.items() if iri not in gone}
    kept = {
        iri: replace(entry, replaced_by=None) if entry.replaced_by in gone else entry
        for iri, entry in kept.items()
    }
    apart = {
        pair for pair in register.apart if not any(_speaks_of(key, one) for key in pair for one in people)
    }
    return Register(kept, frozenset(apart))


def _standing(register: Register, entities: Sequence[Entity]) -> Register:
    """Return the register without what no document names any more: a document that is left out did."""
    named = {iri for entity in entities for iri in (entity.iri, *entity.replaces)}
    kept = {
        iri: entry for iri, entry in register.entities.items() if iri in named or entry.replaced_by in named
    }
    keys = {entry.key for entry in kept.values()}
    return Register(kept, frozenset(pair for pair in register.apart if keys.issuperset(pair)))


def _speaks_of(text: str, person: Person) -> bool:
    """Tell whether an IRI or a key holds a person's name and is of their council."""
    council = person.council is None or person.council in text.split("/")
    return council and names.masked(text, person.forms) != text


def _without(judgements: Judgements, withheld: Withheld) -> Judgements:
    """Return the judgements without those that hold a masked name, as a text of their own."""
    kept = tuple(
        replace(entry, reason=withheld.text(entry.reason), by=entry.by and withheld.text(entry.by))
        for entry in judgements.entries
        if not _judges(entry, withheld.people)
    )
    if kept == judgements.entries and withheld.text(judgements.text) == judgements.text:
        return judgements
    text = ""
    for entry in kept:
        text = with_judgement(text, entry)
    return Judgements(kept, withheld.text(judgements.name), text)


def _judges(entry: Judgement, people: Sequence[Person]) -> bool:
    told = (*entry.about, *entry.keys, entry.reason, entry.by or "")
    return any(names.masked(text, person.forms) != text for person in people for text in told)


def _mask_file(path: Path, people: Sequence[Person]) -> None:
    """Mask names in a file of text, line by line; of a person of one council only where a line names it."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return
    lines = text.split("\n")
    for person in people:
        lines = [
            names.masked(line, person.forms) if person.council is None or person.council in line else line
            for line in lines
        ]
    masked = "\n".join(lines)
    if masked != text:
        path.write_text(masked, encoding="utf-8", newline="")
