"""Text files, Markdown among them: which encoding, which pages."""

from __future__ import annotations

import codecs

from graphbuild.errors import ReadError
from graphbuild.pages.lines import CONTROL, plain

# Text that other programs extracted has a stray one now and then; a binary file is full of them.
_BINARY_SHARE = 0.01
# A text in UTF-8 that something has damaged keeps most of its letters; one in Windows-1252 keeps none.
_DAMAGED_SHARE = 0.5


def decode(data: bytes) -> str:
    """Return the text of bytes in UTF-16 or UTF-8 with mark, UTF-8, Windows-1252 or Latin-1.

    Latin-1 text without control characters is Windows-1252 as well. UTF-8 with a few damaged bytes
    (cut off, or pasted from elsewhere) stays UTF-8, each of them read as U+FFFD.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8-sig", errors="replace")
    broken = damaged.count("\ufffd")
    letters = sum(1 for character in damaged if character > "\x7f") - broken
    if broken <= letters * _DAMAGED_SHARE:
        return damaged
    return data.decode("windows-1252", errors="replace")


def pages(data: bytes) -> list[str]:
    """Return the pages of a text file, split at form feeds; one that only ends the last starts none.

    Raises:
        ReadError: where it holds no text, or is no text.
    """
    text = decode(data)
    if not text.strip():
        raise ReadError("holds no text; check that the whole file was fetched")
    if len(CONTROL.findall(text)) > len(text) * _BINARY_SHARE:
        raise ReadError("is neither PDF, Word, HTML nor text; convert it to one of them")
    found = plain(text).split("\f")
    if len(found) > 1 and not found[-1].strip():
        found.pop()
    return found
