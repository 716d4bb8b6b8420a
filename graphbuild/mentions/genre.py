"""How the genre writes: short forms that are one token, marks that stand apart from what they touch."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

# Short forms of minutes beside those that spaCy knows in Swedish (`kl.`, `kap.`, `m.fl.`, `t.o.m.`, `f.d.`).
# fmt: off
SHORT_FORMS = (
    "bitr.", "ordf.", "ledam.", "ers.", "tjg.", "tjänstg.", "sekr.", "tf.", "t.f.", "tj.",
    "v.", "vik.", "stf.", "ang.", "avd.", "prot.", "beslutsnr.", "Dnr.", "dnr.",
    "Diarienr.", "diarienr.", "Ärendenr.", "ärendenr.", "st.f.", "e.d.", "n.b.", "1:e", "2:e", "3:e",
    "1:a", "2:a", "3:a", "f.d", "t.o.m", "fr.o.m", "fr.o.m.", "fr.om.", "t.om.", "m.fl", "d.v.s", "bl.a",
)
# fmt: on
_BEFORE = ("§§", "§", r"\|", r"\*\*", "•", "▪", "–")
_AFTER = (r"\|", r"\*\*")
_INSIDE = (r"(?<=[\w.])\|(?=\w)", r"(?<=\w)\((?=\w{1,3}\))", r"(?<=\))(?=\w)", r"\*\*")


def with_genre(nlp: Language) -> None:
    """Teach a pipeline's tokeniser the short forms and marks of minutes."""
    tokenizer: Any = nlp.tokenizer  # spaCy's type is that of any function from text to Doc
    for form in SHORT_FORMS:
        for written in dict.fromkeys((form, form[0].upper() + form[1:])):
            tokenizer.add_special_case(written, [{"ORTH": written}])
    known = nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex([*_BEFORE, *(known.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*_AFTER, *(known.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex([*(known.infixes or ()), *_INSIDE]).finditer


# No word is so long; a row of brackets or dots can be. Half of a character that takes two is no text at all.
_ENDLESS_WORD = re.compile(r"\S{200,}")
_HALVES = re.compile(r"[\ud800-\udfff]")


def readable(text: str) -> str:
    """Return a text of the same length that a tokeniser reads in bounded time.

    spaCy's takes time by the square of the punctuation marks in one word, and refuses lone surrogates.
    """
    return _ENDLESS_WORD.sub(_without_punctuation, _HALVES.sub("?", text))


def _without_punctuation(word: re.Match[str]) -> str:
    return re.sub(r"[\W_]", "x", word.group())


def genre_callback() -> Callable[[Language], None]:
    """Return ``with_genre`` for a training config."""
    return with_genre


registry.callbacks.register("beslutsgraf.genre.v1", func=genre_callback)
