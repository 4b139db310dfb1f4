from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event

from flows.storage import tables
from flows.storage.dataset import Batch, Dataset
from schemas.page import FoundUrl, KnownListing, KnownRobots, Likelihood
from schemas.reject import Reason
from tests.unit.flows.storage import samples
from tests.unit.flows.storage.samples import (
    DAY,
    NOW,
    crawl,
    fail,
    find,
    plan,
    record_id,
    redirect,
    stage,
    web,
)

A = "https://gazette.test/a"
B = "https://gazette.test/b"
C = "https://gazette.test/c"


STATE: list[str | None] = [None]


@pytest.fixture(autouse=True, params=["SQLite", "PostgreSQL"])
def state(request: pytest.FixtureRequest) -> Iterator[None]:
    """Everything here holds with both databases."""
    if request.param == "PostgreSQL":
        STATE[0] = request.getfixturevalue("postgres").state()
    yield
    STATE[0] = None


def open_dataset(folder: Path, *, now: datetime = NOW) -> Dataset:
    return samples.open_dataset(folder, now=now, state=STATE[0])


def urls(dataset: Dataset, **options: Any) -> list[str]:
    return [request.url for request in plan(dataset, **options)]


def reject(dataset: Dataset, reason: Reason, status: int | None, *, now: datetime = NOW) -> None:
    batch = Batch.create(dataset.location, "run-1")
    for request in plan(dataset, now=now):
        fail(batch, request, reason, status=status, now=now)
    dataset.commit(batch.close(), now=now)


# Finding


