import pytest

from extractors.locate.prose import read_line
from extractors.vocabulary import vocabulary

Said = tuple[str, str, str | None]


def said(sentence: str, language: str) -> list[Said]:
    """Relation, name and character of every mention, each once."""
    read = (mention for _, mentions in read_line(sentence, vocabulary(language)) for mention in mentions)
    found = ((mention.relation, mention.name, mention.character) for mention in read)
    return list(dict.fromkeys(found))


DIRECTED = [
    ("en", "Directed by Ava Stone, it runs two hours.", ["Ava Stone"]),
    ("en", "The drama, helmed by Ava Stone and Lee Marsh, is short.", ["Ava Stone", "Lee Marsh"]),
    ("en", "Guillermo del Toro directs from his own script.", ["Guillermo del Toro"]),
    ("en", "Ava Stone directed the film in 2023.", ["Ava Stone"]),
    ("en", "Directed by J. J. Abrams, it is loud.", ["J. J. Abrams"]),
    ("en", "Directed by Martin McDonagh (In Bruges), it is bitter.", ["Martin McDonagh"]),
    ("en", "Directed by the book, it is dull.", []),
    ("en", "It is directed with care.", []),
    ("es", "La película, dirigida por Ana Ruiz, dura dos horas.", ["Ana Ruiz"]),
    ("fr", "Réalisé par Anne Petit, le film dure deux heures.", ["Anne Petit"]),
    ("de", "Unter der Regie von Anna Holt entstand ein Drama.", ["Anna Holt"]),
    ("de", "Anna Holt inszeniert das Drama.", ["Anna Holt"]),
    ("it", "Il film, diretto da Anna Riva, dura due ore.", ["Anna Riva"]),
    ("pt", "Dirigido por Ana Reis, o filme dura duas horas.", ["Ana Reis"]),
    ("ja", "監督は是枝裕和、脚本は坂元裕二。", ["是枝裕和"]),
    ("ja", "是枝裕和監督の新しい作品だ。", ["是枝裕和"]),
    ("ja", "監督の手腕が光る。", []),
    ("ja", "韓国映画監督の新しい作品だ。", []),
    ("ko", "연출 이도윤, 극본 최태강.", ["이도윤"]),
    ("ko", "이도윤 감독의 작품이다.", ["이도윤"]),
    ("ko", "감독 이도윤의 작품이다.", ["이도윤"]),
    ("ko", "연출 방식이 좋다.", []),
    ("ko", "연출 방식은 좋다.", []),
    ("ko", "유명한 감독의 작품이다.", []),
    ("ko", "연출 스타일이 좋다.", []),
    ("en", "It was shot with the help of casting director Ava Stone.", []),
    ("en", "As directed by Stone, Tom Reed and Ann Lee shine.", ["Stone"]),
    ("en", "Director & story writer Ava Stone turns to the sea.", ["Ava Stone"]),
    ("pt", "O filme, dirigido e escrito por Luís Mota, é curto.", ["Luís Mota"]),
    ("it", "Il film è scritto, diretto e interpretato da Eva Sala.", ["Eva Sala"]),
    ("pt", "É diferente do filme dirigido por Luís Mota.", []),
    ("ja", "監督・石井岳龍で映画化。", ["石井岳龍"]),
    ("zh", "由知名導演奉俊昊親自執導", ["奉俊昊"]),
    ("zh", "导演李安，编剧王蕙玲，主演章子怡。", ["李安"]),
    ("zh", "李安执导的电影。", ["李安"]),
    ("zh", "导演手法很成熟。", []),
    ("ru", "Режиссёр Анна Белова сняла тихую драму.", ["Анна Белова"]),
    # Those who play are behind a word for company, whether a comma stands in front of it or not.
    ("en", "A comedy directed by Ann Stone, with Tom Reed as Quentin and Lee Marsh as Joe.", ["Ann Stone"]),
    ("en", "Stone directs the film with care.", ["Stone"]),
    ("en", "Stone directed him to the door.", []),
    ("ja", "天才アーロン・ソーキンの監督デビュー作だ。", ["アーロン・ソーキン"]),
    ("zh", "導演兼主角李安親自上陣。", ["李安"]),
    ("ru", "Фильм снял Андрей Звягинцев.", ["Андрей Звягинцев"]),
    ("en", "Directed with great care by Ava Stone, it is short.", ["Ava Stone"]),
    ("en", "Confidently directed by Ava Stone, it is short.", ["Ava Stone"]),
    ("en", "It was directed in a hurry and produced by Ava Stone.", []),
    ("en", "Directed by brothers Joe and Anthony Hale, it is short.", ["Joe Hale", "Anthony Hale"]),
    ("en", "Ilse van den Berg directs.", ["Ilse van den Berg"]),
    ("en", "Ava Stone, who made Tin Summer, directs with a sure hand.", ["Ava Stone"]),
    ("en", "Ava Stone casts Lee Marsh as a baker.", ["Ava Stone"]),
    ("en", "Ava Stone casts a shadow.", []),
    ("en", "Ava Stone adapts the novel by Ann Author.", ["Ava Stone"]),
    ("en", "Ava Stone adapts to the cold.", []),
    ("en", "Ava Stone makes a striking directorial debut.", ["Ava Stone"]),
    ("en", "With Ava Stone at the helm, it is short.", ["Ava Stone"]),
    ("en", "Ava Stone, working from a script by Lee Marsh, is quick.", ["Ava Stone"]),
    ("en", "It tells of filmmaker Ava Stone, who drowned.", []),
    ("en", "It is a portrait of the legendary director Ava Stone.", []),
    ("en", "Ava Stone directed the first film.", []),
    ("en", "The original, directed by Ava Stone, was loud.", []),
    ("en", "This is the first film directed by Ava Stone.", ["Ava Stone"]),
    ("en", "Ava Stone will direct the next one.", []),
    ("en", "Ava Stone directs a school play.", []),
    ("en", "It might have been directed by Ava Stone.", []),
    ("en", "There is much to like in Ava Stone's film.", ["Ava Stone"]),
    ("en", "Ava Stone plays Peter Lang, a director who lost his nerve.", []),
    ("en", "The director Peter Lang (Tom Reed) hurries.", []),
]


