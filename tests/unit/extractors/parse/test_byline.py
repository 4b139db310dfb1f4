import pytest

from extractors.parse.byline import after_byline, before_byline, owner_in, reviewed_by, starts_byline
from extractors.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("Review by: Ann Lee", "Ann Lee"),
        ("Posted on May 4, 2025 by Ann Lee | Film", "Ann Lee"),
        ("by Ann Lee on May 4", "Ann Lee"),
        ("Von Laura Muster", "Laura Muster"),
        ("by J. Hoberman", "J. Hoberman"),
        ("By A. O. Scott | Film", "A. O. Scott"),
        ("Review by C.J. Bunce", "C.J. Bunce"),
        ("By Ann Lee. Posted May 4", "Ann Lee"),
        ("Par Ann Lee, le 4 mai", "Ann Lee"),
        ("por Virginia Muster", "Virginia Muster"),
        ("글: 김하나", "김하나"),
        ("By Ann Lee Photo: Low Water", "Ann Lee"),
        ("by Ann Lee   Ann Lee", "Ann Lee"),
        ("film-by-ann-lee-2", None),
        ("Movie review by Ann Lee - Film - Low Water", "Ann Lee"),
        ("Book Review: Low Water, by Ann Lee", None),
        ("A film that stands by itself", None),
        ("Ann Lee", None),
    ],
)
def test_after_byline(text: str, name: str | None) -> None:
    assert after_byline(text, vocabulary("en")) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Low Water | Movie Review by Ann Lee", "Ann Lee"),
        ("Low Water review by Ann Lee, 4 May", "Ann Lee"),
        ("Low Water by Ann Lee", None),
        ("Low Water review by Nell", None),
        ("The review by Ann Lee is wrong", None),
    ],
)
def test_reviewed_by(text: str, name: str | None) -> None:
    assert reviewed_by(text, vocabulary("en")) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("홍길동 기자", "홍길동"),
        ("2024. 5. 3. 홍길동 평론가", "홍길동"),
        ("기자", None),
        ("Ann Lee", None),
    ],
)
def test_before_byline(text: str, name: str | None) -> None:
    assert before_byline(text, vocabulary("ko")) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Ann Lee's rating: 4", "Ann Lee"), ("the director's cut", None)],
)
def test_owner_in(text: str, name: str | None) -> None:
    assert owner_in(text, vocabulary("en")) == name


@pytest.mark.parametrize(("text", "starts"), [("Reviewed by Ann", True), ("Byron Lee", False), ("", False)])
def test_starts_byline(text: str, starts: bool) -> None:
    assert starts_byline(text, vocabulary("en")) is starts