def test_found_counts_new_urls_once(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        assert find(dataset, A, B, A) == 2
        assert find(dataset, B, C) == 1
        assert find(dataset) == 0


def test_more_urls_than_one_round_takes(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        assert find(dataset, *(f"{A}{number}" for number in range(1_201))) == 1_201
        assert len(urls(dataset, limit=5_000)) == 1_201


def test_a_url_belongs_to_the_site_that_found_it_last(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        dataset.state.found("other", [FoundUrl(A, "given")], now=NOW)
        assert urls(dataset) == []
        (request,) = dataset.state.plan(["other"], now=NOW, limit=1, revisit_after=1, since=NOW)
        assert request.site == "other"


# Order


def test_the_newest_first_then_by_url(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, C, B)
        find(dataset, A + "-old", lastmod=NOW - 2 * DAY)
        find(dataset, A + "-new", lastmod=NOW - DAY)
        assert urls(dataset) == [A + "-new", A + "-old", B, C]


def test_never_visited_before_changed_before_failed_before_old(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, "https://gazette.test/failed")
        reject(dataset, Reason.UNREACHABLE, None)
        crawl(dataset, web("https://gazette.test/changed", "https://gazette.test/old"))
        find(dataset, "https://gazette.test/changed", lastmod=NOW)
        find(dataset, "https://gazette.test/new")
        order = [url.rpartition("/")[2] for url in urls(dataset, now=NOW + 2 * DAY)]
    assert order == ["new", "changed", "failed", "old"]


def test_sites_share_a_batch_evenly(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        for site, count in (("large", 50), ("medium", 5), ("small", 1)):
            found = [FoundUrl(f"https://{site}.test/{number:02}", "sitemap") for number in range(count)]
            dataset.state.found(site, found, now=NOW)
        planned = dataset.state.plan(["large", "medium", "small"], now=NOW, limit=12, revisit_after=1, since=NOW)
    assert sorted(request.site for request in planned) == ["large"] * 6 + ["medium"] * 5 + ["small"]


def test_sites_that_are_not_asked_for_are_not_planned(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        assert dataset.state.plan(["other"], now=NOW, limit=9, revisit_after=1, since=NOW) == []
        assert dataset.state.plan([], now=NOW, limit=9, revisit_after=1, since=NOW) == []


# When a page is due again, revisit_after being a day


@pytest.mark.parametrize(
    ("lastmod", "later_lastmod", "after", "is_due"),
    [
        pytest.param(None, None, timedelta(hours=23), False, id="undated, not yet"),
        pytest.param(None, None, timedelta(hours=24), True, id="undated, a day later"),
        pytest.param(None, NOW, timedelta(hours=1), True, id="dated for the first time"),
        pytest.param(NOW - DAY, NOW - DAY, timedelta(days=29), False, id="no change told"),
        pytest.param(NOW - DAY, NOW - DAY, timedelta(days=30), True, id="no change told for thirty times as long"),
        pytest.param(NOW - DAY, NOW, timedelta(hours=1), True, id="a change told"),
        pytest.param(NOW - DAY, NOW - 2 * DAY, timedelta(hours=1), False, id="an older date told"),
        pytest.param(NOW - DAY, None, timedelta(days=2), False, id="the date no longer told"),
    ],
)
def test_a_page_that_was_read(
    tmp_path: Path, lastmod: datetime | None, later_lastmod: datetime | None, after: timedelta, *, is_due: bool
) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, lastmod=lastmod)
        dataset.commit(stage(dataset, plan(dataset), web(A)).close(), now=NOW)
        find(dataset, A, lastmod=later_lastmod)
        assert urls(dataset, now=NOW + after) == ([A] if is_due else [])


@pytest.mark.parametrize(
    ("reason", "status", "after", "is_due"),
    [
        (Reason.UNREACHABLE, None, timedelta(seconds=1), True),
        (Reason.HTTP_ERROR, 503, timedelta(seconds=1), True),
        (Reason.INTERNAL_ERROR, 200, timedelta(seconds=1), True),
        (Reason.NOT_A_REVIEW, 200, timedelta(hours=1), False),
        (Reason.NOT_A_REVIEW, 200, timedelta(days=1), True),
        (Reason.ROBOTS_DISALLOWED, None, timedelta(hours=1), False),
        (Reason.ROBOTS_DISALLOWED, None, timedelta(days=1), True),
        (Reason.HTTP_ERROR, 404, timedelta(hours=47), False),
        (Reason.HTTP_ERROR, 404, timedelta(hours=48), True),
        (Reason.GONE, 410, timedelta(days=999), False),
    ],
)
def test_a_page_that_gave_nothing(
    tmp_path: Path, reason: Reason, status: int | None, after: timedelta, *, is_due: bool
) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        reject(dataset, reason, status)
        assert urls(dataset, now=NOW + after) == ([A] if is_due else [])


def test_no_url_is_due_twice_in_one_run(tmp_path: Path) -> None:
    started = NOW
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, B)
        for minute in (1, 2):
            now = started + timedelta(minutes=minute)
            requests = dataset.state.plan(["gazette"], now=now, limit=1, revisit_after=0, since=started)
            dataset.commit(stage(dataset, requests, web(A, B), now).close(), now=now)
        now = started + timedelta(minutes=3)
        assert dataset.state.plan(["gazette"], now=now, limit=1, revisit_after=0, since=started) == []
        assert urls(dataset, now=now, revisit_after=0) == [A, B]


# Claims


def test_a_claimed_url_is_not_due(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, B)
        assert urls(dataset, limit=1) == [A]
        assert urls(dataset, limit=1) == [B]
        assert urls(dataset) == []


def test_released_urls_are_due_as_before(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, B)
        first, second = plan(dataset)
        dataset.state.release([second.claim])
        (again,) = plan(dataset)
        assert again.url == B
        dataset.state.release([second.claim])  # ended long ago
        assert urls(dataset) == []
        assert first.claim != again.claim != second.claim


def test_claims_end_by_themselves(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        assert urls(dataset) == [A]
        assert urls(dataset, now=NOW + timedelta(seconds=3_599)) == []
        assert urls(dataset, now=NOW + timedelta(seconds=3_600)) == [A]


def test_claims_end_with_the_lease(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        assert urls(dataset) == [A]
    with open_dataset(tmp_path) as dataset:
        assert urls(dataset) == [A]


# What requests carry


def test_a_request_carries_what_is_known_of_the_page(tmp_path: Path) -> None:
    site = web(A)
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, lastmod=NOW - DAY)
        crawl(dataset, site)
        find(dataset, A, lastmod=NOW)
        (request,) = plan(dataset, now=NOW + DAY)
    page = site.page(A, NOW)
    assert (request.lastmod, request.etag, request.body_sha256) == (NOW, page.headers["etag"], page.sha256)
    (known,) = request.records
    assert (known.id, known.revision) == (record_id(A), 1)


def test_a_failure_of_ours_keeps_the_validators_of_the_last_good_visit(tmp_path: Path) -> None:
    site = web(A)
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, site)
        (request,) = plan(dataset, now=NOW + DAY)
        batch = Batch.create(dataset.location, "run-2")
        fail(batch, request, Reason.INTERNAL_ERROR, status=200, now=NOW + DAY)
        dataset.commit(batch.close(), now=NOW + DAY)
        (again,) = plan(dataset, now=NOW + 2 * DAY)
    assert again.etag == request.etag == site.page(A, NOW).headers["etag"]
    assert again.records == request.records


@pytest.mark.parametrize(
    ("statuses", "misses"),
    [((404,), 1), ((404, 404), 2), ((404, None, 404), 2), ((404, 503, 404), 1), ((404, 200), 0)],
)
def test_misses_are_answers_404_in_a_row(tmp_path: Path, statuses: tuple[int | None, ...], misses: int) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        for day, status in enumerate(statuses):
            reason = Reason.UNREACHABLE if status is None else Reason.HTTP_ERROR
            reject(dataset, reason, status, now=NOW + 100 * day * DAY)
        (request,) = plan(dataset, now=NOW + 900 * DAY)
    assert request.misses == misses


def test_a_page_that_is_not_found_is_asked_for_ever_more_rarely(tmp_path: Path) -> None:
    visits: list[int] = []
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        for day in range(300):
            for request in plan(dataset, now=NOW + day * DAY):
                visits.append(day)
                batch = Batch.create(dataset.location, "run-1")
                fail(batch, request, Reason.HTTP_ERROR, status=404, now=NOW + day * DAY)
                dataset.commit(batch.close(), now=NOW + day * DAY)
    waits = [later - before for before, later in pairwise(visits)]
    assert waits == [2, 4, 8, 16, 32, 64, 64, 64]


def test_a_page_that_was_not_found_is_due_when_its_source_tells_a_change(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, lastmod=NOW - DAY)
        reject(dataset, Reason.HTTP_ERROR, 404)
        find(dataset, A, lastmod=NOW - DAY)
        assert urls(dataset, now=NOW + DAY) == []
        find(dataset, A, lastmod=NOW)
        assert urls(dataset, now=NOW + DAY) == [A]


def test_a_page_that_was_not_found_is_due_once_in_a_run(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        started = NOW
        for minute, due in ((1, [A]), (2, [])):
            now = started + minute * timedelta(minutes=1)
            requests = dataset.state.plan(["gazette"], now=now, limit=1, revisit_after=0, since=started)
            assert [request.url for request in requests] == due
            batch = Batch.create(dataset.location, "run-1")
            for request in requests:
                fail(batch, request, Reason.HTTP_ERROR, status=404, now=now)
            dataset.commit(batch.close(), now=now)


# Other addresses of a page, at most 100 pages a run


def follow(dataset: Dataset, target: Callable[[str], str], *, now: datetime = NOW) -> list[str]:
    """One run in which every page that is due is another address; the URLs that were asked for."""
    asked: list[str] = []
    while len(asked) < 100 and (requests := plan(dataset, now=now, limit=1)):
        batch = Batch.create(dataset.location, "run-1")
        for request in requests:
            asked.append(request.url)
            redirect(batch, request, target(request.url), now=now)
        dataset.commit(batch.close(), now=now)
    return asked


@pytest.mark.parametrize("together", [True, False], ids=["both found", "one found"])
def test_two_pages_that_name_each_other_are_asked_for_once(tmp_path: Path, *, together: bool) -> None:
    other = {A: B, B: A}
    with open_dataset(tmp_path) as dataset:
        find(dataset, *((A, B) if together else (A,)))
        assert follow(dataset, other.__getitem__) == [A, B]
        assert follow(dataset, other.__getitem__, now=NOW + DAY) == []
        assert follow(dataset, other.__getitem__, now=NOW + 29 * DAY) == []
        assert sorted(follow(dataset, other.__getitem__, now=NOW + 30 * DAY)) == [A, B]


def test_a_page_that_names_itself_is_asked_for_once(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        assert follow(dataset, lambda url: url) == [A]
        assert follow(dataset, lambda url: url, now=NOW + DAY) == []


def test_a_chain_of_new_addresses_ends(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        assert follow(dataset, lambda url: url + "t") == [A, A + "t", A + "tt", A + "ttt"]
        assert follow(dataset, lambda url: url + "t", now=NOW + DAY) == []


def test_an_address_that_discovery_finds_too_starts_a_chain_of_its_own(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        follow(dataset, lambda url: url + "t")
        assert find(dataset, A + "ttt") == 0
        asked = follow(dataset, lambda url: url + "t", now=NOW + 30 * DAY)
    assert asked[:4] == [A, A + "t", A + "tt", A + "ttt"]
    assert asked[4:] == [A + "tttt", A + "ttttt", A + "tttttt"]


def test_the_nearest_of_several_addresses_counts(tmp_path: Path) -> None:
    ends = {A: A + "t", A + "t": C, B: C, C: C + "t", C + "t": C + "tt", C + "tt": C + "ttt"}
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        (request,) = plan(dataset)
        batch = Batch.create(dataset.location, "run-1")
        redirect(batch, request, ends[A])
        dataset.commit(batch.close(), now=NOW)
        find(dataset, B)
        batch = Batch.create(dataset.location, "run-1")
        for request in plan(dataset):
            redirect(batch, request, ends[request.url])
        dataset.commit(batch.close(), now=NOW)
        assert follow(dataset, ends.__getitem__) == [C, C + "t", C + "tt"]


def test_a_page_that_is_known_stays_as_it_is_when_another_address_leads_to_it(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, B)
        dataset.commit(stage(dataset, plan(dataset), web(B)).close(), now=NOW)
        dataset.state.found("other", [FoundUrl(A, "given")], now=NOW)
        (request,) = dataset.state.plan(["other"], now=NOW, limit=9, revisit_after=1, since=NOW)
        batch = Batch.create(dataset.location, "run-1")
        redirect(batch, request, B)
        dataset.commit(batch.close(), now=NOW)
        assert dataset.state.plan(["other", "gazette"], now=NOW, limit=9, revisit_after=86_400, since=NOW) == []
        (request,) = plan(dataset, now=NOW + DAY)
        assert (request.url, request.site) == (B, "gazette")


# Size


def explained(dataset: Dataset, *, now: datetime = NOW) -> list[str]:
    """How the database finds what is due, for every statement that looks for it while a batch is planned."""
    asked: list[tuple[str, Any]] = []

    def note(*call: Any) -> None:
        if "candidate" in call[2]:
            asked.append((call[2], call[3]))

    engine = dataset._database.engine
    event.listen(engine, "before_cursor_execute", note)
    plan(dataset, now=now, limit=10)
    event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with dataset._database.transaction() as connection:
        plans = [
            "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))
            for statement, parameters in asked
        ]
    assert plans
    return plans


def test_planning_walks_an_index_however_many_urls_there_are(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, *(f"{A}/{number}" for number in range(20_000)))
        with dataset._database.transaction() as connection:
            connection.exec_driver_sql("ANALYZE")
        for plan_of_statement in explained(dataset):
            assert "url_due" in plan_of_statement, plan_of_statement
            for scan in ("SCAN url", "SCAN candidate", "Seq Scan on url"):
                assert scan not in plan_of_statement, plan_of_statement


# How often


def visit_days(dataset: Dataset, days: int, change: Callable[[int], bool]) -> list[int]:
    """Days on which a page is visited that a daily run finds without a date; it changes on some of them."""
    visits: list[int] = []
    edition = 0
    for day in range(days):
        now = NOW + day * DAY
        edition += change(day)
        find(dataset, A)
        for request in plan(dataset, now=now):
            visits.append(day)
            dataset.commit(stage(dataset, [request], web(A, text=f"Edition {edition}"), now).close(), now=now)
    return visits


def test_a_page_that_never_changes_is_asked_for_ever_more_rarely(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        visits = visit_days(dataset, 60, lambda _: False)
    waits = [later - before for before, later in pairwise(visits)]
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert waits[-1] >= 8
    assert len(visits) < 12


def test_a_page_that_changes_daily_is_asked_for_daily(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        assert visit_days(dataset, 10, lambda _: True) == list(range(10))


def test_likely_reviews_come_first_and_unlikely_ones_after_what_changed(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, web(C))
        found = [
            FoundUrl(C, "sitemap", NOW),
            FoundUrl(A + "-tag", "sitemap", NOW, Likelihood.UNLIKELY),
            FoundUrl(A + "-open", "sitemap", NOW, Likelihood.OPEN),
            FoundUrl(B, "sitemap", NOW - DAY, Likelihood.LIKELY),
        ]
        dataset.state.found("gazette", found, now=NOW)
        assert urls(dataset, now=NOW + DAY) == [B, A + "-open", C, A + "-tag"]


def test_what_a_source_dates_before_a_day_is_left_out(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, lastmod=NOW - 2 * DAY)
        find(dataset, B, lastmod=NOW)
        find(dataset, C)
        planned = dataset.state.plan(["gazette"], now=NOW, limit=9, revisit_after=1, since=NOW, not_before=NOW - DAY)
        assert [request.url for request in planned] == [B, C]


def test_a_preview_writes_nothing_and_says_why(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, web(A))
        for _ in range(2):
            seen = dataset.state.preview(
                {"gazette": [FoundUrl(A, "feed", NOW), FoundUrl(B, "feed")]}, now=NOW + DAY, limit=9, revisit_after=1
            )
            assert [(request.url, request.why) for request in seen] == [(B, "new"), (A, "changed")]
            assert seen[1].visited_at is not None
        assert urls(dataset) == []


# What lists the pages


def test_listings_are_kept_in_order_and_replaced_as_a_whole(tmp_path: Path) -> None:
    first = KnownListing("https://gazette.test/sitemap.xml", "sitemap", etag='"1"', sha256="0a" * 32, complete=True)
    second = KnownListing("https://gazette.test/1.xml", "sitemap", told=NOW, parent=first.url, read_at=NOW)
    with open_dataset(tmp_path) as dataset:
        assert dataset.state.listings("gazette") == ()
        dataset.state.remember("gazette", [second, first])
        dataset.state.remember("other", [first])
        assert dataset.state.listings("gazette") == (second, first)
        dataset.state.remember("gazette", [])
        assert dataset.state.listings("gazette") == ()
        assert dataset.state.listings("other") == (first,)


def test_listings_go_with_their_site(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        dataset.state.remember("gazette", [KnownListing("https://gazette.test/sitemap.xml", "sitemap")])
        with dataset.state.transaction() as connection:
            connection.execute(delete(tables.site))
        assert dataset.state.listings("gazette") == ()


def test_robots_files_are_kept_by_origin(tmp_path: Path) -> None:
    old, new, other = (
        KnownRobots("https://gazette.test", b"old", etag='"1"'),
        KnownRobots("https://gazette.test", b"\xff new", last_modified="Sat, 25 Jan 2025 10:00:00 GMT"),
        KnownRobots("http://other.test:81", b"", etag='"2"'),
    )
    with open_dataset(tmp_path) as dataset:
        dataset.state.keep_robots([old, other])
        dataset.state.keep_robots([new])
        assert dataset.state.robots(["https://gazette.test", "https://none.test"]) == (new,)
        assert dataset.state.robots([other.origin]) == (other,)
