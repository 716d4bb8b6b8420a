"""Print `docs/accuracy.md`: precision, recall and F1 per field and per council, on annotated minutes.

With --write it writes the page, and `graphbuild/data/accuracy.json`, from which each graph gets the figures.

    python benchmarks/accuracy.py [GOLD_DIR ...] [--scorer FILE] [--write]

GOLD_DIR holds NAME.gold.json, with the document NAME beside it or in a folder `minutes` beside GOLD_DIR;
without one it takes the real minutes beside the project, where they are, and `examples/gold`. How facts
are compared is told by the scorer, which is no part of the project. What stood before tuning is read from
`before-tuning.toml`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from graphbuild import pipeline
from graphbuild.iris import slug
from graphbuild.linking import names
from graphbuild.record import to_json
from graphbuild.sources import collect

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
DATA = ROOT / "graphbuild" / "data" / "accuracy.json"
SHARED = ROOT.parent / "shared"
REAL, EXAMPLES = SHARED / "minutes" / "gold", ROOT / "examples" / "gold"
SUFFIXES = (".txt", ".md", ".pdf", ".docx", ".html")

COUNCILS = [ROOT / "tests" / "councils" / name for name in ("first", "second", "third")]

NAMES = {
    REAL: "Real minutes",
    EXAMPLES: "The examples",
    COUNCILS[0]: "Invented councils, first set",
    COUNCILS[1]: "Invented councils, second set",
    COUNCILS[2]: "Invented councils, third set",
}
# How a set is named in IRIs, and whether the rules were made or mended with its texts in view.
SETS = {
    REAL: ("real-minutes", True),
    EXAMPLES: ("examples", True),
    COUNCILS[0]: ("invented-councils-first-set", True),
    COUNCILS[1]: ("invented-councils-second-set", True),
    COUNCILS[2]: ("invented-councils-third-set", False),
}
NOTES = {
    REAL: """\
Excerpts of real minutes, as other people's extractors left them, annotated by hand. The rules were
written with these texts in view and mended until they were read right: the figures say how well the
rules hold together on what was seen, and are an upper bound for a council that was not.""",
    EXAMPLES: """\
Five meetings of an invented region, typeset as PDF, with a key written from their source. They were read
unseen once (below); since then they have been looked at, so that these figures too are of texts that
were tuned on.""",
    COUNCILS[0]: """\
Minutes of invented councils, each in another layout of the genre and with the damage of PDF text, written
and annotated by people who had not seen the rules ([tests/councils](../tests/councils/README.md)). The rules
were mended until they read them.""",
    COUNCILS[1]: """\
As the first set; read unseen once (below), then mended on as well.""",
    COUNCILS[2]: """\
As the first set, but no rule was changed because of it: the best estimate there is here of the next
council. It is an estimate on invented words in fourteen layouts, not a measurement on real minutes.""",
}
INTRO = """\
# Accuracy

Written by `python benchmarks/accuracy.py --write`; do not edit. Precision is the share of what was found
that is right, recall the share of what the texts state that was found, F1 their harmonic mean. The
figures of a field are over all its facts in all documents; *macro F1* is the mean of the fields' F1. A
field that no text of a table shows is left out.

