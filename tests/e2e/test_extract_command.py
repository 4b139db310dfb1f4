"""`reviewlines extract` as a user types it, good input and bad."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

REVIEW = """<!DOCTYPE html><html lang="en"><head><title>Parasite Review - Reel Notes</title>
<link rel="canonical" href="https://reelnotes.test/parasite-review/">
<meta property="og:site_name" content="Reel Notes"></head>
<body><main><article><h1>Parasite Review</h1>
<p>Parasite, directed by Bong Joon-ho and starring Song Kang-ho and Lee Sun-kyun, keeps turning the screw.</p>
<p>The family in the basement learns to climb, and the house learns to answer. It is a film of doors and stairs.</p>
<p><strong>Rating:</strong> 4.5/5</p></article></main></body></html>"""


def run(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )


def lines(text: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "parasite.html"
    path.write_text(REVIEW, encoding="utf-8")
    return path


def test_a_file_gives_its_record_on_standard_output(page: Path) -> None:
    result = run("extract", str(page))
    assert result.returncode == 0, result.stderr
    (record,) = lines(result.stdout)
    assert record["work"]["title"] == "Parasite"
    assert record["url"] == "https://reelnotes.test/parasite-review/"
    assert record["rating"]["value"] == 4.5
    assert record["rating"]["best"] == 5
    assert [credit["name"] for credit in record["credits"]] == ["Bong Joon-ho", "Song Kang-ho", "Lee Sun-kyun"]
    assert result.stderr == b"1 record, 0 rejects\n"


@pytest.mark.parametrize("option", ["--out", "--evidence"])
def test_what_is_read_is_not_overwritten(page: Path, option: str) -> None:
    result = run("extract", str(page), option, str(page))
    assert result.returncode == 2
    assert result.stderr == f"error: {page} would be overwritten: name another file\n".encode()
    assert page.read_text(encoding="utf-8") == REVIEW


def test_records_and_evidence_do_not_share_a_file(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run("extract", str(page), "--out", str(out), "--evidence", str(out)).returncode == 2
    assert not out.exists()


def test_a_folder_of_site_files_that_is_not_there_is_said(page: Path, tmp_path: Path) -> None:
    result = run("extract", str(page), "--sites", str(tmp_path / "nowhere"))
    assert result.returncode == 2
    assert result.stderr == f"error: setting 'sites': there is no folder {tmp_path / 'nowhere'}\n".encode()


def test_the_version_is_that_of_the_distribution() -> None:
    result = run("--version")
    assert result.returncode == 0, result.stderr
    assert (
        result.stdout
        == f"reviewlines {tomllib.loads((ROOT / 'pyproject.toml').read_text())['project']['version']}\n".encode()
    )


def test_standard_input_is_a_page_too() -> None:
    result = run("extract", "-", stdin=REVIEW.encode())
    assert lines(result.stdout)[0]["work"]["title"] == "Parasite"


def test_a_folder_is_searched_for_pages(page: Path) -> None:
    (page.parent / "below").mkdir()
    (page.parent / "below" / "again.htm").write_text(REVIEW, encoding="utf-8")
    (page.parent / "notes.txt").write_text("no page", encoding="utf-8")
    assert len(lines(run("extract", str(page.parent)).stdout)) == 2


def test_out_and_evidence_are_written_whole_with_the_rejects_beside(page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()
    out, evidence = tmp_path / "out" / "records.jsonl", tmp_path / "out" / "evidence.jsonl"
    out.parent.mkdir()
    result = run("extract", str(page), str(empty), "--out", str(out), "--evidence", str(evidence))
    assert result.returncode == 0, result.stderr
    (record,) = lines(out.read_bytes())
    (proof,) = lines(evidence.read_bytes())
    (reject,) = lines((tmp_path / "out" / "records.jsonl.rejects.jsonl").read_bytes())
    assert proof["id"] == record["id"]
    assert any(candidate["chosen"] for candidate in proof["fields"]["rating"]["candidates"])
    assert reject["reason"] == "empty"
    assert sorted(path.name for path in out.parent.iterdir()) == [
        "evidence.jsonl",
        "records.jsonl",
        "records.jsonl.rejects.jsonl",
    ]


def test_a_manifest_gives_ids_and_urls(page: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "pages.jsonl"
    entry = {"id": "7", "path": page.name, "url": "https://reelnotes.test/x/", "fetched_at": "2026-01-02T03:04:05Z"}
    manifest.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    result = run("extract", "--manifest", str(manifest))
    (record,) = lines(result.stdout)
    assert record["page"]["id"] == "7"
    assert record["url"] == "https://reelnotes.test/x/"
    assert record["page"]["fetched_at"] == "2026-01-02T03:04:05Z"


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("empty.html", b"", "empty"),
    ("paper.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not_html"),
    ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(200), "not_html"),
    ("binary.html", bytes(range(256)) * 20, "not_html"),
    ("data.html", b'{"a": [1, 2, 3]}', "not_html"),
    ("large.html", b"<p>" + b"word " * 10_400_000, "too_large"),
    ("other.html", b"<html><body><p>Opening hours: nine to five, closed on Sundays.</p></body></html>", "not_a_review"),
]


@pytest.mark.parametrize(("name", "body", "reason"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_what_is_no_review_is_one_line_with_its_reason(tmp_path: Path, name: str, body: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    result = run("extract", str(path))
    assert result.returncode == 0
    assert result.stdout == b""
    told, summary = result.stderr.decode().splitlines()
    assert told.startswith(f"{path}: no record ({reason}")
    assert summary == "0 records, 1 reject"


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-1", "utf-8-sig", "shift_jis"], ids=str)
def test_a_page_in_another_encoding_than_it_says_is_still_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.html"
    text = REVIEW.replace('<html lang="en">', '<html lang="en"><meta charset="utf-8">')
    path.write_bytes(text.encode(encoding))
    (record,) = lines(run("extract", str(path)).stdout)
    assert record["work"]["title"] == "Parasite"


def test_a_source_that_cannot_be_read_is_a_failure(page: Path, tmp_path: Path) -> None:
    result = run("extract", str(tmp_path / "missing.html"), str(page))
    assert result.returncode == 1
    assert len(lines(result.stdout)) == 1, "the others are read all the same"
    assert b"missing.html: no record (unreadable: No such file or directory)" in result.stderr


def test_a_folder_without_pages_is_a_failure(tmp_path: Path) -> None:
    result = run("extract", str(tmp_path))
    assert result.returncode == 1
    assert b"the folder has no pages" in result.stderr


def test_a_url_that_does_not_resolve_is_a_failure() -> None:
    result = run("extract", "http://no-such-host.invalid/review/")
    assert result.returncode == 1
    told = result.stderr.decode().splitlines()[0]
    assert told.startswith("http://no-such-host.invalid/review/: no record (unreachable: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract"], "error: nothing to read"),
        (["extract", "--unknown", "x"], "error: No such option: --unknown"),
        (["extract", "--manifest", "missing.jsonl"], "error: manifest missing.jsonl: No such file or directory"),
        (["frobnicate"], "error: No such command 'frobnicate'"),
        (["crawl", "not-a-site"], "error: 'not-a-site' is neither a URL"),
        (["crawl", "--demo", "https://reelnotes.test/"], "error: --demo crawls the bundled site alone"),
        (["crawl", "https://example.com/"], "error: "),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stdout == b""
    assert len(result.stderr.decode().splitlines()) == 1
    assert result.stderr.decode().startswith(message)
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: no JSON"),
        ('{"id": "1"}', "line 2: path: Field required"),
        ('{"id": "1", "path": "a.html", "when": 1}', "line 2: when: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_line_of_a_manifest_is_named(tmp_path: Path, page: Path, line: str, message: str) -> None:
    manifest = tmp_path / "pages.jsonl"
    manifest.write_text(json.dumps({"id": "0", "path": page.name}) + "\n" + line + "\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = run("extract", "--manifest", str(manifest), "--out", str(out))
    assert result.returncode == 2
    assert message in result.stderr.decode()
    assert not out.exists(), "nothing half-written"


def test_an_output_that_cannot_be_written_is_one_line(page: Path, tmp_path: Path) -> None:
    result = run("extract", str(page), "--out", str(tmp_path / "missing" / "out.jsonl"))
    assert result.returncode == 1
    assert result.stderr.decode().startswith(f"error: cannot write {tmp_path}/missing/out.jsonl")


def test_extract_imports_neither_prefect_nor_the_web_client() -> None:
    code = (
        "import sys; sys.argv = ['reviewlines', 'extract', '-']\n"
        "import flows.cli\n"
        "try: flows.cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'prefect', 'httpx', 'sqlalchemy', 'rich'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], input=REVIEW.encode(), capture_output=True, cwd=ROOT, timeout=60, check=True
    )
    assert result.stderr.decode().splitlines()[-1] == "[]"
