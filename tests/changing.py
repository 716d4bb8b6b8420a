"""Small minutes of an invented council that tests change, take away and build again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from graphbuild import pipeline
from graphbuild.changes import Change, Log
from graphbuild.report import BuildReport
from graphbuild.sources import collect
from graphbuild.store import Store

BASE = "https://data.example.org/"
PLACE = "almby-kommun/kommunstyrelsen"
MEETING = """Almby kommun
{title}
Kommunstyrelsen
Sammanträdesdatum {date}
{front}
Plats och tid Rådhuset, Almby, kl. 13:00-15:00
Beslutande
Ulla Ekbrink (S), ordförande
{member}

§ 1 Dnr KS 2024/12
Taxa för gästhamnen
Beslut
Kommunstyrelsen beslutar att {decision}.

§ 2 Dnr KS 2024/{number}
Yttrande över länsplanen
Beslut
Kommunstyrelsen beslutar att godkänna yttrandet.
"""


def write(
    folder: Path,
    date: str,
    name: str = "",
    *,
    decision: str = "anta taxan",
    member: str = "Nils Öberg (M)",
    number: int = 13,
    title: str = "Sammanträdesprotokoll",
    front: str = "",
) -> Path:
    """Write the minutes of one meeting and return the file."""
    folder.mkdir(exist_ok=True)
    path = folder / (name or f"ks-{date}.txt")
    text = MEETING.format(
        date=date, decision=decision, member=member, number=number, title=title, front=front
    )
    path.write_text(text, encoding="utf-8")
    return path


def build(store: Path, *paths: Path, day: int = 1) -> BuildReport:
    """Build at noon of a day of June."""
    sources, rejected = collect(paths)
    now = datetime(2026, 6, day, 12, tzinfo=UTC)
    return pipeline.build(sources, store, rejected=rejected, now=now)


def changes(store: Path, since: int = 0) -> tuple[Change, ...]:
    """Return the changes of a store's log."""
    with Log.open(store) as log:
        return log.changes(since)


def told(store: Path, since: int = 0) -> list[tuple[str, str]]:
    """Return the kind of each change, and what it is of, below the base."""
    return [(change.kind, change.iri.removeprefix(BASE)) for change in changes(store, since)]


def balance(store: Path) -> bool:
    """Tell whether the log's counts of quads add up to the graph."""
    with Store(store).view() as view:
        return sum(one.quads[0] - one.quads[1] for one in changes(store)) == view.count
