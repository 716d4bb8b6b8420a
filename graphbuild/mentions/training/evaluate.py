"""How well the recogniser does: on made-up text never learned from, and on annotated minutes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer

from graphbuild import pages, text
from graphbuild.facts.names import people
from graphbuild.mentions.mention import Kind
from graphbuild.mentions.organisations import organisation_mentions
from graphbuild.mentions.recogniser import Recogniser
from graphbuild.mentions.training.corpus import example, passages
from graphbuild.sources import collect

Names = frozenset[str]
"""The folded names that one document is found to hold."""


def generated(nlp: Language, count: int, seed: int) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 by label, on passages of sentences that were never learned from."""
    examples = [example(nlp, passage) for passage in passages(count, seed, held_out=True)]
    texts = (one.reference.text for one in examples)
    for one, doc in zip(examples, nlp.pipe(texts), strict=True):
        one.predicted = doc
    found: Mapping[str, Mapping[str, float]] = Scorer.score_spans(examples, "ents")["ents_per_type"]
    return {label: _named(one["p"], one["r"], one["f"]) for label, one in sorted(found.items())}


def _named(precision: float, recall: float, f1: float) -> dict[str, float]:
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def annotated(model: Recogniser, folder: Path) -> dict[str, Any]:
    """Return what the recogniser, the rules, and both find of the people and organisations of minutes.

    Args:
        model: the recogniser.
        folder: holds NAME.gold.json, with ``people`` and ``organisations``, beside the text NAME.txt.
    """
    counts: dict[tuple[str, str], list[int]] = {}
    golds = sorted(folder.glob("*.gold.json"))
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        stated = _stated(gold)
        for finder, found in _found(model, path.with_name(path.name.replace(".gold.json", ".txt"))).items():
            for kind, names in stated.items():
                row = counts.setdefault((finder, kind), [0, 0, 0])
                row[:] = [a + b for a, b in zip(row, _compared(names, found[kind]), strict=True)]
    scores: dict[str, Any] = {"documents": len(golds)}
    for finder, named in sorted(counts):
        scores.setdefault(finder, {})[named] = _figures(*counts[finder, named])
    return scores


def _found(model: Recogniser, path: Path) -> dict[str, dict[Kind, Names]]:
    """Return the names of a document, by who finds them and by kind."""
    (source,), _ = collect([path])
    cleaned = text.clean(pages.read(source))
    lines = [line for line in cleaned.clean.split("\n") if line.strip()]
    recognised = [mention for found in model.find(lines) for mention in found]
    by_model: dict[Kind, Names] = {
        kind: _folded(mention.text for mention in recognised if mention.kind == kind)
        for kind in ("person", "organisation")
    }
    by_rule: dict[Kind, Names] = {
        "person": _folded(span.name for span in people(cleaned)),
        "organisation": _folded(mention.text for mention in organisation_mentions(cleaned.clean)),
    }
    both = {kind: by_rule[kind] & by_model[kind] for kind in by_rule}
    return {"recogniser": by_model, "rules": by_rule, "both": both}


def _stated(gold: Mapping[str, Any]) -> dict[Kind, Sequence[Names]]:
    """Return what is annotated: for each entity the forms of its name that are right."""
    stated: dict[Kind, Sequence[Names]] = {}
    if "people" in gold:
        stated["person"] = list(dict.fromkeys(_folded([person["name"]]) for person in gold["people"]))
    if "organisations" in gold:
        listed = ([one] if isinstance(one, str) else one for one in gold["organisations"])
        stated["organisation"] = [_folded(forms) for forms in listed]
    return stated


def _folded(names: Iterable[str]) -> Names:
    """Return names for comparison: without case, end punctuation, and the s of a genitive."""
    plain = (re.sub(r"\s*\([^)]*\)$", "", " ".join(name.casefold().split())) for name in names)
    return frozenset(name.strip(" .,;:–-").removesuffix("s") for name in plain)


def _compared(stated: Sequence[Names], found: Names) -> tuple[int, int, int]:
    """Return how many entities were found, missed, and made up."""
    hits = sum(bool(forms & found) for forms in stated)
    known = frozenset(form for forms in stated for form in forms)
    return hits, len(stated) - hits, len(found - known)


def _figures(hits: int, missed: int, made_up: int) -> dict[str, float]:
    precision = hits / (hits + made_up) if hits + made_up else 1.0
    recall = hits / (hits + missed) if hits + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {**_named(precision, recall, f1), "entities": hits + missed}
