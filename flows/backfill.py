"""The backfill as a Prefect flow: the stored pages read again, and what that changes proposed."""

import asyncio

from prefect import flow

from extractors.extract import EXTRACTOR_VERSION
from flows.pipeline import now, progress, stopped_by_signals
from flows.reports.difference import difference
from flows.reread import accept, reread_archive, site_finder
from flows.settings import Settings
from flows.sites import load_sites
from flows.storage import proposals
from flows.storage.dataset import Dataset
from schemas.proposal import Difference


@flow(name="backfill-reviews")
async def backfill_reviews(settings: Settings) -> Difference | None:
    """Read all stored pages of the dataset again; None where it was stopped before the end.

    What differs is proposed, and accepted at once where it loses little enough (`settings.accept_lost`).
    """
    stop = asyncio.Event()
    sites = site_finder(load_sites(settings.sites))
    with (
        Dataset.open(
            settings.data, now=now(), extractor_version=EXTRACTOR_VERSION, state=settings.state_url()
        ) as dataset,
        stopped_by_signals(stop),
    ):
        reading = await asyncio.to_thread(
            reread_archive, dataset, settings, sites, clock=now, stop=stop, progress=progress.get()
        )
        if reading is None:
            return None
        told = difference(reading, (one for part in proposals.proposals(dataset.store) for one in part))
        if settings.accept_lost is not None and all(site.share_lost <= settings.accept_lost for site in told.sites):
            accept(dataset, settings, clock=now)
            return told.model_copy(update={"accepted": True})
        return told
