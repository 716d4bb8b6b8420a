"""What the guard before the public endpoint lets through and what it refuses."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import QueryError
from graphbuild.sparql import Form, check

ELSEWHERE = "<http://127.0.0.1:9/>"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", Form.SELECT),
        ("select*{?s ?p ?o}", Form.SELECT),
        ("# SELECT\nBASE <http://x/> PREFIX ask: <http://x/> ASK { ?s ask:select ?o }", Form.ASK),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.CONSTRUCT),
        ("PREFIX a:<http://x/#>DESCRIBE a:b", Form.DESCRIBE),
    ],
)
def test_the_form_is_the_first_keyword_after_the_prologue(query: str, form: Form) -> None:
    assert check(query) is form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
        'SELECT * { ?s ?p """a\n"SERVICE <http://x/> {}""" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {}",
        "SELECT * { ?s <http://x/SERVICE> ?o }",
        "SELECT ?service { ?service ?p ?o }",
        "PREFIX schema: <http://schema.org/> SELECT * { ?s a schema:Service }",
        "SELECT * { ?s <http://x/#it's> 'SERVICE' }",
    ],
)
def test_the_word_service_is_no_call_in_strings_comments_iris_and_names(query: str) -> None:
    assert check(query) is Form.SELECT


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service silent {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{ SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }} }}",
        f"SELECT * {{ ?s ?p '#' SERVICE {ELSEWHERE} {{}} #'\n}}",
        f"SELECT * {{ ?s ?p 'it\\'s' . SERVICE {ELSEWHERE} {{}} }}",
        f"SELECT * {{ FILTER(1<'x>y')SERVICE{ELSEWHERE}{{?s ?p 'o'}} }}",
        f"SELECT * {{ FILTER(1<2#>'''\n)SERVICE{ELSEWHERE}{{}}#'''\n }}",
        f"SELECT * {{ ?s ?p trueSERVICE{ELSEWHERE}{{}} }}",
        "PREFIX e:<http://x/> SELECT * { SERVICEe:x { ?s ?p ?o } }",
        f"SELECT * {{ ?s ?p <http://x/\\u0041'> . SERVICE {ELSEWHERE} {{}} FILTER('' = '') }}",
    ],
)
def test_a_call_to_another_server_is_refused_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE|service|ambiguous"):
        check(query)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://x/>",
        "PREFIX a: <http://x/> INSERT DATA { a:b a:c a:d }",
        "drop all",
        "WITH <g> DELETE {} WHERE {}",
    ],
)
def test_an_update_is_refused_as_such(update: str) -> None:
    with pytest.raises(QueryError, match="is an update"):
        check(update)


def test_a_refusal_tells_the_position() -> None:
    with pytest.raises(QueryError) as refused:
        check(f"SELECT *\nWHERE {{\n  SERVICE {ELSEWHERE} {{}} }}")
    assert (refused.value.line, refused.value.column) == (3, 3)


@pytest.mark.parametrize("query", ["", "# nothing", "FROBNICATE { ?s ?p ?o }"])
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="not a SPARQL query"):
        check(query)


PIECES = [
    *(
        "SERVICE",
        "SERVICE SILENT",
        "SERVICESILENT",
        ELSEWHERE,
        "{",
        "}",
        "{?s ?p ?o}",
        "{}",
        "UNION",
        "e:x",
        "e:",
        ".",
    ),
    *(
        "'",
        "''",
        "'''",
        '"',
        '"""',
        "\\",
        "\\'",
        "#",
        "\n",
        " ",
        "<",
        ">",
        "<#a>",
        "<a'>",
        "FILTER(1<2)",
        "FILTER(1<",
    ),
    *(
        ")",
        "'x>y'",
        "1",
        "true",
        "a",
        "?s",
        "?s ?p",
        "'a'",
        "'a'@en",
        "1.5",
        "VALUES ?x",
        "BIND(1 AS ?y)",
        "-",
        "_:b",
    ),
    *(
        "OPTIONAL",
        "e:a\\'",
        "e:a\\#",
        "e:b.",
        "%41",
        "\\u0041",
        "<http://x/\\u0041'>",
        "MINUS",
        "GRAPH ?g",
        ";",
        ",",
    ),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6), st.lists(st.sampled_from(PIECES), max_size=4))
def test_whatever_makes_oxigraph_connect_is_refused(before: list[str], after: list[str]) -> None:
    glued = "".join(before)
    query = f"PREFIX e: <http://x/> SELECT * {{ {glued}SERVICE{ELSEWHERE}{{?s ?p ?o}}{''.join(after)} }}"
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("o")))
    try:
        list(store.query(query))
        connected = False
    except SyntaxError:
        connected = False
    except OSError as error:  # Oxigraph refuses the port only once it is about to connect.
        connected = "port 9 is not allowed" in str(error)
        assert connected
    except RuntimeError:
        connected = True
    if connected:
        with pytest.raises(QueryError):
            check(query)


def test_the_guard_takes_linear_time() -> None:
    hostile = "SELECT * { " + "service'''" * 20_000
    started = time.process_time()
    with pytest.raises(QueryError):
        check(hostile)
    nested = "SELECT ?service { " + "{" * 20_000
    check(nested)
    strings = "SELECT ?service { " + "''' \" " * 10_000
    check(strings)
    assert time.process_time() - started < 5
