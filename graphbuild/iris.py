"""All IRIs of the graph are minted here, from facts in the minutes and never from running counters.

An IRI rests on names, dates, § numbers and the place within a §, so that the same minutes give the
same IRIs in any build. Parts of a path are made by :func:`slug`, which leaves a slug as it is: a
method that takes a name takes its slug as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

DEFAULT_BASE = "https://data.example.org/"

# Letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ß": "ss", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "đ": "d"}
)
# Habo and Håbo are two municipalities: here, and only here, the ring makes the difference.
_RINGED = re.compile(r"(?<=\bH)[åÅ](?=bo\b)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\W_]+")
# The graphs of a meeting begin with its place: council, body, date.
_MEETING_GRAPH = re.compile(r"graph/(?P<path>[^/]+/[^/]+/\d{4}-\d\d-\d\d)(?:/[^/]+)?")


def slug(text: str) -> str:
    """Return ``text`` as a part of a path: lower case, no marks on letters, words joined by ``-``.

    Raises:
        ValueError: where the text has neither letter nor digit.
    """
    return case_slug(text).lower()


def case_slug(text: str) -> str:
    """Return ``text`` as :func:`slug` does, but with its capitals kept, as in a case number.

    Raises:
        ValueError: where the text has neither letter nor digit.
    """
    apart = _RINGED.sub("aa", unicodedata.normalize("NFC", text))
    folded = unicodedata.normalize("NFKD", apart.translate(_UNDECOMPOSED))
    unmarked = "".join(character for character in folded if not unicodedata.combining(character))
    found = _SEPARATORS.sub("-", unmarked).strip("-")
    if not found:
        raise ValueError(f"no letter or digit to make an IRI of in {text!r}")
    return found


def last_part(iri: str) -> str:
    """Return what follows the last slash of an IRI: the slug of the entity itself."""
    return iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints IRIs below one base, which ends with a slash.

    ``path`` is everywhere a meeting's place below the base, ``<organisation>/<body>/<date>``, as
    :meth:`path` makes it; dates are ISO.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        """Refuse a base that would run into the paths below it."""
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+/", self.base):
            raise ValueError(f"a base IRI starts with http(s):// and ends with a slash, unlike {self.base!r}")

    def path(self, organisation: str, body: str, date: str) -> str:
        """Return the place of a meeting below the base."""
        return f"{slug(organisation)}/{slug(body)}/{date}"

    def organisation(self, name: str) -> str:
        """Return the IRI of a council: a region or a municipality whose minutes are read."""
        return f"{self.base}id/organisation/{slug(name)}"

    def body(self, organisation: str, name: str) -> str:
        """Return the IRI of a body (nämnd, styrelse, fullmäktige, utskott) of a council."""
        return f"{self.base}id/body/{slug(organisation)}/{slug(name)}"

    def meeting(self, path: str) -> str:
        """Return the IRI of a meeting."""
        return f"{self.base}id/meeting/{path}"

    def minutes(self, path: str, section: str | None = None) -> str:
        """Return the IRI of the minutes of a meeting, or of an extract by the first § that it tells."""
        return f"{self.base}id/minutes/{path}{'/' + case_slug(section) if section else ''}"

    def earlier_minutes(self, path: str, sha256: str) -> str:
        """Return the IRI of a document that the minutes of a meeting correct.

        Only its content tells such documents apart: they are of one meeting, and their names may be equal.
        """
        return f"{self.minutes(path)}/earlier/{sha256[:16]}"

    def item(self, path: str, number: str) -> str:
        """Return the IRI of a § of a meeting."""
        return f"{self.base}id/item/{path}/{case_slug(number)}"

    def participation(self, path: str, person: str) -> str:
        """Return the IRI of one person's part in a meeting; ``person`` is the last part of their IRI."""
        return f"{self.base}id/participation/{path}/{person}"

    def part(self, whole: str, kind: str, key: int | str) -> str:
        """Return the IRI of a part of a § or of a vote; ``key`` is its place, from 1, or a slug."""
        return f"{whole}/{kind}/{key}"

    def case(self, organisation: str, number: str) -> str:
        """Return the IRI of a case (ärende) by its number (diarienummer)."""
        return f"{self.base}id/case/{slug(organisation)}/{case_slug(number)}"

    def person(self, organisation: str, name: str, party: str | None = None) -> str:
        """Return the IRI of a person; ``party`` only for a second person of that name in the council."""
        suffix = f"-{slug(party)}" if party else ""
        return f"{self.base}id/person/{slug(organisation)}/{slug(name)}{suffix}"

    def party(self, code: str, organisation: str | None = None) -> str:
        """Return the IRI of a national party, or of a local one of ``organisation``."""
        return f"{self.base}id/party/{slug(organisation) + '/' if organisation else ''}{slug(code)}"

    def project(self, organisation: str, name: str) -> str:
        """Return the IRI of a project that a council treats."""
        return f"{self.base}id/project/{slug(organisation)}/{slug(name)}"

    def agent(self, name: str) -> str:
        """Return the IRI of any other organisation."""
        return f"{self.base}id/agent/{slug(name)}"

    def candidate(self, organisation: str, one: str, other: str) -> str:
        """Return the IRI of a pair to review; ``one`` and ``other`` are the last parts of their IRIs."""
        return f"{self.base}id/candidate/{slug(organisation)}/{one}/{other}"

    def judgement(self, about: Iterable[str], date: str) -> str:
        """Return the IRI of a user's judgement about IRIs, or about keys of the register, of a day."""
        paths = (slug(node.partition("/id/")[2] or node) for node in about)
        return f"{self.base}id/judgement/{'/'.join(paths)}/{date}"

    def rule(self, name: str, version: str) -> str:
        """Return the IRI of a rule in the version that ran."""
        return f"{self.base}id/rule/{slug(name)}@{version}"

    def evidence(self, fact: str, number: int) -> str:
        """Return the IRI of the evidence for a fact, numbered from 1."""
        return f"{fact}/evidence/{number}"

    def measurement(self, thing: str, metric: str, field: str | None = None) -> str:
        """Return the IRI of what a metric gave of a thing (by its IRI), of one field where that is told."""
        return f"{thing}/quality/{slug(field) + '/' if field else ''}{slug(metric)}"

    def evaluation(self, path: str) -> str:
        """Return the IRI of a set of annotated minutes as the rules of one time read it."""
        return f"{self.base}id/evaluation/{path}"

    def coverage(self, organisation: str, body: str, year: str) -> str:
        """Return the IRI of what there is of a body in a year."""
        return f"{self.base}id/coverage/{slug(organisation)}/{slug(body)}/{year}"

    def gap(self, organisation: str, body: str, year: str, first: int) -> str:
        """Return the IRI of a run of missing §§ of a body in a year, by the first of them."""
        return f"{self.base}id/gap/{slug(organisation)}/{slug(body)}/{year}/{first}"

    def missing_meeting(self, organisation: str, body: str | None, date: str) -> str:
        """Return the IRI of a meeting that is cited and not in the graph; ``body`` where it is told."""
        return f"{self.base}id/missing-meeting/{slug(organisation)}/{slug(body) + '/' if body else ''}{date}"

    def left_out(self, file_name: str, sha256: str | None) -> str:
        """Return the IRI of a document that is not in the graph, by its file's name and its content."""
        named = _SEPARATORS.sub("", file_name)
        parts = ([slug(file_name)] if named else []) + ([sha256[:16]] if sha256 else [])
        return f"{self.base}id/left-out/{'-'.join(parts) or 'unnamed'}"

    def graph(self, path: str, layer: str = "") -> str:
        """Return a document's graph: its stated facts, or ``evidence``, ``derived`` or ``quality`` beside."""
        return f"{self.base}graph/{path}{'/' + layer if layer else ''}"

    def meeting_path(self, graph: str) -> str | None:
        """Return the place of the meeting that a graph is one of, None for a graph that meetings share."""
        found = _MEETING_GRAPH.fullmatch(graph.removeprefix(self.base))
        return found["path"] if found else None

    def entities_graph(self, organisation: str | None = None) -> str:
        """Return the graph of a council's entities, or of those that belong to no council."""
        return f"{self.base}graph/entities{'/' + slug(organisation) if organisation else ''}"

    def coverage_graph(self, organisation: str | None = None) -> str:
        """Return the graph of what a council's minutes cover, or of documents of no known council."""
        return f"{self.base}graph/coverage{'/' + slug(organisation) if organisation else ''}"

    def quality_graph(self) -> str:
        """Return the graph of how accurately minutes are read."""
        return f"{self.base}graph/quality"

    def judgements_graph(self) -> str:
        """Return the graph of the user's judgements."""
        return f"{self.base}graph/judgements"

    def authority_graph(self) -> str:
        """Return the graph of parties and value lists, which no minutes state."""
        return f"{self.base}graph/authority"
