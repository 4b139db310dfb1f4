from typing import Any

import pytest

from extractors.locate.reviewer import locate_reviewers, same_reviewer
from schemas.evidence import Method
from schemas.review import Reviewer
from tests.unit.extractors.pages import TEXT, TITLE, URL, article, given, jsonld, record, review_of, site


def reviewers(body: str, head: str = "", **how: Any) -> list[str]:
    """Names of the candidates, each once."""
    return list(dict.fromkeys(c.value.name for c in locate_reviewers(*given(body, head, **how))))


@pytest.mark.parametrize(
    ("author", "names", "kind"),
    [
        ({"@type": "Person", "name": "Ann Lee"}, ["Ann Lee"], "person"),
        ({"@type": "Organization", "name": "Reel Critics"}, ["Reel Critics"], "organization"),
        ("Ann Lee", ["Ann Lee"], "person"),
        ("By Ann Lee", ["Ann Lee"], "person"),
        (
            [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Diaz"}],
            ["Ann Lee", "Bo Diaz"],
            "person",
        ),
        ({"@type": "Person", "name": "ann@reels.test"}, [], None),
        ({"@type": "Person"}, [], None),
        ("https://reels.test/author/ann/", [], None),
    ],
)
def test_the_markups_author(author: object, names: list[str], kind: str | None) -> None:
    found = list(locate_reviewers(*given(article(""), review_of(author=author))))
    assert [c.value.name for c in found] == names
    assert {c.value.kind for c in found} == ({kind} if kind else set())


def test_an_article_names_its_author() -> None:
    head = jsonld(
        {"@type": "Article", "author": {"@type": "Person", "name": "Ann Lee", "url": "https://reels.test/ann"}}
    )
    (found,) = locate_reviewers(*given(article(""), head))
    assert (found.value.name, found.value.url) == ("Ann Lee", "https://reels.test/ann")


@pytest.mark.parametrize(
    ("name", "content", "names"),
    [
        ("author", "Ann Lee", ["Ann Lee"]),
        ("article:author", "Ann Lee", ["Ann Lee"]),
        ("article:author", "https://social.test/ann", []),
        ("parsely-author", "Ann Lee", ["Ann Lee"]),
        ("byl", "By Ann Lee", ["Ann Lee"]),
        ("author", "Ann Lee, Bo Diaz", ["Ann Lee", "Bo Diaz"]),
        ("author", "admin", []),
        ("author", "ann@reels.test", []),
    ],
)
def test_meta_elements(name: str, content: str, names: list[str]) -> None:
    assert reviewers(article(""), f'<meta name="{name}" content="{content}">') == names


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By Ann Lee</p>',
        '<p class="byline">By <a href="/author/ann/">Ann Lee</a></p>',
        '<p class="entry-meta">May 4, 2025 by Ann Lee</p>',
        '<p class="entry-meta">Posted by Ann Lee on May 4, 2025</p>',
        '<a rel="author" href="/ann">Ann Lee</a>',
        '<span class="author vcard"><a class="url fn n" href="/author/ann/">Ann Lee</a></span>',
        '<p class="meta">von Ann Lee</p>',
        '<p class="meta">Par Ann Lee</p>',
        '<p class="meta">por Ann Lee</p>',
        '<p class="meta">di Ann Lee</p>',
        "<p>Review by Ann Lee</p>",
    ],
)
def test_bylines(byline: str) -> None:
    assert reviewers(article(byline)) == ["Ann Lee"]


def test_a_link_to_the_author_gives_the_address() -> None:
    found = locate_reviewers(*given(article('<a rel="author" href="/author/ann/">Ann Lee</a>')))
    assert {c.value.url for c in found if c.method is Method.TEXT} == {"https://reels.test/author/ann/"}


def test_a_signature_at_the_end_counts() -> None:
    body = article("<p>Some words.</p><p>More words.</p>").replace("</article>", "<p>Reviewed by Ann Lee</p></article>")
    assert reviewers(body) == ["Ann Lee"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<div class="comments"><a rel="author" href="/bo">Bo Diaz</a></div>',
        '<div class="related-posts"><span class="byline"><a href="/bo">Bo Diaz</a></span></div>',
        "<p>Directed by Bo Diaz</p>",
        "<p>Two sisters, followed by the men of the harbour, go back to sea.</p>",
    ],
)
def test_others_on_the_page_are_no_reviewers(elsewhere: str) -> None:
    assert reviewers(article("") + elsewhere) == []


