import pytest

from flows.web.discovery.xml import Record, XmlError, read_records


def read(*chunks: bytes) -> list[Record]:
    return list(read_records(chunks, roots={"list"}, records={"item"}, fields={"link", "dc:date"}))


def test_records_have_their_fields_in_order() -> None:
    (record,) = read(b"<list><item><link rel='a'> one </link><other>x</other><link>two</link></item></list>")
    assert [(field.name, field.text, dict(field.attributes)) for field in record.fields] == [
        ("link", "one", {"rel": "a"}),
        ("link", "two", {}),
    ]


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_chunks_may_end_anywhere(step: int) -> None:
    body = "<list>\n<item><link>a&amp;é</link></item><item><link><![CDATA[b]]></link></item></list>".encode()
    records = read(*(body[start : start + step] for start in range(0, len(body), step)))
    assert [record.text("link") for record in records] == ["a&é", "b"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"<list xmlns='urn:x'><item><link>a</link></item></list>", "a"),
        (b"<x:list xmlns:x='urn:x'><x:item><x:link>a</x:link></x:item></x:list>", "a"),
        (b"<list xmlns:y='urn:y'><item><y:link>no</y:link><link>a</link></item></list>", "a"),
        (b"<list><group><item><link>a</link></item></group></list>", "a"),
        (b"<list><item><media><link>no</link></media><link>a</link></item></list>", "a"),
        (b"<list><item><link>a<b>no</b>c</link></item></list>", "ac"),
        (b"<list><item><link/><link>a</link></item></list>", "a"),
        (b"<!DOCTYPE list><list><item><link>a</link></item></list>", "a"),
        (b"<list>&nbsp;<item><link>a&nbsp;b</link></item></list>", "ab"),
        (b"\n <?xml version='1.0'?><list><item><link>a</link></item></list>", "a"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><list><item><link>a</link></item></list>", "a"),
        ("<?xml version='1.0' encoding='utf-16'?><list><item><link>a</link></item></list>".encode("utf-16"), "a"),
        (b"<?xml version='1.0' encoding='windows-1252'?><list><item><link>\x80</link></item></list>", "€"),
    ],
)
def test_forms(body: bytes, text: str) -> None:
    (record,) = read(body)
    assert record.text("link") == text


def test_dublin_core_is_known_by_its_namespace() -> None:
    body = b"<list xmlns:d='http://purl.org/dc/elements/1.1/'><item><d:date>2025</d:date></item></list>"
    assert read(body)[0].text("dc:date") == "2025"


def test_text_takes_the_first_name_that_has_any() -> None:
    (record,) = read(b"<list xmlns:d='http://purl.org/dc/elements/1.1/'><item><link/><d:date>x</d:date></item></list>")
    assert (record.text("link", "dc:date"), record.text("link")) == ("x", "")


BOMB = b"""<!DOCTYPE list [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><list><item><link>&b;</link></item></list>"""
OUTSIDE = b"""<!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/passwd">]><list><item><link>&x;</link></item></list>"""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html><item><link>a</link></item></html>",
        b"<!doctype html><title>Not found</title><br>",
        b"{}",
        b"<list>",
        b"<list><item></list>",
        b"<?xml version='1.0' encoding='klingon'?><list/>",
        b"<?xml version='1.0' encoding='shift_jis'?><list/>",
        b"<list>\xff</list>",
        BOMB,
        OUTSIDE,
    ],
)
def test_what_is_no_such_document_is_told(body: bytes) -> None:
    with pytest.raises(XmlError):
        read(body)


def test_records_before_a_break_are_given() -> None:
    records = read_records(
        (b"<list><item><link>a</link></item><item><link>b</li",), roots={"list"}, records={"item"}, fields={"link"}
    )
    assert next(records).text("link") == "a"
    with pytest.raises(XmlError):
        next(records)


def test_depth_and_length_are_the_documents_own_trouble() -> None:
    deep = b"<list><item>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"<link>a</link></item></list>"
    assert read(deep)[0].text("link") == "a"
    long = b"<list><item><link>" + b"x" * 1_000_000 + b"</link></item></list>"
    assert len(read(long)[0].text("link")) == 8_192
    many = b"<list><item>" + b"<link>x</link>" * 1_000 + b"</item></list>"
    assert len(read(many)[0].fields) == 64
