import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse.title import (
    HeadlineReading,
    before_maker,
    cut_site_name,
    is_balanced,
    number_at_start,
    read_headline,
    read_title,
)
from extractors.vocabulary import vocabulary
from schemas.review import WorkKind


def read(headline: str, language: str = "en") -> HeadlineReading:
    reading = read_headline(headline, site_name="Reel Gazette", vocabulary=vocabulary(language))
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("language", "headline", "title"),
    [
        # words for "review" side by side, and what follows them
        ("es", "As bestas: crítica y análisis de la película", "As bestas"),
        ("en", "(Spoilers) Low Water Series 1 Review", "Low Water"),
        ("en", "Review: Line of Duty delivers one of its best stunts.", "Line of Duty"),
        ("fr", "Critique ciné. Le sens de la fête", "Le sens de la fête"),
        ("en", "Low Water: Complete Series Review", "Low Water"),
        ("en", "Low Water Parent Review", "Low Water"),
        ("en", "Review: Letter from the Black Harbour", "Letter from the Black Harbour"),
        ("ja", "低い水【ホラー映画レビュー・考察】", "低い水"),
        ("en", "Low Water (A Brief Movie Review)", "Low Water"),
        ("fr", "Un prophète – la critique du film", "Un prophète"),
        ("it", "La grande bellezza: la recensione del film di Sorrentino", "La grande bellezza"),
        ("ko", "영화 올드보이 줄거리 결말 후기", "올드보이"),
        ("ko", "영화 올빼미 줄거리 후기 결말 실화 평점", "올빼미"),
        ("fr", "Critique Un prophète (2009) de Jacques Audiard", "Un prophète"),
        # what is said of the work, its noun, maker and medium
        ("es", "Análisis de la película El hoyo (2019)", "El hoyo"),
        ("fr", "Mon avis sur le film Un prophète", "Un prophète"),
        ("en", "Movie Review: Kabir Singh is worth it for its lead", "Kabir Singh"),
        ("en", "Telugu movie Eega Review", "Eega"),
        ("de", "Blade Runner 2049 auf Blu-ray Kritik", "Blade Runner 2049"),
        ("en", "Movie Review: LOW WATER (Collector’s Edition) Blu-ray", "LOW WATER"),
        ("en", "Low Water 4K Ultra HD Review", "Low Water"),
        ("en", "Review: Low Water DVD", "Low Water"),
        ("zh", "影評：無聲：無法出聲的學生，需要奇蹟！", "無聲"),
        # the review word behind the title
        ("en", "The Trauma Code: Heroes on Call Review", "The Trauma Code: Heroes on Call"),
        ("en", "The Trauma Code: Heroes on Call Review: A Sharp Drama", "The Trauma Code: Heroes on Call"),
        ("en", "Oppenheimer: Film Review", "Oppenheimer"),
        ("en", "First Man: Review", "First Man"),
        ("en", "Past Lives (Film Review)", "Past Lives"),
        ("en", "Past Lives – A Review", "Past Lives"),
        ("en", "Past Lives - Film Review", "Past Lives"),
        ("en", "‘Oppenheimer’ Review: Loud and Clear", "Oppenheimer"),
        ("en", "'Oppenheimer' Movie Review: Loud and Clear", "Oppenheimer"),
        ("en", '"Past Lives" review', "Past Lives"),
        ("en", "‘Schitt's Creek’ Review: Home at Last", "Schitt's Creek"),
        ("en", "Blade Runner 2049 Review", "Blade Runner 2049"),
        ("en", "2001: A Space Odyssey Review", "2001: A Space Odyssey"),
        ("en", "My Mister Korean Drama Review", "My Mister"),
        ("en", "Netflix's Hellbound Review", "Hellbound"),
        ("en", "Past Lives | Review", "Past Lives"),
        ("en", "16-inch MacBook Pro review: the keyboard is back", "16-inch MacBook Pro"),
        ("en", "12 Strong Movie Reaction – Away We Go!", "12 Strong"),
        ("en", "Dune: Part Two Movie Review & Film Summary (2024)", "Dune: Part Two"),
        ("de", "Systemsprenger – Kritik", "Systemsprenger"),
        ("it", "La grande bellezza - Recensione", "La grande bellezza"),
        ("es", "La sociedad de la nieve: crítica", "La sociedad de la nieve"),
        ("es", "'As bestas': crítica de la película", "As bestas"),
        ("fr", "Le Comte de Monte-Cristo (Critique)", "Le Comte de Monte-Cristo"),
        ("pt", "Duna: Parte 2 | Crítica", "Duna: Parte 2"),
        ("ko", "영화 헤어질 결심 리뷰", "헤어질 결심"),
        ("ko", "<더 글로리> 리뷰", "더 글로리"),
        ("ja", "『ゴジラ-1.0』感想", "ゴジラ-1.0"),
        ("ja", "映画『ゴジラ-1.0』感想・レビュー", "ゴジラ-1.0"),
        ("zh", "《寄生上流》影评", "寄生上流"),
        # in front of it
        ("en", "Review: ‘Oppenheimer’ Starring Cillian Murphy", "Oppenheimer"),
        ("en", "Review: Dune: Part Two", "Dune: Part Two"),
        ("en", "Movie Review: Past Lives", "Past Lives"),
        ("en", "Movie Review – Past Lives", "Past Lives"),
        ("en", "Movie Review | 'STAR WARS': Far Away", "STAR WARS"),
        ("en", "Review #643: Uncle Buck.", "Uncle Buck"),
        ("en", "Review of Exhuma Movie", "Exhuma"),
        ("en", "K-drama ● Review: Hellbound", "Hellbound"),
        ("en", "[K-Drama Review] My Mister", "My Mister"),
        ("en", "Review: Joker – the clown prince of gloom", "Joker"),
        ("en", "Review: Hellbound, the drama that shocked us", "Hellbound"),
        ("en", "TV Review - Apple's Severance (Spoiler-Free)", "Severance"),
        ("en", "Book Review: Pachinko by Min Jin Lee", "Pachinko"),
        ("de", "Kritik zu Dark", "Dark"),
        ("de", "Filmkritik: Im Westen nichts Neues", "Im Westen nichts Neues"),
        ("it", "Recensione film: Perfetti sconosciuti", "Perfetti sconosciuti"),
        ("it", "RECENSIONE FILM JOJO RABBIT", "JOJO RABBIT"),
        ("es", "Crítica de La sociedad de la nieve", "La sociedad de la nieve"),
        ("es", "Crítica de 'As bestas', de Rodrigo Sorogoyen", "As bestas"),
        ("fr", "Critique du film Titane", "Titane"),
        ("pt", "Crítica | Duna: Parte 2", "Duna: Parte 2"),
        ("nb", "Anmeldelse av X-Men", "X-Men"),
        ("ko", "[리뷰] 헤어질 결심", "헤어질 결심"),
        ("zh", "影评：天气之子", "天气之子"),
        ("zh", "观影《寄生上流》", "寄生上流"),
        ("ru", "Рецензия на фильм «Левиафан»", "Левиафан"),
        ("ru", "Рецензия: Левиафан", "Левиафан"),
        # the site's name goes first
        ("en", "Past Lives Review - Reel Gazette", "Past Lives"),
        ("en", "Reel Gazette | Past Lives Review", "Past Lives"),
        ("it", "RECENSIONE FILM JOJO RABBIT – Reel Gazette", "JOJO RABBIT"),
        # a language that the page does not declare
        ("en", "Kritik zu Dark", "Dark"),
        ("en", "《寄生上流》影评", "寄生上流"),
    ],
)
def test_a_title_set_off_by_a_review_word(language: str, headline: str, title: str) -> None:
    reading = read(headline, language)
    assert (reading.title, reading.says_review) == (title, True)


