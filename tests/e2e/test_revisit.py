"""Sites without a site file, visited again: what did not change is not sent again. A dry run and `discover` tell."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from flows.cli import app
from flows.storage.dataset import read_reviews
from tests.benchmarks.revisit import Visit, review, routes_of, three_visits, visit
from tests.e2e.server import Reply
from tests.e2e.validating import ValidatingServer

ROOT = Path(__file__).parents[2]
HOSTS, PAGES = 4, 6


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Visit]:
    return three_visits(HOSTS, PAGES, tmp_path_factory.mktemp("revisit") / "data")


def test_the_first_visit_reads_every_review_once(visits: dict[str, Visit]) -> None:
    report, sent, _ = visits["first"]
    assert report.records == HOSTS * PAGES
    assert sent.requests == HOSTS * (PAGES + len(("robots.txt", "home", "sitemap", "feed")))


def test_an_unchanged_site_costs_two_answers_without_a_body(visits: dict[str, Visit]) -> None:
    report, sent, _ = visits["soon after"]
    assert (report.records, report.failed) == (0, False)
    assert (sent.requests, sent.bodies, sent.bytes) == (2 * HOSTS, 0, 0)


def test_pages_that_are_due_again_are_asked_for_with_their_validators(visits: dict[str, Visit]) -> None:
    report, sent, _ = visits["all due again"]
    assert report.records == 0
    assert sent.requests == HOSTS * (PAGES + 2)
    assert sent.bodies == 0
    assert sum(site.unchanged for site in report.sites) == HOSTS * PAGES


def test_what_a_changed_sitemap_adds_is_the_only_page_that_is_read(tmp_path: Path) -> None:
    host = "blog.test"
    with ValidatingServer(routes_of(host, PAGES)) as server:
        visit(server, [host], tmp_path, 86_400)
        server.routes |= routes_of(host, PAGES + 1)
        report, sent, _ = visit(server, [host], tmp_path, 86_400)
        assert (report.records, sent.requests, sent.bodies) == (1, 3, 2)
    assert len(list(read_reviews(str(tmp_path)))) == PAGES + 1


def test_a_robots_txt_that_changed_is_obeyed(tmp_path: Path) -> None:
    host = "blog.test"
    with ValidatingServer(routes_of(host, PAGES)) as server:
        visit(server, [host], tmp_path, 86_400)
        server.routes[f"{host}/robots.txt"] = Reply(b"User-agent: *\nDisallow: /the-river", type="text/plain")
        _, sent, _ = visit(server, [host], tmp_path, 0)
        assert (sent.requests, sent.bodies) == (2, 1)


def test_likely_reviews_are_read_first(tmp_path: Path) -> None:
    host = "blog.test"
    routes = routes_of(host, 3)
    rows = "".join(
        f"<url><loc>{path}</loc><lastmod>2025-06-{day:02}</lastmod></url>"
        for day, path in ((20, "/tag/river/"), (19, "/about/"), (18, "/news/x-y/"), (2, "/the-river-keeps-1-review/"))
    )
    routes[f"{host}/sitemap.xml"] = Reply(f"<urlset>{rows}</urlset>".encode(), type="application/xml")
    with ValidatingServer(routes) as server:
        visit(server, [host], tmp_path, 86_400)
    (first, *_) = read_reviews(str(tmp_path))
    assert first["url"].endswith("/the-river-keeps-1-review/")


# The commands


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = app(list(arguments), standalone_mode=False)
    said = capfd.readouterr()
    return status or 0, said.out, said.err


@pytest.fixture
def blog(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A blog on loopback, with a sitemap that dates its pages from 2025-01-01 on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REVIEWLINES_DELAY", "0")
    with ValidatingServer() as server:
        host = f"127.0.0.1:{server.port}"
        server.routes |= routes_of(host, 3)
        rows = [
            ("/the-river-keeps-0-review/", "2025-01-01"),
            ("/the-river-keeps-1-review/", "2025-03-01"),
            ("/about/", ""),
        ]
        body = "".join(f"<url><loc>{path}</loc><lastmod>{date}</lastmod></url>" for path, date in rows)
        server.routes[f"{host}/sitemap.xml"] = Reply(f"<urlset>{body}</urlset>".encode(), type="application/xml")
        server.routes[f"{host}/about/"] = review(9)
        yield server


def test_a_dry_run_says_what_and_why_and_leaves_nothing_behind(
    blog: ValidatingServer, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = f"http://127.0.0.1:{blog.port}/"
    status, out, err = run(capfd, "crawl", url, "--dry-run", "--allow-host", "127.0.0.1")
    lines = [line.split("\t") for line in out.splitlines()]
    assert status == 0
    assert [(why, path.removeprefix(url)) for why, path, _ in lines] == [
        ("new", "the-river-keeps-1-review/"),
        ("new", "the-river-keeps-0-review/"),
        ("new", "the-river-keeps-2-review/"),
        ("new", "about/"),
    ]
    assert lines[0][2] == "sitemap, dated 2025-03-01"
    assert "4 pages would be asked for: 4 new" in err
    assert not any(path.startswith("/the-river") for path in blog.paths())
    assert not any(tmp_path.iterdir())


def test_since_leaves_out_what_is_dated_before(blog: ValidatingServer, capfd: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{blog.port}/"
    arguments = ("crawl", url, "--dry-run", "--json", "--since", "2025-02-01", "--allow-host", "127.0.0.1")
    _, out, _ = run(capfd, *arguments)
    told = [json.loads(line) for line in out.splitlines()]
    assert {(one["url"].removeprefix(url), one["why"]) for one in told} == {
        ("the-river-keeps-1-review/", "new"),
        ("the-river-keeps-2-review/", "new"),
        ("about/", "new"),
    }


def test_discover_prints_each_source_and_the_overlap(blog: ValidatingServer, capfd: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{blog.port}/"
    status, out, _ = run(capfd, "discover", url, "--allow-host", "127.0.0.1")
    assert status == 0
    assert re.search(r"^sitemap +1 +3 +2 +2 +0  to its end$", out, re.MULTILINE)
    assert re.search(r"^feed +\d+ +3 +3 +0 +1  to its end$", out, re.MULTILINE)
    assert "in sitemap and feed: 2 likely reviews" in out
    assert "completeness: 100% at most" in out
    status, out, _ = run(capfd, "discover", url, "--json", "--allow-host", "127.0.0.1")
    told = json.loads(out)
    assert (told["found"], told["likely"], told["completeness"]) == (4, 3, 1.0)


def test_discover_of_a_site_with_nothing_is_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with ValidatingServer({"/": Reply(b"<!doctype html><title>Nothing</title>")}) as server:
        status, _, err = run(capfd, "discover", f"http://127.0.0.1:{server.port}/", "--allow-host", "127.0.0.1")
    assert status == 1
    assert "no source could be read" in err


def test_ctrl_c_ends_discover_without_a_traceback(tmp_path: Path) -> None:
    with ValidatingServer({"/": Reply(pause=60)}) as server:
        command = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "flows.cli",
                "discover",
                f"http://127.0.0.1:{server.port}/",
                "--allow-host",
                "127.0.0.1",
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        while not server.paths() and command.poll() is None:
            time.sleep(0.02)
        command.send_signal(signal.SIGINT)
        _, told = command.communicate(timeout=60)
    assert command.returncode == 130, told
    assert "Traceback" not in told
