"""The command ``completion``: what a shell reads to complete commands, options and query names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from graphbuild.cli.common import Failure, example

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=example(
        'eval "$(beslutsgraf completion bash)"',
        "beslutsgraf completion fish > ~/.config/fish/completions/beslutsgraf.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    Put the line of the example into ~/.bashrc or ~/.zshrc, or write the file that fish reads.
    """
    found = get_completion_class(shell)
    if found is None:
        raise Failure(f"no completion for {shell}; there is {', '.join(SHELLS)}")
    program = context.find_root().command
    click.echo(found(program, {}, "beslutsgraf", "_BESLUTSGRAF_COMPLETE").source())
