import pytest

from extractors.document import Document
from extractors.segment import Line, ReviewUnit, segment
from schemas.page import Page

URL = "https://reels.test/reviews/quiet-harbour/"
PROSE = (
    "The harbour town wakes slowly in this patient drama, and the camera waits with it, watching nets dry and engines "
    "cough while two sisters decide what to do with a boat that neither of them wants to sail again."
)
MORE = (
    "What begins as a quarrel over money turns into a portrait of people who have run out of things to say, and the "
    "last half hour, almost without words, is the finest stretch of film that this director has put together so far."
)
TEXT = f"<p>{PROSE}</p><p>{MORE}</p>"


def units(
    body: str, head: str = "<title>The Quiet Harbour review</title>", url: str | None = URL
) -> tuple[ReviewUnit, ...]:
    return segment(Document(Page(url, f"<html><head>{head}</head><body>{body}</body></html>".encode())))


def unit(body: str, head: str = "<title>The Quiet Harbour review</title>", url: str | None = URL) -> ReviewUnit:
    (only,) = units(body, head, url)
    return only


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def labels(body: str) -> list[tuple[str | None, str]]:
    """Label and value of the lines that stand before the text."""
    lines = unit(f"<article>{body}{TEXT}</article>").lines
    return [(line.label, line.value) for line in lines if line.text not in {PROSE, MORE}]


# --- the region


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<article>{}</article>", id="article"),
        pytest.param("<main>{}</main>", id="main"),
        pytest.param('<div role="main">{}</div>', id="role main"),
        pytest.param('<div class="hentry"><div class="entry-content">{}</div></div>', id="hAtom"),
        pytest.param('<div class="post"><div class="post-body entry-content">{}</div></div>', id="Blogger"),
        pytest.param('<div itemprop="articleBody">{}</div>', id="schema.org"),
        pytest.param("<div><div><div>{}</div></div></div>", id="no hint"),
        pytest.param("<table><tr><td>Menu<br>Home<td>{}<td>Ads</table>", id="table layout"),
        pytest.param('<form action="/page.aspx"><div>{}</div></form>', id="page in a form"),
        pytest.param('<div class="main-with-sidebar">{}</div>', id="wrapper named after its sidebar"),
        pytest.param('<div class="sidebar-left"><div>{}</div></div>', id="wrapper named like a sidebar"),
        pytest.param("{}", id="in the body"),
    ],
)
def test_finds_the_text(page: str) -> None:
    around = '<header><a href="/">Reels</a></header>{}<footer>All rights reserved, Reels since long ago</footer>'
    lines = texts(unit(around.format(page.format(TEXT))).lines)
    assert [line for line in lines if line in {PROSE, MORE}] == [PROSE, MORE]
    assert not any("rights" in line for line in lines)


ASIDES = {
    "nav": "<nav><a href=/a>One</a> Elsewhere</nav>",
    "aside": "<aside><p>Elsewhere</p></aside>",
    "sidebar": '<div class="widget-area sidebar"><p>Elsewhere</p></div>',
    "comments": '<div id="comments" class="comments-area"><ol><li class="comment">Elsewhere</li></ol></div>',
    "comment as article": '<article class="comment-body"><p>Elsewhere</p></article>',
    "related": '<div class="related-posts"><h3>Elsewhere</h3></div>',
    "jetpack related": '<div id="jp-relatedposts" class="jp-relatedposts">Elsewhere</div>',
    "share": '<div class="sharedaddy sd-sharing-enabled">Elsewhere</div>',
    "newsletter": '<div class="newsletter-signup"><p>Elsewhere</p></div>',
    "search form": '<form role="search"><label>Elsewhere</label><input></form>',
    "breadcrumbs": '<div class="breadcrumbs">Elsewhere</div>',
    "post navigation": '<div class="post-navigation">Elsewhere</div>',
    "author box": '<div class="author-box"><p>Elsewhere</p></div>',
    "tags": '<span class="tags-links">Elsewhere</span>',
    "hidden": "<div hidden>Elsewhere</div>",
    "not displayed": '<div style="display: none">Elsewhere</div>',
    "script": "<script>Elsewhere</script>",
    "noscript": "<noscript>Elsewhere</noscript>",
    "button": "<button>Elsewhere</button>",
    "card": '<a href="/reviews/other/"><div>Elsewhere</div><div>★★</div></a>',
    "article footer": "<footer>Elsewhere</footer>",
}


