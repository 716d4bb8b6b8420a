"""What no graph can tell of its publication: who publishes it, under which licence, where, for whom to ask.

It stands in a file of settings (TOML) that the publisher writes; nothing of it is guessed. What
DCAT-AP-SE makes mandatory, and we cannot know, must be there; so must a licence, somebody to ask and the
place of the files, which the profile only recommends, but nobody can use open data without.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from graphbuild.errors import BeslutsgrafError

Texts = Mapping[str, str]
"""A text by language, ``sv`` and ``en``."""

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_EMAIL: Final = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
# The codes of http://publications.europa.eu/resource/authority/frequency that a publisher may need.
_FREQUENCIES: Final = ("ANNUAL", "BIWEEKLY", "CONT", "DAILY", "IRREG", "MONTHLY", "QUARTERLY", "WEEKLY")
_MANDATORY: Final = (
    *("dataset.title", "dataset.description", "dataset.licence", "dataset.download"),
    *("publisher.name", "contact.name", "contact.email"),
)
_OPTIONAL: Final = (
    *("dataset.homepage", "dataset.issued", "dataset.keywords", "dataset.modified", "dataset.periodicity"),
    *("dataset.sparql", "dataset.hvd_category", "dataset.version", "publisher.iri", "publisher.type"),
)


class AboutError(BeslutsgrafError):
    """The file of settings lacks something, or holds what cannot be used."""


@dataclass(frozen=True, slots=True)
class About:
    """What the publisher says of the publication.

    ``title`` and ``description`` are texts by language, ``keywords`` lists of words by language.
    ``licence`` is an IRI; ``download`` the address below which a release lies, with a slash at its
    end. ``publisher_iri``, ``homepage`` and ``sparql`` are addresses; ``periodicity`` a code of the
    EU's list of frequencies; ``version`` that of the release; ``hvd_category`` an IRI where the data
    set is a high-value one. Dates are ISO. All that is optional is ``""`` where it is not given.
    """

    title: Texts
    description: Texts
    licence: str
    download: str
    publisher: str
    contact: str
    email: str
    publisher_iri: str = ""
    publisher_type: str = ""
    homepage: str = ""
    sparql: str = ""
    issued: str = ""
    modified: str = ""
    periodicity: str = ""
    hvd_category: str = ""
    version: str = ""
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def load(path: Path) -> About:
    """Return what a file of settings says.

    Raises:
        AboutError: where it cannot be read, lacks something mandatory, or holds something unusable; the
            message names all of it.
    """
    try:
        with path.open("rb") as handle:
            found = tomllib.load(handle)
    except OSError as error:
        raise AboutError(f"cannot read {path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise AboutError(f"{path} is not TOML: {error}") from error
    faults = _faults(found)
    if faults:
        raise AboutError(f"{path}: " + "; ".join(faults))
    return _about(found)


def _faults(found: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the settings, the whole of it."""
    given = {
        f"{table}.{key}": value
        for table, entries in found.items()
        if isinstance(entries, Mapping)
        for key, value in entries.items()
    }
    lacking = [name for name in _MANDATORY if not given.get(name)]
    faults = (
        [f"{', '.join(lacking)} missing, which an entry for Sveriges dataportal needs"] if lacking else []
    )
    unknown = sorted({*given, *(key for key in found if not isinstance(found[key], Mapping))} - _KNOWN)
    faults += [f"{name} is no setting" for name in unknown]
    faults += [fault for name in sorted(given) if given[name] and (fault := _fault(name, given[name]))]
    return faults


_KNOWN: Final = frozenset((*_MANDATORY, *_OPTIONAL))


def _fault(name: str, value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """Return what is wrong with a setting; ``""`` where nothing is."""
    if name in {"dataset.title", "dataset.description"}:
        texts = (
            isinstance(value, Mapping)
            and set(value) <= {"sv", "en"}
            and all(_is_text(t) for t in value.values())
        )
        return (
            ""
            if texts and "sv" in value
            else f"{name} is a text in Swedish, and maybe one in English: {{ sv = … }}"
        )
    if name == "dataset.keywords":
        lists = isinstance(value, Mapping) and set(value) <= {"sv", "en"}
        good = lists and all(
            isinstance(words, list) and all(map(_is_text, words)) for words in value.values()
        )
        return "" if good else f"{name} are lists of words by language: {{ sv = [ … ] }}"
    if name in {"dataset.issued", "dataset.modified"}:
        return "" if _date(value) else f"{name} is a date such as 2025-02-11"
    if name == "dataset.periodicity":
        return "" if value in _FREQUENCIES else f"{name} is one of {', '.join(_FREQUENCIES)}"
    if name == "contact.email":
        return "" if _is_text(value) and _EMAIL.fullmatch(value) else f"{name} is an address of e-mail"
    if name in {"publisher.name", "contact.name", "dataset.version"}:
        return "" if _is_text(value) else f"{name} is a text"
    if name in _KNOWN and not (_is_text(value) and _ADDRESS.fullmatch(value)):
        return f"{name} is an address that starts with http:// or https://"
    return f"{name} ends with a slash" if name == "dataset.download" and not value.endswith("/") else ""


def _about(found: Mapping[str, Any]) -> About:
    dataset, publisher, contact = found["dataset"], found["publisher"], found["contact"]
    return About(
        title=MappingProxyType(dict(dataset["title"])),
        description=MappingProxyType(dict(dataset["description"])),
        licence=dataset["licence"],
        download=dataset["download"],
        publisher=publisher["name"],
        contact=contact["name"],
        email=contact["email"],
        publisher_iri=publisher.get("iri", ""),
        publisher_type=publisher.get("type", ""),
        homepage=dataset.get("homepage", ""),
        sparql=dataset.get("sparql", ""),
        issued=_date(dataset.get("issued", "")),
        modified=_date(dataset.get("modified", "")),
        periodicity=dataset.get("periodicity", ""),
        hvd_category=dataset.get("hvd_category", ""),
        version=dataset.get("version", ""),
        keywords=MappingProxyType(
            {language: tuple(words) for language, words in dataset.get("keywords", {}).items()}
        ),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _date(value: object) -> str:
    """Return a date as ISO, of TOML's own dates or a text; ``""`` where it is none."""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    try:
        return dt.date.fromisoformat(value).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""
