"""The commands about site files: `reviewlines site …`.

Heavy imports stand inside the commands, as in `flows.cli`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flows.errors import DatasetError, UsageError
from flows.options import (
    DONE,
    FAILURES,
    AllowHostOption,
    Commands,
    DataOption,
    JsonOption,
    NeededContactOption,
    SitesOption,
)
from flows.output import Output, counted, print_lines, say

if TYPE_CHECKING:
    from extractors.learn import Lesson, Sample
    from flows.settings import Settings
    from flows.sites import SiteBook
    from schemas.page import Page
    from schemas.site import Site

site = typer.Typer(
    cls=Commands, help="Write, check, list and learn site files: see the commands in it.", no_args_is_help=True
)

_SAMPLES: Final = 5


@site.command("list")
def list_sites(sites: SitesOption = None, as_json: JsonOption = False) -> int:
    """List your own site files and the bundled ones."""
    import json

    from flows.settings import load_settings
    from flows.sites import load_sites

    settings = load_settings(sites=sites)
    book = load_sites(settings.sites)
    rows = [
        {
            "key": one.key,
            "name": one.name,
            "hosts": list(one.hosts),
            "from": "own" if one in book.own else "bundled",
            "selectors": sorted(one.fields),
            "layouts": len(one.layouts),
        }
        for one in book
    ]
    if as_json:
        print_lines([json.dumps(rows, indent=2)])
        return DONE
    width = max((len(str(row["key"])) for row in rows), default=0)
    print_lines(
        f"{row['key']:<{width}}  {row['from']:<7}  {', '.join(row['hosts'])}{_extent(row['selectors'], row['layouts'])}"  # type: ignore[arg-type]
        for row in rows
    )
    return DONE


def _extent(selectors: list[str], layouts: int) -> str:
    told = [f"selectors of {', '.join(selectors)}"] if selectors else []
    told += [counted(layouts, "layout")] if layouts else []
    return f"  ({'; '.join(told)})" if told else ""


@site.command()
def new(
    source: Annotated[
        str, typer.Argument(help="A review or the home page: a URL, or a saved page.", metavar="URL|FILE")
    ],
    sites: SitesOption = None,
    contact: NeededContactOption = None,
    allow_host: AllowHostOption = None,
) -> int:
    """Write a site file and a fixture pair from what a site, or a saved page of it, shows."""
    from extractors.extract import extract_reviews
    from extractors.learn import known_samples, learn
    from flows.settings import load_settings
    from flows.site_files import site_text, write_pair
    from flows.site_pages import own_address
    from flows.sites import load_sites, site_of_url

    settings = load_settings(sites=sites, contact=contact, allow_hosts=allow_host)
    book = load_sites(settings.sites)
    pages = [own_address(page) for page in _given([source], settings, book)]
    if pages[0].url is None:
        raise UsageError(f"{source} does not say where it is from: it has no canonical link; give the URL instead")
    address = pages[0].final_url or pages[0].url
    known = book.for_url(address)
    if known is not None and known in book.own:
        raise UsageError(f"there is a site file for {address}: {settings.sites}/{known.key}.toml")
    home = "/".join(address.split("/", 3)[:3]) + "/"
    begun = site_of_url(home)
    begun = begun.model_copy(update={"start": None if home == f"https://{begun.hosts[0]}/" else home})
    if not extract_reviews(pages[0], begun).records and source.lower().startswith("http"):
        pages += _live(settings, begun)
    samples = known_samples(pages, begun)
    lesson = learn(samples, begun)
    named = {one.record.outlet.name for one in samples if one.record is not None and one.record.outlet.name}
    if len(named) == 1:
        begun = begun.model_copy(update={"name": named.pop()})
    review = next((one for one in samples if one.record is not None), None)
    settings.sites.mkdir(parents=True, exist_ok=True)
    file = settings.sites / f"{begun.key}.toml"
    if file.exists():
        raise UsageError(f"{file} is there already: move it away")
    pair = None
    if review is not None:
        pair = write_pair(settings.sites / begun.key, _slug(review.page), review.page, lesson.site(begun))
    with Output(file) as output:
        output.write(site_text(begun, lesson).encode())
    say(f"{counted(lesson.reviews, 'review')} on {counted(lesson.pages, 'page')} -> {file}")
    if pair is None:
        say("no review was found, so there is no fixture: name the page of one")
        return FAILURES
    html, lost = pair
    say(f"fixture -> {html}, {html.with_suffix('.json').name}: its sentences are replaced; look it over")
    if lost:
        say(f"sentences of the page tell {', '.join(lost)}: write your own into the fixture")
    say(f"next: reviewlines site check {begun.key}")
    return DONE


@site.command()
def check(
    keys: Annotated[
        list[str] | None,
        typer.Argument(help="Site keys; none: all your own.", metavar="[SITE]…", show_default=False),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Fetch a few pages, and tell what the selectors find.")] = False,
    data: DataOption = None,
    sites: SitesOption = None,
    contact: NeededContactOption = None,
    allow_host: AllowHostOption = None,
    as_json: JsonOption = False,
) -> int:
    """Check site files: selectors, fixture pairs, pages that are stored or, with --live, fetched now."""
    from flows.settings import load_settings
    from flows.site_check import check_site
    from flows.site_pages import live_pages, stored_pages
    from flows.sites import load_sites

    settings = load_settings(data=data, sites=sites, contact=contact, allow_hosts=allow_host)
    book = load_sites(settings.sites)
    chosen = [_known(book, key) for key in keys] if keys else list(book.own)
    if not chosen:
        raise UsageError(f"nothing to check: name a site, or put site files into {settings.sites}/")
    reports = []
    for one in chosen:
        problems: list[str] = []
        pages: list[Page] = []
        if live:
            pages, problems = live_pages(settings, one, most=_SAMPLES)
        else:
            try:
                pages = stored_pages(settings, one, most=20)
            except DatasetError:
                if data is not None:
                    raise
        report = check_site(one, settings.sites / one.key, pages)
        reports.append(report.model_copy(update={"problems": (*report.problems, *problems)}))
    if as_json:
        import json

        print_lines([json.dumps([report.model_dump() for report in reports], indent=2, ensure_ascii=False)])
    else:
        print_lines(line for report in reports for line in report.lines("live" if live else "stored"))
    return FAILURES if any(report.problems for report in reports) else DONE


@site.command()
def learn(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Pages of one site: files, folders, URLs; or the key of a site whose pages are stored.",
            metavar="SITE|SOURCE…",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Write the site file here [standard output].", metavar="FILE")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write it to the folder of your site files.")] = False,
    data: DataOption = None,
    sites: SitesOption = None,
    contact: NeededContactOption = None,
    allow_host: AllowHostOption = None,
) -> int:
    """Infer a site file from pages: selectors that agree with what is known of all of them, scale, byline."""
    from extractors.learn import learn as infer
    from flows.settings import load_settings
    from flows.site_files import site_text
    from flows.sites import load_sites

    settings = load_settings(data=data, sites=sites, contact=contact, allow_hosts=allow_host)
    book = load_sites(settings.sites)
    found, samples = _samples(sources, settings, book)
    lesson = infer(samples, found)
    text = site_text(found, lesson)
    if write:
        settings.sites.mkdir(parents=True, exist_ok=True)
        out = settings.sites / f"{found.key}.toml"
    with Output(out) as output:
        output.write(text.encode())
    for line in _told(lesson):
        say(line)
    if out is not None:
        say(f"-> {out}: look it over, then reviewlines site check {found.key}, backfill --from-archive, data diff")
    return DONE if any(design.fields for design in lesson.designs) else FAILURES


def _samples(sources: list[str], settings: "Settings", book: "SiteBook") -> "tuple[Site, list[Sample]]":
    """The site that the sources are of, and its pages with what is known of them."""
    from extractors.learn import known_samples
    from flows.site_pages import own_address, stored_samples
    from flows.sites import site_of_url

    if len(sources) == 1 and not Path(sources[0]).exists() and "://" not in sources[0]:
        found = _known(book, sources[0])
        samples = stored_samples(settings, found)
        if not samples:
            raise UsageError(f"{settings.data} has no stored pages of {found.key}: name files or URLs")
        return found, samples
    pages = [own_address(page) for page in _given(sources, settings, book)]
    addresses = [address for page in pages if (address := page.final_url or page.url) is not None]
    if not addresses:
        raise UsageError("no page says where it is from: give URLs, or pages with a canonical link")
    home = "/".join(addresses[0].split("/", 3)[:3]) + "/"
    found = book.for_url(addresses[0]) or site_of_url(home)
    others = [address for address in addresses if not found.owns(address)]
    if others:
        raise UsageError(f"{others[0]} is not of {found.key}: a site file is learned from pages of one site")
    return found, known_samples(pages, found)


def _told(lesson: "Lesson") -> Iterator[str]:
    designs = counted(len(lesson.designs), "design")
    yield f"{counted(lesson.pages, 'page')}, {counted(lesson.reviews, 'review')}, {designs}"
    for design in lesson.designs:
        name = f"the design {design.when}" if design.when else "the pages"
        for one in design.fields:
            yield f"{one.field}: {one.selector.css!r} agrees on {one.agrees} of {one.known} of {name}"
        if not design.fields:
            yield f"no selector agrees with what is known of {name} ({counted(design.pages, 'page')})"


def _known(book: "SiteBook", key: str) -> "Site":
    """The site of a key: your own, a bundled one, or one of the demo."""
    from flows.demo import demo_sites

    found = book.get(key) or next((one for one in demo_sites() if one.key == key), None)
    if found is None:
        known = ", ".join(sorted(one.key for one in book)) or "none"
        raise UsageError(f"{key!r} is no known site ({known})")
    return found


def _given(sources: Iterable[str], settings: "Settings", book: "SiteBook") -> "list[Page]":
    """The pages of files, folders and URLs.

    Raises:
        UsageError: one of them cannot be read.
    """
    from flows.files import read_path
    from flows.site_pages import live_pages
    from flows.sites import site_of_url
    from schemas.reject import Reject

    pages: list[Page] = []
    for source in sources:
        if source.lower().startswith(("http://", "https://")):
            found, problems = live_pages(settings, book.for_url(source) or site_of_url(source), [source])
            if not found:
                raise UsageError(f"{source} cannot be had: {problems[0].partition(': ')[2] if problems else 'no page'}")
            pages += found
            continue
        for name, page in read_path(Path(source), max_body=settings.max_body):
            if isinstance(page, Reject):
                raise UsageError(f"{name}: {page.detail}")
            pages.append(page)
    return pages


def _live(settings: "Settings", found: "Site") -> "list[Page]":
    from flows.site_pages import live_pages

    pages, problems = live_pages(settings, found, most=_SAMPLES)
    for problem in problems:
        say(problem)
    return pages


def _slug(page: "Page") -> str:
    import re

    parts = [part for part in (page.final_url or page.url or "").partition("://")[2].split("/")[1:] if part]
    return (
        re.sub(r"[^a-z0-9-]+", "-", parts[-1].lower().partition("?")[0]).strip("-")[:60] or "page" if parts else "page"
    )
