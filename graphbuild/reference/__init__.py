"""The vocabulary described from its own files: its documents, the checks of it, its page of documentation."""

from graphbuild.reference.documents import DOCUMENTS, document, version
from graphbuild.reference.page import html
from graphbuild.reference.verify import Finding, verify

__all__ = ["DOCUMENTS", "Finding", "document", "html", "verify", "version"]