@pytest.mark.parametrize(
    ("language", "headline", "title", "year", "season", "episode"),
    [
        ("en", "Exhuma (2024) Review", "Exhuma", 2024, None, None),
        ("en", "Exhuma Review (2024)", "Exhuma", 2024, None, None),
        ("en", "Exhuma (2024) – Movie Review", "Exhuma", 2024, None, None),
        ("en", "Review: Uncle Buck (1989)", "Uncle Buck", 1989, None, None),
        ("fr", "Critique « Le Comte de Monte-Cristo » (2024) : oui !", "Le Comte de Monte-Cristo", 2024, None, None),
        ("ja", "【ネタバレなし】サスペリア（1977）怖さレビュー｜映画部", "サスペリア", 1977, None, None),
        ("ko", "[영화 리뷰] 파묘(2024)", "파묘", 2024, None, None),
        ("en", "Squid Game Season 2 Review", "Squid Game", None, 2, None),
        ("en", "‘Squid Game’ Season 2 Review: Round Two", "Squid Game", None, 2, None),
        ("en", "Fleabag, Series 2 review - a standing ovation", "Fleabag", None, 2, None),
        ("en", "House of Cards series 3 review: worth the wait", "House of Cards", None, 3, None),
        ("en", "Fargo, Season Five Review", "Fargo", None, 5, None),
        ("en", "Series Review: Dark - Season 3", "Dark", None, 3, None),
        ("en", "Game of Thrones Season 1 Episode 3 Review", "Game of Thrones", None, 1, 3),
        ("en", "Severance S02E05 review", "Severance", None, 2, 5),
        ("en", "Fargo - Season 3 So Far - Review", "Fargo", None, 3, None),
        ("en", "Dark “Alpha”/“Omega” Review (1x06/1x07)", "Dark", None, None, None),
        ("en", 'The Bear Season 2, Episode 6 "Fishes" Review', "The Bear", None, 2, 6),
        ("de", "„Dark“ Staffel 3 Kritik: Ein Finale", "Dark", None, 3, None),
        ("de", "Dark 2. Staffel – Kritik", "Dark", None, 2, None),
        ("es", "La casa de papel temporada 5: reseña", "La casa de papel", None, 5, None),
        ("ko", "드라마 더 글로리 시즌 2 후기", "더 글로리", None, 2, None),
        ("zh", "繁花 第二季 剧评", "繁花", None, 2, None),
        ("ru", "Обзор сериала «Метод» 2 сезон", "Метод", None, 2, None),
    ],
)
def test_year_season_and_episode(
    language: str, headline: str, title: str, year: int | None, season: int | None, episode: int | None
) -> None:
    reading = read(headline, language)
    assert (reading.title, reading.year, reading.season, reading.episode) == (title, year, season, episode)
    assert reading.says_review


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Past Lives Film Review", WorkKind.FILM),
        ("My Mister K-Drama Review", WorkKind.SERIES),
        ("Dark Season 3 Review", WorkKind.SEASON),
        ("Dark Season 3 Episode 1 Review", WorkKind.EPISODE),
        ("Pachinko: Book Review", WorkKind.BOOK),
        ("Hades – Game Review", WorkKind.GAME),
        ("Midnights Album Review", WorkKind.MUSIC),
        ("Restaurant Review: Noma", WorkKind.OTHER),
        ("Past Lives Review", None),
    ],
)
def test_the_words_tell_the_kind(headline: str, kind: WorkKind | None) -> None:
    assert read(headline).kind is kind


