"""The flows that run on schedules, and what serves them: parameters are a job, settings come from where `serve` runs.

A run that was missed is skipped, and so is one while another works on the same dataset: the next does what it would
have done. A time limit, SIGTERM and a cancel from Prefect's UI end a run cleanly: what it read is committed.
"""

import asyncio
import contextvars
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from prefect import flow, get_run_logger
from prefect.automations import AutomationCore
from prefect.blocks.core import Block
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, State, StateType
from prefect.concurrency.asyncio import concurrency
from prefect.context import FlowRunContext
from prefect.deployments.runner import RunnerDeployment
from prefect.events.actions import ChangeFlowRunState, SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ParameterTypeError
from prefect.flows import Flow
from prefect.logging import get_logger
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, RRule, Schedule
from prefect.states import Cancelled, Completed, Failed
from prefect.types.entrypoint import EntrypointType

from flows.backfill import backfill_reviews, reread_reviews
from flows.captures import Asked
from flows.crawl import crawl_reviews, show_file
from flows.enrich import enrich_reviews
from flows.errors import ReviewlinesError, UsageError
from flows.load import load_reviews
from flows.loading.run import Choices
from flows.logs import log_to_stderr
from flows.pipeline import now
from flows.prefect_home import HEARTBEAT_SECONDS
from flows.report import report_dataset
from flows.run_tables import address_of, headline
from flows.schedule import (
    BackfillJob,
    CrawlJob,
    DeploymentText,
    EnrichJob,
    Job,
    LoadJob,
    ScheduleText,
    limit_of,
    reason_to_skip,
)
from flows.settings import Settings, load_settings
from flows.telling import told_of
from schemas.run import RunReport

_HARD_LIMIT: Final = 8 * 24 * 3600
"""Seconds after which Prefect itself ends a run, whatever its job says."""
_LEASE: Final = 300.0
_WAIT: Final = 5.0
"""Seconds that a run waits for another one to leave the dataset."""
_TAG: Final = "reviewlines"
_GRACE: Final = 60.0
"""Seconds that a run has to come to its end when `serve` is told to end; then it is killed."""
_LOOK: Final = 0.5
_log: Final = get_logger("serve")
_T = TypeVar("_T")


# --- flows


@flow(name="crawl", timeout_seconds=_HARD_LIMIT, on_failure=[told_of], on_crashed=[told_of])
async def crawl(job: CrawlJob) -> Any:
    """Discover reviews, fetch what is due, and add what is new to the dataset."""

    async def run(settings: Settings) -> State[Any]:
        settings = settings.model_copy(update={"max_pages": job.max_pages or settings.max_pages})
        done = await crawl_reviews.fn(settings, job.sites, job.demo, job.since)
        return _ended(done, "the next run goes on")

    return await _one_at_a_time(job, run)


@flow(name="backfill", timeout_seconds=_HARD_LIMIT, on_failure=[told_of], on_crashed=[told_of])
async def backfill(job: BackfillJob) -> Any:
    """Read pages of sites' past, lists, WARC files and web archives into the dataset."""

    async def run(settings: Settings) -> State[Any]:
        asked = Asked(
            targets=tuple(job.sites),
            urls=tuple(job.urls),
            warcs=tuple(job.warcs),
            common_crawl=tuple(job.common_crawl),
            wayback=job.wayback,
            since=job.since,
            until=job.until,
        )
        asked.check()
        done = await backfill_reviews.fn(settings, asked)
        return _ended(done, "the same parameters go on")

    return await _one_at_a_time(job, run)


@flow(name="reread", timeout_seconds=_HARD_LIMIT, on_failure=[told_of], on_crashed=[told_of])
async def reread(job: Job) -> Any:
    """Read the stored pages again with the extractor and the site files of now, and propose what differs."""

    async def run(settings: Settings) -> State[Any]:
        told = await reread_reviews.fn(settings)
        if told is None:
            return _stopped("nothing is proposed")
        done = "accepted" if told.accepted else "proposed: see `reviewlines data diff`"
        return _completed(f"{told.changes:,} new revisions {done}" if told.changes else "nothing would change")

    return await _one_at_a_time(job, run)


@flow(name="enrich", timeout_seconds=_HARD_LIMIT, on_failure=[told_of], on_crashed=[told_of])
async def enrich(job: EnrichJob) -> Any:
    """Join new reviews to the catalogue."""

    async def run(settings: Settings) -> State[Any]:
        catalogue = Path(job.catalogue) if job.catalogue is not None else settings.catalogue
        if catalogue is None:
            return _skipped("there is no catalogue: set `catalogue`")
        done = await _in_thread(enrich_reviews.fn, settings.data, catalogue)
        return _completed(f"{done.new:,} of {done.lines:,} lines enriched now")

    return await _one_at_a_time(job, run)


