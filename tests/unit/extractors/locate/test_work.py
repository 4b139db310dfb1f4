import pytest

from extractors.locate.title import locate_title
from extractors.locate.work import locate_details
from schemas.evidence import Method
from schemas.review import WorkKind
from tests.unit.extractors.pages import TEXT, TITLE, article, given, jsonld, record, review_of, site, values


def titles(body: str, head: str = "") -> dict[Method, str]:
    """The first title of each method."""
    found: dict[Method, str] = {}
    for candidate in locate_title(*given(body, head, title=None)):
        found.setdefault(candidate.method, candidate.value)
    return found


def detail(field: str, body: str, head: str = "", title: str = TITLE) -> list[object]:
    return values(locate_details(*given(body, head, title=title)), field)


# --- title


@pytest.mark.parametrize("syntax", ["json-ld", "microdata"])
def test_the_title_is_the_name_of_what_the_markup_reviews(syntax: str) -> None:
    node = (
        '<div itemscope itemtype="https://schema.org/Review"><div itemprop="itemReviewed" itemscope '
        f'itemtype="https://schema.org/Movie"><meta itemprop="name" content="{TITLE}"></div></div>'
    )
    found = titles(article(node)) if syntax == "microdata" else titles(article(""), review_of())
    assert found[Method(syntax)] == TITLE


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (TITLE, TITLE),
        (f"{TITLE} Review", TITLE),
        (f"{TITLE} (2023)", TITLE),
        (f"{TITLE}: The Return", f"{TITLE}: The Return"),
    ],
)
def test_plugins_put_the_headline_into_the_name(name: str, title: str) -> None:
    assert titles(article(""), review_of({"name": name}))[Method.JSON_LD] == title


@pytest.mark.parametrize(
    "heading",
    [
        f"{TITLE} Review",
        f"Review: {TITLE}",
        f"Film Review: {TITLE}",
        f"‘{TITLE}’ Review: A Boat That Nobody Wants",
        f"{TITLE} (2023) Review",
        f"Kritik: {TITLE}",
        f"{TITLE} – Filmkritik",
        f"Crítica de {TITLE}",
    ],
)
def test_the_headline_names_the_title(heading: str) -> None:
    assert titles(article("", heading))[Method.HEADLINE] == TITLE


def test_a_labelled_title_counts() -> None:
    assert titles(article(f"<p><b>Title:</b> {TITLE}</p>"))[Method.LABEL] == TITLE


def test_a_label_that_follows_a_label_is_no_title() -> None:
    cells = "".join(f"<p>{cell} |</p>" for cell in ("Year", "2003", "Film", "Runtime", "117 minutes"))
    assert Method.LABEL not in titles(cells)
    assert titles(cells.replace("Runtime", "The Quiet Harbour"))[Method.LABEL] == "The Quiet Harbour"


def test_rank_maths_box_names_the_title() -> None:
    box = '<div id="rank-math-rich-snippet-wrapper"><h5 class="rank-math-title">The Quiet Harbour</h5></div>'
    assert titles(article(box))[Method.PLUGIN] == TITLE


def test_a_box_of_the_comments_names_nothing() -> None:
    box = '<div class="comments"><h5 class="rank-math-title">Tin Summer</h5></div>'
    assert Method.PLUGIN not in titles(article(box))


def test_a_site_files_selector_names_the_title() -> None:
    body = article('<p class="work">The Quiet Harbour Review</p>', "Adrift")
    unit, context = given(body, title=None, site=site(fields={"work.title": {"css": ".work"}}))
    first = locate_title(unit, context)[0]
    assert (first.value, first.method) == (TITLE, Method.SITE)


def test_a_page_without_heading_is_titled_by_its_first_line() -> None:
    assert titles(f"<p>{TITLE} Review</p>{TEXT}")[Method.HEADLINE] == TITLE


def test_the_sites_name_is_no_part_of_the_title() -> None:
    head = f'<meta property="og:site_name" content="Reels"><title>{TITLE} Review - Reels</title>'
    assert titles(TEXT, head)[Method.HEADLINE] == TITLE


# --- year


