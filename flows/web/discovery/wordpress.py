"""The WordPress REST API (https://developer.wordpress.org/rest-api/): all posts with the date of their last change."""

from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import httpx
import orjson

from flows.web.discovery.survey import Answer, Survey, web_url
from schemas.page import FoundUrl, KnownListing

API_RELATION: Final = "https://api.w.org/"
"""The link relation by which a page names the API."""

PER_PAGE: Final = 100
MAX_PAGES: Final = 10_000

_GUESSES: Final = ("/wp-json/", "/?rest_route=/")
"""Where the API is with pretty permalinks and with plain ones."""
_MARKS: Final = (b"/wp-content/", b"/wp-includes/", b'content="WordPress')
_FIELDS: Final = "link,date,date_gmt,modified_gmt,title,categories"
_MARGIN: Final = timedelta(days=1)  # the API reads times in the site's own zone


class _Root(NamedTuple):
    url: str
    named: bool


async def from_wordpress(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs of the posts, a hundred a request, from the newest on.

    The API is that of the site file, else the one that the home page names, else, where the page looks like
    WordPress's, the first of its two usual addresses that answers. After the first hundred the rest is asked for only
    where no sitemap has them all.
    """
    setting = survey.site.discover.wordpress
    if setting is False:
        return
    before = survey.sources
    for root in _roots(survey):
        async for found in _posts_of(survey, root):
            yield found
        if survey.sources > before:
            return
    if setting is True:
        survey.failed(survey.base, "the site file says WordPress, but no API is named here", named=True)


async def again_from_wordpress(survey: Survey, roots: Iterable[KnownListing]) -> AsyncIterator[FoundUrl]:
    """The posts that changed since the last visit."""
    for root in roots:
        since = root.read_at - _MARGIN if root.read_at else None
        async for found in _posts_of(survey, _Root(root.url, named=True), since):
            yield found


def _roots(survey: Survey) -> Iterable[_Root]:
    setting = survey.site.discover.wordpress
    if isinstance(setting, str):
        url = web_url(setting, survey.base)
        return [_Root(url, named=True)] if url else []
    links = (web_url(link.href, survey.base) for link in survey.home_links() if API_RELATION in link.rel)
    named = next((url for url in links if url and survey.site.owns(url)), None)
    if named is not None:
        return [_Root(named, named=setting is True)]
    if setting or survey.home_has(*_MARKS):
        return [_Root(url, named=False) for guess in _GUESSES if (url := web_url(guess, survey.base))]
    return []


async def _posts_of(survey: Survey, root: _Root, since: datetime | None = None) -> AsyncIterator[FoundUrl]:
    """Page through the posts: by date, which shifts no post onto another page while it goes on."""
    cursor = f"{survey.latest:%Y-%m-%dT%H:%M:%S}" if survey.latest else ""
    number, categories = 1, None
    for asked in range(MAX_PAGES):
        named = root.named or asked > 0
        url = _posts_url(root.url, cursor, number, since or survey.cutoff, published=survey.until is not None)
        if url is None:
            survey.failed(root.url, "this is no valid URL", named=named)
            return
        answer = await survey.read(url, "wordpress", named=named, again=False)
        posts = _list_of(answer)
        if answer is None or posts is None:
            survey.lost = survey.lost or since is not None
            if answer is not None:
                survey.failed(answer.url, "the answer is no list of posts", named=named)
            return
        survey.sources += 1
        if categories is None:
            survey.kept[root.url] = KnownListing(root.url, "wordpress", read_at=survey.now)
            categories = await _categories(survey, root.url, posts)
        finds = []
        for post in posts:
            sections = [categories[one] for one in _numbers(post, "categories") if one in categories]
            date = _text(post, "modified_gmt") or _text(post, "date_gmt")
            found = survey.found(
                _text(post, "link"),
                "wordpress",
                date,
                base=survey.base,
                title=_text(post.get("title"), "rendered"),
                sections=sections,
            )
            if found:
                finds.append(found)
                yield found
        if not posts or _pages(answer, len(posts)) <= number:
            survey.whole.add("wordpress")
            return
        if asked == 0 and not root.named and not survey.thorough and _is_covered(survey, finds, answer):
            return
        last = _text(posts[-1], "date")
        # By the number of the page where the API gives no dates, or a page is of one second (an import).
        number = number + 1 if since or not last or _after(last) == cursor else 1
        cursor = cursor if since or not last else _after(last)
    survey.failed(root.url, f"more than {MAX_PAGES:,} pages of posts; the rest is left out", named=True)


def _is_covered(survey: Survey, newest: list[FoundUrl], answer: Answer) -> bool:
    """Whether a sitemap that was read to its end has the newest posts, and as many URLs as there are posts."""
    sitemap = survey.found_by.get("sitemap", {})
    total = _number(answer.headers.get("x-wp-total", ""))
    dated = sum(found.lastmod is not None for found in sitemap.values())
    return (
        "sitemap" in survey.whole
        and not survey.new_among(newest)
        and 0 < total <= len(sitemap)
        and dated >= 0.9 * len(sitemap)
    )


async def _categories(survey: Survey, root: str, posts: list[dict[str, Any]]) -> Mapping[int, str]:
    """Names of the most used categories by number; none where no post has any."""
    if not any(_numbers(post, "categories") for post in posts):
        return {}
    url = _route(root, "categories", {"per_page": "100", "orderby": "count", "order": "desc", "_fields": "id,name"})
    answer = await survey.read(url, "wordpress", again=False) if url else None
    named = _list_of(answer) or []
    return {one["id"]: _text(one, "name") for one in named if isinstance(one.get("id"), int)}


def _posts_url(root: str, cursor: str, number: int, since: datetime | None, *, published: bool) -> str | None:
    """The question for the next posts: of those published, or changed, since a moment."""
    parameters = {"per_page": str(PER_PAGE), "page": str(number), "_fields": _FIELDS}
    if cursor:
        parameters["before"] = cursor
    if since:
        parameters["after" if published else "modified_after"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _route(root, "posts", parameters)


def _route(root: str, name: str, parameters: Mapping[str, str]) -> str | None:
    """URL of a route in both forms of the API's root, /wp-json/ and ?rest_route=/; null for no valid one."""
    try:
        url = httpx.URL(root)
        route = url.params.get("rest_route")
        if route is not None:
            return str(url.copy_merge_params({**parameters, "rest_route": f"{route.rstrip('/')}/wp/v2/{name}"}))
        return str(url.copy_with(path=f"{url.path.rstrip('/')}/wp/v2/{name}").copy_merge_params(parameters))
    except (httpx.InvalidURL, ValueError):
        return None


def _after(date: str) -> str:
    """A second later: `before` excludes its own moment, and would lose posts of the same second; "" for no date."""
    try:
        return (datetime.fromisoformat(date[:19]) + timedelta(seconds=1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _list_of(answer: Answer | None) -> list[dict[str, Any]] | None:
    if answer is None:
        return None
    try:
        listed = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(listed, list):
        return None
    return [one for one in listed if isinstance(one, dict)]


def _text(thing: object, name: str) -> str:
    value = thing.get(name) if isinstance(thing, dict) else None
    return value if isinstance(value, str) else ""


def _numbers(post: dict[str, Any], name: str) -> list[int]:
    value = post.get(name)
    return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []


def _pages(answer: Answer, posts: int) -> int:
    """Pages of this question; where the API does not say, there may be one more behind a full one."""
    total = answer.headers.get("x-wp-totalpages", "")
    return _number(total) if total else 1 + MAX_PAGES * (posts >= PER_PAGE)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
