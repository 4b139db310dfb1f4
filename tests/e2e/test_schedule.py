"""Three days of schedules on the demo site with an injected clock: what ran, what was skipped, and nothing overlaps."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import flows.pipeline
from flows.demo import DemoSite
from flows.pipeline import open_crawl
from flows.schedule import Job, read_deployments, reason_to_skip
from flows.settings import Settings
from schemas.run import RunReport

FRIDAY = datetime(2026, 11, 20, tzinfo=UTC)
CONFIGURATION = """
deployments:
  - name: crawl
    entrypoint: flows/serve.py:crawl
    schedules: [{ cron: "0 3,15 * * *" }]
  - name: backfill
    entrypoint: flows/serve.py:backfill
    schedules: [{ cron: "30 3 * * 6" }, { cron: "0 9 * * 0" }]
"""
TOOK = {"crawl": timedelta(minutes=90), "backfill": timedelta(hours=2)}
DOWN = (FRIDAY + timedelta(hours=14), FRIDAY + timedelta(hours=16))
"""Nobody serves on Friday afternoon."""


@dataclass
class Simulation:
    """A clock, and a dataset with one slot."""

    data: Path
    moment: datetime = FRIDAY
    busy_until: datetime = FRIDAY
    ran: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    reports: list[RunReport] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def begin(self, name: str, expected: datetime) -> None:
        """What a flow does when its runner starts it, with the clock of the simulation."""
        self.moment = max(expected, DOWN[1]) if DOWN[0] <= expected < DOWN[1] else expected
        reason = reason_to_skip(expected, self.moment, timedelta(minutes=Job().latest))
        if reason is None and self.moment < self.busy_until:
            reason = "another run works on the dataset"
        if reason is not None:
            self.told.append(f"{expected:%a %H:%M} {name}: skipped, {reason}")
            return
        start = self.moment
        lines = self.crawl() if name == "crawl" else 0
        self.busy_until = start + TOOK[name]
        self.ran.append((name, start, self.busy_until))
        self.told.append(f"{expected:%a %H:%M} {name}: ran, {lines} lines")

    def crawl(self) -> int:
        async def run(demo: DemoSite) -> RunReport:
            settings = Settings(data=self.data)
            async with open_crawl(settings, demo.sites, host_map=demo.host_map) as started:
                await started.discover()
                for job in started.batches():
                    started.commit(await started.work(job))
                return started.finish()

        with DemoSite(edition=2 if self.reports else 1) as demo:
            self.reports.append(asyncio.run(run(demo)))
        return self.reports[-1].records


def due(folder: Path, dates: Callable[[str], list[datetime]]) -> list[tuple[datetime, str]]:
    (folder / "prefect.yaml").write_text(CONFIGURATION)
    texts = read_deployments(folder / "prefect.yaml")
    return sorted((when, text.flow) for text in texts for one in text.schedules for when in dates(str(one.cron)))


def test_three_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.server.schemas.schedules import CronSchedule

    def dates(cron: str) -> list[datetime]:
        schedule = CronSchedule(cron=cron, timezone="UTC")
        found = asyncio.run(schedule.get_dates(n=20, start=FRIDAY, end=FRIDAY + timedelta(days=3)))
        return [datetime.fromisoformat(str(when.isoformat())).astimezone(UTC) for when in found]

    simulation = Simulation(tmp_path / "data")
    monkeypatch.setattr(flows.pipeline, "now", simulation.now)
    for expected, name in due(tmp_path, dates):
        simulation.begin(name, expected)
    assert simulation.told == [
        "Fri 03:00 crawl: ran, 59 lines",
        "Fri 15:00 crawl: skipped, missed: due at 2026-11-20 15:00 UTC, 60 minutes ago",
        "Sat 03:00 crawl: ran, 1 lines",
        "Sat 03:30 backfill: skipped, another run works on the dataset",
        "Sat 15:00 crawl: ran, 0 lines",
        "Sun 03:00 crawl: ran, 0 lines",
        "Sun 09:00 backfill: ran, 0 lines",
        "Sun 15:00 crawl: ran, 0 lines",
    ]
    spans = sorted((start, end) for _, start, end in simulation.ran)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans)), "no overlap"
    assert all(not report.failed for report in simulation.reports)
