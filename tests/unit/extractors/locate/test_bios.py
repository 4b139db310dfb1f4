"""Who is told of below a text: boxes of authors, their archives, and sentences about those who write."""

import pytest

from extractors.locate.bios import name_first
from extractors.locate.reviewer import locate_reviewers
from tests.unit.extractors.pages import TITLE, given

ACTING = (
    "There is a moment when nobody says a word for almost a minute, and Judith Sarrow lets the silence do all of the "
    "work; it is the first sign that this film trusts the people who are watching it."
)
ENDING = (
    "Not everything holds together, and the last ten minutes explain what had been clear for an hour, but this is a "
    "picture that people will argue about on the way home."
)


def reviewers(end: str, lang: str = "en") -> list[str]:
    """Names of the candidates on a page with nothing above its text."""
    lines = "".join(f"<p>{line}</p>" for line in (f"{TITLE} Review", ACTING, ENDING, *end.split("\n")))
    found = locate_reviewers(*given(f"<article>{lines}</article>", lang=lang))
    return list(dict.fromkeys(candidate.value.name for candidate in found))


@pytest.mark.parametrize(
    ("end", "lang"),
    [
        ("About the author: Ann Lee", "en"),
        ("About the author\nAnn Lee", "en"),
        ("About the author\nAnn Lee lives by the sea and sees too many films.", "en"),
        ("Published by Ann Lee\nView all posts by Ann Lee →", "en"),
        ("More from Ann Lee", "en"),
        ("Ann Lee is a freelance film critic based in Leeds.", "en"),
        ("Ann Lee writes about film and television.", "en"),
        ("Ann Lee\nA film critic who lives by the sea and sees too many films.", "en"),
        ("Follow Ann Lee on Twitter.", "en"),
        ("© 2019 Ann Lee", "en"),
        ("About the author\nAnn Lee\nRelated posts\nBy Bo Diaz", "en"),
        ("Über die Autorin\nAnn Lee", "de"),
        ("Ann Lee schreibt über Filme und Serien.", "de"),
        ("Tous les articles de Ann Lee", "fr"),
        ("Ver todas las entradas de Ann Lee", "es"),
        ("Informazioni sull'autore\nAnn Lee", "it"),
        ("O autorce\nAnn Lee", "pl"),
    ],
)
def test_who_is_told_of_below_a_text(end: str, lang: str) -> None:
    assert reviewers(end, lang) == ["Ann Lee"]


def test_the_archive_of_a_user() -> None:
    assert reviewers("View all posts by reelnell") == ["reelnell"]


@pytest.mark.parametrize(
    "end",
    [
        "Related posts\nMarrow Street review\nBy Bo Diaz",
        "Leave a comment\nBo Diaz\nI liked it more than you did, and so did all my friends.",
        "Judith Sarrow is a film critic who turns detective.",
        "About Judith Sarrow",
        "Bo Diaz is a man who cannot swim.",
        "© 2019 Reel Notes",
        "About this film",
        "Written by\nBo Diaz\nDirected by Cy Marsh",
        "Theme by Bo Diaz",
        "View all posts by admin",
    ],
)
def test_others_below_a_text_wrote_nothing(end: str) -> None:
    assert reviewers(end) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wendell Tharpe Jr. is a critic.", "Wendell Tharpe Jr."),
        ("Ann Lee on Twitter", "Ann Lee"),
        ("Ann Lee 120 Articles", "Ann Lee"),
        ("Reel Notes is a site about films.", ""),
    ],
)
def test_the_name_that_a_text_begins_with(text: str, name: str) -> None:
    assert name_first(text) == name
