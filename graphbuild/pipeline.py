"""Documents in, a published graph out: the only module that knows all stages.

A build adds documents or replaces what the store has of their meetings; documents in the store that
it is not given stay, and `remove` takes a meeting out. The same documents, register and version give
the same quads, to the byte, with any number of workers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from graphbuild import minutes, pages, text, withholding
from graphbuild.errors import NotMinutesError
from graphbuild.facts.document import extract as extract_facts
from graphbuild.finishing import finish
from graphbuild.iris import DEFAULT_BASE, Iris, slug
from graphbuild.linking import Document, Judgements, SetAside, identify, link, names
from graphbuild.linking.judgements import read as read_judgements
from graphbuild.mentions.recogniser import recogniser
from graphbuild.mentions.review import name_doubts
from graphbuild.mentions.setting import OFF
from graphbuild.model import Page, Record, Source
from graphbuild.privacy import listed as withhold
from graphbuild.privacy.listed import NOTHING, Withheld
from graphbuild.quality.coverage import covered
from graphbuild.quality.leftout import LeftOutReason, is_document
from graphbuild.report import BuildReport
from graphbuild.sources import Rejected
from graphbuild.state import Extracted, State, StateError
from graphbuild.store import Store
from graphbuild.text import Text
from graphbuild.workers import Result, each
from graphbuild.writing import Progress, Steps, Work, file_of, keep_aside, sha256, write_documents


def extract(source: Source, ner: str = OFF, withheld: Withheld = NOTHING) -> tuple[Record, Text]:
    """Return what one document states, and its text.

    Args:
        source: the document.
        ner: the setting that names the recogniser of names; what only it finds is among the warnings.
        withheld: whose names are masked.

    Raises:
        ReadError: where the document cannot be read as text.
        RecogniserError: where there is no such recogniser or it cannot be used.
    """
    return _understood(_read(source, withheld)[0], withheld.source(source), ner)


def _read(source: Source, withheld: Withheld) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the pages of a source with what is withheld masked, and the entries that masked something."""
    hidden = withheld.source(source)
    read = pages.read(hidden)

    def meeting() -> withhold.MeetingKey | None:
        try:
            return identify(*_understood(read, hidden, OFF)).key
        except NotMinutesError:
            return None

    return withheld.pages(read, meeting)


def _understood(read: Sequence[Page], source: Source, ner: str) -> tuple[Record, Text]:
    """Return what pages state, and their text."""
    cleaned = text.clean(read)
    structure = minutes.structure(cleaned)
    record = extract_facts(structure, withhold.shown(source))
    model = recogniser(ner)
    doubted = name_doubts(structure, record, model) if model else ()
    return replace(record, warnings=(*pages.warnings(read), *record.warnings, *doubted)), cleaned


def extract_document(source: Source, ner: str = OFF, withheld: Withheld = NOTHING) -> Extracted:
    """Return all that linking and triples need of one document; ``ner`` and ``withheld`` as for `extract`.

    Raises:
        ReadError: where the document cannot be read as text.
        NotMinutesError: where it is not minutes, or does not tell which meeting it is of.
        RecogniserError: where there is no such recogniser or it cannot be used.
    """
    read, masked = _read(source, withheld)
    record, cleaned = _understood(read, withheld.source(source), ner)
    return Extracted(record, cleaned.raw, identify(record, cleaned), masked)


def reread(kept: Extracted, withheld: Withheld, ner: str = OFF) -> Extracted:
    """Return a document that the store keeps with what is withheld masked in it, from its text alone."""
    read, masked = withholding.pages_of(kept, withheld)
    record, cleaned = _understood(read, withheld.source(kept.record.source), ner)
    warnings = (*pages.told_when_read(kept.record.warnings), *record.warnings)
    record = replace(record, warnings=tuple(dict.fromkeys(warnings)))
    return Extracted(record, cleaned.raw, kept.meeting, tuple(sorted({*kept.masked, *masked})))


