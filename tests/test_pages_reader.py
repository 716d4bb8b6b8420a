"""The process that parses: a crash, a hang or a lack of memory costs one document and no more."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild import pages
from graphbuild.errors import ReadError
from graphbuild.model import Source
from graphbuild.pages import reader
from graphbuild.pages.reader import Reader
from graphbuild.workers import each

PARSER = "tests.parsers:fail"


@pytest.fixture
def failing() -> Iterator[Reader]:
    """A reader whose parser fails as the path says, and which gives a task two seconds."""
    made = Reader(PARSER, seconds=2.0)
    yield made
    made.close()


def ask(asked: Reader, name: str) -> tuple[str, int]:
    """Return what the parser says, and the process that said it."""
    (answer, more), *others = asked.ask({"path": name, "kind": "pdf"})
    assert not others and not more
    words, process = answer.split()
    return words, int(process)


def test_one_process_reads_one_document_after_another(failing: Reader) -> None:
    first, second = ask(failing, "a"), ask(failing, "b")
    assert (first[0], second[0]) == ("a", "b")
    assert first[1] == second[1] != os.getpid()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("crash", "crashed the process that read it; it is damaged, try another copy"),
        ("crash-hard", "crashed the process"),
        ("hang", "takes more than 2 s to parse; split it"),
    ],
)
def test_a_process_that_dies_or_hangs_is_replaced(failing: Reader, name: str, reason: str) -> None:
    before = ask(failing, "a")[1]
    started = time.monotonic()
    with pytest.raises(ReadError, match=reason):
        failing.ask({"path": name, "kind": "pdf"})
    assert time.monotonic() - started < 10
    words, after = ask(failing, "c")
    assert words == "c" and after != before


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("raise", "cannot be parsed .ZeroDivisionError: by nought.; print it to a new PDF"),
        pytest.param(
            "memory",
            "takes more memory than a document may",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="no limit on memory there"),
        ),
    ],
)
def test_a_failure_that_the_process_survives_keeps_it(failing: Reader, name: str, reason: str) -> None:
    before = ask(failing, "a")[1]
    with pytest.raises(ReadError, match=reason):
        failing.ask({"path": name, "kind": "pdf"})
    assert ask(failing, "b")[1] == before


def test_what_libraries_print_is_no_answer(failing: Reader) -> None:
    assert ask(failing, "noise")[0] == "noise"
    assert ask(failing, "a")[0] == "a"


def test_the_process_ends_when_its_reader_is_closed(failing: Reader) -> None:
    process = ask(failing, "a")[1]
    failing.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_modules_in_the_working_folder_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = Reader(PARSER)
    try:
        assert ask(made, "a")[0] == "a"
    finally:
        made.close()


def length(source: Source) -> int:
    """Return how many pages a source has."""
    return len(pages.read(source))


def test_a_batch_in_this_process_goes_on_after_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: Reader
) -> None:
    monkeypatch.setattr(reader, "_shared", failing)
    sources = []
    for name in ("a", "crash", "hang", "b"):
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.7\n")
        sources.append(Source(str(path), ""))
    results = list(each(length, sources, workers=1))
    assert [result.value for result in results] == [1, None, None, 1]
    assert f"{sources[1].path}: crashed the process" in results[1].reason
    assert f"{sources[2].path}: takes more than 2 s" in results[2].reason
