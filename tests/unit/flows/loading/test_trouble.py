"""Destinations that cannot be used: one clear line, and what was there is as it was."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from flows.errors import DestinationError, ReviewlinesError, UsageError
from flows.loader import load_dataset
from flows.loading.merge import Written
from flows.loading.run import Choices, Group, Load
from tests.benchmarks.generated import generate
from tests.services import Postgres
from tests.unit.flows.loading.conftest import MakePlace
from tests.unit.flows.loading.places import Kind, Place
from tests.unit.flows.loading.published import publish, record


@pytest.fixture(autouse=True)
def _one_review(data: Path) -> None:
    publish(data, 1, [record("roma")])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://host/db", "is no destination"),
        ("duckdb:reviews.db", "names a file"),
        ("sqlite:///", "names a file"),
        ("sqlite:////no/such/folder/a.db", "there is no folder /no/such/folder"),
        ("parquet:s3://bucket/reviews", "load into dlt's `filesystem`"),
        ("bigqueery", "there is no destination 'bigqueery'; dlt has athena, bigquery"),
    ],
)
def test_no_destination(address: str, said: str, data: Path) -> None:
    with pytest.raises(UsageError, match=said):
        load_dataset(data, address)


def test_no_server(data: Path) -> None:
    with pytest.raises(DestinationError, match=r"postgresql://me@127.0.0.1:1/db: .*(refused|failed)"):
        load_dataset(data, "postgresql://me@127.0.0.1:1/db")


def test_wrong_credentials_and_no_such_database(data: Path, postgres: Postgres) -> None:
    place = postgres.state().partition("?")[0]
    for address in (place.replace("reviewlines@", "nobody@"), place.replace("/postgres", "/nothing")):
        with pytest.raises(DestinationError, match="does not exist"):
            load_dataset(data, address)


def test_missing_rights(data: Path, postgres: Postgres) -> None:
    address = postgres.state()
    schema = address.rpartition("%3D")[2]
    postgres.execute(f'CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA "{schema}" TO reader')
    with pytest.raises(DestinationError, match="permission denied for schema"):
        load_dataset(data, address.replace("reviewlines@", "reader@"))
    load_dataset(data, address)
    publish(data, 2, [record("ida")])
    postgres.execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA "{schema}" TO reader')
    with pytest.raises(DestinationError, match="permission denied for table"):
        load_dataset(data, address.replace("reviewlines@", "reader@"))
    postgres.execute("DROP OWNED BY reader; DROP ROLE reader")


@pytest.mark.parametrize("kind", ["duckdb", "sqlite"])
def test_a_file_that_is_no_database(kind: Kind, make_place: MakePlace, data: Path) -> None:
    place = make_place(kind)
    place.path.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(DestinationError, match=r"not a (valid DuckDB )?database"):
        load_dataset(data, place.address)
    assert place.path.read_bytes() == b"Dear diary, " * 500


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_folder_with_other_files(kind: Kind, make_place: MakePlace, data: Path) -> None:
    place = make_place(kind)
    place.path.mkdir()
    (place.path / "reviews").write_text("mine")
    with pytest.raises(UsageError, match="has files that `load` did not write"):
        load_dataset(data, place.address)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("kind", ["duckdb", "sqlite", "parquet"])
def test_a_folder_that_cannot_be_written(kind: Kind, make_place: MakePlace, data: Path) -> None:
    place = make_place(kind)
    place.path.parent.chmod(0o500)
    try:
        with pytest.raises(DestinationError):
            load_dataset(data, place.address)
    finally:
        place.path.parent.chmod(0o700)


def test_a_database_that_another_program_writes(
    make_place: MakePlace, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.loading import into_sqlite

    monkeypatch.setattr(into_sqlite, "_BUSY_SECONDS", 0.1)
    place = make_place("sqlite")
    other = sqlite3.connect(place.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DestinationError, match="another program has been writing"):
        load_dataset(data, place.address)
    other.close()
    assert load_dataset(data, place.address).commits == 1


def test_a_duckdb_that_is_open_elsewhere(make_place: MakePlace, data: Path) -> None:
    place = make_place("duckdb")
    with duckdb.connect(place.path), pytest.raises(DestinationError):
        load_dataset(data, place.address)
    assert load_dataset(data, place.address).commits == 1


def test_two_loads_at_once(make_place: MakePlace, data: Path) -> None:
    """The one that comes second to a commit stops; nothing is there twice."""
    place = make_place("postgresql")

    def slowly(load: Load, group: Group) -> Written:
        load_dataset(data, place.address)
        return load.write(group)

    with pytest.raises(DestinationError, match="another load"):
        load_dataset(data, place.address, write=slowly)
    assert place.counts()["reviews"] == 1


def test_a_connection_that_is_cut_in_the_middle(make_place: MakePlace, tmp_path: Path) -> None:
    """The server drops it while rows are coming: nothing of the step is there, and the next run goes on."""
    data = tmp_path / "generated"
    generate(data, 3_000)
    place = make_place("postgresql")

    def cut(load: Load, group: Group) -> Written:
        cutter = threading.Timer(0.3, place.query, [_CUT])
        cutter.start()
        try:
            return load.write(group)
        finally:
            cutter.join()

    with pytest.raises(DestinationError):
        load_dataset(data, place.address, write=cut)
    assert place.counts() == dict.fromkeys(place.counts(), 0)
    load_dataset(data, place.address)
    assert place.counts()["revisions"] == 3_000


_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reviewlines load'"


def test_a_disk_that_is_full(make_place: MakePlace, data: Path) -> None:
    place = make_place("sqlite")
    load_dataset(data, place.address)
    before = place.counts()
    publish(data, 2, [record("ida", body="x" * 9_000_000)])
    with no_more_than(4_000_000), pytest.raises(ReviewlinesError, match=r"(full|I/O|too large|error)"):
        load_dataset(data, place.address)
    assert place.counts() == before
    assert load_dataset(data, place.address).commits == 1


@contextmanager
def no_more_than(size: int) -> Iterator[None]:
    """No file of this process grows beyond this."""
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_dry_run_needs_no_right_to_write(data: Path, postgres: Postgres) -> None:
    address = postgres.state()
    report = load_dataset(data, address, Choices(dry_run=True, schema="nowhere"))
    assert report.commits == 1


def test_a_place_can_be_loaded_after_a_refusal(make_place: MakePlace, data: Path) -> None:
    place: Place = make_place("duckdb")
    with pytest.raises(UsageError):
        load_dataset(data, "sqlite:///")
    assert load_dataset(data, place.address).commits == 1
