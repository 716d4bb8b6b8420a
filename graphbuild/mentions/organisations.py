"""The organisations of a document: what the pipeline finds, plus what only the whole document tells.

A document introduces names once (``Exempelrådet (ER)``) and then uses a short or lower-case form;
so the names found are looked for again, as a gazetteer of the document's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from graphbuild.authority import organisations as known_organisations
from graphbuild.mentions.lexicon import either, lexicon
from graphbuild.mentions.lists import entry, labelled
from graphbuild.mentions.mention import Mention, longest
from graphbuild.mentions.pipeline import ORGANISATIONS, Gazetteer, documents, mentions_of, pipeline
from graphbuild.model import Stated
from graphbuild.text import Text

_SHORT = re.compile(r" ?\((?P<short>[A-ZÅÄÖ][A-Za-zÅÄÖåäö&-]{1,7}\+?)\)")
_PARTY_CODES = frozenset({"S", "M", "SD", "C", "V", "KD", "L", "FP", "MP", "FI"})
# Names that only their place shows, so that they are looked for elsewhere exactly as written.
_SINGLE = frozenset(
    {"visited", "unit of", "abbreviation in a role", "report heading", "listed", "apposition", "culture"}
)
# Rules whose names end where the capitals end, so that a genitive stays on them.
_LOOSE = frozenset({"class and name", "body and district", "district"})
_DEFINITE_GENITIVE = ("ens", "ets", "arnas", "ernas", "ornas")
_LABEL_REACH = 160  # characters before a name in which a label is looked for
# `Upptäckarna` on a line of its own, and then: `Namn Namnsson (X) rapporterar från möte`.
_REPORT = re.compile(
    r"(?m)^(?P<name>[A-ZÅÄÖ][^\n.:;,§\d?!]{1,60})\n"
    r"(?=[A-ZÅÄÖ][^\n]{2,80}\([^()\n]{1,4}\)[^\n]{0,60}\b(?:rapportera[rd]e?|informera[rd]e?|redogör"
    r"|redogjorde|berätta[rd]e?)"
    r" (?:om |kort |muntligt )?(?:från|efter)\b)"
)


def find(text: Text, start: int, end: int) -> tuple[Mention, ...]:
    """Return all mentions whose words lie in the clean span, in its order, kinds apart overlapping.

    Organisations are those of ``organisation_mentions``; the other kinds are found in the span itself.
    """
    with pipeline().memory_zone():
        found = [
            mention.moved(offset)
            for offset, doc in documents(text.clean, start, end)
            for mention in mentions_of(doc)
            if mention.kind != "organisation"
        ]
    found += [m for m in organisation_mentions(text.clean) if start <= m.start and m.end <= end]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.kind)))


def organisations(text: Text, start: int, end: int) -> tuple[Stated, ...]:
    """Return each distinct organisation that the clean span names, with the words that first name it.

    Two spellings that differ only in case are one; the first is kept.
    """
    first: dict[str, Stated] = {}
    found = organisation_mentions(text.clean)
    begin, stop = (bisect_left(found, at, key=lambda mention: mention.start) for at in (start, end))
    for mention in found[begin:stop]:
        key = mention.text.casefold()
        if mention.end <= end and key not in first:
            first[key] = text.stated(mention.start, mention.end, mention.text)
    return tuple(first.values())


@lru_cache(maxsize=4)
def organisation_mentions(clean: str) -> tuple[Mention, ...]:
    """Return the mentions of organisations in a whole clean text, short forms resolved to full names."""
    # What spaCy keeps of a document's words goes with the zone: a run over many documents stays small.
    with pipeline().memory_zone():
        docs = tuple(documents(clean, 0, len(clean), ORGANISATIONS))
        told = (m.moved(offset) for offset, doc in docs for m in mentions_of(doc) if m.kind == "organisation")
        found = list(longest([*told, *_report_headings(clean), *_listed(clean)]))
        shorts = dict(_introduced(clean, found))
        own = _own_names(found, shorts)
        for offset, doc in docs:
            found += (m.moved(offset) for m in own.find(doc))
    found = [m for m in found if not _in_number(clean, m)]
    parties = {name.casefold() for name in lexicon().parties}
    settled = [m for m in longest(found) if m.text.casefold() not in parties and not _is_place(clean, m)]
    return _resolved(_in_base_form(clean, settled), shorts)


def _report_headings(clean: str) -> Iterator[Mention]:
    """Yield names that stand alone above a member's report from there."""
    for match in _REPORT.finditer(clean):
        name = match["name"].rstrip()
        if len(name.split()) <= 5 and name.split()[0].casefold() not in lexicon().leading:
            yield Mention(
                "organisation", name, match.start(), match.start() + len(name), "report heading", 0.75
            )


