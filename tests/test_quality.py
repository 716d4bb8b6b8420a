"""What is missing, left out or in doubt, and what was counted: builds of minutes of an invented council."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graphbuild import pages, pipeline, validation, writing
from graphbuild.iris import DEFAULT_BASE
from graphbuild.model import Page
from graphbuild.pages import RecognisedPage, UnreadPage, ocr
from graphbuild.quality import accuracy, notices
from graphbuild.quality.coverage import Met, gaps, runs
from graphbuild.quality.leftout import without_paths
from graphbuild.queries import load
from graphbuild.results import rows
from graphbuild.sources import collect
from graphbuild.state import StateError
from graphbuild.store import Store
from graphbuild.triples import serialise
from tests.test_pipeline import refuse

HEAD = """Almby kommun
Sammanträdesprotokoll
{body}
Sammanträdesdatum {date}

Plats och tid Rådhuset, Almby, kl. 13:00-15:00
Beslutande
Ulla Ekbrink (S), ordförande
Nils Öberg (M)
Justerare Nils Öberg
"""
ITEM = """
§ {number} Dnr KS 2024/{number}
Yttrande {number} över länsplanen
{more}Beslut
{body} beslutar att godkänna yttrandet.
"""
BOARD = "Kommunstyrelsen"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "minutes"
    made.mkdir()
    return made


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def write(folder, date, numbers, body=BOARD, more="", name=None):
    """Write minutes with the §§ of these numbers; ``more`` stands in the first of them."""
    items = [
        ITEM.format(number=number, body=body, more=more if place == 0 else "")
        for place, number in enumerate(numbers)
    ]
    path = folder / (name or f"{body[:2].lower()}-{date}.txt")
    path.write_text(HEAD.format(date=date, body=body) + "".join(items), encoding="utf-8")
    return path


def build(store, *paths, **more):
    sources, rejected = collect(paths)
    return pipeline.build(sources, store, rejected=rejected, **more)


def ask(store, query, columns, /, **params):
    """Return the columns of a stored query's answer, ``""`` where unbound."""
    with Store(store).view() as view:
        results = view.query(load()[query].bind(params))
        assert isinstance(results, ox.QuerySolutions)
        return [tuple(row.get(column, "") for column in columns.split()) for row in rows(results).records()]


def quads(store):
    with Store(store).view() as view:
        return serialise(view.quads())


def conforms(store):
    """Check the graphs of quality and coverage against their shapes."""
    with Store(store).view() as view:
        for graph in view.graphs():
            if "quality" in graph or "coverage" in graph:
                assert validation.validate(list(view.quads(graph))).violations == (), graph


def met(path, *numbers):
    return Met(f"almby-kommun/{path}", runs([str(number) for number in numbers]), len(numbers), 0)


def found(*meetings):
    return [(gap.first, gap.last, gap.after and gap.after[-10:], gap.before[-10:]) for gap in gaps(meetings)]


def test_numbers_follow_on_from_meeting_to_meeting_through_the_year():
    one, other = met("ks/2024-01-10", 1, 2, 3), met("ks/2024-02-07", 4, 5)
    assert found(one, other) == []
    assert found(one, met("ks/2024-02-07", 6)) == [(4, 5, "2024-01-10", "2024-02-07")]
    assert found(met("ks/2024-02-07", 4)) == [(1, 3, None, "2024-02-07")]
    assert found(met("ks/2024-01-10", 1, 4)) == [(2, 3, "2024-01-10", "2024-01-10")]
    assert found(one, met("ks/2025-01-08", 1)) == []


def test_numbers_that_begin_anew_or_go_on_over_the_year_prove_nothing():
    assert found(met("ks/2024-01-10", 1, 2, 3), met("ks/2024-02-07", 1, 2)) == []
    assert found(met("ks/2024-12-10", 1, 2), met("ks/2025-01-08", 3)) == []


def test_a_meeting_without_a_number_is_passed_over():
    assert found(met("ks/2024-01-10", 1), met("ks/2024-02-07"), met("ks/2024-03-07", 3)) == [
        (2, 2, "2024-01-10", "2024-03-07")
    ]


def test_runs_of_numbers_as_printed():
    assert runs(["1", "2", "3a", "5"]) == ((1, 3), (5, 5))
    assert runs(["62–68", "70-71"]) == ((62, 68), (70, 71))
    assert runs(["225/2025", "x", ""]) == ((225, 225),)


