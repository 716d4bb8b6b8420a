"""Which networks there are, and which part of the graph they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from graphbuild.errors import BeslutsgrafError
from graphbuild.exports.networks.edges import Edges, Row, alike, related, together


class NetworkError(BeslutsgrafError):
    """A network that is not known or cannot be written."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which meetings a network is made of: parts of names, and ISO dates; empty for all."""

    council: str = ""
    body: str = ""
    first: str = ""
    last: str = ""

    def params(self) -> dict[str, str]:
        """Return it as the parameters of the queries."""
        return {"council": self.council, "body": self.body, "from": self.first, "to": self.last}


CountEdges: TypeAlias = Callable[[Iterable[Row], int], Edges]


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its name, which is that of its query; what it shows; how its edges are counted.

    ``minimum`` is the least number of common events (meetings, proposals, votes, facts) of an edge.
    """

    name: str
    summary: str
    count: CountEdges
    minimum: int


NETWORKS: Mapping[str, Network] = MappingProxyType(
    {
        each.name: each
        for each in (
            Network("co-attendance", "who sat at the same meetings; the weight is the meetings", together, 1),
            Network("co-proposing", "who made the same proposals; the weight is the proposals", together, 1),
            Network(
                "voting-alike",
                "who voted the same way; the weight is the share of the common votes",
                alike,
                5,
            ),
            Network(
                "actor-case", "who has to do with which case, and how; the weight is the facts", related, 1
            ),
        )
    }
)
