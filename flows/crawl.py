"""The scheduled run as a Prefect flow: discover what there is, fetch what is due, write what is new."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from prefect import flow, get_run_logger, task
from prefect.artifacts import (
    acreate_link_artifact,
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)
from prefect.cache_policies import NO_CACHE

from flows import server_guard
from flows.demo import chosen_sites
from flows.errors import RunFailed
from flows.pipeline import BatchJob, Crawl, open_crawl
from flows.run_tables import batch_line, coverage_rows, earlier_runs, gates_text, headline, report_address, site_rows
from flows.settings import Settings
from flows.storage.store import open_store
from flows.telling import told_of
from schemas.run import BatchResult, RunReport

_PROGRESS_SECONDS: Final = 5.0


@flow(name="crawl-reviews", on_failure=[told_of], on_crashed=[told_of])
async def crawl_reviews(
    settings: Settings,
    targets: list[str],
    demo: bool = False,
    since: datetime | None = None,
) -> RunReport:
    """Crawl sites into a dataset. A stopped run gives its report too: with `complete` false.

    Args:
        settings: Settings of the run; `settings.data` is the dataset.
        targets: Site keys and URLs; none for all site files in `settings.sites`.
        demo: Crawl the bundled demo site instead.
        since: Leave out new pages that their site dates before this, with zone.

    Raises:
        RunFailed: the run came to its end and is to be looked at; the error has its report.
    """
    with chosen_sites(settings, targets, demo=demo) as (sites, host_map):
        async with open_crawl(settings, sites, host_map=host_map, since=since) as crawl:
            try:
                async with _shown(crawl) as show:
                    await crawl.discover()
                    for number, job in enumerate(crawl.batches(), start=1):
                        result = await crawl_batch(job, crawl.work)
                        committed = crawl.commit(result)
                        get_run_logger().info("%s: %s", crawl.run, batch_line(number, committed))
                        await show(crawl.progress)
            except BaseException:
                crawl.stop.set()
                crawl.finish()
                raise
            report = crawl.finish()
    await show_run(report, settings)
    if report.failed and report.complete:
        raise RunFailed(report, headline(report))
    return report


@task(name="crawl-batch", cache_policy=NO_CACHE, persist_result=False)
async def crawl_batch(job: BatchJob, work: Callable[[BatchJob], Awaitable[BatchResult]]) -> BatchResult:
    """Fetch, extract and stage one batch. Retries are the client's alone, so the task has none."""
    return await work(job)


class _Bar:
    """Prefect's progress artifact of a run, updated now and then."""

    def __init__(self, artifact: Any) -> None:
        self._artifact = artifact
        self._last = asyncio.get_running_loop().time()

    async def __call__(self, percent: float, *, at_once: bool = False) -> None:
        time = asyncio.get_running_loop().time()
        if at_once or time - self._last >= _PROGRESS_SECONDS:
            self._last = time
            await aupdate_progress_artifact(self._artifact, percent)


@asynccontextmanager
async def _shown(crawl: Crawl) -> AsyncIterator[_Bar]:
    bar = _Bar(await acreate_progress_artifact(progress=0.0, key="progress", description=f"Run {crawl.run}: pages"))
    yield bar
    await bar(100.0, at_once=True)


async def show_run(report: RunReport, settings: Settings) -> None:
    """Put a run into Prefect's UI: its table, coverage against the last runs, failed gates, where the report is."""
    get_run_logger().info("%s: %s", report.run, headline(report))
    await acreate_table_artifact(site_rows(report), key="run", description=f"Run {report.run}, by site")
    earlier = await asyncio.to_thread(earlier_runs, open_store(settings.data), report.run)
    await acreate_table_artifact(
        coverage_rows(report, earlier), key="coverage", description="Coverage by field, against the last runs"
    )
    if report.gates:
        await acreate_markdown_artifact(gates_text(report), key="gates", description="Failed quality gates")
    await show_file(report_address(settings.data, report.run), "Report of the run")


async def show_file(address: str, what: str) -> None:
    """Say in Prefect's UI where a file is. Browsers follow no link from there to a file, so its text is the address."""
    await acreate_link_artifact(address, key="report", link_text=address, description=f"{what}, where it ran")


def shelter_server() -> None:
    """Let Prefect start its embedded server in a session of its own, where it ends with this process.

    Ctrl-C reaches all processes of a terminal's group: the server would be gone before the run could tell it its end.
    After a SIGKILL nobody else would end it.
    """
    from prefect.server.api import server  # 70 MB, which workers and whoever uses another server need not have

    class Sheltered(subprocess.Popen[Any]):
        def __init__(self, args: list[str], **options: Any) -> None:
            python, _, module, *rest = args  # python -m uvicorn …
            guarded = [python, str(Path(server_guard.__file__)), str(os.getpid()), module, *rest]
            super().__init__(guarded, start_new_session=True, **options)

    server.subprocess = SimpleNamespace(**vars(subprocess) | {"Popen": Sheltered})  # type: ignore[assignment, attr-defined]