@pytest.mark.parametrize("aside", ASIDES.values(), ids=ASIDES.keys())
def test_leaves_out_what_themes_put_around(aside: str) -> None:
    found = unit(f"<article><h1>The Quiet Harbour</h1><p>{PROSE}</p>{aside}<p>{MORE}</p></article>")
    assert texts(found.lines) == [PROSE, MORE]
    assert found.byline == ()


@pytest.mark.parametrize(
    "line",
    [
        '<p>Also Read: <a href="/reviews/other/">Tin Summer Review: A Long Way to the Sea</a></p>',
        '<p><strong>Mehr: <a href="https://reels.test/other/">Zinnsommer: ein langer Weg zum Meer</a></strong></p>',
        '<p><a href="/other/">Tin Summer Review: A Long Way to the Sea</a></p>',
        '<p>관련 글: <a href="/other/">양철의여름리뷰바다로가는먼길위에서</a></p>',
        '<ul><li><a href="/1/">Tin Summer: a long way down</a><li><a href="/2/">Ten films for a wet week</a></ul>',
    ],
)
def test_leaves_out_lines_that_lead_to_other_pages(line: str) -> None:
    assert texts(unit(f"<article><p>{PROSE}</p>{line}<p>{MORE}</p></article>").lines) == [PROSE, MORE]


@pytest.mark.parametrize(
    "line",
    [
        '<p>Director: <a href="/people/iva-holt/">Iva Holt</a></p>',
        '<p><b>Cast:</b> <a href="/p/1">Iva Holt</a>, <a href="/p/2">Bo Diaz</a>, <a href="/p/3">Mina Le Roux</a></p>',
        '<p>Watch it <a href="https://stream.test/title/1">on the service that made it first</a></p>',
        '<p><a href="#cast">Jump to the cast and crew list</a></p>',
        f'<p><a href="{URL}">The Quiet Harbour, a review in full</a></p>',
    ],
)
def test_keeps_lines_with_links_that_belong_to_the_review(line: str) -> None:
    assert len(unit(f"<article><p>{PROSE}</p>{line}<p>{MORE}</p></article>").lines) == 3


def test_a_plugin_box_stays_in_the_region() -> None:
    found = unit(
        '<article><div class="entry-content"><div id="rank-math-rich-snippet-wrapper"><h5>The Quiet Harbour</h5>'
        "<p><strong>Director: </strong> Iva Holt</p><div><strong>Editor's Rating:</strong><br /><span>4</span></div>"
        f"</div>{TEXT}</div></article>"
    )
    box = found.document.tree.css_first("#rank-math-rich-snippet-wrapper")
    assert box is not None
    assert found.contains(box)
    assert [(line.label, line.value) for line in found.lines if line.label] == [
        ("Director", "Iva Holt"),
        ("Editor's Rating", "4"),
    ]


@pytest.mark.parametrize("around", ["article", "main"])
def test_an_info_box_in_an_aside_of_the_article_stays(around: str) -> None:
    box = '<aside class="film-info"><p><b>Director:</b> Iva Holt</p></aside>'
    assert "Director: Iva Holt" in texts(unit(f"<{around}>{box}{TEXT}</{around}>").lines)


def test_contains_is_inside_and_not_cut() -> None:
    found = unit(f'<p id="out">x</p><article>{TEXT}<p id="in">y</p><div id="comments"><p id="no">z</p></div></article>')
    nodes = {name: found.document.tree.css_first(f"#{name}") for name in ("out", "in", "no")}
    assert {name: found.contains(node) for name, node in nodes.items() if node is not None} == {
        "out": False,
        "in": True,
        "no": False,
    }


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>", "<nav>Home</nav>"])
def test_a_page_without_text_has_no_unit(body: str) -> None:
    assert units(body) == ()


def test_a_page_with_any_text_has_a_unit() -> None:
    assert texts(unit("<b>Gone fishing</b>").lines) == ["Gone fishing"]


