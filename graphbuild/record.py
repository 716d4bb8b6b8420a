"""The extraction record: a ``Record`` as a JSON object and back, without loss.

The format is public: ``data/record.schema.json`` describes it, ``docs/record.md`` explains it, and
``VERSION`` changes with it. It follows the dataclasses of ``graphbuild.model`` field by field, with
three differences that serve those who script against it: the header's fields stand at the top, a
person in a list calls its name ``text`` as every value that is only a text does, and a ballot holds
its party beside the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from graphbuild.errors import RecordError
from graphbuild.model import Ballot, Evidence, Header, Named, Record

VERSION: Final = "1"
"""The version of the format; a reader refuses a record of another one."""


def to_json(record: Record) -> dict[str, Any]:
    """Return the record as a JSON object, in the order of the schema; every key is present."""
    encoded: dict[str, Any] = _encode(record)
    header = encoded.pop("header")
    source, kind = encoded.pop("source"), encoded.pop("kind")
    return {"version": VERSION, "source": source, "kind": kind, **header, **encoded}


def from_json(data: Mapping[str, Any]) -> Record:
    """Return the record that ``to_json`` wrote.

    Raises:
        RecordError: where the object is no record, or one of another version.
    """
    if data.get("version") != VERSION:
        found = data.get("version", "none")
        raise RecordError(f"the record's version is {found}, not {VERSION}: extract the document anew")
    header = {f.name: data.get(f.name) for f in fields(Header)}
    try:
        record: Record = _decode(Record, {**data, "header": header})
    except (AttributeError, InvalidOperation, KeyError, TypeError) as error:
        raise RecordError(
            f"not an extraction record ({type(error).__name__}: {error}): extract the document anew"
        ) from error
    return record


def _encode(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    """Return the value as JSON knows it: objects, lists, texts, numbers, booleans and null."""
    if isinstance(value, tuple):
        return [_encode(part) for part in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Named):
        return {"text": value.name, "party": value.party, "evidence": _encode(value.evidence)}
    if isinstance(value, Ballot):
        person = {"text": value.person.name, "evidence": _encode(value.person.evidence)}
        return {"person": person, "party": value.person.party, "choice": value.choice}
    if is_dataclass(value):
        return {f.name: _encode(getattr(value, f.name)) for f in fields(value)}
    return value


def _decode(kind: Any, value: Any) -> Any:  # noqa: ANN401 - any type and value of the model
    """Return the JSON value as a value of ``kind``, a type that the model's annotations name."""
    if get_origin(kind) is tuple:
        return tuple(_decode(get_args(kind)[0], part) for part in value)
    if isinstance(kind, UnionType):
        return None if value is None else _decode(get_args(kind)[0], value)
    if kind is Decimal:
        return Decimal(value)
    if kind is Named:
        return Named(value["text"], value["party"], _decode(Evidence, value["evidence"]))
    if kind is Ballot:
        person = {**value["person"], "party": value["party"]}
        return Ballot(_decode(Named, person), value["choice"])
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _decode(hint, value[name]) for name, hint in _hints(kind).items()})
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Return the types of a dataclass's fields, by name."""
    return get_type_hints(kind)
