"""`reviewlines site …`: from a page to a site file with its fixture pair, checked; learned from stored pages."""

import json
import tomllib
from pathlib import Path

import pytest

from flows.cli import app
from flows.demo import DemoSite, demo_sites
from flows.errors import UsageError
from flows.settings import Settings
from flows.site_check import check_site
from flows.site_files import site_text
from flows.site_pages import live_pages, stored_samples
from flows.sites import load_sites
from schemas.site import Selector, Site
from tests.e2e.test_crawl import crawl

FILM = Path(__file__).parents[2] / "fixtures" / "demo_site" / "eveningledger.test" / "culture" / "film"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled") / "data"
    crawl(folder)
    return folder


def run(*words: object) -> int:
    return int(app([str(word) for word in words], standalone_mode=False) or 0)


def test_a_saved_page_becomes_a_site_file_and_a_fixture_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("site", "new", FILM / "2024/feb/29/dune-part-two-review.html") == 0
    site = Site.model_validate(tomllib.loads((tmp_path / "sites/eveningledger-test.toml").read_text()))
    assert (site.name, site.hosts) == ("The Evening Ledger", ("eveningledger.test",))
    pair = tmp_path / "sites/eveningledger-test/dune-part-two-review.json"
    assert json.loads(pair.read_text())["record"]["work"] == {"title": "Dune: Part Two", "kind": "film", "year": 2024}
    assert run("site", "check") == 0
    pair.write_text(pair.read_text().replace("Dune: Part Two", "Dune: Part One"))
    capsys.readouterr()
    assert run("site", "check", "eveningledger-test") == 1
    assert "expected" in capsys.readouterr().out
    with pytest.raises(UsageError, match="there is a site file"):
        run("site", "new", FILM / "2024/feb/29/dune-part-two-review.html")


def test_learned_from_stored_pages(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sites" / "eveningledger.toml"
    out.parent.mkdir()
    assert run("site", "learn", "eveningledger", "--data", data, "--out", out) == 0
    site = Site.model_validate(tomllib.loads(out.read_text()))
    assert site.fields["rating"].css == "div.star-rating"
    assert "# 17 of 17 pages whose rating is known" in out.read_text()
    capsys.readouterr()
    assert run("site", "check", "eveningledger", "--sites", out.parent, "--data", data) == 0
    assert "rating: div.star-rating finds something on" in capsys.readouterr().out
    assert run("site", "list", "--sites", out.parent) == 0
    assert "eveningledger" in capsys.readouterr().out.splitlines()[0]


def test_a_file_says_the_same_when_it_is_written_again(data: Path) -> None:
    for site in load_sites(None).bundled:
        assert Site.model_validate(tomllib.loads(site_text(site))) == site
    samples = stored_samples(Settings(data=data), demo_sites()[0], most=10)
    assert len(samples) == 10
    assert all(sample.page.url for sample in samples)


def test_live_pages_are_checked() -> None:
    with DemoSite() as demo:
        site = next(one for one in demo.sites if one.key == "eveningledger")
        site = site.model_copy(update={"fields": {"verdict": Selector(css=".nowhere"), "headline": Selector(css="h1")}})
        pages, problems = live_pages(Settings(delay=0), site, most=4, host_map=demo.host_map)
    report = check_site(site, Path("none"), pages)
    assert (problems, report.reviews) == ([], 4)
    assert report.problems == ("verdict: .nowhere finds nothing on any review",)


@pytest.mark.parametrize("command", ["check nosuch", "learn nosuch", "new nosuch.html", "check"])
def test_wrong_usage_is_one_line(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as told:
        run("site", *command.split())
    assert "\n" not in str(told.value)
