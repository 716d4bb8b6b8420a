"""Print pairwise precision and recall of the threads of matters, against a gold file of some minutes.

    python benchmarks/threads.py GOLD.json MINUTES...

GOLD.json holds `threads`, each a list of §§ ``[body slug, ISO date, number]`` that treat one matter. Every
pair of §§ of a thread counts, however many links lie between them. A § of the gold that is joined to a
§ outside of it is a pair that is wrong.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from graphbuild import pipeline
from graphbuild.iris import DEFAULT_BASE
from graphbuild.linking import Document, Linked, Register, link
from graphbuild.sources import collect

Place = str
Pair = frozenset[Place]


def main() -> None:
    """Link the minutes and score their threads."""
    parser = argparse.ArgumentParser(description="Score the threads of matters against a gold file.")
    parser.add_argument("gold", type=Path, metavar="GOLD.json")
    parser.add_argument("minutes", type=Path, nargs="+", metavar="MINUTES")
    given = parser.parse_args()
    sources, _ = collect(given.minutes)
    extracted = [pipeline.extract_document(source) for source in sources]
    linked = link([Document(one.record, one.meeting) for one in extracted], Register(), base=DEFAULT_BASE)
    threads = [
        {"/".join(place) for place in thread} for thread in json.loads(given.gold.read_text())["threads"]
    ]
    gold = set(_pairs(threads))
    asked = set().union(*threads)
    found = {pair for pair in _pairs(_joined(linked)) if pair & asked}
    hits = len(gold & found)
    print(
        f"{len(threads)} threads of {len(asked)} §§, "
        f"{sum(_bodies(thread) > 1 for thread in threads)} over two bodies"
    )
    print(
        f"pairs: precision {hits / len(found):.3f}, recall {hits / len(gold):.3f} ({len(gold)} in the gold)"
    )
    for pair in sorted(map(sorted, found - gold)):
        print("wrong ", *pair)
    for pair in sorted(map(sorted, gold - found)):
        print("missed", *pair)


def _joined(linked: Linked) -> Iterator[set[Place]]:
    """Yield the sets of §§ that links join."""
    groups: dict[Place, set[Place]] = {}
    for links in linked.links.values():
        for thread in links.threads:
            later = f"{links.path.partition('/')[2]}/{thread.number}"
            earlier = thread.earlier.partition("/id/item/")[2].partition("/")[2]
            whole = groups.get(later, {later}) | groups.get(earlier, {earlier})
            groups |= dict.fromkeys(whole, whole)
    yield from {id(group): group for group in groups.values()}.values()


def _pairs(groups: Iterable[set[Place]]) -> Iterator[Pair]:
    for group in groups:
        yield from (frozenset(pair) for pair in combinations(sorted(group), 2))


def _bodies(thread: Iterable[Place]) -> int:
    return len({place.split("/")[0] for place in thread})


if __name__ == "__main__":
    main()
