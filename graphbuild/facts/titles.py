"""The title of an item as one line of text, over the lines and cells that it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.model import Stated
from graphbuild.text import Text
from graphbuild.text.hyphens import HYPHENS, decide


def title(text: Text, spans: Sequence[tuple[int, int]]) -> Stated | None:
    """Return the title that the clean spans make, words broken between them joined; None for none."""
    spans = [span for span in spans if text.clean[slice(*span)].strip()]
    if not spans:
        return None
    words = ""
    for start, end in spans:
        piece = " ".join(text.clean[start:end].split()).rstrip(" (")
        if words[-1:] in HYPHENS and words[-2:-1].isalnum():
            how = decide(words[:-1].rsplit(maxsplit=1)[-1], piece, lambda _: 0)
            words = (
                words[:-1] + piece
                if how == "join"
                else f"{words} {piece}"
                if how == "open"
                else words + piece
            )
        else:
            words = f"{words} {piece}" if words else piece
    return text.stated(spans[0][0], spans[-1][1], words)
