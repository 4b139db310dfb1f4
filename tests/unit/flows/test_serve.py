"""Deployments as Prefect gets them; a real server is started by tests/chaos/test_serve.py."""

import asyncio
import signal
import threading
from datetime import timedelta

import pytest
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy

from flows.errors import UsageError
from flows.pipeline import stopped_by_signals
from flows.schedule import DeploymentText, read_deployments
from flows.serve import FLOWS, _in_thread, _Stops, deployment_of


def made(**facts: object) -> DeploymentText:
    return DeploymentText.model_validate(
        {"name": "a", "entrypoint": "flows/serve.py:crawl", "parameters": {"job": {}}, **facts}, strict=False
    )


def test_each_of_ours_becomes_a_deployment_that_runs_once_at_a_time() -> None:
    texts = read_deployments()
    assert {text.flow for text in texts} == {flow.fn.__name__ for flow in FLOWS}
    for text in texts:
        deployment = asyncio.run(deployment_of(text))
        assert deployment.entrypoint == f"flows.serve.{text.flow}"
        limit = deployment.concurrency_options
        assert deployment.concurrency_limit == 1
        assert limit is not None
        by_hand, on_schedule = ConcurrencyLimitStrategy.ENQUEUE, ConcurrencyLimitStrategy.CANCEL_NEW
        assert limit.collision_strategy is (on_schedule if text.schedules else by_hand)
        assert "reviewlines" in deployment.tags
        assert deployment.paused is False
    assert ConcurrencyLimitConfig(limit=1).limit == 1


def test_a_deployment_needs_no_parameters() -> None:
    assert asyncio.run(deployment_of(made(parameters={}))).parameters["job"].minutes == 180


def test_prefects_form_knows_the_parameters() -> None:
    deployment = asyncio.run(deployment_of(made(parameters={"job": {"sites": ["a"]}})))
    schema = deployment._parameter_openapi_schema.model_dump()
    job = schema["definitions"]["CrawlJob"]["properties"]
    assert "your own site files" in job["sites"]["description"]
    assert job["minutes"]["exclusiveMinimum"] == 0
    assert all(one.timeout_seconds == timedelta(days=8).total_seconds() for one in FLOWS)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"entrypoint": "flows/serve.py:nothing"}, "there is no flow 'nothing'"),
        ({"parameters": {"job": {"minutes": -1}}}, "deployment a: "),
        ({"parameters": {"job": {"password": "x"}}}, "deployment a: "),
        ({"schedules": [{"cron": "not a cron"}]}, "deployment a: "),
        ({"schedules": [{}]}, "needs cron, interval or rrule"),
    ],
)
def test_what_does_not_fit_is_one_line(facts: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message) as told:
        asyncio.run(deployment_of(made(**facts)))
    assert "\n" not in str(told.value)


async def cut(seconds: float, *, told: bool = False) -> _Stops:
    with _Stops(seconds) as stops:
        if told:
            signal.raise_signal(signal.SIGTERM)
        with pytest.raises(asyncio.CancelledError):
            await asyncio.Event().wait()
    return stops


def test_a_run_that_cannot_end_by_itself_is_cut_off() -> None:
    before = signal.getsignal(signal.SIGTERM)
    at_limit, at_signal = asyncio.run(cut(0.01)), asyncio.run(cut(60, told=True))
    assert (at_limit.is_cut, at_limit.told) == (True, None)
    assert (at_signal.is_cut, at_signal.told) == (True, signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("told", [None, signal.SIGTERM])
def test_a_run_that_can_is_asked_to(told: signal.Signals | None) -> None:
    async def run() -> _Stops:
        stop = asyncio.Event()
        with _Stops(60 if told else 0.01) as stops, stopped_by_signals(stop):
            if told:
                signal.raise_signal(told)
            await stop.wait()
        return stops

    stops = asyncio.run(run())
    assert (stops.is_cut, stops.told) == (False, told)


def test_blocking_work_gives_its_result_or_its_error_and_holds_nobody() -> None:
    hanging = threading.Event()

    async def left() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(_in_thread(hanging.wait), 0.01)

    assert asyncio.run(_in_thread(divmod, 7, 2)) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(_in_thread(divmod, 7, 0))
    asyncio.run(left())
    hanging.set()
