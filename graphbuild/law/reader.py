"""Reads the legal references of a text from left to right, remembering what it calls its statutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graphbuild.law.articles import HEADS, articles
from graphbuild.law.cases import court
from graphbuild.law.documents import Found, ministry, preparatory
from graphbuild.law.model import Citation, LegalReference, Part, Source, referred
from graphbuild.law.naming import Law, named
from graphbuild.law.provisions import brief, numbers, provisions, starts
from graphbuild.law.statutes import Memory, register
from graphbuild.law.tokens import Tokens, paragraphs

_LINKS = frozenset({"i", "av", "enligt", "ur"})
_ADJECTIVES = frozenset(
    {"den", "nya", "gamla", "tidigare", "äldre", "då", "gällande", "nuvarande", "svenska", "dåvarande"}
)
_BEFORE_MARK = frozenset({"enligt", "i", "av", "med", "jämlikt"})
_SENTENCE_END = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")
_IN_REACH = 300
_ACT_WORDS = {"förordningen": "R", "direktivet": "L", "beslutet": "D"}


def references(text: str, day: date | None = None) -> list[LegalReference]:
    """Return the legal references of a text, in its order; none overlaps another.

    Args:
        text: any text; offsets in the result are into it.
        day: the day of the text, for names whose statute was replaced; without it they stand for the
            statute of today (``data/statutes.toml`` has the exceptions).
    """
    return [reference for citation in citations(text, day) for reference in citation.references]


def citations(text: str, day: date | None = None) -> tuple[Citation, ...]:
    """Return the phrases that cite law, with the references of each; see `references` for the arguments."""
    return tuple(_read(text, day))


def _read(text: str, day: date | None) -> Iterator[Citation]:
    memory = Memory()
    for start, end in paragraphs(text):
        reader = _Reader(Tokens(text, start, end), memory, day)
        yield from reader.citations()


class _Reader:
    """Reads one paragraph; the memory goes on from one to the next."""

    def __init__(self, tokens: Tokens, memory: Memory, day: date | None) -> None:
        self.tokens, self.memory, self.day = tokens, memory, day
        self.last_end: int | None = None

    def citations(self) -> Iterator[Citation]:
        """Yield the citations of the paragraph."""
        at = 0
        while at < len(self.tokens):
            citation, after = self._at(at)
            if citation is not None:
                yield citation
                self.last_end = citation.end
            at = max(after, at + 1)

    def _at(self, at: int) -> tuple[Citation | None, int]:
        """Return the citation that starts at a token, if one does, and where to read on."""
        token = self.tokens[at]
        if starts(self.tokens, at):
            return self._provisions(at)
        if token.kind == "mark":
            marked = self.tokens.lower(at - 1) in _BEFORE_MARK
            return self._provisions(at) if marked else (None, at + 1)
        if token.kind != "word" and token.text != "(":
            return None, at + 1
        if token.lower in HEADS:
            return self._articles(at)
        found = self._document(at)
        if found is not None:
            return self._documents(found, at)
        case = court(self.tokens.text, token.start) if token.text.isupper() else None
        if case is not None:
            whole = referred(self.tokens.text, *case)
            return Citation(whole.start, whole.end, "court", (whole,)), self.tokens.after(whole.end, at)
        if token.kind == "word" and self.tokens.touches(at) and self.tokens[at - 1].text in "-@._":
            return None, at + 1
        law = named(self.tokens, at, self.memory, self.day, lambda: self._loose(at))
        return self._statute(law) if law else (None, at + 1)

    def _loose(self, at: int) -> bool:
        """Return whether the words beside an abbreviation at ``at`` show that it is a statute."""
        if self.tokens.lower(at - 1) == "enligt":
            return True
        return bool(provisions(self.tokens, at + 1, marked=True)[0] or self._brief(at + 1)[0])

    def _brief(self, at: int) -> tuple[list[Part], int]:
        """Return the provisions ``6:13`` at ``at``; ``KL 13:15`` is a time of the day."""
        first = self.tokens[at]
        clock = self.tokens[at - 1].text == "KL" and first.kind == "number" and int(first.text[:4]) > 7
        return ([], at) if clock else brief(self.tokens, at)

    def _document(self, at: int) -> Found | None:
        token = self.tokens[at]
        text = self.tokens.text
        if token.text in register().ministries:
            return ministry(text, token.start)
        return preparatory(text, token.start, token.lower, self.memory.bill)

    def _documents(self, found: Found, at: int) -> tuple[Citation, int]:
        text = self.tokens.text
        parts = tuple(referred(text, source, part) for source, part in found.parts)
        if found.rule == "bill":
            self.memory.bill = found.parts[-1][0]
        citation = Citation(self.tokens[at].start, found.end, found.rule, parts)
        return citation, self.tokens.after(found.end, at)

    def _articles(self, at: int) -> tuple[Citation | None, int]:
        """Return the articles of an act of the Union at ``at``, ``artiklarna 6.1 och 9 i GDPR``."""
        parts, after = articles(self.tokens, at)
        if not parts:
            return None, at + 1
        law = self._law(after) or self._act_before(after)
        if law is None or law.form != "act":
            return None, after
        return self._citation(parts, law, "union law"), law.after

    def _act_before(self, at: int) -> Law | None:
        """Return the act last named, where ``i förordningen`` or ``i direktivet`` at ``at`` means it."""
        recent = self.memory.recent
        if self.tokens.lower(at) != "i" or recent is None or recent.kind != "EU act" or not recent.number:
            return None
        word = self.tokens[at + 1]
        if _ACT_WORDS.get(word.lower) != recent.number[5:6] or self.tokens[at + 2].text == "(":
            return None
        return Law(word.start, word.end, at + 2, recent, "act")

    def _provisions(self, at: int) -> tuple[Citation | None, int]:
        """Return the provisions at ``at`` with the statute after them, or that the sentence named before."""
        if not self._begins(at):
            return None, at + 1
        parts, after = provisions(self.tokens, at, marked=True)
        if not parts:
            number = self.tokens[at].kind == "number"
            law = named(self.tokens, at, self.memory, self.day, bool) if number else None
            # No member of a list of numbers starts a provision where its first does not.
            return self._statute(law) if law else (None, max(at + 1, numbers(self.tokens, at)[1] - 2))
        law = self._law(after)
        if law is not None and law.form != "act" and not self._headed(parts, after, law):
            return self._citation(parts, law, "chapter and section"), law.after
        if all(part.place.chapter for part in parts) and self._in_reach(parts[0].start):
            return self._relative(parts), after
        return None, after

    def _begins(self, at: int) -> bool:
        """Return whether a number starts at a token, which is no part of `2024:5`, `3/4` or `A1`."""
        before = self.tokens[at - 1].text
        if not self.tokens.touches(at) or before in ("(", '"', "”", "[", "§", "§§"):
            return True
        return before in ("-", "–") and not self.tokens.touches(at - 1)

    def _in_reach(self, place: int) -> bool:
        """Return whether the sentence that holds an offset named a statute before it."""
        if self.last_end is None or self.memory.statute is None or place - self.last_end > _IN_REACH:
            return False
        return _SENTENCE_END.search(self.tokens.text, self.last_end, place) is None

    def _relative(self, parts: list[Part]) -> Citation:
        source = self.memory.statute or Source("statute")
        found = tuple(referred(self.tokens.text, source, part) for part in parts)
        return Citation(parts[0].start, parts[-1].end, "chapter and section", found)

    def _law(self, at: int) -> Law | None:
        """Return the statute or act that provisions ending before ``at`` belong to."""
        tokens = self.tokens
        if tokens.lower(at) in _LINKS:
            at += 1
        for _ in range(3):
            if tokens.lower(at) not in _ADJECTIVES:
                break
            at += 1
        return named(tokens, at, self.memory, self.day, lambda: True)

    def _statute(self, law: Law) -> tuple[Citation | None, int]:
        """Return a statute with the provisions that follow it, ``RF 2:15``, ``LSS 9 § 2``, or alone."""
        parts, after = self._following(law)
        if parts and law.form != "same" and self._law(after) is None:
            return self._after_statute(law, parts), after
        repeated = law.source == self.memory.statute and self._apposed(law)
        self._remember(law)
        if law.form == "same" or repeated:
            return None, law.after
        whole = referred(self.tokens.text, law.source, Part(law.start, law.end))
        return Citation(law.start, law.end, _rule(law), (whole,)), law.after

    def _apposed(self, law: Law) -> bool:
        """Return whether an abbreviation only follows the name it stands for: ``förvaltningslagen (FL)``."""
        if law.form != "short" or self.last_end is None:
            return False
        before = self.tokens.text[max(0, law.start - 2) : law.start].strip()
        return before[-1:] == "(" or self.tokens.text[self.last_end : law.start].strip() == ","

    def _following(self, law: Law) -> tuple[list[Part], int]:
        """Return the provisions that follow a statute's name: on its line, or with their chapter."""
        tokens, at = self.tokens, law.after
        if law.form == "act":
            return articles(tokens, at)
        if law.form in ("short", "named"):
            parts, after = self._brief(at)
            if parts:
                return parts, after
        comma = tokens[at].text == ","
        parts, after = provisions(tokens, at + 1 if comma else at, marked=not comma)
        if not parts:
            return [], at
        same_line = "\n" not in tokens.text[law.end : parts[0].start]
        chaptered = all(part.place.chapter for part in parts)
        return (parts, after) if chaptered or (same_line and not comma) else ([], at)

    def _headed(self, parts: list[Part], after: int, law: Law) -> bool:
        """Return whether the § is an item's number on the line above its heading, which names the statute."""
        text = self.tokens.text
        gap = text[self.tokens[after - 1].end : law.start]
        bare = law.form in ("named", "unknown") and not any(part.place.chapter for part in parts)
        return bare and "\n" in gap and text[law.start].isupper()

    def _after_statute(self, law: Law, parts: list[Part]) -> Citation:
        self._remember(law)
        text, end = self.tokens.text, parts[-1].end
        spans = [Part(law.start, end, parts[0].place)]
        if len(parts) > 1:
            spans = [Part(law.start, law.end), *parts]
        found = tuple(referred(text, law.source, part) for part in spans)
        return Citation(law.start, end, "statute and section", found)

    def _citation(self, parts: list[Part], law: Law, rule: str) -> Citation:
        """Return provisions with the statute after them.

        A single provision is one reference with the statute's name. Where there are several, or the
        statute is known by its number only, the statute is a reference of its own after them.
        """
        self._remember(law)
        text = self.tokens.text
        if len(parts) == 1 and law.form != "numbered":
            spans = [Part(parts[0].start, law.end, parts[0].place)]
        elif law.form in ("named", "unknown", "numbered", "act"):
            spans = [*parts, Part(law.start, law.end)]
        else:
            spans = parts
        found = tuple(referred(text, law.source, part) for part in spans)
        return Citation(parts[0].start, law.end, rule, found)

    def _remember(self, law: Law) -> None:
        self.memory.recent = law.source
        if law.source.kind == "statute":
            self.memory.statute = law.source


def _rule(law: Law) -> str:
    if law.source.kind == "EU act":
        return "union law"
    if law.source.kind == "other":
        return "agency regulation"
    return "statute number" if law.form == "numbered" else "statute"
