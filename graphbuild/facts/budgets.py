"""A project's budget as the text prints it: the rows of its costs and of its funding, and their totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from graphbuild.mentions.money import Amount, find_amounts, find_bare_amount, money
from graphbuild.model import BudgetLine, Funder, Money, Project
from graphbuild.text import Text

Span = tuple[int, int]

_HEAD = re.compile(
    r"(?:projektets )?(?:kostnad(?:er|sslag|sposter?|sbudget|skalkyl)?|(?:projekt|kostnads)?budget"
    r"|projektkostnad(?:er)?|utgifter)\b",
    re.IGNORECASE,
)
_FUNDING_HEAD = re.compile(
    r"(?:projektets )?(?:finansi(?:ering(?:sbudget|splan|skalkyl)?|ärer?)|medfinansiering"
    r"|medfinansiärer|intäkter)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:total(?:t|a|summa)?|summa|sammanlagt|totalkostnad|totalbudget|totalfinansiering)\b", re.IGNORECASE
)
_STOP = re.compile(
    r"(?:finansi(?:ering|ärer?)|intäkter|medfinansiering|egeninsats|offentliga? (?:bidrag|stöd))\b",
    re.IGNORECASE,
)
_STATED_TOTAL = re.compile(
    r"\b(?:total(?:a|t)?|sammanlagda?) (?:projekt)?(?:budget(?:en)?|kostnad(?:en|er|erna)?|omslutning"
    r"|finansiering)\b[^.\n\d]{0,60}"
    r"|\bprojektets (?:budget|totalkostnad|kostnad(?:er)?|omslutning)"
    r" (?:är|uppgår till|omfattar|beräknas till)\s",
    re.IGNORECASE,
)
# A table says its unit once, in its head: `Kostnader (tkr)`, `Belopp, SEK`.
_UNIT = re.compile(r"\b(?P<unit>tkr|mkr|mnkr|kr|kronor|sek)\b", re.IGNORECASE)
# What a number is in a table that names no unit: whole kronor, which have their thousands apart.
_THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+[ \t]*$")


_COLUMNS = re.compile(r"(?:[ \u00a0\u202f]\d{1,3})+$")


@dataclass(frozen=True, slots=True)
class Budget:
    """The rows of a budget and its total, each where stated."""

    lines: tuple[BudgetLine, ...] = ()
    total: Money | None = None


def budget(text: Text, start: int, end: int) -> Budget:
    """Return the first table of costs in the clean span, and the total that it or a sentence states."""
    found = _first_table(text, start, end, _HEAD)
    if found.lines and found.total:
        return found
    return Budget(found.lines, _stated_total(text, start, end))


def funding(text: Text, start: int, end: int) -> tuple[tuple[Funder, ...], Money | None]:
    """Return the rows of the first table of funding in the clean span, and its total."""
    found = _first_table(text, start, end, _FUNDING_HEAD)
    funders = (
        Funder(text.stated(*span), line.amount)
        for line in found.lines
        if (span := _label_span(text, line, start, end))
    )
    return tuple(funders), found.total


def _label_span(text: Text, line: BudgetLine, start: int, end: int) -> Span | None:
    """Return where the label stands that a row begins with."""
    for first, last in text.lines(start, end):
        at = text.clean.find(line.label, first, last)
        if at >= 0 and text.offsets[first] <= line.amount.evidence.start <= text.offsets[last - 1]:
            return at, at + len(line.label)
    return None


def _first_table(text: Text, start: int, end: int, head: re.Pattern[str]) -> Budget:
    lines = text.lines(start, end)
    for at, (first, last) in enumerate(lines):
        if head.match(text.clean, first, last) and last - first < 80:
            found = _table(text, lines[at:])
            if found.lines:
                return found
    return Budget()


def _table(text: Text, lines: list[Span]) -> Budget:
    """Read the table whose head is the first line: rows of a label and an amount until another line."""
    rows: list[BudgetLine] = []
    heads = [text.clean[slice(*line)] for line in lines[:2]]
    unit, several = _unit(text, lines), any(_TOTAL.search(head) and not find_amounts(head) for head in heads)
    waiting = False
    for at, (first, last) in enumerate(lines[1:], start=1):
        line = text.clean[first:last]
        amount = _row_amount(text, first, last, unit, several)
        label = text.clean[first : amount[2]].strip(" \t:–-") if amount else line.strip(" \t:")
        if amount and ((waiting and not label) or _TOTAL.match(label)):
            return Budget(tuple(rows), money(text, *amount[:2], *amount[2:]))
        if rows and _STOP.match(line):
            break
        if amount and several and (columns := _COLUMNS.search(label)):
            label = label[: columns.start()]  # the years before the total
        if amount and label and len(label.split()) <= 8:
            rows.append(BudgetLine(label, money(text, *amount[:2], *amount[2:])))
        elif _TOTAL.match(line):
            waiting = True
        elif rows or at > 2:
            break
    # Without a unit anywhere, only a total tells that the numbers are a budget.
    return Budget(tuple(row for row in rows if unit or find_amounts(row.amount.text)))


def _unit(text: Text, lines: list[Span]) -> str | None:
    """Return the unit that the head of a table names, in its own line or in that of its columns."""
    for first, last in lines[:2]:
        line = text.clean[first:last]
        if (found := _UNIT.search(line)) and not find_amounts(line):
            return found["unit"]
    return None


def _row_amount(text: Text, first: int, last: int, unit: str | None, several: bool) -> Amount | None:
    """Return the amount that ends the row; of several only the last, and only where the head says total."""
    line = text.clean[first:last]
    found = find_amounts(line)
    if not found and (unit or _THOUSANDS.search(line)) and (bare := find_bare_amount(line, unit or "kr")):
        found = (bare,)
    if not found or (len(found) > 1 and not several):
        return None
    value, currency, start, end = found[-1]
    if line[end:].strip(" .\t"):
        return None
    return value, currency, first + start, first + end


def _stated_total(text: Text, start: int, end: int) -> Money | None:
    for match in _STATED_TOTAL.finditer(text.clean, start, end):
        stop = text.clean.find("\n", match.end(), end)
        found = find_amounts(text.clean[match.end() : end if stop < 0 else stop])
        if found and found[0][2] <= 5:
            value, currency, first, last = found[0]
            return money(text, value, currency, match.end() + first, match.end() + last)
    return None


def budget_doubts(project: Project) -> Iterator[str]:
    """Yield in words what of a project's budget does not add up: costs, funding, one against the other."""
    name, total = f"the project “{project.name}”", project.total
    costs = _sum(tuple(line.amount for line in project.budget))
    # A table that lists both costs and funding adds up to its total twice.
    if total and costs and _differ(costs, total) and costs[0] != 2 * total.value:
        yield f"{name}: the budget lines come to {_told(costs, total)}"
    if project.funding_total is not None:
        paid = _sum(tuple(funder.amount for funder in project.funders if funder.amount))
        if paid and _differ(paid, project.funding_total):
            yield f"{name}: the funding comes to {_told(paid, project.funding_total)}"
        funded = project.funding_total.value, project.funding_total.currency
        if total and _differ(funded, total):
            yield f"{name}: the funding is given as {_told(funded, total, 'sum of the costs')}"


def _sum(amounts: tuple[Money, ...]) -> tuple[Decimal, str] | None:
    """Return the sum of amounts of one currency, None for none and for several currencies."""
    currencies = {amount.currency for amount in amounts}
    return (sum((a.value for a in amounts), Decimal(0)), currencies.pop()) if len(currencies) == 1 else None


def _differ(one: tuple[Decimal, str], other: Money) -> bool:
    return one[1] == other.currency and one[0] != other.value


def _told(one: tuple[Decimal, str], other: Money, what: str = "total") -> str:
    difference = abs(one[0] - other.value)
    return f"{one[0]} {one[1]}, but the {what} is given as {other.value}: {difference} {one[1]} apart"
