"""What `make chaos` tells in the end: how often processes were killed."""

import pytest

from tests.chaos.harness import kills


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if kills:
        told = ", ".join(f"{count} {work}" for work, count in kills.items())
        terminalreporter.write_line(f"{kills.total()} processes killed: {told}")
