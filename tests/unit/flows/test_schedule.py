from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.schedule import CrawlJob, limit_of, read_deployments, reason_to_skip

DUE = datetime(2026, 11, 20, 3, tzinfo=UTC)
HALF = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("late", "reason"),
    [
        (timedelta(0), None),
        (timedelta(minutes=-1), None),
        (HALF, None),
        (timedelta(hours=2), "missed: due at 2026-11-20 03:00 UTC, 120 minutes ago"),
    ],
)
def test_a_run_that_was_missed_is_skipped(late: timedelta, reason: str | None) -> None:
    assert reason_to_skip(DUE, DUE + late, HALF) == reason


def test_ours_lists_each_flow_with_a_schedule_and_tags() -> None:
    ours = {text.flow: text for text in read_deployments()}
    assert {"crawl", "backfill", "reread", "enrich", "load", "report"} == set(ours)
    assert all("reviewlines" in text.tags and text.description for text in ours.values())
    assert [flow for flow, text in ours.items() if not text.schedules] == ["backfill"], "it is started by hand"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("deployments: [{name: a}]", "entrypoint"),
        ("deployments: [{name: a, entrypoint: other.py:x}]", "must be flows/serve.py"),
        ("deployments: [{name: a, entrypoint: 'flows/serve.py:crawl', schedules: [{cron: 1}]}]", "cron"),
        ("a: [", "cannot be read"),
        ("- a", "cannot be read"),
        (
            "deployments: [{name: a, entrypoint: 'flows/serve.py:crawl'}, {name: a, entrypoint: 'flows/serve.py:x'}]",
            "two deployments have one name",
        ),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "prefect.yaml").write_text(text)
    with pytest.raises(UsageError, match=message) as told:
        read_deployments(tmp_path / "prefect.yaml")
    assert "\n" not in str(told.value)


def test_a_moment_of_prefects_form_has_a_zone() -> None:
    for told in ("2026-11-20T03:00:00", "2026-11-20T04:00:00+01:00"):
        assert CrawlJob.model_validate_json(f'{{"since": "{told}"}}').since == DUE


def test_a_dataset_has_one_limit_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert limit_of("data") == limit_of(str(tmp_path / "data")) != limit_of("other")
    assert limit_of("s3://bucket/a") != limit_of("s3://bucket/b")
