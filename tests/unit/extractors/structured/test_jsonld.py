import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.structured import Item, read_jsonld
from schemas.evidence import Method

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Review",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Diaz"}],
    "itemReviewed": {"@type": "Movie", "name": "Gravity", "director": {"@type": "Person", "name": "Alfonso Cuarón"}},
    "reviewRating": {"@type": "Rating", "ratingValue": 3.5, "bestRating": 4},
    "publisher": {"@type": "Organization", "name": "Reel Daily"},
    "datePublished": "2013-10-04T09:30:00+02:00",
    "description": "Space is big & empty.",
}
CLEAN = json.dumps(REVIEW, ensure_ascii=False)

SPELLINGS = {
    "clean": CLEAN,
    "byte order mark": "\ufeff" + CLEAN,
    "trailing semicolon": CLEAN + ";",
    "trailing commas": CLEAN.replace("}}", "},}").replace("}]", "},]")[:-1] + ",}",
    "raw newline and tab in a string": CLEAN.replace("Space is", "Space\n\tis"),
    "quotes as character references": CLEAN.replace('"', "&quot;"),
    "CDATA": f"<![CDATA[\n{CLEAN}\n]]>",
    "commented CDATA": f"//<![CDATA[\n{CLEAN}\n//]]>",
    "HTML comment": f"<!--\n{CLEAN}\n-->",
    "two objects in one script": CLEAN + '\n{"@type": "WebSite", "name": "Reel Daily"}',
    "bad escape": CLEAN.replace("Space is", "Space\\'s"),
    "NaN": CLEAN[:-1] + ', "wordCount": NaN}',
    "cut off by one brace": CLEAN[:-1],
    "cut off in a string": CLEAN[:-10],
    "unescaped quotes": CLEAN.replace("big", 'so "big" it'),
    "character references in a string": CLEAN.replace("&", "&amp;"),
    "array": f"[{CLEAN}]",
    "graph": json.dumps({"@context": "https://schema.org", "@graph": [REVIEW]}),
    "types as IRIs": CLEAN.replace('"@type": "', '"@type": "http://schema.org/'),
    "prefixed names": CLEAN.replace('"author"', '"schema:author"').replace('"Review"', '"schema:Review"'),
    "names as IRIs": CLEAN.replace('"author"', '"https://schema.org/author"'),
    "type in an array": CLEAN.replace('"Review"', '["Review", "CriticReview"]'),
    "value objects": CLEAN.replace('"Gravity"', '{"@value": "Gravity", "@language": "en"}'),
    "lists": CLEAN.replace('"author": [', '"author": {"@list": [').replace('"Bo Diaz"}]', '"Bo Diaz"}]}'),
}