Nothing here is a measurement on real minutes that nobody had looked at. The nearest to that are the
[third set](#invented-councils-third-set) of invented councils and the figures of
[first contact](#before-tuning).
"""
LINKING = """\
## Who is who, and what goes on

Scored by `benchmarks/linking.py` and `benchmarks/threads.py` against keys of 33 meetings of one city's
council and board in 2024, which are kept apart from the project as they name real people. The keys were
made with the results in view, so these are figures of what was seen. Precision and recall are of pairs.

| what | in the key | pairs | precision | recall |
|---|---|--:|--:|--:|
| people | 204 people under 223 forms of name | 18,138 mentions | 1.000 | 1.000 |
| threads of matters | 48 threads of 187 §§, 44 over two bodies | 377 | 1.000 | 1.000 |
"""

Totals = dict[str, list[int]]
"""By field: how many facts were found, missed, and made up."""


@dataclass(slots=True)
class Group:
    """What was scored together: documents, and their totals by field."""

    title: str = ""
    documents: int = 0
    totals: Totals = field(default_factory=dict)

    def add(self, found: Totals) -> None:
        """Count one more document."""
        self.documents += 1
        for name, counts in found.items():
            row = self.totals.setdefault(name, [0, 0, 0])
            row[:] = [a + b for a, b in zip(row, counts, strict=True)]

    def to_json(self) -> dict[str, Any]:
        """Return the counts of the fields that the texts show."""
        fields = {name: counts for name, counts in self.totals.items() if any(counts)}
        return {"title": self.title, "documents": self.documents, "fields": fields}


@dataclass(slots=True)
class Scored:
    """A gold set: all of it, council by council as the texts name them, and by the slugs of their IRIs."""

    folder: Path
    whole: Group = field(default_factory=Group)
    named: dict[str, Group] = field(default_factory=dict)
    by_slug: dict[str, Group] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the set as `graphbuild.quality.accuracy` reads it."""
        name, seen = SETS[self.folder]
        note = " ".join(re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", NOTES[self.folder]).split())
        councils = {slug: group.to_json() for slug, group in sorted(self.by_slug.items())}
        told = self.whole.to_json() | {"title": NAMES[self.folder]}
        return {"name": name, "seen": seen, "note": note, **told, "councils": councils}


def main() -> None:
    """Score the gold sets and print the page, or write it to its place."""
    parser = argparse.ArgumentParser(description="Score extraction against annotated minutes.")
    parser.add_argument("gold", nargs="*", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--scorer", type=Path, default=SHARED / "evaluate" / "score.py", metavar="FILE")
    parser.add_argument(
        "--write", action="store_true", help="write docs/accuracy.md and graphbuild/data/accuracy.json"
    )
    arguments = parser.parse_args()
    if not arguments.scorer.is_file():
        parser.error(f"there is no scorer {arguments.scorer}; give --scorer FILE")
    score = scorer(arguments.scorer)
    folders = [path.resolve() for path in arguments.gold] or [path for path in NAMES if path.is_dir()]
    sets = [scored(folder, score) for folder in folders]
    parts = [
        INTRO,
        *(part for one in sets for part in section(one, score)),
        LINKING,
        *before_tuning(),
    ]
    page = "\n".join(parts)
    if arguments.write:
        PAGE.write_text(page, encoding="utf-8")
        DATA.write_text(figures_json([one for one in sets if one.folder in SETS]), encoding="utf-8")
    else:
        sys.stdout.write(page)


def scorer(path: Path) -> ModuleType:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(folder: Path, score: ModuleType) -> Scored:
    """Return how the texts of one gold set are read."""
    found = Scored(folder)
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        record = extracted(document(path))
        counts, name = compared(gold, record, score), council(record, gold)
        found.whole.add(counts)
        found.named.setdefault(name, Group(name)).add(counts)
        known = names.council(name)
        if known:  # no figure for a council that is only guessed
            found.by_slug.setdefault(slug(known.name), Group(known.name)).add(counts)
    return found


def figures_json(sets: Sequence[Scored]) -> str:
    """Return what each graph gets: the counts of the sets, and the figures of first contact."""
    shown = [{"fields": {}, **one, "note": " ".join(one["note"].split())} for one in contacts()]
    data = {"sets": [one.to_json() for one in sets], "contacts": shown}
    # A list of counts stands on one line.
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+(\d+),\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2, \3]", text) + "\n"


def section(found: Scored, score: ModuleType) -> Iterator[str]:
    """Yield the parts of the page that tell of one gold set: all of it, then council by council."""
    yield f"## {NAMES.get(found.folder, found.folder.name)}\n"
    yield NOTES.get(found.folder, "") + "\n"
    yield from table(found.whole, score)
    for name, group in sorted(found.named.items()):
        if len(found.named) > 1 and found.folder not in COUNCILS:
            yield f"### {name}\n"
            yield from table(group, score)


def document(gold: Path) -> Path:
    """Return the document that a gold file annotates."""
    name = gold.name.removesuffix(".gold.json")
    folders = (gold.parent, gold.parent.parent / "minutes")
    found = [
        path for folder in folders for suffix in SUFFIXES if (path := folder / (name + suffix)).is_file()
    ]
    if not found:
        raise SystemExit(f"there is no document {name} beside {gold}")
    return found[0]


def extracted(path: Path) -> dict[str, Any]:
    """Return the extraction record of a document as JSON."""
    (source,), _ = collect([path])
    record, _ = pipeline.extract(source)
    return to_json(record)


def compared(gold: dict[str, Any], record: dict[str, Any], score: ModuleType) -> Totals:
    """Return by field how many facts of one document were found, missed and made up."""
    predicted = score.predicted_facts(record)
    counts = {}
    for name, facts in score.gold_facts(gold).items():
        hits, misses, alarms = score.match(facts, predicted[name])
        if name == "meeting header":  # a field that the gold leaves out is unknown, not wrong
            known = {key for key, _ in facts}
            alarms = [alarm for alarm in alarms if alarm[0] in known]
        counts[name] = [len(hits), len(misses), len(alarms)]
    return counts


def council(record: dict[str, Any], gold: dict[str, Any]) -> str:
    """Return whose minutes they are: the council that the text names, else only its body."""
    for stated in (record["organisation"], gold.get("organisation")):
        if stated:
            return str(stated["text"] if isinstance(stated, dict) else stated)
    body = gold.get("body") or (record["body"] or {}).get("text")
    return f"Council not stated, {body}" if body else "Council not stated"


def table(group: Group, score: ModuleType) -> Iterator[str]:
    """Yield a table of a group's figures."""
    documents = "1 document" if group.documents == 1 else f"{group.documents} documents"
    rows = [(name, counts, score.figures(*counts)) for name, counts in group.totals.items() if any(counts)]
    macro = sum(figures[2] for _, _, figures in rows) / len(rows)
    yield f"{documents}, macro F1 **{macro:.3f}**.\n"
    yield "| field | facts | precision | recall | F1 |"
    yield "|---|--:|--:|--:|--:|"
    for name, (found, missed, _), figures in rows:
        yield f"| {name} | {found + missed} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"
    yield ""


def contacts() -> Sequence[dict[str, Any]]:
    """Return what was found at first contact with each set."""
    path = Path(__file__).with_name("before-tuning.toml")
    found: Sequence[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["contact"]
    return found


def before_tuning() -> Iterator[str]:
    """Yield the part of the page that tells what was found at first contact."""
    yield "## Before tuning\n"
    yield "The first run over texts, before anything was changed because of them; kept as it was.\n"
    for contact in contacts():
        seen = "Seen before" if contact["seen"] else "Not seen before"
        yield f"### {contact['texts']}\n"
        yield textwrap.fill(f"{seen}. {contact['note'].strip()}", 105) + "\n"
        yield f"Macro F1 **{contact['macro']:.4f}**.\n"
        if "fields" in contact:
            yield "| field | F1 |"
            yield "|---|--:|"
            yield from (f"| {name} | {value:.3f} |" for name, value in contact["fields"].items())
            yield ""


if __name__ == "__main__":
    main()
