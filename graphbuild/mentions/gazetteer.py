"""Lists of names to look for: one pass of a `PhraseMatcher` finds thousands of them, with their genitives."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from graphbuild.authority import parties
from graphbuild.mentions.mention import Kind, Mention
from graphbuild.resources import resource


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for: what kind of thing has it, which thing, and whether only as written."""

    text: str
    kind: Kind
    entity: str | None = None
    exact: bool = False


class Phrases:
    """Names as phrases of tokens, in any case or as written, with their genitives.

    One pattern a phrase of a ``PhraseMatcher``; one pattern of token attributes a name would take
    some thousand times as long.
    """

    def __init__(
        self, nlp: Language, names: Iterable[Name], rule: str = "gazetteer", confidence: float = 0.95
    ) -> None:
        """Make the matchers; ``rule`` and ``confidence`` are those of the mentions."""
        self.rule, self.confidence = rule, confidence
        self._matchers = {exact: PhraseMatcher(nlp.vocab, attr=_ATTRIBUTE[exact]) for exact in (False, True)}
        self._names: dict[int, Name] = {}
        for at, name in enumerate(sorted(set(names), key=lambda one: (one.text, one.kind, one.entity or ""))):
            key = f"{at} {name.text}"
            self._matchers[name.exact].add(key, [nlp.make_doc(form) for form in _forms(name.text)])
            self._names[nlp.vocab.strings[key]] = name

    def find(self, doc: Doc) -> Iterator[Mention]:
        """Yield the mentions of names in the document, in base form, genitives included in the span."""
        for matcher in self._matchers.values():
            for key, first, last in matcher(doc):
                span, name = doc[first:last], self._names[key]
                shouted = span.text.isupper() and not name.text.isupper()
                text = name.text if shouted else span.text[: len(name.text)]
                yield Mention(
                    name.kind, text, span.start_char, span.end_char, self.rule, self.confidence, name.entity
                )


_ATTRIBUTE = {False: "LOWER", True: "ORTH"}


def _forms(name: str) -> list[str]:
    """Return a name as it is written in a sentence: alone, and in the genitive."""
    return [name, f"{name}:s"] if name[-1] in "sS" else [name, f"{name}s", f"{name}:s"]


def party_names() -> Iterator[Name]:
    """Yield the national parties by their present and former names; the identifier is their code."""
    for party in parties():
        for name in party.names:
            if len(name) > 4:
                yield Name(name, "party", party.code)


def role_names() -> Iterator[Name]:
    """Yield what people are called in a list of attendance: ``vice ordförande``, ``sekreterare``."""
    labels = tomllib.loads(resource("data/roles.toml").read_text(encoding="utf-8"))["labels"]
    for role in ("chair", "vice_chair", "secretary", "serving", "adjusters"):
        for label in labels[role]:
            yield Name(label, "role", role)
    for label in ("ledamot", "ledamöter", "ersättare", "ordföranden", "suppleant"):
        yield Name(label, "role")


SOURCES: Mapping[str, Callable[[], Iterable[Name]]] = {"parties": party_names, "roles": role_names}
"""Lists that a pipeline's settings may name."""
