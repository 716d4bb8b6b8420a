"""Training texts: passages of made-up minutes as spaCy examples, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from spacy.language import Language
from spacy.training import Example
from spacy.util import filter_spans, registry

from graphbuild.mentions.training.damage import damaged
from graphbuild.mentions.training.grammar import Marked, grammar

_KINDS = ("running",) * 4 + ("prose",) * 3 + ("lists",) * 3 + ("headings",) * 2
_RUNNING = frozenset({"running", "prose"})


def passages(count: int, seed: int, *, held_out: bool = False) -> Iterator[Marked]:
    """Yield passages, one to four sentences or a list; those held out are of sentences never learned from."""
    random = Random(seed)
    for _ in range(count):
        kind = random.choice(_KINDS)
        size = random.randint(1, 4) if kind in _RUNNING else 1
        parts = [grammar().sentence(kind, random, held_out=held_out) for _ in range(size)]
        yield damaged(joined(parts), random)


def joined(parts: list[Marked]) -> Marked:
    """Return the texts as one, with a space between them."""
    text, spans = "", list[tuple[int, int, str]]()
    for part in parts:
        text += " " if text else ""
        spans += [(start + len(text), end + len(text), label) for start, end, label in part.spans]
        text += part.text
    return Marked(text, tuple(spans))


def example(nlp: Language, passage: Marked) -> Example:
    """Return a passage as an example; a name that does not end at a token's edge takes the whole token."""
    doc = nlp.make_doc(passage.text)
    spans = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in passage.spans]
    whole = filter_spans([span for span in spans if span is not None])
    entities = [(span.start_char, span.end_char, span.label_) for span in whole]
    return Example.from_dict(doc, {"entities": entities})


def reader(count: int, seed: int, held_out: bool) -> Callable[[Language], Iterator[Example]]:
    """Return what spaCy reads examples with: ``count`` passages of a seed, made anew each time."""
    return lambda nlp: (example(nlp, passage) for passage in passages(count, seed, held_out=held_out))


registry.readers.register("beslutsgraf.Passages.v1", func=reader)
