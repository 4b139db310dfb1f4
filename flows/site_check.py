"""What is wrong with a site file: selectors that are none or silent, fixture pairs that read otherwise."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.extract import extract_reviews
from extractors.selectors import answers, problem_of
from flows.site_files import check_pair
from schemas.base import Model
from schemas.page import Page
from schemas.site import Site


class SelectorCheck(Model):
    """One selector on the pages that gave a record."""

    field: str
    """The field it is of."""
    css: str
    """The selector."""
    found: int
    """Pages on which it finds anything."""
    chosen: int
    """Pages whose record has the field."""
    example: str | None
    """What it finds on one of them."""


class SiteCheck(Model):
    """What the check of one site file found."""

    site: str
    """Key of the site."""
    pairs: int
    """Fixture pairs that were read."""
    pages: int
    """Pages that were read."""
    reviews: int
    """Pages that gave a record."""
    layouts: dict[str, int]
    """Reviews by the layout that they show, by its `when`; "" for none."""
    selectors: tuple[SelectorCheck, ...]
    """By field, of the pages without a layout or of all."""
    problems: tuple[str, ...]
    """What is wrong, a line each."""

    def lines(self, kind: str) -> Iterator[str]:
        """For a person. `kind` says where the pages come from: "live", "stored"."""
        pairs, pages = _count(self.pairs, "fixture pair"), _count(self.pages, f"{kind} page")
        verdict = _count(len(self.problems), "problem") if self.problems else "ok"
        yield f"{self.site}: {verdict} ({pairs}, {pages}, {self.reviews:,} with a review)"
        for when, count in self.layouts.items():
            if len(self.layouts) > 1 or when:
                yield f"  layout {when or 'of the site'}: {_count(count, 'review')}"
        if self.selectors and not self.reviews:
            yield "  no page to try its selectors on: say --live, or --data with a dataset that has stored some"
        for one in self.selectors if self.reviews else ():
            example = f": {one.example!r}" if one.example else ""
            yield f"  {one.field}: {one.css} finds something on {one.found} of {self.reviews}{example}"
        yield from (f"  problem: {problem}" for problem in self.problems)


def check_site(site: Site, fixtures: Path, pages: Sequence[Page]) -> SiteCheck:
    """Check a site file.

    Args:
        site: The file's content.
        fixtures: Folder of its fixture pairs; there need be none.
        pages: Pages of the site, to try the selectors on.
    """
    problems = list(_broken(site))
    pairs = sorted(fixtures.glob("*.json")) if fixtures.is_dir() else []
    report = SiteCheck(
        site=site.key, pairs=len(pairs), pages=len(pages), reviews=0, layouts={}, selectors=(), problems=tuple(problems)
    )
    if problems:
        return report
    problems += [line for pair in pairs for line in check_pair(pair, site)]
    tried = _tried(site, pages)
    return tried.model_copy(update={"pairs": len(pairs), "problems": (*problems, *tried.problems)})


def _broken(site: Site) -> Iterator[str]:
    for where, fields in (("fields", site.fields), *((f"layout {one.when}", one.fields) for one in site.layouts)):
        for field, selector in fields.items():
            if problem := problem_of(selector.css):
                yield f"{where}: {field}: {selector.css!r} is no CSS selector ({problem})"
    for layout in site.layouts:
        if problem := problem_of(layout.when):
            yield f"layout: when: {layout.when!r} is no CSS selector ({problem})"
    for css in (site.discover.links, site.discover.next):
        if css is not None and (problem := problem_of(css)):
            yield f"discover: {css!r} is no CSS selector ({problem})"


def _tried(site: Site, pages: Sequence[Page]) -> SiteCheck:
    """The selectors on pages: one that never finds anything is a problem, and so is a page of no known layout."""
    layouts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    chosen: Counter[str] = Counter()
    examples: dict[str, str] = {}
    unknown: list[str] = []
    problems: list[str] = []
    reviews = 0
    for page in pages:
        records = extract_reviews(page, site).records
        if len(records) != 1:
            continue
        reviews += 1
        shown, said = answers(page, site)
        layouts[shown or ""] += 1
        if said and not any(said.values()):
            unknown.append(page.url or "")
        for field, texts in said.items():
            found[field] += bool(texts)
            if texts:
                examples.setdefault(field, texts[0][:80])
        confident = records[0].record.confidence
        chosen.update(field for field in said if field in confident or field.partition(".")[0] in confident)
        if page.url is not None and not site.is_review_url(page.url):
            problems.append(f"{page.url} is a review, and review_url does not match it")
    selectors = tuple(
        SelectorCheck(
            field=field, css=selector.css, found=found[field], chosen=chosen[field], example=examples.get(field)
        )
        for field, selector in site.fields.items()
    )
    if unknown:
        problems.append(
            f"{len(unknown)} of {reviews} reviews show an unknown layout, no selector finds anything: "
            f"{', '.join(unknown[:2])}; run `reviewlines site learn {site.key}`"
        )
    elif reviews:
        problems += [f"{one.field}: {one.css} finds nothing on any review" for one in selectors if not found[one.field]]
    return SiteCheck(
        site=site.key,
        pairs=0,
        pages=len(pages),
        reviews=reviews,
        layouts=dict(layouts),
        selectors=selectors,
        problems=tuple(problems),
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
