import pytest

from extractors.locate.users import users
from tests.unit.extractors.pages import article, given


@pytest.mark.parametrize(
    ("lines", "lang", "names"),
    [
        ("<p>소라 2021. 3. 4. 13:20</p>", "ko", ["소라"]),
        ("<p>노을빛T 2021. 3. 4. 반응형</p>", "ko", ["노을빛T"]),
        ("<p>달리는 고래 2021. 3. 4. 13:20</p>", "ko", ["달리는 고래"]),
        ("<p>みかん 2021/03/04 10:20</p>", "ja", ["みかん"]),
        ("<p>みかん</p><p>2021-03-04 10:20:31</p>", "ja", ["みかん"]),
        ("<p>小满 2019-01-08 20:56</p>", "zh", ["小满"]),
        ("<p>小滿 • • 發佈：2019-01-08</p>", "zh", ["小滿"]),
        ("<p>小满</p><p>2019-01-08 20:56</p>", "zh", ["小满"]),
        ("<p>film_fan87 2021-03-04 10:20</p>", "en", ["film_fan87"]),
        ("<p>reelnell87</p><p>2021-03-04 10:20</p>", "en", ["reelnell87"]),
        ("<p>서울 2021. 3. 4.</p>", "ko", []),
        ("<p>영화 2021. 3. 4. 13:20</p>", "ko", []),
        ("<p>영화 이야기 2021. 3. 4. 13:20</p>", "ko", []),
        ("<p>개봉 2021. 3. 4.</p>", "ko", []),
        ("<p>입력 2021. 3. 4. 13:20</p>", "ko", []),
        ("<p>리뷰 2021. 3. 4.</p>", "ko", []),
        ("<p>배우들의 연기가 참 좋았던 작품 2021. 3. 4.</p>", "ko", []),
        ("<p>映画 2021/03/04 10:20</p>", "ja", []),
        ("<p>公開 2021/03/04</p>", "ja", []),
        ("<p>影评</p><p>2019-01-08 20:56</p>", "zh", []),
        ("<p>上映</p><p>2019-01-08</p>", "zh", []),
        ("<p>小满</p><p>2019-01-08</p>", "zh", []),
        ("<p>Sydney, 4 March 2021</p>", "en", []),
        ("<p>Movies 2021-03-04 10:20</p>", "en", []),
        ("<p>Movies</p><p>2021-03-04 10:20</p>", "en", []),
        ("<p>Blade Runner 2049 2021-03-04</p>", "en", []),
        ("<p>Series3 2021-03-04</p>", "en", []),
    ],
)
def test_who_stands_in_front_of_a_posts_date(lines: str, lang: str, names: list[str]) -> None:
    assert list(dict.fromkeys(name for name, _ in users(*given(article(lines), lang=lang)))) == names


def test_commenters_below_the_text_are_none() -> None:
    comments = "".join(f"<p>소라{letter} 2021. 3. 4. 13:20</p>" for letter in "가나다")
    assert (
        list(users(*given(article("<p>하나</p>" * 4).replace("</article>", f"{comments}</article>"), lang="ko"))) == []
    )