@pytest.mark.parametrize(
    ("language", "headline", "title"),
    [
        ("en", "Film: Hereditary", "Hereditary"),
        ("en", "Hereditary ★★★★★", "Hereditary"),
        ("en", "The World's End (8 out of 10)", "The World's End"),
        ("en", "The World's End (8/10)", "The World's End"),
        ("es", "He visto: As bestas", "As bestas"),
        ("es", "Series que veo: Penny Dreadful", "Penny Dreadful"),
        ("fr", "J'ai vu : Un prophète", "Un prophète"),
        ("de", "Film der Woche: Victoria", "Victoria"),
        ("it", "Ho visto La grande bellezza", "La grande bellezza"),
        ("pt", "Bacurau, de Kleber Mendonça Filho", "Bacurau"),
        ("ko", "택시운전사, 2017", "택시운전사"),
        ("ja", "万引き家族 監督:是枝裕和", "万引き家族"),
        ("ja", "「万引き家族」(映画)", "万引き家族"),
        ("en", "Hellbound (2021) – Season 1", "Hellbound"),
        ("en", "UNCLE BUCK (Theatrical Release USA 1989)", "UNCLE BUCK"),
        ("en", "‘Fantastic Beasts’: A Nice Place to Visit", "Fantastic Beasts"),
        ("en", "The Lives We Live: Mike Leigh’s “Another Year”", "Another Year"),
        ("en", "Dark: Season 2 finale recap", "Dark"),
        ("ru", "Кино: В диких условиях. Into the Wild. 2007", "В диких условиях"),
    ],
)
def test_a_title_without_a_review_word(language: str, headline: str, title: str) -> None:
    reading = read(headline, language)
    assert (reading.title, reading.says_review) == (title, False)


