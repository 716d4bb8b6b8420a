"""Whose hours a row of an attendance table gives: the seat's member's, or a substitute's.

An electronic voting system prints a row for each interval in which somebody sat in a seat: the
member, beside them the substitute who served, arrival and departure. Where the column of
substitutes was torn off the rows, their names stand at the foot of the page, in the order of the
rows. Which row each belongs to follows from that order, from the parties, from the votes (who sat
in which seat when all the others did), and from that nobody sits in two seats at once. An interval
is given to a person only where every reading that agrees with all of it gives it to that person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

_ANY_TIME = -1
# By how many minutes a vote can stand outside the interval that the table prints: it rounds its times.
# None is granted to a vote that agrees with the times as they are printed.
_SLACKS = (0, 1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A row: the seat, its member, the substitute where the row names one, page, minutes of the day.

    ``party`` is the party that the row prints, None where it prints none.
    """

    seat: str | None
    member: str
    substitute: str | None
    party: str | None
    page: int
    start: int
    end: int

    def minutes(self, slack: int) -> int:
        """Return the minutes in which somebody who sat then can have voted, as a set of bits.

        They are those from start to end and ``slack`` more on either side.
        """
        first = max(0, self.start - slack)
        return ((1 << (self.end + slack - first + 1)) - 1) << first if self.end >= self.start else 0

    def overlaps(self, other: Sitting) -> bool:
        """Tell whether the two rows have time in common; a shared first or last minute is none."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Torn:
    """A substitute's name that stands outside the rows; ``party`` is None where nothing tells it."""

    name: str
    party: str | None
    page: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who voted from a seat; ``vote`` is any number that is the same for all of one vote."""

    vote: int
    seat: str
    name: str


@dataclass(slots=True)
class _Board:
    """What is still possible: which torn name can be of which row, and which row can be its member's."""

    rows: Sequence[Sitting]
    torn: Sequence[Torn]
    pairs: set[tuple[int, int]] = field(default_factory=set)
    own: list[bool] = field(default_factory=list)

    def names(self, row: int) -> set[str]:
        """Return everyone who can have sat in the row's interval."""
        sitting = self.rows[row]
        if sitting.substitute:
            return {sitting.substitute}
        found = {self.torn[name].name for name, of in self.pairs if of == row}
        return found | {sitting.member} if self.own[row] else found

    def give(self, row: int, name: str) -> None:
        """Strike everyone but that person from the row."""
        if self.rows[row].substitute:
            return
        self.own[row] = self.own[row] and self.rows[row].member == name
        self.strike(lambda torn, of: of == row and self.torn[torn].name != name)

    def strike(self, wrong: Callable[[int, int], bool]) -> None:
        """Strike the pairs of a torn name and a row that are found wrong."""
        self.pairs -= {pair for pair in self.pairs if wrong(*pair)}

    def state(self) -> tuple[int, int]:
        """Return how much is still possible: it only ever falls."""
        return len(self.pairs), sum(self.own)


def sitters(
    rows: Sequence[Sitting],
    torn: Sequence[Torn],
    seen: Sequence[Seen],
    lost: Iterable[str | None] = (),
    unordered: Iterable[int] = (),
) -> tuple[tuple[str, ...], ...]:
    """Return for each row everyone who can have sat in its interval, by name: one where it is certain.

    ``rows`` and ``torn`` stand in the order of the document. ``lost`` are the seats of rows that
    could not be read (None: of a row whose seat is unknown), so that the votes of those seats tell
    nothing of the time; ``unordered`` are the pages on which the order of the names is no guide.
    """
    without_order = set(unordered)
    while True:
        board = _settled(rows, torn, seen, set(lost), without_order)
        broken = _contradicted(board) - without_order
        if not broken:
            break
        without_order |= broken
    return tuple(tuple(sorted(board.names(row))) for row in range(len(rows)))


def _settled(
    rows: Sequence[Sitting],
    torn: Sequence[Torn],
    seen: Sequence[Seen],
    lost: set[str | None],
    unordered: set[int],
) -> _Board:
    """Return the board after every rule has struck what it can."""
    board = _Board(rows, torn, _possible(rows, torn, seen), [row.substitute is None for row in rows])
    pages = sorted({name.page for name in torn} - unordered)
    before = None
    while before != board.state():
        before = board.state()
        for page in pages:
            _in_order(board, page)
        _by_votes(board, seen, lost)
        _one_seat_at_a_time(board)
    return board


