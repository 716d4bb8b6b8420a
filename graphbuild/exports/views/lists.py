"""JSON lists that are written item by item: several in one file, or in pages that link to each other."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, TypeAlias

Item: TypeAlias = Mapping[str, object]


def told(**values: object) -> dict[str, object]:
    """Return the values that are known: None and empty lists are left out."""
    return {name: value for name, value in values.items() if value is not None and value != []}


def text(item: Item) -> str:
    """Return an item as JSON on one line."""
    return json.dumps(item, ensure_ascii=False)


class Lists:
    """Several lists that grow side by side, each in a file of its own until they become one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._files: dict[str, IO[str]] = {}
        for name in names:
            self._files[name] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - `write` closes

    def add(self, name: str, item: Item) -> None:
        """Add an item to a list."""
        self._files[name].write(f"{text(item)}\n")

    def write(self, output: IO[bytes]) -> None:
        """Write ``{"name": [items …], …}``, an item a line."""
        for number, (name, file) in enumerate(self._files.items()):
            output.write(f"{',' if number else '{'}\n{json.dumps(name)}: [".encode())
            file.seek(0)
            for place, line in enumerate(file):
                output.write(f"{',' if place else ''}\n{line.rstrip()}".encode())
            output.write(b"\n]")
            file.close()
        output.write(b"\n}\n")


class Pages:
    """One object list of OParl: pages of ``size`` items in files that name the next by its URL.

    Args:
        folder: where the files go.
        url: what the URL of the folder is, ending with a slash.
        name: of the list; its files are ``name.json``, ``name-2.json`` …
        size: how many items a page holds; OParl recommends pages from 100 on.
    """

    def __init__(self, folder: Path, url: str, name: str, size: int = 100) -> None:
        self._folder, self._url, self._name, self._size = folder, url, name, size
        self._page, self._items = 1, list[str]()
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, item: Item) -> None:
        """Add an item; a full page is written when the first of the next comes."""
        if len(self._items) == self._size:
            self._write(last=False)
        self._items.append(text(item))

    def close(self) -> None:
        """Write the last page, which also stands where there is nothing on it."""
        self._write(last=True)

    def _file(self, page: int) -> str:
        return f"{self._name}.json" if page == 1 else f"{self._name}-{page}.json"

    def _write(self, *, last: bool) -> None:
        links = told(
            first=self._url + self._file(1),
            prev=self._url + self._file(self._page - 1) if self._page > 1 else None,
            self=self._url + self._file(self._page),
            next=None if last else self._url + self._file(self._page + 1),
        )
        around = json.dumps({"elementsPerPage": self._size, "currentPage": self._page}), json.dumps(links)
        data = ",\n".join(self._items)
        page = f'{{"data": [\n{data}\n],\n"pagination": {around[0]},\n"links": {around[1]}}}\n'
        (self._folder / self._file(self._page)).write_text(page, encoding="utf-8")
        self._page, self._items = self._page + 1, []