@pytest.mark.parametrize(
    "name", ["admin", "Admin", "Administrator", "editor", "Staff", "Guest", "root", "Reels", "REELS"]
)
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda name: (article(f'<p class="byline">By {name}</p>'), ""), id="byline"),
        pytest.param(lambda name: (article(""), f'<meta name="author" content="{name}">'), id="meta"),
        pytest.param(lambda name: (article(""), review_of(author={"@type": "Person", "name": name})), id="json-ld"),
        pytest.param(lambda name: (article(f'<a rel="author" href="/a">{name}</a>'), ""), id="link"),
    ],
)
def test_the_site_and_its_software_write_nothing(page: Any, name: str) -> None:
    body, head = page(name)
    assert reviewers(body, head + '<meta property="og:site_name" content="Reels">') == []
    assert reviewers(body, head, site=site(name="Reels")) == []


def test_the_site_file_names_who_writes_where_no_byline_does() -> None:
    alone = record(article(""), review_of(), site=site(reviewer="Cy Marsh"))
    assert [(r.name, r.kind) for r in alone.reviewers] == [("Cy Marsh", "person")]
    signed = record(article('<p class="byline">By Ann Lee</p>'), review_of(), site=site(reviewer="Cy Marsh"))
    assert [r.name for r in signed.reviewers] == ["Ann Lee"]


def test_a_site_files_selector_reads_the_reviewer() -> None:
    unit, context = given(article('<i class="who">Ann Lee</i>'), site=site(fields={"reviewers": {"css": ".who"}}))
    first = next(locate_reviewers(unit, context))
    assert (first.value.name, first.method) == ("Ann Lee", Method.SITE)


def test_the_record_joins_what_its_sources_say_of_one_reviewer() -> None:
    head = review_of(author={"@type": "Person", "name": "Ann Lee"})
    (reviewer,) = record(article('<p class="byline">By <a href="/author/ann/">Ann Lee</a></p>'), head).reviewers
    assert (reviewer.name, reviewer.kind, reviewer.url) == ("Ann Lee", "person", "https://reels.test/author/ann/")


def test_two_spellings_are_one_reviewer() -> None:
    assert same_reviewer(Reviewer(name="Ann  LEE")) == same_reviewer(Reviewer(name="ann lee"))


# --- without markup, by kind

END = "<p>What begins as a quarrel over money ends at sea, and that is all there is to say about it.</p>"


def signed(line: str) -> str:
    """A review with a line below its text."""
    return article(TEXT * 2).replace("</article>", f"{END}{line}</article>")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>Margot C.</p>", ["Margot C."]),
        ("<p>— Ann Lee</p>", ["Ann Lee"]),
        ("<p>Go and see it on a rainy day, with somebody who likes boats. | Ann Lee</p>", ["Ann Lee"]),
        ("<p>Ann Lee, 4 May 2024</p>", ["Ann Lee"]),
        ("<p>Ann Lee</p><p>7 Quay Street, Northport</p>", ["Ann Lee"]),
        (
            "<p>Ann Lee</p><p>Credits:</p><p>Director: Bo Diaz</p><p>Runtime: 92 min</p><p>Country: Chile</p>",
            ["Ann Lee"],
        ),
        ("<p>Summing Up</p>", []),
        ("<h2>Bo Diaz</h2>", []),
        ("<p>Ann Lee</p><p>Bo Diaz</p><p>Cy Marsh</p>", []),
        ('<p>"Nobody sails on a Sunday." - Mark Scout</p>', []),
        ("<p>Read more</p>", []),
    ],
)
def test_a_name_below_the_last_sentence_signs(line: str, names: list[str]) -> None:
    assert reviewers(signed(line)) == names


def test_who_is_named_in_the_text_does_not_sign_it() -> None:
    body = article(f"<p>Bo Diaz plays the elder sister, and plays her well for once.</p>{TEXT}")
    assert reviewers(body.replace("</article>", f"{END}<p>Bo Diaz</p></article>")) == []


@pytest.mark.parametrize(
    ("lines", "lang", "names"),
    [
        ("<p>Ben Meyers’ Rating: 4.3|5.0</p>", "en", ["Ben Meyers"]),
        ("<p>Ann Lee's score: 4</p>", "en", ["Ann Lee"]),
        ("<p>Our score: 4</p>", "en", []),
        ("<p>スガシュウヘイ</p><p>ゴジラのスガシュウヘイのレビュー・感想・評価</p>", "ja", ["スガシュウヘイ"]),
        ("<p>ゴジラ</p><p>あの日のレビュー</p>", "ja", []),
    ],
)
def test_whose_rating_or_review_it_is(lines: str, lang: str, names: list[str]) -> None:
    assert reviewers(article(lines), lang=lang) == names


