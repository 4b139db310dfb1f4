"""The WordPress REST API (https://developer.wordpress.org/rest-api/): all posts with the date of their last change."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Final

import httpx
import orjson

from flows.web.discovery.survey import Survey, web_url
from schemas.page import FoundUrl, Page

API_RELATION: Final = "https://api.w.org/"
"""The link relation by which a page names the API."""

PER_PAGE: Final = 100
MAX_PAGES: Final = 10_000


async def from_wordpress(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs of the posts, a hundred a request, as far as the API says that there are more (X-WP-TotalPages)."""
    setting = survey.site.discover.wordpress
    if setting is False:
        return
    root = web_url(setting, survey.base) if isinstance(setting, str) else _of_home(survey)
    named = setting is not None
    if root is None:
        if named:
            survey.failed(survey.base, "the site file says WordPress, but no API is named here", named=True)
        return
    pages = number = 1
    while number <= min(pages, MAX_PAGES):
        url = _posts_url(root, number, survey.cutoff)
        if url is None:
            survey.failed(root, "this is no valid URL", named=named)
            return
        page = await survey.read(url, named=named or number > 1)
        posts = _posts(page)
        if page is None:
            return
        if posts is None:
            survey.failed(page.url or "", "the answer is no list of posts", named=named or number > 1)
            return
        survey.sources += 1
        for post in posts:
            date = _text(post, "modified_gmt") or _text(post, "date_gmt")
            if found := survey.found(_text(post, "link"), "wordpress", date, base=survey.base):
                yield found
        pages = _total(page)
        number += 1


def _of_home(survey: Survey) -> str | None:
    """The API that the home page names, in its Link header or head, where it is the site's own."""
    urls = (web_url(link.href, survey.base) for link in survey.home_links() if API_RELATION in link.rel)
    return next((url for url in urls if url and survey.site.owns(url)), None)


def _posts_url(root: str, number: int, modified_after: datetime | None) -> str | None:
    """URL of one page of posts, in both forms of the API's root, /wp-json/ and ?rest_route=/; null for no valid one."""
    parameters = {"per_page": str(PER_PAGE), "page": str(number), "_fields": "link,modified_gmt,date_gmt"}
    if modified_after:
        parameters["modified_after"] = modified_after.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        url = httpx.URL(root)
        route = url.params.get("rest_route")
        if route is not None:
            return str(url.copy_merge_params({**parameters, "rest_route": f"{route.rstrip('/')}/wp/v2/posts"}))
        return str(url.copy_with(path=f"{url.path.rstrip('/')}/wp/v2/posts").copy_merge_params(parameters))
    except (httpx.InvalidURL, ValueError):
        return None


def _posts(page: Page | None) -> list[dict[str, Any]] | None:
    if page is None:
        return None
    try:
        posts = orjson.loads(page.body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(posts, list):
        return None
    return [post for post in posts if isinstance(post, dict)]


def _text(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    return value if isinstance(value, str) else ""


def _total(page: Page) -> int:
    total = page.headers.get("x-wp-totalpages", "")
    return int(total) if total.isascii() and total.isdigit() and len(total) < 10 else 1
