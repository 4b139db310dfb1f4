"""`reviewlines report` as a user types it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_extract_command import ROOT, run
from tests.synthetic import write_dataset

pytest.importorskip("duckdb", reason="no DuckDB: pip install 'reviewlines[report]'")
pytest.importorskip("vl_convert", reason="no vl-convert-python: pip install 'reviewlines[report]'")


def test_the_report_is_written_into_the_dataset_or_where_it_is_said(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out.html"
    write_dataset(data, 100)
    result = run("report", "--data", str(data))
    assert (result.returncode, result.stdout) == (0, b"")
    assert result.stderr.decode() == f"{data} -> {data}/report.html\n"
    assert (data / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    result = run("report", "--data", str(data), "--out", str(out))
    assert (result.returncode, result.stderr.decode()) == (0, f"{data} -> {out}\n")
    assert out.exists()


def test_trouble_is_one_line(tmp_path: Path) -> None:
    result = run("report", "--data", str(tmp_path / "none"))
    assert result.returncode == 1
    said = (
        f"error: there is no dataset in {tmp_path}/none: it has no folder manifest/; crawl first, or name another one\n"
    )
    assert result.stderr.decode() == said
    write_dataset(tmp_path / "data", 0)
    result = run("report", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "no" / "out.html"))
    assert result.returncode == 1
    assert result.stderr.decode().startswith(f"error: cannot write {tmp_path}/no/out.html: ")


@pytest.mark.parametrize("missing", ["duckdb", "vl_convert"])
def test_a_missing_extra_is_one_line_with_the_command(tmp_path: Path, missing: str) -> None:
    write_dataset(tmp_path / "data", 24)
    code = f"import sys; sys.modules[{missing!r}] = None; from flows.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "report", "--data", str(tmp_path / "data")],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 2
    assert result.stderr.decode().endswith("pip install 'reviewlines[report]'\n")
    assert result.stderr.count(b"\n") == 1
