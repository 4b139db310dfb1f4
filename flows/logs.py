"""Logs: one JSON line a page in the dataset's `logs/<run>.jsonl`; messages for a person on a terminal, else JSON lines.

Prefect gets the summaries of batches and nothing of single pages: a line there costs half a millisecond.
"""

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from io import FileIO
from typing import Final, Protocol

from typing_extensions import override

from flows.storage.store import LocalStore, Store
from schemas.base import to_line

LOGS: Final = "logs"
"""Folder of a dataset on this machine; one on an object store has none."""

run_id: ContextVar[str | None] = ContextVar("run_id", default=None)
"""The run that this context works for: messages carry it."""

_DAY: Final = 86_400.0
_ABOUT: Final = ("run", "site", "url")


class Event(Protocol):
    """What became of one page."""

    def __call__(
        self, *, site: str, url: str, outcome: str, reason: str | None, status: int | None, records: int, seconds: float
    ) -> None:
        """Note it."""


@contextmanager
def page_log(store: Store, run: str) -> Iterator[Event]:
    """Append a line for each page to the run's log while the context lasts; several processes may do so at once.

    A log that cannot be written stops nothing.
    """
    file: FileIO | None = None
    if isinstance(store, LocalStore):
        try:
            (store.folder / LOGS).mkdir(exist_ok=True)
            file = FileIO(store.folder / LOGS / f"{run}.jsonl", "a")
        except OSError as error:
            logging.getLogger(__name__).warning("no log of pages: %s", error.strerror or error)

    def event(**told: object) -> None:
        if file is not None:
            try:
                file.write(to_line({"time": _now(), "run": run, "event": "page", **told}))
            except OSError:
                return

    try:
        yield event
    finally:
        if file is not None:
            file.close()


def prune_logs(store: Store, days: float | None) -> None:
    """Delete logs of runs that ended longer ago."""
    if days is None or not isinstance(store, LocalStore):
        return
    oldest = time.time() - days * _DAY
    for path in (store.folder / LOGS).glob("*.jsonl"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def log_to_stderr(level: int = logging.WARNING) -> None:
    """Send the messages of this package to standard error: readable on a terminal, else one JSON object a line."""
    logger = logging.getLogger("flows")
    if any(isinstance(handler, _Stderr) for handler in logger.handlers):
        return
    handler = _Stderr()
    handler.setFormatter(_Human() if sys.stderr is not None and sys.stderr.isatty() else _Json())
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False


class _Stderr(logging.StreamHandler):  # type: ignore[type-arg]
    """Ours, so that it is added once."""


class _Human(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        about = " ".join(str(value) for name in _ABOUT[1:] if (value := getattr(record, name, None)))
        return f"{record.levelname.lower()}: {about + ': ' if about else ''}{record.getMessage()}"


class _Json(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        about = {name: getattr(record, name, None) for name in _ABOUT}
        about["run"] = about["run"] or run_id.get()
        told = {"time": _now(), "level": record.levelname.lower(), **about, "message": record.getMessage()}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