def _listed(clean: str) -> Iterator[Mention]:
    """Yield the entries of lists that hold organisations only; ``Sökande:`` may well be a person."""
    labels = (*lexicon().partner_labels, *(label for label in lexicon().owner_labels if "projekt" in label))
    for start, end in labelled(clean, labels, 0, len(clean)):
        if entry(clean[start:end]):
            yield Mention("organisation", clean[start:end], start, end, "listed", 0.85)


def _introduced(clean: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Yield short forms that stand in parentheses after a name, with that name."""
    for mention in mentions:
        match = _SHORT.match(clean, mention.end)
        if match and match["short"] not in _PARTY_CODES and sum(c.isupper() for c in match["short"]) >= 2:
            yield match["short"], mention.text


def _own_names(mentions: Iterable[Mention], shorts: dict[str, str]) -> Gazetteer:
    """Return the document's own gazetteer: its longer names in any case, its short ones as written."""
    several = {m.text for m in mentions if " " in m.text}
    single = {m.text for m in mentions if m.rule in _SINGLE and " " not in m.text}
    return Gazetteer(pipeline(), several, single | set(shorts), own=True)


def _in_number(text: str, mention: Mention) -> bool:
    """Return whether the document's own abbreviation is part of a case number: ``ABC 00658-2023``."""
    if mention.rule != "own name" or not mention.text.isupper() or " " in mention.text:
        return False
    return re.match(r"[ :/-]{0,2}\d", text[mention.end : mention.end + 3]) is not None


@cache
def _after_place_label() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-]){either(lexicon().place_labels)}[ \t]{{0,40}}[:|]?\s{{1,60}}$")


def _is_place(clean: str, mention: Mention) -> bool:
    """Return whether an office stands as the place of something: ``Justeringens plats  Kommunkontoret``."""
    if not mention.text.casefold().endswith(("kontoret", "kansliet", "förvaltningen")):
        return False
    return _after_place_label().search(clean, max(0, mention.start - _LABEL_REACH), mention.start) is not None


def _in_base_form(clean: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions with a genitive undone that only the document shows.

    ``Stiftelsen Solviks årsbok`` names Stiftelsen Solvik where the text has the word ``Solvik`` as well, and
    ``Stiftelsen Norra Äldrehemmets årsbok`` shows it by its definite form. ``Stiftelsen Solviks`` at a
    sentence's end, or without that word, stays.
    """
    words: set[str] = set()
    found = []
    for m in mentions:
        last = m.text.rsplit(" ", 1)[-1]
        if m.rule in _LOOSE and last.endswith("s") and re.match(r" [a-zåäö]", clean[m.end : m.end + 2]):
            words = words or set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", clean))
            if last[:-1] in words or (m.text.count(" ") > 1 and last.endswith(_DEFINITE_GENITIVE)):
                found.append(Mention(m.kind, m.text[:-1], m.start, m.end, m.rule, m.confidence))
                continue
        found.append(m)
    return found


def _written_out(stated: Collection[str]) -> dict[str, str]:
    """Return the short forms of the authority data with the full name that the same document states."""
    return {
        short: name
        for one in known_organisations()
        for short in one.shorts
        for name in one.names
        if name.casefold() in stated
    }


def _resolved(mentions: list[Mention], shorts: dict[str, str]) -> tuple[Mention, ...]:
    """Return the mentions with short forms replaced by full names that the same document states."""
    stated = {m.text.casefold(): m.text for m in reversed(mentions)}
    full = {s: f for s, f in lexicon().same.items() if f.casefold() in stated} | _written_out(stated) | shorts
    # `Exempelfonden Alfas` beside `Exempelfonden Alfa`: a genitive of a name that the lexicon lacks.
    full |= {
        m.text: m.text[:-1] for m in mentions if m.text.endswith("s") and m.text[:-1].casefold() in stated
    }
    folded = {
        short.casefold() if " " in short or short.islower() else short: name for short, name in full.items()
    }
    resolved = []
    for m in mentions:
        name = folded.get(m.text) or folded.get(m.text.casefold())
        resolved.append(Mention(m.kind, name, m.start, m.end, m.rule, m.confidence) if name else m)
    return tuple(resolved)
