"""The spaCy pipeline `beslutsgraf_sv`: gazetteers, rules and a recogniser of names, each a component.

Every component first finds, then writes down: its mentions go to ``doc.user_data["mentions"]`` with
exact character offsets, and to the span group of their kind (``doc.spans["organisation"]``), whose
spans are widened to whole tokens. ``doc.ents`` holds the longest of them all.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from graphbuild.authority import organisations
from graphbuild.facts.names import people
from graphbuild.mentions.agreement import compared
from graphbuild.mentions.citations import find_cases, find_party_codes
from graphbuild.mentions.dates import find_dates
from graphbuild.mentions.gazetteer import SOURCES, Name, Phrases
from graphbuild.mentions.genre import readable, with_genre
from graphbuild.mentions.grammar import LOWER, UPPER
from graphbuild.mentions.law import references
from graphbuild.mentions.lexicon import either, known_names
from graphbuild.mentions.mention import Kind, Mention, longest
from graphbuild.mentions.money import amount_mentions
from graphbuild.mentions.organisation_joins import assemble
from graphbuild.mentions.organisation_rules import RULES
from graphbuild.mentions.recogniser import Recogniser, recogniser
from graphbuild.mentions.setting import OFF, OWN
from graphbuild.text import Text

# Characters that one Doc holds at most, but for a longer line; keeps memory flat and rules linear.
CHUNK = 20_000
_FOUND = "mentions"
_NAMED = "gazetteer"
_RECOGNISED = "recognised"


def find_people(text: str) -> Iterator[Mention]:
    """Yield the people whom a text names, by the rules that read minutes: a party tells, or a given name."""
    plain = Text(text, text, array("l", range(len(text))), (0,))
    for span in people(plain):
        rule, confidence = ("name and party", 0.95) if span.party else ("known name", 0.85)
        yield Mention("person", span.name, span.start, span.end, rule, confidence)


FINDERS: dict[Kind, Callable[[str], Iterable[Mention]]] = {
    "law": references,
    "amount": amount_mentions,
    "date": find_dates,
    "case": find_cases,
    "party": find_party_codes,
    "person": find_people,
}


def _write(doc: Doc, kind: Kind, mentions: Iterable[Mention]) -> None:
    """Write mentions down: exactly in the user data, as whole tokens in the span group of their kind."""
    found = list(mentions)
    doc.user_data.setdefault(_FOUND, []).extend(found)
    spans = (
        doc.char_span(m.start, m.end, label=m.rule, kb_id=m.entity or "", alignment_mode="expand")
        for m in found
    )
    doc.spans[kind] = [*doc.spans.get(kind, ()), *(span for span in spans if span is not None)]


class Gazetteer:
    """Names of organisations, in any case or as written, with their genitives."""

    def __init__(
        self, nlp: Language, any_case: Iterable[str], exact: Iterable[str], own: bool = False
    ) -> None:
        # What the document itself told before gives way to the rule that sees the same span.
        rule, confidence = ("own name", 0.65) if own else ("gazetteer", 0.95)
        names = [Name(name, "organisation") for name in any_case]
        names += [Name(name, "organisation", exact=True) for name in exact]
        self._phrases = Phrases(nlp, names, rule, confidence)

    def find(self, doc: Doc) -> Iterator[Mention]:
        """Yield the mentions of names in the document, in base form, genitives included in the span."""
        return self._phrases.find(doc)

    def __call__(self, doc: Doc) -> Doc:
        """Keep the names found for the component that settles overlaps."""
        doc.user_data[_NAMED] = list(self.find(doc))
        return doc


@Language.factory("beslutsgraf_gazetteer")
def gazetteer(nlp: Language, name: str) -> Gazetteer:  # noqa: ARG001 (spaCy's signature)
    """Return the component that matches the names of the authority data and ``data/organisations.toml``."""
    names = known_names()
    return Gazetteer(nlp, names.any_case, names.exact)


@Language.factory("beslutsgraf_names", default_config={"source": "parties"})
def names(nlp: Language, name: str, source: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy's signature)
    """Return the component that matches the names of one of the lists in ``gazetteer.SOURCES``."""
    phrases = Phrases(nlp, SOURCES[source](), f"list of {source}")

    def component(doc: Doc) -> Doc:
        found: dict[Kind, list[Mention]] = {}
        for mention in longest(phrases.find(doc)):
            found.setdefault(mention.kind, []).append(mention)
        for kind, mentions in found.items():
            _write(doc, kind, mentions)
        return doc

    return component


@cache
def _compound() -> re.Pattern[str]:
    names = either(name for name in known_names().exact if name.isupper() and len(name) > 2)
    return re.compile(rf"(?<![\w-])(?P<name>{names})(?=-[a-zåäö])")


def compounds(text: str) -> Iterator[Mention]:
    """Yield the bodies that begin a compound: the OECD in ``OECD-studien``; ``EU-`` is an adjective."""
    for match in _compound().finditer(text):
        yield Mention("organisation", match["name"], match.start(), match.end(), "compound of a body", 0.7)


@Language.component("beslutsgraf_organisations")
def find_organisations(doc: Doc) -> Doc:
    """Find organisations by grammar and settle them with those that the gazetteer found."""
    named = doc.user_data.get(_NAMED, [])
    _write(
        doc,
        "organisation",
        assemble(doc.text, [*named, *compounds(doc.text), *(m for rule in RULES for m in rule(doc.text))]),
    )
    return doc


@Language.factory("beslutsgraf_rules", default_config={"kind": "date"})
def rules(nlp: Language, name: str, kind: Kind) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy's signature)
    """Return the component that finds mentions of one kind by regular expressions."""
    finder = FINDERS[kind]

    def component(doc: Doc) -> Doc:
        _write(doc, kind, finder(doc.text))
        return doc

    return component


class Recognising:
    """The component that has a recogniser mark the names, for the one that compares them with the rules'."""

    def __init__(self, model: Recogniser | None) -> None:
        """Take the recogniser, None for none."""
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        """Keep the names recognised, and write down the projects, which no rule of this pipeline finds."""
        lines = list(re.finditer(r"[^\n]+", doc.text)) if self._model else []
        found: list[Mention] = []
        if self._model:
            for line, recognised in zip(lines, self._model.find([m.group() for m in lines]), strict=True):
                found += (mention.moved(line.start()) for mention in recognised)
        doc.user_data[_RECOGNISED] = found
        _write(doc, "project", (mention for mention in found if mention.kind == "project"))
        return doc


