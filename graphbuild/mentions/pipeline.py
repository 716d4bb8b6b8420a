"""The spaCy pipeline that finds mentions: a gazetteer by PhraseMatcher, and rules, each a component.

Every component first finds, then writes down: its mentions go to ``doc.user_data["mentions"]`` with
exact character offsets, and to the span group of their kind (``doc.spans["organisation"]``), whose
spans are widened to whole tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from graphbuild.authority import organisations
from graphbuild.mentions.citations import find_cases, find_parties
from graphbuild.mentions.dates import find_dates
from graphbuild.mentions.grammar import LOWER, UPPER
from graphbuild.mentions.law import references
from graphbuild.mentions.lexicon import either, known_names
from graphbuild.mentions.mention import Kind, Mention
from graphbuild.mentions.money import amount_mentions
from graphbuild.mentions.organisation_joins import assemble
from graphbuild.mentions.organisation_rules import RULES

# Characters that one Doc holds at most, but for a longer line; keeps memory flat and rules linear.
CHUNK = 20_000
# No word is so long; a row of brackets or dots can be.
_ENDLESS_WORD = re.compile(r"\S{200,}")
_FOUND = "mentions"
_NAMED = "gazetteer"


FINDERS: dict[Kind, Callable[[str], Iterable[Mention]]] = {
    "law": references,
    "amount": amount_mentions,
    "date": find_dates,
    "case": find_cases,
    "party": find_parties,
}


def _write(doc: Doc, kind: Kind, mentions: Iterable[Mention]) -> None:
    """Write mentions down: exactly in the user data, as whole tokens in the span group of their kind."""
    found = list(mentions)
    doc.user_data.setdefault(_FOUND, []).extend(found)
    spans = (doc.char_span(m.start, m.end, label=m.rule, alignment_mode="expand") for m in found)
    doc.spans[kind] = [span for span in spans if span is not None]


class Gazetteer:
    """Names as phrases of tokens, in any case or as written, with their genitives."""

    def __init__(
        self, nlp: Language, any_case: Iterable[str], exact: Iterable[str], own: bool = False
    ) -> None:
        # What the document itself told before gives way to the rule that sees the same span.
        self.rule, self.confidence = ("own name", 0.65) if own else ("gazetteer", 0.95)
        self._matchers = (PhraseMatcher(nlp.vocab, attr="LOWER"), PhraseMatcher(nlp.vocab, attr="ORTH"))
        self._names: dict[int, str] = {}
        for matcher, names in zip(self._matchers, (any_case, exact), strict=True):
            for name in sorted(set(names)):
                forms = [name, f"{name}:s"] if name[-1] in "sS" else [name, f"{name}s", f"{name}:s"]
                matcher.add(name, [nlp.make_doc(form) for form in forms])
                self._names[nlp.vocab.strings[name]] = name

    def find(self, doc: Doc) -> Iterator[Mention]:
        """Yield the mentions of names in the document, in base form, genitives included in the span."""
        for matcher in self._matchers:
            for key, first, last in matcher(doc):
                span, name = doc[first:last], self._names[key]
                shouted = span.text.isupper() and not name.isupper()
                yield Mention(
                    "organisation",
                    name if shouted else span.text[: len(name)],
                    span.start_char,
                    span.end_char,
                    self.rule,
                    self.confidence,
                )

    def __call__(self, doc: Doc) -> Doc:
        """Keep the names found for the component that settles overlaps."""
        doc.user_data[_NAMED] = list(self.find(doc))
        return doc


@Language.factory("beslutsgraf_gazetteer")
def gazetteer(nlp: Language, name: str) -> Gazetteer:  # noqa: ARG001 (spaCy's signature)
    """Return the component that matches the names of the authority data and ``data/organisations.toml``."""
    names = known_names()
    return Gazetteer(nlp, names.any_case, names.exact)


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


@cache
def pipeline() -> Language:
    """Return the pipeline; it is built once a process."""
    nlp = spacy.blank("sv")
    nlp.add_pipe("beslutsgraf_gazetteer")
    nlp.add_pipe("beslutsgraf_organisations")
    for kind in FINDERS:
        nlp.add_pipe("beslutsgraf_rules", name=f"beslutsgraf_{kind}", config={"kind": kind})
    return nlp


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


def documents(clean: str, start: int, end: int) -> Iterator[tuple[int, Doc]]:
    """Yield the spaCy documents of ``clean[start:end]``, each with its offset in the clean text."""
    nlp = pipeline()
    nlp.max_length = max(nlp.max_length, end - start)
    for first, last in chunks(clean, start, end):
        # The tokeniser takes time by the square of the punctuation marks in one word.
        part = _ENDLESS_WORD.sub(_without_punctuation, clean[first:last])
        yield (
            first,
            nlp(
                _broken_name().sub(
                    lambda found: found["word"] + " " * (len(found[0]) - len(found["word"])), part
                )
            ),
        )


@cache
def _broken_name() -> re.Pattern[str]:
    """Return what matches a place in the genitive before a line end and a capital.

    The name goes on (``Bodens`` / ``Stadshus AB``) where the place stands after other words on its line, so
    that it is no heading.
    """
    places = (one.place for one in organisations() if one.is_council and not one.place.endswith("s"))
    owners = either(f"{place}s" for place in places)
    return re.compile(rf"(?<=[\wåäö,] )(?P<word>(?:{owners}(?: Stads)?)) ?\n(?=[{UPPER}][{LOWER}])")


def _without_punctuation(word: re.Match[str]) -> str:
    return re.sub(r"[\W_]", "x", word.group())


def mentions_of(doc: Doc) -> list[Mention]:
    """Return what the components wrote down, with offsets into the document's own text."""
    found: list[Mention] = doc.user_data.get(_FOUND, [])
    return found
