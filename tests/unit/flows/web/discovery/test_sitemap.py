import gzip

import pytest

from flows.web.coding import CodingError
from flows.web.discovery import sitemap
from flows.web.discovery.sitemap import read_sitemap
from flows.web.discovery.xml import XmlError

URLSET = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://site.test/a?x=1&amp;y=2</loc><lastmod>2025-01-25</lastmod>
  <image:image><image:loc>https://site.test/a.jpg</image:loc></image:image>
  <news:news><news:publication_date>2020-01-01</news:publication_date></news:news></url>
<url><loc>
   https://site.test/b
</loc></url>
</urlset>"""


def rows(body: bytes) -> list[tuple[str, str, str]]:
    return [(record.name, record.text("loc"), record.text("lastmod")) for record in read_sitemap(body)]


@pytest.mark.parametrize("body", [URLSET, gzip.compress(URLSET)], ids=["plain", "gzip"])
def test_urls(body: bytes) -> None:
    assert rows(body) == [("url", "https://site.test/a?x=1&y=2", "2025-01-25"), ("url", "https://site.test/b", "")]


def test_index() -> None:
    body = b"<sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2025</lastmod></sitemap></sitemapindex>"
    assert rows(body) == [("sitemap", "/1.xml", "2025")]


def test_gzip_bomb_stops_at_the_protocols_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_BYTES", 200_000)
    with pytest.raises(XmlError, match="larger"):
        rows(gzip.compress(b"<urlset>" + b" " * 10_000_000 + b"</urlset>"))


def test_damaged_gzip_is_told() -> None:
    with pytest.raises(CodingError):
        rows(gzip.compress(URLSET)[:-9])