@pytest.mark.parametrize(
    ("message", "item", "page", "quote"),
    [
        ("§ 37: nothing was decided under “Beslut”: “Ärendet utgår”", "37", None, "Ärendet utgår"),
        ("page 3 holds no text: it is empty or an image", None, 3, None),
        ("the attendance row of seat 4, page 12, is left out: its cells are torn apart", None, 12, None),
        ("the document names two bodies", None, None, None),
    ],
)
def test_a_notice_tells_what_it_is_about(message, item, page, quote):
    notice = notices.read(message)
    assert (notice.item, notice.page, notice.quote) == (item, page, quote)


def test_what_is_written_of_pages_is_what_is_read(monkeypatch):
    monkeypatch.setattr(ocr, "version", lambda: "tesseract 5.3.0")
    found = [Page(1, "text"), UnreadPage(2, ""), RecognisedPage(3, "text"), Page(4, "")]
    told = [*pages.warnings(found), "page 2 holds no text: it is …", "page 4 holds no text: it is …"]
    assert notices.pages_told(told) == notices.PagesTold((2,), (4,), (3,), "tesseract 5.3.0")


def test_a_missing_meeting_between_two_is_a_gap(folder, store):
    write(folder, "2024-01-10", (1, 2))
    write(folder, "2024-03-13", (6, 7))
    build(store, folder)
    conforms(store)
    columns = "councilName bodyName calendarYear meetings items firstNumber lastNumber missing firstDate"
    assert ask(store, "coverage", columns) == [
        ("Almby kommun", BOARD, "2024", "2", "4", "1", "7", "3", "2024-01-10")
    ]
    assert ask(store, "missing", "missing date which after") == [("items", "2024-03-13", "3–5", "2024-01-10")]
    build(store, write(folder, "2024-02-14", (3, 4, 5)))
    assert ask(store, "missing", "missing") == []
    assert ask(store, "coverage", "meetings missing") == [("3", "0")]


def test_a_gap_within_a_meeting_is_told_once_and_is_no_doubt(folder, store):
    build(store, write(folder, "2024-01-10", (1, 2, 5)))
    assert ask(store, "missing", "which after date") == [("3–4", "2024-01-10", "2024-01-10")]
    assert [kind for (kind,) in ask(store, "doubts", "kind")] == ["warning"]


def test_a_meeting_that_is_cited_and_not_there(folder, store):
    more = "Tidigare behandling\nKommunstyrelsen 2024-04-10 § 282\n"
    write(folder, "2024-04-24", (283, 284), more=more)
    write(folder, "2024-05-15", (285,))
    build(store, folder)
    conforms(store)
    columns = "bodyName date detail itemIri"
    item = f"{DEFAULT_BASE}id/item/almby-kommun/kommunstyrelsen/2024-04-24/283"
    cited = ask(store, "missing", columns, what="meeting")
    assert cited == [(BOARD, "2024-04-10", f"cited in § 283, {BOARD} 2024-04-24", item)]
    build(store, write(folder, "2024-04-10", (282,)))
    assert ask(store, "missing", columns, what="meeting") == []


def test_a_citation_without_a_body_is_of_any_body_that_met_that_day(folder, store):
    more = "Tidigare behandling\nBordlagt den 10 april 2024, § 282\n"
    write(folder, "2024-04-24", (283,), more=more)
    build(store, folder)
    assert ask(store, "missing", "bodyName date", what="meeting") == [("", "2024-04-10")]
    build(store, write(folder, "2024-04-10", (1,), body="Kulturnämnden"))
    assert ask(store, "missing", "date", what="meeting") == []


def test_a_matter_put_off_to_a_day_that_has_passed_cites_a_meeting(folder, store):
    path = write(folder, "2024-04-24", (1,))
    put_off = path.read_text(encoding="utf-8").replace(
        "godkänna yttrandet", "bordlägga ärendet till sammanträdet den 8 maj 2024"
    )
    path.write_text(put_off, encoding="utf-8")
    build(store, path)
    assert ask(store, "missing", "date", what="meeting") == []
    build(store, write(folder, "2024-05-22", (2,)))
    assert ask(store, "missing", "date bodyName", what="meeting") == [("2024-05-08", BOARD)]


def test_an_unread_page_stands_with_the_minutes(folder, store, monkeypatch):
    path = write(folder, "2024-01-10", (1,))
    read = pages.read

    def with_an_image(source):
        return (*read(source), UnreadPage(2, ""))

    monkeypatch.setattr(pages, "read", with_an_image)
    build(store, path)
    conforms(store)
    assert ask(store, "missing", "missing fileName which") == [("page", path.name, "2")]
    assert ask(store, "meeting-quality", "pages unread") == [("2", "1")]
    assert ask(store, "coverage", "unreadPages") == [("1",)]


