"""A site is redesigned: its gate says so, records are withheld, `site learn` repairs it, the archive fills the gap."""

import asyncio
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from extractors.extract import EXTRACTOR_VERSION
from extractors.learn import learn
from extractors.parse.url import page_key
from flows.captures import Asked
from flows.demo import DemoSite, demo_sites
from flows.fill import open_fill, read_batch
from flows.pipeline import now, open_crawl
from flows.reports.difference import difference
from flows.reread import accept, reread_archive, site_finder
from flows.settings import Settings
from flows.site_files import site_text
from flows.site_pages import stored_samples
from flows.sites import SiteBook, load_sites
from flows.storage import proposals
from flows.storage.database import open_database
from flows.storage.dataset import Dataset
from flows.storage.forget import forget
from flows.storage.read import read_latest, read_reviews
from flows.storage.store import open_store
from flows.storage.target import Target
from flows.storage.verify import verify
from schemas.proposal import Difference
from schemas.quality import GateFailure
from schemas.run import RunReport
from tests.e2e.redesign import Redesigned
from tests.e2e.redesign import redesigned as redesigned_page
from tests.e2e.test_crawl import crawl
from tests.warcs import response

LEDGER = "eveningledger"
REVIEW = "http://eveningledger.test/culture/film/2024/"
MESSAGES = (
    (
        "eveningledger: rating is missing: 0 of 18 reviews have it, before 17 of 18 had it. What gave it, json-ld "
        "/*/@graph/*/reviewRating/* (in 14 of 18), no longer answers. See {0} and {1}. It would be repaired by "
        'fields.rating = {{ css = "aside.corner" }}, which says what was known of 12 of 12 pages. 18 reviews are '
        "withheld: {2}."
    ),
    (
        "eveningledger: reviewers is missing: 0 of 18 reviews have it, before 18 of 18 had it. What gave it, json-ld "
        "/*/@graph/*/author/* (in 18 of 18), no longer answers. See {0} and {1}. 18 reviews are withheld: {2}."
    ),
)


def run(data: Path, make: Callable[[], DemoSite], **settings: object) -> RunReport:
    async def crawl_again(demo: DemoSite) -> RunReport:
        chosen = Settings(data=data, revisit_after=0, **settings)
        async with open_crawl(chosen, demo.sites, host_map=demo.host_map) as started:
            await started.discover()
            for job in started.batches():
                started.commit(await started.work(job))
            return started.finish()

    with make() as demo:
        return asyncio.run(crawl_again(demo))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("crawled") / "data"
    crawl(data)
    return data


@pytest.fixture(scope="module")
def redesigned(crawled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunReport]:
    data = shutil.copytree(crawled, tmp_path_factory.mktemp("redesigned") / "data")
    return data, run(data, Redesigned)


def ratings(data: Path) -> dict[str, str | None]:
    return {
        line["url"]: line["rating"] and str(line["rating"]["value"])
        for line in read_latest(data)
        if line["site"] == LEDGER
    }


def reread(data: Path, sites: Path) -> Difference:
    with Dataset.open(data, now=now(), extractor_version=EXTRACTOR_VERSION) as dataset:
        reading = reread_archive(dataset, Settings(data=data), site_finder(load_sites(sites)), clock=now)
        assert reading is not None
        return difference(reading, (one for part in proposals.proposals(dataset.store) for one in part))


def test_the_gates_message_word_for_word(redesigned: tuple[Path, RunReport]) -> None:
    _, report = redesigned
    assert report.failed
    assert [failure.message for failure in report.gates] == [
        message.format(*failure.examples, failure.quarantine)
        for message, failure in zip(MESSAGES, report.gates, strict=True)
    ]
    for failure in report.gates:
        assert len(set(failure.examples)) == 2
        assert all(url.startswith("http://eveningledger.test/culture/") for url in failure.examples)


def test_the_other_sites_are_written_and_the_failing_one_is_withheld(redesigned: tuple[Path, RunReport]) -> None:
    data, report = redesigned
    assert {site.site: (site.records, site.withheld) for site in report.sites} == {
        "kinokarte": (0, 0),
        "hallyunotebook": (1, 0),
        LEDGER: (0, 18),
    }
    assert report.records == 1
    assert {line["revision"] for line in read_reviews(data) if line["site"] == LEDGER} == {1}
    (folder,) = (data / "quarantine").iterdir()
    lines = [json.loads(line) for line in (folder / "reviews.jsonl").read_text().splitlines()]
    assert {(line["site"], line["revision"], line["rating"] is None) for line in lines} == {(LEDGER, 2, True)}
    told = [GateFailure.model_validate_json(line) for line in (folder / "failures.jsonl").read_text().splitlines()]
    assert [failure.field for failure in told] == ["rating", "reviewers"]
    store = open_store(data)
    database = open_database(store, None)
    assert verify(store, database).problems == ()
    database.close()


