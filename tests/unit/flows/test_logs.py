"""Logs: a JSON line a page in a file; messages for a person on a terminal, JSON lines otherwise."""

import json
import logging
import os
import time
from pathlib import Path

import pytest

from flows.logs import _Human, _Json, page_log, prune_logs, run_id
from flows.storage.store import LocalStore


def note(folder: Path, url: str) -> None:
    with page_log(LocalStore(folder), "r1") as event:
        event(site="reel", url=url, outcome="records", reason=None, status=200, records=1, seconds=0.25)


def test_a_line_a_page_with_run_site_and_url(tmp_path: Path) -> None:
    for url in ("https://reel.test/a", "https://reel.test/\u2028b"):
        note(tmp_path, url)
    lines = [json.loads(line) for line in (tmp_path / "logs" / "r1.jsonl").read_text().splitlines()]
    assert [line["url"] for line in lines] == ["https://reel.test/a", "https://reel.test/\u2028b"]
    assert {(line["run"], line["event"], line["status"]) for line in lines} == {("r1", "page", 200)}


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "logs").write_text("in the way")
    note(tmp_path, "https://reel.test/a")
    assert "no log of pages" in caplog.text


def test_old_logs_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    for name, days in (("old", 40), ("new", 1)):
        (tmp_path / "logs" / f"{name}.jsonl").write_text("")
        then = time.time() - days * 86_400
        os.utime(tmp_path / "logs" / f"{name}.jsonl", (then, then))
    prune_logs(LocalStore(tmp_path), None)
    assert len(list((tmp_path / "logs").iterdir())) == 2
    prune_logs(LocalStore(tmp_path), 30)
    assert [path.stem for path in (tmp_path / "logs").iterdir()] == ["new"]


def test_messages_for_a_person_and_for_machines() -> None:
    record = logging.LogRecord("flows.x", logging.WARNING, "x.py", 1, "no %s", ("answer",), None)
    record.site, record.url = "reel", "https://reel.test/a"
    assert _Human().format(record) == "warning: reel https://reel.test/a: no answer"
    token = run_id.set("r1")
    told = json.loads(_Json().format(record))
    run_id.reset(token)
    assert told.pop("time").endswith("Z")
    assert told == {
        "level": "warning",
        "run": "r1",
        "site": "reel",
        "url": "https://reel.test/a",
        "message": "no answer",
    }
