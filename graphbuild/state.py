"""What a build remembers beside the graph, in the store's folder ``state``.

index.json              the documents in the store: path, meeting, digests, findings
documents/<sha256>.json what was extracted from a document, and which meeting it is of
texts/<sha256>.txt      the raw text that its evidence counts in
entities/<council>.json what each council's documents name
candidates/<council>.json the pairs of it that are to be reviewed
coverage/<council>.json what meetings of it there are, and which are cited
left-out.json           the documents that are not in the graph, and why
judgements.ttl          the user's judgements that the last build obeyed
withheld.json           the owner's list of what is withheld, which all builds obey until another is given
register.json           the register of entities, input of the next build
report.json             the report of the last build
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from graphbuild import __version__, record
from graphbuild.errors import BeslutsgrafError
from graphbuild.iris import DEFAULT_BASE
from graphbuild.linking import Identified, Judgements, Meeting, Register, Revision, judgements
from graphbuild.links import Candidate, Entity
from graphbuild.model import Record, Source
from graphbuild.pages import ocr
from graphbuild.privacy.listed import NOTHING, Withheld
from graphbuild.quality.coverage import Covered
from graphbuild.quality.leftout import LeftOut
from graphbuild.report import Finding
from graphbuild.resources import resource

VERSION: Final = 1


class StateError(BeslutsgrafError):
    """What a store remembers of its builds cannot be used."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What is taken from one document: its record, its raw text, the meeting it is of.

    ``masked`` are the keys of the entries of the owner's list by which a name was masked in it.
    """

    record: Record
    raw: str
    meeting: Meeting
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the store.

    ``file`` is its absolute path, by which a changed version is known; ``meeting`` its place below the
    base; ``digest`` stands for all that its quads were made of and ``content`` for the quads; ``quads``
    and ``items`` count.
    """

    path: str
    file: str
    meeting: str
    digest: str
    content: str
    quads: int
    items: int
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Index:
    """The documents in the store by SHA-256, and the digest of each shared graph by its IRI.

    ``writing`` is true while a build writes: digests found so after a crash are not trusted.
    ``judgements`` is the digest of the judgements that the last build obeyed, ``withheld`` that of the
    list of what is withheld. ``aside`` are documents whose corrected forms stand in their place, kept in
    case those are removed.
    """

    base: str
    writing: bool = False
    documents: dict[str, Entry] = field(default_factory=dict)
    graphs: dict[str, str] = field(default_factory=dict)
    judgements: str = ""
    aside: dict[str, Entry] = field(default_factory=dict)
    withheld: str = ""


