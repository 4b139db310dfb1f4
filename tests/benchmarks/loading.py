"""What loading costs: `python -m tests.benchmarks.loading FOLDER [--records N] [--postgres URL] [--beside]`.

Generates a dataset below FOLDER and loads it twice into each database; with `--beside`, also by dlt as `reviewlines
load` uses it, by dlt fed with dicts, and by a plain COPY of the lines into one jsonb column. Each load is a process of
its own; CPU is this process's, without that of a database server.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from flows.loader import load_dataset
from flows.loading.run import Choices
from flows.storage.read import read_latest
from tests.benchmarks.generated import generate

_QUIET = {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "CRITICAL", "LOAD__WORKERS": "1"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--postgres", help="URL of an empty database")
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--only", nargs="*", help="of duckdb sqlite postgresql parquet")
    parser.add_argument("--one", nargs=2, metavar=("HOW", "ADDRESS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    data = options.folder / f"generated-{options.records}"
    if options.one:
        _measure(data, *options.one)
        return
    if not data.exists():
        generate(data, options.records)
    size = sum(path.stat().st_size for path in data.rglob("*.jsonl"))
    print(f"{options.records:,} lines, {size / 1e6:,.0f} MB", flush=True)
    for how, address in _loads(options):
        command = [sys.executable, "-m", "tests.benchmarks.loading", str(options.folder)]
        command += ["--records", str(options.records), "--one", how, address]
        subprocess.run(command, check=False, env=os.environ | _environment(how, address))


def _loads(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    folder: Path = options.folder.absolute()
    addresses = {"duckdb": f"duckdb:///{folder}/b.duckdb", "sqlite": f"sqlite:///{folder}/b.sqlite"}
    if options.postgres:
        addresses["postgresql"] = options.postgres
    addresses["parquet"] = f"parquet:{folder}/parquet"
    for name, address in addresses.items():
        if options.only is not None and name not in options.only:
            continue
        for path in (folder / f"b.{name}", folder / name):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        yield "load", address
        yield "again", address
        if options.beside and name != "parquet":
            yield "dlt", address
            yield "dicts", address
    if options.beside and options.postgres:
        yield "copy", options.postgres


def _environment(how: str, address: str) -> dict[str, str]:
    if how not in ("dlt", "dicts"):
        return {}
    kind = address.partition(":")[0]
    name = {"postgresql": "POSTGRES", "sqlite": "SQLALCHEMY"}.get(kind, "DUCKDB")
    path = address.partition("///")[2]
    url = address.replace("reviewlines@", "reviewlines:unused@") if kind == "postgresql" else f"{kind}:///{path}.{how}"
    return _QUIET | {f"DESTINATION__{name}__CREDENTIALS": url}


def _measure(data: Path, how: str, address: str) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    lines = _HOW[how](data, address)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kind = address.partition(":")[0]
    rate = f"{lines / seconds:>8,.0f} lines/s {lines / cpu:>8,.0f} /CPU s" if lines else "nothing new"
    print(f"{kind:10} {how:6} {seconds:8.1f} s {cpu:8.1f} CPU s  {rate}  peak {peak:,.0f} MB", flush=True)


def _load(data: Path, address: str) -> int:
    return load_dataset(data, address).lines


def _dlt(data: Path, address: str) -> int:
    name = {"postgresql": "postgres", "sqlite": "sqlalchemy", "duckdb": "duckdb"}[address.partition(":")[0]]
    shutil.rmtree(data / ".load", ignore_errors=True)
    return load_dataset(data, name, Choices(schema="through_dlt")).lines


def _dicts(data: Path, address: str) -> int:
    """The last revisions as nested dicts; dlt infers types, and makes tables of lists."""
    import dlt

    name = {"postgresql": "postgres", "sqlite": "sqlalchemy", "duckdb": "duckdb"}[address.partition(":")[0]]
    count = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal count
        for line in read_latest(data):
            count += 1
            yield line

    folder = data / ".dicts"
    shutil.rmtree(folder, ignore_errors=True)
    pipeline = dlt.pipeline("dicts", destination=name, dataset_name="dlt_dicts", pipelines_dir=str(folder))
    pipeline.run(dlt.resource(rows, name="reviews", primary_key="id", write_disposition="merge"))
    return count


def _copy(data: Path, address: str) -> int:
    """Every line into one jsonb column, by COPY: what reading and writing cost at least."""
    import psycopg

    count = 0
    with psycopg.connect(address) as connection:
        connection.execute("DROP TABLE IF EXISTS plain_copy")
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
    "dlt": _dlt,
    "dicts": _dicts,
    "copy": _copy,
}

if __name__ == "__main__":
    main()
