"""The end of a build: the graphs that documents share, the log of changes, what readers see, the report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pyoxigraph as ox

from graphbuild import changes, withholding
from graphbuild.linking import Document, merged
from graphbuild.quality.accuracy import evaluations
from graphbuild.quality.leftout import LeftOut, kept, without_paths
from graphbuild.report import BuildReport, Finding
from graphbuild.triples import (
    accuracy_quads,
    authority_quads,
    candidate_quads,
    coverage_quads,
    entity_quads,
    judgement_quads,
    serialise,
)
from graphbuild.writing import Work, sha256


def finish(work: Work, listed: Mapping[str, Document], now: datetime | None) -> BuildReport:
    """Write the graphs that documents share, log the changes, publish, and return the report."""
    left_out = _left_out(work)
    shared = _write_shared(work, left_out)
    _log_changes(work, now)
    withholding.publish(work)
    index = work.state.index
    work.state.keep_left_out(left_out)
    index.writing = False
    index.judgements = sha256(work.judgements.text.encode())
    work.state.keep_judgements(work.judgements)
    work.state.keep_index()
    work.state.drop_leftovers({*index.documents, *index.aside, *listed})
    report = _report(work, listed, shared)
    work.state.keep_report(report.to_json())
    withholding.end(work)
    while work.steps.done < work.steps.total:
        work.steps.step()
    return report


def _log_changes(work: Work, now: datetime | None) -> None:
    """Log what differs from the published graph; first take out what a build that broke off left behind."""
    if work.mending:
        known = {entry.meeting for entry in work.state.index.documents.values()}
        work.replace(
            [graph for graph in work.writer.graphs() if work.iris.meeting_path(graph) not in {None, *known}],
            (),
        )
    touched = None if work.mending else work.touched
    changes.record(work.writer.path, work.writer, touched, work.iris.base, now)


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
    found = kept(work.state.left_out(), new, work.given, meetings)
    return tuple(_masked(one, work) for one in found if not _stands(one, work))


def _stands(one: LeftOut, work: Work) -> bool:
    """Tell whether a file stands in the graph again, as the earlier form of one that was removed."""
    entry = work.state.index.documents.get(one.sha256 or "")
    return entry is not None and entry.file == one.file


def _masked(one: LeftOut, work: Work) -> LeftOut:
    """Return a document that is left out without the names that are withheld."""
    text = work.withheld.text
    findings = tuple(
        replace(
            found, path=text(found.path), message=text(found.message), node=found.node and text(found.node)
        )
        for found in one.findings
    )
    return replace(
        one, file=text(one.file), name=text(one.name), message=text(one.message), findings=findings
    )


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
    findings += [*_unmatched(work), *withholding.unmatched(work)]
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
