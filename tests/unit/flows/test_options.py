import pytest

from flows.cli import app


@pytest.mark.parametrize("group", ["", "data", "site", "catalogue"])
def test_the_help_of_a_group_tells_of_each_command_in_whole_sentences(
    group: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    app([*group.split(), "--help"], standalone_mode=False)
    told = capsys.readouterr().out.partition("Commands:\n")[2]
    assert len(told.splitlines()) >= 2
    assert "..." not in told
    assert max(map(len, told.splitlines())) <= 80


def test_what_most_come_for_is_told_first(capsys: pytest.CaptureFixture[str]) -> None:
    app(["--help"], standalone_mode=False)
    told = capsys.readouterr().out.partition("Commands:\n")[2]
    names = [line.split()[0] for line in told.splitlines() if line.startswith("  ") and line[2] != " "]
    assert names[:5] == ["extract", "crawl", "discover", "explain", "schema"]
