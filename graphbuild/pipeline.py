"""Documents in, a published graph out: the only module that knows all stages.

A build adds documents or replaces what the store has of their meetings; documents in the store that
it is not given stay, and `remove` takes a meeting out. The same documents, register and version give
the same quads, to the byte, with any number of workers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from graphbuild import minutes, pages, text
from graphbuild.errors import NotMinutesError
from graphbuild.facts.document import extract as extract_facts
from graphbuild.iris import DEFAULT_BASE, Iris, slug
from graphbuild.linking import Document, Judgements, SetAside, identify, link, merged, names
from graphbuild.linking.judgements import read as read_judgements
from graphbuild.mentions.recogniser import recogniser
from graphbuild.mentions.review import name_doubts
from graphbuild.mentions.setting import OFF
from graphbuild.model import Record, Source
from graphbuild.quality.accuracy import evaluations
from graphbuild.quality.coverage import covered
from graphbuild.quality.leftout import LeftOut, LeftOutReason, is_document, kept, without_paths
from graphbuild.report import BuildReport, Finding
from graphbuild.sources import Rejected
from graphbuild.state import Extracted, State, StateError
from graphbuild.store import Store
from graphbuild.text import Text
from graphbuild.triples import (
    accuracy_quads,
    authority_quads,
    candidate_quads,
    coverage_quads,
    entity_quads,
    judgement_quads,
    serialise,
)
from graphbuild.workers import Result, each
from graphbuild.writing import Progress, Steps, Work, file_of, sha256, write_documents


def extract(source: Source, ner: str = OFF) -> tuple[Record, Text]:
    """Return what one document states, and its text.

    Args:
        source: the document.
        ner: the setting that names the recogniser of names; what only it finds is among the warnings.

    Raises:
        ReadError: where the document cannot be read as text.
        RecogniserError: where there is no such recogniser or it cannot be used.
    """
    read = pages.read(source)
    cleaned = text.clean(read)
    structure = minutes.structure(cleaned)
    record = extract_facts(structure, source)
    model = recogniser(ner)
    doubted = name_doubts(structure, record, model) if model else ()
    return replace(record, warnings=(*pages.warnings(read), *record.warnings, *doubted)), cleaned


def extract_document(source: Source, ner: str = OFF) -> Extracted:
    """Return all that linking and triples need of one document; ``ner`` as for `extract`.

    Raises:
        ReadError: where the document cannot be read as text.
        NotMinutesError: where it is not minutes, or does not tell which meeting it is of.
        RecogniserError: where there is no such recogniser or it cannot be used.
    """
    record, cleaned = extract(source, ner)
    return Extracted(record, cleaned.raw, identify(record, cleaned))


def build(
    sources: Sequence[Source],
    store_path: Path | str,
    *,
    base: str = DEFAULT_BASE,
    workers: int = 1,
    progress: Progress | None = None,
    rejected: Sequence[Rejected] = (),
    ner: str = OFF,
    judgements: Path | None = None,
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

    Raises:
        RecogniserError: where there is no such recogniser or it cannot be used.
        JudgementError: where the judgements cannot be read or contradict each other.
        StoreLockedError: where another process is writing to the store.
        StoreError, StateError: where the store cannot be used.
    """
    model = recogniser(ner)
    judged = read_judgements(judgements, base) if judgements else Judgements()
    with Store(store_path).writer() as writer:
        state = State(Path(store_path), base, model.identity if model else "")
        steps = Steps(2 * len(sources), progress)
        work = Work(state, writer, Iris(base), steps, judged, ner)
        work.rejected += rejected
        work.given |= {file_of(one.path) for one in sources} | {file_of(one.path) for one in rejected}
        for one in filter(is_document, rejected):
            work.leave_out(one.path, None, "unreadable", one.reason)
        listed = _extract_all(sources, work, workers)
        for council in _concerned(sources, listed, work):
            _build_council(council, listed, work)
        return _finish(work, listed)


def remove(meeting: str, store_path: Path | str) -> BuildReport:
    """Take one meeting, by its IRI or its place ``<council>/<body>/<date>``, out of the store and publish.

    A document's path takes that document out: of the extracts of a meeting the others stay.

    Raises:
        StateError: where the store has no such meeting or document.
    """
    with Store(store_path).writer() as writer:
        state = State(Path(store_path), None)
        place = meeting.removeprefix(f"{state.index.base}id/meeting/")
        entries = state.index.documents.items()
        found = [sha for sha, entry in entries if place == entry.meeting or file_of(meeting) == entry.file]
        out = [one for one in state.left_out() if place == one.meeting or file_of(meeting) == one.file]
        if not found and not out:
            raise StateError(f"the store {store_path} has no meeting {place}")
        work = Work(
            state, writer, Iris(state.index.base), Steps(0, None), state.judgements(), excluded=set(found)
        )
        work.given |= {one.file for one in out} | {state.index.documents[sha].file for sha in found}
        councils = {state.index.documents[sha].meeting.split("/")[0] for sha in found}
        for council in sorted({*councils, *_concerned((), {}, work)}):
            _build_council(council, {}, work)
        return _finish(work, {})


