"""Deployments as Prefect gets them; a real server is started by tests/chaos/test_serve.py."""

import asyncio
from datetime import timedelta

import pytest
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy

from flows.errors import UsageError
from flows.schedule import DeploymentText, read_deployments
from flows.serve import FLOWS, deployment_of


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
        assert limit.collision_strategy is ConcurrencyLimitStrategy.CANCEL_NEW
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
