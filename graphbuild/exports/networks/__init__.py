"""Networks of people, parties, organisations and cases, for Gephi (GEXF) and networkx (GraphML).

Each is asked by one simple query of ``queries/networks/``, whose rows say who was part of what; who was
so with whom is counted here (`edges`), which is far quicker than a self-join in SPARQL.
"""

from graphbuild.exports.networks.definition import NETWORKS, Network, NetworkError, Scope
from graphbuild.exports.networks.writing import network, write_network

__all__ = ["NETWORKS", "Network", "NetworkError", "Scope", "network", "write_network"]
