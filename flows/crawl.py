"""The scheduled run as a Prefect flow: discover what there is, fetch what is due, write what is new."""

from collections.abc import Mapping, Sequence

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from flows.pipeline import BatchJob, Progress, no_progress, open_crawl, work_batch
from flows.settings import Settings
from flows.web.client import Client
from schemas.run import BatchResult, RunReport
from schemas.site import Site


@flow(name="crawl-reviews", validate_parameters=False)
async def crawl_reviews(
    settings: Settings,
    sites: Sequence[Site],
    host_map: Mapping[str, int] | None = None,
    progress: Progress = no_progress,
) -> RunReport:
    """Crawl the sites into the dataset of the settings.

    Args:
        settings: Settings of the run; `settings.data` is the dataset.
        sites: What to crawl.
        host_map: `.test` hosts that the bundled demo site serves, and its port on loopback.
        progress: Told of each step.
    """
    log = get_run_logger()
    async with open_crawl(settings, sites, host_map=host_map, progress=progress) as crawl:
        await crawl.discover()
        for job in crawl.batches():
            result = await crawl_batch(job, crawl.client, progress)
            crawl.commit(result)
            log.info("batch %s: %d requests", result.descriptor.batch, len(job.requests))
        return crawl.finish()


@task(name="crawl-batch", cache_policy=NO_CACHE, persist_result=False)
async def crawl_batch(job: BatchJob, client: Client, progress: Progress = no_progress) -> BatchResult:
    """Fetch, extract and stage one batch. Retries are the client's alone, so the task has none."""
    return await work_batch(job, client, progress)