def _contradicted(board: _Board) -> set[int]:
    """Return the pages where a row has nobody left, or a torn name no row."""
    empty = {row.page for number, row in enumerate(board.rows) if not board.names(number)}
    placed = {name for name, _ in board.pairs}
    return empty | {name.page for number, name in enumerate(board.torn) if number not in placed}


def _possible(rows: Sequence[Sitting], torn: Sequence[Torn], seen: Sequence[Seen]) -> set[tuple[int, int]]:
    """Return which torn name can be of which row of its page, by party and by the seats of the votes.

    A substitute who is seen in as many seats without a row of theirs as there are torn names of
    theirs sat in those seats and no other.
    """
    shown = {(row.seat, row.substitute) for row in rows if row.substitute}
    needed: dict[str, set[str]] = defaultdict(set)
    for voter in seen:
        if (voter.seat, voter.name) not in shown:
            needed[voter.name].add(voter.seat)
    times = {name.name: sum(other.name == name.name for other in torn) for name in torn}

    def fits(name: Torn, row: Sitting) -> bool:
        if row.substitute or name.page != row.page or name.name == row.member:
            return False
        if len(needed[name.name]) == times[name.name]:
            return row.seat is None or row.seat in needed[name.name]
        return row.party is None or name.party is None or row.party == name.party

    return {(n, r) for n, name in enumerate(torn) for r, row in enumerate(rows) if fits(name, row)}


def _in_order(board: _Board, page: int) -> None:
    """Strike what no placing of the page's torn names on its rows, in their order, has."""
    names = [number for number, name in enumerate(board.torn) if name.page == page]
    rows = [number for number, row in enumerate(board.rows) if row.page == page and not row.substitute]
    before = _reached(board, names, rows)
    after = _reached(board, names[::-1], rows[::-1])
    count, last = len(names), len(rows)
    for at, row in enumerate(rows):
        for place, name in enumerate(names):
            if (name, row) in board.pairs and not (
                before[at][place] and after[last - at - 1][count - place - 1]
            ):
                board.pairs.discard((name, row))
        if board.own[row] and not any(
            before[at][place] and after[last - at - 1][count - place] for place in range(count + 1)
        ):
            board.own[row] = False


def _reached(board: _Board, names: Sequence[int], rows: Sequence[int]) -> list[list[bool]]:
    """Return ``table[r][n]``: whether the first ``r`` rows can take exactly the first ``n`` names."""
    table = [[True, *(False for _ in names)]]
    for row in rows:
        above = table[-1]
        table.append(
            [
                (above[place] and board.own[row])
                or (place > 0 and above[place - 1] and (names[place - 1], row) in board.pairs)
                for place in range(len(names) + 1)
            ]
        )
    return table


def _by_votes(board: _Board, seen: Sequence[Seen], lost: set[str | None]) -> None:
    """Give a row to who voted from its seat, where no other row of the seat can be of that vote's time."""
    of_seat: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(board.rows):
        if row.seat:
            of_seat[row.seat].append(number)
    votes: dict[int, list[Seen]] = defaultdict(list)
    for voter in seen:
        if voter.seat not in lost:
            votes[voter.vote].append(voter)
    for voters in votes.values():
        sat = [[row for row in of_seat[v.seat] if v.name in board.names(row)] for v in voters]
        time, slack = _time(board, sat)
        if None in lost or not time:
            continue
        for voter, rows in zip(voters, sat, strict=True):
            then = [row for row in rows if board.rows[row].minutes(slack) & time]
            if len(then) == 1:
                board.give(then[0], voter.name)


def _time(board: _Board, sat: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Return the minutes in which a vote can have been, as bits, and the slack that it takes."""
    for slack in _SLACKS:
        time = _ANY_TIME
        for rows in sat:
            time &= _minutes(board, rows, slack)
        if time:
            break
    return time, slack


def _minutes(board: _Board, rows: Sequence[int], slack: int) -> int:
    """Return the minutes of all the rows together; any time where there is no row."""
    found = 0
    for row in rows:
        found |= board.rows[row].minutes(slack)
    return found if rows else _ANY_TIME


def _one_seat_at_a_time(board: _Board) -> None:
    """Strike a torn name from the rows that overlap one which is certainly that person's."""
    certain: dict[str, list[int]] = defaultdict(list)
    for number in range(len(board.rows)):
        names = board.names(number)
        if len(names) == 1:
            certain[next(iter(names))].append(number)
    board.strike(
        lambda torn, row: any(
            other != row and board.rows[other].overlaps(board.rows[row])
            for other in certain[board.torn[torn].name]
        )
    )
