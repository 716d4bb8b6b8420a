"""Which IRIs bear what is to be left out: the thing's, those below it, those with a person's name in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_PERSON = re.compile(r"/id/person/(?P<council>[^/]+)/(?P<name>[^/]+)$")


def concerns(iris: Iterable[str]) -> Callable[[str], bool]:
    """Return the function that tells whether an IRI is one of ``iris``, below one, or bears a person's name.

    A participation, a ballot or a pair to review has the last part of its person's IRI as a part of its
    own; a judgement has it at the end of a part.
    """
    known = frozenset(iris)
    people = [(found["council"], found["name"]) for iri in known if (found := _PERSON.search(iri))]

    def told(iri: str) -> bool:
        if any(iri == one or iri.startswith(f"{one}/") for one in known):
            return True
        parts = iri.split("/")
        return any(
            any(council in part for part in parts)
            and any(part == name or part.endswith(f"-{name}") for part in parts)
            for council, name in people
        )

    return told
