"""Print the seconds of each stage on longer and longer minutes, and on texts made to be hard to read.

    python benchmarks/scaling.py [--up-to BYTES] [--hard]

The minutes are invented: one form of a § with its numbers going on and its names, amounts and votes
varied by the number, from 10 kB to 10 MB. Beside each time stands its ratio to that of the size before,
per step of ten in size: about 10 where time grows linearly. `--hard` takes texts that no council writes,
each at a tenth of its size and whole.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeVar

from graphbuild.facts.document import extract
from graphbuild.minutes import structure
from graphbuild.model import Page, Source
from graphbuild.text import clean

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
Value = TypeVar("Value")

STAGES = ("text", "minutes", "facts")
_PAGE = 2_800

_GIVEN, _FIRST, _LAST, _PARTIES = (
    words.split()
    for words in (
        "Anna Bengt Cecilia David Elsa Fredrik Gunilla Hans Ingrid Johan Karin Lars Maria Nils Olga Per",
        "Björk Dal Ek Fors Gran Hag Lind Mal Norr Rosen Sand Söder Vester Åker Älv Öster",
        "berg borg fält gren holm kvist lund mark ryd stam sten ström torp vall vik åsen",
        "S M SD V C KD L MP",
    )
)

_FRONT = """Region Mellansjö
SAMMANTRÄDESPROTOKOLL
Regionfullmäktige
Sammanträdesdatum 2025-03-11

Plats och tid
Stora salen, Regionhuset i Ålhammar, klockan 09:00-16:05

Beslutande ledamöter
{members}
Övriga närvarande
{clerk}, sekreterare

Utses att justera
{adjuster}

"""
_ITEM = """
§ {n}
Vägen mellan Ålhammar och Stensele, etapp {n}
Dnr RF-2025-{n:05}

Regionfullmäktiges beslut
1. Regionfullmäktige bifaller förslaget från {a} om {sum} kronor till projektet.
2. Återrapportering sker till regionstyrelsen enligt 6 kap. 13 § kommunallagen (2017:725).

Sammanfattning av ärendet
Trafikkontoret har den 4 februari 2025 berett frågan om vägens bredd och belysning. Det som återstår är
en samverkansöverenskommelse med Trafikverket och Älvdals kommun, som svarar för en tredjedel av kost-
naden. Förslaget behandlades av trafiknämnden 2025-02-11 § {n}.

Yrkanden
{a} yrkar bifall till regionstyrelsens förslag.
{b} och {c} yrkar avslag på regionstyrelsens förslag.

Omröstning
Den som bifaller regionstyrelsens förslag röstar Ja, den som avslår det röstar Nej.
Med {yes} Ja-röster mot {no} Nej-röster har regionfullmäktige bifallit förslaget.

Reservation
{b} och {c} reserverar sig mot beslutet.

