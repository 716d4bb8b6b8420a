"""The graph as tables: rows as SPARQL counts them, keys, types, and the same in CSV and Parquet."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from api.cli import main
from graphbuild import queries
from graphbuild.exports.tables import TableError, load, write_tables
from graphbuild.exports.tables.definition import read as read_table
from graphbuild.exports.tables.dictionary import dictionary
from graphbuild.exports.tables.rows import meetings, rows, shown
from graphbuild.store import Store, View
from graphbuild.vocabulary import BG, concept

from . import small
from .conftest import ROOT
from .exported import ROWS, check_package, read

PEOPLE = "https://data.example.org/id/person/region-mellansjo"


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with Store(store).view() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(view: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "tables"
    write_tables(view, folder, licence="CC0-1.0")
    return folder


def test_every_table_is_counted() -> None:
    assert set(ROWS) == set(load())


@pytest.mark.parametrize("name", load())
def test_the_query_of_a_table_gives_its_columns(name: str, view: View) -> None:
    found = view.query(load()[name].sparql)
    assert isinstance(found, ox.QuerySolutions)
    variables = [variable.value for variable in found.variables if variable.value != "item_position"]
    assert variables == [column.name for column in load()[name].columns]


def test_what_tables_refer_to_has_one_key() -> None:
    referred = {column.refers for table in load().values() for column in table.columns if column.refers}
    assert {len(load()[name].key) for name in referred} == {1}


def test_tables_are_no_stored_queries() -> None:
    stored = {query.text for query in queries.load().values()}
    assert not stored & {table.sparql for table in load().values()}
    assert not set(queries.load()) & {"ballots", "co-proposing"}


def test_the_tables_of_the_examples_hold(folder: Path, view: View) -> None:
    found = check_package(folder, view)
    assert found["people"] > 10
    assert found["ballots"] > 5


def test_the_tables_of_the_small_graph_hold(tmp_path: Path) -> None:
    with small.build(tmp_path / "store").view() as opened:
        write_tables(opened, tmp_path / "tables")
        found = read(tmp_path / "tables" / "grants.csv")
        assert next((row["amount"], row["currency"], row["project_name"]) for row in found) == (
            "1250000",
            "SEK",
            "Båt i linjetrafik",
        )
        ballots = read(tmp_path / "tables" / "ballots.csv")
        assert [(row["person_name"], row["party_code"], row["choice"]) for row in ballots] == [
            ("Birgitta Hallenborg", "S", "yes"),
            ("Karin Öhrvall", "M", "yes"),
            ("Roger Stenhamre", "SD", "no"),
        ]


def test_what_a_fact_has_several_of_makes_no_more_rows(tmp_path: Path) -> None:
    part = ox.NamedNode(
        f"{small.BASE}id/participation/region-mellansjo/regionstyrelsen/2025-02-11/roger-stenhamre"
    )
    graph = next(quad.graph_name for quad in small.quads() if quad.subject == part)
    more = [
        ox.Quad(part, BG.party, ox.NamedNode(f"{small.BASE}id/party/m"), graph),
        ox.Quad(part, BG.role, concept("role", "chair"), graph),
        *(ox.Quad(part, BG.clock, ox.Literal(hour), graph) for hour in ("09:00-10:00", "13:00-14:00")),
    ]
    small.build(tmp_path / "store")
    with Store(tmp_path / "store").writer() as writer:
        writer.replace([str(graph.value)], [*writer.graph(graph.value), *more])
        writer.publish()
    with Store(tmp_path / "store").view() as opened:
        write_tables(opened, tmp_path / "tables")
        check_package(tmp_path / "tables", opened)
    found = [
        row for row in read(tmp_path / "tables" / "attendance.csv") if row["participation"] == part.value
    ]
    assert [(row["roles"], row["clock"]) for row in found] == [("chair; member", "09:00-10:00; 13:00-14:00")]


def test_meetings_asked_apart_give_the_rows_of_the_whole(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    of = meetings(view)
    whole = {name: list(rows(view, table, of)) for name, table in load().items()}
    monkeypatch.setattr("graphbuild.exports.tables.rows.MEETINGS_AT_A_TIME", 1)
    assert len(of) > 2
    assert {name: list(rows(view, table, of)) for name, table in load().items()} == whole


def test_csv_and_parquet_hold_the_same(folder: Path, view: View, tmp_path: Path) -> None:
    written = write_tables(view, tmp_path / "parquet", "parquet")
    for one in written:
        table = pq.read_table(tmp_path / "parquet" / one.file)
        # A decimal fills its eighteen places there; its value is what counts.
        cells = [{name: shown(plain(value)) for name, value in row.items()} for row in table.to_pylist()]
        assert cells == read(folder / f"{one.table.name}.csv"), one.table.name
    types = pq.read_schema(tmp_path / "parquet" / "meetings.parquet")
    assert str(types.field("date").type) == "date32[day]"


def plain(value: str | bool | float | Decimal | dt.date | dt.time | None):
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def test_the_same_graph_gives_the_same_bytes(folder: Path, view: View, tmp_path: Path) -> None:
    write_tables(view, tmp_path / "again", licence="CC0-1.0")
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_the_package_tells_licence_sources_and_references(folder: Path) -> None:
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert about["licenses"] == [{"name": "CC0-1.0"}]
    assert "https://region-mellansjo.example/protokoll/rs-2025-02-11.pdf" in {
        s.get("path") for s in about["sources"]
    }
    resources = {resource["name"]: resource for resource in about["resources"]}
    assert any("Region Mellansjö: " in source["title"] for source in resources["votes"]["sources"])
    foreign = {
        key["fields"][0]: key["reference"]["resource"]
        for key in resources["ballots"]["schema"]["foreignKeys"]
    }
    assert foreign == {
        "vote": "votes",
        "item": "items",
        "meeting": "meetings",
        "person": "people",
        "party": "parties",
    }


def test_some_tables_refer_only_to_each_other(view: View, tmp_path: Path) -> None:
    written = write_tables(
        view, tmp_path / "some", names=["votes", "ballots"], licence="https://x.example/licence"
    )
    assert [one.file for one in written] == ["ballots.csv", "votes.csv"]
    about = json.loads((tmp_path / "some" / "datapackage.json").read_text(encoding="utf-8"))
    foreign = about["resources"][0]["schema"]["foreignKeys"]
    assert [key["reference"]["resource"] for key in foreign] == ["votes"]
    assert about["licenses"] == [{"path": "https://x.example/licence"}]


def test_an_earlier_export_is_replaced_and_other_things_are_left(view: View, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    write_tables(view, target, names=["votes", "people"])
    write_tables(view, target, names=["parties"])
    assert sorted(path.name for path in target.iterdir()) == [
        "data-dictionary.md",
        "datapackage.json",
        "parties.csv",
    ]
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TableError, match=r"holds other things \(mine.txt\)"):
        write_tables(view, target, names=["votes"])
    assert (target / "mine.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_what_fails_leaves_what_was_there(
    view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tables(view, tmp_path / "tables", names=["parties"])
    before = (tmp_path / "tables" / "parties.csv").read_bytes()
    monkeypatch.setattr("graphbuild.exports.tables.package.package", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_tables(view, tmp_path / "tables", names=["parties"])
    assert (tmp_path / "tables" / "parties.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_an_unknown_table_is_named(view: View, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="there is no table voters; there are: amounts"):
        write_tables(view, tmp_path / "tables", names=["voters"])


def test_parquet_without_pyarrow_says_what_to_install(
    view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(TableError, match=r"pip install 'beslutsgraf\[parquet\]'"):
        write_tables(view, tmp_path / "tables", "parquet")


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("{name: x, type: colour, sv: x, en: x}", "unknown type"),
        ("{name: yes, type: iri, sv: x, en: x}", "no name"),
    ],
)
def test_a_wrong_header_is_named_with_the_reason(tmp_path: Path, column: str, reason: str) -> None:
    text = f"#+ title: {{}}\n#+ description: {{}}\n#+ key: [x]\n#+ columns: [{column}]\nSELECT ?x {{}}"
    (tmp_path / "wrong.rq").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=f"wrong.rq does not define a table: .*{reason}"):
        read_table(tmp_path / "wrong.rq", {})


def test_the_page_of_the_dictionary_is_that_of_the_tables() -> None:
    page = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert page == dictionary(tuple(load().values()))


def test_the_command_tells_the_rows(store: Path, tmp_path: Path) -> None:
    arguments = ["tables", str(tmp_path / "t"), "--store", str(store), "--table", "parties"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert "parties.csv" in result.output
    again = CliRunner().invoke(main, [*arguments, "--table", "x"])
    assert again.exit_code == 2
    assert "there is no table x" in again.output
