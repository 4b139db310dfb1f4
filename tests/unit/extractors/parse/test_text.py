import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse.text import flatten, fold, is_unspaced, script_of, split_label, squash


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \n\t b ", "a b"),
        ("Фе\u00adно\u00adмен", "Феномен"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("a\u00a0b\u3000c", "a b c"),
    ],
)
def test_squash(text: str, expected: str) -> None:
    assert squash(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("‘Dune’", "'dune'"),
        ("“Dune” – Part", '"dune" - part'),
        ("STRASSE", "straße"),
        ("ＦＳＫ　１２", "fsk 12"),
        ("Regie：", "regie:"),
        ("CAFÉ", "cafe\u0301"),
        ("İnceleme", "inceleme"),
        ("نقد فيلم", "نقد فیلم"),
    ],
)
def test_fold_makes_spellings_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=200))
def test_flatten_keeps_offsets(text: str) -> None:
    assert len(flatten(text)) == len(text)


@given(st.text(max_size=200))
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Hellbound", "Latin"),
        ("지옥 (Hell)", "Latin"),
        ("지옥에서 온 (Hell)", "Hangul"),
        ("사람들 Go", "Hangul"),
        ("サスペリア", "Kana"),
        ("天気の子を観た", "Kana"),
        ("天气之子", "Han"),
        ("Левиафан", "Cyrillic"),
        ("కాంతార", "Telugu"),
        ("2049", None),
        ("", None),
    ],
)
def test_script_of(text: str, script: str | None) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("character", "expected"), [("가", True), ("影", True), ("ア", True), ("a", False), ("-", False)]
)
def test_is_unspaced(character: str, expected: bool) -> None:
    assert is_unspaced(character) is expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Director: Ann Lee", ("Director", "Ann Lee")),
        ("監督：森田一郎", ("監督", "森田一郎")),
        ("Film : Dune: Part Two", ("Film", "Dune: Part Two")),
        ("上映時間：120分 (PG:12)", ("上映時間", "120分 (PG:12)")),
        ("Director:", ("Director", "")),
        (": Ann Lee", ("", "Ann Lee")),
        ("no label", ("no label", None)),
        ("", ("", None)),
    ],
)
def test_split_label(text: str, parts: tuple[str, str | None]) -> None:
    assert split_label(text) == parts
