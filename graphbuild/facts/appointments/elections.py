"""Who is elected or appointed, by what order the names and the post stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphbuild.facts.appointments.line import FOR_THE_DAY, NAMES, PERSON, VERBS, Line, organ, posts
from graphbuild.facts.appointments.posts import post_name, post_pattern
from graphbuild.facts.names import PersonSpan
from graphbuild.model import Stated
from graphbuild.text import Text

_POST = post_pattern()
_VERB = re.compile(rf"\b{VERBS}\b", re.IGNORECASE)
_POST_FIRST = re.compile(
    rf"\btill (?P<post>{_POST})(?P<mid>[^{PERSON}]{{0,500}}?)(?P<names>{NAMES})", re.IGNORECASE
)
_NAMES_FIRST = re.compile(
    rf"(?P<names>{NAMES})(?P<mid>[^{PERSON}]{{0,200}}?)\b(?:till|som) (?P<post>{_POST})", re.IGNORECASE
)
_LEAD = re.compile(rf"\b(?:till )?(?P<post>{_POST})[^{PERSON}]{{0,400}}:\s*$", re.IGNORECASE)
_ENTRY = re.compile(
    rf"\s*(?:\d{{1,2}}[.)]\s|[•●▪■◦‣⁃·\uf0b7\uf0a7*−–—-]\s)?\s*(?:(?P<post>{_POST})\s*[:\t–-]?\s*)?(?P<names>{NAMES})"
    rf"(?:\s*[,\t(–-]\s*(?P<after>{_POST})\)?)?\s*[.,;]?\s*",
    re.IGNORECASE,
)
_HEADING = re.compile(rf"\s*(?P<post>{_POST})\s*:?\s*", re.IGNORECASE)
_ONLY = re.compile(
    rf"(?:{VERBS}\s+(?P<after>{NAMES})|(?P<before>{NAMES})\s+{VERBS})\s*(?:\.|,|$| i )", re.IGNORECASE
)
# What is no election by this meeting: adjusting, proposing, what others decided or are to decide.
_NOT = re.compile(
    r"\bjuster(?:a|ar|are|ing)|protokollsjust|rösträkn|\bföresl(?:å|og)|\bnominera|\bavsl(?:å|ag)|bordlägg|återremi"
    r"|\bi uppdrag\b|\buppdra(?:s|r|ga)?\b|\bavstyrk|\blänsstyrelsen (?:har|beslut)"
    r"|\bha(?:r|de)\b[^.]{0,80}?\b(?:besluta[dt]?|utse(?:tt|tts|dd)|val(?:t|ts|d)|bevilja[dt]s?|förordnats?)\b"
    r"|\bska(?:ll)? (?:utse|välja|utses|väljas)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Post:
    """A post, its organ and in whose place, as far as a sentence or a title says."""

    name: str | None = None
    organ: Stated | None = None
    replaced: PersonSpan | None = None


@dataclass(frozen=True, slots=True)
class Elected:
    """People elected to one post by one sentence."""

    people: tuple[PersonSpan, ...]
    post: Post


def no_election(words: str) -> bool:
    """Tell whether the sentence adjusts, proposes, or tells of what others decided."""
    return bool(_NOT.search(words))


def title_post(text: Text, title: Line) -> Post:
    """Return the post that the title of an item is about (``Val av ledamot i …``)."""
    found = posts().search(title.words)
    if found is None:
        return Post()
    return Post(post_name(found.group()), organ(text, title, found.end()), title.replaced())


def elected(text: Text, read: Line, title: Post) -> Iterator[Elected]:
    """Yield whom the sentence elects to what; ``title`` is what the item's title says."""
    verb = _VERB.search(read.words)
    if verb is None or no_election(read.words):
        return
    found = [*_clauses(read)]
    for match in found:
        named = organ(text, read, match.end("post"))
        if FOR_THE_DAY.match(read.words, match.end("post")):
            continue
        post = Post(post_name(match["post"]), named, read.replaced())
        people = read.everyone(*match.span("names"))
        yield Elected(people, _completed(post, title))
    only = None if found or title.name is None else _ONLY.search(read.words)
    if only:
        group = "after" if only["after"] else "before"
        yield Elected(
            read.everyone(*only.span(group)), replace(title, replaced=read.replaced() or title.replaced)
        )


def _clauses(read: Line) -> Iterator[re.Match[str]]:
    """Yield the clauses that elect, each with names and a post; which comes first holds for all."""
    names = read.words.find(PERSON)
    post = re.search(rf"\btill {_POST}", read.words, re.IGNORECASE)
    names_first = names >= 0 and (post is None or names < post.start())
    going = False
    for match in (_NAMES_FIRST if names_first else _POST_FIRST).finditer(read.words):
        before = read.words[max(0, match.start() - 40) : match.start()]
        going = going or bool(_VERB.search(match["mid"]) or _VERB.search(before))
        if going:
            yield match


def _completed(post: Post, title: Post) -> Post:
    """Return the post with what only the title says of it, where the title is of the same post."""
    if title.name is not None and _last(title.name) != _last(post.name or ""):
        return post
    return Post(post.name, post.organ or title.organ, post.replaced or title.replaced)


def _last(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def lead(text: Text, read: Line, title: Post) -> Post | None:
    """Return the post that a line leads in a list for (``Till ledamöter i … utses:``), None for others."""
    found = _LEAD.search(read.words)
    if found is None or no_election(read.words) or not _VERB.search(read.words):
        return None
    post = Post(post_name(found["post"]), organ(text, read, found.end("post")), read.replaced())
    return _completed(post, title)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: who is elected to what, and the post that goes on for the lines after it."""

    people: tuple[PersonSpan, ...]
    post: Post
    following: Post


def entry(read: Line, context: Post) -> Entry | None:
    """Return what a line of a list of people says, or of a post over them; None for another line."""
    heading = _HEADING.fullmatch(read.words)
    if heading:
        post = replace(context, name=post_name(heading["post"]))
        return Entry((), post, post)
    found = _ENTRY.fullmatch(read.words)
    if found is None:
        return None
    following = replace(context, name=post_name(found["post"])) if found["post"] else context
    post = replace(following, name=post_name(found["after"])) if found["after"] else following
    return Entry(read.everyone(*found.span("names")), post, following)
