"""README, "Five things to do first": each by the README's own commands, on a blog of ours and a database of ours."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.storage.read import read_latest, read_reviews
from tests.e2e.server import Reply, Route, Seen, Server
from tests.services import Postgres

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXT = README.partition("\n## Five things to do first\n")[2].partition("\n## ")[0]
COMMANDS = [block.strip() for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)]
SETTINGS = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
TITLES = ["The Long Winter", "A Quiet Harbour", "Nine Letters", "The Glass Orchard", "Salt and Rust"]


def slug(title: str) -> str:
    return title.lower().replace(" ", "-")


def review(title: str, rating: str) -> Reply:
    return Reply(
        f"""<!doctype html><html lang="en"><head><title>{title} Review | Lamp Black</title>
        <meta property="og:site_name" content="Lamp Black"></head><body><article><h1>{title} Review</h1>
        <p class="byline">By Marta Quill</p><time datetime="2024-03-05">March 5, 2024</time>
        <p>{title} is a film that waits. Directed by Ada Marsh, it gives its two brothers a house, a lake and nothing to
        say, and the camera stays with them until one of them leaves the picture.</p>
        <p>What follows is louder than it had to be, but the last scene is worth the whole evening.</p>
        {rating}</article></body></html>""".encode()
    )


class Blog(NamedTuple):
    """A blog, and a folder to work in."""

    url: str
    folder: Path
    server: Server

    def run(self, command: str, *, check: bool = True, **environment: str) -> "subprocess.CompletedProcess[str]":
        """What a user types there; the blog of the README is this one."""
        words = shlex.split(command.replace("https://blog.example", self.url))
        assert words[0] == "reviewlines"
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *words[1:]],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert not check or done.returncode == 0, done.stderr
        return done


def rows(database: str, statement: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(database) as connection:
        return connection.execute(statement.encode()).fetchall()


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[Blog]:
    paths = {
        f"/reviews/{slug(title)}/": review(title, "<p>Rating: 4/5</p>" if at else "") for at, title in enumerate(TITLES)
    }
    routes: dict[str, Route] = {**paths, "/robots.txt": Reply(b"User-agent: *\nAllow: /\n", type="text/plain")}
    with Server() as server:
        home = f"http://127.0.0.1:{server.port}"
        entries = "".join(f"<url><loc>{home}{path}</loc></url>" for path in paths)
        server.routes["/sitemap.xml"] = Reply(f"<urlset>{entries}</urlset>".encode(), type="application/xml")
        server.routes.update(routes)
        server.routes["/"] = Reply(b"<!doctype html><title>Lamp Black</title><p>Films, late.")
        (settings,) = SETTINGS
        (tmp_path / "reviewlines.toml").write_text(
            f'{settings}allow_hosts = ["127.0.0.1"]\ndelay = 0\nbatch_size = 2\n'
        )
        yield Blog(home, tmp_path, server)


def test_there_are_five() -> None:
    assert [command.split()[1] for command in COMMANDS] == ["crawl", "explain", "site", "load", "backfill"]


@pytest.mark.timeout(600)
def test_a_blog_is_crawled_asked_why_and_loaded(blog: Blog, postgres: Postgres) -> None:
    crawl, explain, _, load, _ = COMMANDS
    blog.run(crawl)
    ratings = {record["work"]["title"]: record["rating"] for record in read_latest(blog.folder / "data")}
    assert {title for title, rating in ratings.items() if rating is None} == {"The Long Winter"}
    assert sorted(ratings) == sorted(TITLES)

    said = blog.run(explain).stdout
    assert "rating" in said
    assert "null" in said or "nothing" in said

    database = postgres.database()
    for expected in (len(TITLES), len(TITLES)):
        blog.run(load.replace("postgresql://me@localhost/films", database), PGPASSWORD="")
        assert rows(database, "SELECT count(*) FROM reviews") == [(expected,)]


def test_a_site_is_added(blog: Blog) -> None:
    new, check = COMMANDS[2].splitlines()
    blog.run(new)
    (file,) = (blog.folder / "sites").glob("*.toml")
    assert "127.0.0.1" in file.read_text("utf-8")
    assert blog.run(check).returncode == 0


@pytest.mark.timeout(600)
def test_a_killed_backfill_goes_on(blog: Blog) -> None:
    backfill = COMMANDS[4]
    asked: list[str] = []

    def slowly(reply: Reply) -> Route:
        def answer(seen: Seen) -> Reply:
            asked.append(seen.path)
            time.sleep(0.5)
            return reply

        return answer

    paths = [f"/reviews/{slug(title)}/" for title in TITLES]
    for path, title in zip(paths, TITLES, strict=True):
        blog.server.routes[path] = slowly(review(title, "<p>Rating: 3/5</p>"))
    (blog.folder / "urls.txt").write_text("".join(f"{blog.url}{path}\n" for path in paths))
    words = [sys.executable, "-m", "flows.cli", *shlex.split(backfill)[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=blog.folder, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    ) as killed:
        manifest = blog.folder / "data" / "manifest"
        while not list(manifest.glob("*.json")) and killed.poll() is None:
            time.sleep(0.05)
        os.killpg(killed.pid, signal.SIGKILL)
    before = {record["url"] for record in read_reviews(blog.folder / "data")}
    assert 0 < len(before) < len(TITLES)
    blog.run(backfill)
    urls = [record["url"] for record in read_reviews(blog.folder / "data")]
    assert sorted(urls) == sorted(f"{blog.url}{path}" for path in paths)
    again = [path for path in asked if asked.count(path) > 1]
    assert not {f"{blog.url}{path}" for path in again} & before
    blog.run("reviewlines data verify")
