"""Prefect's environment: quiet, no telemetry, at home in the data folder. To be set before Prefect is imported."""

import os
from pathlib import Path
from typing import Final

_ALWAYS: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
"""Both of Prefect's telemetry systems, the SDK's and the server's, stay off."""


def use_embedded_server(data: Path) -> None:
    """Use Prefect's embedded server, at home in the data folder, unless the caller has a server (PREFECT_API_URL)."""
    os.environ.update(_ALWAYS)
    defaults = {
        "PREFECT_HOME": str((data / ".prefect").resolve()),
        # What goes wrong reaches the user as our one line, not as Prefect's log of it.
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        # 20 s, Prefect's own limit, is less than a first start takes on a small machine.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