# --- lines and labels


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p><strong>Director:</strong> Iva Holt</p>", [("Director", "Iva Holt")], id="colon inside"),
        pytest.param("<p><b>Director</b>: Iva Holt</p>", [("Director", "Iva Holt")], id="colon outside"),
        pytest.param("<p><strong>Director: </strong>Iva Holt</p>", [("Director", "Iva Holt")], id="space inside"),
        pytest.param("<p><b>감독：</b>이바 홀트</p>", [("감독", "이바 홀트")], id="wide colon"),
        pytest.param("<p><b>Dir</b><b>ector:</b> Iva Holt</p>", [("Director", "Iva Holt")], id="bold in pieces"),
        pytest.param('<p><span style="font-weight: bold">Director:</span> Iva</p>', [("Director", "Iva")], id="style"),
        pytest.param("<p><em>Director:</em> Iva Holt</p>", [("Director", "Iva Holt")], id="colon in italics"),
        pytest.param('<p><span class="label">Director</span> <i>Iva</i></p>', [("Director", "Iva")], id="label class"),
        pytest.param(
            '<div><div class="info-label">Director</div><div>Iva Holt</div></div>',
            [("Director", "Iva Holt")],
            id="label block",
        ),
        pytest.param(
            '<div class="row"><span class="row-label">Fear</span><div>★★★</div></div>',
            [("Fear", "★★★")],
            id="label row",
        ),
        pytest.param(
            "<ul><li><b>Director:</b> Iva<li><b>Year:</b> 2021</ul>", [("Director", "Iva"), ("Year", "2021")], id="list"
        ),
        pytest.param(
            "<p><b>Director:</b> Iva Holt<br><b>Year:</b> 2021<br/>A drama</p>",
            [("Director", "Iva Holt"), ("Year", "2021"), (None, "A drama")],
            id="line breaks",
        ),
        pytest.param(
            "<p><strong>Director:</strong> Iva Holt\n<strong>Year:</strong> 2021\nA drama</p>",
            [("Director", "Iva Holt"), ("Year", "2021"), (None, "A drama")],
            id="lines of the source",
        ),
        pytest.param(
            "<p><b>Director:</b> Iva Holt | <b>Year:</b> 2021</p>",
            [("Director", "Iva Holt"), ("Year", "2021")],
            id="in one line",
        ),
        pytest.param(
            "<p><b>Director:</b> Iva Holt <b>\nYear:</b> 2021\n<b>Cast:</b> Bo Diaz</p>",
            [("Director", "Iva Holt"), ("Year", "2021"), ("Cast", "Bo Diaz")],
            id="bold that begins on the line before",
        ),
        pytest.param("<p>A <b>bold</b>\nword or\n<b>two</b></p>", [(None, "A bold word or two")], id="wrapped prose"),
        pytest.param(
            "<p><b>Cast:</b><br>Iva Holt<br>Bo Diaz<br><br>And so on</p>",
            [("Cast", "Iva Holt"), ("Cast", "Bo Diaz"), (None, "And so on")],
            id="label above its values",
        ),
        pytest.param(
            "<table><tr><th>Director<td>Iva Holt<tr><th>Cast:<td>Bo Diaz<br>Mina Roux</table>",
            [("Director", "Iva Holt"), ("Cast", "Bo Diaz"), ("Cast", "Mina Roux")],
            id="table with headers",
        ),
        pytest.param(
            "<table><tr><td>Director<td>Iva Holt<tr><td><b>Year:</b><td>2021</table>",
            [("Director", "Iva Holt"), ("Year", "2021")],
            id="table of two columns",
        ),
        pytest.param(
            "<table><tr><th>Film<th>Stars<tr><td>Tin Summer<td>3<td>x</table>",
            [(None, "Film"), (None, "Stars"), (None, "Tin Summer"), (None, "3"), (None, "x")],
            id="table of columns",
        ),
        pytest.param(
            "<dl><dt>Director<dd>Iva Holt<dt>Cast<dd>Bo Diaz<dd>Mina Roux</dl>",
            [("Director", "Iva Holt"), ("Cast", "Bo Diaz"), ("Cast", "Mina Roux")],
            id="definition list",
        ),
        pytest.param("<p>Director: Iva Holt</p>", [(None, "Director: Iva Holt")], id="no markup, no label"),
        pytest.param("<p><b>Director: Iva Holt</b></p>", [(None, "Director: Iva Holt")], id="all bold, no label"),
        pytest.param("<p><i>Harbour</i>: a drama</p>", [(None, "Harbour: a drama")], id="title in italics, no label"),
        pytest.param("<p>He said <b>this:</b> that</p>", [(None, "He said this: that")], id="bold further on"),
        pytest.param(
            "<div>one<div>two</div>three</div>", [(None, "one"), (None, "two"), (None, "three")], id="bare text"
        ),
        pytest.param("<p>Феде\u00adрико</p>", [(None, "Федерико")], id="soft hyphens"),
    ],
)
def test_lines_and_labels(markup: str, expected: list[tuple[str | None, str]]) -> None:
    assert labels(markup) == expected


