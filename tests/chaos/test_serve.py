"""`reviewlines serve` against a real Prefect server: a scheduled run, a cancel that loses nothing, a clean end."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not os.environ.get("CHAOS"), reason="takes minutes: make chaos")
ROOT = Path(__file__).parents[2]
CONFIGURATION = """
deployments:
  - name: demo
    entrypoint: flows/serve.py:crawl
    parameters: { job: { demo: true } }
    schedules: [{ interval: 45 }]
"""
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


class Api:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api"

    def __call__(self, path: str, body: object | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}", data, {"Content-Type": "application/json"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read())

    def runs(self) -> list[Any]:
        found: list[Any] = self("flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC"})
        return found

    def wait(self, done: Any, seconds: float = 240) -> Any:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if found := done():
                    return found
            except OSError:
                pass  # not up yet
            time.sleep(1)
        raise TimeoutError


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("prefect")
    environment = os.environ | {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            served = Api(port)
            served.wait(lambda: served("health"))
            yield served
        finally:
            server.terminate()


def test_schedules_cancel_and_the_end(api: Api, tmp_path: Path) -> None:
    (tmp_path / "prefect.yaml").write_text(CONFIGURATION)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PREFECT_API_URL": api.url,
        "PREFECT_HOME": str(tmp_path / "home"),
    }
    command = [sys.executable, "-m", "flows.cli", "serve"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as serving:
        try:
            done = api.wait(lambda: [run for run in api.runs() if run["state_type"] == "COMPLETED"])
            assert done[0]["tags"] == ["reviewlines"]
            assert list((tmp_path / "data" / "reviews").rglob("*.jsonl"))
            kinds = {artifact["key"] for artifact in api("artifacts/filter", {})}
            assert {"progress", "run", "coverage", "report"} <= kinds
            assert [one["name"] for one in api("automations/filter", {})] == ["reviewlines: zombie runs"]

            deployment = api("deployments/filter", {})[0]["id"]
            other = tmp_path / "other"
            asked = {"parameters": {"job": {"demo": True, "data": str(other)}}}
            run = api(f"deployments/{deployment}/create_flow_run", asked)["id"]
            api.wait(lambda: (other / "state.db").exists())
            time.sleep(2)
            api(f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
            ended = api.wait(lambda: (told := api(f"flow_runs/{run}"))["state_type"] in ENDED and told)
            assert ended["state_type"] in {"CANCELLED", "COMPLETED"}
            report = json.loads(next((other / "runs").glob("*[0-9a-f].json")).read_text())
            assert report["complete"] is (ended["state_type"] == "COMPLETED")
        finally:
            serving.terminate()
            serving.wait(60)
    assert [one["paused"] for one in api("deployments/filter", {})] == [True]
