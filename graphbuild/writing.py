"""The meetings of a build on their way into the store: quads made, checked against the shapes, written.

A meeting's graphs are written in one transaction and only where they changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

import pyoxigraph as ox

from graphbuild.cited import Held, cited, cited_quads, held
from graphbuild.iris import Iris
from graphbuild.linking import Document, Judgement, Judgements, Linked, SetAside
from graphbuild.links import DocumentLinks
from graphbuild.mentions.setting import OFF
from graphbuild.privacy.listed import NOTHING, Withheld
from graphbuild.quality import measures
from graphbuild.quality.leftout import LeftOut, LeftOutReason
from graphbuild.report import Finding
from graphbuild.sources import Rejected
from graphbuild.state import Entry, State, extraction_digest, fingerprint
from graphbuild.store import Writer
from graphbuild.triples import Told, meeting_quads, quality_quads, serialise

Progress = Callable[[int, int], None]
"""Told of progress: how many steps are done, of how many (two a document)."""

LAYERS = ("", "evidence", "derived", "quality")
"""The graphs of one meeting."""


@dataclass(slots=True)
class Steps:
    """Counts the steps of a build and tells of them."""

    total: int
    progress: Progress | None
    done: int = 0

    def step(self) -> None:
        """Count one more step."""
        self.done = min(self.done + 1, self.total)
        if self.progress:
            self.progress(self.done, self.total)


@dataclass(slots=True)
class Work:
    """A build under way: where it reads and writes, and what it has to report.

    ``before`` is the index as the build found it, ``aside`` the documents in it that others revise;
    ``holders`` tells which documents' quads stand in the graphs of a meeting; ``excluded`` are the documents
    that do not go in. ``judged`` are the judgements that were found to be about somebody, ``councils`` the
    councils (slugs) that were built. ``touched`` are the graphs that were written; where a build broke off
    earlier (``mending``), any may differ from what was published. ``withheld`` is the owner's list,
    ``masked`` the keys of its entries that masked something. ``given`` are the files (absolute paths) that
    the build has the word on, ``left_out`` those of them that stay out.
    """

    state: State
    writer: Writer
    iris: Iris
    steps: Steps
    judgements: Judgements
    ner: str = OFF
    judged: set[Judgement] = field(default_factory=set)
    councils: set[str] = field(default_factory=set)
    withheld: Withheld = NOTHING
    masked: set[str] = field(default_factory=set)
    before: Mapping[str, Entry] = field(default_factory=dict)
    aside: Mapping[str, Entry] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    rejected: list[Rejected] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    violations: list[Finding] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    mending: bool = False
    given: set[str] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember the index as it is, and whether the build before this one broke off."""
        self.mending = self.state.index.writing or self.writer.unpublished
        self.before = dict(self.state.index.documents)
        self.aside = dict(self.state.index.aside)
        for sha, entry in self.before.items():
            self.holders.setdefault(entry.meeting, set()).add(sha)

    def leave_out(
        self,
        path: str,
        sha256: str | None,
        reason: LeftOutReason,
        message: str,
        council: str | None = None,
        meeting: str | None = None,
    ) -> None:
        """Remember a document that stays out of the graph; see `graphbuild.quality.leftout`."""
        name, findings = PurePath(path).name, tuple(_violations(self.violations_of(path)))
        self.left_out.append(
            LeftOut(file_of(path), name, sha256, reason, message, council, meeting, findings)
        )

    def violations_of(self, path: str) -> list[Finding]:
        """Return what the shapes found in a document that was kept out."""
        return [finding for finding in self.violations if finding.path == path]

    def replace(self, graphs: Iterable[str], quads: Iterable[ox.Quad]) -> None:
        """Write to the store; from the first time on the index is not to be trusted after a crash."""
        if not self.state.index.writing:
            self.state.index.writing = True
            self.state.keep_index()
        names = tuple(graphs)
        self.touched.update(names)
        self.writer.replace(names, quads)

    def put(self, meeting: str, shas: set[str], quads: Iterable[ox.Quad]) -> None:
        """Write a meeting's graphs in one transaction; other documents that held them do so no more."""
        self.replace(self.graphs(meeting), quads)
        for other in self.holders.get(meeting, set()) - shas:
            self.state.index.documents.pop(other, None)
        self.holders[meeting] = shas

    def graphs(self, meeting: str) -> list[str]:
        """Return the IRIs of the graphs of a meeting."""
        return [self.iris.graph(meeting, layer) for layer in LAYERS]


def write_documents(linked: Linked, work: Work) -> set[str]:
    """Write each meeting whose quads changed in one transaction; return documents that break a shape."""
    meetings: dict[str, list[Document]] = {}
    for document in linked.documents:
        meetings.setdefault(linked.links[document.key].path, []).append(document)
    broken: set[str] = set()
    earlier = held(linked)
    for path, documents in meetings.items():
        broken |= _write_meeting(path, documents, linked, work, earlier)
    return broken


