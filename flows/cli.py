"""The command line: `reviewlines`. Data goes to standard output, messages to standard error.

Exit status: 0 done (rejected pages included), 1 finished with failures, 2 wrong usage. Heavy imports stand inside the
commands: `extract` must start in under half a second, so it imports neither Prefect nor, for files, httpx.
"""

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows import commands, enrich_commands, load_commands, report_commands, serve_commands, site_commands
from flows.errors import ReviewlinesError, RunFailed, UsageError
from flows.options import (
    DATES,
    DONE,
    FAILURES,
    INTERRUPTED,
    WRONG_USAGE,
    AllowHostOption,
    CatalogueOption,
    Commands,
    ContactOption,
    DataOption,
    NeededContactOption,
    SitesOption,
)
from flows.output import Output, ReaderGone, counted, print_json, print_lines, say

if TYPE_CHECKING:
    from extractors.extract import Extraction
    from flows.reports.terminal import Line
    from flows.settings import Settings
    from schemas.page import Page
    from schemas.reject import Reject
    from schemas.run import RunReport

app = typer.Typer(
    name="reviewlines",
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SinceOption = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=DATES,
        help="Leave out pages that their site dates before this, in UTC.",
        metavar="DATE",
    ),
]


# Start-up makes tens of thousands of objects that all stay; the collector's default would go over them again and again.
gc.set_threshold(50_000, 20, 50)


def main() -> None:
    """Run the command and end with the exit status that the design promises."""
    try:
        status = app(standalone_mode=False) if sys.argv[1:] else _help()
        if status == INTERRUPTED:
            say("stopped; what was committed stays, run the command again to go on")
    except ReviewlinesError as error:
        say(f"error: {error}")
        status = WRONG_USAGE if isinstance(error, UsageError) else FAILURES
    except ReaderGone:
        status = DONE
    except typer.Exit as exit_:
        status = exit_.exit_code
    except typer.Abort:  # Ctrl-C in a command that keeps nothing
        status = INTERRUPTED
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        say(f"error: {error.format_message()}")  # click's usage errors
        status = WRONG_USAGE
    sys.exit(status or DONE)


def _help() -> int:
    """Without a command: the help, and the status of wrong usage."""
    app(["--help"], standalone_mode=False)
    return WRONG_USAGE


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        with Output(None) as output:
            output.write(f"reviewlines {version('reviewlines')}\n".encode())
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version.")
    ] = False,
) -> None:
    """Film and TV review pages in, JSON Lines that people can trust out."""


@app.command()
def extract(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, URLs, or - for standard input.", metavar="SOURCE…", show_default=False),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(help='Pages to read, one {"id", "url", "path", "fetched_at"?} a line.', metavar="FILE"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write records here, rejects to FILE.rejects.jsonl [standard output].", metavar="FILE"),
    ] = None,
    evidence: Annotated[
        Path | None, typer.Option(help="Write the evidence here, one line per record.", metavar="FILE")
    ] = None,
    sites: SitesOption = None,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
) -> int:
    """Read review pages and write one JSON line per review."""
    from extractors.extract import extract_reviews
    from flows.settings import load_settings
    from flows.sites import load_sites
    from schemas.base import to_line
    from schemas.page import Page
    from schemas.reject import MAX_DETAIL, Reject

    if not sources and manifest is None:
        raise UsageError("nothing to read: name files, folders, URLs, - for standard input, or --manifest FILE")
    rejects = out.with_name(out.name + ".rejects.jsonl") if out else None
    _check_apart([manifest, *map(Path, sources or ())], [out, rejects, evidence])
    settings = load_settings(sites=sites, contact=contact, allow_hosts=allow_host)
    book = load_sites(settings.sites)
    records = rejected = failed = 0
    with ExitStack() as stack:
        record_lines = stack.enter_context(Output(out))
        reject_lines = stack.enter_context(Output(rejects)) if rejects else None
        evidence_lines = stack.enter_context(Output(evidence)) if evidence else None
        fetch = stack.enter_context(_Fetcher(settings))
        for source, page in _pages(sources or (), manifest, settings, fetch):
            if isinstance(page, Page):
                extraction = extract_reviews(
                    page, book.for_url(page.url), site_for=book.for_url, with_body=settings.body
                )
                for found in extraction.records:
                    record_lines.write(to_line(found.record))
                    if evidence_lines is not None:
                        evidence_lines.write(to_line(found.evidence))
                records += len(extraction.records)
                reject: Reject | None = extraction.reject
            else:
                reject = page
            if reject is None:
                continue
            rejected += 1
            failed += reject.reason.is_failure
            if reject_lines is not None:
                told = f"{source}: {reject.detail}"[:MAX_DETAIL] if reject.url is None else reject.detail
                reject_lines.write(to_line(reject.model_copy(update={"detail": told})))
            if reject_lines is None or reject.reason.is_failure:
                detail = f": {reject.detail}" if reject.detail else ""
                say(f"{source}: no record ({reject.reason}{detail})")
    unread = f", {failed} of them could not be read" if failed else ""
    say(f"{counted(records, 'record')}, {counted(rejected, 'reject')}{unread}" + (f" -> {out}" if out else ""))
    return FAILURES if failed else DONE