@pytest.mark.parametrize(
    ("element", "names"),
    [
        ('<span class="author vcard"><a class="url fn n" href="/author/surf/">surfguard</a></span>', ["surfguard"]),
        (
            '<dl><dt>Author</dt><dd><a class="username" href="/members/7">Catch more fish</a></dd></dl>',
            ["Catch more fish"],
        ),
        ('<p class="byline"><a href="/reviews/">reviews</a> by <a href="/author/ann">Ann Lee</a></p>', ["Ann Lee"]),
        ('<div class="writer"><span class="nick">달빛지기</span></div>', ["달빛지기"]),
        ('<span class="author vcard"><span class="fn">admin</span></span>', []),
        ('<a rel="author" href="/author/oradmin/">oradmin</a>', []),
    ],
)
def test_users_of_a_blogs_or_a_forums_software(element: str, names: list[str]) -> None:
    assert reviewers(article(element)) == names


def test_a_handle_that_is_the_blogs_name_too_is_its_blogger() -> None:
    head = '<meta property="og:site_name" content="HappyReels9">'
    author = {"@type": "Person", "name": "happyreels9"}
    assert reviewers(article(""), head + review_of(author=author)) == ["happyreels9"]
    assert reviewers(article('<p class="byline">By HappyReels9</p>'), head) == []


def test_a_first_name_that_a_full_one_begins_with_is_the_same_person() -> None:
    body = article('<h5 class="date">by <a rel="author" href="/ann">Ann A. Lee</a></h5><p>Reviewed by Ann</p>')
    assert [reviewer.name for reviewer in record(body, review_of()).reviewers] == ["Ann A. Lee"]


def test_who_made_the_work_does_not_review_it_unless_markup_says_so() -> None:
    facts = "<p>Director: Bo Diaz</p><p>Cast: Ann Lee, Cy Marsh</p>"
    byline = '<p class="byline">By Bo Diaz</p>'
    assert record(article(byline + facts), review_of()).reviewers == ()
    marked = record(article(byline + facts), review_of(author={"@type": "Person", "name": "Bo Diaz"}))
    assert [reviewer.name for reviewer in marked.reviewers] == ["Bo Diaz"]


def test_the_page_names_its_author_where_no_article_does() -> None:
    head = jsonld({"@type": "WebPage", "url": URL, "author": {"@type": "Person", "name": "Ann Lee"}})
    assert reviewers(article(""), head) == ["Ann Lee"]


def test_a_card_that_names_the_reviewer() -> None:
    cards = '<meta name="twitter:label1" content="Reviewed by"><meta name="twitter:data1" content="nell">'
    assert reviewers(article(""), cards) == ["nell"]


@pytest.mark.parametrize(
    ("line", "lang", "names"),
    [
        ("Ann Lee", "en", ["Ann Lee"]),
        ("J. R. Marsh", "en", ["J. R. Marsh"]),
        ("-Ann Lee", "en", ["Ann Lee"]),
        ("(Ann Lee)", "en", ["Ann Lee"]),
        ("*Mireia Solà*", "es", ["Mireia Solà"]),
        ("Marco Conti", "it", ["Marco Conti"]),
        ("Ilvo Sartori", "it", ["Ilvo Sartori"]),
        ("Wystan Harrow", "en", []),
        ("Temet Nosce", "zh", []),
        ("Mar. Mar. Mar.", "es", []),
        ("8/10 – Ann Lee", "en", ["Ann Lee"]),
        ("8/10 – Worth Watching", "en", []),
        ("Jean-Marc Petit", "fr", ["Jean-Marc Petit"]),
        ("-JML (111 minutes)", "en", ["JML"]),
        ("~ R.L.", "en", ["R.L."]),
        ("— Ann", "en", ["Ann"]),
        ("- HBO", "en", []),
        ("- Recommended", "en", []),
        ("- DVD</p><p>- Blu-ray", "en", []),
        ("Wystan Harrow</p><p>Film Critic", "en", ["Wystan Harrow"]),
        ("Publicado por reelnell a las 10:30", "es", ["reelnell"]),
        ("Ultimo-film-di-ann-lee-v2-24", "it", []),
        ("Анна Белова", "ru", ["Анна Белова"]),
        ("SEE IT", "en", []),
        ("World Building", "en", []),
        ("What’s Wrong", "en", []),
        ("Grade C+", "en", []),
        ("Plan B.", "en", []),
        ("U.S. Harbours", "en", []),
        ("A. Recommended", "en", []),
        ("Typical Nora.", "en", []),
        ("- Warmly Recommended", "en", []),
        ("Ganz Großes Kino", "de", []),
        ("Muy Recomendable", "es", []),
        ("Los Angeles, 4 May 2024", "en", []),
        ("내 감상평", "ko", []),
        ("総合評価", "ja", []),
        ("总体评价", "zh", []),
    ],
)
def test_a_signature_is_surely_a_person(line: str, lang: str, names: list[str]) -> None:
    body = article(TEXT * 2).replace("</article>", f"{END}<p>{line}</p></article>")
    assert reviewers(body, lang=lang) == names


