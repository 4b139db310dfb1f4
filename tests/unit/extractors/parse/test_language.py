import tomllib
from pathlib import Path

import pytest

from extractors.parse.language import detect, normalize_tag

TEXTS = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
OTHERS = TEXTS.pop("others")
OURS = [(language, text) for language, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN-us", "en-US"),
        ("en_GB", "en-GB"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("ZH_TW", "zh-TW"),
        ("es-419", "es-419"),
        (" fr ", "fr"),
        ("de_DE.UTF-8", "de-DE"),
        ("en, fr", "en"),
        ("sr-Latn", "sr-Latn"),
        ("fil", "fil"),
        ("nb-NO", "no-NO"),
        ("nn", "no"),
        ("eng", "en"),
        ("jp", "ja"),
        ("", None),
        ("english", None),
        ("x", None),
        ("und", None),
        ("12", None),
        ("{{lang}}", None),
        ("en-", None),
    ],
)
def test_normalize_tag(text: str, tag: str | None) -> None:
    assert normalize_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("드라마의 마지막 회를 보고 나서 한참을 앉아 있었다", "ko"),
        ("この映画は最後の十分がいちばん静かで美しい", "ja"),
        ("这部电影的最后十分钟最安静也最动人", "zh"),
        ("భావోద్వేగాలు నిండిన మంచి సినిమా", "te"),
        ("The last ten minutes are the quietest of the film, and the best that its director has done.", "en"),
        ("Die letzten zehn Minuten sind die leisesten des Films, und es sind auch seine besten geworden.", "de"),
        ("Les dix dernières minutes sont les plus calmes du film, et ce sont aussi les plus belles.", "fr"),
        ("Los últimos diez minutos son los más tranquilos de la película, y también los más hermosos.", "es"),
        ("Gli ultimi dieci minuti sono i più silenziosi del film, e sono anche i più belli di tutti.", "it"),
        ("Os últimos dez minutos são os mais calmos do filme, e são também os mais bonitos de todos.", "pt"),
        ("Последние десять минут самые тихие в этом фильме, и они же самые красивые из всех.", "ru"),
        ("", None),
        ("Oppenheimer", None),
        ("12 345 678", None),
        ("봄", None),
    ],
)
def test_detect(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_there_are_ten_texts_in_each_language() -> None:
    assert {language: len(texts) for language, texts in TEXTS.items()} == dict.fromkeys(TEXTS, 10)


@pytest.mark.parametrize(("language", "text"), OURS)
def test_a_short_text_is_not_called_another_language(language: str, text: str) -> None:
    assert detect(text) in (language, None)


def test_short_texts_are_told_apart() -> None:
    missed = [(language, text) for language, text in OURS if detect(text) is None]
    assert len(missed) <= 0.02 * len(OURS), missed


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in OTHERS for text in OTHERS[language]])
def test_other_languages_are_not_forced_onto_one_of_ours(language: str, text: str) -> None:
    assert detect(text) in (language, None)


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        # Templates keep the language of their maker.
        (
            "Das ist der Film, den ich mir für einen Abend im Herbst gewünscht habe, und er ist nicht zu lang.",
            "en",
            "de",
        ),
        ("Det er en film om en far og en sønn, og den er ikke for lang.", "no", "no"),
        ("Det er en film om en far og en sønn, og den er ikke for lang.", "da", "da"),
        ("Det er en film om en far og en sønn, og den er ikke for lang.", "en", "no"),
        ("Nikt nie pamięta, co się stało w tym domu, ale wszyscy o tym mówią.", "pl", "pl"),
        ("Novi film priča je o obitelji koja više ne razgovara, ali se još uvijek voli.", "sr", "sr"),
        ("Tadi malam saya menonton film ini dan tidak ada yang lebih indah dari itu.", "ms", "ms"),
        ("Oppenheimer", "en", "en"),
    ],
)
def test_another_language_than_the_stated_one_must_be_clearly_more_likely(
    text: str, stated: str, language: str
) -> None:
    assert (detect(text, {stated}) or stated) == language