@app.command()
def crawl(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            help="Site keys or URLs; none: all your own site files.", metavar="[SITE|URL]…", show_default=False
        ),
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Crawl the bundled demo site on loopback.")] = False,
    data: DataOption = None,
    sites: SitesOption = None,
    contact: NeededContactOption = None,
    max_pages: Annotated[int | None, typer.Option(min=1, help="The most pages to ask for in this run.")] = None,
    since: SinceOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be fetched and why; fetch only what lists the pages.")
    ] = False,
    allow_host: AllowHostOption = None,
    archive: Annotated[
        bool | None,
        typer.Option("--archive/--no-archive", help="Keep every response as WARC [keep].", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the run report as JSON; a dry run's pages as JSON Lines.")
    ] = False,
) -> int:
    """Discover reviews, fetch what is due, and add what is new to the dataset."""
    from flows.settings import load_settings

    if demo and targets:
        raise UsageError("--demo crawls the bundled site alone: leave out the sites or the option")
    settings = load_settings(
        data=data, sites=sites, contact=contact, max_pages=max_pages, allow_hosts=allow_host, archive=archive
    )
    moment = since.replace(tzinfo=UTC) if since is not None else None
    if dry_run:
        return _preview(settings, targets or [], demo=demo, since=moment, as_json=as_json)
    report = _run_crawl(settings, targets or [], demo=demo, since=moment)
    if as_json:
        print_json(report)
    else:
        from flows.console import show_report

        show_report(report, settings.data)
    if not report.complete:
        return INTERRUPTED
    return FAILURES if report.failed else DONE


