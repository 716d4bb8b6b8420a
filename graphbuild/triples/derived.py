"""What follows from the stated facts of one document: the rules are files in ``queries/derive/``.

A rule is one SPARQL CONSTRUCT; its file's stem is its name. It reads the document's own graphs only, so
that its cost does not grow with the store. Each subject that it makes is a node of its own, which names
the rule; nothing is added to what the minutes state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from graphbuild import __version__
from graphbuild.iris import Iris
from graphbuild.resources import resource
from graphbuild.vocabulary import PROV


@cache
def rules() -> Mapping[str, str]:
    """Return the text of each rule by its name, in alphabetic order."""
    files = sorted(resource("queries").joinpath("derive").glob("*.rq"))
    return MappingProxyType({path.stem: path.read_text(encoding="utf-8") for path in files})


def derived_quads(stated: Iterable[ox.Quad], path: str, iris: Iris) -> Iterator[ox.Quad]:
    """Give what follows from the stated quads of the document at ``path``, for its derived graph.

    Of two rules that make the same node the first by name has the word.
    """
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in stated)
    graph = ox.NamedNode(iris.graph(path, "derived"))
    made: set[ox.NamedNode | ox.BlankNode | ox.Triple] = set()
    for rule, text in rules().items():
        triples = store.query(text)
        assert isinstance(triples, ox.QueryTriples)
        new = [triple for triple in triples if triple.subject not in made]
        made |= {triple.subject for triple in new}
        for triple in new:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        for subject in {triple.subject for triple in new}:
            yield ox.Quad(subject, PROV.wasGeneratedBy, ox.NamedNode(iris.rule(rule, __version__)), graph)