def test_a_name_in_brackets_behind_the_last_sentence_signs() -> None:
    last = f"{TEXT.removesuffix('</p>')} [Ann Lee]</p>"
    assert reviewers(article(TEXT).replace("</article>", f"{last}</article>")) == ["Ann Lee"]


def test_a_byline_may_stand_below_the_facts_of_the_work() -> None:
    facts = "".join(f"<p>Fact {number}</p>" for number in range(16))
    assert reviewers(article(f"{facts}<p>By Ann Lee</p>")) == ["Ann Lee"]


def test_a_line_that_goes_on_with_a_sentence_is_no_byline() -> None:
    end = "<p>La consiglio anche a chi non ha letto il libro<br>di Conti.</p>"
    assert reviewers(article(TEXT * 2).replace("</article>", f"{end}</article>"), lang="it") == []


def test_a_byline_of_the_work_may_stand_below_its_facts() -> None:
    facts = "<p>Director: Bo Diaz</p><p>Cast: Cy Marsh, Di Ford</p><p>Runtime: 92</p><p>8 May 2015</p>"
    byline = f"<p>{TITLE} Review By Ann Lee, Reel Editorial</p>"
    assert reviewers(article(f"{facts}{byline}{TEXT}")) == ["Ann Lee"]


def test_who_wrote_the_work_stands_among_its_makers() -> None:
    made = "<p>Produced by Cy Marsh</p><p>Written by Bo Diaz, based on his book</p><p>Directed by Di Ford</p>"
    assert reviewers(article(f"{made}{TEXT}")) == []
    assert reviewers(article(f"<p>Written by Bo Diaz</p>{TEXT}")) == ["Bo Diaz"]


def test_a_given_name_alone_signs_behind_words_for_a_review() -> None:
    lines = "<p>Romance, 2017</p><p>16 episodes</p><p>A kind one</p><p>Korean Drama Review by Nell, USA</p>"
    assert reviewers(article(f"{lines}{TEXT}")) == ["Nell"]


def test_a_weekday_and_a_month_are_nobody() -> None:
    assert reviewers(article(f"<p>by Ann Lee, Friday, May 11, 2018</p>{TEXT}")) == ["Ann Lee"]


def test_a_full_name_in_brackets_below_the_text_signs_whatever_follows() -> None:
    more = "<p>New films</p><p>Conclave</p><p>Heat</p><p>Gravity</p><p>Legal notice</p>"
    assert reviewers(signed(f"<p>(Ann Lee)</p>{more}")) == ["Ann Lee"]
    assert reviewers(signed(f"<p>(Ann Lee)</p><p>(Bo Diaz)</p>{more}")) == []


def test_an_address_is_nobody_s_name() -> None:
    author = {"@type": "Person", "name": "http://profiles.test/?rel=author"}
    assert reviewers(article(""), review_of(author=author)) == []


def test_a_label_and_its_value_are_no_name() -> None:
    assert reviewers(article(f"<p>Paese Italia</p><p>Lingua Inglese</p>{TEXT}"), lang="it") == []


def test_whose_review_of_the_work_it_is() -> None:
    assert reviewers(article("<p>3.5/5 ★ – reelnell's review of The Quiet Harbour.</p>")) == ["reelnell"]


def test_nobody_signs_before_the_text_goes_on() -> None:
    assert reviewers(signed(f"<p>Ann Lee</p>{END}")) == []


