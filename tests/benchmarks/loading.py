"""What loading costs, beside dlt fed with dicts and a plain COPY.

    python -m tests.benchmarks.loading [FOLDER] [--records 20000] [--dicts 1000] [--postgres URL] [--rounds 3] [--json]
                                       [--only duckdb sqlite postgresql csv parquet]

A generated dataset (below FOLDER, where it stays, else in a temporary folder) is loaded into each database in each way
by turns, round by round, each in a fresh process and into a database that is new; the medians are told. Ways: `load`,
as `reviewlines load` does it; `again`, when nothing is new; `through dlt`, the way to destinations that only dlt
knows; `dlt with dicts`, what one writes by hand: records as they are, of which dlt infers tables (memory and time grow
with them: `--dicts` lines are enough); `COPY`, all lines into one jsonb column, the least that it can cost. CPU is
that of the process, without a database server's. PostgreSQL is the one of `--postgres` (a server where databases may
be made), else one of our own, where there are binaries. Parquet only where it is named: a file for each month of each
site is what it costs.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from flows.loader import load_dataset
from flows.loading.run import Choices
from flows.storage.read import read_latest
from tests.benchmarks.generated import generate
from tests.benchmarks.tables import Cell, Table, publish
from tests.services import Postgres, postgres_here

WAYS: Final = {
    "duckdb": ("load", "again", "through dlt", "dlt with dicts"),
    "sqlite": ("load", "again", "through dlt", "dlt with dicts"),
    "postgresql": ("load", "again", "through dlt", "dlt with dicts", "COPY"),
    "csv": ("load", "again"),
    "parquet": ("load", "again"),
}
"""By database; `again` uses what `load` has made."""

_QUIET = {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "CRITICAL", "LOAD__WORKERS": "1"}
_DLT_NAMES: Final = {"postgresql": "postgres", "sqlite": "sqlalchemy", "duckdb": "duckdb"}


class Cost(NamedTuple):
    """Of one load, in a process of its own."""

    lines: int
    seconds: float
    cpu: float
    peak: float
    """MB."""


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--dicts", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgres", help="URL of a server's database")
    parser.add_argument("--only", nargs="+", choices=WAYS, default=[name for name in WAYS if name != "parquet"])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=3, metavar=("HOW", "DATA", "ADDRESS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        how, data, address = options.one
        print(json.dumps(_measured(how, Path(data), address)))
        return
    wanted_server = postgres_here(options.postgres) if "postgresql" in options.only else nullcontext()
    with tempfile.TemporaryDirectory() as made, wanted_server as server:
        folder = (options.folder or Path(made)).absolute()
        wanted = [name for name in options.only if name != "postgresql" or server is not None]
        whole, few = (_dataset(folder, lines) for lines in (options.records, options.dicts))
        costs: dict[tuple[str, str], list[Cost]] = {}
        for _ in range(options.rounds):
            for name in wanted:
                for how, cost in _loads(name, whole, few, folder, server):
                    costs.setdefault((name, how), []).append(cost)
        publish([_table(whole, options.records, costs)], as_json=options.json)


def _dataset(folder: Path, lines: int) -> Path:
    data = folder / f"generated-{lines}"
    if not data.exists():
        generate(data, lines)
    return data


def _loads(name: str, whole: Path, few: Path, folder: Path, server: Postgres | None) -> Iterator[tuple[str, Cost]]:
    """Each way into a database, which is new but for `again`."""
    address = ""
    for how in WAYS[name]:
        if how != "again":
            address = _new_database(name, folder, server)
        data = few if how == "dlt with dicts" else whole
        command = [sys.executable, "-m", "tests.benchmarks.loading", "--one", how, str(data), address]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | _environment(how, address)
        )
        yield how, Cost(*json.loads(done.stdout.splitlines()[-1]))


def _new_database(name: str, folder: Path, server: Postgres | None) -> str:
    if name == "postgresql":
        assert server is not None
        return server.database()
    path = folder / name  # a folder: dlt makes files beside SQLite's
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return f"{name}:{path}" if name in ("csv", "parquet") else f"{name}:///{path}/reviews.db"


def _table(data: Path, lines: int, costs: dict[tuple[str, str], list[Cost]]) -> Table:
    size = sum(path.stat().st_size for path in data.rglob("*.jsonl"))
    columns = ("", "lines", "s", "CPU s", "lines/s", "lines/CPU s", "x load", "peak MB")
    rows: list[list[Cell]] = []
    for (name, how), taken in costs.items():
        lines_, seconds, cpu, peak = (statistics.median(figures) for figures in zip(*taken, strict=True))
        rates = [lines_ / seconds, lines_ / cpu, _per_line(taken) / _per_line(costs[name, "load"])]
        rows.append([f"{name}, {how}", int(lines_), seconds, cpu, *(rates if lines_ else [None] * 3), peak])
    return Table(f"Loading {lines:,} lines, {size / 1e6:,.0f} MB", columns, rows)


def _per_line(taken: list[Cost]) -> float:
    return statistics.median(one.cpu / max(1, one.lines) for one in taken)


def _environment(how: str, address: str) -> dict[str, str]:
    if "dlt" not in how:
        return {}
    kind = address.partition(":")[0]
    name = _DLT_NAMES[kind].upper()
    url = address.replace("reviewlines@", "reviewlines:unused@")  # dlt wants a password, the server none
    return _QUIET | {f"DESTINATION__{name}__CREDENTIALS": url}


def _measured(how: str, data: Path, address: str) -> Cost:
    began, cpu = time.perf_counter(), time.process_time()
    lines = _HOW[how](data, address)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return Cost(lines, seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _load(data: Path, address: str) -> int:
    return load_dataset(data, address).lines


def _dlt(data: Path, address: str) -> int:
    shutil.rmtree(data / ".load", ignore_errors=True)
    return load_dataset(data, _DLT_NAMES[address.partition(":")[0]], Choices(schema="through_dlt")).lines


def _dicts(data: Path, address: str) -> int:
    """The last revisions as nested dicts; dlt infers types, and makes tables of lists."""
    import dlt

    count = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal count
        for line in read_latest(data):
            count += 1
            yield line

    folder = data / ".dicts"
    shutil.rmtree(folder, ignore_errors=True)
    destination = _DLT_NAMES[address.partition(":")[0]]
    pipeline = dlt.pipeline("dicts", destination=destination, dataset_name="dlt_dicts", pipelines_dir=str(folder))
    pipeline.run(dlt.resource(rows, name="reviews", primary_key="id", write_disposition="merge"))
    return count


def _copy(data: Path, address: str) -> int:
    """Every line into one jsonb column, by COPY: what reading and writing cost at least."""
    import psycopg

    count = 0
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE plain_copy (id text, revision int, line jsonb, PRIMARY KEY (id, revision))")
        with connection.cursor().copy("COPY plain_copy FROM STDIN") as copy:
            for path in sorted(data.glob("reviews/*/*.jsonl")):
                for line in path.read_bytes().splitlines():
                    shape = orjson.loads(line)
                    copy.write_row((shape["id"], shape["revision"], line.decode()))
                    count += 1
    return count


_HOW: dict[str, Callable[[Path, str], int]] = {
    "load": _load,
    "again": _load,
    "through dlt": _dlt,
    "dlt with dicts": _dicts,
    "COPY": _copy,
}

if __name__ == "__main__":
    main()
