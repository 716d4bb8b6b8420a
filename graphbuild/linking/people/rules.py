"""Whether two units are one person: a table of pure rules; likeness of names alone decides nothing.

Rules that tell people apart stand first, so that evidence against stands before evidence for. A rule
says what it knows and how sure it is (0 to 1), or nothing. Where none says anything, the two stay
apart, and the pair goes to review.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphbuild.linking.people.spelling import Relation, only_common
from graphbuild.linking.people.units import Unit, at_once


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units and how their names are related (None: not at all).

    ``one`` has the shorter name where they differ in that. ``sole``: no third person has a name that is
    a longer form of ``one``'s. ``namesakes``: units of ``one``'s name are known to be several people.
    ``told_apart``: an earlier build knew them to be two.
    """

    one: Unit
    other: Unit
    relation: Relation | None
    sole: bool = True
    namesakes: bool = False
    told_apart: bool = False

    @property
    def same_party(self) -> bool:
        """Whether both are printed with one party."""
        return bool(self.one.party) and self.one.party == self.other.party

    @property
    def partyless(self) -> bool:
        """Whether at least one is printed without a party."""
        return not (self.one.party and self.other.party)

    @property
    def same_body(self) -> bool:
        """Whether the minutes of one body name both."""
        return bool(self.one.bodies & self.other.bodies)

    @property
    def same_document(self) -> bool:
        """Whether one document names both."""
        return bool(self.one.documents & self.other.documents)

    @property
    def party_and_body(self) -> bool:
        """Whether party and body are the same."""
        return self.same_party and self.same_body

    @property
    def bare_in_document(self) -> bool:
        """Whether one is printed without a party in a document that names the other."""
        return self.partyless and self.same_document


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says: one person or not, and how sure that is (0 to 1)."""

    same: bool
    confidence: float


PairRule = Callable[[Pair], Verdict | None]


def _same(holds: bool, confidence: float) -> Verdict | None:
    return Verdict(True, confidence) if holds else None


def _apart(holds: bool, confidence: float) -> Verdict | None:
    return Verdict(False, confidence) if holds else None


def told_apart_before(pair: Pair) -> Verdict | None:
    """An earlier build knew them to be two, and their IRIs are published."""
    return _apart(pair.told_apart, 0.9)


def voted_together(pair: Pair) -> Verdict | None:
    """Both have a ballot in one vote: nobody votes twice (kommunallagen 2017:725, 4 kap. 25-27 §§)."""
    return _apart(bool(pair.one.ballots & pair.other.ballots), 1.0)


def named_side_by_side(pair: Pair) -> Verdict | None:
    """One list of people has both: of those who propose, or who reserve themselves."""
    return _apart(bool(pair.one.lists & pair.other.lists), 0.95)


def stand_in(pair: Pair) -> Verdict | None:
    """One stands in for the other at a meeting."""
    there = any(name == pair.other.key[0] for _, name in pair.one.seats)
    back = any(name == pair.one.key[0] for _, name in pair.other.seats)
    return _apart(there or back, 0.95)


def parties_at_once(pair: Pair) -> Verdict | None:
    """Two parties within one span of time: nobody sits for two parties at once."""
    two = bool(pair.one.party and pair.other.party) and not pair.same_party
    return _apart(two and at_once(pair.one, pair.other), 0.9)


def attended_together(pair: Pair) -> Verdict | None:
    """Both have a seat at one meeting, and their names differ in more than signs or an s."""
    signs = {"letters", "marks", "genitive"}
    return _apart(bool(pair.one.attended & pair.other.attended) and pair.relation not in signs, 0.9)


def two_places(pair: Pair) -> Verdict | None:
    """One name and party in two bodies that met at the same time."""
    same = pair.relation == "same" and pair.same_party
    return _apart(same and pair.one.key[2] != pair.other.key[2], 0.9)


def official_and_elected(pair: Pair) -> Verdict | None:
    """One is an official of the council, the other is printed with a party."""
    return _apart(pair.one.staff != pair.other.staff and bool(pair.one.party or pair.other.party), 0.7)


def other_letter(pair: Pair) -> Verdict | None:
    """The names differ in å, ä or ö against another letter: Anders Öberg is not Anders Åberg."""
    return _apart(pair.relation == "other letter", 0.95)


def change_of_party(pair: Pair) -> Verdict | None:
    """One name, and one party after the other, where nobody else is known to have the name."""
    follow = pair.relation == "same" and not pair.partyless and not at_once(pair.one, pair.other)
    return _same(follow and not pair.namesakes, 0.8)


def same_letters(pair: Pair) -> Verdict | None:
    """Only hyphens, spaces or accents differ (Gomér, Gomer), and the party is the same."""
    return _same(pair.relation == "letters" and pair.same_party, 0.95)


def same_letters_in_body(pair: Pair) -> Verdict | None:
    """Only hyphens, spaces or accents differ, and the body is the same; one has no party."""
    return _same(pair.relation == "letters" and pair.partyless and pair.same_body, 0.85)


def marks_lost(pair: Pair) -> Verdict | None:
    """One print has lost å, ä, ö (Oberg for Öberg): same party and body, or one document."""
    told = pair.party_and_body or pair.bare_in_document
    return _same(pair.relation == "marks" and told, 0.85)


def genitive_left(pair: Pair) -> Verdict | None:
    """One print has the s of a genitive left: same party and body, or one document."""
    told = pair.party_and_body or pair.bare_in_document
    return _same(pair.relation == "genitive" and told, 0.85)


def inverted(pair: Pair) -> Verdict | None:
    """The same words in another order (Stenberg Jonas): same party, or one document."""
    return _same(pair.relation == "order" and (pair.same_party or pair.bare_in_document), 0.85)


def other_spelling(pair: Pair) -> Verdict | None:
    """Spellings that sound alike (Shamoun, Schamoun), same party and body, and no name that many have."""
    rare = not only_common(pair.one.name) or not only_common(pair.other.name)
    told = pair.party_and_body or pair.bare_in_document
    return _same(pair.relation == "sound" and rare and told, 0.85)


def other_spelling_same_post(pair: Pair) -> Verdict | None:
    """Spellings that sound alike, one party, one seat: chair of a body, or stand-in for the same person."""
    seat = pair.one.posts & pair.other.posts or pair.one.seats & pair.other.seats
    return _same(pair.relation == "sound" and pair.same_party and bool(seat), 0.8)


def voter_on_the_list(pair: Pair) -> Verdict | None:
    """In one document a list of attendance has one spelling and the ballots have the other, of one party.

    Who votes is there (kommunallagen 2017:725, 4 kap. 25 §), and who is there votes.
    """
    like = pair.relation in {"sound", "misprint", "marks"} and pair.same_party
    shared = pair.one.documents & pair.other.documents
    return _same(like and any(_one_voter(pair, document) for document in shared), 0.85)


def _one_voter(pair: Pair, document: str) -> bool:
    """Tell whether in a document one unit only attends and the other only votes."""
    attends = [document in unit.attended for unit in (pair.one, pair.other)]
    votes = [any(document == place[0] for place in unit.ballots) for unit in (pair.one, pair.other)]
    return attends != votes and attends == votes[::-1] and sum(attends) == 1


def initial(pair: Pair) -> Verdict | None:
    """An initial for a name, or one more, that only one person fits: same party and body, or one document."""
    told = pair.party_and_body or pair.bare_in_document
    return _same(pair.relation == "initial" and pair.sole and told, 0.8)


def added_surname(pair: Pair) -> Verdict | None:
    """A surname more, from a day on: same party and body, and the old form never after the new one."""
    longer = pair.relation == "longer" and pair.sole and pair.party_and_body
    return _same(longer and pair.one.until < pair.other.since, 0.85)


def short_form_in_document(pair: Pair) -> Verdict | None:
    """A shorter form in a document that has the only longer one: same party, or cut off before the party.

    A form that many people's names have (Anna Andersson) must not have a seat of its own.
    """
    longer = pair.relation in {"longer", "longer before"} and pair.sole and pair.same_document
    named = pair.same_party or not pair.one.party
    return _same(longer and named and _no_other_seat(pair), 0.85)


def short_form_in_body(pair: Pair) -> Verdict | None:
    """A shorter form of the only longer name, in the same party and body, where one of them has no seat.

    Lists of attendance and votes write a name in one way; what is said of a member may be shorter.
    """
    longer = pair.relation == "longer" and pair.sole and pair.party_and_body
    return _same(longer and not (pair.one.serves and pair.other.serves) and _no_other_seat(pair), 0.8)


def misprint(pair: Pair) -> Verdict | None:
    """One letter of a surname is wrong, in a single document, where the right form is present.

    The wrong one has no party there, no seat, and is not elected to anything: no new name is told so.
    """
    wrong, right = sorted((pair.one, pair.other), key=lambda unit: bool(unit.party))
    there = len(wrong.documents) == 1 and wrong.documents <= right.present
    bare = not wrong.party and bool(right.party) and not wrong.serves and not wrong.appointed
    return _same(pair.relation == "misprint" and there and bare, 0.75)


def _no_other_seat(pair: Pair) -> bool:
    return not (only_common(pair.one.name) and pair.one.serves)


APART_RULES: Sequence[tuple[str, PairRule]] = (
    ("told-apart-before", told_apart_before),
    ("voted-together", voted_together),
    ("named-side-by-side", named_side_by_side),
    ("one-stands-in-for-the-other", stand_in),
    ("parties-at-once", parties_at_once),
    ("attended-together", attended_together),
    ("two-places-at-once", two_places),
    ("official-and-elected", official_and_elected),
)
"""Rules of evidence that two units are two people, whatever their names; what they say is kept."""

PAIR_RULES: Sequence[tuple[str, PairRule]] = (
    *APART_RULES,
    ("another-letter", other_letter),
    ("name-after-change-of-party", change_of_party),
    ("same-letters-and-party", same_letters),
    ("same-letters-in-body", same_letters_in_body),
    ("marks-lost", marks_lost),
    ("genitive-left", genitive_left),
    ("name-inverted", inverted),
    ("another-spelling", other_spelling),
    ("another-spelling-same-post", other_spelling_same_post),
    ("voter-on-the-list", voter_on_the_list),
    ("initial-of-the-only-one", initial),
    ("added-surname", added_surname),
    ("short-form-in-document", short_form_in_document),
    ("short-form-in-body", short_form_in_body),
    ("misprint-in-document", misprint),
)


def decide(pair: Pair, rules: Sequence[tuple[str, PairRule]] = PAIR_RULES) -> tuple[str, Verdict] | None:
    """Return the first rule that says something of a pair, and what it says."""
    for name, rule in rules:
        verdict = rule(pair)
        if verdict is not None:
            return name, verdict
    return None
