"""Who is told of runs that are to be looked at: the webhook of the settings. `told_of` is a hook of every flow."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from flows.errors import ReviewlinesError, RunFailed
from flows.run_tables import headline
from flows.settings import Settings, load_settings
from flows.web.notify import notify
from schemas.run import RunReport

_BY_HAND: Final = (KeyboardInterrupt, asyncio.CancelledError, SystemExit)
"""Somebody ended the run, and knows."""


async def told_of(flow: Any, flow_run: Any, state: Any) -> None:
    """Prefect's hook of a run that failed, crashed or ran out of time.

    In the process of the run it knows the error, and the report of a run that came to its end; where that process is
    gone, in the one that serves, what Prefect says of it.

    Args:
        flow: Prefect's flow.
        flow_run: Its run.
        state: The state that it entered.
    """
    settings = load_settings()
    error = state.data if isinstance(state.data, BaseException) else getattr(state.data, "result", None)
    if settings.webhook is None or isinstance(error, _BY_HAND):
        return
    said = str(error) if isinstance(error, ReviewlinesError) else str(state.message or "")
    ended = "timed out" if state.name == "TimedOut" else state.name.lower()
    body = {
        "text": f"Reviewlines: {flow.name} {ended}: {said}",
        "flow": flow.name,
        "state": state.name,
        "run": flow_run.name,
        "data": _dataset(flow_run.parameters, settings),
    }
    if isinstance(error, RunFailed):
        body |= _facts(error.report)
    await notify(settings.webhook.get_secret_value(), body)


async def tell_warnings(flow: str, report: RunReport, settings: Settings) -> None:
    """Tell of gates that warn and fail no run."""
    own = settings.webhook or load_settings().webhook
    if own is not None:
        text = f"Reviewlines: {flow} is to be looked at: {headline(report)}"
        body = {"text": text, "flow": flow, "state": "Suspect", "data": settings.data, **_facts(report)}
        await notify(own.get_secret_value(), body)


def _facts(report: RunReport) -> dict[str, Any]:
    """What machines want to know of a run that came to its end."""
    return {
        "run": report.run,
        "sites": [site.site for site in report.sites if site.failed],
        "gates": [failure.model_dump(mode="json") | {"message": failure.message} for failure in report.gates],
    }


def _dataset(parameters: Mapping[str, Any], settings: Settings) -> str:
    """The dataset that the parameters of a flow name: in themselves, in their job or in their settings."""
    for told in (parameters.get("job"), parameters.get("settings"), parameters):
        named = told.get("data") if isinstance(told, Mapping) else getattr(told, "data", None)
        if named:
            return str(named)
    return settings.data
