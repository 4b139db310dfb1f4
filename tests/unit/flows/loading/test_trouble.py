"""Destinations that cannot be used: one clear line, and what was there is as it was."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.errors import DestinationError, UsageError
from flows.loader import load_dataset
from flows.loading.merge import Written
from flows.loading.run import Choices, Group, Load
from tests.services import Postgres
from tests.unit.flows.loading.conftest import MakePlace
from tests.unit.flows.loading.places import Kind
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
    holder = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, place.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(DestinationError, match="another program has it open"):
            load_dataset(data, place.address)
        other.communicate("")
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


def test_a_connection_that_is_cut_in_the_middle(make_place: MakePlace, data: Path) -> None:
    """The server drops it when rows of other tables have come: nothing of the step is there; the next run goes on."""
    place = make_place("postgresql")

    def cut(load: Load, group: Group) -> Written:
        place.query(_CUT)
        return load.write(group)

    with pytest.raises(DestinationError, match="terminating connection"):
        load_dataset(data, place.address, write=cut)
    assert place.counts() == dict.fromkeys(place.counts(), 0)
    place.query("DROP TRIGGER cut ON revisions")
    load_dataset(data, place.address)
    assert place.counts()["revisions"] == 1


_CUT = """
CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM reviews) THEN RAISE 'it is too early'; END IF;
    PERFORM pg_terminate_backend(pg_backend_pid());
    RETURN NULL;
END $$;
CREATE TRIGGER cut BEFORE INSERT ON revisions EXECUTE FUNCTION cut()
"""


def test_a_disk_that_is_full(make_place: MakePlace, data: Path) -> None:
    place = make_place("sqlite")
    load_dataset(data, place.address)
    before = place.counts()
    publish(data, 2, [record("ida", body="x" * 9_000_000)])
    with no_more_than(4_000_000), pytest.raises(DestinationError, match=r"(disk I/O error|is full)"):
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
