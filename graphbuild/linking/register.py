"""The register: which entity has which IRI, and since when; an output of each build and input of the next.

Where an IRI rests on a choice (which of two people of one name came first), the choice is made once
and then kept here. Built from nothing, it does not depend on the order of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from graphbuild.errors import BeslutsgrafError

VERSION: Final = 1


class RegisterError(BeslutsgrafError):
    """A register that cannot be read back."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What an IRI stands for: its kind, the key by which it is found again, the first date known.

    ``replaced_by`` is the IRI that the entity has since it was found to be the same as another.
    """

    kind: str
    key: str
    since: str
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Every IRI that linking has given out, by IRI; once in it, it stays.

    ``apart`` holds pairs of keys of people whom evidence once told apart, each pair sorted.
    """

    entities: Mapping[str, Registered] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    def by_key(self) -> dict[tuple[str, str], str]:
        """Return the IRIs by kind and key."""
        return {(entry.kind, entry.key): iri for iri, entry in self.entities.items()}

    def with_entries(
        self, entries: Iterable[tuple[str, Registered]], apart: Iterable[tuple[str, str]] = ()
    ) -> Register:
        """Return the register with these entries and pairs as well.

        Of an IRI that is in it the key stays, the earliest ``since`` stands, and what replaces it is told
        by the new entry.
        """
        merged = dict(self.entities)
        for iri, entry in entries:
            old = merged.get(iri)
            merged[iri] = (
                entry if old is None else replace(entry, key=old.key, since=min(old.since, entry.since))
            )
        return Register(dict(sorted(merged.items())), self.apart | frozenset(apart))

    def to_json(self) -> dict[str, Any]:
        """Return the register as a JSON object, sorted by IRI."""
        entities = {
            iri: {"kind": entry.kind, "key": entry.key, "since": entry.since}
            | ({"replaced_by": entry.replaced_by} if entry.replaced_by else {})
            for iri, entry in sorted(self.entities.items())
        }
        apart = {"apart": sorted(map(list, self.apart))} if self.apart else {}
        return {"version": VERSION, "entities": entities, **apart}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Register:
        """Return the register that ``to_json`` wrote.

        Raises:
            RegisterError: where the object is no register, or one of another version.
        """
        if data.get("version") != VERSION:
            raise RegisterError(
                f"the register's version is {data.get('version')}, not {VERSION}; update the program"
            )
        try:
            return cls(
                {
                    iri: Registered(entry["kind"], entry["key"], entry["since"], entry.get("replaced_by"))
                    for iri, entry in data["entities"].items()
                },
                frozenset((one, other) for one, other in data.get("apart", ())),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise RegisterError(
                f"not a register ({type(error).__name__}: {error}); restore it from a backup"
            ) from error