@flow(name="load", timeout_seconds=_HARD_LIMIT, on_failure=[told_of], on_crashed=[told_of])
async def load(job: LoadJob) -> Any:
    """Bring a database up to date with the dataset."""

    async def run(settings: Settings) -> State[Any]:
        if job.destination is None and settings.load.destination is None:
            return _skipped("there is no destination: set `load.destination`")
        told = settings.load
        choices = Choices(contract=told.contract, removed=told.removed, evidence=told.evidence, schema=told.schema_name)
        done = await _in_thread(load_reviews.fn, settings.data, job.destination, choices)
        return _completed(f"{done.lines:,} lines of {done.commits:,} commits loaded into {done.destination}")

    return await _one_at_a_time(job, run)


@flow(name="report", timeout_seconds=_HARD_LIMIT, on_failure=[told_of], on_crashed=[told_of])
async def report(job: Job) -> Any:
    """Write the dataset's HTML report."""

    async def run(settings: Settings) -> State[Any]:
        where = await _in_thread(report_dataset.fn, settings.data)
        await show_file(address_of(where), "Report of the dataset")
        return _completed(f"written: {where}")

    return await _one_at_a_time(job, run)


FLOWS: Final[tuple[Flow[..., Any], ...]] = (crawl, backfill, reread, enrich, load, report)
"""What `prefect.yaml` may name, by the function's name. A new flow is a function above and a name here."""


async def _one_at_a_time(job: Job, run: Callable[[Settings], Awaitable[State[Any]]]) -> Any:
    """Do a run, unless it was missed or another one works on its dataset; then it is Completed, named Skipped.

    What is no bug fails the run with its one line, and no traceback.
    """
    log_to_stderr()
    try:
        return await _alone_and_stoppable(job, run)
    except ReviewlinesError as error:
        return Failed(message=str(error), data=error)


async def _alone_and_stoppable(job: Job, run: Callable[[Settings], Awaitable[State[Any]]]) -> State[Any]:
    settings = load_settings(data=job.data)
    if (reason := _missed(job)) is not None:
        return _skipped(reason)
    async with _alone(settings.data) as is_alone:
        if not is_alone:
            return _skipped("another run works on the dataset")
        with _Stops(job.minutes * 60) as stops:
            try:
                ended = await run(settings)
            except asyncio.CancelledError:
                if not stops.is_cut:
                    raise
                what = f"it took more than {job.minutes:g} minutes; the next run goes on"
                ended = Failed(message=what, name="TimedOut")
        if stops.told is None:
            return ended
        if await _is_cancelled():
            return Cancelled(message="cancelled; what was read is committed")
        return _stopped("it was told to end; the next run goes on")


async def _is_cancelled() -> bool:
    """Whether somebody cancelled this run; else it was told to end with its server."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        return False
    async with get_client() as client:
        state = (await client.read_flow_run(context.flow_run.id)).state
    return state is not None and (state.is_cancelling() or state.is_cancelled())


def _missed(job: Job) -> str | None:
    context = FlowRunContext.get()
    run = context.flow_run if context is not None else None
    if run is None or not run.auto_scheduled or run.expected_start_time is None:
        return None
    return reason_to_skip(run.expected_start_time, now(), timedelta(minutes=job.latest))


def _skipped(reason: str) -> State[Any]:
    get_run_logger().info("skipped: %s", reason)
    return Completed(message=reason, name="Skipped")


def _ended(done: RunReport, next_time: str) -> State[Any]:
    """The state of a run that did not fail; its name is Suspect where gates warn."""
    if not done.complete:
        return _stopped(next_time)
    return _completed(headline(done), "Suspect" if done.gates else "Completed")


def _completed(what: str, name: str = "Completed") -> State[Any]:
    return Completed(message=what, name=name)


def _stopped(what: str) -> State[Any]:
    return Completed(message=f"stopped before the end: {what}", name="Stopped")


@asynccontextmanager
async def _alone(data: str) -> AsyncIterator[bool]:
    """Whether this run has the dataset's only slot while the context lasts."""
    async with get_client() as client:  # a run of Prefect's form may name any dataset
        await client.upsert_global_concurrency_limit_by_name(limit_of(data), 1)
    slot = concurrency(limit_of(data), timeout_seconds=_WAIT, lease_duration=_LEASE, strict=True)
    try:
        await slot.__aenter__()
    except TimeoutError:
        yield False
        return
    try:
        yield True
    finally:
        await slot.__aexit__(None, None, None)


