"""What a backfill has to read: one capture of each page and month, handed out in order, once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.storage.backlog import Backlog, Listed
from flows.storage.dataset import Dataset
from schemas.page import CaptureRef
from schemas.review import CaptureKind
from tests.unit.flows.storage.samples import open_dataset

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def dataset(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Dataset]:
    state = request.getfixturevalue("postgres").state() if request.param == "PostgreSQL" else None
    with open_dataset(tmp_path, state=state) as opened:
        yield opened


def listed(page: str, at: datetime | None, *, is_cut: bool = False, offset: int = 0, turn: int = 0) -> Listed:
    kind = CaptureKind.LIVE if at is None else CaptureKind.WARC
    place = "" if at is None else f"file-{offset % 3}.warc.gz"
    capture = CaptureRef(f"https://{page}", kind, at, place, offset, 100, is_cut)
    return Listed(capture, page, shard_by=page.partition("/")[0], turn=turn)


def taken(backlog: Backlog, limit: int = 100) -> list[CaptureRef]:
    return [capture for shard in sorted(backlog.shards()) for _, capture in backlog.take(shard, limit)]


@pytest.mark.parametrize(
    ("captures", "best"),
    [
        ([(1, False), (20, False)], [20]),
        ([(20, False), (1, False)], [20]),
        ([(20, True), (1, False)], [1]),
        ([(1, False), (20, True)], [1]),
        ([(1, True), (20, True)], [20]),
        ([(1, False), (20, False), (40, False)], [20, 40]),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_of_a_month_the_latest_whole_capture_is_kept(
    dataset: Dataset, captures: list[tuple[int, bool]], best: list[int], at_once: bool
) -> None:
    backlog = Backlog.open(dataset.state, "a", now=NOW)
    start = datetime(2019, 1, 1, tzinfo=UTC)
    rows = [listed("a.test/1", start + timedelta(days=day), is_cut=cut, offset=day) for day, cut in captures]
    for part in [rows] if at_once else [[row] for row in rows]:
        backlog.add(part, now=NOW)
    got = taken(backlog)
    assert [one.at for one in got] == [start + timedelta(days=day) for day in best]
    assert [(one.place, one.offset) for one in got] == [(f"file-{day % 3}.warc.gz", day) for day in best]


def test_captures_of_a_page_come_in_the_order_of_their_months(dataset: Dataset) -> None:
    backlog = Backlog.open(dataset.state, "a", now=NOW)
    months = [datetime(2019, month, 1, tzinfo=UTC) for month in (7, 2, 11)]
    backlog.add([listed(f"a.test/{number}", at) for number in range(3) for at in months], now=NOW)
    got = [(one.url, one.at) for one in taken(backlog)]
    assert got == sorted(got)
    assert len(got) == 9


def test_live_pages_of_hosts_come_in_turns(dataset: Dataset) -> None:
    backlog = Backlog.open(dataset.state, "a", now=NOW)
    backlog.add([listed(f"a.test/{number}", None, turn=number) for number in (3, 1, 2)], now=NOW)
    assert [one.url for one in taken(backlog)] == [f"https://a.test/{number}" for number in (1, 2, 3)]


def test_what_is_read_stays_read_and_what_is_left_is_open_for_the_next_run(dataset: Dataset) -> None:
    backlog = Backlog.open(dataset.state, "a", now=NOW)
    day = datetime(2019, 1, 1, tzinfo=UTC)
    rows = [listed(f"a.test/{number}", day) for number in range(4)]
    backlog.add(rows, now=NOW)
    backlog.finish_listing(now=NOW)
    first, second, third, fourth = (one.number for one in taken(backlog))
    backlog.mark([first, second], [third], now=NOW)
    assert dict(backlog.shards()) != {}
    backlog.add([*rows, listed("a.test/0", day + timedelta(days=3))], now=NOW)  # listed again, by a run that was killed
    assert (backlog.totals().done, backlog.totals().open) == (2, 2)

    again = Backlog.open(dataset.state, "a", now=NOW)
    assert again.is_listed
    assert [one.number for one in taken(again)] == [third, fourth]
    assert taken(Backlog.open(dataset.state, "other", now=NOW)) == []


def test_a_shard_is_handed_out_once_until_it_is_rewound(dataset: Dataset) -> None:
    backlog = Backlog.open(dataset.state, "a", now=NOW)
    backlog.add([listed(f"a.test/{number}", NOW) for number in range(5)], now=NOW)
    (shard,) = backlog.shards()
    assert [len(backlog.take(shard, 2)) for _ in range(4)] == [2, 2, 1, 0]
    backlog.rewind(shard)
    assert len(backlog.take(shard, 9)) == 5
