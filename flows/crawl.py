"""The scheduled run as a Prefect flow: discover what there is, fetch what is due, write what is new."""

import asyncio
import os
import subprocess
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.server.api import server

from flows import server_guard
from flows.demo import chosen_sites
from flows.pipeline import BatchJob, open_crawl, work_batch
from flows.settings import Settings
from flows.web.client import Client
from schemas.run import BatchResult, RunReport


@flow(name="crawl-reviews")
async def crawl_reviews(
    settings: Settings, targets: list[str], demo: bool = False, since: datetime | None = None
) -> RunReport:
    """Crawl sites into a dataset. A stopped run gives its report too: with `complete` false.

    Args:
        settings: Settings of the run; `settings.data` is the dataset.
        targets: Site keys and URLs; none for all site files in `settings.sites`.
        demo: Crawl the bundled demo site instead.
        since: Leave out new pages that their site dates before this, with zone.
    """
    with chosen_sites(settings, targets, demo=demo) as (sites, host_map):
        async with open_crawl(settings, sites, host_map=host_map, since=since) as crawl:
            try:
                await crawl.discover()
                for job in crawl.batches():
                    crawl.commit(await crawl_batch(job, crawl.client, crawl.stop))
            except BaseException:
                crawl.stop.set()
                crawl.finish()
                raise
            return crawl.finish()


@task(name="crawl-batch", cache_policy=NO_CACHE, persist_result=False)
async def crawl_batch(job: BatchJob, client: Client, stop: asyncio.Event) -> BatchResult:
    """Fetch, extract and stage one batch. Retries are the client's alone, so the task has none."""
    return await work_batch(job, client, stop)


def shelter_server() -> None:
    """Let Prefect start its embedded server in a session of its own, where it ends with this process.

    Ctrl-C reaches all processes of a terminal's group: the server would be gone before the run could tell it its end.
    After a SIGKILL nobody else would end it.
    """

    class Sheltered(subprocess.Popen[Any]):
        def __init__(self, args: list[str], **options: Any) -> None:
            python, _, module, *rest = args  # python -m uvicorn …
            guarded = [python, str(Path(server_guard.__file__)), str(os.getpid()), module, *rest]
            super().__init__(guarded, start_new_session=True, **options)

    server.subprocess = SimpleNamespace(**vars(subprocess) | {"Popen": Sheltered})  # type: ignore[assignment, attr-defined]
