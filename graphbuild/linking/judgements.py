"""The user's judgements: which entities are the same and which are not, with a reason and a date.

They are a Turtle file that people may write by hand, one statement a judgement::

    [] a bg:Judgement ;
        bg:about <https://…/id/person/almby-kommun/ulla-ek> ,
            <https://…/id/person/almby-kommun/ulla-ek-strand> ;
        bg:verdict verdict:same ;
        dcterms:description "bytte efternamn" ;
        dcterms:date "2024-05-02"^^xsd:date .

``bg:entityKey`` may stand beside ``bg:about``: the keys by which the register finds entities again
(council, folded name, party). They rest on facts alone, so where two are given the judgement holds by
them, and by the IRIs where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Generic, TypeVar

import pyoxigraph as ox

from graphbuild.errors import BeslutsgrafError
from graphbuild.iris import DEFAULT_BASE
from graphbuild.vocabulary import BG, DCTERMS, RDF, concept

SAME, APART = "same", "not the same"
"""The verdicts, as the value list has them."""

Node = TypeVar("Node", bound=Hashable)

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\s]*>|#[^\n]*|(?P<end>\.(?=\s|\Z|#))"
)
_DIRECTIVE = re.compile(r"^[ \t]*@?(?:prefix|base)\b[^\n]*$", re.IGNORECASE | re.MULTILINE)
_PERSON = re.compile(r"/id/person/([^/]+)/")
_COMMENTS = re.compile(r"(?:\s|#[^\n]*)*")


class JudgementError(BeslutsgrafError):
    """A file of judgements that cannot be obeyed: it cannot be read, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement: what it is about (IRIs, and keys where they are given), its verdict, reason and date.

    ``line`` is where it starts in the file, ``by`` who made it where that is told.
    """

    line: int
    verdict: str
    about: tuple[str, ...]
    keys: tuple[str, ...]
    reason: str
    date: str
    by: str | None = None

    @property
    def nodes(self) -> tuple[str, ...]:
        """What it holds by: the keys, or the IRIs where no two keys are given."""
        return self.keys if len(self.keys) > 1 else self.about

    @property
    def councils(self) -> frozenset[str]:
        """The councils (slugs) of the people that it is about; none where it is about something else."""
        found = (_PERSON.search(node) for node in self.about)
        councils = {match[1] for match in found if match}
        return frozenset(councils | {key.partition("/")[0] for key in self.keys})


@dataclass(frozen=True, slots=True)
class Judgements:
    """All judgements of one file, in its order; ``name`` is the file's, for messages."""

    entries: tuple[Judgement, ...] = ()
    name: str = "judgements.ttl"
    text: str = ""


NONE = Judgements()


@dataclass(frozen=True, slots=True)
class Relation(Generic[Node]):
    """That two nodes are the same, or are not, by the judgement of a line."""

    one: Node
    other: Node
    line: int


def read(path: Path, base: str = DEFAULT_BASE) -> Judgements:
    """Return the judgements of a file; relative IRIs are read against ``base``.

    Raises:
        JudgementError: where the file cannot be read, or contradicts itself.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path} cannot be read: {error}") from error
    return parse(text, base, str(path))


def parse(text: str, base: str = DEFAULT_BASE, name: str = "judgements.ttl") -> Judgements:
    """Return the judgements of a Turtle text.

    Raises:
        JudgementError: where it is no Turtle, a statement is no judgement, or two contradict each other.
    """
    try:
        list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        raise JudgementError(f"{name}: line {error.lineno}: no Turtle: {error.msg}") from error
    header = "\n".join(_DIRECTIVE.findall(text))
    entries = tuple(
        found
        for line, statement in _statements(text)
        if (found := _judgement(f"{header}\n{statement}", base, line, name)) is not None
    )
    agree(*relations((entry, entry.nodes) for entry in entries), name)
    return Judgements(entries, name, text)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements of a Turtle text and the lines that they start on, without directives."""
    start = 0
    for token in _TOKEN.finditer(text):
        if token["end"]:
            first = _COMMENTS.match(text, start)
            begin = first.end() if first else start
            statement = text[begin : token.end()]
            if not statement.lower().startswith(("@prefix", "@base")):
                bare = _DIRECTIVE.sub(lambda found: " " * len(found.group()), statement)
                skipped = len(bare) - len(bare.lstrip())
                yield text.count("\n", 0, begin + skipped) + 1, bare
            start = token.end()


