import pytest

from flows.web.discovery.feed import Feed

ATOM = "xmlns='http://www.w3.org/2005/Atom'"
ATOM_TOO = "xmlns:atom='http://www.w3.org/2005/Atom'"
SELF = "<link rel='self' href='no'/>"
RDF = "xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
RSS1 = "xmlns='http://purl.org/rss/1.0/'"
DC = "xmlns:dc='http://purl.org/dc/elements/1.1/'"


@pytest.mark.parametrize(
    ("body", "entry"),
    [
        ("<rss><channel><link>no</link><item><link>a</link><pubDate>d</pubDate></item></channel></rss>", ("a", "d")),
        ("<rss><channel><item><guid>a</guid></item></channel></rss>", ("a", "")),
        ("<rss><channel><item><guid isPermaLink='false'>no</guid><link>a</link></item></channel></rss>", ("a", "")),
        (
            f"<rss {ATOM_TOO}><channel><item><atom:link href='no'>no</atom:link><link>a</link></item></channel></rss>",
            ("a", ""),
        ),
        (
            f"<r:RDF {RDF} {RSS1} {DC}><item><link>a</link><dc:date>d</dc:date></item></r:RDF>",
            ("a", "d"),
        ),
        (
            f"<feed {ATOM}><entry>{SELF}<link rel='alternate' href='a'/><updated>u</updated></entry></feed>",
            ("a", "u"),
        ),
        (
            f"<feed {ATOM}><entry><link href='a'/><published>p</published></entry></feed>",
            ("a", "p"),
        ),
    ],
    ids=["rss", "guid", "guid that is no link", "atom in rss", "rss 1.0", "atom", "atom without update"],
)
def test_entries(body: str, entry: tuple[str, str]) -> None:
    assert [(found.url, found.date) for found in Feed(body.encode())] == [entry]


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel><item><title>x</title></item></channel></rss>",
        "<rss><channel><item><guid isPermaLink='false'>x</guid></item></channel></rss>",
        f"<feed {ATOM}><entry><link rel='self' href='x'/></entry></feed>",
    ],
)
def test_entries_without_a_link_are_left_out(body: str) -> None:
    assert list(Feed(body.encode())) == []
