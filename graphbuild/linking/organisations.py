"""Which organisation a name stands for: this council, another one, a body, an administration, anyone else.

The rules are a table, tried in order; the first that knows the name decides. A name in lower case
that none of them knows (``bolaget``, ``föreningen``) is nobody's name and stays without a link.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild import authority
from graphbuild.iris import Iris, slug
from graphbuild.linking import names
from graphbuild.linking.documents import Document
from graphbuild.linking.meeting import Meeting
from graphbuild.links import Entity, EntityKind, Link
from graphbuild.model import Item, Record
from graphbuild.vocabulary import BG, concept

MAX_NAME = 120
"""A longer name is a sentence that was mistaken for one."""


@dataclass(frozen=True, slots=True)
class Context:
    """Whose minutes these are: the council, by slug and by name, and the body that met."""

    iris: Iris
    organisation: str
    council: names.Council | None
    body: str

    @property
    def iri(self) -> str:
        """The council's IRI."""
        return self.iris.organisation(self.organisation)


def context(meeting: Meeting, iris: Iris) -> Context:
    """Return the context of one meeting's minutes."""
    return Context(iris, meeting.key[0], names.council(meeting.organisation.value), meeting.body.value)


@dataclass(frozen=True, slots=True)
class Found:
    """The entity that a rule found for a name, and how sure the rule is."""

    entity: Entity
    confidence: float


Rule = Callable[[str, Context], Found | None]


def this_council(name: str, context: Context) -> Found | None:
    """The council itself, also in the genitive and as ``kommun`` for ``stad``."""
    council = names.council(name)
    same = council is not None and (
        slug(council.name) == context.organisation
        or (
            context.council is not None
            and council.place == context.council.place
            and council.kind == context.council.kind
        )
    )
    label = context.council.name if context.council else name
    return Found(Entity(context.iri, "organisation", label, context.iri), 1.0) if same else None


def council_by_kind(name: str, context: Context) -> Found | None:
    """``kommunen`` or ``staden`` in the minutes of a municipality, ``regionen`` in those of a region."""
    if context.council is None:
        return None
    generic = names.words()["council"][f"generic_{context.council.kind}"]
    if names.fold(name) not in generic:
        return None
    return Found(Entity(context.iri, "organisation", context.council.name, context.iri), 0.7)


def known_council(name: str, context: Context) -> Found | None:
    """A municipality or region of the authority data, by any of its names.

    For: ``Luleå kommuns``, ``Göteborgs kommun``, ``Norrbottens läns landsting``. Against: ``Luleå`` (a
    place), ``Almby kommun`` (which no list has).
    """
    one = authority.organisation(name)
    return _known(one, context, 0.98) if one is not None and one.is_council else None


def known_organisation(name: str, context: Context) -> Found | None:
    """A ministry, agency, association or other organisation of the authority data, by any of its names.

    For: ``Skolverkets``, ``Statens skolverk``, ``SKR``. Against: ``skr``, ``skolverksamheten``.
    """
    one = authority.organisation(name)
    if one is None or one.is_council or names.fold(name).removesuffix("s") in _boards():
        return None
    if names.is_advisory_body(name):
        return None
    return _known(one, context, 0.95)


def own_county_board(name: str, context: Context) -> Found | None:
    """``länsstyrelsen`` without its county: that of the county in which the council lies."""
    council = authority.organisation(context.council.name) if context.council else None
    if council is None or names.fold(name).removesuffix("s") not in _boards():
        return None
    board = authority.county_board(council.county_code)
    return _known(board, context, 0.85) if board else None


def _boards() -> frozenset[str]:
    return frozenset(names.words()["body"]["county_boards"])


def _known(one: authority.Organisation, context: Context, confidence: float) -> Found:
    kind: EntityKind = "organisation" if one.is_council else "agent"
    return Found(Entity(context.iris.base + one.path, kind, one.label), confidence)


def other_council(name: str, context: Context) -> Found | None:
    """Another municipality or region by the form of its name, where the authority data lacks it."""
    council = names.council(name)
    if council is None:
        return None
    return Found(Entity(context.iris.organisation(council.name), "organisation", council.name), 0.9)


def body_alone(name: str, context: Context) -> Found | None:
    """``nämnden`` and the like: the body that met, where it is one of that kind."""
    folded = names.fold(name)
    if folded not in names.words()["body"]["endings"]:
        return None
    own = names.fold(context.body).split()[-1].endswith(folded)
    return _body(context.body, context, 0.8) if own else None