def test_what_was_counted_of_a_meeting(folder, store):
    path = write(folder, "2024-01-10", (1, 2))
    text = path.read_text(encoding="utf-8").replace("§ 2 Dnr KS 2024/2", "§ 2").rsplit("Beslut", 1)[0]
    path.write_text(f"{text}Informationen noteras inte.\n", encoding="utf-8")
    build(store, path)
    columns = "items decided withCaseNumber pages unread warnings"
    assert ask(store, "meeting-quality", columns) == [("2", "1", "1", "1", "0", "0")]
    ((quotes, agreeing),) = ask(store, "meeting-quality", "quotes quotesThatAgree")
    assert quotes == agreeing != "0"


def test_a_doubt_stands_at_its_item_with_its_words(folder, store):
    path = write(folder, "2024-01-10", (1, 2), more="Omröstning begärs om förslaget.\n")
    build(store, path)
    conforms(store)
    columns = "date number kind quote fileName itemIri doubtIri"
    item = f"{DEFAULT_BASE}id/item/almby-kommun/kommunstyrelsen/2024-01-10/1"
    assert ask(store, "doubts", columns) == [
        ("2024-01-10", "1", "notice", "Omröstning begärs", path.name, item, f"{item}/doubt/1")
    ]
    assert ask(store, "doubts", "number", severity="warning") == []
    assert ask(store, "meeting-quality", "notices warnings") == [("1", "0")]


def test_documents_left_out_are_told_with_the_reason(folder, store, monkeypatch):
    write(folder, "2024-01-10", (1,))
    broken = write(folder, "2024-02-14", (2,))
    (folder / "lista.txt").write_text("Mjölk och bröd.", encoding="utf-8")
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.4 broken")
    refuse(monkeypatch, "2024-02-14")
    build(store, folder, folder / "saknas.pdf")
    monkeypatch.undo()
    conforms(store)
    columns = "fileName reason bodyName date"
    assert sorted(ask(store, "missing", columns, what="document")) == [
        (broken.name, "broken shape", BOARD, "2024-02-14"),
        ("lista.txt", "not minutes", "", ""),
        ("saknas.pdf", "unreadable", "", ""),
        ("trasig.pdf", "unreadable", "", ""),
    ]
    assert ask(store, "doubts", "fileName kind shape message", severity="violation") == [
        (broken.name, "violation", "Item-number", "no number")
    ]
    assert str(folder).encode() not in quads(store)


def test_a_document_that_cannot_be_read_belongs_to_the_council_of_its_manifest(folder, store):
    write(folder, "2024-01-10", (1,))
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "lista.csv").write_text(
        "path,council\nko-2024-01-10.txt,\ntrasig.pdf,Almby kommun\nborta.pdf,Almby kommun\n",
        encoding="utf-8",
    )
    build(store, folder / "lista.csv")
    assert ask(store, "missing", "councilName fileName", what="document") == [
        ("", "borta.pdf"),
        ("Almby kommun", "trasig.pdf"),
    ]


def test_what_is_wrong_with_a_folder_or_a_manifest_is_no_document(folder, store):
    write(folder, "2024-01-10", (1,))
    (folder / "tom").mkdir()
    (folder / "fel.csv").write_text("namn\nx\n", encoding="utf-8")
    report = build(store, folder, folder / "tom", folder / "fel.csv")
    assert len(report.rejected) == 2
    assert ask(store, "missing", "fileName") == []


def test_a_document_stays_left_out_until_it_is_read_or_removed(folder, store):
    write(folder, "2024-01-10", (1,))
    (folder / "lista.txt").write_text("Mjölk och bröd.", encoding="utf-8")
    (folder / "annan.txt").write_text("Ägg och smör.", encoding="utf-8")
    build(store, folder)

    def left():
        return [name for (name,) in ask(store, "missing", "fileName", what="document")]

    build(store, write(folder, "2024-02-14", (2,)))
    assert left() == ["annan.txt", "lista.txt"]
    write(folder, "2024-03-13", (3,), name="lista.txt")
    build(store, folder / "lista.txt")
    assert left() == ["annan.txt"]
    pipeline.remove(str(folder / "annan.txt"), store)
    assert left() == []
    with pytest.raises(StateError, match="no meeting"):
        pipeline.remove(str(folder / "annan.txt"), store)


def test_a_copy_is_set_aside_as_long_as_its_meeting_stands(folder, store):
    first = write(folder, "2024-01-10", (1,), name="b.txt")
    write(folder, "2024-02-14", (2,))
    (folder / "kopia.txt").write_bytes(first.read_bytes())
    build(store, folder)
    columns = "fileName reason detail bodyName date"
    assert ask(store, "missing", columns, what="document") == [
        ("kopia.txt", "set aside", "the same content as b.txt", BOARD, "2024-01-10")
    ]
    pipeline.remove("almby-kommun/kommunstyrelsen/2024-01-10", store)
    assert ask(store, "missing", columns, what="document") == []


