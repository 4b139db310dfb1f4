import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest

from extractors.parse.text import flatten, fold, without_accents
from extractors.vocabulary import split, vocabulary
from extractors.vocabulary.phrases import Found, Phrases
from schemas.review import WorkKind

FULL = ("en", "es", "fr", "de", "it", "pt", "ja", "ko", "zh", "ru")
OTHERS = ("nl", "pl", "sv", "no", "da", "vi", "tr", "hi", "te", "id", "fa")
FILES: dict[str, dict[str, Any]] = {
    entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text("utf-8"))
    for entry in resources.files("extractors.vocabulary").iterdir()
    if entry.name.endswith(".toml")
}
FOLDED = {"labels", "headline_notes", "verdict", "names", "months", "numbers", "ordinals", "certificates"}
FOLDED_KEYS = {("lists", "others"), ("lists", "notes"), ("pages", "error")}


def lines(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from lines(value)
    elif isinstance(node, list):
        for value in node:
            yield from lines(value)


@pytest.mark.parametrize("language", sorted(FILES))
def test_words_are_written_as_they_are_looked_up(language: str) -> None:
    for section, entries in FILES[language].items():
        for key, value in entries.items() if isinstance(entries, dict) else enumerate(entries):
            if (section, key) in (("names", "given"), ("names", "forenames")) or section == "zones":
                continue
            words = [word for line in lines(value) for word in split(line)]
            spell = fold if section in FOLDED or (section, key) in FOLDED_KEYS else flatten
            assert [word for word in words if word != spell(word)] == [], (section, key)


@pytest.mark.parametrize("language", FULL + OTHERS)
def test_no_headline_word_stands_in_two_entries_of_a_language(language: str) -> None:
    words = [word for entry in FILES[language].get("headline", ()) for word in split(entry["words"])]
    assert [word for word, times in Counter(words).items() if times > 1] == [], "the last entry alone counts"


def test_given_names_are_written_without_accents() -> None:
    names = FILES["common"]["names"]["forenames"].split()
    assert [name for name in names if name != without_accents(name)] == []
    assert len(names) == len(set(names))
    assert vocabulary().forenames > set(names)


def test_there_is_a_file_for_each_language() -> None:
    assert set(FILES) == {"common", *FULL, *OTHERS}


@pytest.mark.parametrize("language", FULL + OTHERS)
def test_every_language_is_full(language: str) -> None:
    file = FILES[language]
    sections = {"labels", "bylines", "headline", "headline_notes", "not_review", "prose", "lists", "names", "parts"}
    assert sections | {"rating", "verdict", "kinds", "pages", "language"} <= file.keys()
    labels = "director writer creator cast rating published release platform year season episode title native_title"
    assert set(f"{labels} genre runtime country synopsis verdict pros cons reviewer".split()) <= file["labels"].keys()
    assert {"film", "series", "book"} <= {entry.get("kind") for entry in file["headline"]}
    assert {entry["polarity"] for entry in file["verdict"]} == {"positive", "mixed", "negative"}
    assert {"film", "series", "book"} <= file["kinds"].keys()
    assert language in ("ja", "ko") or len(file["months"]["names"]) == 12
    assert language in ("ja", "ko", "zh") or {"numbers", "ordinals"} <= file.keys()


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Director", "director"),
        ("Director(s):", "director"),
        ("Regie:", "director"),
        ("Réalisateur(s)", "director"),
        ("監督：", "director"),
        ("연출", "director"),
        ("Режиссёр", "director"),
        ("- Native Title", "native_title"),
        ("  CAST ", "cast"),
        ("Editor's Rating", "rating"),
        ("Valoración", "rating"),
        ("Date Created", "created"),
        ("Opening Day", "release"),
        ("Reviewed by", "reviewer"),
        ("Written by", "writer"),
        ("MPAA Rating", "certificate"),
        ("User rating", "audience"),
        ("플랫폼", "platform"),
        ("Nonsense", None),
        ("Writer/Director", None),
        ("", None),
        ("x" * 100, None),
    ],
)
def test_label(label: str, key: str | None) -> None:
    assert vocabulary("en").label(label) == key