def _write_meeting(
    path: str,
    documents: Sequence[Document],
    linked: Linked,
    work: Work,
    earlier: Mapping[str, tuple[Held, ...]],
) -> set[str]:
    """Write the graphs of one meeting where they changed; return the documents that break a shape.

    ``earlier`` are the meetings that a document may cite, by date.
    """
    index = work.state.index
    before = cited([one.record for one in documents], earlier)
    digest = _digest([(one, linked.links[one.key]) for one in documents], work, before)
    olds = [index.documents.get(one.key) for one in documents]
    if all(old is not None and old.digest == digest and old.meeting == path for old in olds):
        entries = [
            replace(old, path=one.path, file=file_of(one.path))
            for one, old in zip(documents, olds, strict=True)
            if old is not None
        ]
    else:
        told = [_as_told(one, linked, work) for one in documents]
        quads = meeting_quads(told, work.iris)
        findings = _findings(documents, quads, cited_quads(before, work.iris))
        if _violations(findings):
            return _rejected(documents, findings, linked, work)
        measured = [
            measures.Told(one, told.raw, told.links.minutes or work.iris.minutes(path), _of(one, findings))
            for one, told in zip(documents, told, strict=True)
        ]
        quads = (*quads, *quality_quads(path, measured, work.iris, quads))
        content = sha256(serialise(quads))
        entries = _entries(path, documents, digest, content, len(quads), findings)
        if any(old is None or old.content != content or old.meeting != path for old in olds):
            work.put(path, {one.key for one in documents}, quads)
    for one, entry in zip(documents, entries, strict=True):
        index.documents[one.key] = entry
        if one.listed:
            work.steps.step()
    return set()


def _as_told(document: Document, linked: Linked, work: Work) -> Told:
    return Told(document.record, linked.links[document.key], work.state.raw(document.key))


def _entries(
    path: str,
    documents: Sequence[Document],
    digest: str,
    content: str,
    quads: int,
    findings: Sequence[Finding],
) -> list[Entry]:
    """Return the entries of a meeting's documents; the quads that they share are counted in the first."""
    return [
        Entry(
            one.path,
            file_of(one.path),
            path,
            digest,
            content,
            quads if one is documents[0] else 0,
            len(one.record.items),
            _of(one, findings),
        )
        for one in documents
    ]


def keep_aside(documents: Sequence[Document], council: str, work: Work) -> None:
    """Remember the documents of a council (a slug) that those that stand revise, and no others of it."""
    index = work.state.index
    others = {sha: one for sha, one in index.aside.items() if one.meeting.split("/")[0] != council}
    own = {
        one.key: Entry(one.path, file_of(one.path), work.iris.path(*one.meeting.key), "", "", 0, 0)
        for document in documents
        for one in document.revises
    }
    index.aside = others | own


def _findings(
    documents: Sequence[Document], quads: Sequence[ox.Quad], context: Sequence[ox.Quad] = ()
) -> tuple[Finding, ...]:
    """Return what the shapes find in a meeting's quads, and what extraction and linking are unsure of.

    What the shapes find is told of the first document.
    """
    # Processes that only extract do without the shapes' engine.
    from graphbuild import validation

    report = validation.validate(quads, context)
    shown = [
        Finding(documents[0].path, one.severity, one.message, one.focus, one.shape, one.value)
        for one in (*report.violations, *report.warnings)
    ]
    for one in documents:
        notices = (*one.record.warnings, *one.meeting.warnings)
        shown += [Finding(one.path, "notice", notice) for notice in notices]
    return tuple(shown)


def _of(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.path == document.path)


def _violations(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "violation"]


def _rejected(
    documents: Sequence[Document], findings: Sequence[Finding], linked: Linked, work: Work
) -> set[str]:
    """Keep out the documents of a meeting that break a shape each by itself, or else the last of them."""
    if len(documents) == 1:
        _reject(documents[0], findings, work)
        return {documents[0].key}
    alone = {
        one.key: _findings([one], meeting_quads([_as_told(one, linked, work)], work.iris))
        for one in documents
    }
    wrong = [one for one in documents if _violations(alone[one.key])]
    for one in wrong:
        _reject(one, alone[one.key], work)
    if not wrong:
        last = documents[-1]
        _reject(last, [replace(found, path=last.path) for found in _violations(findings)], work)
    return {one.key for one in wrong or documents[-1:]}


def _reject(document: Document, findings: Sequence[Finding], work: Work) -> None:
    """Keep a document out: what it breaks goes into the report."""
    violations = _violations(findings)
    first, more = violations[0], len(violations) - 1
    also = f" (and {more} more, see the report)" if more else ""
    work.violations += findings
    reason = f"its graph breaks the shape {first.shape} at {first.node}: {first.message}{also}"
    work.rejected.append(Rejected(document.path, reason))
    key = document.meeting.key
    work.leave_out(document.path, document.key, "broken shape", reason, key[0], work.iris.path(*key))


def _digest(documents: Sequence[tuple[Document, DocumentLinks]], work: Work, before: Sequence[Held]) -> str:
    """Return what stands for all that the quads of a meeting's documents and their findings rest on."""
    parts = [fingerprint(), work.iris.base, repr(before)]
    for document, links in documents:
        numbers = repr([item.number for item in document.record.items])
        extraction = extraction_digest(document.record.source, work.state.recogniser)
        parts += [extraction, numbers, repr(links), work.state.raw(document.key)]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass"))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_of(path: str) -> str:
    """Return the absolute path of a source, by which a changed version of it is known."""
    return Path(path).resolve().as_posix()
