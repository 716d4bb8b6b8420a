"""What has changed since a client's last visit: an Atom feed, and pages of JSON with cursors."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from api.problems import UnknownEntityError
from api.readers import Readers
from api.settings import Settings
from api.validators import has_it
from graphbuild.changes import CursorError, Log
from graphbuild.changes.atom import MEDIA_TYPE, feed
from graphbuild.changes.listing import listing

router = APIRouter(tags=["Changes"])
ARCHIVED = 50
"""How many entries a document of the feed's archive has."""
MOST = 1000
"""How many changes a page of JSON has at most."""
# SQLite counts to here.
_LAST = 2**63 - 1

_Cursor = Annotated[int, Path(ge=1, le=_LAST)]


@router.get("/changes", summary="What was added, changed and removed, after a cursor")
def changes(
    request: Request,
    since: Annotated[int, Query(ge=0, le=_LAST, description="the last cursor that is known already")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST, description="how many changes at most")] = 100,
    log: Annotated[
        str | None, Query(description="the log that the cursor is of; another is an error")
    ] = None,
) -> Response:
    """Return the changes after a cursor, oldest first.

    A change of the kind ``removed`` is a tombstone: its ``formerGraphs`` are gone. Ask next for what
    came after ``cursor``, and where ``next`` is given, at once. With a cursor that this log does not
    have, the answer is 410: the graph was built anew, and a whole copy is to be taken.
    """
    with Log.open(_store(request)) as opened:
        if log is not None and log != opened.name:
            raise CursorError(f"the cursor is of the log {log}, but this is {opened.name or 'an empty one'}")
        found, modified = opened.changes(since, limit), opened.modified
        body: dict[str, Any] = listing(opened, found, since)
    body["changes"] = [_with_downloads(request, change) for change in body["changes"]]
    more = body["cursor"] < body["newest"]
    body["next"] = _address(request, "changes", since=body["cursor"], limit=limit) if more else None
    links = {"self": _address(request, "changes", since=since, limit=limit), "alternate": _feed(request)}
    if more:
        links["next"] = body["next"]
    answer = JSONResponse(body)
    return _conditional(request, answer, links, modified)


@router.get(
    "/changes.atom", summary="What was added, changed and removed, as a feed", response_class=Response
)
def atom(
    request: Request,
    archive: Annotated[int | None, Query(ge=1, le=_LAST, description="a document of its archive")] = None,
) -> Response:
    """Return the feed with the newest changes first (RFC 4287), or a document of its archive (RFC 5005).

    The archive's first document has the first changes. None of them changes any more, unless details of
    old changes are taken out.
    """
    settings: Settings = request.app.state.settings
    with Log.open(_store(request)) as log:
        whole = log.newest // ARCHIVED
        if archive is not None and archive > whole:
            raise UnknownEntityError(f"the archive has no document {archive}; there are {whole}")
        since = (archive - 1) * ARCHIVED if archive else max(0, log.newest - ARCHIVED)
        found, modified = log.changes(since, ARCHIVED)[::-1], log.modified
    links = _feed_links(request, archive, whole)
    site = str(request.base_url)
    text = feed(
        found,
        base=settings.base,
        site=site,
        title=settings.title,
        links=links,
        archive=archive is not None,
    )
    return _conditional(request, Response(text, media_type=MEDIA_TYPE), links, modified)


@router.get("/changes/{cursor}", summary="One change, with the facts it concerns")
def change(request: Request, cursor: _Cursor) -> Response:
    """Return one change with the IRIs of the facts and entities that it added, changed and removed."""
    with Log.open(_store(request)) as log:
        found, modified = log.change(cursor), log.modified
    if found is None:
        raise UnknownEntityError(f"there is no change {cursor}")
    told, facts = found
    body = _with_downloads(request, told.to_json()) | {"factIris": facts.to_json()}
    return _conditional(request, JSONResponse(body), {"collection": _address(request, "changes")}, modified)


def _store(request: Request) -> Any:  # noqa: ANN401 - a path
    readers: Readers = request.app.state.readers
    return readers.store.path


def _with_downloads(request: Request, change: dict[str, Any]) -> dict[str, Any]:
    """Return a change with where to get each of its graphs as it is now, as N-Triples."""
    queries = {
        iri: f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}" for iri in change["graphs"]
    }
    downloads = {iri: _address(request, "sparql", query=query, format="nt") for iri, query in queries.items()}
    return {**change, "downloads": downloads}


def _feed_links(request: Request, archive: int | None, whole: int) -> Mapping[str, str]:
    """Return the links of the feed, or of a document of its archive, by relation."""
    if archive is None:
        links = {"self": _feed(request)}
        older = whole
    else:
        links = {"self": _feed(request, archive), "current": _feed(request)}
        older = archive - 1
        if archive < whole:
            links["next-archive"] = _feed(request, archive + 1)
    if older:
        links |= dict.fromkeys(("prev-archive", "next"), _feed(request, older))
    return links


def _feed(request: Request, archive: int | None = None) -> str:
    return _address(request, "changes.atom", **({"archive": archive} if archive else {}))


def _address(request: Request, path: str, **values: str | int) -> str:
    return f"{request.base_url}{path}{'?' if values else ''}{urlencode(values)}"


def _conditional(
    request: Request, answer: Response, links: Mapping[str, str], modified: str | None
) -> Response:
    """Return the answer with its ``Link``, ``ETag`` and ``Last-Modified``, or 304 where the client has it.

    ``modified`` is the time of the log's newest change; two builds within a second have one, so the
    ``ETag`` is asked first, as RFC 9110 says.
    """
    tag = f'W/"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    headers["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())
    time = datetime.fromisoformat(modified).astimezone(UTC) if modified else None
    if time:
        headers["Last-Modified"] = format_datetime(time, usegmt=True)
    if has_it(request.headers, tag, time.timestamp() if time else None):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    answer.headers.update(headers)
    return answer