def test_what_is_withheld_is_repaired_from_the_archive(redesigned: tuple[Path, RunReport], tmp_path: Path) -> None:
    data, _ = redesigned
    before = ratings(data)
    site = next(site for site in demo_sites() if site.key == LEDGER)
    lesson = learn(stored_samples(Settings(data=data), site), site)
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / f"{LEDGER}.toml").write_text(site_text(site, lesson))
    assert 'css = "aside.corner"' in (sites / f"{LEDGER}.toml").read_text()
    (told,) = [one for one in reread(data, sites).sites if one.site == LEDGER]
    changed = {one.field: (one.gained, one.lost, one.changed) for one in told.fields}
    assert "rating" not in changed or changed["rating"][1] == 0, "no rating is lost"
    assert changed["reviewers"][1] == 18, "nobody signs any more"
    with Dataset.open(data, now=now(), extractor_version=EXTRACTOR_VERSION) as dataset:
        assert accept(dataset, Settings(data=data), clock=now).records == 18
    assert ratings(data) == before
    assert {line["revision"] for line in read_latest(data) if line["site"] == LEDGER} == {2}
    again = run(data, Redesigned)
    assert (again.gates, again.failed) == ((), False)
    with Dataset.open(data, now=now(), extractor_version=EXTRACTOR_VERSION) as dataset:
        forget(dataset, Target.of(f"{LEDGER}.test", page_key), now=now())
    assert b"eveningledger" not in b"".join(path.read_bytes() for path in (data / "quarantine").rglob("*.jsonl"))


def test_a_gate_may_only_tell(crawled: Path, tmp_path: Path) -> None:
    report = run(shutil.copytree(crawled, tmp_path / "data"), Redesigned, gate="tell")
    (ledger,) = [site for site in report.sites if site.site == LEDGER]
    assert (len(report.gates), ledger.records, ledger.withheld) == (2, 18, 0)
    assert report.failed


def test_without_an_archive_the_pages_are_due_in_the_next_run(crawled: Path, tmp_path: Path) -> None:
    data = shutil.copytree(crawled, tmp_path / "data")
    for _ in range(2):
        report = run(data, Redesigned, archive=False)
        assert [failure.repair for failure in report.gates] == [None, None]
        assert [site.withheld for site in report.sites if site.site == LEDGER] == [18]


# Backfills: what is live passes the gates of a crawl; captures show the site as it was, and only warn.


def addresses() -> list[str]:
    folder = Path(__file__).parents[2] / "fixtures" / "demo_site" / f"{LEDGER}.test"
    pages = sorted(folder.rglob("*-review.html"))
    return [f"http://{LEDGER}.test/{page.relative_to(folder).with_suffix('').as_posix()}" for page in pages]


def fill(data: Path, asked: Asked, **settings: object) -> RunReport:
    async def to_its_end(demo: DemoSite) -> RunReport:
        chosen = Settings(data=data, delay=0, **settings)
        async with open_fill(chosen, asked, SiteBook(demo.sites, demo.sites), host_map=demo.host_map) as filling:
            await filling.list_sources()
            while (job := filling.next_job()) is not None:
                filling.commit(job, await read_batch(job))
            return filling.finish()

    with Redesigned() as demo:
        return asyncio.run(to_its_end(demo))


def old_pages(folder: Path) -> Asked:
    """The outlet's pages, without ratings and names, as an archive had them in 2014, under addresses of their own."""
    source = Path(__file__).parents[2] / "fixtures" / "demo_site"
    with (folder / "old.warc").open("wb") as file:
        for number, url in enumerate(addresses()):
            body = redesigned_page((source / f"{url.removeprefix('http://')}.html").read_bytes())
            old = url.replace("/culture/film/20", "/culture/film/1999/20")
            body = body.replace(url.encode(), old.encode())
            file.write(response(old, body, datetime(2014, 5, 1, number, tzinfo=UTC)))
    return Asked(warcs=(str(folder / "*.warc"),))


def test_live_pages_of_a_backfill_pass_the_gates_of_a_crawl(crawled: Path, tmp_path: Path) -> None:
    data = shutil.copytree(crawled, tmp_path / "data")
    (tmp_path / "urls.txt").write_text("\n".join(addresses()))
    report = fill(data, Asked(url_list=tmp_path / "urls.txt"))
    assert report.failed
    assert [(gate.field, gate.withheld, gate.is_warning) for gate in report.gates] == [
        ("rating", 18, False),
        ("reviewers", 18, False),
    ]
    assert {line["revision"] for line in read_reviews(data) if line["site"] == LEDGER} == {1}


def test_without_an_archive_a_backfill_leaves_them_for_the_next_run(crawled: Path, tmp_path: Path) -> None:
    data = shutil.copytree(crawled, tmp_path / "data")
    (tmp_path / "urls.txt").write_text("\n".join(addresses()))
    for _ in range(2):
        report = fill(data, Asked(url_list=tmp_path / "urls.txt"), archive=False)
        assert {gate.withheld for gate in report.gates} == {18}


def test_captures_only_warn(crawled: Path, tmp_path: Path) -> None:
    data = shutil.copytree(crawled, tmp_path / "data")
    report = fill(data, old_pages(tmp_path), batch_size=12)
    assert not report.failed
    assert not (data / "quarantine").exists()
    (rating, *_) = report.gates
    assert rating.is_warning
    assert (rating.now.count, rating.now.of) == (0, report.records)
    assert rating.message.startswith("eveningledger: rating is missing: 0 of ")
    assert rating.message.endswith("These are captures of the past: they are written.")
    assert run(data, partial(DemoSite, edition=2)).gates == (), "captures are no habit of the site"
