"""What a change of a model means for those who keep datasets: compatible, or breaking.

Compatible: every line written before can still be read, and a reader written before understands every new line if it
passes over names that it does not know, and values that an open list has gained. All else is breaking.

`python -m tests.contract.evolution FOLDER` writes a committed dataset, its state and the schemas of today's models: as
fixtures/datasets/<version>, once for each version of the schema.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel

from schemas.evidence import ReviewEvidence
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.run import CommitManifest, RunReport

MODELS: Final[dict[str, type[BaseModel]]] = {
    "review": ReviewRecord,
    "evidence": ReviewEvidence,
    "reject": Reject,
    "manifest": CommitManifest,
    "run": RunReport,
}
"""What files of a dataset hold."""

Schema = Mapping[str, Any]

_AT_LEAST: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_AT_MOST: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


@dataclass(frozen=True, order=True)
class Change:
    label: Literal["breaking", "compatible"]
    where: str
    what: str


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """As lines are read: what may be left out is not required."""
    return model.model_json_schema(mode="validation")


def changes(old: Schema, new: Schema) -> list[Change]:
    """All differences of two JSON Schemas of one model, labelled."""
    return sorted(set(_Comparison(old, new).of(old, new, "")))


class _Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self._old = old.get("$defs", {})
        self._new = new.get("$defs", {})
        self._open: set[tuple[str, str]] = set()

    def of(self, old: Schema, new: Schema, where: str) -> Iterator[Change]:
        before, after = dict(_kinds(old, self._old)), dict(_kinds(new, self._new))
        for kind in before.keys() - after.keys():
            yield Change("breaking", where, f"is no {kind} any more: older lines have one")
        for kind in after.keys() - before.keys():
            yield Change("breaking", where, f"may be {kind} now: older readers do not know that")
        for kind in before.keys() & after.keys():
            yield from self._same_kind(before[kind], after[kind], where)

    def _same_kind(self, old: Schema, new: Schema, where: str) -> Iterator[Change]:
        key = (str(old.get("title", id(old))), where)
        if key in self._open:  # a model that holds itself
            return
        self._open.add(key)
        yield from self._properties(old, new, where)
        yield from self._values(old, new, where)
        yield from _limits(old, new, where)
        for inner, mark in (("items", "[]"), ("additionalProperties", "{}")):
            if isinstance(old.get(inner), dict) and isinstance(new.get(inner), dict):
                yield from self.of(old[inner], new[inner], where + mark)

    def _properties(self, old: Schema, new: Schema, where: str) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in before.keys() - after.keys():
            yield Change("breaking", _join(where, name), "is gone")
        for name in after.keys() - before.keys():
            if name in new.get("required", ()):
                yield Change("breaking", _join(where, name), "is new and required: older lines lack it")
            else:
                yield Change("compatible", _join(where, name), "is new")
        for name in before.keys() & after.keys():
            if name in new.get("required", ()) and name not in old.get("required", ()):
                yield Change("breaking", _join(where, name), "is required now")
            yield from self.of(before[name], after[name], _join(where, name))

    def _values(self, old: Schema, new: Schema, where: str) -> Iterator[Change]:
        before, after = _enum(old), _enum(new)
        if before is None and after is None:
            return
        if before is None or after is None:
            label: Literal["breaking", "compatible"] = "breaking" if before is None else "compatible"
            yield Change(label, where, "has a list of values now" if before is None else "may be any value now")
            return
        for value in before - after:
            yield Change("breaking", where, f"is never {value!r} any more")
        for value in after - before:
            yield Change("compatible", where, f"may be {value!r} now")


def _limits(old: Schema, new: Schema, where: str) -> Iterator[Change]:
    for name in (*_AT_LEAST, *_AT_MOST):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        is_wider = after is None or (before is not None and (after < before) == (name in _AT_LEAST))
        yield Change("compatible" if is_wider else "breaking", where, f"{name} is {after} and was {before}")
    if old.get("pattern") != new.get("pattern"):
        yield Change("breaking", where, f"pattern is {new.get('pattern')} and was {old.get('pattern')}")


def _kinds(schema: Schema, defs: Schema) -> Iterator[tuple[str, Schema]]:
    """What a value may be: "string", "null", "object" …, each with its schema."""
    if "$ref" in schema:
        yield from _kinds(defs[schema["$ref"].rpartition("/")[2]], defs)
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _kinds(one, defs)
    else:
        kind = schema.get("type", "anything" if _enum(schema) is None else "string")
        yield kind, schema


def _enum(schema: Schema) -> frozenset[Any] | None:
    if "const" in schema:
        return frozenset([schema["const"]])
    return frozenset(schema["enum"]) if "enum" in schema else None


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def keep(folder: Path) -> None:
    """Write a small dataset: two sites, crawled twice, with changed reviews, rejects, redirects and unchanged pages."""
    from tests.chaos.harness import Run, routes
    from tests.e2e.server import Server

    with Server() as server:
        for edition in (1, 2):
            server.routes = dict(routes(edition))
            Run(str(folder), None, server.port).crawl()
    with sqlite3.connect(folder / "state.db") as state:
        state.execute("UPDATE lease SET host = NULL, pid = NULL")
        (folder / "state.sql").write_text("\n".join(state.iterdump()) + "\n", encoding="utf-8")
    for path in folder.glob("state.db*"):
        path.unlink()
    (folder / ".staging").rmdir()
    for name, model in MODELS.items():
        path = folder / "schemas" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(schema_of(model), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