def test_a_line_whose_label_stands_apart_reads_as_one() -> None:
    lines = unit(f'<article><dl><dt>Director<dd><a href="/i">Iva Holt</a></dl>{TEXT}</article>').lines
    (span,) = lines[0].spans
    assert (lines[0].text, lines[0].tag) == ("Director: Iva Holt", "dd")
    assert lines[0].text[span.start : span.end] == "Iva Holt"


def test_spans_are_offsets_into_the_line() -> None:
    (line,) = unit(
        "<p> In <i>The  <b>Quiet</b> Harbour</i>,\n<a href='/iva'> Iva Holt </a> sails. <code>x</code></p>"
    ).lines
    assert line.text == "In The Quiet Harbour, Iva Holt sails. x"
    assert [(line.text[span.start : span.end], span.tag, span.href) for span in line.spans] == [
        ("The Quiet Harbour", "i", None),
        ("Quiet", "b", None),
        ("Iva Holt", "a", "/iva"),
    ]


def test_spans_end_with_their_line() -> None:
    lines = unit("<p><em>one<br>two</em> three</p>").lines
    assert [(line.text, line.text[line.spans[0].start : line.spans[0].end]) for line in lines] == [
        ("one", "one"),
        ("two three", "two"),
    ]


def test_a_line_has_the_tag_and_the_node_of_its_block() -> None:
    lines = unit(f"<article><h2>Plot</h2>{TEXT}<ul><li>a<li>b</ul><blockquote>c</blockquote></article>", "").lines
    assert [line.tag for line in lines] == ["p", "p", "li", "li", "blockquote"]
    assert [line.node.tag for line in lines] == [line.tag for line in lines]


# --- heading and byline


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<article><h1>The Quiet Harbour</h1>{}</article>", id="h1 in the article"),
        pytest.param("<h1>The Quiet Harbour</h1><div>{}</div>", id="h1 outside"),
        pytest.param('<h1><a href="/">Reels</a></h1><article><h2>The Quiet Harbour</h2>{}</article>', id="site in h1"),
        pytest.param(
            '<h1>Reels</h1><div class="post"><h3 class="post-title">The Quiet Harbour</h3>{}</div>', id="blog"
        ),
        pytest.param("<article><h1>The Quiet Harbour</h1>{}<h1>Cast of The Quiet Harbour</h1></article>", id="two h1"),
        pytest.param("<article><h1>The Quiet Harbour</h1><h2>A review</h2>{}</article>", id="subtitle"),
    ],
)
def test_heading(body: str) -> None:
    heading = unit(body.format(TEXT), "<title>The Quiet Harbour - Reels</title>").heading
    assert heading is not None
    assert heading.text == "The Quiet Harbour"


def test_no_heading() -> None:
    assert unit(f"<article>{TEXT}</article>").heading is None


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        pytest.param('<p class="entry-meta">4 March 2021 by Ann Lee</p>', ["4 March 2021 by Ann Lee"], id="entry-meta"),
        pytest.param(
            '<div class="byline">By <a rel="author" href="/ann">Ann Lee</a></div>', ["By Ann Lee"], id="byline"
        ),
        pytest.param('<span class="posted-on"><time>4 March</time></span>', ["4 March"], id="posted-on"),
        pytest.param("<p>Ann Lee, <time datetime=2021-03-04>4 March</time></p>", ["Ann Lee, 4 March"], id="time"),
        pytest.param('<p>Words: <span itemprop="author">Ann Lee</span></p>', ["Words: Ann Lee"], id="schema.org"),
        pytest.param("<p>By Ann Lee</p><p>March 4, 2021</p>", ["By Ann Lee", "March 4, 2021"], id="short lines"),
        pytest.param("<p>A slow film about boats that earns every minute of its length.</p>", [], id="a sentence"),
        pytest.param("<p><b>Director:</b> Iva Holt</p>", [], id="a label"),
    ],
)
def test_byline_below_the_heading(markup: str, byline: list[str]) -> None:
    found = unit(f"<article><header><h1>The Quiet Harbour</h1>{markup}</header>{TEXT}</article>")
    assert texts(found.byline) == byline


