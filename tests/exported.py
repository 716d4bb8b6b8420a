"""What must hold of exported tables and networks on any graph, examples and real minutes alike."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import re
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pyoxigraph as ox

from graphbuild.exports.networks import NETWORKS, network, write_network
from graphbuild.store import View

from .conftest import ROOT

SCHEMA = json.loads((ROOT / "tests" / "fixtures" / "datapackage.schema.json").read_text(encoding="utf-8"))
PREFIX = """PREFIX bg: <https://w3id.org/beslutsgraf/ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
"""

# What a row of each table is, written apart from the tables' own queries.
ROWS = {
    "amounts": "?x a bg:Amount",
    "applications": "?x a bg:Application",
    "appointments": "?x a bg:Appointment",
    "attendance": "?x a bg:Participation",
    "attendance_roles": "?x a bg:Participation ; bg:role ?y",
    "attendance_substitutions": "?x a bg:Participation ; bg:substitutesFor ?y",
    "ballots": "?x a bg:Ballot",
    "bodies": "?x a bg:Body",
    "budget_lines": "?x a ?c FILTER(?c IN (bg:BudgetLine, bg:BudgetTotal, bg:FinancingTotal))",
    "cases": "?x a bg:Case",
    "decisions": "?x a bg:DecisionPoint",
    "documents": "?x a bg:Document",
    "events": "?x a bg:Event",
    "evidence": "?x a oa:Annotation",
    "financing": "?x a bg:Financing",
    "grants": "?x a bg:Grant",
    "items": "?x a bg:Item",
    "items_cases": "?x a bg:Item ; bg:case ?y",
    "legal_references": "?x a bg:LegalReference",
    "meetings": "?x a bg:Meeting",
    "mentions": "?x a bg:Mention",
    "minutes": "?x a bg:Minutes",
    "notes": "?x a bg:Note",
    "notes_parties": "?x a bg:Note ; bg:party ?y",
    "notes_people": "?x a bg:Note ; bg:person ?y",
    "organisations": "?x a bg:Organisation",
    "parties": "?x a bg:Party",
    "party_positions": "?x a bg:PartyPosition",
    "people": "?x a bg:Person",
    "people_parties": "?x a bg:Person ; bg:party ?y",
    "prior_handling": "?x a bg:PriorHandling",
    "projects": "?x a bg:Project",
    "projects_items": "?x bg:treatedIn ?y",
    "projects_organisations": "{ ?x bg:owner ?y BIND(1 AS ?z) } UNION { ?x bg:partner ?y BIND(2 AS ?z) }",
    "proposals": "?x a bg:Proposal",
    "proposals_parties": "?x bg:proposingParty ?y",
    "proposals_people": "?x bg:proposer ?y",
    "proposals_references": "?x bg:refersTo ?y",
    "questions": "?x a bg:QuestionPut",
    "recipients": "?x a bg:Recipient",
    "recommendations": "?x a bg:Recommendation",
    "recusals": "?x a ?c FILTER(?c IN (bg:Recusal, bg:NonParticipation))",
    "recusals_parties": "?x bg:party ?y ; a ?c FILTER(?c IN (bg:Recusal, bg:NonParticipation))",
    "recusals_people": "?x bg:person ?y ; a ?c FILTER(?c IN (bg:Recusal, bg:NonParticipation))",
    "reservations": "?x a bg:Reservation",
    "reservations_parties": "?x a bg:Reservation ; bg:party ?y",
    "reservations_people": "?x a bg:Reservation ; bg:person ?y",
    "reservations_proposals": "?x bg:inFavourOf ?y",
    "threads": "?x a bg:ThreadLink",
    "votes": "?x a bg:Vote",
}


def solutions(view: View, sparql: str) -> list[tuple[str, ...]]:
    found = view.query(PREFIX + sparql)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(term.value for term in solution) for solution in found]


def counted(view: View, table: str) -> int:
    ((count,),) = solutions(
        view, f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?x ?y ?z {{ {ROWS[table]} }} }}"
    )
    return int(count)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def check_package(folder: Path, view: View) -> dict[str, int]:
    """Check an export as CSV against its own description and the graph; return the rows by table."""
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    jsonschema.validate(about, SCHEMA)
    tables = {resource["name"]: read(folder / resource["path"]) for resource in about["resources"]}
    for resource in about["resources"]:
        name, rows, schema = resource["name"], tables[resource["name"]], resource["schema"]
        data = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(data),
            f"sha256:{hashlib.sha256(data).hexdigest()}",
        )
        assert len(rows) == resource["rows"] == counted(view, name), name
        keys = [tuple(row[part] for part in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys), name
        for field in schema["fields"]:
            for row in rows:
                assert fits(row[field["name"]], field), (name, field["name"], row[field["name"]])
        for foreign in schema.get("foreignKeys", ()):
            (column,), reference = foreign["fields"], foreign["reference"]
            there = {row[reference["fields"][0]] for row in tables[reference["resource"] or name]} | {""}
            assert {row[column] for row in rows} <= there, (name, column)
    return {name: len(rows) for name, rows in tables.items()}


def fits(cell: str, field: dict[str, Any]) -> bool:
    """Whether a cell is of its column's type and keeps to its constraints."""
    rules = field.get("constraints", {})
    if not cell:
        return "required" not in rules
    if "enum" in rules and cell not in rules["enum"]:
        return False
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        return False
    reads = {
        "string": str,
        "date": dt.date.fromisoformat,
        "time": dt.time.fromisoformat,
        "integer": int,
        "number": Decimal,
        "boolean": {"true": True, "false": False}.__getitem__,
    }
    reads[field["type"]](cell)
    return field.get("format") != "uri" or cell.startswith("http")


