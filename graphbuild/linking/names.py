"""What the name of an organisation tells by its form: a council, a body, an administration.

The words are data (``data/linking.toml``); the forms are those of kommunallagen (2017:725), by which
every municipality and region has a ``fullmäktige``, a ``styrelse`` and ``nämnder``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from graphbuild import authority
from graphbuild.iris import slug
from graphbuild.resources import resource

CouncilKind = Literal["municipality", "region"]

_DASHES = re.compile("[\u2010\u2011\u2013\u2212]")
_NAME = r"[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
_CAPS = r"[A-ZÅÄÖÉÜ]{2,}(?:-[A-ZÅÄÖÉÜ]{2,})?"


@dataclass(frozen=True, slots=True)
class Council:
    """A municipality or region by name: its base form, its kind, and the name without what it is."""

    name: str
    kind: CouncilKind
    place: str


@cache
def words() -> dict[str, Any]:
    """Return the data of ``linking.toml``."""
    return tomllib.loads(resource("data/linking.toml").read_text(encoding="utf-8"))


def fold(name: str) -> str:
    """Return a name for comparing: case, kinds of dash and spaces do not count, diacritics do."""
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFC", name)).casefold().split())


@cache
def _council_pattern() -> re.Pattern[str]:
    data = words()["council"]
    councils = [one for one in authority.organisations() if one.is_council]
    labels = [name for one in councils for name in one.names]
    regions = _either(name.removeprefix("Region ") for name in labels if name.startswith("Region "))
    whole = _either(name for name in labels if "landsting" in name.casefold() or name.endswith("regionen"))
    first = "|".join(data["first_words"])
    place = rf"(?:(?:{first}) )?{_NAME}"
    return re.compile(
        rf"\b(?:[Rr]egion (?P<known>{regions})s?|(?P<whole>{whole})s?"
        rf"|Region (?P<region>{_NAME}(?: län)?)|(?P<town>{place}) (?P<what>[Kk]ommun|[Ss]tad)s?"
        rf"|(?P<caps>REGION {_CAPS}(?: {_CAPS})?|{_CAPS}(?: {_CAPS})? (?:KOMMUN|STAD)))(?![\w-])"
    )


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(set(names), key=lambda name: (-len(name), name)))


def known_council(name: str) -> Council | None:
    """Return the council of the authority data that ``name`` stands for, under its present name.

    For: ``Göteborgs kommun`` (Göteborgs Stad), ``Norrbottens läns landsting`` (Region Norrbotten).
    Against: ``Skolverket``, ``Almby kommun`` (which no list of municipalities has).
    """
    one = authority.organisation(name)
    return as_council(one) if one is not None and one.is_council else None


def as_council(one: authority.Organisation) -> Council:
    """Return a council of the authority data; Region Gotland, a municipality, has the bodies of a region."""
    region = one.kind == "region" or one.label.startswith("Region ")
    return Council(one.label, "region" if region else "municipality", one.place)


def councils(text: str) -> Iterator[Council]:
    """Yield every municipality and region that the text names, in its order, in base form.

    For: ``Göteborgs Stads revisorer``, ``REGION NORRBOTTEN``. Against: ``varje kommun``,
    ``Region Göteborgsborna``; a genitive of an unknown region loses its s only where the text also
    has the name without it.
    """
    for found in _council_pattern().finditer(text):
        council = _council(found, text)
        if council is not None:
            yield council


def council(name: str) -> Council | None:
    """Return the council that the whole of ``name`` stands for, in base form, None where it is none."""
    known = known_council(name)
    if known is not None:
        return known
    found = _council_pattern().fullmatch(" ".join(name.split()))
    return _council(found, name) if found else None


def _council(found: re.Match[str], text: str) -> Council | None:
    by_form = _council_by_form(found, text)
    return by_form and (known_council(by_form.name) or by_form)


def _council_by_form(found: re.Match[str], text: str) -> Council | None:
    if found["whole"] or found["known"]:
        return known_council(found["whole"] or f"Region {found['known']}")
    if found["region"]:
        place = found["region"]
        bare = place.removesuffix("s")
        if bare != place and re.search(rf"\bRegion {bare}\b", text):
            place = bare
        return Council(f"Region {place}", "region", place)
    if found["caps"]:
        return council(_lowered(found["caps"]))
    place, what = found["town"], found["what"]
    if place.split()[0] in words()["council"]["not_names"]:
        return None
    name = f"{place} {what if what == 'Stad' else what.lower()}"
    return Council(name, "municipality", place.removesuffix("s"))


def _lowered(caps: str) -> str:
    """Return a name in capitals as it is written in a sentence: ``LULEÅ KOMMUN`` -> ``Luleå kommun``."""
    parts = [word.title() for word in caps.split()]
    if parts[-1] in {"Kommun", "Stad"}:
        parts[-1] = parts[-1].lower()
    return " ".join(parts)


@cache
def _body_pattern() -> re.Pattern[str]:
    endings = "|".join(words()["body"]["endings"])
    low = r"[a-zåäöé-]+"
    return re.compile(
        rf"(?:{low},? ){{0,7}}[a-zåäöé-]*(?:{endings})"
        rf"|[a-zåäö]*(?:nämnden|utskottet|beredningen) för \w{low}(?:,? {low}){{0,6}}"
        rf"|[a-zåäö]+nämnd(?:en)? {_NAME}",
    )


def is_body(name: str) -> bool:
    """Tell whether ``name``, without a council, names a body of the council that speaks.

    For: ``Barn- och utbildningsnämnden``, ``kommunstyrelsens arbetsutskott``. Against:
    ``Socialstyrelsen`` (an authority), ``Svenska kyrkans styrelse`` and ``Folkbildningsrådet`` (others').
    """
    data = words()["body"]
    low = name[:1].lower() + name[1:]
    parts = low.split()
    if not _body_pattern().fullmatch(low) or low in data["elsewhere"] or parts[0] in data["elsewhere"]:
        return False
    genitives, endings, none = tuple(data["genitives"]), tuple(data["endings"]), data["not_in_names"]
    first = parts[0].endswith(endings)
    return all(
        part not in none
        and (first or part != "för")
        and not part.endswith(endings)
        and (len(part) <= 3 or not part.endswith("s") or part.endswith(genitives))
        for part in (parts[1:] if first else parts[:-1])
    )


def is_advisory_body(name: str) -> bool:
    """Tell whether ``name`` is an advisory body or the auditors, such as every council has of its own.

    For: ``pensionärsrådet``, ``kommunstyrelsens trygghetsråd``. Against: ``Brottsförebyggande rådet`` with
    a capital (the agency), ``Folkbildningsrådet`` (an association), ``regionrådet`` (a person).
    """
    body = words()["body"]
    if name in body["own"]:
        return True
    parts = fold(name).split()
    owned = len(parts) == 2 and parts[0].endswith(tuple(body["genitives"]))
    return owned and parts[1].endswith(tuple(body["owned"]))


def is_administration(name: str) -> bool:
    """Tell whether ``name`` is an administration or unit named without a proper name of its own.

    For: ``Stadsledningskontoret``, ``kommunstyrelsens förvaltning``, ``förvaltningen för intraservice``.
    Against: ``Region Skånes kansli``, ``Svenska institutets kontor``, ``Till nämnderna genom kansliet``.
    """
    parts = name.split()
    if set(fold(name).split()) & set(words()["administration"]["not_in_names"]):
        return False
    if fold(name).startswith(tuple(words()["administration"]["openings"])) and len(parts) < 7:
        return True
    if len(parts) > 6 or not parts or any(part[0].isupper() for part in parts[1:]):
        return False
    genitives = tuple(words()["body"]["genitives"])
    if any(part.endswith("s") and len(part) > 3 and not part.endswith(genitives) for part in parts[:-1]):
        return False
    endings = list(words()["administration"]["endings"])
    if parts[0].endswith(genitives):
        endings += words()["administration"]["owned"]
    return parts[-1].lower().endswith(tuple(endings)) and not parts[-1].isupper()


def body_name(name: str, of: Council | None = None) -> str:
    """Return a body's name in base form: one line, definite, not in capitals, without its council's name."""
    name = " ".join(name.split()).strip(" ,.:")
    if of is not None:
        owner = rf"{re.escape(of.name)}s?|{re.escape(of.place)}s?"
        bare = re.sub(rf"^(?:{owner})[ ,]+|[ ,]+(?:i )?(?:{owner})$", "", name, flags=re.IGNORECASE)
        name = bare if is_body(bare.lower()) else name
    if name.isupper() and len(name) > 4:
        name = name.lower()
    # "Kulturnämnd" and "Kulturnämnden", "Socialnämnd Norr" and "Socialnämnden Norr" are one body each.
    name = re.sub(r"nämnd(?=$| [A-ZÅÄÖ]\w+$)", "nämnden", re.sub(r"styrelse$", "styrelsen", name))
    return name[:1].upper() + name[1:]


def kind_of(body: str | None) -> CouncilKind | None:
    """Return which kind of council alone has a body of that name (kommunallagen 3 kap.)."""
    folded = fold(body or "")
    data = words()["body"]
    if folded.startswith(tuple(data["municipal"])):
        return "municipality"
    return "region" if folded.startswith(tuple(data["regional"])) else None


def body_kind(name: str) -> str | None:
    """Return the kind of a body by the first of its words that ends as a kind does, None for none.

    For: ``Kommunstyrelsens arbetsutskott`` (utskott), ``Nämnden för arbete och lärande`` (nämnd).
    Against: ``Kommunstyrelsens`` (whose, not what), ``Ledningsgruppen``.
    """
    kinds = words()["body"]["kinds"]
    joint = fold(name).startswith(tuple(words()["body"]["joint"]))
    for word in re.findall(r"[^\W\d_]+", fold(name)):
        for kind, endings in kinds.items():
            if word.endswith(tuple(endings)):
                return "gemensam nämnd" if joint and kind == "nämnd" else str(kind)
    return None


def body_of_council(name: str) -> tuple[Council, str] | None:
    """Return the council and the body of a name that holds both, None for one that does not.

    For: ``kommunstyrelsen i Luleå``, ``Luleå kommunstyrelse``, ``Göteborgs Stads socialnämnd``.
    Against: ``kommunstyrelsen``, ``Solbygds kommunstyrelse`` (no list has it), ``nämnden i Stockholm``
    (two councils have that place, and the body's name does not tell which).
    """
    parts = " ".join(name.split()).split(" ")
    if "i" in parts[1:-1]:
        at = parts.index("i", 1)
        pairs = [(parts[at + 1 :], parts[:at])]
    else:
        pairs = [(parts[:size], parts[size:]) for size in range(min(4, len(parts) - 1), 0, -1)]
    for owner, organ in pairs:
        body = body_name(" ".join(organ))
        advisory = len(organ) == 1 and organ[0].endswith(tuple(words()["body"]["owned"]))
        found = _owner(" ".join(owner), body) if is_body(body) or advisory else None
        if found is not None:
            return found, _definite(body) if len(organ) == 1 else body
    return None


def _definite(body: str) -> str:
    """Return the definite form of a body's name of one word: ``Pensionärsråd`` -> ``Pensionärsrådet``."""
    for bare, definite in words()["body"]["definite"].items():
        if body.endswith(bare):
            return body.removesuffix(bare) + str(definite)
    return body


def _owner(name: str, body: str) -> Council | None:
    """Return the council that ``name`` or the place ``name`` stands for, if it can have the body."""
    if not name[:1].isupper():
        return None
    kind = kind_of(body)
    places = authority.councils_of_place()
    known = known_council(name)
    ones = [] if known else places.get(fold(name)) or places.get(fold(name).removesuffix("s"), ())
    found = [known] if known else [as_council(one) for one in ones]
    fitting = [council for council in found if kind is None or council.kind == kind]
    return fitting[0] if len(fitting) == 1 else None


def body_by_code(code: str) -> str | None:
    """Return the body that an abbreviation stands for (``KS``), None for an unknown one."""
    found = words()["body"]["codes"].get(code.casefold())
    return found if isinstance(found, str) else None


def sluggable(name: str) -> bool:
    """Tell whether an IRI can be made of the name."""
    try:
        return bool(slug(name))
    except ValueError:
        return False


def best_label(labels: Iterator[str] | tuple[str, ...]) -> str:
    """Return the label to show of several prints of one name, whatever their order.

    A print in capitals throughout comes last, one with a capital first letter before one without.
    """
    return min(labels, key=lambda label: (label.isupper() and len(label) > 5, label))