@pytest.mark.parametrize(
    ("body", "head", "years"),
    [
        pytest.param(article("", f"{TITLE} (2023) Review"), "", [2023], id="headline"),
        pytest.param(article("<p>Year: 2023</p>"), "", [2023], id="label"),
        pytest.param(article(f"<p>In {TITLE} (2023), two sisters meet.</p>"), "", [2023], id="brackets"),
        pytest.param(article(f"<p>In <em>{TITLE}</em> (2023), two sisters meet.</p>"), "", [2023], id="after markup"),
        pytest.param(article("<p>In Tin Summer (2019), two sisters meet.</p>"), "", [], id="of another work"),
        pytest.param(article("<p>Years: 2019-2023</p>"), "", [], id="two numbers"),
        pytest.param(article("<p>Year: 2019/2020</p>"), "", [2019], id="a series' first year"),
        pytest.param(article("<p>Release: May 2019, again June 2022</p>"), "", [2019], id="the first of two releases"),
        pytest.param(article(f"<p>{TITLE} *** (2017, Eva Lind, Bo Diaz)</p>"), "", [2017], id="stars before brackets"),
        pytest.param(article(""), review_of({"dateCreated": "2023-05-01"}), [2023], id="dateCreated"),
        pytest.param(article(""), review_of({"datePublished": "2023"}), [2023], id="datePublished"),
        pytest.param(article(""), review_of({"copyrightYear": 2023}), [2023], id="copyrightYear"),
        pytest.param(article(""), review_of({"dateCreated": "2023-05-01T08:00:00"}), [], id="the post's own date"),
        pytest.param(article(""), review_of(datePublished="2024-05-01"), [], id="the review's date"),
    ],
)
def test_the_works_year(body: str, head: str, years: list[int]) -> None:
    assert detail("work.year", body, head) == years


# --- season and episode


@pytest.mark.parametrize(
    ("heading", "season", "episode"),
    [
        (f"{TITLE} Season 2 Review", 2, None),
        (f"{TITLE} Season 2 Episode 3 Review", 2, 3),
        (f"{TITLE} S02E03 Review", 2, 3),
        (f"{TITLE} Staffel 2 Kritik", 2, None),
        (f"{TITLE} Review", None, None),
    ],
)
def test_season_and_episode_of_the_headline(heading: str, season: int | None, episode: int | None) -> None:
    body = article("", heading)
    assert detail("work.season", body) == [season] * (season is not None)
    assert detail("work.episode", body) == [episode] * (episode is not None)


def test_season_and_episode_of_the_markup() -> None:
    work = {
        "@type": "TVEpisode",
        "episodeNumber": "3",
        "partOfSeason": {"@type": "TVSeason", "seasonNumber": 2},
    }
    assert detail("work.season", article(""), review_of(work)) == [2]
    assert detail("work.episode", article(""), review_of(work)) == [3]


def test_season_and_episode_of_label_lines() -> None:
    body = article("<p>Season: 2</p><p>Episode: 3</p><p>Episodes: 16</p>")
    assert detail("work.season", body) == [2]
    assert detail("work.episode", body) == [3]


@pytest.mark.parametrize("line", ["<p>Season: one of the best</p>", "<p>Episode: 3 of 16</p>"])
def test_a_label_without_one_number_says_nothing(line: str) -> None:
    assert detail("work.season", article(line)) == []
    assert detail("work.episode", article(line)) == []


@pytest.mark.parametrize(
    ("line", "seasons"),
    [
        (f"<p>Two weeks before season 3 of another show, {TITLE} Season 2 is here.</p>", [2]),
        (f"<p>{TITLE} is back, and season 2 is darker.</p>", [2]),
        (f"<p>Season 1 of {TITLE}, or season 2?</p>", []),
    ],
)
def test_the_season_beside_the_title_in_the_lead(line: str, seasons: list[int]) -> None:
    assert detail("work.season", article(line, TITLE)) == seasons


# --- kind


@pytest.mark.parametrize(
    ("schema_type", "kind"),
    [
        ("Movie", WorkKind.FILM),
        ("https://schema.org/Movie", WorkKind.FILM),
        ("TVSeries", WorkKind.SERIES),
        ("TVSeason", WorkKind.SEASON),
        ("TVEpisode", WorkKind.EPISODE),
        ("Book", WorkKind.BOOK),
        ("VideoGame", WorkKind.GAME),
        ("MusicAlbum", WorkKind.MUSIC),
        ("SoftwareApplication", WorkKind.PRODUCT),
        ("Restaurant", WorkKind.OTHER),
    ],
)
def test_a_type_of_schema_org_is_a_kind(schema_type: str, kind: WorkKind) -> None:
    body = f"<article><h1>{TITLE} Review</h1><p>Two sisters and a boat that neither of them wants.</p></article>"
    assert detail("work.kind", body, review_of({"@type": schema_type})) == [kind]


