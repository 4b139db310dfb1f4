"""What there is to read on a site: all of its sources, each URL once.

discover
├── sitemap      site file, else robots.txt, else well-known paths
├── feed         site file, else the home page's links, else /feed
└── wordpress    site file, else the API that the home page names
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from extractors.parse.url import page_key
from flows.web.client import Client
from flows.web.discovery.feed import from_feeds
from flows.web.discovery.sitemap import from_sitemaps
from flows.web.discovery.survey import Survey
from flows.web.discovery.wordpress import from_wordpress
from schemas.page import FoundUrl
from schemas.site import Site, host_of

MAX_URLS: Final = 1_000_000
"""The most URLs that one discovery gives."""

_SOURCES: Final = (from_sitemaps, from_feeds, from_wordpress)


async def discover(
    site: Site, client: Client, since: datetime | None = None, *, problems: list[str] | None = None
) -> AsyncIterator[FoundUrl]:
    """Find the URLs of a site's reviews, each page once, with the newest date that any source gives for it.

    URLs are spelled as `url_key` has it; those of one `page_key` are one page, in the spelling that came first.

    With `since`, what is known to have last changed more than a day before it is left out. What goes wrong with a
    source does not end discovery: it is appended to `problems`, one line each, where the site or its site file names
    the source, or where no source could be read or none lists a review. A host that is down is one line.

    Raises:
        UsageError: the site is beyond loopback and there is no contact.
    """
    survey = Survey(site, client, since, problems if problems is not None else [])
    await survey.look_at_home()
    merged: dict[str, FoundUrl] = {}
    for source in _SOURCES:
        async for found in source(survey):
            key = page_key(found.url)
            if key not in merged and len(merged) >= MAX_URLS:
                survey.problems.append(f"{site.key}: more than {MAX_URLS:,} URLs; the rest is left out")
                break
            merged[key] = _newer(merged.get(key), found)
    if host_of(site.home) not in survey.down:  # that would be told already, and say why there is nothing
        if not survey.sources:
            survey.problems.append(f"{site.key}: no source could be read ({'; '.join(survey.misses)})")
        elif not merged and since is None:
            survey.problems.append(f"{site.key}: its sources list no review")
    for found in merged.values():
        yield found


def _newer(known: FoundUrl | None, found: FoundUrl) -> FoundUrl:
    """The first source's find, unless a later one knows of a newer change; the first's spelling in any case."""
    if known is None:
        return found
    if found.lastmod and (known.lastmod is None or found.lastmod > known.lastmod):
        return replace(found, url=known.url)
    return known