def test_removal_leaves_what_a_fresh_build_has(folder, store):
    write(folder, "2024-01-10", (1, 2))
    write(folder, "2024-02-14", (3,))
    write(folder, "2024-03-13", (4,))
    write(folder, "2024-02-20", (1,), body="Kulturnämnden")
    build(store, folder)
    pipeline.remove("almby-kommun/kommunstyrelsen/2024-02-14", store)
    pipeline.remove("almby-kommun/kulturnamnden/2024-02-20", store)
    assert ask(store, "missing", "which") == [("3",)]
    (folder / "ko-2024-02-14.txt").unlink()
    (folder / "ku-2024-02-20.txt").unlink()
    fresh = store.with_name("fresh")
    build(fresh, folder)
    assert quads(store) == quads(fresh)


def test_any_order_number_of_workers_and_steps_give_the_same_bytes(folder, store):
    more = "Tidigare behandling\nKulturnämnden 2024-01-10 § 12\n"
    write(folder, "2024-01-10", (1, 2))
    write(folder, "2024-03-13", (6, 9), more=more)
    write(folder, "2024-02-20", (1,), body="Kulturnämnden")
    (folder / "lista.txt").write_text("Mjölk och bröd.", encoding="utf-8")
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.4 broken")
    sources, _ = collect([folder])
    pipeline.build(sources, store)
    for number, (order, workers) in enumerate(((sources, 2), (sources[::-1], 1))):
        other = store.with_name(f"other-{number}")
        pipeline.build(order, other, workers=workers)
        assert quads(other) == quads(store)
    steps = store.with_name("steps")
    for path in sorted(folder.iterdir(), reverse=True):
        build(steps, path)
    assert quads(steps) == quads(store)
    assert len(ask(store, "missing", "which")) == 5


def test_built_again_nothing_is_written(folder, store, monkeypatch):
    write(folder, "2024-01-10", (1, 3))
    (folder / "lista.txt").write_text("Mjölk och bröd.", encoding="utf-8")
    build(store, folder)
    monkeypatch.setattr(writing.Work, "replace", lambda *_: pytest.fail("written again"))
    build(store, folder)


def test_paths_in_messages_are_cut_down_to_names():
    assert without_paths("the same content as a b/c d.pdf", ["a b/c d.pdf"]) == "the same content as c d.pdf"
    assert without_paths("No such file: '/srv/in/x.pdf'", []) == "No such file: 'x.pdf'"
    assert without_paths("at https://data.example.org/id/item/a/b/1: KS/2024", []) == (
        "at https://data.example.org/id/item/a/b/1: KS/2024"
    )


def test_figures_are_computed_from_counts():
    counted = accuracy.counted({"people": (8, 2, 0), "roles": (0, 0, 0)})
    told = {(one.field, one.metric): str(one.value) for one in counted}
    assert told["people", "facts"] == "10"
    assert told["people", "precision"] == "1.000000"
    assert told["people", "recall"] == "0.800000"
    assert told["people", "F1"] == "0.888889"
    assert told[None, "macro F1"] == "0.944444"


def test_the_figures_that_ship_are_those_of_the_page():
    from tests.conftest import ROOT

    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    for one in accuracy.evaluations(()):
        (macro,) = [figure.value for figure in one.figures if figure.metric == "macro F1"]
        title = one.title.removeprefix("First contact: ")
        section = page.split(f"{title}\n", 1)[1].split("\n#", 1)[0]
        assert f"Macro F1 **{macro:.4f}**" in section or f"macro F1 **{macro:.3f}**" in section, title


def test_a_council_that_nobody_measured_has_no_figure(folder, store):
    build(store, write(folder, "2024-01-10", (1,)))
    conforms(store)
    assert ask(store, "accuracy", "f1", council="almby") == []
    unseen = ask(store, "accuracy", "texts isSeen", seen="false")
    assert unseen and {seen for _, seen in unseen} == {"false"}
    assert "Invented councils, third set" in {texts for texts, _ in unseen}
    assert {council for (council,) in ask(store, "accuracy", "councilName")} == {""}


def test_the_examples_have_their_own_figures_and_one_cited_meeting(store):
    from tests.conftest import EXAMPLES

    build(store, EXAMPLES / "manifest.csv")
    conforms(store)
    assert {seen for (seen,) in ask(store, "accuracy", "isSeen", council="mellansjö")} == {"true"}
    assert ("Regionstyrelsen", "2025-01-14") in ask(store, "missing", "bodyName date", what="meeting")
