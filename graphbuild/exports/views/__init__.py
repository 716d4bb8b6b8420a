"""The graph as other systems know such things: ELI-DL, OSLO Besluit, Popolo and OParl.

A view takes over what its target has a place for; ``docs/views.md`` says what maps to what and
what is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

from graphbuild.errors import ResultFormatError
from graphbuild.exports.views import oparl, popolo, rdf
from graphbuild.exports.views.scope import meetings
from graphbuild.store import View

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "eli-dl": ("ttl", "nt", "jsonld"),
        "besluit": ("ttl", "nt", "jsonld"),
        "popolo": ("json",),
        "oparl": ("json",),
    }
)
"""The views with the formats of each, the one that is used where none is named first."""

FOLDERS = frozenset({"oparl"})
"""The views that are a folder of files, not one file."""


def write_view(
    view: View,
    name: str,
    path: Path,
    form: str | None = None,
    *,
    council: str | None = None,
    meeting: str | None = None,
) -> None:
    """Write a view of the graph to a file, or to a folder for those in `FOLDERS`.

    Args:
        view: the graph.
        name: of the view, one of `FORMATS`.
        path: the file or folder; a file replaces one that is there when it is whole.
        form: one of the formats of the view.
        council: only this council, by its IRI or the last part of it.
        meeting: only this meeting, by its IRI or what follows ``/id/meeting/`` in it.

    Raises:
        ResultFormatError: where the view has no such format.
        QueryError: where the graph has no such meeting.
    """
    form = _format(name, form)
    if name in FOLDERS:
        oparl.write(view, meetings(view, council, meeting), path)
        return
    draft = path.with_name(f"{path.name}.draft")
    try:
        with draft.open("wb") as output:
            stream_view(view, name, output, form, council=council, meeting=meeting)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def stream_view(
    view: View,
    name: str,
    output: IO[bytes],
    form: str | None = None,
    *,
    council: str | None = None,
    meeting: str | None = None,
) -> None:
    """Write a view that is one file to an open one; arguments and errors as of `write_view`."""
    form = _format(name, form)
    if name in FOLDERS:
        raise ResultFormatError(f"{name} is a folder of files: name one to write to")
    chosen = meetings(view, council, meeting)
    if name == "popolo":
        popolo.write(view, chosen, output)
    else:
        rdf.write(view, name, chosen, form, output)


def _format(name: str, form: str | None) -> str:
    if name not in FORMATS:
        raise ResultFormatError(f"there is no view {name}; there are: {', '.join(FORMATS)}")
    if form is not None and form not in FORMATS[name]:
        raise ResultFormatError(f"{name} is written as {' or '.join(FORMATS[name])}, not as {form}")
    return form or FORMATS[name][0]
