"""The grammar of organisations' names in Swedish minutes: a table of rules, each a function of a text.

A rule yields ``Mention``s of kind ``organisation``; overlaps between rules are settled afterwards
(``organisations.assemble``). What is a word of the genre and not of the language stands in
``data/organisations.toml``. Rules follow ``evaluate/GUIDELINES.md``: bodies, administrations,
companies, authorities, associations and named collaborations, never parties, places, projects or posts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphbuild.mentions import organisation_bodies as bodies
from graphbuild.mentions import organisation_names as names
from graphbuild.mentions.mention import Mention
from graphbuild.mentions.organisation_companies import companies

Rule = Callable[[str], Iterator[Mention]]

RULES: tuple[Rule, ...] = (
    bodies.compounds,
    bodies.adjective_bodies,
    bodies.bodies_for,
    bodies.capital_bodies,
    names.municipalities,
    names.regions,
    companies,
    names.named_after_class,
    names.placed,
    names.associations,
    names.joint_councils,
    names.capital_words,
    names.european,
    names.english,
    names.patterned,
)
