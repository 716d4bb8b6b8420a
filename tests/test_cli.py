"""The command line: what it prints, what it writes, how it fails, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from api.cli import main
from graphbuild import __version__
from graphbuild.errors import StoreError
from graphbuild.resources import resource
from graphbuild.store import Store
from tests.conftest import EXAMPLES

MANIFEST = str(EXAMPLES / "manifest.csv")
MINUTES = EXAMPLES / "minutes"
BASE = "https://data.example.org/"


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BESLUTSGRAF_STORE", "BESLUTSGRAF_BASE", "BESLUTSGRAF_NER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with one document that can be read and one that cannot."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (folder / "good.pdf").write_bytes((MINUTES / "rs-2025-02-11.pdf").read_bytes())
    return folder


def test_version_and_help_name_what_there_is() -> None:
    assert run("--version").output == f"beslutsgraf, version {__version__}\n"
    text = run("--help").output
    for name in ("build", "extract", "validate", "query", "queries", "export", "release", "stats", "serve"):
        assert re.search(rf"^  {name} ", text, re.MULTILINE), name


class TestBuild:
    def test_twice_changes_nothing(self, tmp_path: Path) -> None:
        first = run("build", MANIFEST, "--store", tmp_path / "s", "--report", tmp_path / "report.json")
        assert first.exit_code == 0, first.output
        assert first.output.startswith("Documents: 5 added.\n")
        report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        assert len(report["added"]) == 5
        before = run("export", "--store", tmp_path / "s").stdout_bytes
        again = run("build", MANIFEST, "--store", tmp_path / "s")
        assert again.output.startswith("Documents: 5 unchanged.\n")
        assert run("export", "--store", tmp_path / "s").stdout_bytes == before

    def test_keeps_out_what_cannot_be_read_and_builds_the_rest(self, broken: Path, tmp_path: Path) -> None:
        result = run("build", broken, "--store", tmp_path / "s")
        assert result.exit_code == 1
        assert result.stdout.startswith("Documents: 1 added, 1 kept out.\n")
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"{broken}/bad.pdf: ")

    def test_takes_the_base_from_the_environment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BESLUTSGRAF_BASE", "https://data.region.example/")
        monkeypatch.setenv("BESLUTSGRAF_STORE", str(tmp_path / "s"))
        assert run("build", MINUTES / "rs-2025-02-11.pdf").exit_code == 0
        quads = run("export").stdout
        assert "<https://data.region.example/id/meeting/region-mellansjo/regionstyrelsen/2025-02-11>" in quads
        assert BASE not in quads

    def test_without_a_document_says_what_is_missing(self, tmp_path: Path) -> None:
        result = run("build", tmp_path, "--store", tmp_path / "s")
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: no document to read: ")
        assert not (tmp_path / "s").exists()


class TestExtract:
    def test_prints_one_record_that_keeps_to_the_schema(self) -> None:
        result = run("extract", MINUTES / "rs-2025-02-11.pdf")
        assert (result.exit_code, result.stderr) == (0, "")
        record = json.loads(result.stdout)
        schema = json.loads(resource("data/record.schema.json").read_text(encoding="utf-8"))
        assert list(Draft202012Validator(schema).iter_errors(record)) == []
        assert record["body"]["text"] == "Regionstyrelsen"
        assert record["meeting_date"]["text"] == "2025-02-11"

    def test_writes_a_file_a_document_and_names_the_bad_one(self, broken: Path, tmp_path: Path) -> None:
        result = run("extract", broken, "--output-dir", tmp_path / "out")
        assert result.exit_code == 1
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.json"]
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"{broken}/bad.pdf: ")
        assert result.stdout == ""

    def test_does_not_write_two_documents_to_one_file(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "x.txt").write_text(f"Region {name}\n§ 1 Val\n", encoding="utf-8")
        result = run("extract", tmp_path / "a", tmp_path / "b", "--output-dir", tmp_path / "out")
        assert result.exit_code == 1
        assert "has the same name" in result.stderr
        assert "a/x.txt" in json.loads((tmp_path / "out" / "x.json").read_text("utf-8"))["source"]["path"]

    def test_several_documents_need_a_folder(self) -> None:
        result = run("extract", MINUTES)
        assert result.exit_code == 2
        assert result.stderr == "Error: 5 documents do not fit in one JSON object; give --output-dir DIR\n"

    def test_prints_the_schema(self) -> None:
        assert json.loads(run("extract", "--schema").output)["title"] == "Extraction record"


class TestValidate:
    def test_says_that_the_examples_conform(self) -> None:
        result = run("validate", MANIFEST)
        assert result.exit_code == 0, result.output
        assert result.stdout.count(": conforms\n") == 5

    def test_tells_findings_as_json(self, broken: Path) -> None:
        result = run("validate", broken, "--format", "json")
        assert result.exit_code == 1
        assert [entry["path"] for entry in json.loads(result.stdout)["rejected"]] == [f"{broken}/bad.pdf"]


class TestQuery:
    def test_answers_a_stored_query_as_csv_off_a_terminal(self, store: Path) -> None:
        result = run("query", "decisions-in-case", "--case", "RS-2024-00417", "--store", store)
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        assert list(dict.fromkeys((row["date"], row["bodyName"]) for row in rows)) == [
            ("2025-01-22", "Kollektivtrafiknämnden"),
            ("2025-02-11", "Regionstyrelsen"),
            ("2025-03-11", "Regionstyrelsen"),
            ("2025-04-08", "Regionfullmäktige"),
            ("2025-05-21", "Kollektivtrafiknämnden"),
        ]

    def test_a_table_has_no_iris_unless_asked(self, store: Path) -> None:
        words = (
            "query",
            "decisions-in-case",
            "--case",
            "RS-2024-00417",
            "--store",
            store,
            "--format",
            "table",
        )
        plain, full = run(*words).stdout, run(*words, "--iris").stdout
        assert "Regionfullmäktige" in plain
        assert f"{BASE}id/item/" not in plain
        assert f"{BASE}id/item/region-mellansjo/regionfullmaktige/2025-04-08/" in full

    def test_options_may_stand_before_the_name(self, store: Path) -> None:
        before = run(
            "query", "--store", store, "--format", "json", "decisions-in-case", "--case", "RS-2024-00417"
        )
        after = run(
            "query", "decisions-in-case", "--case", "RS-2024-00417", "--format", "json", "--store", store
        )
        assert before.exit_code == 0, before.output
        assert before.stdout == after.stdout
        assert json.loads(after.stdout)["results"]["bindings"]

    @pytest.mark.parametrize(
        ("kind", "start"),
        [("csv", "n\r\n5"), ("tsv", "?n\n5"), ("json", "{"), ("xml", "<?xml"), ("table", " n\n")],
    )
    def test_answers_sparql_in_each_format(self, store: Path, tmp_path: Path, kind: str, start: str) -> None:
        query = "PREFIX bg: <https://w3id.org/beslutsgraf/ns#> SELECT (COUNT(*) AS ?n) { ?m a bg:Meeting }"
        (tmp_path / "q.rq").write_text(query, encoding="utf-8")
        result = run("query", "--sparql", tmp_path / "q.rq", "--store", store, "--format", kind)
        assert result.exit_code == 0, result.output
        assert result.stdout_bytes.decode().lstrip("\n").startswith(start)

    def test_answers_yes_and_a_graph(self, store: Path) -> None:
        assert run("query", "--sparql", "-", "--store", store, stdin="ASK { ?s ?p ?o }").stdout == "yes\n"
        graph = "CONSTRUCT { <http://a.example/> <http://b.example/> 1 } {}"
        result = run("query", "--sparql", "-", "--store", store, stdin=graph)
        assert result.stdout.endswith("<http://a.example/> <http://b.example/> 1 .\n")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (
                ("decisions-in-a-case",),
                "there is no stored query decisions-in-a-case; `beslutsgraf queries` lists them",
            ),
            (("decisions-in-case",), "Missing option '--case'"),
            (
                ("decisions-of-body", "--body", "x", "--from", "mars"),
                "from must be a date such as 2024-04-15",
            ),
            ((), "give either the NAME of a stored query or --sparql FILE"),
            (("co-attendance", "--format", "ttl"), "a table cannot be written as ttl"),
        ],
    )
    def test_says_what_is_wrong_with_a_question(
        self, store: Path, arguments: tuple[str, ...], message: str
    ) -> None:
        result = run("query", "--store", store, *arguments)
        assert result.exit_code == 2
        assert message in result.stderr

    @pytest.mark.parametrize(
        "sparql",
        ["DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", "SELECT"],
    )
    def test_only_reads_and_only_here(self, store: Path, sparql: str) -> None:
        result = run("query", "--sparql", "-", "--store", store, stdin=sparql)
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: ")

    def test_says_how_to_get_a_store(self, tmp_path: Path) -> None:
        result = run("query", "co-attendance", "--store", tmp_path)
        assert result.exit_code == 2
        assert "run `beslutsgraf build` first" in result.stderr


def test_queries_lists_names_and_parameters() -> None:
    assert re.search(r"^ decisions-in-case +--case STRING +\S", run("queries").stdout, re.MULTILINE)
    listed = {query["name"]: query for query in json.loads(run("queries", "--format", "json").stdout)}
    assert [param["name"] for param in listed["decisions-in-case"]["params"]] == ["case"]


class TestExport:
    @pytest.mark.parametrize("kind", ["nq", "trig"])
    def test_of_all_graphs_reads_back_as_the_same_quads(self, store: Path, kind: str) -> None:
        data = run("export", "--store", store, "--format", kind).stdout_bytes
        form = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}[kind]
        count = json.loads(run("stats", "--store", store, "--format", "json").stdout)["quads"]
        assert len(set(ox.parse(data, format=form))) == count > 1000

    def test_as_turtle_has_each_triple_once(self, store: Path, tmp_path: Path) -> None:
        run("export", "--store", store, "--format", "ttl", "--output", tmp_path / "g.ttl")
        triples = list(ox.parse(path=str(tmp_path / "g.ttl")))
        assert len(triples) == len(set(triples)) > 1000

    def test_of_one_graph(self, store: Path) -> None:
        graph = f"{BASE}graph/region-mellansjo/regionstyrelsen/2025-02-11"
        lines = run("export", "--store", store, "--graph", graph).stdout.splitlines()
        assert lines
        assert all(line.endswith(f"<{graph}> .") for line in lines)

    def test_of_an_unknown_graph_says_so(self, store: Path) -> None:
        result = run("export", "--store", store, "--graph", "http://no.example/")
        assert result.exit_code == 2
        assert "no graph http://no.example/" in result.stderr


def test_stats_counts_meetings(store: Path) -> None:
    counts = json.loads(run("stats", "--store", store, "--format", "json").stdout)
    assert counts["Meeting"] == 5
    assert re.search(r"^ Meeting +5$", run("stats", "--store", store).stdout, re.MULTILINE)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_program(shell: str) -> None:
    text = run("completion", shell).output
    assert f"_BESLUTSGRAF_COMPLETE={shell}_complete" in text


def test_completion_completes_names_of_stored_queries_and_their_parameters() -> None:
    def completed(line: str, word: int) -> str:
        environment = {"_BESLUTSGRAF_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(word)}
        command = [sys.executable, "-c", "from api.cli import main; main(prog_name='beslutsgraf')"]
        done = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert "decisions-in-case" in completed("beslutsgraf query decisions-in", 2)
    assert "--case" in completed("beslutsgraf query decisions-in-case --c", 3)


def test_an_error_of_the_package_is_one_line(monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    def fail(*_: object) -> None:
        raise StoreError("the disk is full; make room")

    monkeypatch.setattr(Store, "view", fail)
    result = run("stats", "--store", store)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "Error: the disk is full; make room\n")


def test_serve_answers_until_it_is_stopped(store: Path) -> None:
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen([*command, "--store", store], stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = server.stderr.readline().split()[1]
            with urllib.request.urlopen(f"{address}/sparql?query=ASK%7B%7D", timeout=20) as answer:
                assert b"true" in answer.read()
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=20) == 0
        finally:
            server.kill()


def test_serve_says_that_the_port_is_taken(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--store", store, "--port", str(port))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: cannot listen on 127.0.0.1, port {port} (")
