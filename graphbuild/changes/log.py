"""The log of changes, a SQLite file in the store, and the tombstones of what is gone.

`record` writes the entries of a build before it publishes, under the number that its snapshot will get.
Readers see an entry once that snapshot is the current one, so that log and graph change in one step; what
a killed build left behind is dropped by the next. The database is not the graph's: the graph says what
the minutes say, and is the same however often it was built, while the log says what happened when.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from graphbuild.changes.change import Change, DocumentName, Facts
from graphbuild.changes.compare import Nothing, compare
from graphbuild.changes.purging import concerns
from graphbuild.errors import BeslutsgrafError, StoreError
from graphbuild.store import Store, Writer

FILE: Final = "changes.sqlite"
_WAIT_SECONDS = 10.0
# What tells why a fact stands, and so goes with it.
_EVIDENCE = "/evidence/"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS log (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS change (
    cursor INTEGER PRIMARY KEY, snapshot INTEGER NOT NULL, time TEXT, told TEXT NOT NULL, facts BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS tombstone (iri TEXT, cursor INTEGER, PRIMARY KEY (iri, cursor)) WITHOUT ROWID;
"""


class CursorError(BeslutsgrafError):
    """A cursor that the log does not have: it is another log's, as after a store was built anew."""


class Log:
    """The changes up to the snapshot that was current when this was made. Get one from `Log.open`."""

    def __init__(self, database: sqlite3.Connection | None, snapshot: int) -> None:
        self._database = database
        self._snapshot = snapshot

    @classmethod
    @contextmanager
    def open(cls, store: Path | str) -> Iterator[Log]:
        """Open the log of a store for reading; where there is none it is empty.

        Raises:
            StoreError: where it cannot be read.
        """
        snapshot = Store(store).current() or 0
        path = Path(store) / FILE
        if not path.exists():
            yield cls(None, snapshot)
            return
        with _connected(path) as database:
            database.execute("PRAGMA query_only = ON")
            yield cls(database, snapshot)

    @property
    def name(self) -> str:
        """What tells this log from that of another store, or of the same one built anew."""
        return self._told("name")

    @property
    def begins(self) -> int:
        """The snapshot that the log begins after; 0 where it tells of everything that is in the graph."""
        return int(self._told("begins") or 0)

    @property
    def newest(self) -> int:
        """The cursor of the newest change, 0 where there is none."""
        rows = self._rows("SELECT max(cursor) FROM change WHERE snapshot <= :snapshot")
        return int(rows[0][0] or 0) if rows else 0

    @property
    def modified(self) -> str | None:
        """When the newest change was made (ISO 8601, UTC), None where nobody told or there is none."""
        rows = self._rows("SELECT max(time) FROM change WHERE snapshot <= :snapshot")
        return rows[0][0] if rows else None

    def changes(self, since: int = 0, limit: int = -1) -> tuple[Change, ...]:
        """Return the changes after a cursor, oldest first, at most ``limit`` (all, where it is negative).

        Raises:
            CursorError: where the log is not so long.
        """
        if since > self.newest:
            raise CursorError(
                f"the log ends at cursor {self.newest}, before {since}: the graph was built anew; "
                "take a whole copy and follow from there"
            )
        rows = self._rows(
            "SELECT told FROM change WHERE snapshot <= :snapshot AND cursor > :since"
            " ORDER BY cursor LIMIT :limit",
            since=since,
            limit=limit,
        )
        return tuple(_change(row) for row in rows)

    def change(self, cursor: int) -> tuple[Change, Facts] | None:
        """Return the change at a cursor and the facts it concerns, None where there is none."""
        rows = self._rows(
            "SELECT told, facts FROM change WHERE snapshot <= :snapshot AND cursor = :cursor", cursor=cursor
        )
        return next(((_change(row), _facts(row[1])) for row in rows), None)

    def tombstone(self, iri: str) -> Change | None:
        """Return the change that took a thing out of the graph last, None where none did.

        Whether it has come back since is for the graph to tell.
        """
        rows = self._rows(
            "SELECT told FROM tombstone JOIN change USING (cursor) WHERE snapshot <= :snapshot AND iri = :iri"
            " ORDER BY cursor DESC LIMIT 1",
            iri=iri.partition(_EVIDENCE)[0],
        )
        return next((_change(row) for row in rows), None)

    def _told(self, name: str) -> str:
        rows = self._rows("SELECT value FROM log WHERE name = :name", name=name)
        return str(rows[0][0]) if rows else ""

    def _rows(self, sql: str, **values: str | int) -> list[tuple[Any, ...]]:
        if self._database is None:
            return []
        try:
            return self._database.execute(sql, {"snapshot": self._snapshot, **values}).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"the log of changes cannot be read: {error}") from error


def record(
    store: Path | str,
    writer: Writer,
    graphs: Collection[str] | None,
    base: str,
    now: datetime | None = None,
) -> int:
    """Write what differs between the published snapshot and the writer's graphs; return how many changes.

    Call it right before the writer publishes: the changes count from then on.

    Args:
        store: the store's folder.
        writer: its writer.
        graphs: the IRIs of all graphs that may differ; None where any may.
        base: what all IRIs begin with.
        now: the time that the log is to tell.

    Raises:
        StoreError: where the log cannot be written.
    """
    current = Store(store).current() or 0
    with _connected(Path(store) / FILE) as database, database:
        database.executescript(_SCHEMA)
        _drop_unpublished(database, current)
        found = _differing(Store(store), writer, graphs, base)
        time = _time(database, now)
        _begin(database, current, time, found)
        (last,) = database.execute("SELECT coalesce(max(cursor), 0) FROM change").fetchone()
        for cursor, (change, facts) in enumerate(found, start=last + 1):
            _write(database, replace(change, cursor=cursor, snapshot=current + 1, time=time), facts)
            dead = [(iri, cursor) for iri in facts.removed if iri.startswith(f"{base}id/")]
            database.executemany("INSERT INTO tombstone VALUES (?, ?)", dead)
    return len(found)