@pytest.mark.parametrize(
    ("lines", "lang", "names"),
    [
        ("<p>Ann Lee</p>", "en", ["Ann Lee"]),
        ("<p>Ann Lee,</p>", "en", ["Ann Lee"]),
        ("<p>Written by reelnell</p>", "en", ["reelnell"]),
        ("<p>Written by hand in a week</p>", "en", []),
        ("<p>Updated on: May 4, 2024 by   Ann Lee   Ann Lee</p>", "en", ["Ann Lee"]),
        ("<p>by Ann Lee and Bo Diaz (BBC, 2017)</p>", "en", []),
        ("<p>by Ann Lee (4 May 2024)</p>", "en", []),
        ("<p>Marco Conti, giovedì 4 maggio 2024 - Recensioni</p>", "it", ["Marco Conti"]),
        ("<p>Freitag, 4. Mai 2024, Ottoline Fenn</p>", "de", []),
        ("<p>Freitag, 4. Mai 2024, Anna Fenn</p>", "de", ["Anna Fenn"]),
        ("<p>Le Phare, 4 mai 2024</p>", "fr", []),
        ("<p>Prime Video, 4 May 2024</p>", "en", []),
        ("<p>Lire Plus</p>", "fr", []),
        ("<p>文/陈小满</p>", "zh", ["陈小满"]),
        ("<p>編輯嚴選</p>", "zh", []),
        ("<p>レビュワー |<br>まかださん |</p>", "ja", ["まかださん"]),
        ("<p>マーティ さんの感想・評価</p>", "ja", ["マーティ"]),
        ("<p>マーティ さんの感想・評価</p><p>まかだ さんの感想・評価</p>", "ja", []),
        ("<p>- Wystan Harrow</p><p>- 4 May 2024</p><p>- 2 min read</p>", "en", ["Wystan Harrow"]),
        ("<p>Quirze Mas</p>", "es", ["Quirze Mas"]),
        (
            "<p>May 4, 2024 at 11:34 PM · 3 min · 533 words · Ann Lee Marsh-Delacourt</p>",
            "en",
            ["Ann Lee Marsh-Delacourt"],
        ),
        ("<p>Ann Lee in entertainment | May 4th, 2024</p>", "en", ["Ann Lee"]),
        ("<p>Ann Lee 4 May 2024</p>", "en", ["Ann Lee"]),
        ("<p>Ann Lee Boats And Film Editor</p>", "en", ["Ann Lee"]),
        (f"<p>DI MARCO CONTI.</p><p>{'Lo sa Marco Conti, che torna al porto con due sorelle. ' * 4}</p>", "it", []),
        ("<p>리뷰 파이터 2024. 5. 4. 09:28</p>", "ko", []),
        ("<p>Ottoline Fenn, film critic</p>", "en", ["Ottoline Fenn"]),
        ("<p>Ottoline Fenn</p><p>Staff Writer</p>", "en", ["Ottoline Fenn"]),
        ("<p>Ottoline Fenn, Assistant Entertainment Editor</p>", "en", ["Ottoline Fenn"]),
        ("<p>Ottoline Fenn, film editor of many seasons by the sea</p>", "en", []),
        (f"<p>Ann Lee</p><p>{TITLE}</p>", "en", ["Ann Lee"]),
        (
            f"<p>La critique de Marie Dupont: {'Le port dort et la caméra attend. ' * 5}</p>",
            "fr",
            ["Marie Dupont"],
        ),
        (
            f"<p>La critique de Marie Dupont: {'Le port dort encore. ' * 8}</p><p>Dupont !</p>",
            "fr",
            [],
        ),
        ("<p>Ottoline Fenn – Redakteurin</p>", "de", ["Ottoline Fenn"]),
        ("<p>Berengère Fau, journaliste</p>", "fr", ["Berengère Fau"]),
        ("<p>Иван Белов, кинокритик</p>", "ru", ["Иван Белов"]),
        ("<p>reelnell</p><p>reelnell @reelnell</p>", "en", ["reelnell"]),
        ("<p>Ann Lee By Ann Lee</p>", "en", ["Ann Lee"]),
        ("<p>by Nell USER (16 Reviews)</p>", "en", ["Nell"]),
        ("<p>By Ann Lee, Tidewater Film Critic</p>", "en", ["Ann Lee"]),
        ("<p>Resenha por Rui Dantas Jr.</p>", "pt", ["Rui Dantas Jr."]),
        ("<p>本文作者：陈小满。欢迎关注。</p>", "zh", ["陈小满"]),
        ("<p>Nell’s rating: 4/5</p>", "en", ["Nell"]),
        ("<p>Jean-Marc’s rating: 4/5</p>", "en", ["Jean-Marc"]),
        ("<p>Film Hub’s rating: 4/5</p>", "en", []),
        ("<p>Viewers’ rating: 4/5</p>", "en", []),
        ("<p>Ann Lee</p><p>Bo Diaz</p>", "en", []),
        ("<p>Ann Lee</p><p>Wystan Harrow</p>", "en", []),
        (f"{TEXT}<p>Ann Lee</p>", "en", []),
        ("<p>Photo by Ann Lee</p>", "en", []),
        ("<p>Directed by</p><p>Ann Lee</p>", "en", []),
        ("<p>Ann Lee</p><p>2024</p>", "en", []),
        ("<p>Ann Lee</p><p>Only Lee holds this harbour together.</p>", "en", []),
        ("<p>Ann Lee</p><p>Only Bo Lee holds this harbour together.</p>", "en", ["Ann Lee"]),
        ("<p>Ann Lee</p><p>Director Lee holds this harbour together.</p>", "en", []),
        ("<p>Harbour Lights</p>", "en", []),
        ("<p>Harbour Lights, drama</p>", "en", []),
        ("<p>각 연기자의 연기가 좋다</p>", "ko", []),
    ],
)
def test_lone_names_and_bylines_above_the_text(lines: str, lang: str, names: list[str]) -> None:
    assert reviewers(article(lines), lang=lang) == names


