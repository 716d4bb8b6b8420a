"""The example minutes: typeset from their sources, true to their key, and invented."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graphbuild import pages
from graphbuild.model import Source
from graphbuild.sources import collect

EXAMPLES = Path(__file__).parents[1] / "examples"
SHARED = Path(__file__).parents[1].parent / "shared"
NAMES = sorted(path.stem for path in (EXAMPLES / "sources").glob("*.minutes"))
CASE = "RS-2024-00417"


@pytest.fixture(scope="module")
def typesetter() -> ModuleType:
    """The module examples/typeset.py, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("typeset", EXAMPLES / "typeset.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["typeset"] = module
    spec.loader.exec_module(module)
    return module


def source_text(name: str) -> str:
    """Return the text of an example's source."""
    return (EXAMPLES / "sources" / f"{name}.minutes").read_text(encoding="utf-8")


def gold(name: str) -> dict[str, Any]:
    """Return the key of an example."""
    found: dict[str, Any] = json.loads((EXAMPLES / "gold" / f"{name}.gold.json").read_text(encoding="utf-8"))
    return found


def pdf_text(name: str) -> str:
    """Return what the stage of pages reads from an example's PDF."""
    path = EXAMPLES / "minutes" / f"{name}.pdf"
    return "\f".join(page.raw for page in pages.read(Source(path=str(path), sha256="")))


def words(text: str) -> Counter[str]:
    """Count words, hyphens left out: the PDF has more of them at its line ends."""
    return Counter(re.sub(r"[-\ufffe]", "", text).split())


def test_there_are_five_meetings_of_three_bodies_each_with_its_files() -> None:
    assert len(NAMES) == 5 and len({gold(name)["body"] for name in NAMES}) == 3
    for folder, pattern in (("minutes", "*.pdf"), ("gold", "*.gold.json")):
        assert sorted(path.name.split(".")[0] for path in (EXAMPLES / folder).glob(pattern)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_typesetting_reproduces_the_pdf_to_the_byte(typesetter: ModuleType, name: str) -> None:
    assert typesetter.typeset(source_text(name)) == (EXAMPLES / "minutes" / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_source_is_in_the_pdf(typesetter: ModuleType, name: str) -> None:
    parsed = typesetter.parse(source_text(name))
    blocks = [block for block in parsed.blocks if block.kind != "command"]
    text = "\n".join(part for block in blocks for part in block.parts).replace("#", " ")
    text = re.sub(r"^-$", "", text, flags=re.MULTILINE)
    assert words(text) - words(pdf_text(name)) == Counter()
    assert "\ufffe" in pdf_text(name), "no word is hyphenated"


@pytest.mark.parametrize("name", NAMES)
def test_pages_carry_running_heads(name: str) -> None:
    found = pdf_text(name).split("\f")
    assert 4 <= len(found) <= 7
    for number, page in enumerate(found, start=1):
        assert f"{number} ({len(found)})" in page


def test_manifest_describes_every_example() -> None:
    sources, rejected = collect([EXAMPLES / "manifest.csv"])
    assert rejected == []
    told = {Path(source.path).stem: (source.council, source.body, source.date) for source in sources}
    keys = {name: gold(name) for name in NAMES}
    assert told == {
        name: (key["organisation"], key["body"], key["meeting_date"]) for name, key in keys.items()
    }
    assert all(source.url and source.licence for source in sources)


@pytest.mark.parametrize("name", NAMES)
def test_the_key_says_what_the_source_says(name: str) -> None:
    key, text = gold(name), source_text(name)
    headings = re.findall(r"^§ (\d+) \| ([^|\n]+?)(?: \| \S+ (\S+))?$", text, re.MULTILINE)
    assert headings == [(item["number"], item["title"], "".join(item["dnr"])) for item in key["items"]]
    first, last = key["paragraphs"].split("-")
    assert [int(item["number"]) for item in key["items"]] == list(range(int(first), int(last) + 1))
    for decision in key["decisions"]:
        assert decision["text"] in section(text, decision["item"])
    for field in ("proposals", "reservations", "statements", "conflicts_of_interest", "non_participation"):
        for entry in key[field]:
            for person in entry.get("persons", [entry.get("person")]):
                assert person in section(text, entry["item"])
    for entry in key["recipients"]:
        stated = section(text, entry["item"]).strip().rpartition("## ")[2].split("\n\n")[0].split("\n")[1:]
        assert stated == entry["to"]
    assert all(organisation.casefold() in text.casefold() for organisation in key["organisations_named"])


@pytest.mark.parametrize("name", NAMES)
def test_the_key_names_everyone_in_the_source_once(name: str) -> None:
    people = [(person["name"], person["party"]) for person in gold(name)["people"]]
    assert len(people) == len(set(people))
    text = source_text(name)
    named = re.findall(
        r"((?:[A-ZÅÄÖ][\wåäö-]+ )(?:von )?(?:[A-ZÅÄÖ][\wåäö]+ ?){1,2})\((S|V|C|MP|M|SD|KD|L|MSP)\)", text
    )
    known = {f"{person} ({party})" for person, party in people if party}
    for person, party in named:
        assert any(f"{person.strip()} ({party})".endswith(entry) for entry in known), person


def section(text: str, number: str) -> str:
    """Return the source of one §."""
    return text.split(f"\n§ {number} |", 1)[1].split("\n§ ", 1)[0].split("\n--- page", 1)[0]


@pytest.mark.parametrize("name", NAMES)
def test_votes_add_up_and_only_those_who_serve_take_part(name: str) -> None:
    key = gold(name)
    served = Counter(
        person["name"]
        for person in key["people"]
        if person["present"]
        and {"chair", "vice chair", "member", "serving substitute"} & set(person["roles"])
    )
    for vote in key["votes"]:
        ballots = Counter[str]()
        for choice in ("yes", "no", "abstain"):
            assert len(vote[f"{choice}_voters"]) == vote[choice]
            ballots.update(vote[f"{choice}_voters"])
        assert ballots - served == Counter()
        recused = {person for entry in key["conflicts_of_interest"] if entry["item"] == vote["item"]
                   for person in entry["persons"]}  # fmt: skip
        assert not recused & set(ballots)
    for field in ("proposals", "reservations"):
        for entry in key[field]:
            assert set(entry.get("persons", [entry.get("person")])) <= set(served)


@pytest.mark.parametrize("name", NAMES)
def test_everyone_replaced_has_one_who_serves(name: str) -> None:
    people = gold(name)["people"]
    replaced = sorted(person["name"] for person in people if "replaced" in person["roles"])
    serving = [person for person in people if "serving substitute" in person["roles"]]
    assert sorted(stood for person in serving for stood in person["substitutes_for"]) == replaced


def test_the_case_passes_through_all_meetings_and_each_points_back_rightly() -> None:
    keys = {(gold(name)["body"], gold(name)["meeting_date"]): gold(name) for name in NAMES}
    for key in keys.values():
        assert CASE in key["dnr"]
        for prior in key["prior_handling"]:
            earlier = keys.get((prior["body"] or key["body"], prior["date"]))
            if earlier is None:
                continue
            item = next(item for item in key["items"] if item["number"] == prior["item"])
            before = next(found for found in earlier["items"] if found["number"] == prior["paragraph"])
            assert before["dnr"] == item["dnr"]


def test_project_budgets_add_up() -> None:
    projects = [project for name in NAMES for project in gold(name)["projects"]]
    assert len(projects) == 2
    for project in projects:
        total = sum(line["amount_sek"] for line in project["budget_lines"])
        assert total == project["budget_total_sek"] == project["granted"]["amount_sek"]


def test_nobody_here_is_in_the_real_minutes() -> None:
    if not (SHARED / "minutes").is_dir():
        pytest.skip("the real minutes are not here")
    real = " ".join(
        " ".join(path.read_text(encoding="utf-8").split()) for path in (SHARED / "minutes").rglob("*.txt")
    )
    people = {person["name"] for name in NAMES for person in gold(name)["people"]}
    assert [person for person in sorted({*people, "Mellansjö", "Ålhammar"}) if person in real] == []
