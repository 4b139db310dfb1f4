"""`reviewlines serve` against a real Prefect server: a scheduled run, a cancel and a SIGTERM that lose nothing."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from flows.storage.read import read_latest
from schemas.run import RunReport
from tests.e2e.server import Reply, Server
from tests.services import prefect_server

pytestmark = [
    pytest.mark.skipif(not os.environ.get("CHAOS"), reason="takes minutes: make chaos"),
    pytest.mark.timeout(1800),
]
ROOT: Final = Path(__file__).parents[2]
PAGES: Final = 120
CONFIGURATION = """
deployments:
  - name: demo
    entrypoint: flows/serve.py:crawl
    parameters: {{ job: {{ demo: true }} }}
    schedules: [{{ interval: 45 }}]
  - name: slow
    entrypoint: flows/serve.py:crawl
    parameters: {{ job: {{ sites: ["{site}"], data: slow }} }}
  - name: load
    entrypoint: flows/serve.py:load
"""
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


class Api:
    """Prefect's, by HTTP; a server whose SQLite is busy (503) is asked again."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(self, path: str, body: object | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}", data, {"Content-Type": "application/json"})  # noqa: S310

        def answer() -> list[Any]:
            with urllib.request.urlopen(request, timeout=30) as answered:  # noqa: S310
                return [json.loads(answered.read())]

        return self.wait(answer)[0]

    def wait(self, done: Callable[[], Any], seconds: float = 240) -> Any:
        until = time.monotonic() + seconds
        while True:
            try:
                if found := done():
                    return found
            except OSError:
                if time.monotonic() > until:
                    raise
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.5)

    def start(self, name: str) -> str:
        deployment = self(f"deployments/name/crawl/{name}" if name != "load" else "deployments/name/load/load")
        return str(self(f"deployments/{deployment['id']}/create_flow_run", {})["id"])

    def ended(self, run: str) -> Any:
        return self.wait(lambda: (told := self(f"flow_runs/{run}"))["state_type"] in ENDED and told["state"])


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    database = request.getfixturevalue("postgres").database() if request.param == "PostgreSQL" else None
    with prefect_server(database) as url:
        yield Api(url)


@pytest.fixture
def slow() -> Iterator[Server]:
    """A site whose pages take their time."""
    with Server() as server:
        home = f"http://127.0.0.1:{server.port}"
        pages = [f"/reviews/low-water-{number}/" for number in range(PAGES)]
        listed = "".join(f"<url><loc>{home}{page}</loc></url>" for page in pages)
        server.routes["/sitemap.xml"] = Reply(f"<urlset>{listed}</urlset>".encode(), type="application/xml")
        for page in pages:
            review = {
                "@type": "Review",
                "itemReviewed": {"@type": "Movie", "name": page.strip("/").rpartition("/")[2]},
                "reviewRating": {"ratingValue": 3, "bestRating": 5},
            }
            text = "The film is well made, and its actors carry a slow story to a good end. " * 9
            body = f'<script type="application/ld+json">{json.dumps(review)}</script><main><p>{text}</main>'
            server.routes[page] = Reply(body.encode(), pause=0.3)
        yield server


@contextmanager
def serving(api: Api, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PREFECT_API_URL": api.url,
        "PREFECT_HOME": str(folder / "home"),
        "REVIEWLINES_ALLOW_HOSTS": "127.0.0.1",
        "REVIEWLINES_DELAY": "0",
    }
    command = [sys.executable, "-m", "flows.cli", "serve"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=90)


def reports(data: Path) -> list[RunReport]:
    found = sorted((data / "runs").glob("*[0-9a-f].json"))
    return [RunReport.model_validate_json(path.read_bytes()) for path in found]


def reviews(server: Server) -> int:
    return sum(path.startswith("/reviews/") for path in server.paths())


def test_schedules_cancel_and_the_end(api: Api, slow: Server, tmp_path: Path) -> None:
    (tmp_path / "prefect.yaml").write_text(CONFIGURATION.format(site=f"http://127.0.0.1:{slow.port}"))
    data = tmp_path / "slow"
    with serving(api, tmp_path) as process:
        scheduled = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
        (done, *_) = api.wait(lambda: process.poll() is not None or api("flow_runs/filter", scheduled))
        assert {"auto-scheduled", "reviewlines"} <= set(done["tags"])
        assert len(list(read_latest(tmp_path / "data"))) == 59
        assert {"progress", "run", "coverage", "report"} <= {one["key"] for one in api("artifacts/filter", {})}
        assert [one["name"] for one in api("automations/filter", {})] == ["reviewlines: zombie runs"]

        skipped = api.ended(api.start("load"))
        assert (skipped["type"], skipped["name"]) == ("COMPLETED", "Skipped")

        run = api.start("slow")
        api.wait(lambda: reviews(slow) > 5)
        api(f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
        assert api.ended(run)["type"] == "CANCELLED"
        (cancelled,) = reports(data)
        assert not cancelled.complete
        assert 0 < cancelled.records < PAGES

        before = reviews(slow)
        run = api.start("slow")
        api.wait(lambda: reviews(slow) > before + 5)
        process.send_signal(signal.SIGTERM)
        told = process.communicate(timeout=90)[1]
        assert process.returncode == 0
        assert "Traceback" not in told
        ended = api.ended(run)
        assert (ended["type"], ended["name"]) == ("COMPLETED", "Stopped")
        assert all(one["paused"] for one in api("deployments/filter", {}))

    with serving(api, tmp_path):
        api.wait(lambda: not any(one["paused"] for one in api("deployments/filter", {})))
        assert api.ended(api.start("slow"))["name"] == "Completed"
    assert [report.complete for report in reports(data)] == [False, False, True]
    assert sum(report.records for report in reports(data)) == PAGES
    assert reviews(slow) <= PAGES + 2, "what was read is not asked for again"