def check_networks(folder: Path, view: View) -> dict[str, tuple[int, int]]:
    """Check that each network opens again, in both forms, and that its figures are those of the graph."""
    sizes = {}
    for name in NETWORKS:
        for kind, opened in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
            path = folder / f"{name}.{kind}"
            written = write_network(view, name, path, kind)  # type: ignore[arg-type]
            again = opened(path)
            assert dict(again.nodes(data="label")) == dict(written.nodes(data="label"))
            assert weights(again) == weights(written)
        sizes[name] = (written.number_of_nodes(), written.number_of_edges())
    met = solutions(
        view,
        "SELECT DISTINCT ?m ?p { ?a a bg:Participation ; bg:meeting ?m ; bg:person ?p ; bg:present true }",
    )
    assert counts(network(view, "co-attendance")) == pairs(met)
    proposed = solutions(view, "SELECT DISTINCT ?m ?p { ?m bg:proposer|bg:proposingParty ?p }")
    assert counts(network(view, "co-proposing")) == pairs(proposed)
    assert counts(network(view, "voting-alike", minimum=1)) == pairs(
        solutions(
            view,
            "SELECT DISTINCT ?m ?p { ?b a bg:Ballot ; bg:vote ?m ; bg:person ?p ; bg:choice ?c "
            'FILTER(!STRENDS(STR(?c), "/absent")) }',
        )
    )
    spoken = solutions(
        view,
        "SELECT ?p ?c (COUNT(DISTINCT ?f) AS ?n) "
        "{ ?f a bg:Ballot ; bg:person ?p ; bg:vote/bg:item/bg:case ?c } GROUP BY ?p ?c",
    )
    voted = {(a, b): n for a, b, n in network(view, "actor-case").edges(data="voted") if n}
    assert {frozenset(pair): n for pair, n in voted.items()} == {
        frozenset((p, c)): int(n) for p, c, n in spoken
    }
    return sizes


def weights(graph: nx.Graph) -> dict[frozenset[str], float]:
    return {frozenset((a, b)): float(weight) for a, b, weight in graph.edges(data="weight")}


def counts(graph: nx.Graph) -> dict[frozenset[str], int]:
    return {frozenset((a, b)): count for a, b, count in graph.edges(data="count")}


def pairs(rows: list[tuple[str, ...]]) -> dict[frozenset[str], int]:
    """Count the events that each two have in common, from (event, actor)."""
    events: dict[str, set[str]] = {}
    for event, actor in rows:
        events.setdefault(event, set()).add(actor)
    found: dict[frozenset[str], int] = {}
    for actors in events.values():
        for pair in combinations(sorted(actors), 2):
            found[frozenset(pair)] = found.get(frozenset(pair), 0) + 1
    return found
