import pytest

from extractors.document import Document
from extractors.markup import node_text
from schemas.page import Page


def document(html: str, url: str | None = "https://reels.test/reviews/quiet-harbour/", **more: str) -> Document:
    return Document(Page(url, html.encode(), **more))  # type: ignore[arg-type]


HEAD = """<html lang="en-GB"><head>
<title> The Quiet Harbour
 review </title>
<base href="/base/">
<meta property="og:title" content="The Quiet  Harbour"><meta name="Author" content="Ann Lee">
<meta name="author" content="Bo Diaz"><meta itemprop="datePublished" content="2021-03-04"><meta name="empty" content="">
<meta http-equiv="Content-Language" content="en"><meta name="odd" value="kept">
<link rel="Canonical" href="/reviews/quiet-harbour/"><link rel="alternate" hreflang="de" type="text/html" href="/de/">
<script type="application/LD+JSON; charset=utf-8">{"@type": "Review", "name": "R"}</script>
<noscript><img src="pixel.gif"></noscript><link rel="amphtml" href="amp">
</head><body><h1>The <em>Quiet</em> Harbour</h1><h2></h2><h3>Cast<br>list</h3>
<svg><title>icon</title></svg><p>on <time datetime="2021-03-04">4 March</time></p>
<div itemscope itemtype="https://schema.org/Movie"></div></body></html>"""


def test_look_ups() -> None:
    page = document(HEAD)
    assert page.title == "The Quiet Harbour review"
    assert page.language == "en-GB"
    assert page.meta["author"] == ("Ann Lee", "Bo Diaz")
    assert page.meta["datepublished"] == ("2021-03-04",)
    assert page.meta["odd"] == ("kept",)
    assert "empty" not in page.meta
    assert page.first_meta("twitter:title", "og:title") == "The Quiet Harbour"
    assert page.first_meta("nothing") is None
    assert [(heading.level, heading.text) for heading in page.headings] == [(1, "The Quiet Harbour"), (3, "Cast list")]
    assert [node.text() for node in page.times] == ["4 March"]
    assert [item.types for item in page.items] == [("Review",), ("Movie",)]
    assert [link.rel for link in page.links] == [
        frozenset({"canonical"}),
        frozenset({"alternate"}),
        frozenset({"amphtml"}),
    ]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang=" pt_BR ">', "pt_BR"),
        ('<html xml:lang="ko">', "ko"),
        ('<meta http-equiv="content-language" content="de">', "de"),
        ('<html lang="">', None),
        ("", None),
    ],
)
def test_language_as_written(html: str, language: str | None) -> None:
    assert document(html).language == language


@pytest.mark.parametrize(
    ("html", "url", "final_url", "found"),
    [
        ("", "https://a.test/x", None, "https://a.test/x"),
        ("", "https://a.test/x", "https://a.test/y", "https://a.test/y"),
        ('<link rel=canonical href="https://a.test/c">', "https://a.test/x", None, "https://a.test/x"),
        ('<link rel=canonical href="https://a.test/c">', None, None, "https://a.test/c"),
        (
            '<link rel=canonical href="/c"><meta property=og:url content="http://a.test/o">',
            None,
            None,
            "http://a.test/o",
        ),
        ('<link rel=canonical href="javascript:x"><meta property=og:url content="/o">', None, None, None),
        ('<link rel=canonical href="http://[bad/">', None, None, None),
    ],
)
def test_url(html: str, url: str | None, final_url: str | None, found: str | None) -> None:
    assert Document(Page(url, html.encode(), final_url=final_url)).url == found