def purge(
    store: Path | str,
    meetings: Collection[str] = (),
    iris: Collection[str] = (),
    speaks: Callable[[str], bool] = lambda text: False,
) -> int:
    """Take details out of the log for good, as where a person is to be left out; return of how many.

    Args:
        store: the store's folder.
        meetings: IRIs of meetings: the names, SHA-256 and addresses of their documents go, and the IRIs
            of their facts.
        iris: IRIs of things: they go from all lists of facts and from the tombstones, with what lies
            below them and, of a person, what bears the person's name.
        speaks: tells of an IRI, a file's name or an address whether it has to go too.

    The changes stay, so that who follows them misses none; so does what graphs they are of. What was a
    tombstone is then unknown.

    Raises:
        StoreError: where the log cannot be written.
    """
    path = Path(store) / FILE
    if not path.exists():
        return 0
    known = concerns(iris)
    done = 0

    def named(text: str) -> bool:
        return known(text) or speaks(text)

    with _connected(path) as database:
        database.execute("PRAGMA secure_delete = ON")
        with database:
            for row in database.execute("SELECT told, facts FROM change ORDER BY cursor").fetchall():
                change, facts = _change(row), _facts(row[1])
                whole = change.iri in meetings or change.iri in iris
                kept = Facts() if whole else _without(facts, named)
                told = _without_documents(change, (lambda _: True) if whole else named)
                if not whole and kept == facts and told == change:
                    continue
                _write(database, replace(told, purged=True), kept)
                if whole:
                    database.execute("DELETE FROM tombstone WHERE cursor = ?", (change.cursor,))
                done += 1
            dead = [row for row in database.execute("SELECT DISTINCT iri FROM tombstone") if named(row[0])]
            database.executemany("DELETE FROM tombstone WHERE iri = ?", dead)
        database.execute("VACUUM")
    return done


def _differing(
    store: Store, writer: Writer, graphs: Collection[str] | None, base: str
) -> list[tuple[Change, Facts]]:
    if store.current() is None:
        names = writer.graphs() if graphs is None else graphs
        return list(compare(names, Nothing(), writer, base))
    with store.view() as view:
        names = {*writer.graphs(), *view.graphs()} if graphs is None else graphs
        return list(compare(names, view, writer, base))


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database and close it; what fails is told as an error of the store."""
    try:
        address = f"file:{quote(str(path.resolve()))}"
        with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS)) as database:
            yield database
    except sqlite3.Error as error:
        raise StoreError(f"the log of changes {path} cannot be used: {error}") from error


def _drop_unpublished(database: sqlite3.Connection, current: int) -> None:
    """Drop what builds wrote that were ended before they published."""
    database.execute(
        "DELETE FROM tombstone WHERE cursor IN (SELECT cursor FROM change WHERE snapshot > ?)", (current,)
    )
    database.execute("DELETE FROM change WHERE snapshot > ?", (current,))
    if current == 0:
        database.execute("DELETE FROM log")


def _time(database: sqlite3.Connection, now: datetime | None) -> str | None:
    """Return the time to tell, which never runs backwards within a log."""
    if now is None:
        return None
    (last,) = database.execute("SELECT max(time) FROM change").fetchone()
    return max(now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), last or "")


def _begin(
    database: sqlite3.Connection, current: int, time: str | None, found: Sequence[tuple[Change, Facts]]
) -> None:
    """Give a new log its name and tell after which snapshot it begins."""
    first = json.dumps([current, time, [change.to_json() for change, _ in found]])
    told = [("begins", str(current)), ("name", hashlib.sha256(first.encode()).hexdigest()[:16])]
    if found:
        database.executemany("INSERT OR IGNORE INTO log VALUES (?, ?)", told)


def _write(database: sqlite3.Connection, change: Change, facts: Facts) -> None:
    packed = zlib.compress(json.dumps(facts.to_json()).encode())
    row = (change.cursor, change.snapshot, change.time, json.dumps(change.to_json()), packed)
    database.execute("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?)", row)


def _change(row: Sequence[Any]) -> Change:
    return Change.from_json(json.loads(row[0]))


def _facts(packed: bytes) -> Facts:
    return Facts.from_json(json.loads(zlib.decompress(packed)))


def _without_documents(change: Change, named: Callable[[str], bool]) -> Change:
    """Return a change without the documents that are named."""

    def kept(documents: Iterable[DocumentName]) -> tuple[DocumentName, ...]:
        return tuple(one for one in documents if not (named(one.file_name) or named(one.url or "")))

    return replace(change, documents=kept(change.documents), former_documents=kept(change.former_documents))


def _without(facts: Facts, named: Callable[[str], bool]) -> Facts:
    def kept(iris: Iterable[str]) -> tuple[str, ...]:
        return tuple(iri for iri in iris if not named(iri))

    return Facts(kept(facts.added), kept(facts.changed), kept(facts.removed))
