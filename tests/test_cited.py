"""The §§ that a document cites of meetings in the graph: which meetings, and what is told of them."""

import pytest

from graphbuild.cited import Held, cited, cited_quads
from graphbuild.vocabulary import BG
from tests.sample_record import BODY, DATE, IRIS, ORGANISATION, record

EARLIER = Held(f"{ORGANISATION}/{BODY}/2031-04-08", "2031-04-08", ("8", "9-11", "12a"))
OTHER = Held(f"{ORGANISATION}/{BODY}/2031-03-04", "2031-03-04", ("1",))


@pytest.mark.parametrize(("meetings", "found"), [((EARLIER, OTHER), (EARLIER,)), ((OTHER,), ())])
def test_only_meetings_of_a_date_that_is_cited_count(meetings, found):
    by_date = {meeting.date: (meeting,) for meeting in meetings}
    assert cited([record()[0]], by_date) == found
    assert DATE not in by_date


def test_each_item_of_a_run_is_told_and_nothing_else_of_the_meeting():
    quads = cited_quads([EARLIER], IRIS)
    assert {quad.predicate for quad in quads} == {BG.date, BG.number}
    numbers = {quad.subject.value.rsplit("/", 1)[-1] for quad in quads if quad.predicate == BG.number}
    assert {"8", "9", "10", "11", "12a"} <= numbers
    assert cited_quads((), IRIS) == ()
