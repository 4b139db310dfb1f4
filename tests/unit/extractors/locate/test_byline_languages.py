"""Bylines as the pages of each language print them: ten of each that has no labelled page, a few of the others."""

import pytest

from extractors.locate.reviewer import locate_reviewers
from tests.unit.extractors.pages import article, given

# A line below the headline, and whom it names; "-" for nobody.
BYLINES = {
    "nl": """
        Door Saskia de Boer                               Saskia de Boer
        Geschreven door Saskia de Boer op 3 mei 2024      Saskia de Boer
        Recensie door Pim Verhoef                         Pim Verhoef
        Auteur: Pim Verhoef | 3 mei 2024                  Pim Verhoef
        Pim Verhoef | 3 mei 2024                          Pim Verhoef
        Tekst: Saskia de Boer                             Saskia de Boer
        3 mei 2024 door Saskia de Boer en Pim Verhoef     Saskia de Boer; Pim Verhoef
        Geplaatst door filmkees77 op 3 mei 2024           filmkees77
        Door redactie                                     -
        Door admin                                        -
    """,
    "pl": """
        Autor: Halina Wrzos                               Halina Wrzos
        Autorka: Halina Wrzos, 3 maja 2024                Halina Wrzos
        Napisał Piotr Maj                                 Piotr Maj
        Napisała Halina Wrzos dnia 3 maja 2024            Halina Wrzos
        Recenzent: Piotr Maj                              Piotr Maj
        Halina Wrzos | 3 maja 2024                        Halina Wrzos
        Opublikowane przez Piotr Maj                      Piotr Maj
        Tekst: Halina Wrzos                               Halina Wrzos
        przez kinomaniak84 | 3 maja 2024                  kinomaniak84
        Autor: redakcja                                   -
    """,
    "sv": """
        Av Lovisa Ek                                      Lovisa Ek
        Skriven av Lovisa Ek                              Lovisa Ek
        Recension av Nils Björk                           Nils Björk
        Text: Nils Björk                                  Nils Björk
        Lovisa Ek | 3 maj 2024                            Lovisa Ek
        3 maj 2024 av Lovisa Ek                           Lovisa Ek
        Publicerad av Nils Björk den 3 maj 2024           Nils Björk
        Av Lovisa Ek och Nils Björk                       Lovisa Ek; Nils Björk
        Av biofantast99, 3 maj 2024                       biofantast99
        Av Redaktionen                                    -
    """,
    "no": """
        Av Ingrid Moe                                     Ingrid Moe
        Skrevet av Ingrid Moe                             Ingrid Moe
        Anmeldt av Odd Lien                               Odd Lien
        Tekst: Odd Lien                                   Odd Lien
        Ingrid Moe | 3. mai 2024                          Ingrid Moe
    """,
    "da": """
        Af Kirsten Holm                                   Kirsten Holm
        Skrevet af Kirsten Holm                           Kirsten Holm
        Anmeldt af Bo Lund                                Bo Lund
        Anmelder: Bo Lund                                 Bo Lund
        Tekst: Bo Lund                                    Bo Lund
        Kirsten Holm | 3. maj 2024                        Kirsten Holm
        3. maj 2024 af Kirsten Holm                       Kirsten Holm
        Af Kirsten Holm og Bo Lund                        Kirsten Holm; Bo Lund
        Udgivet af bio_bo den 3. maj 2024                 bio_bo
        Af Redaktionen                                    -
    """,
    "vi": """
        Bởi Nguyễn Thu Hà                                 Nguyễn Thu Hà
        Tác giả: Nguyễn Thu Hà                            Nguyễn Thu Hà
        Tác giả: Nguyễn Thu Hà | 03/05/2024               Nguyễn Thu Hà
        Đăng bởi Trần Minh                                Trần Minh
        Viết bởi Trần Minh, 3 tháng 5, 2024               Trần Minh
        Bài viết của Trần Minh                            Trần Minh
        Trần Minh | 3 tháng 5, 2024                       Trần Minh
        Người viết: Lê Hoàng Anh                          Lê Hoàng Anh
        Bởi mephim88 | 03/05/2024                         mephim88
        Đăng bởi Ban biên tập                             -
    """,
    "tr": """
        Yazan: Elif Demir                                 Elif Demir
        Yazar: Elif Demir                                 Elif Demir
        Yazan: Elif Demir | 3 Mayıs 2024                  Elif Demir
        Eleştirmen: Kerem Ak                              Kerem Ak
        İnceleyen: Kerem Ak                               Kerem Ak
        Kaleme alan: Elif Demir                           Elif Demir
        Elif Demir tarafından yazıldı                     Elif Demir
        3 Mayıs 2024, Kerem Ak tarafından                 Kerem Ak
        Kerem Ak | 3 Mayıs 2024                           Kerem Ak
        Yazan: Editör                                     -
    """,
    "hi": """
        समीक्षक: अमित शर्मा                                अमित शर्मा
        लेखक: अमित शर्मा | 3 मई 2024                       अमित शर्मा
        लेखिका: नेहा वर्मा                                 नेहा वर्मा
        अमित शर्मा द्वारा                                  अमित शर्मा
        3 मई 2024 | नेहा वर्मा द्वारा                      नेहा वर्मा
        समीक्षा: नेहा वर्मा                                नेहा वर्मा
        By Neha Verma                                     Neha Verma
        By Amit Sharma | 3 मई 2024                        Amit Sharma
        Written by Neha Verma, 3 मई 2024                  Neha Verma
        By admin                                          -
    """,
    "te": """
        సమీక్షకుడు: రవి కుమార్                             రవి కుమార్
        సమీక్షకురాలు: లత రావు                              లత రావు
        సమీక్ష: రవి కుమార్                                 రవి కుమార్
        రవి కుమార్ ద్వారా                                  రవి కుమార్
        By Ravi Kumar                                     Ravi Kumar
        Review by Latha Rao                               Latha Rao
        Reviewed by Latha Rao | 3 మే 2024                 Latha Rao
        Posted by Ravi Kumar                              Ravi Kumar
        3 మే 2024 by Latha Rao                            Latha Rao
        By Staff                                          -
    """,
    "id": """
        Oleh Dewi Lestari                                 Dewi Lestari
        Oleh: Dewi Lestari                                Dewi Lestari
        Ditulis oleh Dewi Lestari                         Dewi Lestari
        Ditulis oleh Dewi Lestari, 3 Mei 2024             Dewi Lestari
        Penulis: Bayu Adi                                 Bayu Adi
        Diulas oleh Bayu Adi                              Bayu Adi
        Bayu Adi | 3 Mei 2024                             Bayu Adi
        Oleh Dewi Lestari dan Bayu Adi                    Dewi Lestari; Bayu Adi
        Diposting oleh penonton21 | 3 Mei 2024            penonton21
        Oleh Tim Redaksi                                  -
    """,
    "fa": """
        نویسنده: سارا احمدی                                سارا احمدی
        نوشته سارا احمدی                                   سارا احمدی
        به قلم رضا کریمی                                   رضا کریمی
        منتقد: رضا کریمی                                   رضا کریمی
        نویسنده: سارا احمدی | ۱۵ مرداد ۱۴۰۳                سارا احمدی
        توسط رضا کریمی                                     رضا کریمی
        نقد از رضا کریمی                                   رضا کریمی
        By Reza Karimi                                    Reza Karimi
        ۱۵ مرداد ۱۴۰۳ توسط سارا احمدی                      سارا احمدی
        نویسنده: تحریریه                                   -
    """,
    "pt": """
        Por Marta Lopes                                   Marta Lopes
        Por Marta Lopes em 3 de maio de 2024              Marta Lopes
        Crítica de Rui Paz                                Rui Paz
        Publicado por Rui Paz                             Rui Paz
        Por: Marta Lopes e Rui Paz                        Marta Lopes; Rui Paz
        Por Redação                                       -
        Redação: Ana Luz                                  Ana Luz
    """,
    "ru": """
        Автор: Антон Зимин                                Антон Зимин
        Текст: Антон Зимин                                Антон Зимин
        Автор рецензии: Антон Зимин                       Антон Зимин
        Антон Зимин | 3 мая 2024                          Антон Зимин
        Автор: редакция                                   -
    """,
    "ko": """
        by 하자하자97 2023. 6. 1.                         하자하자97
        글 홍길동                                         홍길동
        홍길동 기자                                       홍길동
        입력 2024.05.03 홍길동 기자                       홍길동
        글쓴이: 편집부                                    -
        [헤럴드=홍길동 기자]                                      홍길동
    """,
    "ja": """
        文：山田太郎                                      山田太郎
        執筆者：山田太郎                                  山田太郎
        投稿者: 山田太郎 2024年5月3日                     山田太郎
        投稿者: 管理人                                    -
    """,
    "zh": """
        文：李小明                                        李小明
        作者：李小明                                      李小明
        撰文 李小明                                       李小明
        作者：编辑部                                      -
        发布者：李明                                            李明
    """,
    "en": """
        Listen to the review by Dennis Morton, above.     Dennis Morton
        Review 1 : by mooseonskates20 (link)              mooseonskates20
        by K H-C                                          K H-C
        Ann Lee | Apr 05 2024                             Ann Lee
        Apr 05 2024 | Ann Lee                             Ann Lee
        By Ann LeePosted on May 4, 2024                   Ann Lee
        By the harbour                                    -
        By Editorial Team                                 -
        Summing Up | May 4, 2024                          -
        Author: Ann Lee                                   Ann Lee
        By Dr. Ann Lee                                    Ann Lee
        By Ann Lee @annlee                                Ann Lee
        by Ann Lee August 23, 2024 0 comments             Ann Lee
        Posted in Horror, Film by Nell on May 3, 2024     Nell
        Ann Lee Contributor                               Ann Lee
    """,
    "de": """
        Von Laura Ebeling                                 Laura Ebeling
        MADS-Autorin Laura                                Laura
        von Bo Kranz und Ute Lang am 3. Mai 2024          Bo Kranz; Ute Lang
        Von der Redaktion                                 -
        Von Anna Stein, Berlin                            Anna Stein
        Redakteurin: Anna Stein                           Anna Stein
    """,
    "fr": """
        Par Mazarine Colin                                Mazarine Colin
        Rédigé par Mazarine Colin, le 3 mars 2024         Mazarine Colin
        Par la rédaction                                  -
        Critique d'Anne Petit                             Anne Petit
    """,
    "es": """
        por Virginia Montes                               Virginia Montes
        Escrito por Virginia Montes el 5 de enero         Virginia Montes
        Por Redacción                                     -
        Redacción: Ana Ruiz                               Ana Ruiz
        Publicado en Cine por Ana Ruiz el 3 de mayo       Ana Ruiz
        Crítica de «Quien vuelve a casa» de Luis          -
    """,
    "it": """
        recensione di Biagio Giordano                     Biagio Giordano
        Scritto da Biagio Giordano il 3 maggio 2024       Biagio Giordano
        a cura di Biagio Giordano                         Biagio Giordano
        Scritto da Redazione                              -
        Redattore: Anna Riva                              Anna Riva
    """,
}
CASES = [
    (language, *(part.strip() for part in line.strip().rsplit("  ", 1)))
    for language, table in BYLINES.items()
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize(("language", "line", "names"), CASES)
def test_a_byline_names_the_reviewers(language: str, line: str, names: str) -> None:
    found = [c.value.name for c in locate_reviewers(*given(article(f"<p>{line}</p>"), lang=language))]
    assert list(dict.fromkeys(found)) == ([] if names == "-" else names.split("; "))