def build(  # noqa: PLR0913 - all but two are options, each with its keyword
    sources: Sequence[Source],
    store_path: Path | str,
    *,
    base: str = DEFAULT_BASE,
    workers: int = 1,
    progress: Progress | None = None,
    rejected: Sequence[Rejected] = (),
    ner: str = OFF,
    judgements: Path | None = None,
    now: datetime | None = None,
    withheld: Path | None = None,
) -> BuildReport:
    """Build the graph of the sources into the store, publish it, and say what happened to each.

    Args:
        sources: the documents, as `graphbuild.sources.collect` gives them, in any order.
        store_path: the store's folder; it is made where it does not exist.
        base: what all IRIs begin with; a store keeps to one.
        workers: how many processes read documents.
        progress: told how far the build is.
        rejected: what was left out before, to stand in the report as well.
        ner: the setting that names the recogniser of names.
        judgements: the user's file of judgements, which the whole store obeys; without one it obeys none.
        now: the time that the log of changes is to tell; it does not enter the graph.
        withheld: the owner's list of whom to mask and what to leave out, which the whole store obeys from
            then on; without one it goes on obeying the one that it was given last.

    Raises:
        RecogniserError: where there is no such recogniser or it cannot be used.
        JudgementError: where the judgements cannot be read or contradict each other.
        WithholdError: where the list of what is withheld cannot be obeyed.
        StoreLockedError: where another process is writing to the store.
        StoreError, StateError: where the store cannot be used.
    """
    model = recogniser(ner)
    judged = read_judgements(judgements, base) if judgements else Judgements()
    given = withhold.read(withheld) if withheld else None
    with Store(store_path).writer() as writer:
        state = State(Path(store_path), base, model.identity if model else "")
        steps = Steps(2 * len(sources), progress)
        work = Work(state, writer, Iris(base), steps, judged, ner)
        paths = [one.path for one in sources] + [one.path for one in rejected]
        sources = withholding.begin(work, sources, rejected, given, reread)
        paths += [one.path for one in sources] + [one.path for one in work.rejected]
        work.given |= {file_of(path) for path in paths}
        for one in filter(is_document, work.rejected):
            work.leave_out(one.path, None, "unreadable", one.reason)
        listed = _extract_all(sources, work, workers)
        for council in _concerned(sources, listed, work):
            _build_council(council, listed, work)
        return finish(work, listed, now)


def remove(meeting: str, store_path: Path | str, *, now: datetime | None = None) -> BuildReport:
    """Take one meeting, by its IRI or its place ``<council>/<body>/<date>``, out of the store and publish.

    A document's path takes that document out: of the extracts of a meeting the others stay. ``now`` as for
    `build`.

    Raises:
        StateError: where the store has no such meeting or document.
    """
    with Store(store_path).writer() as writer:
        state = State(Path(store_path), None)
        place = meeting.removeprefix(f"{state.index.base}id/meeting/")
        entries = {**state.index.aside, **state.index.documents}
        found = [
            sha for sha, entry in entries.items() if place == entry.meeting or file_of(meeting) == entry.file
        ]
        out = [one for one in state.left_out() if place == one.meeting or file_of(meeting) == one.file]
        if not found and not out:
            raise StateError(f"the store {store_path} has no meeting {place}")
        work = Work(
            state, writer, Iris(state.index.base), Steps(0, None), state.judgements(), excluded=set(found)
        )
        withholding.begin(work, (), (), None, reread)
        work.given |= {one.file for one in out} | {entries[sha].file for sha in found}
        councils = {entries[sha].meeting.split("/")[0] for sha in found}
        for council in sorted({*councils, *_concerned((), {}, work)}):
            _build_council(council, {}, work)
        return finish(work, {}, now)


def _extract_all(sources: Sequence[Source], work: Work, workers: int) -> dict[str, Document]:
    """Return the documents of the sources by SHA-256, from what was kept or by extraction."""
    found: dict[str, Document] = {}
    new: list[Source] = []
    for source in _unique(sources, work):
        kept = withholding.still_good(work.state.cached(source), work)
        if kept is None:
            new.append(source)
        else:
            told = replace(kept.record, source=withhold.shown(source))
            found[source.sha256] = Document(told, kept.meeting)
            work.steps.step()
    for result in each(partial(extract_document, ner=work.ner, withheld=work.withheld), new, workers):
        if result.value is None:
            _keep_out(result, work)
        elif not withholding.leaves_out(result.task, result.value, work):
            work.state.keep(result.value)
            found[result.task.sha256] = Document(result.value.record, result.value.meeting)
        work.steps.step()
    return found


