"""References to law in Swedish text, to the provision: statutes, their preparatory works, acts of the Union.

`references` gives each provision and source named, `citations` the phrases they stand in.
"""

from __future__ import annotations

from graphbuild.law.model import Citation, Kind, LegalReference
from graphbuild.law.reader import citations, references

__all__ = ["Citation", "Kind", "LegalReference", "citations", "references"]
