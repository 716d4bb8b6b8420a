"""Where the data of the package lies: in an installed wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_resources"


def resource(name: str) -> Path:
    """Return the path of ``name``, which starts with ``ontology``, ``shapes``, ``queries`` or ``data``.

    Raises:
        FileNotFoundError: where the package has no such file or folder.
    """
    if name.startswith("data"):
        path = _PACKAGE / name
    else:
        path = (_INSTALLED if _INSTALLED.exists() else _PACKAGE.parent) / name
    if not path.exists():
        raise FileNotFoundError(f"the package lacks {name}")
    return path
