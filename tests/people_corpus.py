"""Records of an invented council whose people are written in every way that minutes write people.

`PEOPLE` is the key: the forms of each person, with the party as printed. `documents` makes the records.
Who is doubtful (a rule must not decide) is in `DOUBTFUL`.
"""

from __future__ import annotations

from graphbuild.linking import Document, Identified, Meeting
from graphbuild.model import (
    Appointment,
    Ballot,
    Dissent,
    Evidence,
    Header,
    Item,
    Named,
    Participant,
    Proposal,
    Record,
    Source,
    Stated,
    Vote,
)

HERE = Evidence(1, 0, 1, "x")
COUNCIL = "Almby kommun"

PEOPLE: dict[str, tuple[tuple[str, str | None], ...]] = {
    "accent": (("Rut Almér", "S"), ("Rut Almer", "S")),
    "hyphen": (("Eva-Stina Rosenfors", "M"), ("EvaStina Rosenfors", "M")),
    "marks": (("Sören Ödquist", "C"), ("Soren Odquist", "C")),
    "sound": (("Karin Schamrell", "V"), ("Karin Shamrell", "V")),
    "sound too": (("Nora Kronhed", "L"), ("Nora Cronhed", "L")),
    "genitive": (("Moa Vretner", "MP"), ("Moa Vretners", "MP")),
    "inverted": (("Bertil Skogfors", "KD"), ("Skogfors Bertil", "KD")),
    "initial": (("Adam F Laurmark", "M"), ("Adam Laurmark", "M")),
    "new surname": (("Hanna Drakberg", "S"), ("Hanna Drakberg Wirsén", "S")),
    "two surnames": (("Lena Lindfors Olhed", "M"), ("Lena Olhed", "M")),
    "cut off": (("Esmat Rahimdal Nejad", "S"), ("Esmat Rahimdal", None)),
    "no given name": (("Sanna Anton Björkelund", "SD"), ("Anton Björkelund", "SD")),
    "misprint": (("Greta Plejander", "MP"), ("Greta Plejandel", None)),
    "new party": (("Olof Tjärnek", "L"), ("Olof Tjärnek", "M")),
    "old code": (("Siv Hallonqvist", "FP"), ("Siv Hallonqvist", "L")),
    # Namesakes, and names that are nearly the same.
    "of S": (("Anna Karlsson", "S"),),
    "of M": (("Anna Karlsson", "M"),),
    "with C": (("Anna Carlsson", "S"),),
    "with Ö": (("Anders Öhed", "S"),),
    "with Å": (("Anders Åhed", "S"),),
    "cousin": (("Vera Grahnfelt", "C"),),
    "cousin too": (("Vera Granfelt", "C"),),
    "stand-in": (("Maj Wikfors", "V"),),
    "stood in for": (("Maj Vikfors", "V"),),
    "official": (("Per Nordhed", None),),
    "elected": (("Per Nordhed", "C"),),
}

DOUBTFUL = (("Ida Eriksson", "S"), ("Ida Ericsson", "S"))
"""One party and body, never at one meeting, but so many are called so that it may be chance."""


def _participant(name: str, party: str | None, *roles: str, stands_in_for: str | None = None) -> Participant:
    others = (Named(stands_in_for, party, HERE),) if stands_in_for else ()
    return Participant(name, party, (HERE,), roles, present=True if roles else None, substitutes_for=others)


def _document(
    date: str, people: list[Participant], items: list[Item] | None = None, body: str = "Kulturnämnden"
) -> Document:
    path = f"{body}-{date}.txt"
    header = Header(start_time=Stated("13:00", HERE), end_time=Stated("16:00", HERE))
    record = Record(Source(path, path), "minutes", header, tuple(people), tuple(items or ()), ())
    found = [Identified(value, "test", 1.0) for value in (COUNCIL, body, date)]
    return Document(record, Meeting(*found))


def _named(*people: tuple[str, str | None]) -> tuple[Named, ...]:
    return tuple(Named(name, party, HERE) for name, party in people)


def _ballots(*people: tuple[str, str | None]) -> Vote:
    ballots = tuple(Ballot(one, "yes") for one in _named(*people))
    return Vote(len(people), 0, 0, 0, None, None, None, ballots, HERE)


def documents() -> list[Document]:
    """Return the records, in the order of their meetings."""

    def member(key: str, form: int = 0) -> Participant:
        name, party = PEOPLE[key][form]
        return _participant(name, party, "member")

    def proposal(*people: tuple[str, str | None]) -> Item:
        return Item("1", None, HERE, proposals=(Proposal(_named(*people), (), "bifall", "x", HERE),))

    first = _document(
        "2030-01-10",
        [
            *(
                member(key)
                for key in ("accent", "hyphen", "marks", "sound", "genitive", "inverted", "initial")
            ),
            *(
                member(key)
                for key in ("new surname", "two surnames", "new party", "old code", "of S", "with Ö")
            ),
            _participant(*DOUBTFUL[0], "member"),
            _participant("Per Nordhed", None, "secretary"),
        ],
        [Item("1", None, HERE, people=_named(PEOPLE["genitive"][1]))],
    )
    second = _document(
        "2030-02-14",
        [
            *(member(key, 1) for key in ("accent", "hyphen", "marks", "sound", "inverted", "initial")),
            *(member(key) for key in ("of M", "of S", "with C", "with Å", "cousin", "cousin too")),
            member("two surnames"),
        ],
        [
            proposal(PEOPLE["two surnames"][1]),
            Item("2", None, HERE, votes=(_ballots(PEOPLE["of S"][0], PEOPLE["with C"][0]),)),
        ],
    )
    third = _document(
        "2030-03-14",
        [
            *(member(key, 1) for key in ("new surname", "old code")),
            *(member(key) for key in ("cut off", "no given name", "misprint")),
            _participant("Maj Wikfors", "V", "serving substitute", stands_in_for="Maj Vikfors"),
            _participant("Maj Vikfors", "V", "replaced"),
            _participant(*DOUBTFUL[1], "member"),
        ],
        [
            Item("1", None, HERE, people=_named(PEOPLE["cut off"][1], PEOPLE["misprint"][1])),
            proposal(PEOPLE["no given name"][1]),
        ],
    )
    board = _document("2031-01-09", [member("new party", 1), member("elected")], body="Kommunstyrelsen")
    elections = [
        Appointment(_named(PEOPLE["sound too"][form])[0], "ledamot", None, "election", None, None, None, HERE)
        for form in (0, 1)
    ]
    chosen = [
        _document(f"2030-0{month}-11", [], [Item("1", None, HERE, appointments=(made,))])
        for month, made in zip((5, 6), elections, strict=True)
    ]
    noted = Dissent("reservation", _named(("Anna Karlsson", "S")), (), "x", HERE)
    last = _document("2031-02-13", [member("of S")], [Item("1", None, HERE, reservations=(noted,))])
    return [first, second, third, *chosen, board, last]
