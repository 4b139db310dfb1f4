"""The arrows of the design: schemas <- extractors <- flows, and what may be used in which room."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = {"schemas", "extractors", "flows"}
STANDARD = set(sys.stdlib_module_names)


def sources(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


def rooms(path: Path) -> set[str]:
    """Rooms of flows that a file imports: "web", "storage" …"""
    return {name.split(".")[1] for name in imported(path) if name.startswith("flows.")}


@pytest.mark.parametrize("path", sources("schemas"), ids=str)
def test_schemas_use_the_standard_library_and_pydantic_alone(path: Path) -> None:
    assert packages(path) <= STANDARD | {"pydantic", "schemas"}


@pytest.mark.parametrize("path", sources("extractors"), ids=str)
def test_extractors_compute(path: Path) -> None:
    assert packages(path) <= STANDARD | {
        "pydantic",
        "schemas",
        "extractors",
        "selectolax",
        "orjson",
        "py3langid",
        "rtoml",
    }
    world = {
        "os",
        "socket",
        "subprocess",
        "time",
        "random",
        "asyncio",
        "urllib.request",
        "http",
        "sqlite3",
        "threading",
    }
    assert not world & set(imported(path)), "extractors have no network, clock or environment"


@pytest.mark.parametrize("path", sources("flows"), ids=str)
def test_prefect_stays_in_the_files_that_hold_a_flow(path: Path) -> None:
    if "prefect" in packages(path):
        assert path.parent.name == "flows"
        assert "@flow" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("httpx", {"flows/web"}),
        ("httpcore", {"flows/web"}),
        ("sqlalchemy", {"flows/storage", "flows/enrichment"}),
        ("sqlite3", {"flows/storage", "flows/enrichment", "flows/loading"}),
        ("psycopg", {"flows/loading"}),
        ("dlt", {"flows/loading"}),
        ("pyarrow", {"flows/loading"}),
        ("selectolax", {"extractors", "flows/web/discovery"}),
    ],
)
def test_a_library_is_used_in_its_room_alone(package: str, allowed: set[str]) -> None:
    for room in OWN:
        for path in sources(room):
            if package in packages(path):
                where = path.relative_to(ROOT).as_posix()
                assert any(where.startswith(prefix) for prefix in allowed), f"{where} imports {package}"


@pytest.mark.parametrize("room", ["web", "storage", "reports", "enrichment", "loading"])
def test_rooms_of_flows_do_not_import_one_another(room: str) -> None:
    allowed = {room, "errors", "settings"}
    for path in sources(f"flows/{room}"):
        assert rooms(path) <= allowed, path
        if room == "storage":
            assert "extractors" not in packages(path), path


def test_pipeline_has_no_prefect() -> None:
    assert "prefect" not in packages(ROOT / "flows" / "pipeline.py")
