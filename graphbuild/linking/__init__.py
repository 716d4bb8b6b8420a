"""Names to entities: which meeting a document is of, who is who, which organisation, case and project."""

from __future__ import annotations

from graphbuild.linking.core import Linked, link, merged
from graphbuild.linking.documents import Document, SetAside
from graphbuild.linking.judgements import Judgement, JudgementError, Judgements
from graphbuild.linking.meeting import Identified, Meeting, identify
from graphbuild.linking.register import Register, Registered, RegisterError
from graphbuild.linking.revisions import Revision

__all__ = [
    "Document",
    "Identified",
    "Judgement",
    "JudgementError",
    "Judgements",
    "Linked",
    "Meeting",
    "Register",
    "RegisterError",
    "Registered",
    "Revision",
    "SetAside",
    "identify",
    "link",
    "merged",
]
