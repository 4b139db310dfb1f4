"""What holds for any bytes that a site, an archive or a user's file gives to flows/, by the name of what reads them."""

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from flows.errors import ReviewlinesError, UsageError
from flows.sites import read_site
from flows.storage.warcs import WarcError, WarcReader, list_captures
from flows.web.archives import read_captures, read_index_line
from flows.web.coding import CodingError, Inflater
from flows.web.discovery.feed import Feed
from flows.web.discovery.listing import next_page
from flows.web.discovery.sitemap import read_sitemap
from flows.web.discovery.xml import XmlError
from flows.web.robots import read_robots

BASE: Final = "https://reels.test/reviews/"
_MOST_OUTPUT: Final = 8_000_000
_CODINGS: Final = ("gzip", "deflate", "br", "zstd")
_COMMANDS: Final = ("extract", "explain", "schema", "site", "data", "catalogue")
"""Those that fetch nothing unless they are given a URL, which no argument here is, and start no Prefect."""


def sitemap(data: bytes) -> None:
    """Records, or one of two errors; what they say is text that can be written."""
    with contextlib.suppress(XmlError, CodingError):
        for record in read_sitemap(data):
            record.text("loc").encode("utf-8")


def feed(data: bytes) -> None:
    """Entries have addresses; how it goes on is an address of the web, or nothing."""
    told = Feed(data)
    with contextlib.suppress(XmlError):
        assert all(entry.url for entry in told)
    following = told.next_page(BASE + "feed/", 1, 10)
    assert following is None or following.startswith(("http://", "https://"))


def robots(data: bytes) -> None:
    """Any file is rules; a delay is a number of seconds that is not negative."""
    rules = read_robots(data)
    assert rules.crawl_delay is None or 0 <= rules.crawl_delay < float("inf"), rules.crawl_delay
    rules.allowed(BASE)


def listing(data: bytes) -> None:
    """The next page is one of the same site."""
    following = next_page(LexborHTMLParser(data.decode("utf-8", "replace")), BASE, 1)
    assert following is None or following.startswith("https://reels.test/"), following


def coding(data: bytes) -> None:
    """A body is decoded in small pieces, or refused."""
    inflater = Inflater(_CODINGS[data[0] % len(_CODINGS)] if data else "gzip")
    size = 0
    with contextlib.suppress(CodingError):
        for piece in inflater.feed(data[1:]):
            assert len(piece) <= 200_000
            size += len(piece)
            if size > _MOST_OUTPUT:  # where the client stops reading
                return
        inflater.close()


def warc(data: bytes) -> None:
    """An archive gives its captures, each of which can be read or is told to be damaged."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.warc")
        file.write_bytes(data)
        reader = WarcReader()
        with contextlib.suppress(WarcError):
            for capture in list_captures(str(file)):
                assert 0 <= capture.offset < len(data)
                with contextlib.suppress(WarcError):
                    reader.read(capture)
        reader.close()


def cdx(data: bytes) -> None:
    """Lines of an index, of either archive, give captures with a moment, or nothing."""
    for line in data.split(b"\n"):
        capture = read_index_line(line)
        assert capture is None or (capture.at is not None and capture.offset >= 0 and capture.length >= 0)
    with contextlib.suppress(ReviewlinesError):
        for capture in read_captures(data)[0]:
            assert capture.at is not None


def site(data: bytes) -> None:
    """A site file is read, or refused in one line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "reels.toml")
        file.write_bytes(data)
        try:
            key = read_site(file).key
        except UsageError:
            return
        assert key == "reels"


def command(data: bytes) -> None:
    """Any arguments end with one of the documented statuses and without a traceback."""
    from flows.cli import main

    # No argument leads out of the folder: "/" would have every file of the machine read.
    words = data.decode("utf-8", "surrogateescape").replace("\0", " ").replace("://", ":").split("\x1e")
    words = [word.lstrip("/").replace("..", ".") for word in words]
    name = _COMMANDS[data[0] % len(_COMMANDS)] if data else "schema"
    before, here = (sys.argv, sys.stdin), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        sys.argv = ["reviewlines", name, *words[1:6]]
        sys.stdin = io.TextIOWrapper(io.BytesIO(data), "utf-8")
        try:
            with (
                contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace")),
                contextlib.redirect_stderr(io.StringIO()) as said,
            ):
                status = _status_of(main)
            assert status in (0, 1, 2), (sys.argv, status)
            assert "Traceback" not in said.getvalue(), said.getvalue()
        finally:
            sys.argv, sys.stdin = before
            os.chdir(here)


def _status_of(run: Callable[[], None]) -> object:
    try:
        run()
    except SystemExit as ended:
        return ended.code
    return 0


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (sitemap, feed, robots, listing, coding, warc, cdx, site, command)
}
