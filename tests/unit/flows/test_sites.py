from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.sites import load_sites, read_site, site_of_url

REEL = 'key = "reelnotes"\nhosts = ["reelnotes.test"]\nreview_url = "^/reviews/"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reelnotes.toml").write_text(REEL, encoding="utf-8")
    return tmp_path


def test_your_own_site_files_come_first(folder: Path) -> None:
    (folder / "kwavesandbeyond.toml").write_text('key = "kwavesandbeyond"\nhosts = ["own.test"]\n', encoding="utf-8")
    site = load_sites(folder).get("kwavesandbeyond")
    assert site is not None
    assert site.hosts == ("own.test",)


def test_a_folder_that_is_not_there_has_no_sites(tmp_path: Path) -> None:
    assert load_sites(tmp_path / "missing").own == ()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://reelnotes.test/reviews/a/", "reelnotes"),
        ("http://WWW.ReelNotes.test/", "reelnotes"),
        ("https://other.test/", None),
        ("https://notreelnotes.test/", None),
        (None, None),
    ],
)
def test_a_url_belongs_to_the_site_of_its_host(folder: Path, url: str | None, key: str | None) -> None:
    site = load_sites(folder).for_url(url)
    assert (site.key if site else None) == key


def test_a_url_needs_no_site_file(folder: Path) -> None:
    (site,) = load_sites(folder).resolve(["https://www.my-blog.test/films/"])
    assert site.key == "my-blog-test"
    assert site.hosts == ("my-blog.test",)
    assert site.home == "https://www.my-blog.test/films/"


@pytest.mark.parametrize(
    ("url", "key", "host"),
    [
        ("https://müller.test/kino/", "xn-mller-kva-test", "xn--mller-kva.test"),
        ("http://[::1]:8000/", "1-8000", "[::1]:8000"),
        ("http://127.0.0.1:8001/", "127-0-0-1-8001", "127.0.0.1:8001"),
        ("HTTPS://Foo_Bar.Test", "foo-bar-test", "foo_bar.test"),
        (f"https://{'a' * 60}.{'b' * 60}.test/", f"{'a' * 55}-", f"{'a' * 60}.{'b' * 60}.test"),
    ],
)
def test_any_address_of_a_site_will_do(url: str, key: str, host: str) -> None:
    site = site_of_url(url)
    assert site.hosts == (host,)
    assert site.key.startswith(key)
    assert site.owns(url)


@pytest.mark.parametrize("url", ["http://x:abc/", "https://", "https:///a", "http://[::1/", "https://-/"])
def test_what_is_no_address_is_one_line(url: str) -> None:
    with pytest.raises(UsageError, match="is no address of a site"):
        site_of_url(url)


@pytest.mark.parametrize(
    "names", [("https://x.test/film/", "https://x.test/tv/"), ("reelnotes", "https://www.reelnotes.test/")]
)
def test_two_names_of_one_site_are_told(folder: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="are one site"):
        load_sites(folder).resolve(names)


def test_two_ports_are_two_sites(folder: Path) -> None:
    assert len(load_sites(folder).resolve(["http://127.0.0.1:1/", "http://127.0.0.1:2/"])) == 2


def test_a_url_of_a_known_site_is_that_site(folder: Path) -> None:
    (site,) = load_sites(folder).resolve(["https://reelnotes.test/"])
    assert site.key == "reelnotes"


def test_a_password_in_a_url_is_no_part_of_the_site() -> None:
    assert site_of_url("https://me:secret@blog.test/").home == "https://blog.test/"


def test_a_name_that_is_no_site_is_told_with_those_that_are(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"'reelnots' is neither a URL .*reelnotes"):
        load_sites(folder).resolve(["reelnots"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key = ", "bad.toml: "),
        ('key = "bad"', "bad.toml: hosts: Field required"),
        ('key = "bad"\nhosts = ["www.a.test"]', "bad.toml: hosts: "),
        ('key = "bad"\nhosts = ["a.test"]\nreview_url = "("', "bad.toml: review_url: "),
        ('key = "bad"\nhosts = ["a.test"]\ncolour = "red"', "bad.toml: colour: Extra inputs"),
        ('key = "bad"\nhosts = ["a.test"]\n[fields.stars]\ncss = "b"', "bad.toml: fields.stars"),
        ('key = "good"\nhosts = ["a.test"]', "bad.toml: its key is 'good'"),
    ],
)
def test_a_wrong_site_file_is_one_line_with_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="site file ") as caught:
        read_site(tmp_path / "bad.toml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_files_cannot_claim_one_host(folder: Path) -> None:
    (folder / "twin.toml").write_text('key = "twin"\nhosts = ["reelnotes.test"]\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"reelnotes\.toml and twin\.toml both claim the host reelnotes\.test"):
        load_sites(folder)
