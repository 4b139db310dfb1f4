"""Backfills as Prefect flows: pages of archives, of lists and of sites' past; or the stored pages read again.

A batch is a task: hundreds of pages, which never travel through Prefect. Who runs the tasks is a setting: this process,
Prefect's process pool, or Dask. A worker that dies takes nothing with it: what it staged is not committed, and its
batch is handed out once more.
"""

import asyncio
import importlib.util
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, Final, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import acreate_progress_artifact, acreate_table_artifact, aupdate_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.futures import PrefectFuture
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from flows import fill
from flows.captures import Asked
from flows.crawl import show_run
from flows.errors import DatasetError, ReviewlinesError, RunFailed, UsageError
from flows.fill import Fill, open_fill
from flows.pipeline import BatchJob, now, open_dataset, progress, stopped_by_signals
from flows.reports.difference import difference
from flows.reread import accept, reread_archive, site_finder
from flows.run_tables import difference_rows, headline
from flows.settings import Settings, load_settings
from flows.sites import load_sites
from flows.storage import proposals
from flows.telling import tell_warnings, told_of
from schemas.proposal import Difference
from schemas.run import BatchResult, RunReport

_UPDATE: Final = 5.0
"""Seconds between two updates of the progress artifact."""

_MOST_LOSSES: Final = 20
"""Workers in a row that may be lost without one batch done between."""


@flow(name="backfill-reviews", on_failure=[told_of], on_crashed=[told_of])
async def backfill_reviews(settings: Settings, asked: Asked, key: str | None = None) -> RunReport:
    """Read pages of archives, lists or sites' past into a dataset. Killed, the same call goes on where it was.

    Args:
        settings: Settings of the run; `settings.data` is the dataset, `settings.runner` says who reads. The state's
            URL and the proxy, which may hold passwords, come from the environment or the settings file of the process
            that runs the flow: Prefect keeps parameters as they are.
        asked: What to read.
        key: The run's key; none for one that follows from `asked`.

    Raises:
        RunFailed: the run came to its end and is to be looked at; the error has its report.
    """
    settings = with_secrets(settings)
    async with open_fill(settings, asked, load_sites(settings.sites), key=key) as run:
        try:
            await run.list_sources()
            async with _Told(run):
                await _read_all(run)
        except BaseException:
            run.stop.set()
            run.finish()
            raise
        report = run.finish()
    await show_run(report, settings)
    if report.failed and report.complete:
        raise RunFailed(report, headline(report))
    if report.gates:
        await tell_warnings("backfill", report, settings)
    return report


@task(name="read-batch", cache_policy=NO_CACHE, persist_result=False)
async def read_batch(job: BatchJob) -> BatchResult:
    """Read, extract and stage one batch. Retries are the client's alone, so the task has none."""
    return await fill.read_batch(job)


@task(name="read-batch", cache_policy=NO_CACHE, persist_result=False)
async def read_batch_here(job: BatchJob, stop: asyncio.Event) -> BatchResult:
    """The same in the process of the flow."""
    return await fill.read_batch(job, stop)


@flow(name="reread-reviews", on_failure=[told_of], on_crashed=[told_of])
async def reread_reviews(settings: Settings) -> Difference | None:
    """Read all stored pages of the dataset again; None where it was stopped before the end.

    What differs is proposed, and accepted at once where it loses little enough (`settings.accept_lost`).
    """
    told = await reread(with_secrets(settings))
    if told is not None:
        await acreate_table_artifact(difference_rows(told), key="difference", description="What would change, by site")
    return told


async def reread(settings: Settings) -> Difference | None:
    """What the flow does, without Prefect."""
    stop = asyncio.Event()
    sites = site_finder(load_sites(settings.sites))
    with open_dataset(settings) as dataset, stopped_by_signals(stop):
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


def without_secrets(settings: Settings) -> Settings:
    """Settings without what no parameter of a flow may hold: Prefect keeps them."""
    return settings.model_copy(update={"state": None, "proxy": None})


def with_secrets(settings: Settings) -> Settings:
    """Settings with what `without_secrets` took, from where the process has it."""
    if settings.state is not None and settings.proxy is not None:
        return settings
    own = load_settings()
    return settings.model_copy(update={"state": settings.state or own.state, "proxy": settings.proxy or own.proxy})


def check_runner(settings: Settings) -> None:
    """Tell at once that Dask is not installed.

    Raises:
        UsageError: that is so.
    """
    if settings.runner == "dask" and importlib.util.find_spec("prefect_dask") is None:
        raise UsageError("the runner dask needs the package prefect-dask: pip install 'reviewlines[dask]'")