@pytest.mark.parametrize(
    ("heading", "lang", "names"),
    [
        ("Low Water (2023) | Movie Review by Wystan Harrow", "en", ["Wystan Harrow"]),
        ("Low Water, una reseña por Quirze Mas", "es", ["Quirze Mas"]),
        ("Low Water by Wystan Harrow", "en", []),
        ("Low Water review by critics", "en", []),
        ("The review by Wystan Harrow sinks Low Water", "en", []),
        ("Recensione di Marco Conti", "it", []),
    ],
)
def test_a_headline_may_end_with_whose_review_it_is(heading: str, lang: str, names: list[str]) -> None:
    assert reviewers(article("", heading=heading), lang=lang, title="Low Water") == names


def test_the_headline_of_a_page_without_headings_is_no_name() -> None:
    assert reviewers(f"<p>Harbour Lights</p><p>Un drama sobre el puerto.</p>{TEXT}", lang="es") == []


def test_a_theme_is_no_author() -> None:
    assert reviewers(article(""), '<meta name="author" content="Tide Themes">') == []


def test_a_user_named_behind_the_works_title() -> None:
    body = article("<p>「静かな映画」静かな港 海辺の猫さんの映画レビュー(感想・評価)</p>", heading="静かな港")
    assert reviewers(body, lang="ja", title="静かな港") == ["海辺の猫"]


@pytest.mark.parametrize(
    ("name", "names"), [("Ann Lee", ["Ann Lee"]), ("Reel Critics", []), ("Reels", []), ("Harbour Light", [])]
)
def test_a_blog_may_be_named_for_the_person_who_writes_it(name: str, names: list[str]) -> None:
    head = f'<meta property="og:site_name" content="{name}">'
    assert reviewers(article(""), head + review_of(author={"@type": "Person", "name": name})) == names


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("map[name:Ann Lee]", ["Ann Lee"]),
        ("map[email:ann@reels.test name:Ann Lee url:/ann]", ["Ann Lee"]),
        ("map[]", []),
    ],
)
def test_what_generators_print_of_an_author_with_several_fields(content: str, names: list[str]) -> None:
    assert reviewers(article(""), f'<meta name="author" content="{content}">') == names


def test_a_users_name_in_meta_counts_where_the_page_repeats_it() -> None:
    head = '<meta name="author" content="nell">'
    shown = '<header class="meta"><div>Author</div><p class="author">nell</p></header>'
    assert reviewers(article(shown), head) == ["nell"]
    assert reviewers(article(""), head) == []


@pytest.mark.parametrize(
    ("boxes", "names"),
    [
        ('<li class="post-copyright-author"><strong>本文作者：</strong>陈小满。欢迎关注我的公众号。</li>', ["陈小满"]),
        ('<li class="post-copyright-author"><strong>Post author: </strong>Ann Lee</li>', ["Ann Lee"]),
        ('<li class="post-copyright-author">Post author: admin</li>', []),
        ('<li class="post-copyright-author">Ann Lee</li><li class="post-copyright-author">Bo Diaz</li>', []),
    ],
)
def test_the_box_with_the_licence_names_the_author(boxes: str, names: list[str]) -> None:
    assert reviewers(f"{article('')}<div><ul class='post-copyright'>{boxes}</ul></div>") == names