def _keep_out(result: Result[Source, Extracted], work: Work) -> None:
    """Note that a document could not be read, or is no minutes of a meeting that it tells."""
    source = result.task
    reason = work.withheld.text(result.reason)
    work.rejected.append(Rejected(source.path, reason))
    kind: LeftOutReason = "not minutes" if result.error is NotMinutesError else "unreadable"
    known = names.council(source.council) if source.council else None
    of = slug(known.name) if known else None
    work.leave_out(source.path, source.sha256, kind, reason, of)


def _unique(sources: Sequence[Source], work: Work) -> list[Source]:
    """Return the sources by path, each content once: the one that is told most of, then the first."""
    contents: dict[str, Source] = {}
    for source in sorted(sources, key=lambda one: (-_told(one), one.path)):
        first = contents.setdefault(source.sha256, source)
        if first is not source and first.path != source.path:
            copy = SetAside(source.path, source.sha256, f"the same content as {first.path}")
            work.set_aside.append(copy)
            work.leave_out(copy.path, copy.sha256, "set aside", copy.reason)
    return sorted(contents.values(), key=lambda one: one.path)


def _told(source: Source) -> int:
    return sum(value is not None for value in (source.url, source.council, source.body, source.licence))


def _concerned(sources: Sequence[Source], listed: Mapping[str, Document], work: Work) -> list[str]:
    """Return the councils (slugs) that the build has to do with; all of them after a build that broke off."""
    index = work.state.index
    if index.writing:
        index.documents = {
            sha: replace(entry, digest="", content="") for sha, entry in index.documents.items()
        }
        index.graphs = dict.fromkeys(index.graphs, "")
    files = {file_of(source.path) for source in sources}
    old = {
        entry.meeting.split("/")[0]
        for entry in (*index.documents.values(), *index.aside.values())
        if index.writing
        or entry.file in files
        or index.judgements != sha256(work.judgements.text.encode())
        or withholding.anew(work)
    }
    return sorted(old | {document.meeting.key[0] for document in listed.values()})


def _build_council(council: str, listed: Mapping[str, Document], work: Work) -> None:
    """Link all documents of a council and write those that changed, until none breaks a shape."""
    while True:
        documents, register = _documents(council, listed, work), work.state.register()
        linked = link(documents, register, base=work.iris.base, judgements=work.judgements)
        broken = write_documents(linked, work)
        if not broken:
            break
        work.excluded |= broken
    standing = {document.key: linked.links[document.key].path for document in linked.documents}
    index = work.state.index
    for sha, entry in sorted(index.documents.items()):
        if entry.meeting.split("/")[0] == council and standing.get(sha) != entry.meeting:
            del index.documents[sha]
            if entry.meeting not in standing.values():
                work.replace(work.graphs(entry.meeting), ())
    keep_aside(linked.documents, council, work)
    # One that was set aside in an earlier build is told of where it is given again.
    work.set_aside += [one for one in linked.set_aside if one.sha256 in listed or one.sha256 in work.before]
    meetings = {document.key: work.iris.path(*document.meeting.key) for document in documents}
    for one in linked.set_aside:
        work.leave_out(one.path, one.sha256, "set aside", one.reason, council, meetings[one.sha256])
    work.judged |= linked.judged
    work.councils.add(council)
    work.state.keep_register(linked.register)
    work.state.keep_entities(council, linked.entities)
    work.state.keep_candidates(council, linked.candidates)
    work.state.keep_coverage(covered(council, linked, work.iris))


def _documents(council: str, listed: Mapping[str, Document], work: Work) -> list[Document]:
    """Return the council's documents: those of this build, and those of the store that stay."""
    given = [document for sha, document in listed.items() if sha not in work.excluded]
    files = {file_of(document.path) for document in given}
    found = [document for document in given if document.meeting.key[0] == council]
    for sha, entry in sorted({**work.aside, **work.before}.items()):
        own = entry.meeting.split("/")[0] == council
        if own and sha not in listed and sha not in work.excluded and entry.file not in files:
            kept = work.state.load(sha)
            if kept is None:
                raise StateError(
                    f"what was extracted from {entry.path} cannot be read by this version; "
                    "build again with that document among the sources"
                )
            found.append(Document(kept.record, kept.meeting, listed=False))
    return found
