"""What a SPARQL query from outside may ask: it reads, and it does not reach for other servers.

Oxigraph really connects when it meets ``SERVICE``, and it has no switch against that. Its
``query`` knows no update, so of those only the message remains to be made here. The query is
read token by token, after the terminals of SPARQL 1.1 (section 19.8), in linear time; a general
parser of SPARQL in Python takes exponential time on nested brackets, which is no guard to stand
before a public endpoint.

Oxigraph reads without a lexer, so it takes ``trueSERVICE<...>`` and ``SERVICEex:a`` for a call
and ``<`` for an operator wherever an expression may go on. Where its reading and that of the
specification may differ, we take the one that refuses.
"""

from __future__ import annotations

import re
from enum import Enum

from graphbuild.errors import QueryError


class Form(Enum):
    """The four forms of a query, by their keyword."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Whether the result is a graph, and not a table or a truth value."""
        return self in (Form.CONSTRUCT, Form.DESCRIBE)


_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\r\n]* )
    | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | (?P<string>  '''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"""(?:"{0,2}(?:[^"\\]|\\.))*\"""
                 | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*" )
    | (?P<variable> [?$]\w+ )
    | (?P<prefix>  _ | [^\W\d_](?:[\w.\-\u00B7]*[\w\-\u00B7])? | ) :
      (?P<local>   (?:[\w:]|%[0-9A-Fa-f]{2}|\\[^\w\s])
                   (?:\.*(?:[\w:\-\u00B7]|%[0-9A-Fa-f]{2}|\\[^\w\s]))* )?
    | (?P<word>    \w+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_PROLOGUE = ("PREFIX", "BASE", "VERSION")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


def check(sparql: str) -> Form:
    """Return the form of a query that only reads and only here; its syntax is not judged otherwise.

    Raises:
        QueryError: where the query is an update, calls another server, or has no form.
    """
    if _SERVICE.search(sparql):
        _refuse_service(sparql)
    return _form(sparql)


def _refuse_service(sparql: str) -> None:
    for token in _TOKEN.finditer(sparql):
        iri = token["iri"]
        if iri and ("'" in iri or "#" in iri) and not _ABSOLUTE.match(iri):
            # "1 <'x>y'": a string or a comment to Oxigraph, an IRI to the specification.
            raise _refusal(
                sparql, token.start(), "a < that may begin an IRI is ambiguous; set it apart by blanks"
            )
        if _SERVICE.search(token["word"] or ""):
            raise _refusal(
                sparql, token.start(), "SERVICE is not allowed here: this endpoint calls no other one"
            )
        if _SERVICE.search(token["prefix"] or ""):
            raise _refusal(
                sparql, token.start(), "a prefix with `service` in its name is not allowed; rename it"
            )


def _form(sparql: str) -> Form:
    for token in _TOKEN.finditer(sparql):
        word = (token["word"] or "").upper()
        if not word or word in _PROLOGUE:
            continue
        for form in Form:
            if word.startswith(form.value):
                return form
        if word in _UPDATES:
            raise _refusal(
                sparql, token.start(), f"{word} is an update, and this endpoint only answers queries"
            )
        raise _refusal(sparql, token.start(), f"not a SPARQL query: `{token['word']}` cannot begin one")
    raise QueryError("not a SPARQL query: it needs SELECT, ASK, CONSTRUCT or DESCRIBE")


def _refusal(sparql: str, offset: int, message: str) -> QueryError:
    line = sparql.count("\n", 0, offset) + 1
    column = offset - (sparql.rfind("\n", 0, offset) + 1) + 1
    return QueryError(f"{message} (line {line}, column {column})", line, column)
