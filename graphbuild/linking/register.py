"""The register: which entity has which IRI, and since when; an output of each build and input of the next.

Where an IRI rests on a choice (which of two people of one name came first), the choice is made once
and then kept here. Built from nothing, it does not depend on the order of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphbuild.errors import BeslutsgrafError

VERSION: Final = 1


class RegisterError(BeslutsgrafError):
    """A register that cannot be read back."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What an IRI stands for: its kind, the key by which it is found again, the first date known."""

    kind: str
    key: str
    since: str


@dataclass(frozen=True, slots=True)
class Register:
    """Every IRI that linking has given out, by IRI. An IRI once in it stays."""

    entities: Mapping[str, Registered] = field(default_factory=dict)

    def by_key(self) -> dict[tuple[str, str], str]:
        """Return the IRIs by kind and key."""
        return {(entry.kind, entry.key): iri for iri, entry in self.entities.items()}

    def with_entries(self, entries: Iterable[tuple[str, Registered]]) -> Register:
        """Return the register with these entries as well; the earliest ``since`` of an IRI stands."""
        merged = dict(self.entities)
        for iri, entry in entries:
            old = merged.get(iri)
            merged[iri] = entry if old is None else Registered(old.kind, old.key, min(old.since, entry.since))
        return Register(dict(sorted(merged.items())))

    def to_json(self) -> dict[str, Any]:
        """Return the register as a JSON object, sorted by IRI."""
        entities = {
            iri: {"kind": entry.kind, "key": entry.key, "since": entry.since}
            for iri, entry in sorted(self.entities.items())
        }
        return {"version": VERSION, "entities": entities}

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
                    iri: Registered(entry["kind"], entry["key"], entry["since"])
                    for iri, entry in data["entities"].items()
                }
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise RegisterError(
                f"not a register ({type(error).__name__}: {error}); restore it from a backup"
            ) from error
