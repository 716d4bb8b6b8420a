"""The threads of matters in the derived graph: which § takes up which, by which rule, how sure."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graphbuild import __version__
from graphbuild.iris import Iris, slug
from graphbuild.links import DocumentLinks
from graphbuild.vocabulary import BG, NIF, PROV, RDF


def thread_quads(links: DocumentLinks, iris: Iris) -> Iterator[ox.Quad]:
    """Give, for each § that takes up an earlier one, the relation and the link that tells its rule."""
    graph = ox.NamedNode(iris.graph(links.path, "derived"))
    for thread in links.threads:
        later = ox.NamedNode(iris.item(links.path, thread.number))
        earlier = ox.NamedNode(thread.earlier)
        below = thread.earlier.removeprefix(f"{iris.base}id/item/").partition("/")[2]
        node = ox.NamedNode(iris.part(later.value, "continues", slug(below.replace("/", " "))))
        yield ox.Quad(later, BG.continues, earlier, graph)
        yield ox.Quad(node, RDF.type, BG.ThreadLink, graph)
        yield ox.Quad(node, BG.laterItem, later, graph)
        yield ox.Quad(node, BG.earlierItem, earlier, graph)
        yield ox.Quad(node, PROV.wasGeneratedBy, ox.NamedNode(iris.rule(thread.rule, __version__)), graph)
        yield ox.Quad(node, NIF.confidence, ox.Literal(thread.confidence), graph)
