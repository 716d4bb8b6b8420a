"""Lists as a table that people read; nothing is cut off, whatever the width of the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDE = 10_000


def width(stream: IO[str]) -> int:
    """Return how many characters a line may have: those of the terminal, or as many as it takes."""
    return shutil.get_terminal_size().columns if stream.isatty() else _WIDE


def print_rows(stream: IO[str], head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; long cells are folded on a terminal, and stay on one line elsewhere."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(width=width(stream), no_color=True)
    with console.capture() as capture:
        console.print(table)
    stream.writelines(f"{line.rstrip()}\n" for line in capture.get().splitlines())
