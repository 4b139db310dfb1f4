import pytest

from extractors.locate.text import body_of, locate_lists, locate_verdict, word_count
from schemas.evidence import Method
from tests.unit.extractors.pages import MORE, PROSE, article, given, site

END = "Patient, salty and well worth the wait."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Two sisters and a boat.", 5),
        ("It's — well – a boat …", 4),
        ("two\nlines", 2),
        ("정말 좋은 드라마", 3),
        ("静かな港", 4),
        ("安静的港口 Harbour", 6),
        ("100 minutes", 2),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert word_count(text) == words


def test_the_body_is_the_reviews_text_line_by_line() -> None:
    unit, _ = given(article('<p class="byline">By Ann Lee</p>') + "<footer>All rights reserved</footer>")
    assert body_of(unit) == f"{PROSE}\n{MORE}"


@pytest.mark.parametrize(
    ("lines", "method"),
    [
        (f"<p>Conclusion: {END}</p>", Method.LABEL),
        (f"<p><strong>Bottom line:</strong> {END}</p>", Method.LABEL),
        (f"<p>Fazit: {END}</p>", Method.LABEL),
        (f"<h2>Conclusion</h2><p>{END}</p>", Method.TEXT),
        (f"<h3>Final thoughts</h3><p>{END}</p>", Method.TEXT),
        (f"<p><strong>Conclusion</strong></p><p>{END}</p>", Method.TEXT),
        (f"<h2>まとめ</h2><p>{END}</p>", Method.TEXT),
    ],
)
def test_the_verdict(lines: str, method: Method) -> None:
    unit, context = given(article("").replace("</article>", f"{lines}</article>"))
    found = list(locate_verdict(unit, context))
    assert {(c.value, c.method) for c in found} == {(END, method)}


@pytest.mark.parametrize(
    "lines",
    [
        f"<p>{END}</p>",
        f"<h2>The harbour</h2><p>{END}</p>",
        "<h2>Conclusion</h2>",
        "<h2>Conclusion</h2><h3>Next week</h3>",
    ],
)
def test_without_an_announcement_there_is_no_verdict(lines: str) -> None:
    unit, context = given(article("").replace("</article>", f"{lines}</article>"))
    assert list(locate_verdict(unit, context)) == []


def test_a_long_verdict_is_shortened() -> None:
    unit, context = given(
        article("").replace("</article>", f"<h2>Conclusion</h2><p>{'Salty and slow. ' * 40}</p></article>")
    )
    (found,) = locate_verdict(unit, context)
    assert len(found.value) <= 300
    assert found.value.endswith("…")


def test_a_site_files_selector_reads_the_verdict() -> None:
    unit, context = given(article(f'<p class="end">{END}</p>'), site=site(fields={"verdict": {"css": ".end"}}))
    assert next(locate_verdict(unit, context)).method is Method.SITE


# --- pros and cons in the text


@pytest.mark.parametrize(
    ("lines", "pros", "cons"),
    [
        (
            "<h3>Pros</h3><ul><li>The sea</li><li>The light</li></ul><h3>Cons</h3><ul><li>The length</li></ul>",
            ["The sea", "The light"],
            ["The length"],
        ),
        (
            "<p><b>What I liked:</b></p><ul><li>+ The sea</li></ul><p><b>Lows:</b></p><ul><li>– The length</li></ul>",
            ["The sea"],
            ["The length"],
        ),
        (
            "<p><strong>Pros:</strong> the sea, the light</p><p>Cons: the length</p>",
            ["the sea, the light"],
            ["the length"],
        ),
        ("<p><b>The Good</b></p><p>It begins well enough.</p><ul><li>The sea</li></ul>", [], []),
        ("<ul><li>The sea</li></ul>", [], []),
        ("<h3>The sea</h3><ul><li>Salty</li></ul>", [], []),
        ("<p>Good as it is, the film has its flaws.</p><ul><li>The sea</li></ul>", [], []),
    ],
)
def test_pros_and_cons_in_the_text(lines: str, pros: list[str], cons: list[str]) -> None:
    unit, context = given(article("").replace("</article>", f"{lines}</article>"))
    found = list(locate_lists(unit, context))
    assert [c.value for c in found if c.field == "pros"] == pros
    assert [c.value for c in found if c.field == "cons"] == cons
