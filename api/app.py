"""The whole service on one screen: middleware, exception handlers, routers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles

from api import changes, dataset, entities, graphs, health, pages, quality, queries, sparql, vocabulary
from api.methods import MethodsMiddleware
from api.problems import HANDLERS
from api.readers import Readers
from api.settings import Settings, built_base, from_environment
from api.validators import ValidatorsMiddleware
from graphbuild import __version__
from graphbuild.exports import about
from graphbuild.queries import load
from graphbuild.store import Store

THREADS = 128
DESCRIPTION = """Decisions of Swedish regions and municipalities as linked data: a SPARQL endpoint,
stored queries, and a description of every thing that has an IRI."""


def create_app(store: Store | Path | str, settings: Settings | None = None) -> FastAPI:
    """Return the service over a store; its readers see each graph as soon as it is published.

    Without settings the environment gives them.
    """
    store = store if isinstance(store, Store) else Store(store)
    settings = settings or from_environment()
    settings = replace(settings, base=settings.base or built_base(store.path))
    readers = Readers(store, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Whoever waits for a reader waits in a thread, and so many may.
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        await run_in_threadpool(readers.start)
        yield
        readers.close()

    app = FastAPI(
        title=settings.title,
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.about = about.load(Path(settings.about)) if settings.about else None
    app.state.settings, app.state.readers, app.state.queries = settings, readers, load()

    app.add_middleware(ValidatorsMiddleware, store=store)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"],
        allow_headers=["Accept", "Authorization", "Content-Type", "If-None-Match", "If-Modified-Since"],
        expose_headers=["Allow", "ETag", "Last-Modified", "Link", "Location", "Retry-After"],
        max_age=86400,
    )
    app.add_middleware(MethodsMiddleware, routes=app.routes)
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    app.include_router(sparql.router)
    app.include_router(graphs.router)
    app.include_router(queries.make_router(load()))
    app.include_router(changes.router)
    app.include_router(entities.router)
    app.include_router(vocabulary.router)
    app.include_router(dataset.router)
    app.include_router(health.router)
    app.include_router(pages.router)
    app.include_router(quality.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    return app
