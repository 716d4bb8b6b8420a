"""Which IRI each unit has, and which of a person's IRIs is theirs: the others lead to it.

Every unit has an IRI of its own, minted from name and party, whether or not it is one person with
another: so that a judgement can speak of it, and what was published stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphbuild.iris import Iris
from graphbuild.linking.names import sluggable
from graphbuild.linking.people.sightings import NO_PARTY
from graphbuild.linking.people.units import Unit, UnitKey
from graphbuild.linking.register import Register

KIND = "person"


def entry_key(organisation: str, key: UnitKey) -> str:
    """Return the key of a unit in the register: council, folded name, party, and body where it has one."""
    return "/".join((organisation, *(key if key[2] else key[:2])))


def mint(
    names: Mapping[str, Sequence[Unit]], organisation: str, register: Register, iris: Iris
) -> dict[UnitKey, str]:
    """Return the IRI of each unit.

    Who is in the register keeps the IRI. Of the others those named first come first, then by name and
    party, so that the order of documents does not matter; who comes second has the party's suffix.
    """
    known, taken = register.by_key(), set(register.entities)
    minted: dict[UnitKey, str] = {}
    new: list[Unit] = []
    for units in names.values():
        for one in units:
            keys = [entry_key(organisation, key) for key in (one.key, *_earlier(one, units))]
            kept = next((known[KIND, key] for key in keys if (KIND, key) in known), None)
            if kept is None:
                new.append(one)
            else:
                minted[one.key] = kept
    for one in sorted(new, key=lambda unit: (unit.since, unit.key)):
        minted[one.key] = _free(one, organisation, taken, iris)
        taken.add(minted[one.key])
    return minted


def _earlier(one: Unit, units: Sequence[Unit]) -> list[UnitKey]:
    """Return the key of a name alone: the first one to be seen with a party may be who had it."""
    first = min((unit for unit in units if unit.party), key=lambda unit: (unit.since, unit.key), default=None)
    alone = any(not unit.party for unit in units)
    return [] if alone or one is not first else [(one.key[0], "", "")]


def _free(one: Unit, organisation: str, taken: set[str], iris: Iris) -> str:
    """Return the first IRI for a unit that nobody has, with as little behind the name as needed."""
    suffix = one.party if one.party and sluggable(one.party) else NO_PARTY
    told = (None, suffix, f"{suffix} {one.key[2]}", f"{suffix} {one.since[:4]}", f"{suffix} {one.since}")
    found = [iri for part in told if (iri := iris.person(organisation, one.name, part)) not in taken]
    return found[0] if found else iris.person(organisation, one.name, f"{suffix} {'/'.join(one.key)}")


def head(group: Sequence[Unit], minted: Mapping[UnitKey, str], register: Register, organisation: str) -> Unit:
    """Return the unit whose IRI a person has.

    One that is published stands before one that is new or was replaced; then one without a suffix, the
    name of most documents, the first to be seen.
    """

    def rank(unit: Unit) -> tuple[bool, bool, int, str, UnitKey]:
        iri = minted[unit.key]
        entry = register.entities.get(iri)
        published = entry is not None and entry.replaced_by is None
        suffixed = iri != Iris(iri.partition("id/person/")[0]).person(organisation, unit.name)
        return not published, suffixed, -len(unit.documents), unit.since, unit.key

    return min(group, key=rank)