def test_a_name_stands_in_the_line_below_a_byline_s_words() -> None:
    assert reviewers(article("<p>Reviewed by<br>Bertrand Quay<br>3.5 stars</p>")) == ["Bertrand Quay"]
    assert reviewers(article("<p>Directed by<br>Bertrand Quay</p>")) == []


def test_a_name_above_what_is_told_of_it_signs() -> None:
    bio = "<p>Orla Quay</p><p>Orla Quay has been a teacher of the stage for thirty years.</p>"
    body = article("").replace("</article>", f"{bio}</article>")
    assert reviewers(body) == ["Orla Quay"]


def test_a_surname_within_another_word_is_no_mention_of_a_person() -> None:
    body = article("").replace("<p>", "<p>by Ann Lee</p><p>A sleek and fleeting film of Leeds. ", 1)
    assert reviewers(body) == ["Ann Lee"]


LONG = "The harbour closes early, and nobody who stays on the quay that night says what they have seen. " * 2


@pytest.mark.parametrize(
    ("line", "lang", "names"),
    [
        ("Top of page • Writer's pictureNell", "en", ["Nell"]),
        ("Writer's pictureAnn Lee", "en", ["Ann Lee"]),
        ("Writer's picture: reelnell", "en", ["reelnell"]),
        ("Foto del escritorLucía", "es", ["Lucía"]),
        ("Foto do escritorRui Dantas", "pt", ["Rui Dantas"]),
        ("Photo du rédacteurMarie D.", "fr", ["Marie D."]),
        ("AutorenbildAnna Fenn", "de", ["Anna Fenn"]),
        ("Immagine del redattoreMarco", "it", ["Marco"]),
        ("執筆者の写真みかん", "ja", ["みかん"]),
        ("작성자 사진소라", "ko", ["소라"]),
        ("Фото автораАнна Белова", "ru", ["Анна Белова"]),
        ("Writer's picture", "en", []),
        ("A writer's picture of the town", "en", []),
    ],
)
def test_software_says_whose_picture_stands_beside_the_heading(line: str, lang: str, names: list[str]) -> None:
    assert reviewers(article(f"<p>{line}</p>"), lang=lang) == names


@pytest.mark.parametrize(
    ("line", "lang", "names"),
    [
        (f"The Tidewater’s Ann Lee reviews {TITLE}", "en", ["Ann Lee"]),
        (f"Ann Lee reviews the film “{TITLE}”", "en", ["Ann Lee"]),
        (f"Film: Ann Lee reviewed {TITLE}", "en", ["Ann Lee"]),
        (f"Anna Fenn bespricht {TITLE}", "de", ["Anna Fenn"]),
        (f"Marco Conti recensisce “{TITLE}”", "it", ["Marco Conti"]),
        (f"Ann Lee's reviews of “{TITLE}”", "en", ["Ann Lee"]),
        ("Ann Lee reviews her life in a new play", "en", []),
        (f"Everybody reviews {TITLE}", "en", []),
        (f"Harbour Lights reviews {TITLE}", "en", []),
    ],
)
def test_who_reviews_the_work_in_a_sentence(line: str, lang: str, names: list[str]) -> None:
    assert reviewers(article(f"<p>{line}</p>"), lang=lang) == names


@pytest.mark.parametrize(
    ("line", "lang", "names"),
    [
        ("Écrit par : reelnell", "fr", ["reelnell"]),
        ("Written by: reelnell", "en", ["reelnell"]),
        ("Autor: reelnell", "de", ["reelnell"]),
        ("Scritto da: filmofilo", "it", ["filmofilo"]),
        ("Drehbuch: offen", "de", []),
        ("Written by: Ann Lee</p><p>Directed by: Bo Diaz", "en", []),
        ("Written by: various</p><p>Directed by: Bo Diaz", "en", []),
    ],
)
def test_a_user_in_small_letters_writes_no_film(line: str, lang: str, names: list[str]) -> None:
    assert reviewers(f"<p>Low Water</p><p>{line}</p>{TEXT}", lang=lang) == names


