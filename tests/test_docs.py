"""The documents are true: every command, option and link that they name exists, and their examples run."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from api.cli import main
from graphbuild.queries import StoredQuery, load
from tests.conftest import EXAMPLES, ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
QUERY = "SELECT ?g { GRAPH ?g { ?s a <https://w3id.org/beslutsgraf/ns#Meeting> } }"


def commands(group: click.Group = main, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its path, those of the stored queries too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")


COMMANDS = dict(commands())


def options(command: click.Command) -> set[str]:
    """Return the long options of a command."""
    return {
        name for p in command.params if isinstance(p, click.Option) for name in p.opts if name[:2] == "--"
    }


def command_of(words: list[str]) -> click.Command:
    """Return the command that a line runs, ``query NAME`` before ``query``."""
    for size in (2, 1):
        if " ".join(words[1 : 1 + size]) in COMMANDS:
            return COMMANDS[" ".join(words[1 : 1 + size])]
    raise AssertionError(f"no such command: {' '.join(words)}")


def lines(text: str) -> list[str]:
    """Return the lines of a text's examples that run the program."""
    return [line.strip() for line in text.splitlines() if line.startswith("    beslutsgraf ")]


def sections() -> dict[str, str]:
    """Return the sections of the command line's page, by heading."""
    parts = re.split(
        r"^## (\S+)\n", (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_page_of_the_command_line_has_every_command() -> None:
    assert set(sections()) == {path for path in COMMANDS if " " not in path}


@pytest.mark.parametrize("name", [path for path in COMMANDS if " " not in path])
def test_the_page_of_the_command_line_has_every_option(name: str) -> None:
    told = set(re.findall(r"^\| `(--[a-z-]+)", sections()[name], re.MULTILINE))
    # Those of stored queries stand on the page of the queries.
    within = () if name == "query" else f"{name} "
    inner = [command for path, command in COMMANDS.items() if path == name or path.startswith(within)]
    assert told == {option for command in inner for option in options(command)}


@pytest.mark.parametrize("path", [path for path in COMMANDS if not isinstance(COMMANDS[path], click.Group)])
def test_every_help_has_an_example_whose_options_exist(path: str) -> None:
    epilog = COMMANDS[path].epilog or ""
    examples = [line.strip() for line in epilog.splitlines() if line.startswith("  beslutsgraf ")]
    assert examples or path == "completion"
    for line in examples:
        words = shlex.split(line.split(" > ")[0])
        assert command_of(words) is COMMANDS[path] or path == "query"
        assert {word for word in words if word[:2] == "--"} <= options(command_of(words))


def test_inline_commands_exist() -> None:
    found = [
        words for page in PAGES for words in re.findall(r"`(beslutsgraf [^`]+)`", page.read_text("utf-8"))
    ]
    assert found
    for line in found:
        words = shlex.split(line)
        assert {word for word in words if word[:2] == "--"} <= options(command_of(words)) | {"--help"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the examples of the documents can run."""
    (tmp_path / "examples").symlink_to(EXAMPLES)
    (tmp_path / "query.rq").write_text(QUERY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BESLUTSGRAF_STORE", raising=False)
    return tmp_path


def arguments(line: str) -> list[str]:
    """Return what the program gets of a line, with file names expanded as a shell does."""
    words = shlex.split(line.split(" > ", maxsplit=1)[0])[1:]
    found = ([str(path) for path in sorted(Path().glob(word))] if "*" in word else [word] for word in words)
    return [name for names in found for name in names]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_run_in_their_order(page: Path, folder: Path, store: Path) -> None:
    if page.name in {"queries.md", "tables.md", "networks.md"}:  # they say that the store is there
        shutil.copytree(store, folder / "my.store")
    for line in lines(page.read_text(encoding="utf-8")):
        if line.startswith("beslutsgraf serve"):  # would not end; test_cli tries it
            continue
        result = CliRunner().invoke(main, arguments(line))
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert result.output.strip() or "--output" in line


def test_the_readme_gets_the_answer_that_it_promises(folder: Path, store: Path) -> None:
    shutil.copytree(store, folder / "my.store")
    asked = [line for line in lines((ROOT / "README.md").read_text(encoding="utf-8")) if " query " in line]
    result = CliRunner().invoke(main, arguments(asked[0]))
    bodies = re.findall(r"RS-2024-00417,(\d{4}-\d\d-\d\d),(\w+)", result.output)
    assert [body for _, body in dict.fromkeys(bodies)] == [
        "Kollektivtrafiknämnden",
        "Regionstyrelsen",
        "Regionstyrelsen",
        "Regionfullmäktige",
        "Kollektivtrafiknämnden",
    ]


@pytest.mark.parametrize("query", load().values(), ids=lambda query: query.name)
def test_the_page_of_queries_tells_each_query(query: StoredQuery) -> None:
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {query.name}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, "the page lacks the query"
    assert query.summary in section[1]
    told = re.findall(r"^\| `--(\S+)` \| (\w+) \| (yes|no) \|", section[1], re.MULTILINE)
    assert told == [(p.name, p.type, "yes" if p.required else "no") for p in query.params]


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if not t.startswith("http") and not (page.parent / t).exists()] == []


def test_the_targets_of_make_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"(?:^    |`)make ([a-z-]+)", readme, re.MULTILINE))
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= told <= rules
