"""Each stored query as a route of its own, with documented and typed parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.answers import HTML, choose, formats_of, page_table, respond
from api.clients import client_of
from api.jobs import Job
from api.problems import STATUS
from api.readers import Readers
from api.templating import page
from graphbuild.errors import ParameterError
from graphbuild.queries import Parameter, StoredQuery
from graphbuild.results import parse_rows

_SCHEMAS: Mapping[str, Mapping[str, str]] = {
    "string": {"type": "string"},
    "iri": {"type": "string", "format": "iri"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
}


def make_router(queries: Mapping[str, StoredQuery]) -> APIRouter:
    """Return the routes of the stored queries: the list of them, and one for each."""
    router = APIRouter(prefix="/queries", tags=["Stored queries"])

    @router.get("", summary="The stored queries and their parameters")
    def index() -> Response:
        return JSONResponse([_listed(query) for query in queries.values()])

    for query in queries.values():
        router.add_api_route(
            f"/{query.name}",
            _handler(query),
            summary=query.summary,
            description=query.description,
            name=query.name,
            operation_id=query.name.replace("-", "_"),
            response_class=Response,
            openapi_extra={"parameters": [*map(_documented, query.params), _format_parameter(query)]},
        )
    return router


def _handler(query: StoredQuery) -> Callable[[Request], Response]:
    def run(request: Request) -> Response:
        formats = formats_of(query.form)
        chosen = choose(request, formats, html=True)
        given = {name: value for name, value in request.query_params.items() if name != "format"}
        if chosen == HTML:
            return _page(request, query, given)
        readers: Readers = request.app.state.readers
        return respond(
            readers.run(Job(query.bind(given), chosen), client_of(request)).body, formats[chosen], query.name
        )

    return run


def _page(request: Request, query: StoredQuery, given: Mapping[str, str]) -> Response:
    """Return the page of a stored query: its form and, once there are parameters, its answer."""
    readers: Readers = request.app.state.readers
    context: dict[str, Any] = {"query": query, "given": given, "table": None, "count": None, "error": ""}
    ready = given or not any(parameter.required for parameter in query.params)
    status = 200
    if ready:
        try:
            found = parse_rows(readers.run(Job(query.bind(given), "json"), client_of(request)).body)
            context |= {"table": page_table(found), "count": len(found.rows)}
        except ParameterError as error:
            context["error"], status = str(error), STATUS[ParameterError].value
    context["formats"] = list(formats_of(query.form))
    return page(request, "query.html", context, status=status)


def _listed(query: StoredQuery) -> Mapping[str, object]:
    return {
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": query.tags,
        "url": f"/queries/{query.name}",
        "params": [
            {"name": each.name, "type": each.type, "description": each.description, "required": each.required}
            | ({"example": each.example} if each.example is not None else {})
            for each in query.params
        ],
        "sparql": query.text,
    }


def _documented(parameter: Parameter) -> Mapping[str, object]:
    """Return a parameter as OpenAPI documents it."""
    schema: dict[str, object] = dict(_SCHEMAS[parameter.type])
    if parameter.default is not None:
        schema["default"] = parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": schema,
    } | ({"example": parameter.example} if parameter.example is not None else {})


def _format_parameter(query: StoredQuery) -> Mapping[str, object]:
    names = [*formats_of(query.form), HTML]
    return {
        "name": "format",
        "in": "query",
        "required": False,
        "description": "the format of the answer, instead of the Accept header",
        "schema": {"type": "string", "enum": names},
    }
