"""`reviewlines explain` as a user types it."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_extract_command import REVIEW, ROOT, run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "parasite.html"
    path.write_text(REVIEW, encoding="utf-8")
    return path


def test_a_field_is_explained_in_plain_lines(page: Path) -> None:
    result = run("explain", str(page), "rating")
    assert result.returncode == 0, result.stderr
    assert result.stdout.decode() == (
        f"{page}\n"
        "https://reelnotes.test/parasite-review/\n"
        "\n"
        "rating  4.5 of 5 stars  97%\n"
        "  chosen  4.5 of 5 stars  label 97%  the only answer\n"
        "          “4.5/5”  body > main > article > p:nth-of-type(3)\n"
    )
    assert result.stderr == b""


def test_every_field_is_explained_with_winners_losers_and_what_is_missing(page: Path) -> None:
    shown = run("explain", str(page)).stdout.decode()
    fields = [
        line.partition("  ")[0] for line in shown.splitlines() if line and not line.startswith((" ", "/", "http"))
    ]
    assert [*fields[:4], fields[-1]] == ["headline", "work.title", "work.kind", "credits", "nothing said of"]
    assert "  agrees  Parasite  headline" in shown


def test_standard_input_is_explained_too() -> None:
    result = run("explain", "-", "work.title", stdin=REVIEW.encode())
    assert result.returncode == 0
    assert result.stdout.decode().startswith("standard input\n")
    assert "work.title  Parasite" in result.stdout.decode()


def test_a_rejected_page_is_done_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "hours.html"
    path.write_text("<html><body><h1>Opening hours</h1><p>Nine to five, closed on Sundays.</p></body></html>")
    result = run("explain", str(path))
    assert result.returncode == 0
    assert result.stdout.decode().splitlines()[0] == f"{path}: no record, not_a_review"
    assert "against a review: " in result.stdout.decode()


def test_a_source_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    result = run("explain", str(tmp_path / "missing.html"))
    assert result.returncode == 1
    assert result.stdout.decode() == (f"{tmp_path}/missing.html: no record, unreadable\n  No such file or directory\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain"], "error: Missing argument 'FILE|URL'"),
        (["explain", "page.html", "titel"], "error: there is no field 'titel'"),
        (["explain", "."], "error: . is a folder: name one page in it"),
        (["explain", "page.html", "--html", "page.html"], "error: page.html would be overwritten"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stdout == b""
    assert len(result.stderr.decode().splitlines()) == 1
    assert result.stderr.decode().startswith(message)


def test_html_writes_one_page_and_says_where(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "why.html"
    result = run("explain", str(page), "--html", str(out))
    assert result.returncode == 0, result.stderr
    assert result.stdout == b""
    assert result.stderr == f"{page} -> {out}\n".encode()
    written = out.read_text(encoding="utf-8")
    assert written.startswith("<!DOCTYPE html>")
    assert '<a href="#r1-rating" title="rating">4.5/5</a>' in written


def test_html_of_a_page_that_cannot_be_read_is_written_and_a_failure(tmp_path: Path) -> None:
    out = tmp_path / "why.html"
    assert run("explain", str(tmp_path / "missing.html"), "--html", str(out)).returncode == 1
    assert "No such file or directory" in out.read_text(encoding="utf-8")


def test_on_a_terminal_lines_are_coloured_and_wrapped(page: Path) -> None:
    shown = on_terminal("explain", str(page), "credits")
    assert "\x1b[" in shown
    assert "Bong Joon-ho" in shown


def on_terminal(*arguments: str) -> str:
    """What a command prints on a terminal of 60 columns."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "60"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "flows.cli", *arguments]
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.PIPE, cwd=ROOT, env=environment) as process:
        os.close(follower)
        shown = b""
        while select.select([leader], [], [], 60)[0]:
            try:
                piece = os.read(leader, 65_536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            shown += piece
        process.wait(60)
    os.close(leader)
    return shown.decode()


@pytest.mark.parametrize("extra", [[], ["--html", "why.html"]])
def test_explain_imports_neither_prefect_nor_the_web_client(tmp_path: Path, extra: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['reviewlines', 'explain', '-', *{extra!r}]\n"
        "import flows.cli\n"
        "try: flows.cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'prefect', 'httpx', 'sqlalchemy'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        input=REVIEW.encode(),
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=True,
    )
    assert result.stderr.decode().splitlines()[-1] == "[]"


def test_a_reader_that_has_seen_enough_is_no_error(page: Path) -> None:
    command = f'"{sys.executable}" -m flows.cli explain "{page}" | head -n 1'
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{page}\n".encode(), b"")
