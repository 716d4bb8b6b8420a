"""The statistical recogniser of names: the project's own, or an installed spaCy pipeline in its place.

Which one is a setting: ``beslutsgraf_sv`` for the one that ships with the package, the name of an
installed package or the path of a folder for another, ``off`` for none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Span

from graphbuild.errors import RecogniserError
from graphbuild.mentions.agreement import DOUBTED
from graphbuild.mentions.genre import readable
from graphbuild.mentions.mention import Kind, Mention
from graphbuild.mentions.setting import OFF, OWN, VARIABLE
from graphbuild.resources import resource

# What pipelines call the kinds: ours, those of SUC (PRS) and of OntoNotes, and of CoNLL (PER).
LABELS: Mapping[str, Kind] = {
    "PERSON": "person",
    "PER": "person",
    "PRS": "person",
    "ORG": "organisation",
    "ORGANISATION": "organisation",
    "ORGANIZATION": "organisation",
    "PROJECT": "project",
}
# Components that no recogniser of names needs, and that take most of the time in large pipelines.
_IDLE = frozenset({"parser", "senter", "tagger", "morphologizer", "lemmatizer", "trainable_lemmatizer"})
_BATCH = 128
# Characters that are read at once.
_LONGEST = 10_000
_BLANK_ENDS = " \t\n.,;:|*()[]”\"'–-"


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A loaded spaCy pipeline that marks names; ``identity`` stands for its name, version and content."""

    nlp: Language
    identity: str

    def find(self, texts: Sequence[str]) -> Iterator[tuple[Mention, ...]]:
        """Yield for each text the names that the pipeline marks in it, of kinds that are known here."""
        pieces = [(at, start, piece) for at, text in enumerate(texts) for start, piece in _pieces(text)]
        found: list[list[Mention]] = [[] for _ in texts]
        with self.nlp.memory_zone():
            docs = self.nlp.pipe((readable(piece) for _, _, piece in pieces), batch_size=_BATCH)
            for (at, start, _), doc in zip(pieces, docs, strict=True):
                found[at] += (mention.moved(start) for mention in self._mentions(doc.ents))
        yield from map(tuple, found)

    def _mentions(self, spans: Iterable[Span]) -> Iterator[Mention]:
        for span in spans:
            kind = LABELS.get(span.label_.upper())
            text = span.text.strip(_BLANK_ENDS)
            if kind and text:
                start = span.start_char + span.text.index(text)
                name = " ".join(text.split())
                name = _turned(name) if kind == "person" else name
                yield Mention(kind, name, start, start + len(text), f"recogniser {span.label_}", DOUBTED)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield a text in pieces that are not too long for a pipeline, each with its offset."""
    start = 0
    while start < len(text):
        end = min(start + _LONGEST, len(text))
        if end < len(text):
            # Between two sentences, or else two names of a list, or two words, or nowhere.
            cuts = (text.rfind(mark, start + 1, end) for mark in (". ", ", ", " "))
            end = next((cut + 1 for cut in cuts if cut > 0), end)
        yield start, text[start:end]
        start = end


def _turned(name: str) -> str:
    """Return a person's name with the given name first: ``Anna Ek`` for ``Ek, Anna``."""
    last, _, first = name.partition(", ")
    return f"{first} {last}" if first and "," not in first else name


@lru_cache(maxsize=2)
def recogniser(setting: str) -> Recogniser | None:
    """Return the recogniser that a setting names, None for ``off``; it is loaded once a process.

    Raises:
        RecogniserError: where there is no such pipeline, it cannot be loaded, or it marks no names.
    """
    if setting == OFF:
        return None
    try:
        nlp = spacy.load(resource(f"data/{OWN}") if setting == OWN else setting)
    except OSError as error:
        raise RecogniserError(
            f"there is no spaCy pipeline {setting}: give {VARIABLE} or --ner the name of an installed "
            f"package, a folder that holds a pipeline, {OWN} or {OFF}"
        ) from error
    except Exception as error:  # a pipeline of someone else's may fail in any way
        reason = " ".join(str(error).split())[:200]
        raise RecogniserError(
            f"the spaCy pipeline {setting} cannot be loaded: {type(error).__name__}: {reason}"
        ) from error
    _check(nlp, setting)
    nlp.select_pipes(disable=[name for name, _ in nlp.pipeline if _factory(nlp, name) in _IDLE])
    return Recogniser(nlp, identity(nlp, setting))


def _factory(nlp: Language, name: str) -> str:
    return nlp.get_pipe_meta(name).factory


def _check(nlp: Language, setting: str) -> None:
    """Refuse a pipeline that marks no names, or none of a kind that is known here.

    Raises:
        RecogniserError: which of the two, and what it has.
    """
    marking = [name for name, _ in nlp.pipeline if "doc.ents" in nlp.get_pipe_meta(name).assigns]
    if not marking:
        raise RecogniserError(
            f"the spaCy pipeline {setting} marks no names: none of its components "
            f"({', '.join(nlp.pipe_names) or 'it has none'}) sets doc.ents"
        )
    labels = sorted({label for name in marking for label in getattr(nlp.get_pipe(name), "labels", ())})
    if not any(label.upper() in LABELS for label in labels):
        raise RecogniserError(
            f"the spaCy pipeline {setting} marks neither people nor organisations, only "
            f"{', '.join(labels) or 'nothing'}; known labels are {', '.join(LABELS)}"
        )


def identity(nlp: Language, setting: str) -> str:
    """Return what stands for a pipeline: its name and version, and a digest of its content."""
    name, version = nlp.meta.get("name") or setting, nlp.meta.get("version") or "0"
    digest = hashlib.sha256()
    for path in _files(nlp):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{name}-{version}+{digest.hexdigest()[:16]}"


def _files(nlp: Language) -> list[Path]:
    """Return the files of a pipeline on disk, but for descriptions, which do not change what it finds."""
    folder = nlp.path
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _DESCRIPTIONS)


_DESCRIPTIONS = frozenset({"meta.json", "scores.json", "README.md"})


def scores() -> Mapping[str, object]:
    """Return the scores of the recogniser that ships with the package, as its training wrote them."""
    found: Mapping[str, object] = json.loads(
        resource("data/beslutsgraf_sv/scores.json").read_text(encoding="utf-8")
    )
    return found


_PAIR = re.compile(r"\b[A-ZÅÄÖÉÜ][\w.’'-]*[ \t]+(?:[a-zåäöé]{1,3}[ \t]+){0,2}[A-ZÅÄÖÉÜ]\w")


def may_name(line: str) -> bool:
    """Return whether a line may name a person: two words with a capital side by side, particles between."""
    return _PAIR.search(line) is not None
