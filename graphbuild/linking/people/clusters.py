"""Units to people: what judgements say first, then what rules say, the surest first, against no evidence.

Whatever order the pairs come in, the people are the same: they are taken by how sure they are, and
by their keys where two are equally sure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphbuild.linking.people.rules import APART_RULES, Pair, decide
from graphbuild.linking.people.spelling import relation
from graphbuild.linking.people.units import Unit, UnitKey

JUDGEMENT = "judgement"
"""The name of the rule by which a user's judgement links."""


@dataclass(frozen=True, slots=True)
class Edge:
    """That two units are one person, by which rule, and how sure that is (0 to 1)."""

    one: UnitKey
    other: UnitKey
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What a user's judgements say of the units of a council, as pairs of keys."""

    same: tuple[tuple[UnitKey, UnitKey], ...] = ()
    apart: frozenset[frozenset[UnitKey]] = frozenset()


@dataclass(frozen=True, slots=True)
class Clusters:
    """The people: groups of unit keys, sorted, and the edges that made them one.

    ``doubts`` are pairs that stayed apart for want of a rule, ``apart`` those that evidence keeps apart.
    """

    groups: tuple[tuple[UnitKey, ...], ...]
    edges: tuple[Edge, ...]
    doubts: tuple[Pair, ...]
    apart: frozenset[frozenset[UnitKey]]


def cluster(units: Mapping[UnitKey, Unit], pairs: Iterable[Pair], judged: Judged = Judged()) -> Clusters:
    """Return which of the units are one person."""
    groups = _Groups(units, judged.apart)
    for one, other in judged.same:
        groups.join(Edge(one, other, JUDGEMENT, 1.0))
    edges: list[tuple[Edge, Pair]] = []
    doubts: list[Pair] = []
    for pair in pairs:
        decided = decide(pair)
        keys = frozenset({pair.one.key, pair.other.key})
        if decided is None:
            doubts.append(pair)
        elif decided[1].same:
            edges.append((Edge(pair.one.key, pair.other.key, decided[0], decided[1].confidence), pair))
        else:
            groups.keep_apart(keys, by_evidence=decided[0] in _EVIDENCE)
    for edge, pair in sorted(edges, key=lambda found: (-found[0].confidence, found[0].one, found[0].other)):
        if not groups.join_unless_apart(edge):
            doubts.append(pair)
    left = (pair for pair in doubts if groups.doubtful(pair))
    return Clusters(
        groups.sorted(),
        tuple(groups.edges),
        tuple(sorted(left, key=lambda pair: (pair.one.key, pair.other.key))),
        frozenset(groups.evidence),
    )


_EVIDENCE = frozenset(name for name, _ in APART_RULES)


@dataclass(slots=True)
class _Groups:
    """Groups of units while they are joined; small sets, joined into the larger one."""

    units: Mapping[UnitKey, Unit]
    judged_apart: frozenset[frozenset[UnitKey]]
    members: dict[UnitKey, list[UnitKey]] = field(default_factory=dict)
    ruled_apart: set[frozenset[UnitKey]] = field(default_factory=set)
    evidence: set[frozenset[UnitKey]] = field(default_factory=set)
    edges: list[Edge] = field(default_factory=list)

    def of(self, key: UnitKey) -> list[UnitKey]:
        return self.members.setdefault(key, [key])

    def join(self, edge: Edge) -> None:
        first, second = self.of(edge.one), self.of(edge.other)
        if first is second:
            return
        if len(first) < len(second):
            first, second = second, first
        first += second
        for key in second:
            self.members[key] = first
        self.edges.append(edge)

    def join_unless_apart(self, edge: Edge) -> bool:
        """Join two groups where nothing keeps a unit of one from a unit of the other."""
        first, second = self.of(edge.one), self.of(edge.other)
        if first is second:
            return True
        if any(self._apart(one, other) for one in first for other in second):
            return False
        self.join(edge)
        return True

    def keep_apart(self, keys: frozenset[UnitKey], *, by_evidence: bool) -> None:
        self.ruled_apart.add(keys)
        if by_evidence:
            self.evidence.add(keys)

    def _apart(self, one: UnitKey, other: UnitKey) -> bool:
        keys = frozenset({one, other})
        if keys in self.judged_apart or keys in self.ruled_apart:
            return True
        first, second = self.units[one], self.units[other]
        return decide(Pair(first, second, relation(first.name, second.name)), APART_RULES) is not None

    def doubtful(self, pair: Pair) -> bool:
        """Tell whether a pair is still two people, and not for a reason that rules or judgements know."""
        first, second = self.of(pair.one.key), self.of(pair.other.key)
        if first is second:
            return False
        known = [frozenset({one, other}) for one in first for other in second]
        return not any(keys in self.judged_apart or keys in self.ruled_apart for keys in known)

    def sorted(self) -> tuple[tuple[UnitKey, ...], ...]:
        for key in self.units:
            self.of(key)
        found: Collection[list[UnitKey]] = {id(group): group for group in self.members.values()}.values()
        return tuple(sorted(tuple(sorted(group)) for group in found))


def weakest_edges(head: UnitKey, edges: Sequence[Edge]) -> dict[UnitKey, Edge]:
    """Return for each unit of a group the least sure edge between it and the head, which has none."""
    near: dict[UnitKey, list[Edge]] = {}
    for edge in edges:
        near.setdefault(edge.one, []).append(edge)
        near.setdefault(edge.other, []).append(edge)
    found: dict[UnitKey, Edge] = {}
    seen, waiting = {head}, [head]
    while waiting:
        key = waiting.pop()
        for edge in near.get(key, ()):
            other = edge.other if edge.one == key else edge.one
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                found[other] = min(
                    (edge, *([found[key]] if key in found else [])), key=lambda one: one.confidence
                )
    return found
