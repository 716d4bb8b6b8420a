"""The words for posts that people are elected to, from ``data/posts.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from graphbuild.resources import resource


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("data/posts.toml").read_text(encoding="utf-8"))


@cache
def post_pattern() -> str:
    """Return a regular expression, without groups that capture, for one post or two joined ones."""
    data = _data()
    words = sorted((w for forms in data["posts"].values() for w in forms), key=len, reverse=True)
    adjectives = "|".join((*data["before"], *data["beside"]))
    one = rf"(?:(?:{adjectives}) ){{0,3}}(?:{'|'.join(words)})\b"
    return rf"\b{one}(?:(?: och | samt | tillika |, tillika ){one})?"


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (post, re.compile("|".join(rf"(?:{form})" for form in forms), re.IGNORECASE))
        for post, forms in _data()["posts"].items()
    )


def post_name(words: str) -> str:
    """Return the post in the singular, with what is part of it: ``nya ledamöter`` gives ``ledamot``."""
    beside = re.compile(rf"^(?:(?:{'|'.join(_data()['beside'])}) )+", re.IGNORECASE)
    named = [
        _single(beside.sub("", part)) for part in re.split(r",? och |,? samt |,? tillika ", words.strip())
    ]
    return " och ".join(named)


def _single(words: str) -> str:
    """Return one post in the singular; the adjectives before it are kept, in the singular too."""
    at = 0
    while at >= 0:
        before, noun = words[:at].strip(), words[at:].strip()
        for post, pattern in _forms():
            if pattern.fullmatch(noun):
                return f"{_singular(before)} {post}".strip()
        at = words.find(" ", at + 1)
    return words


def _singular(adjectives: str) -> str:
    return re.sub(r"\b(personlig|politisk|gemensam)(?:ma|a|t)\b", r"\1", adjectives.lower())