class _Stops:
    """What stops a run: a SIGTERM, which is noted, or the time limit, which acts as one and is not.

    Runs that can end cleanly have a handler of their own; others are cut off, which costs what they have not committed.
    """

    def __init__(self, seconds: float) -> None:
        self.told: int | None = None
        self.is_cut = False
        self._seconds = seconds
        self._is_limit = False

    def __enter__(self) -> Self:
        loop = self._loop = asyncio.get_running_loop()
        add = self._add = loop.add_signal_handler
        self._task = asyncio.current_task()
        self._before = signal.getsignal(signal.SIGTERM)

        def noting(number: int, callback: Callable[..., object], *args: Any) -> None:
            def noted() -> None:
                self.told = None if self._is_limit else number
                callback(*args)

            add(number, noted)

        noting(signal.SIGTERM, self._cut)
        loop.add_signal_handler = noting  # type: ignore[method-assign, assignment]
        self._timer = loop.call_later(self._seconds, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._loop.add_signal_handler = self._add  # type: ignore[method-assign]
        self._loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, self._before)

    def _end(self) -> None:
        self._is_limit = True
        signal.raise_signal(signal.SIGTERM)

    def _cut(self) -> None:
        self.is_cut = True
        if self._task is not None:
            self._task.cancel()


async def _in_thread(work: Callable[..., _T], *args: Any) -> _T:
    """Do blocking work in a thread that ends with the process: one that hangs would hold `asyncio.to_thread`'s."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()
    context = contextvars.copy_context()

    def tell(settle: Callable[[Any], None], outcome: Any) -> None:
        if not future.done():
            settle(outcome)

    def do() -> None:
        settled: tuple[Callable[[Any], None], Any]
        try:
            settled = future.set_result, context.run(work, *args)
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            settled = future.set_exception, error
        with suppress(RuntimeError):  # nobody waits any more
            loop.call_soon_threadsafe(tell, *settled)

    threading.Thread(target=do, name="run", daemon=True).start()
    return await future


# --- serving


async def serve_deployments(texts: list[DeploymentText], *, notify: str | None = None) -> None:
    """Serve deployments until the process is told to end, against the server at PREFECT_API_URL.

    Args:
        texts: Of `prefect.yaml`.
        notify: A notification block of Prefect that is told of failed runs: "slack-webhook/ops".

    Raises:
        UsageError: a deployment names no flow, has parameters that do not fit, or there is no such block.
    """
    deployments = [await deployment_of(text) for text in texts]
    await prepare(notify=notify)
    runner = _Runner(pause_on_shutdown=True, limit=len(FLOWS))
    for deployment in deployments:
        await runner.aadd_deployment(deployment)
    _log.info("ready: %d deployments are on the server", len(deployments))
    await runner.serve()


class _Runner(Runner):
    """Prefect's runner, which comes to a clean end on SIGTERM and Ctrl-C: schedules pause, runs are waited for.

    Prefect's own handler leaves by SystemExit in the midst of what the loop does: runs under way are killed without
    a word, and most schedules go on with nobody to serve them.
    """

    async def serve(self) -> None:
        """Start runs until told to end; told twice, runs under way are no longer waited for."""
        loop = self._loop = asyncio.get_running_loop()
        self._ending: asyncio.Task[None] | None = None
        self._serving = asyncio.create_task(self.start())
        loop.add_signal_handler(signal.SIGINT, self._tell)
        try:
            await self._serving
        except asyncio.CancelledError:
            if self._ending is None:
                raise
        finally:
            loop.remove_signal_handler(signal.SIGINT)
            if self._ending is not None:
                self._ending.cancel()

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Note the signal: what the loop is about now goes on."""
        self._loop.call_soon_threadsafe(self._tell)  # type: ignore[union-attr]

    async def cancel_all(self) -> None:
        """Tell the runs under way to end; what they have read is committed by then."""
        processes = self._process_manager
        await asyncio.gather(*(processes.kill(run, grace_seconds=_GRACE) for run in processes.flow_run_ids()))

    def _tell(self) -> None:
        if self._ending is None and self.started:
            self._ending = asyncio.create_task(self._end())
        else:
            self._serving.cancel()

    async def _pause(self) -> None:
        """At once, since whoever sent the signal may not wait for the end; and not once more then."""
        async with get_client() as client:
            for deployment in self._deployment_registry.get_deployment_ids():
                await client.pause_deployment(deployment)
        self.pause_on_shutdown = False

    async def _end(self) -> None:
        """Pause the schedules, end the runs, also one that is just being started, and with them the serving."""
        _log.info("ending: schedules pause, runs come to a clean end …")
        try:
            await self._pause()
            await self.astop()
            while not self._serving.done():
                await self.cancel_all()
                await asyncio.sleep(_LOOK)
        except Exception:
            self._serving.cancel()
            raise