@cache
def fingerprint() -> str:
    """Return what stands for the code and data of this version: a digest over the package's files."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).parent
    folders = [package, *(resource(name) for name in ("ontology", "shapes", "queries/derive"))]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".rq", ".toml", ".ttl", ".txt"}:
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:16]}"


def extraction_digest(source: Source, recogniser: str = "") -> str:
    """Return what stands for all that extraction rests on: the file, what is told of it, the programs.

    Args:
        source: the document.
        recogniser: what stands for the recogniser of names; empty for none.
    """
    told = [source.url, source.council, source.body, source.date, source.licence]
    parts = [fingerprint(), recogniser, ocr.version(), source.sha256, Path(source.path).name, *told]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class State:
    """The state of one store; every file is written whole or not at all."""

    def __init__(self, store: Path, base: str | None, recogniser: str = "") -> None:
        """Open the state of the store; ``base`` is what its IRIs begin with, None for whatever it has.

        ``recogniser`` stands for the recogniser of names that documents are read with; empty for none.

        Raises:
            StateError: where the store was built below another base, or its index cannot be read.
        """
        self.folder = store / "state"
        self.recogniser = recogniser
        for name in ("documents", "texts", "entities", "candidates", "coverage"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.index = self._read_index(base or DEFAULT_BASE)
        if base is not None and self.index.base != base:
            raise StateError(
                f"the store {store} was built with the base {self.index.base}, not {base}; "
                "give that base, or build into a new store"
            )

    def load(self, sha256: str) -> Extracted | None:
        """Return what was extracted from a document, None where nothing readable is there."""
        try:
            data = json.loads((self.folder / "documents" / f"{sha256}.json").read_text(encoding="utf-8"))
            meeting, masked = _meeting(data["meeting"]), tuple(data.get("masked", ()))
            return Extracted(record.from_json(data["record"]), self.raw(sha256), meeting, masked)
        except (OSError, ValueError, KeyError, TypeError, BeslutsgrafError):
            return None

    def raw(self, sha256: str) -> str:
        """Return the raw text of a document."""
        return (self.folder / "texts" / f"{sha256}.txt").read_bytes().decode("utf-8", "surrogatepass")

    def cached(self, source: Source) -> Extracted | None:
        """Return what was extracted from this very source by this version, None where it was not."""
        try:
            path = self.folder / "documents" / f"{source.sha256}.json"
            digest = json.loads(path.read_text(encoding="utf-8"))["digest"]
        except (OSError, ValueError, KeyError):
            return None
        return self.load(source.sha256) if digest == extraction_digest(source, self.recogniser) else None

    def keep(self, extracted: Extracted) -> None:
        """Write down what was extracted from a document."""
        source, meeting = extracted.record.source, extracted.meeting
        data = {
            "digest": extraction_digest(source, self.recogniser),
            "meeting": _meeting_json(meeting),
            "record": record.to_json(extracted.record),
            "masked": list(extracted.masked),
        }
        raw = extracted.raw.encode("utf-8", "surrogatepass")
        _write(self.folder / "texts" / f"{source.sha256}.txt", raw)
        _write(self.folder / "documents" / f"{source.sha256}.json", _json(data))

    def register(self) -> Register:
        """Return the register of the last build, an empty one before the first."""
        path = self.folder / "register.json"
        if not path.exists():
            return Register()
        return Register.from_json(_object(path))

    def keep_register(self, register: Register) -> None:
        """Write down the register for the next build."""
        _write(self.folder / "register.json", _json(register.to_json()))

    def keep_entities(self, council: str, entities: Iterable[Entity]) -> None:
        """Write down what the documents of a council (a slug) name; nothing removes the file."""
        path = self.folder / "entities" / f"{council}.json"
        data = [_entity_json(entity) for entity in entities]
        if data:
            _write(path, _json(data))
        else:
            path.unlink(missing_ok=True)

    def entities(self) -> list[Entity]:
        """Return what the documents of all councils name."""
        return [
            _entity(data)
            for path in sorted((self.folder / "entities").glob("*.json"))
            for data in json.loads(path.read_text(encoding="utf-8"))
        ]

    def keep_candidates(self, council: str, candidates: Iterable[Candidate]) -> None:
        """Write down the pairs of a council (a slug) that are to be reviewed."""
        path = self.folder / "candidates" / f"{council}.json"
        data = [[one.one, one.other, one.organisation, one.relation, one.score] for one in candidates]
        if data:
            _write(path, _json(data))
        else:
            path.unlink(missing_ok=True)

    def candidates(self) -> list[Candidate]:
        """Return the pairs of all councils that are to be reviewed."""
        return [
            Candidate(*data)
            for path in sorted((self.folder / "candidates").glob("*.json"))
            for data in json.loads(path.read_text(encoding="utf-8"))
        ]

    def keep_coverage(self, covered: Covered) -> None:
        """Write down what meetings of a council there are; where there are none its file goes."""
        path = self.folder / "coverage" / f"{covered.council}.json"
        if covered.meetings:
            _write(path, _json(covered.to_json()))
        else:
            path.unlink(missing_ok=True)

    def coverage(self) -> list[Covered]:
        """Return what meetings there are, of all councils."""
        files = sorted((self.folder / "coverage").glob("*.json"))
        return [Covered.from_json(json.loads(path.read_text(encoding="utf-8"))) for path in files]

    def keep_left_out(self, left_out: Iterable[LeftOut]) -> None:
        """Write down which documents are not in the graph."""
        _write(self.folder / "left-out.json", _json([one.to_json() for one in left_out]))

    def left_out(self) -> list[LeftOut]:
        """Return which documents are not in the graph."""
        path = self.folder / "left-out.json"
        if not path.exists():
            return []
        return [LeftOut.from_json(data) for data in json.loads(path.read_text(encoding="utf-8"))]

    def keep_judgements(self, judgements: Judgements) -> None:
        """Write down the judgements that a build obeyed."""
        _write(self.folder / "judgements.ttl", judgements.text.encode())

    def judgements(self) -> Judgements:
        """Return the judgements that the last build obeyed."""
        path = self.folder / "judgements.ttl"
        return judgements.read(path, self.index.base) if path.exists() else judgements.NONE

    def keep_withheld(self, withheld: Withheld) -> None:
        """Write down the list of what is withheld, for its owner's eyes only."""
        path = self.folder / "withheld.json"
        _write(path, _json(withheld.to_json()))
        path.chmod(0o600)

    def withheld(self) -> Withheld:
        """Return the list of what is withheld that was given last, an empty one where none was."""
        path = self.folder / "withheld.json"
        return Withheld.from_json(_object(path)) if path.exists() else NOTHING

    def keep_report(self, report: Mapping[str, Any]) -> None:
        """Write down the report of a build."""
        _write(self.folder / "report.json", _json(report))

    def keep_index(self) -> None:
        """Write down the index."""
        index = self.index
        data = {
            "version": VERSION,
            "base": index.base,
            "writing": index.writing,
            "documents": {sha: _entry_json(entry) for sha, entry in sorted(index.documents.items())},
            "graphs": dict(sorted(index.graphs.items())),
            "judgements": index.judgements,
            "aside": {sha: _entry_json(entry) for sha, entry in sorted(index.aside.items())},
            "withheld": index.withheld,
        }
        _write(self.folder / "index.json", _json(data))

    def drop_leftovers(self, kept: Collection[str]) -> None:
        """Remove what was extracted from other documents than those with the given SHA-256."""
        for name, suffix in (("documents", ".json"), ("texts", ".txt")):
            for path in (self.folder / name).iterdir():
                if path.suffix != suffix or path.stem not in kept:
                    path.unlink()

    def _read_index(self, base: str) -> Index:
        path = self.folder / "index.json"
        if not path.exists():
            return Index(base)
        data = _object(path)
        try:
            if data["version"] != VERSION:
                raise StateError(f"{path} is of version {data['version']}; build into a new store")
            documents = {sha: _entry(entry) for sha, entry in data["documents"].items()}
            graphs, judged = dict(data["graphs"]), data.get("judgements", "")
            aside = {sha: _entry(entry) for sha, entry in data.get("aside", {}).items()}
            withheld = data.get("withheld", "")
            return Index(data["base"], data["writing"], documents, graphs, judged, aside, withheld)
        except (KeyError, TypeError, AttributeError) as error:
            raise StateError(f"{path} cannot be read ({error!r}); build into a new store") from error


