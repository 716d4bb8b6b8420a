"""All names of many documents to entities: one meeting told once, one entity one IRI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from graphbuild.iris import Iris
from graphbuild.linking.documents import Document, SetAside, settle
from graphbuild.linking.judgements import NONE, Judgement, Judgements
from graphbuild.linking.matters import link_cases, link_projects
from graphbuild.linking.names import best_label
from graphbuild.linking.organisations import kind_order, link_organisations, meeting_entities
from graphbuild.linking.people import People, link_people, local_parties
from graphbuild.linking.register import Register, Registered
from graphbuild.linking.same import replacements, unified_entities, unified_links
from graphbuild.linking.threads import link_threads
from graphbuild.links import Candidate, DocumentLinks, Earlier, Entity, Link


@dataclass(frozen=True, slots=True)
class Linked:
    """The result of linking.

    ``documents`` are those that stand, in the order of their meetings: one a meeting, or its extracts.
    ``links`` holds what each of them links to, by its key. ``entities`` are all that they name,
    sorted by IRI. ``register`` is the one given plus what is new, and ``candidates`` are the pairs that
    no rule could tell, for review; ``judged`` the judgements that are about people of the documents.
    """

    documents: tuple[Document, ...]
    links: Mapping[str, DocumentLinks]
    entities: tuple[Entity, ...]
    register: Register
    set_aside: tuple[SetAside, ...]
    candidates: tuple[Candidate, ...] = ()
    judged: frozenset[Judgement] = frozenset()


def link(
    documents: Sequence[Document], register: Register, *, base: str, judgements: Judgements = NONE
) -> Linked:
    """Return which entity each name of the documents stands for, whatever the order of the documents.

    All documents of a council have to be given: who is who depends on all of them.

    Raises:
        JudgementError: where judgements contradict each other.
    """
    iris = Iris(base)
    standing, aside = settle(documents)
    councils: dict[str, list[Document]] = {}
    for document in standing:
        councils.setdefault(document.meeting.key[0], []).append(document)
    links: dict[str, DocumentLinks] = {}
    entities: list[Entity] = []
    entries: list[tuple[str, Registered]] = []
    apart: list[tuple[str, str]] = []
    candidates: list[Candidate] = []
    judged: set[Judgement] = set()
    for _, found in sorted(councils.items()):
        people = link_people(found, register, iris, judgements)
        of_council = _link_council(found, register, iris, people)
        links |= of_council[0]
        entities += of_council[1]
        entries += of_council[2]
        apart += people.apart
        candidates += people.candidates
        judged |= people.judged
    stands_for = replacements(judgements)
    return Linked(
        standing,
        {key: unified_links(found, stands_for) for key, found in links.items()},
        merged(unified_entities(entities, stands_for)),
        register.with_entries(entries, apart),
        aside,
        tuple(candidates),
        frozenset(judged),
    )


def merged(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities once an IRI, sorted: the best label, all properties, the council if any has it."""
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        found.setdefault(entity.iri, []).append(entity)
    return tuple(_one(iri, same) for iri, same in sorted(found.items()))


def _one(iri: str, same: Sequence[Entity]) -> Entity:
    properties = {pair for entity in same for pair in entity.properties}
    return Entity(
        iri,
        min((entity.kind for entity in same), key=kind_order),
        best_label(tuple(entity.label for entity in same)),
        min((entity.organisation for entity in same if entity.organisation), default=None),
        tuple(sorted(properties, key=lambda pair: (str(pair[0]), str(pair[1])))),
        tuple(sorted({old for entity in same for old in entity.replaces})),
    )


def _link_council(
    documents: Sequence[Document], register: Register, iris: Iris, people: People
) -> tuple[dict[str, DocumentLinks], list[Entity], list[tuple[str, Registered]]]:
    """Return links, entities and entries for the register of the documents of one council."""
    cases, case_entities, case_entries = link_cases(documents, register, iris)
    projects, project_entities, project_entries = link_projects(documents, register, iris)
    entities = [*people.entities, *local_parties(documents, iris), *case_entities, *project_entities]
    entries = [*people.entries, *case_entries, *project_entries]
    links: dict[str, DocumentLinks] = {}
    for document in documents:
        agents, agent_entities = link_organisations(document, iris)
        own = meeting_entities(document.meeting, iris)
        entities += [*own, *agent_entities]
        entries += [
            (one.iri, Registered(one.kind, one.iri.removeprefix(iris.base), document.meeting.date.value))
            for one in own
        ]
        persons = people.links[document.key]
        agents |= _recipients_by_name(document, persons, agents)
        links[document.key] = _document_links(document, iris, persons, agents, cases, projects)
    agents_of = {key: found.agents for key, found in links.items()}
    for key, threads in link_threads(documents, cases, agents_of, iris).items():
        links[key] = replace(links[key], threads=threads)
    return links, entities, entries


def _recipients_by_name(
    document: Document, persons: Mapping[tuple[str, str | None], Link], agents: Mapping[str, Link]
) -> dict[str, Link]:
    """Return links of recipients that are people: ``Anna Ek (S)``, or ``Anna Ek`` where one has that name."""
    texts = {stated.text for item in document.record.items for stated in item.recipients} - set(agents)
    found: dict[str, dict[str, Link]] = {}
    for (name, party), to in persons.items():
        for printed in {name, f"{name} ({party})"} & texts:
            found.setdefault(printed, {})[to.entity] = to
    return {
        printed: Link(entity, "person-by-name", to.confidence)
        for printed, people in found.items()
        if len(people) == 1
        for entity, to in people.items()
    }


def _document_links(
    document: Document,
    iris: Iris,
    persons: Mapping[tuple[str, str | None], Link],
    agents: Mapping[str, Link],
    cases: Mapping[str, Mapping[str, Link]],
    projects: Mapping[str, Mapping[str, Link]],
) -> DocumentLinks:
    meeting = document.meeting
    path = iris.path(*meeting.key)
    organisation, body = meeting.organisation, meeting.body
    items = document.record.items if document.record.kind == "extract" else ()
    return DocumentLinks(
        organisation=Link(iris.organisation(meeting.key[0]), organisation.rule, organisation.confidence),
        body=Link(iris.body(meeting.key[0], body.value), body.rule, body.confidence),
        meeting=iris.meeting(path),
        date=meeting.date.value,
        path=path,
        persons=dict(sorted(persons.items(), key=lambda pair: (pair[0][0], pair[0][1] or ""))),
        agents=dict(sorted(agents.items())),
        cases=dict(sorted(cases.get(document.key, {}).items())),
        projects=dict(sorted(projects.get(document.key, {}).items())),
        minutes=iris.minutes(path, items[0].number if items else None),
        revises=tuple(
            Earlier(one.key, PurePath(one.path).name, one.record.source.url)
            for one in sorted(document.revises, key=lambda one: one.key)
        ),
    )