@pytest.mark.parametrize(("language", "sentence", "names"), DIRECTED)
def test_who_directed(language: str, sentence: str, names: list[str]) -> None:
    found = [name for relation, name, _ in said(sentence, language) if relation == "directed_by"]
    assert found == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Written by Lee Marsh, it runs two hours.", ["Lee Marsh"]),
        ("en", "Written and directed by Ava Stone, it runs two hours.", ["Ava Stone"]),
        ("en", "From a script by Lee Marsh and Ava Stone comes a drama.", ["Lee Marsh", "Ava Stone"]),
        ("en", "Written, produced, and directed by Ava Stone, it runs two hours.", ["Ava Stone"]),
        ("en", "The script is by Lee Marsh and Ava Stone.", ["Lee Marsh", "Ava Stone"]),
        ("en", "The writer (Tin Summer, Iron Will) lives in York.", []),
        ("en", "Ava Stone directs from a script co-written with Lee Marsh.", ["Lee Marsh", "Ava Stone"]),
        (
            "en",
            "Directed by Ava Stone from a script she wrote with Lee Marsh, it is short.",
            ["Lee Marsh", "Ava Stone"],
        ),
        ("en", "Director Ava Stone and co-writer Lee Marsh are quick.", ["Lee Marsh", "Ava Stone"]),
        ("en", "The script was written by Lee Marsh and director Ava Stone.", ["Lee Marsh", "Ava Stone"]),
        ("en", "The script, by Lee Marsh and Ava Stone, is quick.", ["Lee Marsh", "Ava Stone"]),
        ("en", "Written with some wit by Lee Marsh, it is short.", ["Lee Marsh"]),
        ("en", "Ava Stone writes, directs and stars in it.", ["Ava Stone"]),
        ("en", "Ava Stone wrote a letter that nobody reads.", []),
        ("en", "Ava Stone wrote the script.", ["Ava Stone"]),
        ("en", "The critic Ava Stone wrote that ferries are slow.", []),
        ("en", "It is a biopic of the writer Ava Stone.", []),
        ("pt", "O filme, escrito e dirigido por Luís Mota, é curto.", ["Luís Mota"]),
        ("pt", "O filme, dirigido e escrito por Luís Mota, é curto.", ["Luís Mota"]),
        ("en", "The drama is based on a novel by Ann Author.", []),
        ("en", "It has songs written by Ann Tune and Bo Drum.", []),
        ("en", "The songs, written by Ann Tune, carry it.", []),
        ("en", "It was written by Song Ji-na.", ["Song Ji-na"]),
        ("de", "Die Lieder, geschrieben von Anna Ton, tragen ihn.", []),
        ("fr", "Les chansons écrites par Anne Ton sont belles.", []),
        ("it", "È una serie (scritta assieme a Luca Mori e Ada Riva) che dura poco.", ["Luca Mori", "Ada Riva"]),
        ("es", "La serie, escrita por Luis Mora, dura poco.", ["Luis Mora"]),
        ("fr", "Le film, écrit par Luc Moreau, est court.", ["Luc Moreau"]),
        ("de", "Der Film entstand nach einem Drehbuch von Lars Weber.", ["Lars Weber"]),
        ("it", "Il film, scritto da Luca Mori, è breve.", ["Luca Mori"]),
        ("pt", "O filme, escrito por Luís Mota, é curto.", ["Luís Mota"]),
        ("ja", "監督は是枝裕和、脚本は坂元裕二。", ["坂元裕二"]),
        ("ko", "연출 이도윤, 극본 최태강.", ["최태강"]),
        ("ko", "극본 역시 훌륭했다.", []),
        ("ko", "작가 특유의 유머가 살아 있다.", []),
        ("zh", "导演李安，编剧王蕙玲，主演章子怡。", ["王蕙玲"]),
        ("ru", "Сценарист Пётр Орлов написал тихую драму.", ["Пётр Орлов"]),
        ("ru", "Сценарий слабый.", []),
    ],
)
def test_who_wrote(language: str, sentence: str, names: list[str]) -> None:
    found = [name for relation, name, _ in said(sentence, language) if relation == "written_by"]
    assert found == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "The Quiet Harbour stars Kim Ha-neul, IU and Park Bo-gum.", ["Kim Ha-neul", "IU", "Park Bo-gum"]),
        ("en", "Starring Zendaya, Tom Holland and more.", ["Zendaya", "Tom Holland"]),
        ("en", "It is led by Anna Holt's Marie.", ["Anna Holt"]),
        ("en", "The series stars Anna Holt in a double role.", ["Anna Holt"]),
        ("en", "It stars nobody that you know.", []),
        ("en", "The film also features Anna Holt and Tom Reed.", ["Anna Holt", "Tom Reed"]),
        ("en", "The town features Anna Holt and Tom Reed.", []),
        ("en", "He paints Anna Holt, as they walk home.", []),
        ("de", "In ihm verkörpert Eva Sand eine Ärztin.", ["Eva Sand"]),
        ("fr", "On aime le duo d’acteurs incroyables : Léa Roux et Jean Vidal.", ["Léa Roux", "Jean Vidal"]),
        ("ja", "今回は子役二人の演技が話題だ。", []),
        ("ja", "監督は飯塚健、主演に佐野玲於、横浜流星。", ["佐野玲於", "横浜流星"]),
        ("es", "Está protagonizada por Eva Sanz y Juan Gil.", ["Eva Sanz", "Juan Gil"]),
        ("fr", "C'est un drame avec Léa Roux et Jean Vidal.", ["Léa Roux", "Jean Vidal"]),
        ("de", "Ein Film mit Eva Sand und Jonas Berg.", ["Eva Sand", "Jonas Berg"]),
        ("it", "È interpretato da Eva Sala e Gino Neri.", ["Eva Sala", "Gino Neri"]),
        ("pt", "É estrelado por Eva Sousa e João Gil.", ["Eva Sousa", "João Gil"]),
        ("ja", "主演の安藤サクラが素晴らしい。", ["安藤サクラ"]),
        ("ja", "主演は安藤サクラと永山瑛太。", ["安藤サクラ", "永山瑛太"]),
        ("ja", "出演：トム・クルーズ、安藤サクラ。", ["トム・クルーズ", "安藤サクラ"]),
        ("ko", "배우 주지훈, 추영우가 나온다.", ["주지훈", "추영우"]),
        ("ko", "주연 김고은, 이도현.", ["김고은", "이도현"]),
        ("ko", "김고은 주연의 드라마.", ["김고은"]),
        ("ko", "이 드라마의 주연 배우들은 훌륭하다.", []),
        ("zh", "主演章子怡、周润发。", ["章子怡", "周润发"]),
        ("zh", "主演表现出色。", []),
        ("zh", "主演克里斯蒂安·贝尔、欧阳娜娜等。", ["克里斯蒂安·贝尔", "欧阳娜娜"]),
        ("ru", "В главных ролях Ева Лунина и Иван Громов.", ["Ева Лунина", "Иван Громов"]),
    ],
)
def test_who_stars(language: str, sentence: str, names: list[str]) -> None:
    found = [name for relation, name, _ in said(sentence, language) if relation == "stars"]
    assert found == names


