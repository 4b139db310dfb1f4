"""Reports of runs, made up: what a test does not state is empty."""

from datetime import UTC, datetime
from typing import Any

from schemas.run import RunReport

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def run_report(**facts: Any) -> RunReport:
    """A complete crawl with these facts, in a moment in which nothing happened otherwise."""
    empty: dict[str, Any] = dict.fromkeys(("commits", "sites", "coverage", "hosts", "files"), ())
    when = {"started_at": NOW, "finished_at": NOW}
    known = {"run": "run-1", "kind": "crawl", "dataset_id": "d", "extractor_version": "0.1", "complete": True}
    return RunReport.model_validate({**empty, **when, **known, "records": 0, **facts})