async def deployment_of(text: DeploymentText) -> RunnerDeployment:
    """A deployment as Prefect wants it.

    Raises:
        UsageError: it names no flow of ours, or its parameters or schedules do not fit.
    """
    found = next((one for one in FLOWS if one.fn.__name__ == text.flow), None)
    if found is None:
        known = ", ".join(one.fn.__name__ for one in FLOWS)
        raise UsageError(f"deployment {text.name}: there is no flow {text.flow!r} ({known})")
    try:
        return await found.ato_deployment(
            text.name,
            description=text.description,
            tags=[*dict.fromkeys([_TAG, *text.tags])],
            parameters=found.validate_parameters({"job": {}, **text.parameters}),
            schedules=[_schedule(one) for one in text.schedules],
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=_collision(text)),
            paused=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except (ValueError, ParameterTypeError) as error:  # ValidationError is a ValueError
        said = " ".join(str(error).split())[:300]
        raise UsageError(f"deployment {text.name}: {said}") from error


def _collision(text: DeploymentText) -> ConcurrencyLimitStrategy:
    """What becomes of a run while another of its deployment is on: one that was started by hand waits for its end.

    Of one on a schedule the next does the work.
    """
    return ConcurrencyLimitStrategy.CANCEL_NEW if text.schedules else ConcurrencyLimitStrategy.ENQUEUE


def _schedule(text: ScheduleText) -> Schedule:
    if text.cron is not None:
        return Cron(text.cron, timezone=text.timezone, active=text.active)
    if text.interval is not None:
        return Interval(text.interval, timezone=text.timezone, active=text.active)
    if text.rrule is not None:
        return RRule(text.rrule, timezone=text.timezone, active=text.active)
    raise UsageError("a schedule needs cron, interval or rrule")


async def prepare(*, notify: str | None = None) -> None:
    """Make what deployments need on the server, or bring it up to date: the automations.

    Raises:
        UsageError: there is no such notification block.
    """
    await _keep(_zombies())
    if notify is not None:
        await _keep(_notification(await _block(notify)))


async def _block(name: str) -> Any:
    try:
        block = await Block.aload(name, validate=False)
    except ValueError as error:
        raise UsageError(f"there is no notification block {name!r} on the server: make it in Prefect's UI") from error
    return getattr(block, "_block_document_id", None)  # what the action needs; nothing else gives it


def _zombies() -> AutomationCore:
    """Runs whose process is gone say nothing any more: after three heartbeats they are Crashed."""
    ends = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed")}
    beat = "prefect.flow-run.heartbeat"
    return AutomationCore(
        name="reviewlines: zombie runs",
        description="Runs that gave no heartbeat for three of them are Crashed (made by `reviewlines serve`).",
        trigger=EventTrigger(
            after={beat},
            expect={beat, *ends},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=_ours(),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=3 * HEARTBEAT_SECONDS),
        ),
        actions=[
            ChangeFlowRunState(
                state=StateType.CRASHED, message="No heartbeat: the process is gone. The next run goes on."
            )
        ],
    )


def _notification(block: Any) -> AutomationCore:
    """Failed, crashed and timed-out runs, and those whose gates warn, are told to a notification block."""
    ends = {f"prefect.flow-run.{state}" for state in ("Failed", "Crashed", "TimedOut", "Suspect")}
    return AutomationCore(
        name="reviewlines: failed runs",
        description="Tells of runs that are to be looked at (made by `reviewlines serve --notify`).",
        trigger=EventTrigger(
            expect=ends,
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=_ours(),
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(seconds=0),
        ),
        actions=[
            SendNotification(
                block_document_id=block,
                subject="Reviewlines: {{ flow.name }} {{ flow_run.state.name }}",
                body="{{ flow_run.name }}: {{ flow_run.state.message }}\n{{ flow_run|ui_url }}",
            )
        ],
    )


def _ours() -> ResourceSpecification:
    return ResourceSpecification({"prefect.resource.id": f"prefect.tag.{_TAG}", "prefect.resource.role": "tag"})


async def _keep(automation: AutomationCore) -> None:
    """Make an automation, in the place of the one of its name."""
    async with get_client() as client:
        for known in await client.read_automations_by_name(automation.name):
            await client.delete_automation(known.id)
        await client.create_automation(automation)
