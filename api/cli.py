"""The commands ``serve`` and ``token``, and the command line: that of ``graphbuild`` with them added.

``serve`` needs this package, which ``graphbuild`` may not import; hence the program starts here.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from api.settings import Settings, SettingsError, from_environment
from api.tokencli import token
from graphbuild.cli import main
from graphbuild.cli.common import Failure, example, store_option
from graphbuild.store import Store

__all__ = ["main", "serve", "token"]


@click.command(
    short_help="Serve a graph over HTTP.", epilog=example("beslutsgraf serve --store DIR --port 8080")
)
@store_option()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 is any."
)
def serve(folder: Path, host: str, port: int) -> None:
    """Serve a graph: SPARQL, the stored queries, and a description of every entity.

    Stop it with Ctrl-C.
    """
    import uvicorn

    from api.app import create_app

    Store(folder).view().close()
    app = create_app(folder, _settings(folder))
    with _listen(host, port) as listener, suppress(KeyboardInterrupt):
        address = f"http://{host}:{listener.getsockname()[1]}"
        click.echo(f"Open {address} (stop with Ctrl-C). The SPARQL endpoint is {address}/sparql", err=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def _settings(folder: Path) -> Settings:
    """Return the settings of the environment, with the base that the store was built below."""
    from graphbuild.state import State

    try:
        return replace(from_environment(), base=State(folder, None).index.base)
    except SettingsError as error:
        raise Failure(str(error)) from error


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise Failure(
            f"cannot listen on {host}, port {port} ({error.strerror}); give another --port"
        ) from error


main.add_command(serve)
main.add_command(token)
