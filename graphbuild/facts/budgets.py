"""A project's costs: the rows of a budget table and its total, as the text prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.mentions.money import Amount, find_amounts, find_bare_amount, money
from graphbuild.model import BudgetLine, Money
from graphbuild.text import Text

_HEAD = re.compile(
    r"(?:projektets )?(?:kostnad(?:er|sslag|sposter?|sbudget|skalkyl)?|(?:projekt|kostnads)?budget"
    r"|projektkostnad(?:er)?|utgifter)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:total(?:t|a|summa)?|summa|sammanlagt|totalkostnad|totalbudget)\b", re.IGNORECASE)
_STOP = re.compile(
    r"(?:finansi(?:ering|ärer?)|intäkter|medfinansiering|egeninsats|offentliga? (?:bidrag|stöd))\b",
    re.IGNORECASE,
)
_STATED_TOTAL = re.compile(
    r"\b(?:total(?:a|t)?|sammanlagda?) (?:projekt)?(?:budget(?:en)?|kostnad(?:en|er|erna)?|omslutning"
    r"|finansiering)\b[^.\n\d]{0,60}",
    re.IGNORECASE,
)
# A table says its unit once, in its head: `Kostnader (tkr)`, `Belopp, SEK`.
_UNIT = re.compile(r"\b(?P<unit>tkr|mkr|mnkr|kr|kronor|sek)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Budget:
    """The rows of a budget and its total, each where stated."""

    lines: tuple[BudgetLine, ...] = ()
    total: Money | None = None


def budget(text: Text, start: int, end: int) -> Budget:
    """Return the first budget table in the clean span, and the total that it or a sentence states."""
    lines = text.lines(start, end)
    for at, (first, last) in enumerate(lines):
        if _HEAD.match(text.clean, first, last) and last - first < 80:
            found = _table(text, lines[at:])
            if found.lines:
                return found if found.total else Budget(found.lines, _stated_total(text, start, end))
    return Budget((), _stated_total(text, start, end))


def _table(text: Text, lines: list[tuple[int, int]]) -> Budget:
    """Read the table whose head is the first line: rows of a label and an amount until another line."""
    rows: list[BudgetLine] = []
    head = text.clean[slice(*lines[0])]
    unit = _UNIT.search(head)
    several = bool(_TOTAL.search(head))
    waiting = False
    for at, (first, last) in enumerate(lines):
        line = text.clean[first:last]
        amount = _row_amount(text, first, last, unit["unit"] if unit else None, several)
        label = text.clean[first : amount[2]].strip(" \t:–-") if amount else line.strip(" \t:")
        if at == 0:
            continue
        if _STOP.match(line):
            break
        if amount and ((waiting and not label) or _TOTAL.match(label)):
            return Budget(tuple(rows), money(text, *amount[:2], *amount[2:]))
        if amount and label and len(label.split()) <= 8:
            rows.append(BudgetLine(label, money(text, *amount[:2], *amount[2:])))
        elif _TOTAL.match(line):
            waiting = True
        elif rows or at > 2:
            break
    return Budget(tuple(rows))


def _row_amount(text: Text, first: int, last: int, unit: str | None, several: bool) -> Amount | None:
    """Return the amount that ends the row; of several only the last, and only where the head says total."""
    line = text.clean[first:last]
    found = find_amounts(line)
    if not found and unit and (bare := find_bare_amount(line, unit)):
        found = (bare,)
    if not found or (len(found) > 1 and not several):
        return None
    value, currency, start, end = found[-1]
    if line[end:].strip(" .\t"):
        return None
    return value, currency, first + start, first + end


def _stated_total(text: Text, start: int, end: int) -> Money | None:
    match = _STATED_TOTAL.search(text.clean, start, end)
    if not match:
        return None
    stop = text.clean.find("\n", match.end(), end)
    found = find_amounts(text.clean[match.end() : end if stop < 0 else stop])
    if not found or found[0][2] > 5:
        return None
    value, currency, first, last = found[0]
    return money(text, value, currency, match.end() + first, match.end() + last)