@pytest.mark.parametrize(
    ("end", "lang", "names"),
    [
        ("<p>Wystan Harrow</p>", "en", []),
        ("<p>Cosima Harrow</p>", "en", ["Cosima Harrow"]),
        ("<p>Cosima Harrow, Tidewater Post</p>", "en", ["Cosima Harrow"]),
        ("<p>Harbour Lights, Tidewater Post</p>", "en", []),
        ("<p>Cosima Harrow</p><p>Look at our gallery from the set here</p>", "en", ["Cosima Harrow"]),
        (
            "<p>Marianne</p><p>Photo : © Le Quai</p><p>Laisser un commentaire</p><p>Votre adresse</p>",
            "fr",
            ["Marianne"],
        ),
        ("<p>Marianne</p>", "de", ["Marianne"]),
        ("<p>Hope</p>", "en", []),
        ("<p>Marianne</p><p>Cosima</p>", "de", []),
        ("<p>Leave a comment</p><p>Cosima Harrow</p><p>Nice one.</p>", "en", []),
        ("<p>Dein Kommentar</p><p>Anna Fenn | 4.5.2024 14:03</p><p>Sehr schön.</p>", "de", []),
        ("<p>Comentarios</p><p>Lucía Mas</p>", "es", []),
        ("<p>Ann Lee | New: 1 March, 2017 | Now: 4 May, 2018</p>", "en", ["Ann Lee"]),
        (f"<p>{LONG}It is the best of the year. Cosima Harrow, Tidewater Post</p>", "en", ["Cosima Harrow"]),
        (f"<p>{LONG}Ein schöner Film. Anna Fenn</p>", "de", ["Anna Fenn"]),
        (f"<p>{LONG}It ends with a song. Low Water</p>", "en", []),
        (f"<p>{LONG}With Cosima Harrow in a small part. Anna Fenn, Bo Diaz</p>", "en", []),
        ("<p>Cosima Harrow, Anna Fenn</p>", "en", []),
        (f"<p>{LONG}Anna Fenn walks away. Anna Fenn</p>", "en", []),
        (f"<p>{LONG}A treat. 8/10</p><p>Cosima Harrow</p>", "en", ["Cosima Harrow"]),
        (f"<p>{LONG}A treat. 8/10</p><p>Bayard Pohl</p>", "en", []),
        ("<p>Molo Chiaro</p><p>Browser non supportato.</p>", "it", []),
        ("<p>Molo Chiaro</p>", "it", ["Molo Chiaro"]),
    ],
)
def test_what_closes_the_text_and_what_only_stands_below_it(end: str, lang: str, names: list[str]) -> None:
    assert reviewers(article(LONG).replace("</article>", f"{end}</article>"), lang=lang) == names


def test_a_name_below_the_headline_where_the_page_prints_other_lines_first() -> None:
    menu = "".join(f"<p>Skip to part {number}</p>" for number in range(9))
    page = f"{menu}<p>{TITLE} review — calm seas</p><p>new</p><p>Cosima Harrow</p>{TEXT}"
    assert reviewers(page) == ["Cosima Harrow"]
    assert reviewers(page.replace("Cosima Harrow", "Calm Seas")) == []


def test_an_author_among_the_works_credits_is_none_of_the_review() -> None:
    assert reviewers(f"<p>{TITLE} Review</p><p>Author: Ann Lee</p>{TEXT}") == ["Ann Lee"]
    assert reviewers(f"<p>{TITLE} Review</p><p>Director: Bo Diaz</p><p>Author: Ann Lee</p>{TEXT}") == []
    assert reviewers(f"<p>{TITLE} Book Review</p><p>Author: Ann Lee</p>{TEXT}") == []


def test_a_signature_above_the_works_facts() -> None:
    facts = "<p>UK 2015. Distributor: Tidewater (Harbour). 88 minutes.</p><p>Rating notes (of 3): Sea 1, Salt 2.</p>"
    facts += "<p>UK certificate: 15.</p><p>88 minutes.</p><p>Review date: 6 Sep 2016</p>"
    assert reviewers(f"<p>{TITLE} Review</p><p>{LONG}</p><p>Cosima Harrow</p>{facts}") == ["Cosima Harrow"]


def test_the_first_words_of_a_title_are_nobody() -> None:
    page = "<p>Crítica de Aguas Bajas: un thriller</p><p>Por Ana Ruiz</p>" + TEXT
    assert reviewers(page, lang="es", title="Aguas Bajas") == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>There are spoilers for {TITLE} below; last week’s review is here.</p>",
        "<p>Dino De</p><p>Marchi Corp.; Tidewater Studios</p>",
    ],
)
def test_pieces_of_sentences_and_of_names_are_no_reviewers(body: str) -> None:
    assert reviewers(article(body)) == []
