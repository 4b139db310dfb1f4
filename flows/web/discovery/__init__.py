"""What there is to read on a site: each URL once, out of the cheapest sources that have them all.

discover
├── sitemap      site file, else robots.txt, else well-known paths: thousands of URLs a request
├── wordpress    site file, else the API that the home page names, else its usual addresses: a hundred a request
├── feed         site file, else the home page's links, else /feed: ten to a hundred and fifty a request
├── listing      site file, else the lists of reviews that the home page links to
└── links        what the home page and lists behind it link to, where nothing else lists reviews

A source is read on for as long as it has something that the cheaper ones before it have not. What was found to list
all that there is, is all that a later visit asks, with its validators: a site that did not change costs one request
beside that for robots.txt.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from flows.web.client import Client, Keep
from flows.web.discovery.feed import again_from_feeds, from_feeds
from flows.web.discovery.listing import again_from_listings, from_links, from_listings
from flows.web.discovery.sitemap import again_from_sitemaps, from_sitemaps
from flows.web.discovery.survey import MAX_URLS, Memory, Survey, web_url
from flows.web.discovery.wordpress import again_from_wordpress, from_wordpress
from schemas.page import FoundUrl, KnownListing, Likelihood, Source
from schemas.site import Discover, Site

__all__ = ["MAX_URLS", "Memory", "choose", "discover", "survey_all"]

ANEW_AFTER: Final = timedelta(days=30)
"""After so long all sources are looked for again: sites move, and get new ones."""

_SOURCES: Final = (from_sitemaps, from_wordpress, from_feeds, from_listings, from_links)
_AGAIN: Final[Mapping[Source, Callable[[Survey, Iterable[KnownListing]], AsyncIterator[FoundUrl]]]] = {
    "sitemap": again_from_sitemaps,
    "wordpress": again_from_wordpress,
    "feed": again_from_feeds,
    "listing": again_from_listings,
}
_NEARLY_ALL: Final = 0.9
_TURN: Final = 200


async def discover(
    site: Site,
    client: Client,
    since: datetime | None = None,
    *,
    until: datetime | None = None,
    problems: list[str] | None = None,
    memory: Memory | None = None,
    keep: Keep | None = None,
) -> AsyncIterator[FoundUrl]:
    """Find the URLs of a site's reviews, each page once, with the newest date that any source gives for it.

    URLs are spelled as `page_url` has it; those of one `page_key` are one page, in the spelling that came first.

    With `since`, what is known to have last changed more than a day before it is left out. With `until`, what is known
    to have been published more than a day after it: the API is asked for no more, a feed dates its entries, and some
    addresses have their month. The API is then also asked by date of publication from `since` on. What nothing dates
    is given.

    `keep` is given every response, with robots.txt.

    With `memory`, what did not change since the last visit is not listed again; afterwards it holds what to keep for
    the next. What goes wrong with a source does not end discovery: it is appended to `problems`, one line each, where
    the site or its site file names the source, or where no source could be read or none lists a review. A host that is
    down is one line.

    Raises:
        UsageError: the site is beyond loopback and there is no contact.
    """
    memory = memory if memory is not None else Memory()
    survey = Survey(site, client, since, problems if problems is not None else [], memory, until=until, keep=keep)
    if not await _visit_again(survey):
        survey = Survey(
            site,
            client,
            since,
            survey.problems,
            Memory(knows=memory.knows),
            down=survey.down,
            until=until,
            keep=keep,
        )
        await survey_all(survey)
    if not survey.is_down and since is None and until is None:
        memory.listings = tuple(survey.kept.values())
    for found in survey.merged.values():
        yield found


async def survey_all(survey: Survey) -> None:
    """Look for sources and read them, until they are found to list all that there is."""
    await survey.look_at_home()
    for read in _SOURCES:
        number = 0
        async for _ in read(survey):  # the survey keeps what it finds
            number += 1
            if number % _TURN == 0:
                await asyncio.sleep(0)  # tens of thousands take seconds: other hosts are waiting
    if survey.is_down:
        return  # that is told already, and says why there is nothing
    if not survey.sources:
        survey.problems.append(f"{survey.site.key}: no source could be read ({'; '.join(survey.misses)})")
    elif not survey.merged and survey.since is None:
        survey.problems.append(f"{survey.site.key}: its sources list no review")
    for source, odd in survey.odd_dates.items():
        if odd:
            survey.problems.append(f"{survey.site.key}: {odd:,} dates of its {source} are none, or lie in the future")
    _mark(survey, choose(survey))


async def _visit_again(survey: Survey) -> bool:
    """Ask what listed the site's pages on the last visit; whether that was enough."""
    survey.base = survey.site.home
    roots = [listing for listing in survey.known.values() if listing.parent is None and listing.source in _AGAIN]
    anchor = survey.known.get(_anchor(survey.site))
    if not roots or anchor is None or anchor.read_at is None or survey.now - anchor.read_at > ANEW_AFTER:
        return False
    if not _names(survey.site.discover, survey.base) <= survey.known.keys():
        return False
    complete = [root for root in roots if root.complete]
    asked = complete or roots
    survey.kept = {
        listing.url: listing for listing in survey.known.values() if listing not in asked and not listing.parent
    }
    for source, again in _AGAIN.items():
        if of_source := [root for root in asked if root.source == source]:
            async for _ in again(survey, of_source):
                pass
    survey.kept[anchor.url] = anchor
    for root in asked:
        if root.url in survey.kept:
            survey.kept[root.url] = replace(survey.kept[root.url], complete=root.complete)
    return survey.is_down or not survey.lost


def choose(survey: Survey) -> Source | None:
    """The cheapest source that is complete: read to its end, with nearly all that each other source has.

    One that tells when pages changed comes before one that does not: without dates every page has to be asked.
    """
    candidates: list[Source] = [source for source in _AGAIN if source in survey.whole and survey.found_by.get(source)]
    candidates.sort(key=lambda source: not _is_dated(survey, source))
    return next((source for source in candidates if _covers(survey, source)), None)


def _is_dated(survey: Survey, source: Source) -> bool:
    found = survey.found_by[source].values()
    return sum(one.lastmod is not None for one in found) >= _NEARLY_ALL * len(found)


def _covers(survey: Survey, source: Source) -> bool:
    own = survey.found_by[source].keys()
    for other, urls in survey.found_by.items():
        wanted = [key for key, found in urls.items() if found.likelihood is not Likelihood.UNLIKELY]
        if other != source and sum(key in own for key in wanted) < _NEARLY_ALL * len(wanted):
            return False
    return True


def _mark(survey: Survey, complete: Source | None) -> None:
    """Note which documents a later visit begins with, and when all of them were looked for."""
    told = survey.site.discover
    named = any(one is not None for one in (told.sitemaps, told.feeds, told.wordpress, told.listings))
    for url, listing in survey.kept.items():
        if listing.parent is None and listing.source == complete and not named:
            survey.kept[url] = replace(listing, complete=True)
    anchor = _anchor(survey.site)
    survey.kept[anchor] = KnownListing(anchor, "links", read_at=survey.now)


def _anchor(site: Site) -> str:
    """The name under which it is kept when all sources of a site were looked for."""
    return site.home


def _names(told: Discover, base: str) -> set[str]:
    """The documents that the site file names."""
    paths = (*(told.sitemaps or ()), *(told.feeds or ()), *(told.listings or ()))
    wordpress = (told.wordpress,) if isinstance(told.wordpress, str) else ()
    return {url for path in (*paths, *wordpress) if (url := web_url(path, base))}
