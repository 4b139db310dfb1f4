from pathlib import Path

from extractors.extract import extract_reviews
from extractors.skeleton import skeleton
from schemas.page import Page

LEDGER = Path(__file__).parents[3] / "fixtures/demo_site/eveningledger.test/culture/film"
URL = "http://eveningledger.test/culture/film/2023/sep/07/past-lives-review"
PAGE = Page(url=URL, body=(LEDGER / "2023/sep/07/past-lives-review.html").read_bytes())


def test_sentences_are_replaced_and_facts_stay() -> None:
    text = skeleton(PAGE, "ledger.test")
    assert "Nobody raises their voice" not in text
    assert "Two childhood sweethearts" not in text
    assert "eveningledger.test" not in text
    assert 'class="star-rating"' in text
    (before,), (after,) = (
        extract_reviews(PAGE).records,
        extract_reviews(Page(url=URL.replace("eveningledger", "ledger"), body=text.encode())).records,
    )
    for field in ("work", "credits", "rating", "published", "headline"):
        assert getattr(after.record, field) == getattr(before.record, field)


def test_scripts_and_other_hosts_are_left_out() -> None:
    body = (
        b"<p>x<script>track()</script><a href='https://ads.example/?u=1'>a</a><!-- c --><img src=//cdn.example/p.png>"
    )
    text = skeleton(Page(url="https://a.test/x", body=body), "b.test")
    assert "track" not in text
    assert "example" not in text
    assert text.count("elsewhere.test") == 2


def test_hostile_pages_do_no_harm() -> None:
    for body in (b"", b"<", b"<script type='application/ld+json'>{</script>", b"\xff" * 100):
        assert isinstance(skeleton(Page(url=None, body=body), "b.test"), str)