def test_a_product_may_be_anything() -> None:
    body = f"<article><h1>{TITLE} Review</h1><p>Two sisters and a boat that neither of them wants.</p></article>"
    assert detail("work.kind", body, review_of({"@type": "Product"})) == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        (f"Film Review: {TITLE}", WorkKind.FILM),
        (f"K-Drama Review: {TITLE}", WorkKind.SERIES),
        (f"Serienkritik: {TITLE}", WorkKind.SERIES),
        (f"Book Review: {TITLE}", WorkKind.BOOK),
        (f"{TITLE} Album Review", WorkKind.MUSIC),
    ],
)
def test_the_headline_names_the_kind(heading: str, kind: WorkKind) -> None:
    found = [c for c in locate_details(*given(article("", heading))) if c.field == "work.kind"]
    assert found[0].value is kind


def test_a_word_of_the_title_names_no_kind() -> None:
    body = "<article><h1>Squid Game Review</h1><p>Two sisters and a boat that neither of them wants.</p></article>"
    assert detail("work.kind", body, title="Squid Game") == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The film is slow. This film is long. A film for few.", [WorkKind.FILM]),
        ("The series is slow. This series is long.", [WorkKind.SERIES]),
        ("The film is slow. The series was better.", []),
        ("The novel was better. The film is slow, the film is long.", [WorkKind.FILM]),
        ("The novel is slow. The novel is long.", []),
        ("The novel is slow. " * 5, [WorkKind.BOOK]),
        ("Two sisters and a boat.", []),
    ],
)
def test_what_the_text_calls_the_work(text: str, kinds: list[WorkKind]) -> None:
    assert detail("work.kind", f"<article><h1>{TITLE} Review</h1><p>{text}</p></article>") == kinds


# --- native title


@pytest.mark.parametrize(
    ("line", "natives"),
    [
        ("<p>Native title: 고요한 항구</p>", ["고요한 항구"]),
        ("<p>Originaltitel: Der stille Hafen</p>", ["Der stille Hafen"]),
        (f"<p>{TITLE} (고요한 항구) is a drama.</p>", ["고요한 항구"]),
        (f"<p>“{TITLE}” (고요한 항구, 2023) is a drama.</p>", ["고요한 항구"]),
        (f"<p>{TITLE} [静かな港] is a drama.</p>", ["静かな港"]),
        (f"<p>{TITLE} (working title) is a drama.</p>", []),
        ("<p>Tin Summer (양철의 여름) is another drama.</p>", []),
    ],
)
def test_the_native_title(line: str, natives: list[str]) -> None:
    assert detail("work.native_title", article(line)) == natives


def test_the_markups_other_name_is_the_native_title() -> None:
    assert detail("work.native_title", article(""), review_of({"alternateName": "고요한 항구"})) == ["고요한 항구"]


def test_a_native_title_that_is_the_title_is_left_out_of_the_record() -> None:
    body = article(f"<p>Original title: {TITLE}</p>")
    assert record(body, review_of()).work.native_title is None


# --- platforms


@pytest.mark.parametrize(
    ("line", "platforms"),
    [
        ("<p>Platform: Netflix</p>", ["Netflix"]),
        ("<p>Where to watch: Netflix, Disney Plus</p>", ["Netflix", "Disney+"]),
        ("<p>Network: Max</p>", ["Max"]),
        ("<p>It is now streaming on Netflix.</p>", ["Netflix"]),
        (f"<p>Netflix has given {TITLE} little room.</p>", ["Netflix"]),
        ("<p>Netflix has changed its prices.</p>", []),
        ("<p>Max is a sailor now streaming tears.</p>", []),
        ("<p>Platform: a wooden one by the sea</p>", []),
        ("<p>Netflix</p>", ["Netflix"]),
        (f"<p>{TITLE} (AMC), in eight parts.</p>", ["AMC"]),
        ("<p>A romance that aired on SBS from December 2013.</p>", ["SBS"]),
        ("<p>It premieres on Sky Atlantic; it is available on max settings.</p>", ["Sky Atlantic"]),
        ("<p>The boat turned on SBS time.</p>", []),
        (f"<p>{TITLE} (1995, SBS miniseries)</p>", ["SBS"]),
        (f"<p>{TITLE} is a work of arte and of Shahid Kapoor.</p>", []),
    ],
)
def test_platforms(line: str, platforms: list[str]) -> None:
    assert detail("work.platforms", article(line)) == platforms


