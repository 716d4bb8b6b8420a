"""The document with everything found: every place is marked, every word is there, nothing is obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from graphbuild import explain, minutes, pipeline
from graphbuild.facts.document import extract
from graphbuild.model import Evidence, Header, Item, Record, Source, Stated
from graphbuild.sources import collect
from tests.conftest import EXAMPLES
from tests.reading import text_of

NAMES = ("rs-2025-03-11", "rf-2025-04-08")


@pytest.fixture(scope="module", params=NAMES)
def example(request: pytest.FixtureRequest) -> tuple[Record, str]:
    """One of the examples: its record and raw text."""
    (source,), _ = collect([EXAMPLES / "minutes" / f"{request.param}.pdf"])
    record, text = pipeline.extract(source)
    return record, text.raw


def evidence(value: object) -> Iterator[Evidence]:
    """Yield all evidence that a value of the model holds."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from evidence(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from evidence(getattr(value, field.name))


class Page(HTMLParser):
    """Reads a page: the words of its document, what its marks say, the ids and where links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.told: list[str] = []
        self.ids: set[str] = set()
        self.targets: set[str] = set()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.inside = self.skip = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.tags.add(tag)
        self.inside = self.inside or tag == "main"
        self.skip = given.get("class") == "page"
        if tag == "mark":
            self.told.append(given["title"] or "")
            self.open.append(tag)
        if given.get("id"):
            assert given["id"] not in self.ids
            self.ids.add(given["id"] or "")
        if (given.get("href") or "").startswith("#"):
            self.targets.add((given["href"] or "")[1:])

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"
        self.skip = False
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and not self.skip:
            self.words += data


def bare(text: str) -> str:
    return re.sub(r"[\ufffe\u00ad]", "\u2010", re.sub(r"[\f\r]", "", text))


def test_every_place_that_states_something_is_marked(example: tuple[Record, str]) -> None:
    record, _ = example
    marked = {(mark.start, mark.end) for mark in explain.marks(record)}
    whole = sorted(marked)
    found = list(evidence(record))
    assert len(found) > 100
    for place in found:
        assert (place.start, place.end) in marked or any(
            a <= place.start and place.end <= b for a, b in whole
        )


def test_segments_cover_the_text_once_and_carry_the_marks_above_them(example: tuple[Record, str]) -> None:
    record, raw = example
    found = explain.segments(record, raw)
    assert "".join(raw[one.start : one.end] for one in found) == raw
    for one in found:
        over = {mark for mark in explain.marks(record) if mark.start <= one.start and one.end <= mark.end}
        assert set(one.marks) == over and one.start < one.end


def test_the_page_has_every_word_and_says_what_it_was_read_as(example: tuple[Record, str]) -> None:
    record, raw = example
    page = Page(explain.html(record, raw))
    assert page.words == bare(raw)
    assert page.open == []
    assert page.targets <= page.ids
    assert {f"item-{number}" for number in range(len(record.items))} <= page.ids
    vote = next(vote for item in record.items for vote in item.votes)
    assert any(told.startswith(f"Votes: vote: {vote.yes} yes, {vote.no} no") for told in page.told)


def test_the_terminal_has_every_word(example: tuple[Record, str]) -> None:
    record, raw = example
    shown = explain.terminal(record, raw)
    words = re.sub(r"\n─+ page \d+ ─+\n|‹[^›]*›", "", shown.plain)
    assert words.endswith(bare(raw))
    assert any("on #a5e3b4" in str(span.style) for span in shown.spans)


def place(raw: str, words: str) -> Evidence:
    at = raw.index(words)
    return Evidence(1, at, at + len(words), words)


def test_overlapping_marks_go_on_in_a_second_element() -> None:
    raw = "aabbcc"
    item = Item("1", None, place(raw, "aabb"), dnr=(Stated("bbcc", place(raw, "bbcc")),))
    record = Record(Source("x", ""), "minutes", Header(), (), (item,), ())
    assert [(s.start, s.end, [m.kind for m in s.marks]) for s in explain.segments(record, raw)] == [
        (0, 2, ["item"]),
        (2, 4, ["item", "case"]),
        (4, 6, ["case"]),
    ]
    page = explain.html(record, raw)
    assert re.search(r'<mark class="item"[^>]*>aa<mark class="case"[^>]*>bb</mark></mark>', page)
    assert Page(page).words == raw
    assert page.count('tabindex="0"') == 2


def test_a_hostile_document_is_shown_and_not_obeyed() -> None:
    text = text_of(
        "§ 1 <script>alert(1)</script> \x1b[31m\x9b2J\u202e & 'x' \"y\"\nDnr A-2025-1\nBeslut\nBifall."
    )
    record = extract(minutes.structure(text), Source('<img src=x onerror="alert(1)">.txt', "0"))
    record = Record(record.source, record.kind, record.header, (), record.items, (), ("§ 1: <b>bad</b>\x1b",))
    page = explain.html(record, text.raw)
    assert page.count("<script>") == 1 and "<img" not in page and "<b>" not in page
    assert "script-src 'sha256-" in page
    assert '<a href="#item-0">§ 1</a>: &lt;b&gt;' in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", page)
    assert "<script>alert(1)</script>" in Page(page).words
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", explain.terminal(record, text.raw).plain)


def test_a_document_without_anything_found_is_shown() -> None:
    record = Record(Source("x.txt", ""), "other", Header(), (), (), ())
    assert "Nothing was found" in explain.html(record, "")
    assert Page(explain.html(record, "Hej\r\nå")).words == "Hej\nå"


class TestCommand:
    def test_shows_one_document_or_several_on_stdout(self) -> None:
        paths = [str(EXAMPLES / "minutes" / f"{name}.pdf") for name in NAMES]
        result = CliRunner().invoke(main, ["extract", "--explain", *paths])
        assert result.exit_code == 0, result.output
        assert "\x1b" not in result.stdout, "colours off a terminal"
        assert "‹vote: 6 yes, 4 no, 1 abstain›" in result.stdout
        assert all(f"{name}.pdf: minutes" in result.stdout for name in NAMES)

    def test_writes_a_page_beside_the_record(self, tmp_path: Path) -> None:
        arguments = ["extract", str(EXAMPLES / "minutes" / f"{NAMES[0]}.pdf"), "--output-dir", str(tmp_path)]
        assert CliRunner().invoke(main, [*arguments, "--explain"]).exit_code == 0
        assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json"]
        assert (tmp_path / f"{NAMES[0]}.html").read_text(encoding="utf-8").startswith("<!doctype html>")
