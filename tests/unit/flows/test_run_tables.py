from datetime import timedelta

from flows.run_tables import coverage_rows, headline, site_rows
from schemas.quality import GateFailure, Share
from schemas.reject import Reason
from schemas.run import FieldCoverage, RunReport, SiteReport
from tests.reports import NOW, run_report

GATE = GateFailure(site="a", kind="missing", field="rating", now=Share(count=0, of=9), before=Share(count=40, of=40))


def report(rating: int = 9, gates: tuple[GateFailure, ...] = ()) -> RunReport:
    return run_report(
        records=10,
        sites=(
            SiteReport(site="a", found=20, visited=15, records=10, rejects={Reason.EMPTY: 1, Reason.LISTING: 4}),
            SiteReport(site="b", visited=2, unchanged=1, rejects={Reason.EMPTY: 1}),
        ),
        coverage=(FieldCoverage(field="rating", filled=rating, records=10),),
        gates=gates,
    )


def test_what_failed_comes_first() -> None:
    said = "2 sites, 17 pages, 10 new lines, 1 unchanged, 6 rejected"
    assert headline(report()) == said
    assert headline(report(gates=(GATE,))) == f"{GATE.message} {said}"


def test_rejects_stand_by_reason_in_the_last_column() -> None:
    rows = site_rows(report())
    assert [(row["site"], row["fetched"], row["records"], row["rejects"]) for row in rows] == [
        ("a", 15, 10, "5: listing 4, empty 1"),
        ("b", 2, 0, "1: empty 1"),
        ("all", 17, 10, "6: listing 4, empty 2"),
    ]
    assert {list(row)[-1] for row in rows} == {"rejects"}


def test_coverage_stands_against_the_last_runs() -> None:
    earlier = report(rating=7).model_copy(update={"started_at": NOW - timedelta(days=1)})
    (row,) = coverage_rows(report(rating=5), [report(), earlier])
    assert row == {
        "field": "rating",
        "this run (10)": "50%",
        "11-23 03:00": "90%",
        "11-22 03:00": "70%",
        "change": "↓ 30%",
    }