@pytest.mark.parametrize(
    ("label", "keys"),
    [
        ("Screenwriter & Director", ("writer", "director")),
        ("Writer/Producer/Director", ("writer", "producer", "director")),
        ("監督・脚本", ("director", "writer")),
        ("Regie und Drehbuch", ("director", "writer")),
        ("Director", ("director",)),
        ("Director & Nonsense", ()),
    ],
)
def test_label_keys(label: str, keys: tuple[str, ...]) -> None:
    assert vocabulary("de").label_keys(label) == keys


@pytest.mark.parametrize(
    ("text", "kind", "review"),
    [
        ("Past Lives Movie Review", WorkKind.FILM, True),
        ("My Mister K-Drama Review", WorkKind.SERIES, True),
        ("Past Lives review", None, True),
        ("Season 2 recap", WorkKind.EPISODE, False),
        ("Filmkritik: Dark", WorkKind.FILM, True),
        ("《寄生上流》影评", None, True),
    ],
)
def test_headline_words(text: str, kind: WorkKind | None, review: bool) -> None:
    (found,) = vocabulary("en").headline_words(text)
    assert (found.word.kind, found.word.review) == (kind, review)


@pytest.mark.parametrize("text", ["2019 in Review", "Review roundup", "Previewed", "Interview", "Peer review"])
def test_words_that_deny_a_review_win(text: str) -> None:
    assert vocabulary("en").headline_words(text) == ()


def test_words_against_a_review() -> None:
    assert vocabulary("en").not_review("Trailer and interview") == ("trailer", "interview")
    assert vocabulary("en").not_review("Past Lives review") == ()


@pytest.mark.parametrize(
    ("text", "labelled", "names"),
    [
        ("Now streaming on Netflix.", False, ("Netflix",)),
        ("on Amazon Prime Video and Disney Plus", False, ("Prime Video", "Disney+")),
        ("넷플릭스에서 공개", False, ("Netflix",)),
        ("HBO Max", False, ("HBO Max",)),
        ("Max met Stan", False, ()),
        ("Max", True, ("Max",)),
        ("Viki (rental)", True, ("Viki",)),
        ("a netflixy show", False, ()),
        ("Netflix, Netflix", False, ("Netflix",)),
    ],
)
def test_platforms(text: str, labelled: bool, names: tuple[str, ...]) -> None:
    assert vocabulary("en").platforms(text, labelled=labelled) == names


def test_the_pages_language_comes_first() -> None:
    assert vocabulary("fr").months["mar"] == 3
    assert vocabulary("en").months["janvier"] == 1
    assert vocabulary("de-AT") is vocabulary("de")
    assert vocabulary("nb-NO") is vocabulary("no")
    assert vocabulary("xx") is vocabulary(None)
    assert "und" in vocabulary("de").joiners
    assert "und" not in vocabulary("fr").joiners


def test_dates_have_an_order_only_where_the_language_leaves_no_doubt() -> None:
    assert (vocabulary("de").date_order, vocabulary("en").date_order, vocabulary(None).date_order) == (
        "dmy",
        None,
        None,
    )


def test_certificates_are_known_in_any_case() -> None:
    assert {fold("PG-13"), fold("FSK 12"), fold("TV-MA"), fold("12A")} <= vocabulary(None).certificates


def test_phrases_are_found_whole_and_longest_first() -> None:
    phrases = Phrases(["review", "film review", "리뷰", "'s new"])
    found = list(phrases.find("film review, previews, 영화리뷰를, ann's new one"))
    assert found == [Found("film review", 0, 11), Found("리뷰", 25, 27), Found("'s new", 33, 39)]
    assert phrases.at("a review", 2) == Found("review", 2, 8)
    assert phrases.first("nothing") is None
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_no_phrases_find_nothing() -> None:
    assert Phrases([]).first("anything") is None


@pytest.mark.parametrize("language", sorted(FILES))
def test_no_key_names_a_word_twice(language: str) -> None:
    repeated = {
        word for line in lines(FILES[language]) if " | " in line for word in split(line) if split(line).count(word) > 1
    }
    assert repeated == set()
