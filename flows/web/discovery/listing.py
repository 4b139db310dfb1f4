"""Lists of reviews as HTML, followed from page to page; and, where there is nothing else, from link to link."""

import re
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from flows.web.discovery.likely import is_archive, is_article, is_file, is_hub, likelihood, page_number, says_next
from flows.web.discovery.survey import Answer, Survey, web_url
from schemas.page import FoundUrl, KnownListing, Likelihood, Source

MAX_HUBS: Final = 5
"""Lists that are followed where the site file names none."""

MAX_PAGES: Final = 500
"""Pages of one list."""

MAX_FOLLOWED: Final = 100
"""Pages that are read while following links."""

MAX_DEPTH: Final = 3
MAX_OF_A_SHAPE: Final = 10
"""Pages whose addresses differ by their numbers alone that are followed: a calendar has one for every day for ever."""

_MAX_LINKS: Final = 2_000
_MAX_FOUND: Final = 20_000
_STALE_PAGES: Final = 2
_HEADINGS: Final = "h1 a[href],h2 a[href],h3 a[href],h4 a[href],a[href]:has(h1,h2,h3,h4),a[rel~=bookmark][href]"
_FEWEST_HEADINGS: Final = 3
_NUMBER: Final = re.compile(r"\d+")


class Link(NamedTuple):
    """A link of a page, absolute."""

    url: str
    text: str