def test_byline_above_the_heading_outside_the_text_and_in_the_footer() -> None:
    found = unit(
        '<div class="post"><div class="date-header"><span>4 March 2021</span></div><h1>The Quiet Harbour</h1>'
        f'<div class="post-body">{TEXT}</div>'
        '<div class="post-footer">Posted by <span class="fn author">Ann</span></div></div>'
    )
    assert texts(found.byline) == ["4 March 2021", "Posted by Ann"]
    assert texts(found.lines) == [PROSE, MORE]


def test_byline_right_below_the_text() -> None:
    found = unit(f'<h1>The Quiet Harbour</h1><div class="post-body">{TEXT}</div><p class="meta">Ann Lee, 4 March</p>')
    assert texts(found.byline) == ["Ann Lee, 4 March"]


def test_other_peoples_bylines_are_not_ours() -> None:
    teaser = '<div><h3><a href="/t/">Tin Summer, a second look</a></h3><p class="byline">By Bo Diaz</p></div>'
    found = unit(
        f'{teaser}<article><header><h1>The Quiet Harbour</h1><p class="byline">By Ann Lee</p></header>{TEXT}</article>'
        f"<h2>More to read</h2>{teaser}"
    )
    assert texts(found.byline) == ["By Ann Lee"]


# --- several reviews


def review(name: str, text: str = TEXT, *, rating: str = '<p class="rating">4/5</p>', slot: str = "") -> str:
    return f'<div class="hreview"{slot}><h2 class="item"><span class="fn">{name}</span></h2>{rating}{text}</div>'


def test_several_reviews_give_a_unit_each() -> None:
    found = units(
        "<h1>This week</h1>"
        + review("The Quiet Harbour", slot=' id="harbour"')
        + review("Tin Summer", f"<p>{MORE}</p><p>{PROSE}</p>")
    )
    assert [one.slot for one in found] == ["harbour", "2"]
    assert [one.heading.text for one in found if one.heading] == ["The Quiet Harbour", "Tin Summer"]
    assert [texts(one.lines)[1] for one in found] == [PROSE, MORE]


def test_several_reviews_in_microdata() -> None:
    body = "".join(
        f'<section itemscope itemtype="https://schema.org/Review" itemid="#{name}">'
        f'<div itemprop="itemReviewed" itemscope><b itemprop="name">{name}</b></div>'
        f'<i itemprop="reviewRating">3</i>{TEXT}</section>'
        for name in ("Harbour", "Summer")
    )
    assert [one.slot for one in units(body)] == ["#Harbour", "#Summer"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(review("Harbour"), id="one"),
        pytest.param(review("Harbour") + review("Harbour"), id="two of one work, as readers write them"),
        pytest.param(review("Harbour") + review("Summer", "<p>Nice.</p>"), id="one is a line only"),
        pytest.param(review("Harbour") + review("Summer", rating=""), id="one has no rating"),
        pytest.param(
            f"<article><h2>A</h2>{TEXT}</article><article><h2>B</h2>{TEXT}</article>", id="articles of a listing"
        ),
    ],
)
def test_else_there_is_one_unit(body: str) -> None:
    assert unit(body).slot == ""


# --- hostile pages


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 200_000 + "x", id="nested"),
        pytest.param("word " * 2_000_000, id="one line"),
        pytest.param("word<br>" * 1_000_000, id="lines"),
        pytest.param("<b>a:</b> x\n" * 40_000, id="labels in one line"),
        pytest.param("<p>" + "<i>x</i>" * 40_000, id="spans"),
        pytest.param("<dl>" + "<dt>a<dd>b" * 20_000, id="definitions"),
        pytest.param("<table>" + "<tr><td>a<td>b" * 20_000, id="rows"),
        pytest.param('<div class="sidebar"><p>x</div>' * 20_000, id="sidebars"),
        pytest.param("<h1>x</h1>" * 40_000, id="headings"),
        pytest.param('<div class="' + "a-b " * 100_000 + '">x</div>', id="class names"),
        pytest.param(review("A", "<p>y</p>") * 5_000, id="reviews"),
        pytest.param(
            '<p><a href="http://[">bad address in a long link text</a></p><h1><a href="http://[">x</a></h1>', id="links"
        ),
    ],
)
def test_hostile_pages_end(body: str) -> None:
    for found in units(body):
        assert len(found.lines) <= 5_000
        assert all(0 < len(line.text) <= 20_000 for line in found.lines)
