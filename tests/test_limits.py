"""Runaway queries end and short ones do not wait for them; no process that runs queries opens a socket."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import re
import socket
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from api import Settings, create_app
from api.cache import Cache
from api.cli import main
from api.confine import confine
from api.jobs import Answer, Job
from api.lanes import Lanes
from api.limits import BusyError, QueryTimeoutError, ResultTooLongError, TooManyError, rows
from api.readers import Readers
from api.settings import SettingsError, from_environment
from api.tokens import TokenError, Tokens
from graphbuild.results import TABLES
from graphbuild.store import Store

from .small import build

SHORT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
DAY = dt.date(2031, 5, 6)


def runaway(number: int) -> str:
    return f"SELECT (COUNT(*) AS ?n{number}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build(tmp_path_factory.mktemp("small") / "store")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


# Lanes


def test_a_text_that_was_long_begins_apart_until_it_was_short_or_is_forgotten() -> None:
    clock = Clock()
    lanes = Lanes(Settings(), clock)
    assert not lanes.apart("long", "a")
    lanes.overran("long", "a")
    assert lanes.apart("long", "b")
    assert not lanes.apart("other", "a")
    lanes.was_short("long")
    assert not lanes.apart("long", "b")
    lanes.overran("long", "a")
    clock.now += 601
    assert not lanes.apart("long", "b")


def test_a_client_with_many_long_queries_begins_apart_and_others_do_not() -> None:
    clock = Clock()
    lanes = Lanes(Settings(), clock)
    for number in range(3):
        assert not lanes.apart(f"new {number}", "a")
        lanes.overran(f"text {number}", "a")
    assert lanes.apart("new", "a")
    assert not lanes.apart("new", "b")
    clock.now += 61
    assert not lanes.apart("new", "a")


def test_one_client_may_have_so_many_under_way() -> None:
    lanes = Lanes(Settings(client_queries=1))
    with lanes.enter("a"):
        with pytest.raises(TooManyError), lanes.enter("a"):
            pass
        with lanes.enter("b"), lanes.enter(""), lanes.enter(""):
            pass
    with lanes.enter("a"):
        pass


def test_so_many_may_wait() -> None:
    lanes = Lanes(Settings(workers=1, slow_workers=1, waiting=0))
    with lanes.enter("a"), lanes.enter("b"), pytest.raises(BusyError), lanes.enter("c"):
        pass


def test_slow_places_are_few() -> None:
    lanes = Lanes(Settings(slow_workers=1))
    lanes.take_slow(0)
    with pytest.raises(BusyError, match="long queries run already"):
        lanes.take_slow(0)
    lanes.leave_slow()
    lanes.take_slow(0)


# Readers


def test_short_queries_go_on_while_runaways_run(store: Store) -> None:
    settings = Settings(workers=2, query_seconds=3, slice_seconds=0.3, wait_seconds=1, cache_megabytes=0)
    readers = Readers(store, settings)
    ended: list[Exception | None] = []
    stop = threading.Event()

    def run_away(client: int) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                readers.run(Job(runaway(client * 1000 + number), "json"), f"10.0.0.{client}")
                ended.append(None)
            except (QueryTimeoutError, BusyError) as error:
                ended.append(error)

    def ask(client: int) -> list[float]:
        times = []
        for _ in range(15):
            started = time.monotonic()
            assert json.loads(readers.run(Job(SHORT, "json"), f"10.0.1.{client}").body)
            times.append(time.monotonic() - started)
        return times

    try:
        readers.start()
        with ThreadPoolExecutor(16) as pool:
            bad = [pool.submit(run_away, client) for client in range(4)]
            # Each of them may take three slices before it is known.
            time.sleep(4)
            good = [pool.submit(ask, client) for client in range(4)]
            times = sorted(one for each in good for one in each.result())
            stop.set()
            for each in bad:
                each.result()
    finally:
        readers.close()
    assert None not in ended
    assert {type(error) for error in ended} == {QueryTimeoutError, BusyError}
    # None of them waited as long as a slice takes, though four clients never stop.
    assert times[len(times) * 9 // 10] < settings.slice_seconds


def test_a_reader_that_is_killed_costs_its_own_request_only(store: Store) -> None:
    readers = Readers(store, Settings(workers=1, cache_megabytes=0))
    try:
        readers.run(Job(SHORT, "csv"))
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        assert readers.run(Job(SHORT, "csv")).body.startswith(b"n\r\n")
    finally:
        readers.close()


@pytest.mark.parametrize("name", list(TABLES))
def test_rows_are_counted_in_every_format(name: str) -> None:
    graph = ox.Store()
    for values, expected in [
        ('("x}},{" "y\\"\\n,") (UNDEF UNDEF) ("{}" <http://x/>) ("a\\nb" 1) ("{\\"a\\":{\\"type\\"" 2)', 5),
        ("(1 UNDEF)", 1),
        ("", 0),
    ]:
        found = graph.query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
        assert rows(found.serialize(format=TABLES[name].serialiser), name) == expected


@pytest.mark.parametrize(("limit", "value"), [("result_rows", 3), ("result_bytes", 2000)])
def test_a_result_that_is_too_long_is_refused_whole(store: Store, limit: str, value: int) -> None:
    settings = Settings(workers=0, **{limit: value})
    query = "SELECT * { ?s ?p ?o } LIMIT 100"
    with pytest.raises(ResultTooLongError) as refused:
        Readers(store, settings).run(Job(query, "json"))
    assert (refused.value.limit, refused.value.value) == (limit, value)
    with TestClient(create_app(store, settings)) as client:
        answer = client.get("/sparql", params={"query": query})
    assert (answer.status_code, answer.json()["limit"], answer.json()["value"]) == (403, limit, value)


def _tries(found) -> None:
    confined = confine()
    opened = []
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        try:
            socket.socket(family).close()
            opened.append(family)
        except PermissionError:
            pass
    try:
        list(ox.Store().query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))
    except OSError as error:
        opened += [] if "denied" in str(error) or "not allowed" in str(error) else [str(error)]
    found.put((confined, opened))


def test_a_confined_process_opens_no_socket() -> None:
    context = multiprocessing.get_context("spawn")
    found = context.Queue()
    process = context.Process(target=_tries, args=(found,))
    process.start()
    confined, opened = found.get(timeout=60)
    process.join()
    if not confined:
        pytest.skip("this system has no filter of system calls")
    assert opened == []


def test_health_tells_whether_the_graph_answers(store: Store, tmp_path: Path) -> None:
    with TestClient(create_app(store, Settings(workers=0))) as client:
        assert client.get("/health").json()["snapshot"] == store.current()
    with TestClient(create_app(tmp_path / "none", Settings(workers=0))) as client:
        assert client.get("/health").status_code == 503


# Results that are kept


def test_a_result_is_kept_while_the_graph_is_the_same() -> None:
    cache = Cache(10_000)
    job, answer = Job("ASK {}", "csv"), Answer(b"true", 1)
    assert cache.get(1, job) is None
    cache.put(job, answer)
    assert cache.get(1, job) is answer
    assert cache.get(2, job) is None
    assert cache.get(1, Job("ASK {}", "json")) is None
    cache.put(job, Answer(b"false", 2))
    assert (cache.get(1, job), cache.get(2, job)) == (None, Answer(b"false", 2))


def test_what_varies_or_is_large_is_not_kept_and_the_oldest_goes() -> None:
    cache = Cache(4000)
    for text in ("SELECT (NOW() AS ?x) {}", "SELECT (rand() AS ?x) {}"):
        cache.put(Job(text, "csv"), Answer(b"", 1))
        assert cache.get(1, Job(text, "csv")) is None
    cache.put(Job("large", "csv"), Answer(b"x" * 2000, 1))
    assert cache.get(1, Job("large", "csv")) is None
    jobs = [Job(f"query {number}", "csv") for number in range(9)]
    for job in jobs:
        cache.put(job, Answer(b"", 1))
        cache.get(1, jobs[0])
    assert cache.get(1, jobs[0]) is not None
    assert cache.get(1, jobs[1]) is None


# Tokens


def test_a_token_is_kept_as_a_hash_in_a_file_of_its_owner(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    secret = tokens.make("loader", ("graphs",), DAY, 30)
    assert secret not in tokens.path.read_text("utf-8")
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600
    found = tokens.find(secret)
    assert found is not None
    assert (found.name, found.ends) == ("loader", "2031-06-05")
    assert found.allows("graphs", DAY)
    assert not found.allows("other", DAY)
    assert not found.allows("graphs", DAY + dt.timedelta(31))
    assert tokens.find(f"{secret}x") is None


@pytest.mark.parametrize("name", ["", "two words", "../up", "x" * 65])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TokenError, match="no name"):
        Tokens(tmp_path).make(name, ("graphs",), DAY)


def test_tokens_from_the_command_line(tmp_path: Path) -> None:
    def run(*arguments: str):
        return CliRunner().invoke(main, ["token", *arguments, "--store", str(tmp_path)])

    made = run("create", "loader", "--scope", "graphs")
    assert Tokens(tmp_path).find(made.stdout.strip()) is not None
    assert "loader" in run("list").stdout
    assert run("create", "loader", "--scope", "graphs").exit_code == 2
    assert run("revoke", "loader").exit_code == 0
    assert Tokens(tmp_path).find(made.stdout.strip()) is None
    assert run("revoke", "loader").exit_code == 2


# Settings


def test_settings_from_a_file_and_the_environment_before_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('title = "Our minutes"\nworkers = 3\nquery_seconds = 2.5\n', encoding="utf-8")
    found = from_environment({"BESLUTSGRAF_SETTINGS": str(path), "BESLUTSGRAF_WORKERS": "4"})
    assert (found.title, found.workers, found.query_seconds) == ("Our minutes", 4, 2.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [("worker = 3", "no setting worker"), ('workers = "three"', "whole number"), ("=", "cannot be read")],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        from_environment({"BESLUTSGRAF_SETTINGS": str(path)})


def test_every_setting_is_documented_with_its_default() -> None:
    documented = (Path(__file__).parents[1] / "docs" / "serving.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", documented, re.MULTILINE))
    for field in fields(Settings):
        value = getattr(Settings(), field.name)
        shown = told[field.name].strip().strip("`")
        assert shown == (f"{value:g}" if isinstance(value, float) else f'"{value}"' if value else shown) or (
            str(value) == shown
        )
