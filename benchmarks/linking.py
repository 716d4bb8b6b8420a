"""Print pairwise precision and recall of who is who, against a gold file of the names of some minutes.

    python benchmarks/linking.py GOLD.json MINUTES... [--errors]

GOLD.json holds `people`, each with `forms`: every form of name under which the records of MINUTES name
that person, with the parties that are printed with it; and `not_people`, names that are left out. Two
things are counted: pairs of *forms* (name and party as printed), where each form counts once and pairs
of one name with and without a party are left out, and pairs of *mentions*, where a form counts once a
document. A form that is linked to nobody is a pair missed, never a pair found.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from graphbuild import pipeline
from graphbuild.iris import DEFAULT_BASE
from graphbuild.linking import Document, Linked, Register, link
from graphbuild.sources import collect


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairs found that are right, found that are wrong, and missed."""

    hits: int
    alarms: int
    misses: int

    def shown(self) -> str:
        """Return precision, recall and what they rest on."""
        precision = self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0
        recall = self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0
        pairs = f"{self.hits} of {self.hits + self.misses} pairs, {self.alarms} wrong"
        return f"precision {precision:.4f}  recall {recall:.4f}  ({pairs})"


def main() -> None:
    """Link the minutes and print the figures."""
    parser = argparse.ArgumentParser(description="Score who is who against a gold file.")
    parser.add_argument("gold", type=Path, metavar="GOLD.json")
    parser.add_argument("minutes", type=Path, nargs="+", metavar="MINUTES")
    parser.add_argument("--errors", action="store_true", help="name every pair that is wrong or missed")
    arguments = parser.parse_args()
    gold = persons(json.loads(arguments.gold.read_text(encoding="utf-8")))
    result = linked(arguments.minutes)
    mentions = [(name, found) for name, _, found in names(result) if name in gold]
    of_form: dict[str, set[str | None]] = defaultdict(set)
    for name, found in mentions:
        of_form[name].add(found)
    print(f"{len(set(gold.values()))} people, {len(gold)} forms of name")
    print("forms    ", by_form(of_form, gold).shown())
    print("mentions ", by_mention(mentions, gold).shown())
    if arguments.errors:
        for line in errors(of_form, gold):
            print(line)


def persons(gold: Mapping[str, Any]) -> dict[str, str]:
    """Return the person of each form of name."""
    return {form["name"]: person["name"] for person in gold["people"] for form in person["forms"]}


def linked(paths: Iterable[Path]) -> Linked:
    """Return the links of all minutes."""
    sources, _ = collect(list(paths))
    found = [pipeline.extract_document(source) for source in sources]
    documents = [Document(one.record, one.meeting) for one in found]
    return link(documents, Register(), base=DEFAULT_BASE)


def names(result: Linked) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each name and party of each document, and the person that it is linked to."""
    for document in result.documents:
        persons = result.links[document.key].persons
        printed = {(one.name, one.party) for one in document.record.people} | set(persons)
        for name, party in sorted(printed, key=str):
            found = persons.get((name, party))
            yield name, party, found.entity if found else None


def by_form(of_form: Mapping[str, set[str | None]], gold: Mapping[str, str]) -> Figures:
    """Count pairs of different forms of name: right where every print of both is of one entity."""
    counted: Counter[str] = Counter()
    for one, other in combinations(sorted(of_form), 2):
        counted[_verdict(of_form[one], of_form[other], same=gold[one] == gold[other])] += 1
    return Figures(counted["hit"], counted["alarm"], counted["miss"])


def _verdict(one: set[str | None], other: set[str | None], *, same: bool) -> str:
    together = one == other and len(one) == 1 and None not in one
    if same:
        return "hit" if together else "miss"
    return "alarm" if (one & other) - {None} else "none"


def by_mention(mentions: Iterable[tuple[str, str | None]], gold: Mapping[str, str]) -> Figures:
    """Count pairs of mentions, by how many mentions each person and each entity have."""
    both: Counter[tuple[str, str | None]] = Counter((gold[name], found) for name, found in mentions)
    of_person: Counter[str] = Counter()
    of_entity: Counter[str] = Counter()
    hits = 0
    for (person, found), number in both.items():
        of_person[person] += number
        if found is not None:
            of_entity[found] += number
            hits += _pairs(number)
    found_pairs = sum(map(_pairs, of_entity.values()))
    return Figures(hits, found_pairs - hits, sum(map(_pairs, of_person.values())) - hits)


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def errors(of_form: Mapping[str, set[str | None]], gold: Mapping[str, str]) -> Iterator[str]:
    """Yield the pairs that are wrong, and the names that are split or linked to nobody."""
    for one, other in combinations(sorted(of_form), 2):
        verdict = _verdict(of_form[one], of_form[other], same=gold[one] == gold[other])
        if verdict in {"alarm", "miss"}:
            yield f"{verdict}: {one} | {other}"
    for name, found in sorted(of_form.items()):
        if len(found) > 1 or None in found:
            yield f"split: {name}: {sorted(map(str, found))}"


if __name__ == "__main__":
    main()