@pytest.mark.parametrize(
    ("language", "sentence", "actor", "character"),
    [
        ("en", "Park Bo-gum plays Gwan-sik, a fisherman.", "Park Bo-gum", "Gwan-sik"),
        ("en", "Robert Downey Jr. plays Lewis Strauss.", "Robert Downey Jr.", "Lewis Strauss"),
        ("en", "Anna Holt plays the hospital nurse Marie Lenz!", "Anna Holt", "Marie Lenz"),
        ("en", "Choo Young-woo, who plays Yang Jae-won, is great.", "Choo Young-woo", "Yang Jae-won"),
        ("en", "Ju Ji-hoon's character, Baek Kang-hyuk, is a surgeon.", "Ju Ji-hoon", "Baek Kang-hyuk"),
        ("es", "Eva Sanz interpreta a Marta, una pescadora.", "Eva Sanz", "Marta"),
        ("fr", "Léa Roux incarne Marie, une pêcheuse.", "Léa Roux", "Marie"),
        ("de", "Eva Sand spielt Marie Lenz, eine Fischerin.", "Eva Sand", "Marie Lenz"),
        ("it", "Eva Sala interpreta Marta, una pescatrice.", "Eva Sala", "Marta"),
        ("pt", "Eva Sousa vive Marta, uma pescadora.", "Eva Sousa", "Marta"),
        ("ru", "Ева Лунина играет Марию.", "Ева Лунина", "Марию"),
    ],
)
def test_who_plays_whom(language: str, sentence: str, actor: str, character: str) -> None:
    assert said(sentence, language) == [("plays", actor, character)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Anna Holt plays the piano on Sundays."),
        ("en", "Anna Holt plays to the gallery (Marie is not amused)."),
        ("de", "Eva Sand spielt das Mädchen mit Gefühl."),
        ("de", "Ein Film mit Herz und Humor."),
        ("de", "Ein Drama mit Tiefgang, Witz und Charme."),
        ("es", "Con ganas y con humor."),
    ],
)
def test_nouns_are_nobody(language: str, sentence: str) -> None:
    assert said(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "actor", "character"),
    [
        ("en", "Ae-sun Oh, played by Lee Ji-eun, leaves the island.", "Lee Ji-eun", "Ae-sun Oh"),
        ("en", "Beautifully played by Lee Ji-eun, the girl leaves.", "Lee Ji-eun", None),
        ("es", "Marta Gil, interpretada por Eva Sanz, vuelve al pueblo.", "Eva Sanz", "Marta Gil"),
        ("fr", "Marie Lenz, incarnée par Léa Roux, revient au port.", "Léa Roux", "Marie Lenz"),
        ("de", "Marie Lenz, gespielt von Eva Sand, kehrt zurück.", "Eva Sand", "Marie Lenz"),
        ("it", "Marta Gil, interpretata da Eva Sala, torna al porto.", "Eva Sala", "Marta Gil"),
        ("pt", "Marta Gil, interpretada por Eva Sousa, volta ao porto.", "Eva Sousa", "Marta Gil"),
    ],
)
def test_who_is_played_by_whom(language: str, sentence: str, actor: str, character: str | None) -> None:
    found = said(sentence, language)
    assert ("stars", actor, character) in found
    assert {(relation, name) for relation, name, _ in found} == {("stars", actor)}


