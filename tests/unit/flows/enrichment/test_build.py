"""A build that is cut off goes on where it stopped, and a catalogue is there whole or not at all."""

from pathlib import Path

import pytest

from flows.enrichment import build as building
from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.errors import UsageError


def write(path: Path, works: int) -> Path:
    path.write_text("".join(f'{{"id": "w{number}", "title": "Work {number}"}}\n' for number in range(works)))
    return path


def test_a_build_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_LINES", 10)
    path, out = write(tmp_path / "works.jsonl", 95), tmp_path / "catalogue.db"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2], lines[3], lines[60] = b"no JSON\n", b"\xff\n", b"[]\n"
    path.write_bytes(b"".join(lines))
    seen: list[int] = []

    def stop(_step: str, line: int, _total: int) -> None:
        seen.append(line)
        if line >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_catalogue([path], out, progress=stop)
    assert not out.exists()
    again: list[int] = []
    summary = build_catalogue([path], out, progress=lambda _step, line, _total: again.append(line))
    assert (max(seen), min(line for line in again if line)) == (40, 50)
    assert (summary.works, summary.sources[0].lines) == (92, 95)
    assert [problem.line for problem in summary.problems] == [3, 4, 61]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["catalogue.db", "works.jsonl"]


def test_a_build_of_other_sources_is_not_gone_on_with(tmp_path: Path) -> None:
    path, out = write(tmp_path / "works.jsonl", 3), tmp_path / "catalogue.db"

    def stop(_step: str, _line: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_catalogue([path], out, progress=stop)
    with pytest.raises(UsageError, match="begun with other sources"):
        build_catalogue([write(tmp_path / "others.jsonl", 3)], out)


def test_a_build_that_another_version_began_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = write(tmp_path / "works.jsonl", 3), tmp_path / "catalogue.db"

    def stop(_step: str, _line: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_catalogue([path], out, progress=stop)
    monkeypatch.setattr(building, "LAYOUT", building.LAYOUT + 1)
    with pytest.raises(UsageError, match="begun by another version"):
        build_catalogue([path], out)


def test_the_version_changes_with_the_sources_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "works.jsonl", 3)
    first = build_catalogue([path], tmp_path / "one.db").version
    assert build_catalogue([path], tmp_path / "two.db").version == first
    write(path, 4)
    assert build_catalogue([path], tmp_path / "one.db").version != first


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to look like a file" * 20])
def test_what_is_no_catalogue_is_told_in_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "catalogue.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"catalogue\.db"):
        Catalogue(path)