async def _read_all(run: Fill) -> None:
    """Hand out batches and commit what comes back, until nothing is left or the run is stopped."""
    if run.settings.runner == "in-process":
        while (job := run.next_job()) is not None:
            run.commit(job, await read_batch_here(job, run.stop))
        return
    losses = 0
    while losses <= _MOST_LOSSES:
        done, lost = await _read_with(run)
        if lost is None:
            return
        losses = 1 if done else losses + 1
    raise DatasetError(f"{losses} workers in a row were lost: {lost}")


async def _read_with(run: Fill) -> tuple[int, str | None]:
    """The same with the workers of a task runner, until one of them is lost.

    Gives the batches that were done, and what became of the worker; a pool of processes is then of no use any more.
    """
    done = 0
    lost: str | None = None
    running: dict[asyncio.Task[BatchResult], BatchJob] = {}
    asked_to_stop = False
    with ExitStack() as stack:
        # One more than there are workers: while a batch is committed, nobody waits.
        most = run.settings.workers + 1
        threads = stack.enter_context(ThreadPoolExecutor(most, thread_name_prefix="backfill"))
        stack.enter_context(temporary_settings({PREFECT_API_URL: _server()}))
        runner = stack.enter_context(_task_runner(run.settings))
        while True:
            while lost is None and len(running) < most and (job := run.next_job()) is not None:
                future = runner.submit(read_batch, {"job": job})
                running[asyncio.ensure_future(_result(future, threads))] = job
            if not running:
                return done, lost
            if run.stop.is_set() and not asked_to_stop:
                asked_to_stop = True
                run.ask_to_stop()
            ready, _ = await asyncio.wait(running, timeout=1, return_when=asyncio.FIRST_COMPLETED)
            for finished in ready:
                job = running.pop(finished)
                error = finished.exception()
                if error is None:
                    run.commit(job, finished.result())
                    done += 1
                elif isinstance(error, ReviewlinesError) or not _is_loss(error):
                    raise error
                else:
                    run.give_back(job)
                    lost = f"{type(error).__name__}: {error}"


def _server() -> str:
    """The API's URL, of the embedded server too: a worker that does not know it would start one of its own."""
    return str(get_client().api_url)


async def _result(future: PrefectFuture[Any], threads: ThreadPoolExecutor) -> BatchResult:
    loop = asyncio.get_running_loop()
    return cast("BatchResult", await loop.run_in_executor(threads, future.result))


_LOSSES: Final = {"BrokenProcessPool", "KilledWorker", "CancelledError", "FutureCancelledError", "CommClosedError"}


def _is_loss(error: BaseException) -> bool:
    """Whether a worker died, as concurrent.futures and Dask tell it, and not the batch failed."""
    return any(kind.__name__ in _LOSSES for kind in type(error).__mro__)


def _task_runner(settings: Settings) -> TaskRunner[Any]:
    if settings.runner == "processes":
        return ProcessPoolTaskRunner(max_workers=settings.workers, initializer=_attend)
    check_runner(settings)
    from prefect_dask.task_runners import DaskTaskRunner

    if settings.dask is not None:
        return DaskTaskRunner(address=settings.dask)
    return DaskTaskRunner(
        cluster_kwargs={"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None}
    )


def _attend() -> None:
    """Begin a process of the pool: Ctrl-C is for the one that commits, and the pool ends with that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), name="parent-watch", daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)  # what it staged counts for nothing now


class _Told:
    """Tells how far a run is: on the terminal, and as a progress artifact of the flow run."""

    def __init__(self, run: Fill) -> None:
        self._run = run
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        artifact = await acreate_progress_artifact(0.0, key="backfill", description=self._run.told())
        self._task = asyncio.create_task(self._tell(artifact))

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _tell(self, artifact: UUID) -> None:
        updated = 0.0
        try:
            while True:
                await asyncio.sleep(1)
                self._show()
                if time.monotonic() - updated > _UPDATE:
                    updated = time.monotonic()
                    await self._update(artifact)
        finally:
            self._show()
            await self._update(artifact)

    def _show(self) -> None:
        progress.get()(self._run.told(), self._run.done, self._run.done + self._run.left)

    async def _update(self, artifact: UUID) -> None:
        await aupdate_progress_artifact(artifact, 100 * self._run.share, description=self._run.told())
