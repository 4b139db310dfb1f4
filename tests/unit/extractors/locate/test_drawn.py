"""Ratings that a page draws with glyphs, icons, pictures and bars."""

import pytest

from tests.unit.extractors.locate.test_rating import Numbers, located, numbers
from tests.unit.extractors.pages import article


@pytest.mark.parametrize(
    ("widget", "expected"),
    [
        ('<div aria-label="Rated 4 out of 5 stars"></div>', [("4", "5")]),
        ('<span role="img" title="3.5 out of 5"></span>', [("3.5", "5")]),
        ('<div class="stars" title="4 stars"></div>', [("4", None)]),
        ('<div class="review-rating">7/10</div>', [("7", "10")]),
        ('<div aria-label="Share 4 times"></div>', []),
        ('<div aria-label="4"></div>', []),
    ],
)
def test_widgets_that_say_their_rating(widget: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(widget))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("fa fa-star|" * 4 + "fa fa-star-o", ("4", "5"), id="font awesome 4"),
        pytest.param("fas fa-star|" * 3 + "far fa-star|" + "far fa-star", ("3", "5"), id="font awesome 5"),
        pytest.param("icon-star-full|" * 3 + "icon-star-half|" + "icon-star-empty", ("3.5", "5"), id="half"),
        pytest.param(
            "dashicons dashicons-star-filled|" * 4 + "dashicons dashicons-star-empty", ("4", "5"), id="WordPress"
        ),
        pytest.param("fa fa-star|" * 3 + "fa fa-star", ("4", None), id="no empty ones, no scale"),
    ],
)
@pytest.mark.parametrize("tag", ["i", "span"])
def test_rows_of_icons(row: str, expected: Numbers, tag: str) -> None:
    icons = "".join(f'<{tag} class="{names}"></{tag}>' for names in row.split("|"))
    assert numbers(located(article(f"<div>{icons}</div>"))) == [expected]


@pytest.mark.parametrize(
    "row",
    [
        "<div>{}</div>".format('<i class="fa fa-star"></i>' * 11),
        '<div><i class="start"></i><i class="superstar-badge"></i></div>',
        '<aside><i class="fa fa-star"></i><i class="fa fa-star"></i></aside>',
        '<ol class="comments"><li><i class="fa fa-star"></i><i class="fa fa-star"></i></li></ol>',
    ],
)
def test_other_icons_are_no_rating(row: str) -> None:
    assert located(article(row)) == []


IMAGES = "https://reels.test/img/"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (f'<img src="{IMAGES}4stars.gif">', [("4", None)]),
        (f'<img src="{IMAGES}stars-3.5.png">', [("3.5", None)]),
        (f'<img src="{IMAGES}3_5stars.png">', [("3.5", None)]),
        (f'<img src="{IMAGES}three-and-a-half-stars.gif">', [("3.5", None)]),
        (f'<img src="{IMAGES}rating_4_of_5.png">', [("4", "5")]),
        (f'<img src="{IMAGES}x.png" alt="3.5 out of 5 stars">', [("3.5", "5")]),
        (f'<img src="{IMAGES}x.png" alt="★★★★☆">', [("4", "5")]),
        (f'<img src="{IMAGES}star.gif">' * 3 + f'<img src="{IMAGES}halfstar.gif">', [("3.5", None)]),
        (f'<img src="{IMAGES}star-full.png">' * 2 + f'<img src="{IMAGES}star-empty.png">' * 3, [("2", "5")]),
        (f'<img src="{IMAGES}05_starwars.gif">', []),
        (f'<img src="{IMAGES}starwars162.jpg" alt="Star Wars">', []),
        (f'<img src="{IMAGES}star.png" alt="The star of the film">', []),
        (f'<img src="{IMAGES}imdb.png" alt="IMDb 7.8/10">', []),
        (f'<img src="{IMAGES}x.png" alt="Three and a half stars">', [("3.5", None)]),
        (f'<img src="{IMAGES}x.png" title="4 stars">', [("4", None)]),
        (f'<img src="{IMAGES}grade-b-plus.png" alt="B+">', [("B+", None)]),
        (f'<img src="{IMAGES}x.png" alt="B+">', []),
    ],
)
def test_images_of_stars(image: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(f"<p>{image}</p>"))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param('<b class="on">★</b>' * 3 + '<b class="off">★</b>' * 2, [("3", "5")], id="on and off"),
        pytest.param('<b class="s lit">★</b>' * 4 + '<b class="s">★</b>', [("4", "5")], id="two looks"),
        pytest.param('<b style="color:gold">★</b>' * 2 + '<b style="color:grey">★</b>' * 3, [("2", "5")], id="colours"),
        pytest.param("<b>★</b>" * 4, [("4", None)], id="one look"),
        pytest.param("★★★★<span>★</span>", [("5", None)], id="one of them is an element"),
        pytest.param('☆☆☆☆☆<span style="width:80%">★★★★★</span>', [("4", "5")], id="over one another"),
        pytest.param('<div class="stars"><span style="width:70%"></span></div>', [("3.5", "5")], id="a bar"),
        pytest.param(
            '<div class="star-rating"><b style="width:70%">★★★★★</b></div>', [("3.5", "5")], id="a bar of stars"
        ),
        pytest.param('<b>★★★</b><b class="off">★★</b>', [("3", "5")], id="several in an element"),
        pytest.param('<b title="4 out of 5 stars">★★★★</b>', [("4", "5")], id="an attribute tells the scale"),
        pytest.param('<div class="bar"><span style="width:70%"></span></div>', [], id="a bar of anything"),
        pytest.param('<div class="final-score">8.5</div>', [("8.5", None)], id="a number that the class names"),
        pytest.param('<div class="user-score">8.5</div>', [], id="the readers' number"),
        pytest.param('<div class="stars">★★★★☆ <small>(12 votes)</small></div>', [], id="votes"),
    ],
)
def test_stars_that_are_told_apart_by_their_markup(row: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(f"<div>{row}</div>"))) == expected


def pictures(*looks: str) -> str:
    return "".join(f'<img src="data:image/svg+xml;base64,{look}" alt="Star">' for look in looks)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(pictures("QQ==", "QQ==", "QQ=="), [("3", None)], id="all alike"),
        pytest.param(pictures("QQ==", "QQ==", "Qg=="), [("2", "3")], id="the second look is of the empty ones"),
        pytest.param(pictures("QQ==", "Qg==", "QQ=="), [], id="in no order"),
    ],
)
def test_rows_of_inline_pictures(row: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(f"<div>{row}</div>"))) == expected


def test_rows_with_a_name_each_are_of_parts_of_the_work() -> None:
    def row(name: str, stars: int) -> str:
        icons = '<i class="fa fa-star"></i>' * stars + '<i class="far fa-star"></i>' * (5 - stars)
        return f'<div class="row"><span>{name}</span><div class="stars">{icons}</div></div>'

    assert located(article(row("Jump scares", 2) + row("Gore", 4) + row("Dread", 3))) == []
    assert numbers(located(article(row("Jump scares", 2) + row("Gore", 4) + row("Overall", 3)))) == [("3", "5")]
