"""What a legal reference is: the source, the place in it, and the IRI that lagen.nu gives the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["statute", "SOU", "Ds", "prop", "dir", "EU act", "other"]

BASE = "https://lagen.nu/"


@dataclass(frozen=True, slots=True)
class Source:
    """The document that is referred to.

    ``number`` is the one it is known by in its series: SFS number (``2017:725``), number of a report or
    bill, CELEX number; None where the text names a statute whose number is not known. ``iri`` is
    lagen.nu's for the whole document, None where it has none.
    """

    kind: Kind
    number: str | None = None
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source; ``paragraph`` is the §, ``piece`` its stycke.

    Numbers are as printed without spaces (``5``, ``2a``); ordinals are turned into numbers.
    """

    chapter: str | None = None
    paragraph: str | None = None
    moment: str | None = None
    piece: str | None = None
    point: str | None = None
    sentence: str | None = None
    article: str | None = None
    page: str | None = None

    @property
    def fragment(self) -> str:
        """The part of the IRI after ``#``: ``K4P6S1N2``, ``30.2``, ``sid154``, or ''.

        A point of a § whose stycke is not told stands in its first stycke.
        """
        if self.article:
            return self.article
        if self.page:
            return f"sid{self.page}"
        piece = self.piece or ("1" if self.point else None)
        values = (self.chapter, self.paragraph, self.moment, piece, self.point, self.sentence)
        parts = zip("KPOSNM", values, strict=True)
        return "".join(letter + value for letter, value in parts if value)


@dataclass(frozen=True, slots=True)
class LegalReference:
    """One reference: its words (``text[start:end]`` of the text read), and what they refer to.

    ``sfs`` is the statute's number where it is one, ``number`` that of any kind of source. ``iri`` is
    None where the source has no number or lagen.nu does not hold such sources.
    """

    kind: Kind
    text: str
    start: int
    end: int
    iri: str | None = None
    sfs: str | None = None
    number: str | None = None
    chapter: str | None = None
    paragraph: str | None = None
    moment: str | None = None
    piece: str | None = None
    point: str | None = None
    sentence: str | None = None
    article: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A phrase that cites law, ``26 kap. 1 och 2 §§ OSL``: its span, its kind of form, and its references."""

    start: int
    end: int
    form: str
    references: tuple[LegalReference, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A span with the place that its words name."""

    start: int
    end: int
    place: Place = Place()


def referred(text: str, source: Source, part: Part) -> LegalReference:
    """Return the reference to ``part`` of ``source``."""
    place = part.place
    iri = source.iri
    if iri and place.fragment:
        iri = f"{iri}#{place.fragment}"
    return LegalReference(
        kind=source.kind,
        text=text[part.start : part.end],
        start=part.start,
        end=part.end,
        iri=iri,
        sfs=source.number if source.kind == "statute" else None,
        number=source.number,
        chapter=place.chapter,
        paragraph=place.paragraph,
        moment=place.moment,
        piece=place.piece,
        point=place.point,
        sentence=place.sentence,
        article=place.article,
        page=place.page,
    )


def statute(number: str | None) -> Source:
    """Return the statute with the SFS number, or the one whose number is not known."""
    iri = None if number is None else BASE + "_".join(number.split())
    return Source("statute", number, iri)


def act(celex: str) -> Source:
    """Return the act of the European Union with the CELEX number."""
    return Source("EU act", celex, f"{BASE}ext/celex/{celex}")
