"""Many hosts that misbehave, in little; `python -m tests.benchmarks.politeness` does the same at full size."""

import pytest

from tests.benchmarks.politeness import Outcome, crawl, differences, shorter_gaps
from tests.e2e.hostile import ManyHosts


@pytest.fixture(scope="module")
def run_of_some(tmp_path_factory: pytest.TempPathFactory) -> tuple[ManyHosts, Outcome]:
    with ManyHosts(hosts=20, pages=8, faults=0.3, delay=0.1) as web:
        return web, crawl(web, tmp_path_factory.mktemp("hostile"), read_timeout=4)


def test_every_page_that_can_be_had_is_had(run_of_some: tuple[ManyHosts, Outcome]) -> None:
    web, outcome = run_of_some
    assert outcome.pages == {web.url(host, page) for host in web.hosts for page in range(8)}
    assert outcome.records == 160
    assert not outcome.report.failed


def test_no_host_sees_a_shorter_pause_than_it_asked(run_of_some: tuple[ManyHosts, Outcome]) -> None:
    web, outcome = run_of_some
    assert shorter_gaps(web, outcome.log) == []


def test_the_ledger_is_what_the_hosts_saw(run_of_some: tuple[ManyHosts, Outcome]) -> None:
    _, outcome = run_of_some
    assert len(outcome.log) == 20
    assert differences(outcome.report.hosts, outcome.log) == []
    assert sum(saw.requests for saw in outcome.log.values()) > 200, "faults made it ask again"
