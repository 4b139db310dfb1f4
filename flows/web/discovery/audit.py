"""What there is to crawl on a site: every source read to its end, and compared with the others."""

from collections.abc import Collection
from itertools import combinations
from typing import Final

from flows.web.client import Client
from flows.web.discovery import choose, survey_all
from flows.web.discovery.estimate import completeness, estimate_total
from flows.web.discovery.survey import Survey
from schemas.base import Model
from schemas.page import Likelihood, Source
from schemas.site import Site

SAMPLES: Final = 5


class SourceAudit(Model):
    """One source."""

    source: Source
    """Which."""
    documents: int
    """Requests that it took."""
    urls: int
    """URLs that it lists."""
    likely: int
    """Those that are likely reviews."""
    dated: int
    """Those with a date of their last change."""
    only_here: int
    """Likely reviews that no other source lists."""
    whole: bool
    """Whether it was read to its end without trouble."""


class Overlap(Model):
    """What two sources have in common."""

    sources: tuple[Source, Source]
    """Which."""
    common: int
    """Likely reviews that both list."""


class Audit(Model):
    """What discovery found on a site, by source."""

    site: str
    """Key of the site."""
    url: str
    """Its home page, after redirects."""
    sources: tuple[SourceAudit, ...]
    """In the order in which a crawl looks at them."""
    overlaps: tuple[Overlap, ...]
    """Of each pair."""
    found: int
    """URLs in all, each once."""
    likely: int
    """Likely reviews in all; where there is none, all that are not likely something else."""
    estimated: float | None
    """Likely reviews that the site has, listed or not, by capture and recapture (`estimate`); null if that is open."""
    completeness: float | None
    """The share of them that was found, 0 … 1, an upper bound."""
    chosen: Source | None
    """The cheapest source that is complete: a crawl's later visits ask it alone. Null: they ask all."""
    samples: tuple[str, ...]
    """Some of the likely reviews, the newest first."""
    problems: tuple[str, ...]
    """What went wrong."""
    misses: tuple[str, ...]
    """Guesses that led nowhere, and what robots.txt forbids."""


async def audit(site: Site, client: Client) -> Audit:
    """Read all that lists pages of a site, and say how complete it is.

    Raises:
        UsageError: the site is beyond loopback and there is no contact.
    """
    survey = Survey(site, client, thorough=True)
    await survey_all(survey)
    wanted = _wanted(survey)
    captures = {source: urls.keys() & wanted for source, urls in survey.found_by.items()}
    estimated, share = estimate_total(captures), completeness(wanted, captures)
    newest = sorted((survey.merged[key] for key in wanted), key=lambda found: (_age(found.lastmod), found.url))
    return Audit(
        site=site.key,
        url=survey.base,
        sources=tuple(
            SourceAudit(
                source=source,
                documents=survey.documents[source],
                urls=len(urls),
                likely=len(captures[source]),
                dated=sum(found.lastmod is not None for found in urls.values()),
                only_here=len(
                    captures[source].difference(*(other for name, other in captures.items() if name != source))
                ),
                whole=source in survey.whole,
            )
            for source, urls in survey.found_by.items()
        ),
        overlaps=tuple(
            Overlap(sources=(one, other), common=len(captures[one] & captures[other]))
            for one, other in combinations(captures, 2)
        ),
        found=len(survey.merged),
        likely=len(wanted),
        estimated=None if estimated is None else round(estimated, 1),
        completeness=None if share is None else round(share, 3),
        chosen=choose(survey),
        samples=tuple(found.url for found in newest[:SAMPLES]),
        problems=tuple(survey.problems),
        misses=tuple(survey.misses),
    )


def _wanted(survey: Survey) -> Collection[str]:
    """Page keys of the likely reviews; where there are none, of what is not likely something else."""
    likely = {key for key, found in survey.merged.items() if found.likelihood is Likelihood.LIKELY}
    return likely or {key for key, found in survey.merged.items() if found.likelihood is Likelihood.OPEN}


def _age(lastmod: object) -> float:
    return -lastmod.timestamp() if hasattr(lastmod, "timestamp") else 0.0