@Language.factory("beslutsgraf_ner", default_config={"setting": OWN})
def recognising(nlp: Language, name: str, setting: str) -> Recognising:  # noqa: ARG001 (spaCy's signature)
    """Return the component for a recogniser that a setting names.

    Raises:
        RecogniserError: where there is none or it cannot be used.
    """
    return Recognising(recogniser(setting))


@Language.component("beslutsgraf_agreement")
def agreement(doc: Doc) -> Doc:
    """Make surer what rules and the recogniser both found; what only the recogniser found is kept apart."""
    recognised = [m for m in doc.user_data.get(_RECOGNISED, ()) if m.kind != "project"]
    result = compared(doc.user_data.get(_FOUND, ()), recognised)
    doc.user_data[_FOUND] = [*result.both, *result.only_rules]
    for kind in ("person", "organisation"):
        alone = (m for m in result.only_recogniser if m.kind == kind)
        spans = (doc.char_span(m.start, m.end, label=kind, alignment_mode="expand") for m in alone)
        doc.spans[f"doubtful {kind}"] = [span for span in spans if span is not None]
    return doc


@Language.component("beslutsgraf_entities")
def entities(doc: Doc) -> Doc:
    """Write the longest mentions that do not overlap to ``doc.ents``, labelled with their kind."""
    kinds = ("person", "organisation", *FINDERS, "role", "project")
    spans = [span for kind in dict.fromkeys(kinds) for span in _labelled(doc, kind)]
    doc.ents = filter_spans(spans)
    return doc


def _labelled(doc: Doc, kind: str) -> Iterator[Span]:
    for span in doc.spans.get(kind, ()):
        yield Span(doc, span.start, span.end, label=kind, kb_id=span.kb_id)


@cache
def pipeline(ner: str = OFF) -> Language:
    """Return the pipeline; it is built once a process.

    Args:
        ner: the setting that names the recogniser; see `graphbuild.mentions.setting`.

    Raises:
        RecogniserError: where there is no such recogniser or it cannot be used.
    """
    nlp = spacy.blank("sv", meta={"name": OWN})
    with_genre(nlp)
    nlp.add_pipe("beslutsgraf_gazetteer")
    nlp.add_pipe("beslutsgraf_organisations")
    for kind in FINDERS:
        nlp.add_pipe("beslutsgraf_rules", name=f"beslutsgraf_{kind}", config={"kind": kind})
    for source in SOURCES:
        nlp.add_pipe("beslutsgraf_names", name=f"beslutsgraf_{source}", config={"source": source})
    if ner != OFF:
        nlp.add_pipe("beslutsgraf_ner", config={"setting": ner})
        nlp.add_pipe("beslutsgraf_agreement")
    nlp.add_pipe("beslutsgraf_entities")
    return nlp


ORGANISATIONS = frozenset({"beslutsgraf_gazetteer", "beslutsgraf_organisations"})
"""The components that find organisations; a document's are found with these alone."""


def chunks(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans that cover ``clean[start:end]`` in order, cut at line ends."""
    while start < end:
        stop = end
        if end - start > CHUNK:
            cut = clean.rfind("\n", start, start + CHUNK)
            cut = clean.find("\n", start + CHUNK, end) if cut < 0 else cut
            stop = end if cut < 0 else cut + 1
        yield start, stop
        start = stop


def documents(
    clean: str, start: int, end: int, only: Collection[str] | None = None
) -> Iterator[tuple[int, Doc]]:
    """Yield the spaCy documents of ``clean[start:end]``, each with its offset in the clean text.

    Args:
        clean: a clean text.
        start: where the documents begin in it.
        end: where they end.
        only: the components to run, None for all.
    """
    nlp = pipeline()
    nlp.max_length = max(nlp.max_length, end - start)
    idle = [name for name in nlp.pipe_names if only is not None and name not in only]
    for first, last in chunks(clean, start, end):
        yield first, nlp(_joined_names(readable(clean[first:last])), disable=idle)


def _joined_names(text: str) -> str:
    """Return a text of the same length in which the line end inside a broken name is a blank."""
    return _broken_name().sub(lambda found: found["word"] + " " * (len(found[0]) - len(found["word"])), text)


@cache
def _broken_name() -> re.Pattern[str]:
    """Return what matches a place in the genitive before a line end and a capital.

    The name goes on (``Bodens`` / ``Stadshus AB``) where the place stands after other words on its line, so
    that it is no heading.
    """
    places = (one.place for one in organisations() if one.is_council and not one.place.endswith("s"))
    owners = either(f"{place}s" for place in places)
    return re.compile(rf"(?<=[\wåäö,] )(?P<word>(?:{owners}(?: Stads)?)) ?\n(?=[{UPPER}][{LOWER}])")


def mentions_of(doc: Doc) -> list[Mention]:
    """Return what the components wrote down, with offsets into the document's own text."""
    found: list[Mention] = doc.user_data.get(_FOUND, [])
    return found