def test_as_is_the_weaker_relation() -> None:
    assert said("We admire Kim Da-mi as Na-young.", "en") == [("as", "Kim Da-mi", "Na-young")]


def test_as_of_several_is_as_sure_as_a_verb() -> None:
    assert said("We admire Kim Da-mi as Na-young and Son Suk-ku as Han-saem.", "en") == [
        ("plays", "Kim Da-mi", "Na-young"),
        ("plays", "Son Suk-ku", "Han-saem"),
    ]


def test_a_single_word_before_plays_is_only_perhaps_a_name() -> None:
    assert said("IU plays the stubborn fisher girl Ae-sun.", "en") == [("as", "IU", "Ae-sun")]


def test_music_camera_and_production_have_roles_of_their_own() -> None:
    sentence = "Produced by Ann Lee, with music by Hans Zimmer and cinematography by Roger Deakins."
    assert said(sentence, "en") == [
        ("produced_by", "Ann Lee", None),
        ("composed_by", "Hans Zimmer", None),
        ("shot_by", "Roger Deakins", None),
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "directed by " * 2000),
        ("en", "A, " * 5000 + "stars " + "B, " * 5000),
        ("en", "plays " + "a " * 10_000),
        ("en", "'" * 20_000),
        ("en", "Ab " * 3000 + "plays " + "Ab " * 3000),
        ("zh", "王甲·" * 3000 + "执导"),
        ("zh", "王甲、" * 3000 + "执导的主演" + "王甲·" * 3000),
        ("ja", "トム・" * 3000 + "監督は" + "トム・" * 3000),
        ("ko", "이도윤, " * 3000 + "감독의 주연 " + "이도윤와 " * 3000),
    ],
)
def test_hostile_sentences_are_read_in_bounded_time(language: str, sentence: str) -> None:
    assert len(said(sentence[:20_000], language)) < 200


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "The mother is played with quiet force by Ava Stone.", ["Ava Stone"]),
        ("en", "We know her from the farce in which she played Lucy Bell, by the way.", []),
        ("en", "The drama features (hold tight) Ava Stone as Queen Ann and Lee Marsh.", ["Ava Stone", "Lee Marsh"]),
        ("en", "It has a fine supporting cast (Ava Stone, Lee Marsh and the rain).", ["Ava Stone", "Lee Marsh"]),
        ("en", "It has an ensemble consisting of Ava Stone and Lee Marsh.", ["Ava Stone", "Lee Marsh"]),
        ("en", "Ava Stone takes the title role as a stubborn baker.", ["Ava Stone"]),
        ("en", "It stars Grand Prize-winning playwright Ava Stone.", ["Ava Stone"]),
        ("en", "The author Ava Stone portrays Queen Ann as a liar.", []),
        ("en", "It recalls a thriller with Ava Stone from the 90s.", []),
        ("en", "Ava Stone plays Lucy Bell and Lee Marsh plays her brother Bug.", ["Ava Stone", "Lee Marsh"]),
        ("en", "Ava Stone, best known for Tin Summer, plays Lucy Bell.", ["Ava Stone"]),
        ("en", "Ava Stone, who directed Tin Summer, plays a baker.", ["Ava Stone"]),
        ("en", "They are joined by Lee Marsh, who plays a baker.", ["Lee Marsh"]),
        ("en", "With Ava Stone in the title role, it is short.", ["Ava Stone"]),
        ("en", "In the lead role, Ava Stone is quick.", ["Ava Stone"]),
        ("en", "Playing the baker is Ava Stone.", ["Ava Stone"]),
        ("en", "Ava Stone and Lee Marsh play two bakers.", ["Ava Stone", "Lee Marsh"]),
        ("en", "Ava Stone directs and plays a baker.", ["Ava Stone"]),
        ("en", "Ava Stone plays director Lee Marsh, who drowned.", ["Ava Stone"]),
        ("en", "The drama reunites Ava Stone with director Lee Marsh.", ["Ava Stone"]),
        ("en", "It stars Ava Stone (Tin Summer) as Lucy and Lee Marsh as Bug.", ["Ava Stone", "Lee Marsh"]),
        ("en", "The cast, headed by Ava Stone, is quick.", ["Ava Stone"]),
        ("en", "It won a prize of a jury led by Ava Stone.", []),
        ("en", "The Iron Sea plays well.", []),
        ("pt", "Ana Reis faz o papel de Lia.", ["Ana Reis"]),
        ("pt", "É como um thriller com Ana Reis dos anos 90.", []),
    ],
)
def test_who_plays_is_said_in_many_ways(language: str, sentence: str, names: list[str]) -> None:
    found = [name for relation, name, _ in said(sentence, language) if relation in ("stars", "plays")]
    assert list(dict.fromkeys(found)) == names
