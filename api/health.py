"""Whether the service can answer: what a proxy or a monitor asks."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.jobs import Job
from api.readers import Readers
from graphbuild import __version__

router = APIRouter(tags=["Health"])


@router.get("/health", summary="Whether queries are answered, and of which graph")
def health(request: Request) -> JSONResponse:
    """Ask the graph a question and tell the number of the snapshot that answered.

    Where it is not answered the status is that of the reason: 503 where there is no graph, or nobody is free.
    """
    readers: Readers = request.app.state.readers
    answer = readers.run(Job("ASK {}", "csv"))
    body = {"status": "ok", "version": __version__, "snapshot": answer.snapshot}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