async def from_listings(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs of the site's lists: of its site file, else, where no other source is whole, those the home page names."""
    configured = survey.site.discover.listings
    if configured is not None:
        starts = [url for path in configured if (url := web_url(path, survey.base))]
    elif survey.thorough or not survey.whole:
        starts = list(_hubs(survey))
    else:
        starts = []
    for start in starts:
        async for found in _pages_of(survey, start, named=configured is not None):
            yield found


async def again_from_listings(survey: Survey, roots: Iterable[KnownListing]) -> AsyncIterator[FoundUrl]:
    """What is new in the lists of the last visit."""
    for root in roots:
        async for found in _pages_of(survey, root.url, named=True):
            yield found


async def _pages_of(survey: Survey, start: str, *, named: bool) -> AsyncIterator[FoundUrl]:
    """Go from page to page while there is something new; a list without an end says the same again and again."""
    url: str | None = start
    seen: set[str] = set()
    stale = 0
    while url is not None and url not in seen:
        if len(seen) >= MAX_PAGES:
            survey.failed(start, f"more than {MAX_PAGES:,} pages; the rest is left out", named=True)
            return
        seen.add(url)
        begun = len(seen) > 1
        answer = await survey.read(url, "listing", named=named or begun, again=not begun)
        if answer is None:
            return
        if not begun:
            survey.remember(answer)
        if answer.unchanged:
            return
        survey.sources += 1
        before = len(survey.found_by.get("listing", ()))
        tree = LexborHTMLParser(answer.text)
        finds = list(_found(survey, _reviews_on(survey, tree, answer), "listing", answer.base))
        for found in finds:
            yield found
        stale = 0 if len(survey.found_by.get("listing", ())) > before else stale + 1
        if stale >= _STALE_PAGES:
            survey.failed(start, f"page {len(seen):,} of the list still has a next one, with nothing new", named=True)
            return
        if not survey.thorough and finds and not survey.new_among(finds):
            return
        url = next_page(tree, answer.base, len(seen), survey.site.discover.next)
    survey.whole.add("listing")


async def from_links(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs found by following links from the home page, where no other source gave any likely review.

    Only pages that look like lists are read on the way, the nearest first, at most `MAX_FOLLOWED` of them,
    `MAX_OF_A_SHAPE` of those whose addresses differ by a number alone, and `MAX_DEPTH` links away.
    """
    if survey.home is None or (not survey.thorough and _has_reviews(survey)):
        return
    waiting: deque[tuple[Link, int]] = deque([(Link(survey.base, ""), 0)])
    seen: set[str] = {survey.base}
    bodies: set[str] = set()
    shapes: Counter[str] = Counter()
    while waiting and survey.documents["links"] < MAX_FOLLOWED:
        link, depth = waiting.popleft()
        if depth == 0:
            tree, base = survey.home, survey.base
        else:
            answer = await survey.read(link.url, "links", again=False)
            if answer is None or answer.kept.sha256 in bodies:
                continue  # the same page under every address
            bodies.add(answer.kept.sha256 or "")
            tree, base = LexborHTMLParser(answer.text), answer.base
        links = list(_links(tree, base, "a[href]"))
        articles = [one for one in links if _is_review(survey, one)]
        for found in _found(survey, articles, "links", base):
            yield found
        if len(survey.found_by.get("links", ())) >= _MAX_FOUND:
            survey.failed(survey.base, f"more than {_MAX_FOUND:,} links; the rest is left out", named=True)
            return
        for one in links if depth < MAX_DEPTH else ():
            if one.url in seen or not _is_list(survey, one):
                continue
            seen.add(one.url)
            shape = _NUMBER.sub("0", one.url)
            shapes[shape] += 1
            if shapes[shape] == MAX_OF_A_SHAPE + 1:
                survey.failed(
                    one.url, f"more than {MAX_OF_A_SHAPE} addresses of this shape; no more are read", named=True
                )
            if shapes[shape] > MAX_OF_A_SHAPE:
                continue
            if is_hub(one.url, one.text, survey.site):
                waiting.appendleft((one, depth + 1))
            else:
                waiting.append((one, depth + 1))
    survey.sources += bool(survey.found_by.get("links"))
    if waiting:
        survey.failed(survey.base, f"links of {MAX_FOLLOWED} pages were followed; the rest is left out", named=True)


def next_page(tree: LexborHTMLParser, base: str, number: int, selector: str | None = None) -> str | None:
    """URL of the page after this one, the `number`th of a list; None where there is none.

    By the site file's selector, else rel=next (HTML 4.6.6.13), else a link that says so, else one to the next number.
    """
    nodes = tree.css(selector) if selector else tree.css("link[rel~=next][href],a[rel~=next][href]")
    for node in nodes:
        if url := _same_site(node, base):
            return url
    if selector:
        return None
    numbered: str | None = None
    for node in tree.css("a[href]")[:_MAX_LINKS]:
        label = node.text(strip=True)[:40] or node.attributes.get("aria-label") or node.attributes.get("title") or ""
        if not (label and (label == str(number + 1) or says_next(label))):
            continue
        url = _same_site(node, base)
        if url is None or url == base:
            continue
        if says_next(label) and (
            page_number(url) is not None or "next" in (node.attributes.get("class") or "").lower()
        ):
            return url
        if label == str(number + 1) and (page_number(url) or 0) >= number:
            numbered = numbered or url
    return numbered


def _hubs(survey: Survey) -> Iterator[str]:
    """Lists of reviews that the home page links to."""
    if survey.home is None:
        return
    known: set[str] = set()
    for link in _links(survey.home, survey.base, "a[href]"):
        is_new = len(known) < MAX_HUBS and link.url not in known and survey.site.owns(link.url)
        if is_new and is_hub(link.url, link.text, survey.site):
            known.add(link.url)
            yield link.url


def _reviews_on(survey: Survey, tree: LexborHTMLParser, answer: Answer) -> Iterator[Link]:
    """Links of a list to what it lists: by the site file's selector, else its headings', else those of articles."""
    if selector := survey.site.discover.links:
        yield from _links(tree, answer.base, selector)
        return
    headed = [link for link in _links(tree, answer.base, _HEADINGS) if not is_archive(link.url)]
    if len({link.url for link in headed if survey.site.owns(link.url)}) >= _FEWEST_HEADINGS:
        yield from headed
        return
    yield from (link for link in _links(tree, answer.base, "a[href]") if _is_review(survey, link))


def _links(tree: LexborHTMLParser, base: str, selector: str) -> Iterator[Link]:
    """Links of a page, at most 2,000; without "nofollow" ones, by which a page asks not to go there."""
    anchor = tree.css_first("base[href]")
    base = (web_url(anchor.attributes.get("href") or "", base) if anchor is not None else None) or base
    for node in tree.css(selector)[:_MAX_LINKS]:
        if "nofollow" in (node.attributes.get("rel") or "").lower().split():
            continue
        if url := web_url(node.attributes.get("href") or "", base):
            yield Link(url, node.text(strip=True)[:200] or node.attributes.get("title") or "")


def _found(survey: Survey, links: Iterable[Link], source: Source, base: str) -> Iterator[FoundUrl]:
    for link in links:
        if found := survey.found(link.url, source, base=base, title=link.text):
            yield found


def _has_reviews(survey: Survey) -> bool:
    likely = sum(found.likelihood is Likelihood.LIKELY for found in survey.merged.values())
    return bool(survey.whole & {"sitemap", "wordpress", "feed", "listing"}) or likely >= _FEWEST_HEADINGS


def _is_review(survey: Survey, link: Link) -> bool:
    """Whether a link among links of all kinds may lead to a review."""
    return is_article(link.url) or likelihood(link.url, survey.site, link.text) is Likelihood.LIKELY


def _is_list(survey: Survey, link: Link) -> bool:
    """Whether a link may lead to further lists: a section, an archive, a next page."""
    if not survey.site.owns(link.url) or is_file(link.url):
        return False
    if is_hub(link.url, link.text, survey.site) or is_archive(link.url):
        return True
    return not is_article(link.url) and likelihood(link.url, survey.site, link.text) is Likelihood.OPEN


def _same_site(node: LexborNode, base: str) -> str | None:
    url = web_url(node.attributes.get("href") or "", base)
    if url is None or urlsplit(url).netloc != urlsplit(base).netloc:
        return None
    return url
