import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.encoding import decode

CAFE = "Café – « très »"


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "text"),
    [
        pytest.param(b"plain", None, "utf-8", "plain", id="ascii is utf-8"),
        pytest.param(CAFE.encode(), None, "utf-8", CAFE, id="nothing declared, valid utf-8"),
        pytest.param(CAFE.encode(), "text/html; charset=utf-8", "utf-8", CAFE, id="header"),
        pytest.param(CAFE.encode("cp1252"), 'text/html; Charset="ISO-8859-1"', "windows-1252", CAFE, id="latin-1"),
        pytest.param("Ş".encode("cp1254"), "text/html;charset=latin5", "windows-1254", "Ş", id="latin-5"),
        pytest.param("Кино".encode("cp1251"), "text/html; charset=cp1251", "windows-1251", "Кино", id="cyrillic"),
        pytest.param("影評".encode("big5"), "text/html; charset=Big5", "big5", "影評", id="big5"),
        pytest.param("影评".encode("gbk"), "text/html; charset=gb2312", "gb18030", "影评", id="gb2312 is gb18030"),
        pytest.param("①映画".encode("cp932"), "text/html; charset=Shift_JIS", "shift_jis", "①映画", id="cp932"),
        pytest.param("똠방각하".encode("cp949"), "text/html; charset=ks_c_5601-1987", "euc-kr", "똠방각하", id="cp949"),
        pytest.param(b"\xef\xbb\xbf" + CAFE.encode(), "text/html; charset=big5", "utf-8", CAFE, id="mark beats header"),
        pytest.param(b"\xff\xfe" + CAFE.encode("utf-16-le"), None, "utf-16le", CAFE, id="utf-16 mark"),
        pytest.param("x".encode("utf-16-be"), "text/html; charset=utf-16be", "utf-16be", "x", id="utf-16 declared"),
    ],
)
def test_reads_what_is_declared(body: bytes, content_type: str | None, encoding: str, text: str) -> None:
    decoded = decode(body, content_type)
    assert (decoded.encoding, decoded.text, decoded.warnings) == (encoding, text, ())


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="windows-1251">',
        b"<META CHARSET=windows-1251>",
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        b"<!-- <meta charset=\"big5\"> --><meta charset='windows-1251'>",
        b'<meta name="viewport" content="x"><meta\ncharset = "windows-1251" />',
        b'<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_reads_the_declaration_in_the_page(head: bytes) -> None:
    decoded = decode(head + "Кино".encode("cp1251"), "text/html")
    assert (decoded.encoding, decoded.text[-4:]) == ("windows-1251", "Кино")


def test_the_header_beats_the_page() -> None:
    body = b'<meta charset="koi8-r">' + "Кино".encode("cp1251")
    assert decode(body, "text/html; charset=windows-1251").text.endswith("Кино")


def test_a_declaration_after_the_first_1024_bytes_does_not_count() -> None:
    body = b" " * 1024 + b'<meta charset="windows-1251">' + "Кино".encode("cp1251")
    assert decode(body, None).encoding == "windows-1252"


def test_a_page_that_declares_utf_16_in_ascii_is_utf_8() -> None:
    assert decode(b'<meta charset="utf-16">' + CAFE.encode(), None).encoding == "utf-8"


@pytest.mark.parametrize("label", ["utf-7", "rot13", "base64", "no-such-charset", "\u2603", ""])
def test_labels_that_browsers_do_not_know_are_as_good_as_none(label: str) -> None:
    assert decode(CAFE.encode(), f"text/html; charset={label}").text == CAFE


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "text"),
    [
        pytest.param(CAFE.encode(), "text/html; charset=iso-8859-1", "utf-8", CAFE, id="said latin-1, is utf-8"),
        pytest.param(("影评" * 9).encode(), "text/html; charset=gbk", "utf-8", "影评" * 9, id="said gbk, is utf-8"),
        pytest.param(CAFE.encode("cp1252"), "text/html; charset=utf-8", "windows-1252", CAFE, id="said utf-8, is not"),
        pytest.param(CAFE.encode("cp1252"), None, "windows-1252", CAFE, id="says nothing, is not utf-8"),
        pytest.param(
            b'<meta charset="koi8-r">' + "Кино".encode("koi8-r"),
            "text/html; charset=utf-8",
            "koi8-r",
            '<meta charset="koi8-r">Кино',
            id="header wrong, page right",
        ),
    ],
)
def test_repairs_what_the_bytes_contradict(body: bytes, content_type: str | None, encoding: str, text: str) -> None:
    decoded = decode(body, content_type)
    assert (decoded.encoding, decoded.text) == (encoding, text)
    assert decoded.warnings


def test_two_gbk_characters_that_happen_to_be_utf_8_stay_gbk() -> None:
    assert decode("联通".encode("gbk"), "text/html; charset=gbk").text == "联通"


def test_a_few_broken_bytes_do_not_make_utf_8_something_else() -> None:
    decoded = decode(("影评" * 20).encode() + b"\xe5\xbd", "text/html; charset=utf-8")
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("影评影评")
    assert decoded.warnings == ("declared utf-8 has errors",)


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=60)))
def test_never_raises(body: bytes, content_type: str | None) -> None:
    decode(body, content_type).text.encode("utf-8")