def _judgement(statement: str, base: str, line: int, name: str) -> Judgement | None:
    """Return the judgement of one statement; None for statements of other things."""
    values: dict[ox.NamedNode, list[str]] = {}
    for quad in ox.parse(statement, format=ox.RdfFormat.TURTLE, base_iri=base):
        value = quad.object
        values.setdefault(quad.predicate, []).append(value.value if not isinstance(value, ox.Triple) else "")
    if BG.Judgement.value not in values.get(RDF.type, []):
        return None

    def wrong(what: str) -> JudgementError:
        return JudgementError(f"{name}: line {line}: {what}")

    about = tuple(sorted(set(values.get(BG.about, []))))
    keys = tuple(sorted(set(values.get(BG.entityKey, []))))
    verdicts = {concept("verdict", notation).value: notation for notation in (SAME, APART)}
    given = values.get(BG.verdict, [])
    if len(given) != 1 or given[0] not in verdicts:
        raise wrong("a judgement has one bg:verdict, verdict:same or verdict:not-the-same")
    if len(about) < 2 and len(keys) < 2:
        raise wrong("a judgement is bg:about two entities or more")
    reason, day = (" ".join(values.get(term, [])).strip() for term in (DCTERMS.description, DCTERMS.date))
    if not reason:
        raise wrong("a judgement gives its reason, dcterms:description")
    if not _is_date(day):
        raise wrong("a judgement has a date, dcterms:date, such as 2024-05-02")
    by = values.get(DCTERMS.creator)
    return Judgement(line, verdicts[given[0]], about, keys, reason, day, by[0] if by else None)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def relations(
    found: Iterable[tuple[Judgement, Sequence[Node]]],
) -> tuple[list[Relation[Node]], list[Relation[Node]]]:
    """Return what judgements say of pairs: which are the same, and which are not.

    Args:
        found: judgements, each with the nodes that it is about.
    """
    same: list[Relation[Node]] = []
    apart: list[Relation[Node]] = []
    for entry, nodes in found:
        (same if entry.verdict == SAME else apart).extend(
            Relation(one, other, entry.line) for one, other in combinations(nodes, 2) if one != other
        )
    return same, apart


def agree(same: Sequence[Relation[Node]], apart: Sequence[Relation[Node]], name: str) -> None:
    """See to it that nothing is told apart that is the same, also by way of others.

    Raises:
        JudgementError: with the lines that contradict each other.
    """
    near: dict[Node, list[tuple[Node, int]]] = {}
    for found in same:
        near.setdefault(found.one, []).append((found.other, found.line))
        near.setdefault(found.other, []).append((found.one, found.line))
    for told in apart:
        lines = _way(told.one, told.other, near)
        if lines is not None:
            by = f"line {lines[0]} says" if len(lines) == 1 else f"lines {_listed(lines)} together say"
            raise JudgementError(
                f"{name}: line {told.line} says that {_shown(told.one)} and {_shown(told.other)} are not the "
                f"same, but {by} that they are; remove one of them"
            )


def _way(one: Node, other: Node, near: Mapping[Node, Sequence[tuple[Node, int]]]) -> list[int] | None:
    """Return the lines by which two nodes are the same, None where they are not."""
    came: dict[Node, tuple[Node, int] | None] = {one: None}
    waiting = [one]
    for node in waiting:
        for next_node, line in near.get(node, ()):
            if next_node not in came:
                came[next_node] = (node, line)
                waiting.append(next_node)
    if other not in came:
        return None
    lines: set[int] = set()
    step = came[other]
    while step is not None:
        lines.add(step[1])
        step = came[step[0]]
    return sorted(lines)


def _listed(lines: Sequence[int]) -> str:
    return f"{', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def _shown(node: Hashable) -> str:
    return "/".join(part for part in node if part) if isinstance(node, tuple) else str(node)


HEADER = """\
@prefix bg: <https://w3id.org/beslutsgraf/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix verdict: <https://w3id.org/beslutsgraf/verdict/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
"""What a file of judgements starts with."""


def with_judgement(text: str, made: Judgement) -> str:
    """Return the text of a file with one judgement more at its end; the rest stays as it is."""
    about = " , ".join(str(ox.NamedNode(iri)) for iri in made.about)
    keys = " , ".join(str(ox.Literal(key)) for key in made.keys)
    day = str(ox.Literal(made.date, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")))
    bg, dcterms = BG.about.value.removesuffix("about"), DCTERMS.date.value.removesuffix("date")
    parts = [
        f"[] a <{bg}Judgement>",
        f"<{bg}about> {about}",
        *([f"<{bg}entityKey> {keys}"] if keys else []),
        f"<{bg}verdict> {concept('verdict', made.verdict)}",
        f"<{dcterms}description> {ox.Literal(made.reason)}",
        *([f"<{dcterms}creator> {ox.Literal(made.by)}"] if made.by else []),
        f"<{dcterms}date> {day}",
    ]
    statement = " ;\n    ".join(parts) + " .\n"
    if not text.strip():
        text = HEADER
    if all(line in text for line in HEADER.splitlines()):
        for prefix, namespace in re.findall(r"@prefix (\w+): <([^>]+)>", HEADER):
            statement = re.sub(rf"<{re.escape(namespace)}([\w-]+)>", rf"{prefix}:\1", statement)
    return f"{text.rstrip()}\n\n{statement}"