@pytest.mark.parametrize(
    ("url", "href", "canonical"),
    [
        ("https://a.test/x/", "../c", "https://a.test/c"),
        ("https://a.test/x/", "https://b.test/c", "https://b.test/c"),
        (None, "/c", "/c"),
        ("https://a.test/x/", "mailto:a@a.test", "mailto:a@a.test"),
    ],
)
def test_canonical(url: str | None, href: str, canonical: str) -> None:
    assert document(f'<link rel="canonical" href="{href}">', url).canonical == canonical


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("a", "https://reels.test/base/a"),
        (" /a ", "https://reels.test/a"),
        ("//b.test/a", "https://b.test/a"),
        ("#part", "https://reels.test/base/#part"),
        ("mailto:ann@reels.test", None),
        ("javascript:void(0)", None),
        ("http://[::1", None),
    ],
)
def test_absolute(href: str, url: str | None) -> None:
    assert document('<base href="/base/">').absolute(href) == url


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p> one\n two&nbsp; three </p>", "one two three"),
        ("<p>one<br>two<b>th</b>ree</p>", "one twothree"),
        ("<div>one<div>two</div>three</div>", "one two three"),
        ("<ul><li>one<li>two</ul>", "one two"),
        ("<p>a<script>b</script><style>c</style><template>d</template><noscript>e</noscript></p>", "a"),
        ("<p>gräss\u00adlich\u200b</p>", "grässlich"),
        ("<p></p>", ""),
    ],
)
def test_node_text(html: str, text: str) -> None:
    body = document(html).tree.body
    assert body is not None
    assert node_text(body) == text


PATHS = """<body><div id="main"><p>1</p><p class="lead x">2</p><span>3</span></div>
<ul id="1x"><li>4</li><li>5<b>6</b></li></ul></body>"""


@pytest.mark.parametrize(
    ("selector", "path"),
    [
        ("#main", "div#main"),
        ("#main > p", "div#main > p:nth-of-type(1)"),
        ("#main > .lead", "div#main > p.lead:nth-of-type(2)"),
        ("#main > span", "div#main > span"),
        ("ul b", "body > ul > li:nth-of-type(2) > b"),
    ],
)
def test_path_is_short_and_finds_the_node(selector: str, path: str) -> None:
    page = document(PATHS)
    node = page.tree.css_first(selector)
    assert node is not None
    assert page.path(node) == path
    assert [found.mem_id for found in page.tree.css(path)] == [node.mem_id]


def test_path_of_a_text_is_that_of_its_element() -> None:
    page = document("<p id=a>x</p>")
    node = page.tree.css_first("p")
    assert node is not None
    assert node.first_child is not None
    assert page.path(node.first_child) == "p#a"


def test_path_is_bounded() -> None:
    page = document("<div>" * 200 + "<b>x</b>")
    node = page.tree.css_first("b")
    assert node is not None
    assert page.path(node).count(" > ") == 7


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 200_000 + "x", id="nested"),
        pytest.param("<div>" * 100_000 + "x" + "</div>" * 100_000, id="nested and closed"),
        pytest.param("<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>", id="attributes"),
        pytest.param("<b a=1><i b=2>" * 30_000 + "<p>x</p>", id="formatting"),
        pytest.param("<p>some words</p>" * 700_000, id="long"),
        pytest.param("<" * 1_000_000, id="angle brackets"),
        pytest.param("<!--" * 200_000, id="comments"),
        pytest.param("<script>" * 100_000, id="scripts"),
        pytest.param("<title>" * 100_000, id="titles"),
    ],
)
def test_hostile_pages_end(html: str) -> None:
    page = document(html)
    assert len(page.items) == 0
    assert len(page.tree.css("*")) < 200_000


def test_what_is_cut_is_said() -> None:
    assert document("<div>" * 5_000).warnings
    assert document("<p>fine</p>" * 5_000).warnings == ()


def test_a_long_page_keeps_its_markup() -> None:
    rows = "".join(f'<tr><td><a href="/{row}">row</a><svg><path d="m"/></svg><td>x' for row in range(4_000))
    html = f"<script>let a = '<div>' + '<div>';</script><!-- <div> --><table>{rows}</table><p id=end>end</p>"
    page = document(html)
    assert page.warnings == ()
    assert len(page.tree.css("tr")) == 4_000
    end = page.tree.css_first("#end")
    assert end is not None
    assert page.path(end) == "p#end"


def test_an_empty_page() -> None:
    page = document("")
    assert (page.title, page.headings, page.items, page.canonical) == (None, (), (), None)
