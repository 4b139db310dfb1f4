"""The commands that join reviews to works: `reviewlines catalogue …` and `reviewlines enrich`.

Heavy imports stand inside the commands, as in `flows.cli`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from flows.errors import UsageError
from flows.options import (
    DONE,
    FAILURES,
    AllowHostOption,
    CatalogueOption,
    Commands,
    ContactOption,
    DataOption,
    JsonOption,
)
from flows.output import Output, print_json, say

catalogue = typer.Typer(
    cls=Commands,
    help="The offline catalogue of works that `enrich` joins reviews to: see the commands in it.",
    no_args_is_help=True,
)

LimitOption = Annotated[int, typer.Option(min=1, help="The most titles to search for on TMDB in this run.")]
ApiOption = Annotated[str, typer.Option(help="Where TMDB's API is.", metavar="URL")]
_API: Final = "https://api.themoviedb.org"
_PROBLEMS_SHOWN: Final = 10


@catalogue.command()
def build(
    sources: Annotated[
        list[Path],
        typer.Argument(
            help="IMDb's TSV files, TMDB's exports, Wikidata's results, other CSV or JSON Lines; .gz too.",
            metavar="FILE…",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="Write the catalogue here.", metavar="FILE")] = Path("catalogue.db"),
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="Which column of an unknown file holds what: title=Name, id=FilmID …", metavar="FIELD=COLUMN"
        ),
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Build the offline catalogue of works from files that you may use; a build that was cut off goes on."""
    import json
    from dataclasses import asdict

    from flows.console import progress_bar
    from flows.enrichment.build import build_catalogue
    from flows.enrichment.sources import FIELDS

    columns = dict(_column(text, FIELDS) for text in column or ())
    if out.resolve() in {source.resolve() for source in sources}:
        raise UsageError(f"{out} would be overwritten: name another file")
    with progress_bar() as show:
        summary = build_catalogue(sources, out, columns=columns, progress=show)
    if as_json:
        with Output(None) as output:
            output.write(json.dumps(asdict(summary), ensure_ascii=False, indent=2).encode() + b"\n")
    for source in summary.sources:
        cut = "" if source.whole else ", cut off before its end"
        say(f"{source.name} ({source.kind}): {source.lines:,} lines, {source.problems:,} not used{cut}")
    for problem in summary.problems[:_PROBLEMS_SHOWN]:
        place = f"{problem.source}, line {problem.line}: " if problem.line else f"{problem.source}: "
        say(f"  {place.removeprefix(': ')}{problem.reason}")
    if len(summary.problems) > _PROBLEMS_SHOWN:
        say(f"  … {len(summary.problems) - _PROBLEMS_SHOWN:,} more: --json lists them")
    say(f"{summary.works:,} works, {summary.titles:,} names, {summary.people:,} people -> {out}")
    return DONE if all(source.whole for source in summary.sources) else FAILURES


@catalogue.command()
def lookup(
    out: Annotated[Path, typer.Option(help="Append what is found here, for `catalogue build`.", metavar="FILE")] = Path(
        "tmdb.jsonl"
    ),
    catalogue: CatalogueOption = None,
    data: DataOption = None,
    limit: LimitOption = 1_000,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    api: ApiOption = _API,
) -> int:
    """Search TMDB for the works that the catalogue lacks; needs your API key in TMDB_API_KEY."""
    import asyncio

    from flows.enrichment.catalogue import Catalogue
    from flows.lookup import look_up_missing, tmdb_key
    from flows.settings import load_settings

    settings = load_settings(data=data, catalogue=catalogue, contact=contact, allow_hosts=allow_host)
    key = tmdb_key()
    if settings.catalogue is None:
        raise UsageError("no catalogue: give --catalogue FILE, made by `reviewlines catalogue build`")
    with Catalogue(settings.catalogue) as opened:
        done = asyncio.run(look_up_missing(settings, opened, out, key, limit=limit, api=api.rstrip("/")))
    say(f"{done.asked:,} titles searched for, {done.found:,} works found -> {out}")
    return DONE


def _column(text: str, fields: Iterable[str]) -> tuple[str, str]:
    field, separator, name = text.partition("=")
    if not separator or not name or field not in fields:
        raise UsageError(f"--column {text}: say FIELD=COLUMN with a field of {', '.join(fields)}")
    return field, name


def enrich(
    catalogue: CatalogueOption = None,
    data: DataOption = None,
    tmdb: Annotated[
        bool, typer.Option("--tmdb", help="Look up on TMDB what the catalogue lacks; your key in TMDB_API_KEY.")
    ] = False,
    limit: LimitOption = 1_000,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    api: ApiOption = _API,
    as_json: JsonOption = False,
) -> int:
    """Join works and people to ids, fill in what pages lack, and look across reviews; the records stay as they are."""
    from flows.enrichment.catalogue import Catalogue
    from flows.lookup import tmdb_key
    from flows.prefect_home import prefect_started
    from flows.settings import load_settings
    from flows.storage.dataset import check_writable

    settings = load_settings(data=data, catalogue=catalogue, contact=contact, allow_hosts=allow_host)
    if settings.catalogue is None:
        raise UsageError("no catalogue: give --catalogue FILE, made by `reviewlines catalogue build`")
    Catalogue(settings.catalogue).close()  # what would stop the run is said before Prefect starts
    if tmdb:
        tmdb_key()
    check_writable(settings.data)
    with prefect_started(settings.data):
        from flows.enrich import Online, enrich_reviews

        online = Online(settings=settings, limit=limit, api=api.rstrip("/")) if tmdb else None
        report = enrich_reviews(settings.data, settings.catalogue, online)
    if as_json:
        print_json(report)
    told = ", ".join(f"{count:,} {outcome.replace('_', ' ')}" for outcome, count in report.outcomes.items() if count)
    say(f"{report.new:,} of {report.lines:,} lines enriched now: {told or 'there are no reviews'}")
    say(f"{report.works:,} works, {report.outlets:,} outlets -> {settings.data}/{report.folder}, works/, outlets/")
    return DONE