def the(kind: str, items: tuple[Item, ...]) -> Item:
    found = [item for item in items if item.is_a(kind)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("block", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_every_spelling_of_a_review_is_read(block: str) -> None:
    review = the("Review", read_jsonld([block]))
    assert review.texts("author") == ("Ann Lee", "Bo Diaz")
    assert review.text("itemReviewed") == "Gravity"
    assert review.items("itemReviewed")[0].text("director") == "Alfonso Cuarón"
    rating = review.items("reviewRating")[0]
    assert (rating.all("ratingValue"), rating.all("bestRating")) == ((3.5,), (4,))
    assert review.text("publisher") == "Reel Daily"
    assert review.text("datePublished") == "2013-10-04T09:30:00+02:00"


def test_strings_are_unescaped_and_folded() -> None:
    (item,) = read_jsonld(['{"@type": "Movie", "name": "  Tom &amp; Jerry&#8217;s \\n  Day "}'])
    assert item.text("name") == "Tom & Jerry’s Day"


def test_nothing_is_made_of_null_empty_strings_and_numbers_that_are_none() -> None:
    (item,) = read_jsonld(['{"@type": "Movie", "name": null, "url": " ", "duration": NaN, "genre": []}'])
    assert item.properties == {}


def test_numbers_and_truth_values_stay_what_they_are() -> None:
    (item,) = read_jsonld(['{"@type": "Rating", "ratingValue": "4.50", "bestRating": 5, "worstRating": 0, "x": true}'])
    assert [item.all(name) for name in ("ratingValue", "bestRating", "worstRating", "x")] == [
        ("4.50",),
        (5,),
        (0,),
        (True,),
    ]


def test_every_node_has_its_json_pointer_and_the_top_level_comes_first() -> None:
    items = read_jsonld(['{"@graph": [{"@type": "A", "b/c": {"@type": "D"}}, {"@type": "E"}]}', '[{"@type": "F"}]'])
    assert [(item.types[0], item.where) for item in items] == [
        ("A", "/0/@graph/0"),
        ("E", "/0/@graph/1"),
        ("F", "/1/0"),
        ("D", "/0/@graph/0/b~1c"),
    ]
    assert {item.syntax for item in items} == {Method.JSON_LD}


def test_references_are_joined_over_all_blocks() -> None:
    items = read_jsonld(
        [
            '{"@type": "Review", "author": {"@id": "#ann"}, "isPartOf": {"@id": "#nowhere"}}',
            '{"@graph": [{"@id": "#ann", "@type": "Person", "name": "Ann Lee"}]}',
        ]
    )
    review = the("Review", items)
    assert review.items("author") == (the("Person", items),)
    assert review.text("isPartOf") is None
    assert len(items) == 2


def test_nodes_of_one_id_are_one_where_they_agree() -> None:
    items = read_jsonld(
        [
            '{"@type": "Person", "@id": "#ann", "name": "Ann Lee"}',
            '{"@type": "Person", "@id": "#ann", "name": "Ann Lee", "url": "https://a.test/"}',
        ]
    )
    (person,) = items
    assert (person.text("name"), person.text("url")) == ("Ann Lee", "https://a.test/")


@pytest.mark.parametrize(
    "other", ['{"@type": "Person", "@id": "#x", "name": "Bo"}', '{"@type": "Movie", "@id": "#x", "name": "Ann"}']
)
def test_nodes_that_share_an_id_by_mistake_stay_two(other: str) -> None:
    assert len(read_jsonld(['{"@type": "Person", "@id": "#x", "name": "Ann"}', other])) == 2


def test_nodes_may_refer_to_one_another() -> None:
    items = read_jsonld(
        ['{"@graph": [{"@id": "a", "@type": "X", "y": {"@id": "b"}}, {"@id": "b", "y": {"@id": "a"}}]}']
    )
    one, other = items
    assert one.items("y") == (other,)
    assert other.items("y") == (one,)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("", id="empty"),
        pytest.param("<p>no JSON</p>", id="markup"),
        pytest.param("[" * 100_000, id="arrays without end"),
        pytest.param('{"a":' * 100_000, id="objects without end"),
        pytest.param('{"a":[' * 50_000 + "1" + "]}" * 50_000, id="deep and whole"),
        pytest.param('{"a":' + "[" * 900 + "]" * 900 + "}", id="deep arrays that are JSON"),
        pytest.param('"' * 200_000, id="quotes"),
        pytest.param('{"a": "' + '\\"' * 200_000, id="escaped quotes"),
        pytest.param('{"a": "' + '" ' * 200_000, id="quotes and spaces"),
        pytest.param("&quot;" * 100_000, id="references"),
        pytest.param('{"@type": "X", "@id": "a", "n": 1},' * 20_000, id="many of one id"),
        pytest.param(",".join(f'{{"@id": "a", "n": {n}}}' for n in range(20_000)), id="many of one id that differ"),
    ],
)
def test_hostile_blocks_end(block: str) -> None:
    assert len(read_jsonld([block])) <= 20_000


def test_caps_depth_and_nodes() -> None:
    deep = read_jsonld(['{"@type": "X", "a": ' * 300 + "1" + "}" * 300])
    assert len(deep) == 101
    assert len(read_jsonld(["[" + ",".join(['{"@type": "X"}'] * 30_000) + "]"])) == 5_000


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["@id", "@type", "@graph", "@list", "@value", "name", "author"]), inner)
    ),
    max_leaves=20,
)


@given(st.lists(json_values, max_size=3))
def test_any_json_is_read(values: list[Any]) -> None:
    plain = {"@type": "Movie", "name": "Hard Light", "author": []}
    items = list(read_jsonld([json.dumps(value) for value in (*values, plain)]))
    assert items
    assert all(len(values) > 0 for item in items for values in item.properties.values())


@given(st.text(alphabet='{}[]",:\\@idtypegrah 01&quot;\n', max_size=80))
def test_any_text_is_read(block: str) -> None:
    read_jsonld([block])
