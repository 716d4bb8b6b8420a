"""Tokens that let a client write: what the service keeps of them, and how a request shows one.

Only a token's SHA-256 is kept. A token is 256 bits from the system's generator, so that a slow hash
would add nothing; hashes are compared in constant time. Revoking one takes effect at the next request,
since the file is read at each.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path

from fastapi import Request

from api.problems import RefusedError
from graphbuild.errors import BeslutsgrafError

SCOPES = ("graphs",)
"""What a token can allow: to write graphs that no build makes."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_BEARER = re.compile(r"Bearer +([A-Za-z0-9_.~+/=-]+)", re.IGNORECASE)


class TokenError(BeslutsgrafError):
    """A token that cannot be made or revoked, or a file of tokens that cannot be read."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: its name, what it allows, its hash, and the day it was made and ends."""

    name: str
    scopes: tuple[str, ...]
    sha256: str
    made: str
    ends: str | None = None

    def allows(self, scope: str, today: dt.date) -> bool:
        """Whether the token may be used for this, today."""
        return scope in self.scopes and (self.ends is None or today.isoformat() <= self.ends)


class Tokens:
    """The tokens of one store, kept in its folder in a file that only its owner can read."""

    def __init__(self, store: Path) -> None:
        self.path = store / "tokens.json"

    def all(self) -> tuple[Token, ...]:
        """Return all tokens, by name.

        Raises:
            TokenError: where the file cannot be read.
        """
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return tuple(Token(**{**each, "scopes": tuple(each["scopes"])}) for each in found)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise TokenError(f"the tokens in {self.path} cannot be read: {error}") from error

    def make(self, name: str, scopes: tuple[str, ...], today: dt.date, days: int | None = None) -> str:
        """Make a token and return it; it cannot be shown again.

        Args:
            name: what it is called in the list, and when it is revoked.
            scopes: what it allows, of `SCOPES`.
            today: the day it is made.
            days: for how many days it holds; without end where None.

        Raises:
            TokenError: where the name is taken or no name.
        """
        if not _NAME.fullmatch(name):
            raise TokenError(f"{name!r} is no name of a token: letters, digits, dots, hyphens, at most 64")
        if any(each.name == name for each in self.all()):
            raise TokenError(f"there is a token {name} already; revoke it first, or choose another name")
        secret = f"bg_{secrets.token_urlsafe(32)}"
        ends = None if days is None else (today + dt.timedelta(days=days)).isoformat()
        self._keep((*self.all(), Token(name, scopes, _hash(secret), today.isoformat(), ends)))
        return secret

    def revoke(self, name: str) -> None:
        """Make a token void.

        Raises:
            TokenError: where there is none of that name.
        """
        kept = tuple(each for each in self.all() if each.name != name)
        if len(kept) == len(self.all()):
            raise TokenError(f"there is no token {name}; `beslutsgraf token list` shows those there are")
        self._keep(kept)

    def find(self, secret: str) -> Token | None:
        """Return the token, None for an unknown one; how long that takes tells nothing of it."""
        digest, found = _hash(secret), None
        for each in self.all():
            if hmac.compare_digest(each.sha256, digest):
                found = each
        return found

    def _keep(self, tokens: tuple[Token, ...]) -> None:
        draft = self.path.with_name(f"{self.path.name}.draft")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump([asdict(each) for each in sorted(tokens, key=lambda one: one.name)], out, indent=2)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self.path)


def require(request: Request, scope: str) -> Token:
    """Return the token that a request shows, where it allows ``scope`` (RFC 6750).

    Raises:
        RefusedError: where it shows none (401), an unknown or ended one (401), or one that does not
            allow this (403).
    """
    given = _BEARER.fullmatch(request.headers.get("authorization", ""))
    if given is None:
        raise RefusedError("this needs a token: send `Authorization: Bearer …`", HTTPStatus.UNAUTHORIZED)
    found = Tokens(request.app.state.readers.store.path).find(given[1])
    today = dt.datetime.now(dt.UTC).date()
    if found is None or (found.ends is not None and found.ends < today.isoformat()):
        raise RefusedError("the token is unknown, or holds no longer", HTTPStatus.UNAUTHORIZED)
    if not found.allows(scope, today):
        raise RefusedError(f"the token does not allow to write {scope}", HTTPStatus.FORBIDDEN)
    return found


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