# --- ids


@pytest.mark.parametrize(
    ("address", "field", "value"),
    [
        ("https://www.imdb.com/title/tt0133093/", "work.ids.imdb", "tt0133093"),
        ("https://www.imdb.com/de/title/tt0133093/", "work.ids.imdb", "tt0133093"),
        ("https://letterboxd.com/film/the-quiet-harbour/", "work.ids.letterboxd", "the-quiet-harbour"),
        ("https://letterboxd.com/ann/film/the-quiet-harbour/", "work.ids.letterboxd", "the-quiet-harbour"),
        ("https://www.allocine.fr/film/fichefilm_gen_cfilm=19776.html", "work.ids.allocine", "film/19776"),
        ("https://www.allocine.fr/series/ficheserie_gen_cserie=7157.html", "work.ids.allocine", "series/7157"),
        ("https://mydramalist.com/36269-the-quiet-harbour", "work.ids.mydramalist", "36269"),
        ("https://www.themoviedb.org/movie/603-the-matrix", "work.ids.tmdb", "movie/603"),
        ("https://www.themoviedb.org/tv/1399", "work.ids.tmdb", "tv/1399"),
        ("https://www.wikidata.org/wiki/Q83495", "work.ids.wikidata", "Q83495"),
    ],
)
@pytest.mark.parametrize("where", ["sameAs", "link"])
def test_ids_that_the_page_links(address: str, field: str, value: str, where: str) -> None:
    if where == "sameAs":
        found = detail(field, article(""), review_of({"sameAs": [address]}))
    else:
        found = detail(field, article(f'<p>Watch <a href="{address}">{TITLE}</a> with somebody.</p>'))
    assert found == [value]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://www.imdb.com/title/tt0133093/">Tin Summer</a>',
        f'<a href="https://www.imdb.com/name/nm0000206/">{TITLE}</a>',
        f'<a href="https://www.imdb.test/">{TITLE}</a>',
    ],
)
def test_a_link_to_something_else_is_no_id(link: str) -> None:
    assert detail("work.ids.imdb", article(f"<p>See {link} as well, if you can find it.</p>")) == []


def test_two_ids_are_none() -> None:
    same = ["https://www.imdb.com/title/tt0133093/", "https://www.imdb.com/title/tt0234215/"]
    head = review_of({"sameAs": same})
    assert record(article(""), head).work.ids.imdb is None


def test_structured_data_of_other_works_is_not_asked() -> None:
    other = jsonld({"@type": "Movie", "name": "Tin Summer", "dateCreated": "2019"})
    assert detail("work.year", article(""), review_of() + other) == []


def test_a_link_that_bears_the_databases_name_counts_where_there_is_one() -> None:
    one = '<a href="https://www.imdb.com/title/tt0133093/">IMDb</a>'
    other = '<a href="https://www.imdb.com/title/tt0234215/">IMDb</a>'
    assert record(article(f"<p>{one}</p>")).work.ids.imdb == "tt0133093"
    assert record(article(f"<p>{one}</p><p>{other}</p>")).work.ids.imdb is None


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        (f"1954 – {TITLE}", [1954]),
        (f"{TITLE} 1954", [1954]),
        (f"{TITLE} - 1954 - Ann Lee", [1954]),
        (f"Reels of 1954 – {TITLE}", []),
        (f"{TITLE} 1954 and 1955", []),
        (f"{TITLE}, May 1954", []),
    ],
)
def test_a_bare_year_beside_the_title_of_a_headline(heading: str, years: list[int]) -> None:
    found = detail("work.year", article("", heading))
    assert set(found) == set(years)


def test_a_release_label_with_the_title_in_front_dates_the_work() -> None:
    assert detail("work.year", article(f"<p>{TITLE} Release Date: 7th September 2019</p>")) == [2019]


def test_a_release_label_may_name_who_showed_the_work() -> None:
    assert detail("work.platforms", article("<p>Release: 2018, HBO</p>")) == ["HBO"]


def test_a_work_with_a_season_is_no_film_whatever_the_rubric_says() -> None:
    body = article("<p>The series has nine episodes.</p>", f"DVD Review: {TITLE}: Season 2")
    assert record(body).work.kind is WorkKind.SEASON
