"""The command, with Prefect: what it loads, and that no secret stays anywhere. Datasets on object stores; dlt."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.errors import DestinationError
from flows.loader import load_dataset
from flows.loading.run import Choices
from flows.storage.read import read_reviews
from flows.storage.store import open_store
from tests.services import Postgres
from tests.unit.flows.loading.places import Place
from tests.unit.flows.loading.published import SHORT, cast, expected, gone, publish, record

ROOT = Path(__file__).parents[2]
PASSWORD = "hush-hush-8391"  # noqa: S105


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Reviews that change, lose their cast and go, and one that stays."""
    folder = tmp_path / "data"
    publish(folder, 1, [record("roma"), record("ida"), record("moonlight")])
    publish(folder, 2, [record("roma", 2, credits=cast("Alfonso Cuarón"))])
    publish(folder, 3, [record("roma", 3, credits=(), rating=None), gone(record("ida"))])
    return folder


def run(*words: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "load", *words],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        check=False,
        timeout=280,
    )


@pytest.mark.prefect
def test_the_password_is_nowhere(data: Path, tmp_path: Path, postgres: Postgres) -> None:
    """Neither in what is printed nor in what Prefect keeps: parameters, logs, its whole home."""
    address = postgres.state().replace("reviewlines@", f"reviewlines:{PASSWORD}@")
    done = run("--data", "data", "--json", folder=tmp_path, REVIEWLINES_LOAD__DESTINATION=address)
    assert done.returncode == 0, done.stderr
    place = Place("postgresql", postgres_of(address), tmp_path)
    assert place.tables() == expected(read_reviews(data))
    assert PASSWORD not in done.stdout + done.stderr
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert any(path.name == "prefect.db" for path in kept)
    assert [path for path in kept if PASSWORD.encode() in path.read_bytes()] == []


def postgres_of(address: str) -> str:
    return address.replace(f":{PASSWORD}@", "@")


def test_a_password_on_the_command_line_is_refused(data: Path, tmp_path: Path) -> None:
    done = run(f"postgresql://me:{PASSWORD}@127.0.0.1/db", "--data", "data", folder=tmp_path)
    assert done.returncode == 2
    assert "leave it out" in done.stderr
    assert PASSWORD not in done.stderr


def test_a_dry_run_starts_no_prefect(data: Path, tmp_path: Path) -> None:
    done = run("duckdb:///a.duckdb", "--data", "data", "--dry-run", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "6 lines of 3 commits would be loaded -> duckdb:///a.duckdb" in done.stderr
    assert not (data / ".prefect").exists()


def test_a_dataset_on_an_object_store(data: Path, tmp_path: Path, s3: str) -> None:
    store = open_store(f"{s3}/load")
    for path in open_store(data).names("."):
        store.write_whole(path, (data / path).read_bytes())
    place = Place("duckdb", f"duckdb:///{tmp_path}/a.duckdb", tmp_path / "a.duckdb")
    load_dataset(f"{s3}/load", place.address)
    assert place.tables() == expected(read_reviews(data))


def test_through_dlt_commit_by_commit(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "through.duckdb"
    monkeypatch.setenv("DESTINATION__DUCKDB__CREDENTIALS", f"duckdb:///{path}")
    monkeypatch.chdir(tmp_path)
    last = data / "manifest/00000003.json"
    manifest = last.read_bytes()
    last.unlink()
    assert load_dataset(data, "duckdb").commits == 2
    last.write_bytes(manifest)
    report = load_dataset(data, "duckdb", Choices(removed="delete"))
    assert (report.commits, report.rows["reviews"]) == (1, 1)
    assert through_dlt(path) == expected(read_reviews(data), removed="delete")
    assert load_dataset(data, "duckdb").commits == 0


def through_dlt(path: Path) -> dict[str, set[tuple[object, ...]]]:
    with duckdb.connect(path) as connection:
        rows = {}
        for table, columns in SHORT.items():
            names = ", ".join(f'"{name}"' for name in columns)
            found = connection.execute(f"SELECT {names} FROM film_reviews.{table}").fetchall()  # noqa: S608
            assert len(found) == len(set(found)), table
            rows[table] = {tuple(float(v) if type(v).__name__ == "Decimal" else v for v in row) for row in found}
        return rows


def test_through_dlt_to_an_object_store(data: Path, tmp_path: Path, s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be merged, all is written anew."""
    monkeypatch.setenv("DESTINATION__FILESYSTEM__BUCKET_URL", f"{s3}/tables")
    credentials = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    for name, value in {**credentials, "ENDPOINT_URL": os.environ["AWS_ENDPOINT_URL"]}.items():
        monkeypatch.setenv(f"DESTINATION__FILESYSTEM__CREDENTIALS__{name}", value)
    monkeypatch.chdir(tmp_path)
    load_dataset(data, "filesystem")
    publish(data, 4, [record("close-up")])
    load_dataset(data, "filesystem")
    names = [name for name in open_store(f"{s3}/tables/film_reviews").names("reviews") if name.endswith(".parquet")]
    for place, name in enumerate(names):
        (tmp_path / f"{place}.parquet").write_bytes(open_store(f"{s3}/tables/film_reviews").read(name))
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT headline, revision FROM read_parquet($1)", [f"{tmp_path}/*.parquet"]
        ).fetchall()
    assert sorted(rows) == [("close-up Review", 1), ("ida Review", 2), ("moonlight Review", 1), ("roma Review", 3)]


def test_dlt_that_is_not_configured(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DestinationError, match=r"snowflake: .*credentials") as told:
        load_dataset(data, "snowflake")
    assert "\n" not in str(told.value)


def test_parquet_is_read_by_pandas(data: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    load_dataset(data, f"parquet:{tmp_path}/tables")
    frame = pandas.read_parquet(tmp_path / "tables" / "reviews")
    assert sorted(frame["headline"]) == ["ida Review", "moonlight Review", "roma Review"]
    assert str(frame["page_fetched_at"].dtype) in ("datetime64[us, UTC]", "datetime64[ns, UTC]")
    assert set(frame["month"]) == {"2018-12"}
    assert list(frame["pros"].iloc[0]) == []
