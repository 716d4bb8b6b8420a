"""The pages of coverage and accuracy: what an archivist sees, from the front page on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graphbuild import pipeline
from graphbuild.sources import collect
from tests.small import BASE
from tests.test_quality import write

COUNCIL = "/quality/almby-kommun"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("quality")
    minutes = folder / "minutes"
    minutes.mkdir()
    more = "Tidigare behandling\nKulturnämnden 2024-01-09 § 12\nOmröstning begärs.\n"
    write(minutes, "2024-01-10", (1, 2))
    write(minutes, "2024-03-13", (6, 7), more=more)
    write(minutes, "2024-04-10", (8, 10))
    copy = minutes / "kopia <b>.txt"
    copy.write_bytes((minutes / "ko-2024-01-10.txt").read_bytes())
    (minutes / "lista.txt").write_text("Mjölk och bröd.", encoding="utf-8")
    sources, rejected = collect([minutes])
    pipeline.build(sources, folder / "store", rejected=rejected)
    with TestClient(create_app(folder / "store", Settings(workers=0, base=BASE))) as opened:
        yield opened


def text(page: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_front_page_leads_to_the_councils_and_these_to_one(client: TestClient) -> None:
    assert 'href="/quality"' in client.get("/").text
    page = client.get("/quality").text
    assert f'href="{COUNCIL}"' in page
    assert client.get(COUNCIL).status_code == 200


def test_the_page_of_councils_sums_up_each_and_names_what_no_council_owns(client: TestClient) -> None:
    told = text(client.get("/quality").text)
    assert "Almby kommun 1 3 2024-01-10 to 2024-04-10 6 4 0" in told
    assert "not measured" in told
    assert "lista.txt not minutes" in told
    assert "14 documents that no rule was made or mended on" in told


def test_a_council_shows_its_meetings_with_the_gaps_where_they_are(client: TestClient) -> None:
    told = text(client.get(COUNCIL).text)
    latest, gap, first = (
        told.index(words)
        for words in ("2024-03-13 6–7", "§§ 3–5 are missing between the meetings", "2024-01-10 1–2")
    )
    assert latest < gap < first
    assert "§ 9 is missing within the meeting above" in told


def test_a_council_shows_cited_meetings_documents_left_out_and_doubts(client: TestClient) -> None:
    told = text(client.get(COUNCIL).text)
    assert "2024-01-09 Kulturnämnden § 6, Kommunstyrelsen 2024-03-13" in told
    assert "set aside the same content as" in told
    assert "but no result of a vote was found" in told
    assert "<b>" not in client.get(COUNCIL).text


def test_a_council_that_nobody_measured_shows_no_figure_of_its_own(client: TestClient) -> None:
    page = client.get(COUNCIL).text
    assert "Not measured for this council." in page
    assert "ballots not measured 84 1.000 0.405" in text(page)


def test_every_link_of_the_pages_leads_somewhere(client: TestClient) -> None:
    for page in ("/quality", COUNCIL):
        for target in sorted(set(re.findall(r'href="(/[^"#]*)', client.get(page).text))):
            assert client.get(target.replace("&amp;", "&")).status_code == 200, target


def test_the_page_of_a_council_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/quality/ingenstans").status_code == 404
    assert client.get("/quality/%3E%20x").status_code == 404


def test_a_measured_council_shows_its_figures_beside_those_of_unseen_texts(store: Path) -> None:
    with TestClient(create_app(store, Settings(workers=0, base=BASE))) as client:
        told = text(client.get("/quality/region-mellansjo").text)
    assert "Measured on 5 documents of this council" in told
    assert "the figures are an upper bound" in told
    assert re.search(r"ballots 50 1\.000 1\.000 84 1\.000 0\.405", told)


def test_the_answers_are_csv_too(client: TestClient) -> None:
    answer = client.get("/queries/missing", params={"council": "almby", "format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert "Almby kommun,Kommunstyrelsen,items,2024-03-13,3–5,2024-01-10" in answer.text
