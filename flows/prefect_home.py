"""Prefect's environment: quiet, no telemetry, at home in the data folder; and its troubles as one line."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flows.errors import ReviewlinesError, UsageError

_ALWAYS: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
"""Both of Prefect's telemetry systems, the SDK's and the server's, stay off."""

_EMBEDDED: Final = {
    # What goes wrong reaches the user as our one line, not as Prefect's log of it.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    # 20 s, Prefect's own limit, is less than a first start takes on a small machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
}


HEARTBEAT_SECONDS: Final = 60
"""Seconds between two signs of life of a scheduled run."""

_SERVING: Final = {
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    # Per-page lines are in files; Prefect has the summaries of batches.
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


def use_server() -> None:
    """Prepare the environment, before Prefect is imported, for schedules on the caller's server.

    Raises:
        UsageError: no server is named.
    """
    if not os.environ.get("PREFECT_API_URL"):
        raise UsageError(
            "schedules need a running server: prefect server start, then PREFECT_API_URL=http://…:4200/api"
        )
    os.environ.update(_ALWAYS)
    for name, value in _SERVING.items():
        os.environ.setdefault(name, value)


def use_prefect(data: str) -> None:
    """Prepare the environment, before Prefect is imported: the caller's server, or one embedded in the data folder.

    With a dataset on an object store it lives in Prefect's own folder, `~/.prefect`.
    """
    os.environ.update(_ALWAYS)
    if os.environ.get("PREFECT_API_URL"):
        return
    own = Path("~/.prefect").expanduser() if "://" in data else Path(data) / ".prefect"
    for name, value in {"PREFECT_HOME": str(own.resolve()), **_EMBEDDED}.items():
        os.environ.setdefault(name, value)
    # Not under a name of Prefect's: on a busy machine it warns, at the end, that it is still at work.
    logging.getLogger("EventsWorker").setLevel(logging.CRITICAL)
    home = os.environ["PREFECT_HOME"]
    if "%" in home:  # its server would wait for its start-up limit and then give up
        raise ReviewlinesError(f"Prefect cannot live in a folder with % in its name: {home}; set PREFECT_HOME")


@contextmanager
def prefect_started(data: str) -> Iterator[None]:
    """Prefect ready for a flow of this process, with a bar that tells how far it is; its troubles are one line.

    It takes seconds: tell before what would stop the run, and import the flow inside.
    """
    from flows.console import progress_bar

    use_prefect(data)
    with progress_bar() as show:
        show("start Prefect", 0, 0)
        from flows.crawl import shelter_server
        from flows.pipeline import progress

        progress.set(show)
        if not os.environ.get("PREFECT_API_URL"):
            shelter_server()
        with prefect_trouble():
            yield


@contextmanager
def prefect_trouble() -> Iterator[None]:
    """Tell in one line that Prefect could not be used; everything else passes as it is."""
    try:
        yield
    except ReviewlinesError:
        raise
    except UnicodeEncodeError as error:  # a file name or argument of other bytes, as a lone surrogate
        raise UsageError("Prefect takes parameters as UTF-8 text, and one that was given is none") from error
    except Exception as error:
        module = type(error).__module__.partition(".")[0]
        text = " ".join(str(error).split()) or type(error).__name__
        if module not in ("prefect", "httpx", "httpcore") and not text.startswith(("Failed to reach API", "Timed out")):
            raise
        server = os.environ.get("PREFECT_API_URL")
        advice = f"is the server at PREFECT_API_URL={server} up?" if server else "its embedded server did not serve"
        raise ReviewlinesError(f"Prefect: {text[:300]} ({advice})") from error
