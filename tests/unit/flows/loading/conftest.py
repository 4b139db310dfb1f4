"""Destinations: real ones, empty."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services import Postgres
from tests.unit.flows.loading.places import Kind, Place

MakePlace = Callable[[Kind], Place]


@pytest.fixture
def make_place(tmp_path: Path, request: pytest.FixtureRequest) -> MakePlace:
    def make(kind: Kind) -> Place:
        path = tmp_path / f"destination.{kind}"
        if kind == "postgresql":
            server: Postgres = request.getfixturevalue("postgres")
            return Place(kind, server.state(), path)
        return Place(kind, f"{kind}:///{path}" if kind in ("duckdb", "sqlite") else f"{kind}:{path}", path)

    return make


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty dataset."""
    folder = tmp_path / "data"
    (folder / "manifest").mkdir(parents=True)
    return folder