def own_presidium(name: str, context: Context) -> Found | None:
    """``presidiet`` or ``nämndens presidium``: that of the body that met, where it is of that kind."""
    *owner, last = names.fold(name).split()
    met = context.body and names.body_name(context.body)
    if last not in {"presidiet", "presidium"} or not met or names.body_kind(met) == "presidium":
        return None
    if len(owner) > 1 or (owner and not f"{names.fold(met)}s".endswith(owner[0])):
        return None
    return _body(f"{met}s presidium", context, 0.75)


def body_by_code(name: str, context: Context) -> Found | None:
    """A body's abbreviation in capitals (``KS``)."""
    found = names.body_by_code(name) if name.isupper() else None
    return own_body(found, context) if found else None


def own_body(name: str, context: Context) -> Found | None:
    """A body named without a council, or with this one: a body of the council whose minutes these are.

    Not ``regionfullmäktige`` in the minutes of a municipality, nor ``kommunstyrelsen`` in a region's.
    """
    bare = names.body_name(name, context.council)
    if not names.is_body(bare) and names.is_body(bare.removesuffix("s")):
        bare = bare.removesuffix("s")
    if names.is_advisory_body(name):
        return _body(name, context, 0.8)
    if names.fold(bare) in names.words()["body"]["endings"] or not names.is_body(bare):
        return None
    kind = names.kind_of(bare)
    if kind and context.council and kind != context.council.kind:
        return None
    return _body(bare, context, 0.95)


def body_of_council(name: str, context: Context) -> Found | None:
    """A body named with its council, this one or another.

    For: ``kommunstyrelsen i Luleå``, ``Luleå kommunstyrelse``. Against: ``socialnämnden``, and
    ``nämnden i Stockholm``, where two councils have that place.
    """
    named = names.body_of_council(name)
    if named is None:
        return None
    council, body = named
    if slug(council.name) == context.organisation:
        return _body(body, context, 0.95)
    return _body_of(context.iris.organisation(council.name), slug(council.name), body, context.iris, 0.9)


def own_administration(name: str, context: Context) -> Found | None:
    """An administration named by what it does: that of the council whose minutes these are.

    Its IRI carries the council, as every other council has one of the same name.
    """
    if not names.is_administration(name):
        return None
    label = name[:1].upper() + name[1:]
    iri = context.iris.agent(f"{context.organisation} {name}")
    properties = ((BG.organisation, ox.NamedNode(context.iri)),)
    return Found(Entity(iri, "agent", label, context.iri, properties), 0.85)


def authority_like_a_body(name: str, context: Context) -> Found | None:
    """A national authority whose name sounds like a body (``länsstyrelsen`` without its county: unsure)."""
    if names.fold(name) not in names.words()["body"]["elsewhere"]:
        return None
    return Found(Entity(context.iris.agent(name), "agent", name[:1].upper() + name[1:]), 0.7)


def by_name(name: str, context: Context) -> Found | None:
    """Any other organisation by its whole name: with a capital letter, and not some council's board."""
    unclear = names.fold(name) in names.words()["body"]["endings"] or names.kind_of(name)
    if unclear or names.body_by_code(name) or not any(character.isupper() for character in name):
        return None
    return Found(Entity(context.iris.agent(name), "agent", name), 0.8)


KNOWN_RULES: Sequence[tuple[str, Rule]] = (
    ("this-council", this_council),
    ("council-by-kind", council_by_kind),
    ("known-council", known_council),
    ("other-council", other_council),
    ("own-county-board", own_county_board),
    ("known-organisation", known_organisation),
    ("body-alone", body_alone),
    ("own-presidium", own_presidium),
    ("body-by-code", body_by_code),
    ("body-of-council", body_of_council),
    ("own-body", own_body),
    ("own-administration", own_administration),
    ("authority-like-a-body", authority_like_a_body),
)
"""Rules that know a name by its form: safe also where it is not certain that the text is a name."""

RULES: Sequence[tuple[str, Rule]] = (*KNOWN_RULES, ("organisation-by-name", by_name))