def _extract_all(sources: Sequence[Source], work: Work, workers: int) -> dict[str, Document]:
    """Return the documents of the sources by SHA-256, from what was kept or by extraction."""
    found: dict[str, Document] = {}
    new: list[Source] = []
    for source in _unique(sources, work):
        kept = work.state.cached(source)
        if kept is None:
            new.append(source)
        else:
            found[source.sha256] = Document(replace(kept.record, source=source), kept.meeting)
            work.steps.step()
    for result in each(partial(extract_document, ner=work.ner), new, workers):
        if result.value is None:
            _keep_out(result, work)
        else:
            work.state.keep(result.value)
            found[result.task.sha256] = Document(result.value.record, result.value.meeting)
        work.steps.step()
    return found


def _keep_out(result: Result[Source, Extracted], work: Work) -> None:
    """Note that a document could not be read, or is no minutes of a meeting that it tells."""
    source = result.task
    work.rejected.append(Rejected(source.path, result.reason))
    kind: LeftOutReason = "not minutes" if result.error is NotMinutesError else "unreadable"
    known = names.council(source.council) if source.council else None
    of = slug(known.name) if known else None
    work.leave_out(source.path, source.sha256, kind, result.reason, of)


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
        for entry in index.documents.values()
        if index.writing or entry.file in files or index.judgements != sha256(work.judgements.text.encode())
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
    work.set_aside += linked.set_aside
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
    for sha, entry in sorted(work.before.items()):
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


def _finish(work: Work, listed: Mapping[str, Document]) -> BuildReport:
    """Write the graphs that documents share, publish, and return the report."""
    left_out = _left_out(work)
    shared = _write_shared(work, left_out)
    work.writer.publish()
    index = work.state.index
    work.state.keep_left_out(left_out)
    index.writing = False
    index.judgements = sha256(work.judgements.text.encode())
    work.state.keep_judgements(work.judgements)
    work.state.keep_index()
    work.state.drop_leftovers({*index.documents, *listed})
    report = _report(work, listed, shared)
    work.state.keep_report(report.to_json())
    while work.steps.done < work.steps.total:
        work.steps.step()
    return report


def _left_out(work: Work) -> tuple[LeftOut, ...]:
    """Return the documents that are not in the graph now; a copy is of the meeting of its original."""
    documents = work.state.index.documents
    paths = [
        *(entry.path for entry in (*documents.values(), *work.before.values())),
        *(one.path for one in work.rejected),
        *(one.path for one in work.set_aside),
    ]
    new = []
    for one in work.left_out:
        entry = documents.get(one.sha256 or "")
        place = entry.meeting if entry and one.meeting is None else one.meeting
        of = place.split("/")[0] if place else one.council
        new.append(replace(one, message=without_paths(one.message, paths), meeting=place, council=of))
    meetings = {entry.meeting for entry in documents.values()}
    return kept(work.state.left_out(), new, work.given, meetings)


def _write_shared(work: Work, left_out: Sequence[LeftOut]) -> int:
    """Write the graphs that no document owns and that changed; return how many quads they hold."""
    councils = {entry.meeting.split("/")[0] for entry in work.state.index.documents.values()}
    quads = (
        *entity_quads(merged(work.state.entities()), work.iris),
        *candidate_quads(work.state.candidates(), work.iris),
        *judgement_quads(work.judgements, work.iris),
        *coverage_quads(work.state.coverage(), left_out, work.iris),
        *accuracy_quads(evaluations(councils), work.iris),
        *authority_quads(work.iris),
    )
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    index = work.state.index
    for iri in sorted({*graphs, *index.graphs}):
        digest = sha256(serialise(graphs.get(iri, [])))
        if index.graphs.get(iri) != digest:
            work.replace([iri], graphs.get(iri, []))
    index.graphs = {iri: sha256(serialise(found)) for iri, found in graphs.items()}
    return len(quads)


def _report(work: Work, listed: Collection[str], shared: int) -> BuildReport:
    """Return what became of each document, by comparing the store before and after."""
    after, before = work.state.index.documents, work.before
    met = {entry.meeting for entry in before.values()}
    stayed = {entry.meeting for sha, entry in before.items() if sha in after}
    paths: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    for sha, entry in after.items():
        same = sha in before and before[sha].content == entry.content
        if not same or sha in listed:
            instead = sha in before or (entry.meeting in met and entry.meeting not in stayed)
            paths["unchanged" if same else "changed" if instead else "added"].append(entry.path)
    findings = [finding for entry in after.values() for finding in entry.findings] + work.violations
    findings += _unmatched(work)
    return BuildReport(
        added=tuple(sorted(paths["added"])),
        changed=tuple(sorted(paths["changed"])),
        unchanged=tuple(sorted(paths["unchanged"])),
        removed=tuple(sorted(met - {entry.meeting for entry in after.values()})),
        rejected=tuple(sorted(work.rejected, key=lambda one: (one.path, one.reason))),
        set_aside=tuple(sorted(work.set_aside, key=lambda one: (one.path, one.sha256))),
        findings=tuple(
            sorted(findings, key=lambda one: (one.path, one.severity, one.node or "", one.message))
        ),
        counts={
            "documents": len(after),
            "items": sum(entry.items for entry in after.values()),
            "quads": sum(entry.quads for entry in after.values()) + shared,
        },
    )


def _unmatched(work: Work) -> list[Finding]:
    """Return the judgements about people of the councils of this build that name nobody there."""
    return [
        Finding(
            work.judgements.name,
            "notice",
            f"line {entry.line}: no document names all of {', '.join(entry.nodes)}",
        )
        for entry in work.judgements.entries
        if entry not in work.judged and entry.councils & work.councils
    ]
