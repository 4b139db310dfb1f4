"""The scheduled run as a Prefect flow: discover what there is, fetch what is due, write what is new."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from flows.pipeline import BatchJob, open_crawl, work_batch
from flows.settings import Settings
from flows.web.client import Client
from schemas.run import BatchResult, RunReport
from schemas.site import Site


@flow(name="crawl-reviews")
async def crawl_reviews(settings: Settings, sites: list[Site], host_map: dict[str, int] | None = None) -> RunReport:
    """Crawl sites into a dataset.

    Args:
        settings: Settings of the run; `settings.data` is the dataset.
        sites: What to crawl.
        host_map: Hosts that are served on this port of loopback, as the demo site's are.
    """
    log = get_run_logger()
    async with open_crawl(settings, sites, host_map=host_map) as crawl:
        await crawl.discover()
        for job in crawl.batches():
            result = await crawl_batch(job, crawl.client)
            crawl.commit(result)
            log.info("batch %s: %d requests", result.descriptor.batch, len(job.requests))
        return crawl.finish()


@task(name="crawl-batch", cache_policy=NO_CACHE, persist_result=False)
async def crawl_batch(job: BatchJob, client: Client) -> BatchResult:
    """Fetch, extract and stage one batch. Retries are the client's alone, so the task has none."""
    return await work_batch(job, client)
