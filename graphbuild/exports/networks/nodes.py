"""What the nodes of a network are: who or what they stand for, their parties and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphbuild.exports.networks.edges import Attributes, Edges, Row

# What XML 1.0 cannot hold (section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def nodes(
    edges: Edges, actors: Iterable[Row], memberships: Iterable[Row], cases: Iterable[Row]
) -> dict[str, Attributes]:
    """Return what is known of each node of the edges, by IRI, sorted.

    Every node has ``label``, ``kind`` (person, party, organisation, body, case), ``iri``, ``first`` and
    ``last`` (the days of its first and last edge). A person has ``party``, the code printed last,
    ``parties``, all codes, and ``bodies``; a case has ``title``.
    """
    found: dict[str, Attributes] = {iri: {"label": iri, "kind": "other", "iri": iri} for iri in _ends(edges)}
    for row in sorted(actors, key=lambda row: sorted(row.items())):
        if row["actor"] in found:
            found[row["actor"]] |= _named(row)
    for iri, member in _memberships(memberships).items():
        if iri in found:
            found[iri] |= member
    for row in sorted(cases, key=lambda row: (row["date"], row.get("title", "")), reverse=True):
        if row["case"] in found:
            found[row["case"]] |= _case(row)
    _dates(found, edges)
    return dict(sorted(found.items()))


def _ends(edges: Edges) -> set[str]:
    return {iri for pair in edges for iri in pair}


def _named(row: Row) -> Attributes:
    """Return the name of an actor, its kind, and the party code where it has one."""
    about: Attributes = {"label": clean(row["name"]), "kind": row["class"].rpartition("#")[2].lower()}
    if "code" in row:
        about |= {"party": row["code"], "parties": row["code"]}
    return about


def _memberships(rows: Iterable[Row]) -> dict[str, Attributes]:
    """Return the party printed last, all parties, and the bodies of each person."""
    codes: dict[str, list[str]] = {}
    bodies: dict[str, set[str]] = {}
    for row in sorted(rows, key=lambda row: (row["date"], row["body_name"], row.get("code", ""))):
        bodies.setdefault(row["actor"], set()).add(clean(row["body_name"]))
        if "code" in row:
            codes.setdefault(row["actor"], []).append(row["code"])
    found: dict[str, Attributes] = {
        iri: {"bodies": "; ".join(sorted(names))} for iri, names in bodies.items()
    }
    for iri, printed in codes.items():
        found[iri] |= {"party": printed[-1], "parties": "; ".join(sorted(set(printed)))}
    return found


def _case(row: Row) -> Attributes:
    about: Attributes = {"label": clean(row["number"]), "kind": "case"}
    return {**about, "title": clean(row["title"])} if "title" in row else about


def _dates(found: dict[str, Attributes], edges: Edges) -> None:
    """Tell each node the days of its first and last edge."""
    for pair, edge in edges.items():
        for iri in pair:
            node = found[iri]
            node["first"] = min(str(node.get("first", "9999")), str(edge["first"]))
            node["last"] = max(str(node.get("last", "")), str(edge["last"]))


def clean(text: str) -> str:
    """Return a text as XML can hold it, in one line."""
    return " ".join(_NOT_IN_XML.sub(" ", text).split())
