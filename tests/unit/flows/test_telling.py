"""Which runs are told to the webhook, and what of them: Prefect's flows, on a real server on loopback."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prefect.states import Crashed, Failed, exception_to_failed_state

from flows.errors import DatasetError, RunFailed
from flows.schedule import CrawlJob
from flows.serve import FLOWS
from flows.settings import Settings
from flows.telling import tell_warnings, told_of
from schemas.quality import GateFailure, Share
from tests.reports import run_report
from tests.unit.flows.web.test_notify import hook

NOW = datetime(2026, 11, 23, tzinfo=UTC)
GATE = GateFailure(site="reel", kind="missing", field="rating", now=Share(count=0, of=9), before=Share(count=40, of=40))
SAID = "reel: rating is missing: 0 of 9 reviews have it, before 40 of 40 had it."
REPORT = run_report(run="r1", gates=(GATE,))


def told(state: Any, monkeypatch: pytest.MonkeyPatch, folder: Path, **parameters: Any) -> list[Any]:
    """What the webhook is told of a run that entered a state."""
    monkeypatch.chdir(folder)
    with hook(200) as (url, taken):
        monkeypatch.setenv("REVIEWLINES_WEBHOOK", url)
        run = SimpleNamespace(name="odd-heron", parameters=parameters)
        asyncio.run(told_of(SimpleNamespace(name="crawl"), run, state))
    return list(map(json.loads, taken))


def failed(error: Exception) -> Any:
    return asyncio.run(exception_to_failed_state(error))


def test_each_flow_tells_of_its_failures_and_crashes() -> None:
    for flow in FLOWS:
        assert flow.on_failure_hooks == flow.on_crashed_hooks == [told_of]


def test_a_gate_is_told_with_its_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (body,) = told(failed(RunFailed(REPORT, "what it says")), monkeypatch, tmp_path, job=CrawlJob(data="ours"))
    assert body["text"] == "Reviewlines: crawl failed: what it says"
    assert (body["flow"], body["state"], body["run"], body["data"]) == ("crawl", "Failed", "r1", "ours")
    assert [gate["message"] for gate in body["gates"]] == [SAID]


def test_any_other_error_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (body,) = told(failed(DatasetError("the dataset is in use")), monkeypatch, tmp_path)
    assert body == {
        "text": "Reviewlines: crawl failed: the dataset is in use",
        "flow": "crawl",
        "state": "Failed",
        "run": "odd-heron",
        "data": "data",
    }


def test_a_process_that_is_gone_is_told_by_the_one_that_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (body,) = told(Crashed(message="status code -9"), monkeypatch, tmp_path, job={"data": "s3://bucket/reviews"})
    assert (body["text"], body["data"]) == ("Reviewlines: crawl crashed: status code -9", "s3://bucket/reviews")


def test_a_run_that_took_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (body,) = told(Failed(name="TimedOut", message="it took more than 60 minutes"), monkeypatch, tmp_path)
    assert body["text"] == "Reviewlines: crawl timed out: it took more than 60 minutes"


def test_nobody_is_told_what_was_done_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(Crashed(message="aborted", data=KeyboardInterrupt()), monkeypatch, tmp_path) == []


def test_warnings_fail_no_run_and_are_told() -> None:
    report = REPORT.model_copy(update={"gates": (GATE.model_copy(update={"is_warning": True}),)})
    assert not report.failed
    with hook(200) as (url, taken):
        asyncio.run(tell_warnings("backfill", report, Settings.model_validate({"webhook": url})))
    (body,) = map(json.loads, taken)
    assert f"{SAID} These are captures of the past: they are written." in body["text"]
    assert (body["state"], body["run"]) == ("Suspect", "r1")