def _meeting_json(meeting: Meeting) -> dict[str, Any]:
    found = {
        name: [part.value, part.rule, part.confidence]
        for name, part in (
            ("organisation", meeting.organisation),
            ("body", meeting.body),
            ("date", meeting.date),
        )
    }
    return {**found, "warnings": list(meeting.warnings), "revision": asdict(meeting.revision)}


def _meeting(data: Mapping[str, Any]) -> Meeting:
    return Meeting(
        Identified(*data["organisation"]),
        Identified(*data["body"]),
        Identified(*data["date"]),
        tuple(data["warnings"]),
        Revision(**data.get("revision", {})),
    )


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "path": entry.path,
        "file": entry.file,
        "meeting": entry.meeting,
        "digest": entry.digest,
        "content": entry.content,
        "quads": entry.quads,
        "items": entry.items,
        "findings": [finding.to_json() for finding in entry.findings],
    }


def _entry(data: Mapping[str, Any]) -> Entry:
    findings = tuple(Finding.from_json(finding) for finding in data["findings"])
    return Entry(**{**data, "findings": findings})


def _entity_json(entity: Entity) -> Sequence[Any]:
    pairs = [
        [predicate.value, "iri" if isinstance(value, ox.NamedNode) else "text", value.value]
        for predicate, value in entity.properties
    ]
    return [entity.iri, entity.kind, entity.label, entity.organisation, pairs, list(entity.replaces)]


def _entity(data: Sequence[Any]) -> Entity:
    iri, kind, label, organisation, pairs, *replaces = data
    properties = tuple(
        (ox.NamedNode(predicate), ox.NamedNode(value) if sort == "iri" else ox.Literal(value))
        for predicate, sort, value in pairs
    )
    return Entity(iri, kind, label, organisation, properties, tuple(*replaces))


def _object(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StateError(f"{path} cannot be read ({error}); restore it from a backup") from error
    if not isinstance(data, dict):
        raise StateError(f"{path} holds no JSON object; restore it from a backup")
    return data


def _json(data: Any) -> bytes:  # noqa: ANN401 - any JSON
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
        "utf-8", "surrogatepass"
    )


def _write(path: Path, data: bytes) -> None:
    """Write a file whole: beside it first, then in its place; an equal one is left alone."""
    if path.exists() and path.read_bytes() == data:
        return
    draft = path.with_name(f"{path.name}.draft")
    with draft.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