def resolve(
    name: str, context: Context, rules: Sequence[tuple[str, Rule]] = RULES
) -> tuple[Entity, Link] | None:
    """Return the entity that a name stands for and the link to it, None where no rule knows it."""
    name = " ".join(name.split())
    if len(name) > MAX_NAME or not names.sluggable(name):
        return None
    for rule, find in rules:
        found = find(name, context)
        if found is not None:
            return found.entity, Link(found.entity.iri, rule, found.confidence)
    return None


def link_organisations(document: Document, iris: Iris) -> tuple[dict[str, Link], list[Entity]]:
    """Return the links of one document by name as its record prints it, and the entities they lead to.

    Names of organisations may be anything; a recipient or an earlier body is text, so only a form that
    is known, or the name of an organisation that the same document names, makes it a link.
    """
    where = context(document.meeting, iris)
    links: dict[str, Link] = {}
    entities: list[Entity] = []
    certain = set(_organisations(document.record))
    folded = {names.fold(name) for name in certain}
    for name in sorted(certain | set(_perhaps(document.record))):
        rules = RULES if names.fold(name) in folded else KNOWN_RULES
        found = resolve(name, where, rules)
        if found is not None:
            entities.append(found[0])
            links[name] = found[1]
    links |= _back_references(document.record, links)
    return links, entities


def _back_references(record: Record, links: Mapping[str, Link]) -> dict[str, Link]:
    """Return links of ``bolaget`` and the like to the company that the same § names.

    Only where every § that has the word as a recipient names one such organisation, and all the same:
    a link holds for the whole document. Not where a § names two companies, or none.
    """
    found: dict[str, set[str | None]] = {}
    for item in record.items:
        for text in {stated.text for stated in item.recipients} - set(links):
            marks = names.words()["back_references"].get(names.fold(text))
            if marks:
                found.setdefault(text, set()).update(_meant(item, marks, links) or [None])
    return {
        text: Link(iri, "company-of-the-item", 0.75)
        for text, iris in sorted(found.items())
        if len(iris) == 1
        for iri in iris
        if iri is not None
    }


def _meant(item: Item, marks: Sequence[str], links: Mapping[str, Link]) -> set[str | None]:
    """Return the IRIs of the organisations of an item that have one of the words in their name."""
    return {
        links[stated.text].entity
        for stated in item.organisations
        if stated.text in links and set(names.fold(stated.text).split()) & set(marks)
    }


def _organisations(record: Record) -> list[str]:
    found = [stated.text for stated in record.organisations]
    for item in record.items:
        found += [stated.text for stated in item.organisations]
        for project in item.projects:
            named = (project.owner, project.grantee, project.applicant, *project.partners)
            found += [stated.text for stated in named if stated is not None]
        found += [grant.grantee.text for grant in item.grants]
    return found


def _perhaps(record: Record) -> list[str]:
    found: list[str] = []
    for item in record.items:
        found += [stated.text for stated in item.recipients]
        found += [prior.body for prior in item.prior_handling if prior.body]
        found += [made.organ.text for made in item.appointments if made.organ]
        # A line of funding may be no organisation's: `Egen insats`.
        found += [funder.name.text for project in item.projects for funder in project.funders]
    return found


def _body(name: str, context: Context, confidence: float) -> Found:
    return _body_of(context.iri, context.organisation, names.body_name(name), context.iris, confidence)


def _body_of(owner: str, key: str, name: str, iris: Iris, confidence: float) -> Found:
    """Return the body ``name`` of the council with the IRI ``owner`` and the slug ``key``."""
    return Found(Entity(iris.body(key, name), "body", name, owner, _body_properties(name)), confidence)


def _body_properties(name: str) -> tuple[tuple[ox.NamedNode, ox.NamedNode | ox.Literal], ...]:
    kind = names.body_kind(name)
    return ((BG.bodyKind, concept("body-kind", kind)),) if kind else ()


def meeting_entities(meeting: Meeting, iris: Iris) -> list[Entity]:
    """Return the council and the body of a meeting as entities."""
    organisation = iris.organisation(meeting.key[0])
    body = iris.body(meeting.key[0], meeting.body.value)
    return [
        Entity(organisation, "organisation", meeting.organisation.value, organisation),
        Entity(body, "body", meeting.body.value, organisation, _body_properties(meeting.body.value)),
    ]


def kind_order(kind: EntityKind) -> int:
    """Return the place of a kind where two rules see one IRI as different kinds: the fuller one first."""
    return ("organisation", "body", "person", "party", "case", "project", "agent").index(kind)
