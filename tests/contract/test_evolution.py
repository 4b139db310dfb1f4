"""Datasets of every version so far are read, verified, repaired and gone on with; each model change has its label."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from flows.pipeline import now
from flows.storage.lines import read_lines
from flows.storage.read import read_latest, read_manifests, read_reviews
from flows.storage.repair import repair
from flows.storage.store import open_store
from schemas.base import SCHEMA_VERSION
from schemas.evidence import ReviewEvidence
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.run import RunReport
from tests.chaos.harness import Run, check, expected, routes
from tests.contract.evolution import MODELS, Change, changes, schema_of
from tests.e2e.server import Server

DATASETS = sorted((Path(__file__).parents[2] / "fixtures" / "datasets").iterdir())

LABELLED: dict[str, list[Change]] = {
    # By model: what was changed since the oldest version under fixtures/datasets, as `changes` labels it.
    "run": [Change("compatible", where, "is new") for where in ("gates", "problems", "sites[].withheld")],
}


@pytest.fixture(params=DATASETS, ids=lambda path: path.name)
def dataset(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a dataset, with its state."""
    folder: Path = shutil.copytree(request.param, tmp_path / "data")
    with sqlite3.connect(folder / "state.db") as state:
        state.executescript((folder / "state.sql").read_text(encoding="utf-8"))
    return folder


def test_every_line_of_every_file_is_read(dataset: Path) -> None:
    store = open_store(dataset)
    shapes: dict[str, type[BaseModel]] = {"reviews": ReviewRecord, "evidence": ReviewEvidence, "rejects": Reject}
    seen = set()
    for manifest in read_manifests(store):
        for file in manifest.files:
            if file.kind in shapes:
                lines = list(map(shapes[file.kind].model_validate_json, read_lines(store, file.path)))
                assert len(lines) == file.rows
                seen.add(file.kind)
    assert seen == set(shapes)
    reports = [name for name in store.names("runs") if name.endswith(".json")]
    assert [RunReport.model_validate_json(store.read(name)).kind for name in reports] == ["crawl"] * 2
    assert len(list(read_reviews(dataset))) == len(expected(2))
    assert len(list(read_latest(dataset))) == len(expected(1))


def test_it_is_gone_on_with(dataset: Path) -> None:
    with Server(routes(3)) as server:
        run = Run(str(dataset), None, server.port)
        run.crawl()
        check(run, edition=3, archived=3)


def test_it_is_repaired_and_gone_on_with(dataset: Path) -> None:
    (dataset / "state.db").unlink()
    report = repair(dataset, state=None, now=now())
    assert (report.is_rebuilt, report.records) == (True, len(expected(1)))
    with Server(routes(3)) as server:
        run = Run(str(dataset), None, server.port)
        run.crawl()
        check(run, edition=3, archived=3)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("folder", DATASETS, ids=lambda path: path.name)
def test_no_model_breaks_what_was_written(folder: Path, name: str) -> None:
    old = json.loads((folder / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    found = changes(old, schema_of(MODELS[name]))
    if folder.name.partition(".")[0] == SCHEMA_VERSION.partition(".")[0]:
        assert [change for change in found if change.label == "breaking"] == [], "raise the first number of the version"
    if folder == DATASETS[0]:
        assert found == LABELLED.get(name, []), "label the change here, and tell of it in CHANGELOG.md under Dataset"


def model(**properties: Any) -> dict[str, Any]:
    required = [name for name, spec in properties.items() if spec.pop("required", False)]
    return {"type": "object", "title": "M", "properties": properties, "required": required}


TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        (model(a=TEXT), model(a=TEXT), None),
        (model(a=TEXT), model(a=TEXT, b=TEXT), "compatible"),
        (model(a=TEXT), model(a=TEXT, b={**TEXT, "required": True}), "breaking"),
        (model(a=TEXT, b=TEXT), model(a=TEXT), "breaking"),
        (model(a=TEXT), model(a={**TEXT, "required": True}), "breaking"),
        (model(a=TEXT), model(a={"type": "integer"}), "breaking"),
        (model(a=TEXT), model(a={"anyOf": [TEXT, {"type": "null"}]}), "breaking"),
        (model(a={"anyOf": [TEXT, {"type": "null"}]}), model(a=TEXT), "breaking"),
        (model(a={**TEXT, "enum": ["x"]}), model(a={**TEXT, "enum": ["x", "y"]}), "compatible"),
        (model(a={**TEXT, "enum": ["x", "y"]}), model(a={**TEXT, "enum": ["x"]}), "breaking"),
        (model(a={**TEXT, "enum": ["x"]}), model(a=TEXT), "compatible"),
        (model(a=TEXT), model(a={**TEXT, "enum": ["x"]}), "breaking"),
        (model(a={**TEXT, "maxLength": 5}), model(a={**TEXT, "maxLength": 9}), "compatible"),
        (model(a={**TEXT, "maxLength": 9}), model(a={**TEXT, "maxLength": 5}), "breaking"),
        (model(a={"type": "integer", "minimum": 1}), model(a={"type": "integer", "minimum": 0}), "compatible"),
        (model(a={"type": "integer"}), model(a={"type": "integer", "minimum": 0}), "breaking"),
        (model(a={**TEXT, "pattern": "a"}), model(a={**TEXT, "pattern": "b"}), "breaking"),
        (model(a={"type": "array", "items": model(b=TEXT)}), model(a={"type": "array", "items": model()}), "breaking"),
        (
            {**model(a={"$ref": "#/$defs/B"}), "$defs": {"B": model(b=TEXT)}},
            {**model(a={"$ref": "#/$defs/C"}), "$defs": {"C": model(b=TEXT, c=TEXT)}},
            "compatible",
        ),
    ],
)
def test_a_change_is_labelled(old: dict[str, Any], new: dict[str, Any], label: str | None) -> None:
    assert {change.label for change in changes(old, new)} == ({label} if label else set())
