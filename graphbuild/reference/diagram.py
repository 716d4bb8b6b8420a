"""The classes and what leads from one to another, drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from graphbuild.reference.layout import Arrow, columns, spread
from graphbuild.reference.model import Term, Vocabulary
from graphbuild.reference.reading import short

WIDTH, BOX, HEIGHT, GAP, LINE, TOP = 1120, 216, 36, 8, 23, 44
"""In pixels: the drawing, a box, its height and the gap below it, a name in the middle, the first box."""
_LETTER, _ABREAST = 6.8, 5


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its left upper corner, what it says in two lines, its style, and what it links to."""

    x: float
    y: float
    title: str
    note: str
    style: str
    href: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands, by IRI: upper edges of boxes on both sides, middles of names, the lower end.

    ``alone`` are the classes that no property is told of.
    """

    arrows: tuple[Arrow, ...]
    left: Mapping[str, float]
    right: Mapping[str, float]
    rows: Mapping[str, float]
    bottom: float
    alone: tuple[str, ...]


def svg(vocabulary: Vocabulary) -> Markup:
    """Return the diagram: classes on the left, object properties as arrows, what they lead to on the right.

    Classes that no property is told of follow below: they have what the class above them has.
    """
    plan = _plan(vocabulary)
    boxes = list(_boxes(vocabulary, plan))
    parts = [
        _heads(plan),
        *(_drawn(arrow, plan) for arrow in plan.arrows),
        *(_name(vocabulary, arrow.name, plan.rows[arrow.name]) for arrow in plan.arrows),
        *(_shape(box) for box in boxes),
    ]
    opening = Markup(
        '<svg viewBox="-1 0 {} {}" role="img" aria-labelledby="diagram-title" xmlns="http://www.w3.org/2000/svg">'
        '<title id="diagram-title">Classes, and the properties that lead from one to another</title>'
        '<defs><marker id="diagram-tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
    ).format(WIDTH + 2, round(max(box.y for box in boxes) + HEIGHT + GAP))
    return opening + Markup("\n").join(parts) + Markup("</svg>")


def _plan(vocabulary: Vocabulary) -> Plan:
    """Return where everything stands."""
    arrows = _arrows(vocabulary)
    order = columns(arrows)
    bottom = TOP + max(len(order.names) * LINE, len(order.sources) * (HEIGHT + GAP))
    step = (bottom - TOP) / max(1, len(order.names))
    rows = {name: TOP + (at + 0.5) * step for at, name in enumerate(order.names)}
    left = _places(order.sources, [(arrow.sources, rows[arrow.name]) for arrow in arrows], bottom)
    right = _places(order.targets, [(arrow.targets, rows[arrow.name]) for arrow in arrows], bottom)
    alone = [term.iri for term in vocabulary.classes if term.iri not in left and term.iri not in right]
    return Plan(arrows, left, right, rows, bottom, tuple(alone))


def _boxes(vocabulary: Vocabulary, plan: Plan) -> Iterator[Box]:
    """Give the boxes of both sides, and below them those of the classes without properties."""
    for column, x in ((plan.left, 0.0), (plan.right, float(WIDTH - BOX))):
        yield from (_box(vocabulary, iri, x, y) for iri, y in column.items())
    for at, iri in enumerate(plan.alone):
        row, place = divmod(at, _ABREAST)
        x = place * (WIDTH - BOX) / (_ABREAST - 1)
        yield _box(vocabulary, iri, x, plan.bottom + 56 + row * (HEIGHT + GAP))


def _arrows(vocabulary: Vocabulary) -> tuple[Arrow, ...]:
    """Return the object properties, from the classes that they are of to classes or value lists."""
    return tuple(
        Arrow(term.iri, term.domains, (term.scheme,) if term.scheme else term.ranges)
        for term in vocabulary.properties
        if term.kind == "object property"
    )


def _places(
    order: Sequence[str], joined: Sequence[tuple[tuple[str, ...], float]], bottom: float
) -> dict[str, float]:
    """Return the upper edge of each box of an outer column, near the names that it is joined to."""
    near = {iri: [row for boxes, row in joined if iri in boxes] for iri in order}
    wanted = [sum(near[iri]) / len(near[iri]) - HEIGHT / 2 for iri in order]
    return dict(zip(order, spread(wanted, HEIGHT + GAP, TOP, bottom - HEIGHT), strict=True))


def _box(vocabulary: Vocabulary, iri: str, x: float, y: float) -> Box:
    """Return the box of a class, of a value list, or of a class of another vocabulary."""
    for term in vocabulary.classes:
        if term.iri == iri:
            above = "".join(
                f" ⊂ {short(each, vocabulary.namespaces).removeprefix('bg:')}" for each in term.above
            )
            return Box(x, y, term.name, f"{term.label.sv}{above}", _style(vocabulary, term), f"#{term.name}")
    for scheme in vocabulary.schemes:
        if scheme.iri == iri:
            return Box(x, y, scheme.label.en, f"{scheme.label.sv} (lista)", "list", f"#{scheme.anchor}")
    return Box(x, y, short(iri, vocabulary.namespaces), "", "other", iri)


def _style(vocabulary: Vocabulary, term: Term) -> str:
    """Return the style of a class, which tells its section."""
    sections = list(dict.fromkeys(each.section for each in vocabulary.classes))
    return f"s{sections.index(term.section) % 5}"


def _shape(box: Box) -> Markup:
    """Return a box as SVG."""
    note = Markup('<text x="{}" y="{}" class="note" lang="sv">{}</text>').format(
        _n(box.x + 10), _n(box.y + 29), box.note
    )
    return Markup(
        '<a href="{}"><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text x="{}" y="{}" class="title">{}</text>{}</a>'
    ).format(
        box.href,
        box.style,
        _n(box.x),
        _n(box.y),
        BOX,
        HEIGHT,
        _n(box.x + 10),
        _n(box.y + 15),
        box.title,
        note,
    )


def _name(vocabulary: Vocabulary, iri: str, y: float) -> Markup:
    """Return the name of an arrow, in the middle column."""
    name = short(iri, vocabulary.namespaces).removeprefix("bg:")
    start, end = _ends(iri)
    return Markup(
        '<a href="#{}"><rect class="name" x="{}" y="{}" width="{}" height="{}" rx="9"/>'
        '<text x="{}" y="{}" class="label">{}</text></a>'
    ).format(name, _n(start), _n(y - 9), _n(end - start), 18, WIDTH // 2, _n(y + 4), name)


def _ends(iri: str) -> tuple[float, float]:
    """Return where a name begins and ends, about; lines lead up to it there."""
    half = len(iri.rpartition("#")[2]) * _LETTER / 2 + 8
    return WIDTH / 2 - half, WIDTH / 2 + half


def _drawn(arrow: Arrow, plan: Plan) -> Markup:
    """Return the lines of one arrow: from each of its sources to its name, and on to each target."""
    y, (start, end) = plan.rows[arrow.name], _ends(arrow.name)
    paths = []
    for source in arrow.sources:
        near = sorted(plan.rows[each.name] for each in plan.arrows if source in each.sources)
        paths.append(_curve(BOX, plan.left[source] + _share(near, y), start, y, tip=False))
    for target in arrow.targets:
        near = sorted(plan.rows[each.name] for each in plan.arrows if target in each.targets)
        paths.append(_curve(end, y, WIDTH - BOX, plan.right[target] + _share(near, y), tip=True))
    return Markup('<g class="arrow">{}</g>').format(Markup("").join(paths))


def _share(near: Sequence[float], y: float) -> float:
    """Return where on the edge of a box the line of one name ends, so that lines do not meet."""
    return HEIGHT * (near.index(y) + 1) / (len(near) + 1)


def _curve(x1: float, y1: float, x2: float, y2: float, *, tip: bool) -> Markup:
    """Return a curve that leaves and arrives level."""
    middle = (x1 + x2) / 2
    path = f"M{_n(x1)} {_n(y1)}C{_n(middle)} {_n(y1)} {_n(middle)} {_n(y2)} {_n(x2)} {_n(y2)}"
    return Markup('<path d="{}"{}/>').format(path, Markup(' marker-end="url(#diagram-tip)"') if tip else "")


def _heads(plan: Plan) -> Markup:
    """Return the headings of the columns."""
    heads = [(0.0, 24.0, "of"), (WIDTH / 2 - 30, 24.0, "property"), (float(WIDTH - BOX), 24.0, "leads to")]
    if plan.alone:
        heads.append((0.0, plan.bottom + 38, "with what the class above them has"))
    text = Markup('<text x="{}" y="{}" class="head">{}</text>')
    return Markup("").join(text.format(_n(x), _n(y), head) for x, y, head in heads)


def _n(value: float) -> str:
    """Return a number of pixels with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