@pytest.mark.parametrize(
    "headline",
    [
        "Cillian Murphy in Oppenheimer",
        "Interview: Greta Lee on Past Lives",
        "How to watch the 21 best films of 2017",
        "2019 in Review: The Best Films",
        "The Early Reviews For a New Console Are Here",
        "Movie Reviews",
        "Toy Story 3 Movie Reviews, Pictures",
        "Ann Lee: 'My next film is a prequel'",
        "Is That a ‘Company Town’ for the Movies?",
        'Korean writers share themes, from "Misty" to "Live"',
        "A plain sentence about nothing in particular",
    ],
)
def test_no_review_and_no_title(headline: str) -> None:
    reading = read(headline)
    assert (reading.title, reading.says_review) == (None, False)


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Review"),
        ("en", "Reviewed: Season 2 (All Episodes) | Where to Watch: Netflix"),
        ("en", "Review: Mission: Impossible - Dead Reckoning"),  # subtitle or site?
        ("en", "Is Jawan worth your evening? An honest review"),
        ("en", "Squid Game Review"),  # a game, or the series?
        ("de", "Strong & Beautiful - Pamela Reif [Rezension]"),  # title or author?
        ("ja", "ゴジラ-1.0の映画日記のレビュー・感想・評価"),  # where does the user's name begin?
    ],
)
def test_a_review_whose_title_is_not_sure(language: str, headline: str) -> None:
    reading = read(headline, language)
    assert (reading.title, reading.says_review) == (None, True)


@pytest.mark.parametrize(
    ("headline", "title", "native"),
    [
        ("EXHUMA (파묘) (2024)", "EXHUMA", "파묘"),
        ("더 글로리 / The Glory", "더 글로리", "The Glory"),
        ("Hellbound (지옥) Review", "Hellbound", "지옥"),
    ],
)
def test_a_title_in_a_second_script(headline: str, title: str, native: str) -> None:
    reading = read(headline)
    assert (reading.title, reading.native_title) == (title, native)


@pytest.mark.parametrize(
    ("text", "title", "native", "year"),
    [
        ("サスペリア（Suspiria）", "サスペリア", "Suspiria", None),
        ("Exhuma (파묘)", "Exhuma", "파묘", None),
        ("지옥 [lit. hell]", "지옥", None, None),
        ("Hellbound (2021)", "Hellbound", None, 2021),
        ("Calvary (15)", "Calvary", None, None),
        ("BODYGUARD BBC1", "BODYGUARD", None, None),
        ("Lootera (U/A)", "Lootera", None, None),
        ("Deep Red aka The Hatchet Murders", "Deep Red", None, None),
        ("Deep Red (a.k.a. Profondo rosso) (1975)", "Deep Red", None, 1975),
        ("ヘレディタリー／継承（Hereditary）", "ヘレディタリー／継承", "Hereditary", None),
        ("Birds of Prey (and One Fantabulous Girl)", "Birds of Prey (and One Fantabulous Girl)", None, None),
    ],
)
def test_read_title(text: str, title: str, native: str | None, year: int | None) -> None:
    reading = read_title(text, vocabulary("en"))
    assert (reading.title, reading.native_title, reading.year) == (title, native, year)