@app.command()
def discover(
    target: Annotated[str, typer.Argument(help="A URL, or the key of a site file.", metavar="URL|SITE")],
    sites: SitesOption = None,
    contact: NeededContactOption = None,
    allow_host: AllowHostOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> int:
    """Tell what there is to crawl on a site: each source, its count, the overlap, how complete they are."""
    import asyncio

    from flows.pipeline import audit_site
    from flows.settings import load_settings
    from flows.sites import load_sites

    settings = load_settings(sites=sites, contact=contact, allow_hosts=allow_host)
    (site,) = load_sites(settings.sites).resolve([target])
    audit = asyncio.run(audit_site(settings, site))
    if as_json:
        print_json(audit)
    else:
        from flows.console import audit_lines

        print_lines(audit_lines(audit))
    for problem in audit.problems:
        say(f"{audit.site}: {problem}")
    return FAILURES if not audit.found else DONE


@app.command()
def explain(
    source: Annotated[str, typer.Argument(help="A file, a URL, or - for standard input.", metavar="FILE|URL")],
    field: Annotated[
        str | None,
        typer.Argument(help="Only this field or group: rating, work.title, work.", metavar="[FIELD]"),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(help="Write a page that shows the text beside the record, to read in a browser.", metavar="FILE"),
    ] = None,
    catalogue: CatalogueOption = None,
    sites: SitesOption = None,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
) -> int:
    """Tell why each value of a page's reviews was chosen, and what was not."""
    from extractors.extract import Extraction, extract_reviews
    from flows.reports.answers import is_field
    from flows.settings import load_settings
    from flows.sites import load_sites
    from schemas.page import Page

    if field is not None and not is_field(field):
        raise UsageError(f"there is no field {field!r}: see `reviewlines schema`, or leave it out for all of them")
    if Path(source).is_dir():
        raise UsageError(f"{source} is a folder: name one page in it")
    _check_apart([Path(source)], [html])
    settings = load_settings(sites=sites, contact=contact, allow_hosts=allow_host)
    book = load_sites(settings.sites)
    with _Fetcher(settings) as fetch:
        ((name, page),) = _pages([source], None, settings, fetch)
    if isinstance(page, Page):
        extraction = extract_reviews(page, book.for_url(page.url), site_for=book.for_url)
    else:
        extraction = Extraction(reject=page)
    if html is None:
        _print_explanation(name, extraction, field, catalogue)
    else:
        from flows.reports.page import render_page

        with Output(html) as output:
            output.write(render_page(name, page, extraction, field).encode())
        say(f"{name} -> {html}")
    return FAILURES if extraction.reject is not None and extraction.reject.reason.is_failure else DONE


def _print_explanation(name: str, extraction: "Extraction", field: str | None, catalogue: Path | None) -> None:
    """In colours and wrapped on a terminal, as plain lines to a pipe."""
    import shutil
    from itertools import chain

    from flows.reports.terminal import explain_lines, in_colour, plain

    lines = explain_lines(name, extraction, field)
    if catalogue is not None:
        lines = chain(lines, _matches(extraction, catalogue))
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    text = in_colour(lines, shutil.get_terminal_size().columns) if on_terminal else plain(lines)
    with Output(None) as output:
        output.write(text.encode("utf-8", "replace"))


def _matches(extraction: "Extraction", path: Path) -> "Iterator[Line]":
    """Why the work of each review was joined, or was not."""
    from flows.enrichment.catalogue import Catalogue
    from flows.enrichment.join import enrich
    from flows.reports.matches import match_lines
    from flows.reports.terminal import Line

    with Catalogue(path) as catalogue:
        for review in extraction.records:
            yield Line()
            yield from match_lines(enrich(review.record, catalogue))


@app.command()
def schema(
    tables: Annotated[bool, typer.Option("--tables", help="Print the tables that `load` writes, as Markdown.")] = False,
) -> None:
    """Print the JSON Schema of the records, or the dictionary of the tables."""
    from flows.schema import record_schema, table_dictionary

    with Output(None) as output:
        output.write((table_dictionary() if tables else record_schema()).encode())


app.command()(commands.backfill)
app.command()(enrich_commands.enrich)
app.command()(load_commands.load)
app.command()(report_commands.report)
app.command()(serve_commands.serve)
app.add_typer(commands.data, name="data")
app.add_typer(enrich_commands.catalogue, name="catalogue")
app.add_typer(site_commands.site, name="site")


def _check_apart(read: Iterable[Path | None], written: Iterable[Path | None]) -> None:
    """No file is written that the command reads, and none twice."""
    taken = {path.resolve() for path in read if path is not None}
    for path in filter(None, written):
        if path.resolve() in taken:
            raise UsageError(f"{path} would be overwritten: name another file")
        taken.add(path.resolve())


def _preview(settings: "Settings", targets: list[str], *, demo: bool, since: datetime | None, as_json: bool) -> int:
    """Print what a crawl would ask for, a line each."""
    import asyncio
    from collections import Counter

    from flows.console import preview_line
    from flows.demo import chosen_sites
    from flows.pipeline import preview_crawl

    with chosen_sites(settings, targets, demo=demo) as (sites, host_map):
        preview = asyncio.run(preview_crawl(settings, sites, host_map=host_map, since=since))
    with Output(None) as output:
        for request in preview.requests:
            output.write(preview_line(request, as_json=as_json).encode() + b"\n")
    for problem in preview.problems:
        say(problem)
    whys = Counter(request.why for request in preview.requests)
    parts = ", ".join(f"{count:,} {why}" for why, count in whys.items())
    say(f"{counted(len(preview.requests), 'page')} would be asked for" + (f": {parts}" if parts else ""))
    return FAILURES if preview.problems and not preview.requests else DONE


def _run_crawl(settings: "Settings", targets: list[str], *, demo: bool, since: datetime | None) -> "RunReport":
    """Run the flow on the caller's Prefect server, or on an embedded one that lives in the data folder."""
    import asyncio

    from flows.demo import chosen_sites
    from flows.logs import log_to_stderr
    from flows.prefect_home import prefect_started
    from flows.storage.dataset import check_writable
    from flows.web.addresses import without_credentials
    from flows.web.client import require_contact

    # What would stop the run is said now: Prefect takes seconds to start.
    with chosen_sites(settings, targets, demo=demo) as (sites, host_map):
        require_contact(settings, [host for site in sites for host in site.hosts], host_map)
    check_writable(settings.data)
    log_to_stderr()
    with prefect_started(settings.data):
        from flows.crawl import crawl_reviews

        try:
            shown = list(map(without_credentials, targets))  # Prefect keeps parameters
            return asyncio.run(crawl_reviews(settings, shown, demo, since))
        except RunFailed as failed:
            return failed.report


def _pages(
    sources: Iterable[str], manifest: Path | None, settings: "Settings", fetch: "_Fetcher"
) -> Iterator[tuple[str, "Page | Reject"]]:
    """Each page with the name under which the user knows its source."""
    from flows.files import read_manifest, read_path, read_stdin

    for source in sources:
        if source == "-":
            yield "standard input", read_stdin(max_body=settings.max_body)
        elif source.lower().startswith(("http://", "https://")):
            yield fetch.page(source)
        else:
            for name, page in read_path(Path(source), max_body=settings.max_body):
                yield str(name), page
    if manifest is not None:
        for name, page in read_manifest(manifest, max_body=settings.max_body):
            yield str(name), page


class _Fetcher:
    """One client for all URLs of a command, so that a host's robots.txt and pauses hold over them."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._runner: Any = None
        self._client: Any = None

    def __enter__(self) -> "_Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        if self._runner is not None:
            self._runner.run(self._client.__aexit__(None, None, None))
            self._runner.close()

    def page(self, url: str) -> tuple[str, "Page | Reject"]:
        """The page of a URL or why there is none, with the URL as it may be shown: without a password."""
        import asyncio

        from flows.errors import FetchError
        from flows.web.addresses import without_credentials
        from flows.web.client import Client
        from schemas.page import FetchRequest
        from schemas.reject import Reject

        if self._runner is None:
            self._runner = asyncio.Runner()
            self._client = self._runner.run(Client(self._settings, require_contact=False).__aenter__())
        shown = without_credentials(url)
        try:
            return shown, self._runner.run(self._client.fetch(FetchRequest(url=url, site="", claim="")))
        except FetchError as error:
            return shown, Reject(url=shown, reason=error.reason, detail=error.detail)


if __name__ == "__main__":
    main()
