"""What SPARQL from outside may ask: a query only reads, and nothing reaches for other servers.

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
from collections.abc import Sequence
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
_BRACED = re.compile(rf"(?P<brace>[{{}}])|(?:{_TOKEN.pattern})", _TOKEN.flags)
_SERVICE = re.compile("service", re.IGNORECASE)
_LOAD = re.compile("load", re.IGNORECASE)
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


def check_update(sparql: str) -> None:
    """Let an update pass that reads and writes only here; its syntax is not judged otherwise.

    Raises:
        QueryError: where it calls another server, by ``SERVICE`` or by ``LOAD``.
    """
    if _SERVICE.search(sparql):
        _refuse_service(sparql)
    if not _LOAD.search(sparql):
        return
    for token in _TOKEN.finditer(sparql):
        if _LOAD.search(token["word"] or ""):
            raise _refusal(sparql, token.start(), "LOAD is not allowed here: send the triples themselves")
        if _LOAD.search(token["prefix"] or ""):
            raise _refusal(
                sparql, token.start(), "a prefix with `load` in its name is not allowed; rename it"
            )


def using(sparql: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """Return an update whose operations read the given graphs (SPARQL 1.1 Protocol, section 2.2.3).

    The graphs are written into each operation as ``USING`` and ``USING NAMED``, which mean the same
    (SPARQL 1.1 Update, section 3.1.3).

    Args:
        sparql: the update.
        default_graphs: the IRIs whose merge is the default graph of its patterns.
        named_graphs: the IRIs that ``GRAPH`` may see.

    Raises:
        QueryError: where the update itself has ``USING`` or ``WITH``.
    """
    clause = " ".join(
        [*(f"USING <{iri}>" for iri in default_graphs), *(f"USING NAMED <{iri}>" for iri in named_graphs)]
    )
    if not clause:
        return sparql
    written, at, depth, deleting = [], 0, 0, -1
    for token in _BRACED.finditer(sparql):
        word = (token["word"] or "").upper()
        depth += (token["brace"] == "{") - (token["brace"] == "}")
        if depth:
            continue
        if word in {"USING", "WITH"}:
            raise _refusal(sparql, token.start(), f"{word} and graphs in the request exclude each other")
        if word == "WHERE":
            # DELETE WHERE { P } is short for DELETE { P } WHERE { P }, and takes no USING.
            short = deleting >= 0 and not sparql[deleting : token.start()].strip()
            pattern = sparql[token.end() : _closing(sparql, token.end())] if short else ""
            written += [sparql[at : token.start()], pattern, f" {clause} "]
            at = token.start()
        if word or token["brace"]:
            deleting = token.end() if word == "DELETE" else -1
    return "".join([*written, sparql[at:]])


def _closing(sparql: str, start: int) -> int:
    """Return the place after the brace that closes the first one from ``start`` on."""
    depth = 0
    for token in _BRACED.finditer(sparql, start):
        depth += (token["brace"] == "{") - (token["brace"] == "}")
        if token["brace"] == "}" and depth <= 0:
            return token.end()
    return len(sparql)


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