Beslutet skickas till
Trafiknämnden
Älvdals kommun
"""


def person(number: int) -> str:
    """Return an invented person with a party, another one for each number below 4096."""
    first, rest = number % 16, number // 16
    family = _FIRST[rest % 16] + _LAST[(rest // 16 + first) % 16]
    return f"{_GIVEN[first]} {family} ({_PARTIES[number % 8]})"


def item(number: int) -> str:
    """Return the § of a number."""
    people = {key: person(number * step) for key, step in (("a", 7), ("b", 11), ("c", 13))}
    return _ITEM.format(n=number, sum=f"{number % 900 + 1} 500", yes=30 + number % 9, no=20, **people)


def invented(size: int) -> str:
    """Return minutes of about a size in characters, with a form feed between pages."""
    members = "\n".join(person(number) for number in range(60))
    parts = [_FRONT.format(members=members, clerk=person(70)[:-4], adjuster=person(3))]
    length = len(parts[0])
    for number in count(1):
        if length >= size:
            break
        parts.append(item(number))
        length += len(parts[-1])
        if number % 2 == 0:
            parts.append("\f")
    return "".join(parts)


def hard(size: int) -> Iterator[tuple[str, str]]:
    """Yield texts of about a size that are hard to read, each with its name."""
    units = {
        "one line without blanks": "abcdefghijklmnop",
        "one line of capitals": "ABCDEFGHIJKLMNOP",
        "words, one line": "ord ",
        "capitalised words, one line": "Ordet ",
        "short lines": "Ja, x\n",
        "blank lines": "\n",
        "brackets": "(",
        "bracket pairs": "()",
        "dots": ". ",
        "hyphens at line ends": "vägmärkes-\n",
        "§ 1": "§ 1 ",
        "lines of § 1": "§ 1\n",
        "för": "för ",
        "Ja": "Ja ",
        "Nej summa": "Nej summa 1 ",
        "röstar Ja": "röstar Ja, ",
        "yrkar": "yrkar bifall och ",
        "commas": ", och ",
        "digits": "1 000 ",
        "Markdown": "**a** | _b_ | <br> ",
        "tabs": "a\t",
        "Bilaga": "Bilaga 1\n",
        "Beslut": "Beslut\n",
        "form feeds": "a\f",
        "rules of a table": "|---",
        "a person and för": "Anna Björk (S) för ",
        "a person and commas": "Anna Björk (S), , , ",
    }
    for name, unit in units.items():
        yield name, unit * (size // len(unit))
        yield f"a § of {name}", "§ 1 Väg\nBeslut\nBifall.\nYrkanden\n" + unit * (size // len(unit))
    names = ", ".join(person(number) for number in range(size // 22))
    yield "a list of names, one line", names
    ballots = f"§ 1 Väg\nOmröstning\nFöljande röstar Ja: {names}.\nFöljande röstar Nej: {names}."
    yield "ballots on one line", ballots
    yield "a list of names, a line each", "Beslutande\n" + names.replace(", ", "\n")
    yield "an appendix", "§ 1 Väg\nBeslut\nBifall.\nBilaga 1\n" + names.replace(", ", " Ja\n")
    yield "rising §§ on a line each", "".join(f"§ {number % 9999}\n" for number in range(size // 7))


def seconds(raw: str) -> tuple[dict[str, float], int]:
    """Return the seconds of each stage on a text, and how many items it has."""
    pages = [Page(number, page) for number, page in enumerate(raw.split("\f"), 1)]
    spent: dict[str, float] = {}
    text = timed(spent, "text", lambda: clean(pages))
    minutes = timed(spent, "minutes", lambda: structure(text))
    record = timed(spent, "facts", lambda: extract(minutes, Source("invented.txt", "0" * 64)))
    return spent, len(record.items)


def timed(spent: dict[str, float], stage: str, function: Callable[[], Value]) -> Value:
    """Call a function and keep its seconds."""
    start = time.perf_counter()
    made = function()
    spent[stage] = time.perf_counter() - start
    return made


def main() -> None:
    """Print the table that the command line asks for."""
    parser = argparse.ArgumentParser(description="Time the stages on longer and longer texts.")
    parser.add_argument("--up-to", metavar="BYTES", type=int, default=SIZES[-1], help="the longest text")
    parser.add_argument("--hard", action="store_true", help="texts made to be hard to read")
    arguments = parser.parse_args()
    if arguments.hard:
        print_hard(min(arguments.up_to, 1_000_000))
    else:
        print_sizes([size for size in SIZES if size <= arguments.up_to])


def print_sizes(sizes: list[int]) -> None:
    """Print the seconds of each stage by size, with the ratio to the size before."""
    print(f"{'characters':>10}  {'items':>6}  " + "  ".join(f"{stage:>16}" for stage in STAGES))
    before: dict[str, float] = {}
    for size in sizes:
        raw = invented(size)
        spent, items = seconds(raw)
        cells = [f"{spent[stage]:9.3f} {ratio(spent[stage], before.get(stage)):>6}" for stage in STAGES]
        print(f"{len(raw):10}  {items:6}  " + "  ".join(cells), flush=True)
        before = spent


def print_hard(size: int) -> None:
    """Print the seconds of each stage on the hard texts, with the ratio to a tenth of the text."""
    print(f"{'text':45}  " + "  ".join(f"{stage:>16}" for stage in STAGES))
    for (name, short), (_, long) in zip(hard(size // 10), hard(size), strict=True):
        before, _ = seconds(short)
        spent, _ = seconds(long)
        cells = [f"{spent[stage]:9.3f} {ratio(spent[stage], before[stage]):>6}" for stage in STAGES]
        print(f"{name:45}  " + "  ".join(cells), flush=True)


def ratio(now: float, before: float | None) -> str:
    """Return how many times as long it takes, nothing where both are too short to tell."""
    return f"x{now / before:.1f}" if before and now > 0.05 else ""


if __name__ == "__main__":
    main()