@pytest.mark.parametrize(
    ("language", "text", "title", "season"),
    [
        ("en", "Low Water Season One Korean Ghost", "Low Water", 1),
        ("en", "Low Water Season 2 The Long Tide", "Low Water", 2),
        ("en", "Low Water - Season 2 So Far", "Low Water", 2),
        ("de", "Niedrigwasser Staffel 2 Ende", "Niedrigwasser", 2),
        ("es", "Marea Baja Temporada 3 completa", "Marea Baja", 3),
        ("es", "Marea Baja y su quinta temporada con brío", "Marea Baja y su quinta temporada con brío", None),
        ("en", "Season of the Tide", "Season of the Tide", None),
        ("en", "Low Water - Malayalam", "Low Water", None),
        ("en", "Low Water – Hindi", "Low Water", None),
        ("en", "Low Water - A Hindi Tale", "Low Water - A Hindi Tale", None),
        ("en", "Malayalam", "Malayalam", None),
        ("en", "Low Water - The Return", "Low Water - The Return", None),
    ],
)
def test_what_is_told_of_a_season_or_of_the_language_is_no_title(
    language: str, text: str, title: str, season: int | None
) -> None:
    reading = read_title(text, vocabulary(language))
    assert (reading.title, reading.season) == (title, season)


@pytest.mark.parametrize(
    ("text", "site_name", "expected"),
    [
        ("Dune Review | Reel Gazette", "Reel Gazette", "Dune Review"),
        ("Dune Review – reel gazette", "Reel Gazette", "Dune Review"),
        ("Reel Gazette » Dune Review", "Reel Gazette", "Dune Review"),
        ("Dune Review | Film | Reel Gazette", "Reel Gazette", "Dune Review | Film"),
        ("Spider-Man: Homecoming", "Reel Gazette", "Spider-Man: Homecoming"),
        ("Dune Review | Other", None, "Dune Review | Other"),
    ],
)
def test_cut_site_name(text: str, site_name: str | None, expected: str) -> None:
    assert cut_site_name(text, site_name) == expected


def test_an_empty_headline_is_none() -> None:
    assert read_headline("  ", site_name=None, vocabulary=vocabulary("en")) is None


@given(st.text(alphabet="Review:-–|\"'‘’“”«»()[]0123 Season2abcX★리뷰感想", max_size=400))
def test_hostile_text_never_raises(text: str) -> None:
    reading = read_headline(text, site_name="x", vocabulary=vocabulary("en"))
    assert reading is None or reading.title is None or 0 < len(reading.title) <= 150


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (" II", 3),
        (": Part Two – A Storm", 10),
        (" 2", 2),
        (" 2049", 0),
        (" Two of Us", 0),
        (": The Second", 0),
        ("", 0),
    ],
)
def test_the_number_that_makes_a_title_another_one(text: str, end: int) -> None:
    assert number_at_start(text, vocabulary("en")) == end


@pytest.mark.parametrize(
    ("language", "title", "short"),
    [
        ("fr", "Dumbo de Tim Burton", "Dumbo"),
        ("fr", "La Fille de Brest d'Emmanuelle Bercot", "La Fille de Brest"),
        ("it", "Suspiria di Dario Argento", "Suspiria"),
        ("fr", "Dumbo de et avec Tim Burton, Eva Green", "Dumbo"),
        ("fr", "Dumbo de Tim Burton avec Eva Green", "Dumbo"),
        ("fr", "La Fille de Brest", None),
        ("en", "Death by Night", None),
    ],
)
def test_what_stands_before_a_makers_name(language: str, title: str, short: str | None) -> None:
    assert before_maker(title, vocabulary(language)) == short


@pytest.mark.parametrize(
    ("language", "text", "title", "native"),
    [
        ("en", "빈센조 Vincenzo", "Vincenzo", "빈센조"),
        ("zh", "寄生上流 Parasite", "寄生上流", "Parasite"),
        ("ja", "進撃の巨人 Final", "進撃の巨人 Final", None),
        ("zh", "花樣年華--In the Mood for Love", "花樣年華", "In the Mood for Love"),
    ],
)
def test_two_titles_side_by_side(language: str, text: str, title: str, native: str | None) -> None:
    reading = read_title(text, vocabulary(language))
    assert (reading.title, reading.native_title) == (title, native)


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ("Crash (a Kind of", False),
        ("«Кочегар", False),
        ("Kill Bill (Vol. 1)", True),
        ('The "Burbs', False),
        ("「雨」", True),
    ],
)
def test_is_balanced(text: str, balanced: bool) -> None:
    assert is_balanced(text) is balanced
