"""Web archives on loopback, in the formats of the real ones: pywb's CDX server over files that give byte ranges, and
the Wayback Machine's CDX server with raw captures."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit

from tests.e2e.server import Reply, Route, Seen
from tests.warcs import response

CRAWL: Final = "CC-MAIN-2019-22"
FILE: Final = "crawl-data/CC-MAIN-2019-22/segments/1/warc/CC-MAIN-00000.warc.gz"
HOSTS: Final = ("index.cc.test", "data.cc.test", "wayback.test")
SETTINGS: Final = {
    "common_crawl_index": "http://index.cc.test",
    "common_crawl_data": "http://data.cc.test/",
    "wayback": "http://wayback.test",
}


def review(title: str, rating: int) -> bytes:
    return (
        '<!DOCTYPE html><html lang="en"><head><title>Review</title></head><body><article>'
        f"<h1>{title} Review</h1><p>{title} is a film that keeps its distance until, in its last scene, it stops.</p>"
        "<p>Nothing in the picture is louder than it must be, and the light of the kitchen does the rest.</p>"
        f"<p><strong>Rating:</strong> {rating}/100</p></article></body></html>"
    ).encode()


@dataclass
class Captured:
    url: str
    at: datetime
    body: bytes
    fields: str = "Content-Type: text/html; charset=utf-8\r\n"
    mime: str = "text/html"


@dataclass
class CommonCrawl:
    """One WARC file of captures, its index in pages of `page_size` lines, and answers in place of single ranges."""

    captures: list[Captured]
    page_size: int = 2
    instead: dict[int, list[Reply | None]] = field(default_factory=dict)
    """By offset: what is answered first; None for the true answer."""
    asked: list[tuple[int, int]] = field(default_factory=list)
    truncated: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        members = [gzip.compress(response(one.url, one.body, one.at, fields=one.fields)) for one in self.captures]
        self.data = b"".join(members)
        self.places: dict[str, tuple[int, int]] = {}
        self.lines: list[str] = []
        offset = 0
        for one, member in zip(self.captures, members, strict=True):
            self.places[one.url] = (offset, len(member))
            stamp = f"{one.at:%Y%m%d%H%M%S}"
            told = {
                "urlkey": one.url,
                "timestamp": stamp,
                "url": one.url,
                "mime": one.mime,
                "mime-detected": one.mime,
                "status": "200",
                "digest": "AAAA",
                "length": str(len(member)),
                "offset": str(offset),
                "filename": FILE,
            }
            self.lines.append(json.dumps(told | ({"truncated": "length"} if one.url in self.truncated else {})))
            offset += len(member)

    def routes(self) -> Mapping[str, Route]:
        return {f"/{CRAWL}-index?*": self._index, f"/{FILE}": self._file}

    def _index(self, seen: Seen) -> Reply:
        asked = parse_qs(urlsplit(seen.path).query)
        prefix = asked["url"][0].removesuffix("*")
        lines = [line for line in self.lines if prefix in json.loads(line)["url"]]
        if not lines:
            return Reply(json.dumps({"message": f"No Captures found for: {prefix}"}).encode(), 404)
        if "showNumPages" in asked:
            pages = -(-len(lines) // self.page_size)
            return Reply(json.dumps({"pages": pages, "pageSize": 5, "blocks": pages}).encode(), type="text/x-ndjson")
        start = int(asked["page"][0]) * self.page_size
        return Reply("\n".join(lines[start : start + self.page_size]).encode() + b"\n", type="text/x-ndjson")

    def _file(self, seen: Seen) -> Reply:
        first, last = (int(part) for part in seen.headers["range"].removeprefix("bytes=").split("-"))
        self.asked.append((first, last))
        if (planned := self.instead.get(first)) and (reply := planned.pop(0)):
            return reply
        if first >= len(self.data):
            return Reply(status=416, headers={"Content-Range": f"bytes */{len(self.data)}"})
        headers = {"Content-Range": f"bytes {first}-{min(last, len(self.data) - 1)}/{len(self.data)}"}
        return Reply(self.data[first : last + 1], 206, headers, type="application/octet-stream")


@dataclass
class Wayback:
    """Captures, their index in answers of `limit` rows with a key to go on."""

    captures: list[Captured]
    limit: int = 2
    instead: dict[str, list[Reply | None]] = field(default_factory=dict)
    """By time of capture: what is answered first."""

    def routes(self) -> Mapping[str, Route]:
        raw = {f"/web/{one.at:%Y%m%d%H%M%S}id_/{one.url}": self._raw(one) for one in self.captures}
        return {"/cdx/search/cdx?*": self._index, **raw}

    def _index(self, seen: Seen) -> Reply:
        asked = parse_qs(urlsplit(seen.path).query)
        start = int(asked.get("resumeKey", ["0"])[0])
        prefix = asked["url"][0].removesuffix("*")
        captures = [one for one in self.captures if prefix in one.url]
        rows: list[list[str]] = [["original", "timestamp", "mimetype", "statuscode", "length"]]
        rows += [
            [one.url, f"{one.at:%Y%m%d%H%M%S}", "text/html", "200", str(len(one.body))]
            for one in captures[start : start + self.limit]
        ]
        if start + self.limit < len(captures):
            rows += [[], [str(start + self.limit)]]
        return Reply(json.dumps(rows).encode() if len(rows) > 1 else b"[]", type="application/json")

    def _raw(self, one: Captured) -> Route:
        def answer(_: Seen) -> Reply:
            if (planned := self.instead.get(f"{one.at:%Y%m%d%H%M%S}")) and (reply := planned.pop(0)):
                return reply
            headers = {"x-archive-orig-etag": '"then"', "x-archive-orig-server": "nginx", "memento-datetime": "x"}
            return Reply(one.body, headers=headers)

        return answer


def day(year: int, month: int, number: int = 1) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)
