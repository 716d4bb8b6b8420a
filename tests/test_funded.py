"""From the example minutes to the answer: which projects got money, whose they are, on which decision."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from graphbuild import pipeline
from graphbuild.model import Source

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ("rs-2025-02-11", "rs-2025-03-11")


@pytest.mark.parametrize("name", NAMES)
def test_a_project_told_in_prose_is_read_as_the_key_has_it(name: str) -> None:
    path = EXAMPLES / "minutes" / f"{name}.pdf"
    record, _ = pipeline.extract(Source(str(path), hashlib.sha256(path.read_bytes()).hexdigest()))
    (project,) = (project for item in record.items for project in item.projects)
    (key,) = json.loads((EXAMPLES / "gold" / f"{name}.gold.json").read_text(encoding="utf-8"))["projects"]
    assert project.owner is not None and project.owner.text == key["owner"]
    assert [partner.text for partner in project.partners] == key["partners"]
    assert project.granted is not None and project.granted.value == key["granted"]["amount_sek"]
    assert [int(line.amount.value) for line in project.budget] == [
        line["amount_sek"] for line in key["budget_lines"]
    ]
    assert project.grantee is None
    assert not [warning for warning in record.warnings if "apart" in warning]


def test_funded_projects_of_the_examples(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    files = [str(EXAMPLES / "minutes" / f"{name}.pdf") for name in NAMES]
    built = CliRunner().invoke(main, ["build", *files, "--store", store, "--workers", "1"])
    assert built.exit_code == 0, built.output
    asked = CliRunner().invoke(main, ["query", "funded-projects", "--store", store, "--format", "json"])
    assert asked.exit_code == 0, asked.output
    rows = [
        {name: cell["value"] for name, cell in row.items()}
        for row in json.loads(asked.output)["results"]["bindings"]
    ]
    assert [(row["projectName"], row["ownerName"], row["partners"]) for row in rows] == [
        (
            "Cirkulära verkstäder i Mellansjö",
            "Mellansjö Näringslivscentrum ekonomisk förening",
            "Högskolan i Ålhammar, Sjövalla kommun, Tjärnfors kommun",
        ),
        ("Ung scen i Sjövalla", "Sjövalla kommun", "Föreningen Teater Tärnan, Granviks kommun"),
    ]
    assert [row["decisionIri"].rpartition("/item/")[2] for row in rows] == [
        "region-mellansjo/regionstyrelsen/2025-02-11/19/decision/1",
        "region-mellansjo/regionstyrelsen/2025-03-11/30/decision/1",
    ]
    assert "beviljas 1 850 000 kr" in rows[0]["decisionText"]
