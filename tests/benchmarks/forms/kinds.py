"""Whether a page is a review: short reviews that look like something else, and pages about works that are none."""

from collections.abc import Iterator
from typing import Any, Final

from tests.benchmarks.forms import URL, Case

TITLES: Final = ("Quiet Harbour", "Mamma Lou!", "The Long Way Down to Tarn", "Ember", "12 Lanterns")
IS_ONE: Final[dict[str, Any]] = {"language": "en"}
IS_NONE: Final[dict[str, Any]] = {"reject": True}
GOOD: Final = "The script is clever, the actors are superb, and the last scene is as moving as any this year."
PLOT: Final = "Ann (Maud Arden) comes home to the island, where her brother Tom (Lee Marsh) still keeps the ferry."

_REVIEWS: Final[dict[str, tuple[str, ...]]] = {
    "titles in quotes": (
        '"{t}"',
        'Of its director I knew "Salt" with Maud Arden, taken from a novel, and "The Ferry", a first film.',
        'So I went to see "{t}" with my fears, and I was wrong: "{t}" is superb, clever and moving.',
    ),
    "a critic's byline": ("{t} sings", "By Ann Lee", "Film Critic", "“{t}” is good fun. " + GOOD, PLOT),
    "a critic in the byline": ("{t} sings", "By Ann Lee, Movie Critic", "“{t}” is good fun. " + GOOD, PLOT),
    "a disc with interviews": (
        "{t}",
        "review by Ann Lee",
        "Film Rating: A",
        "Specs: 98 mins, commentary track, an interview with the director, two featurettes.",
        "Television had nothing like it before. " + GOOD,
    ),
    "a disc with an offer": ("{t} Blu-ray Review", "Review by Ann Lee", "List Price: $24.99", GOOD, PLOT),
    "running time among facts": ("{t}", "Director: Ada Stone", "Running time: 98 minutes", GOOD, PLOT),
    "forty words": (
        "{t}",
        "This old favourite packed the halls, and it still looks superb, with tricks used with care.",
    ),
    "scores at the end": ("{t} review", GOOD, PLOT, "It has 90% on Rotten Tomatoes, and I see why."),
    "one line of a poet above": (
        "{t} review",
        "“The sea is never full, and the boats go out again” — a song",
        GOOD,
        PLOT,
    ),
    "quotes of dialogue": ("{t} review", PLOT, "“We keep the ferry because nobody else will,” says Tom.", GOOD),
    "first film of its maker": ("{t} review: a first film that lasts", GOOD, PLOT),
    "reactions in the text": ("{t} review", "First reactions were mixed; mine is not. " + GOOD, PLOT),
    "a capsule with its maker": ("{t} (2018, dir. Ada Stone)", "A clever, superb little film about a ferry. " + PLOT),
    "a headline without a word": ("The sea takes everything: {t}", GOOD, PLOT, "I left the cinema in tears."),
    "headings inside": ("{t}", "The story", PLOT, "Our opinion", GOOD, "Should you watch it?", "Yes, and soon."),
    "a synopsis and a verdict": ("{t}", "Synopsis", PLOT, "Verdict", "A dull script wastes superb actors."),
    "news of the day inside": ("{t} review", "Last week the studio announced a sequel. " + GOOD, PLOT),
    "at a festival": ("{t} review: the opening film of Tarn", "Its first screening sold out. " + GOOD, PLOT),
    "a letter grade": ("{t}", PLOT, GOOD, "Grade: B+"),
    "early days": ("{t}: Film Review", "The trailer said little of it. " + GOOD, PLOT),
}

_NONE: Final[dict[str, tuple[str, ...]]] = {
    "first reviews of": (
        "First reviews of {t} are here!",
        "THE POST loves it:",
        "“{t} is superb, a great film.”",
        GOOD,
    ),
    "the first review of": (
        "The First Review of {t}",
        "The Post has seen the film, and Ann Lee calls it “superb”.",
        PLOT,
    ),
    "first T review is": ("First {t} Review is a Rave", "Can't wait. The Post says it is the best fun of the summer."),
    "first review out": (
        "{t} first review out: critic calls it a blockbuster",
        "He wrote that the film is superb.",
        PLOT,
    ),
    "review scores": (
        "{t} review scores sneak out",
        "The Post gives it 9/10.",
        "The Mail gave it 94.",
        "Praise all around.",
    ),
    "what critics say": ("{t}: what critics are saying", "Ann Lee of the Post calls it superb.", "The Mail was bored."),
    "reviews are in": ("The reviews are in for {t}", "Ann Lee of the Post calls it superb.", "The Mail was bored."),
    "review round-up": ("{t} review round-up", "The Post: “A superb film.”", "The Mail: “A bore.”"),
    "first reactions": ("{t} first reactions: “a triumph”", "Critics who saw the film on Monday call it superb."),
    "twitter review": (
        "{t} Twitter review: fans call it a blockbuster",
        "“Superb film!” wrote one. “A bore,” another.",
    ),
    "press quotes": (
        "{t}",
        "Director: Ada Stone",
        "Cast: Maud Arden, Lee Marsh",
        "“A superb film, the best in years, and clever” The Post",
        "“Ann comes home to the island, and the ferry waits for her” Reel House",
        "“A triumph for Ada Stone and for both of her leads” Ann Lee, The Mail",
    ),
    "facts of a database": (
        "{t}",
        "Genre: Drama",
        "Length: 98 min",
        "Director: Ada Stone",
        "Writer: Ivo Brandt",
        "Cast",
        "Maud Arden ... Ann",
        "Lee Marsh ... Tom",
    ),
    "a shop's customers": (
        "{t} DVD (2012)",
        PLOT,
        "Price: $24.99",
        "Most Helpful Customer Reviews",
        "12 people found this helpful",
        "Great film, superb actors, fast shipping.",
    ),
    "a film's page without a judgement": (
        "{t}",
        "Director: Ada Stone",
        "Cast: Maud Arden, Lee Marsh",
        PLOT,
        "Then a stranger comes ashore, and the winter begins.",
    ),
    "a programme": (
        "{t}",
        "Friday, May 21, 20:00, Hall 2",
        "Director: Ada Stone",
        PLOT,
        "Tickets at the door. The screening is followed by a Q&A with the director.",
    ),
    "an encyclopaedia": (
        "{t}",
        "{t} is a 2012 drama film directed by Ada Stone and starring Maud Arden and Lee Marsh.",
        "Reception",
        "The film received mixed reviews. On Rotten Tomatoes it has 61%. On Metacritic it has 58.",
    ),
    "readers' opinions": (
        "{t} user reviews",
        "Ann: Superb, I loved it.",
        "Tom: Dull and too long.",
        "Lou: A good film with a weak end.",
    ),
    "a forum": ("{t} - what did you think?", "Ann wrote: I loved it.", "Reply", "Tom wrote: It was dull.", "Reply"),
    "takings": ("{t} tops the box office", "The film made $12 million on its opening weekend, the studio said.", PLOT),
    "a list": ("The 10 best films like {t}", "1. Salt (2011)", "2. The Ferry (2014)", "3. Night Sea (2016)", GOOD),
    "where to watch": ("Where to watch {t} online", "The film streams from Friday.", PLOT),
    "an ending explained": ("{t} ending explained", PLOT, "At the end Tom takes the boat. What does it mean?"),
    "a recap": ("{t} season 2, episode 3 recap", "Ann wakes. Tom is gone. The ferry leaves at noon.", "Then it burns."),
    "casting": (
        "Maud Arden joins the cast of {t}",
        "The actress will star in the film, the studio announced on Monday.",
    ),
    "prizes": ("{t} wins three awards", "The film took the prize for best film on Sunday, and its director was moved."),
    "a death": (
        "Star of {t} dies at 81",
        "Maud Arden, the great actress of the film, died on Monday, her family said.",
    ),
    "a review that made news": (
        "Director answers bad review of {t}",
        "Ada Stone told reporters on Monday that the Post's review was unfair. “I loved making it,” she said.",
    ),
    "a trailer": ("{t} trailer arrives", "The studio announced the film on Monday. It opens in May.", PLOT),
    "an interview": ("Ada Stone on {t}: an interview", "“We shot it in the rain, and I loved it,” she says.", PLOT),
    "an aggregator's score": ("{t} has 92% on Rotten Tomatoes score", "The film has positive reviews from 40 critics."),
}

_OTHER: Final[dict[str, tuple[str, ...]]] = {
    "de: erste Kritiken": (
        "{t}: Erste Kritiken loben den Film",
        "Die Post nennt ihn großartig, die Zeitung langweilig.",
    ),
    "fr: premières critiques": (
        "{t} : les premières critiques",
        "Le film est superbe selon la presse, long pour d'autres.",
    ),
    "es: primeras críticas": (
        "Las primeras críticas de {t}",
        "La película es brillante, según la crítica de dos diarios.",
    ),
    "it: prime recensioni": ("{t}: le prime recensioni", "Il film è bello per il Corriere, noioso per altri giornali."),
    "pt: dizem os críticos": ("{t}: o que dizem os críticos", "O filme é ótimo para o jornal, longo para os outros."),
    "pl: pierwsze recenzje": ("{t}: pierwsze recenzje filmu", "Film jest świetny zdaniem krytyków, nudny dla innych."),
    "ru: первые рецензии": ("Первые рецензии на «{t}»", "Фильм хвалят две газеты, а третья называет его скучным."),
    "sv: det säger kritikerna": (
        "{t}: det säger kritikerna",
        "Filmen är bra enligt tidningen, tråkig enligt en annan.",
    ),
}

_MONTH: Final = (
    "Friday, September 30, 2022",
    "{t}: Movie Review",
    "A bore. Directed by: Ada Stone",
    "Salt: Movie Review",
    "A superb film. Directed by: Ivo Brandt",
    "The Ferry: Movie Review",
    "A good one. Directed by: Lee Marsh",
    "Night Sea: Movie Review",
)


def cases() -> Iterator[Case]:
    """All forms, with titles of several shapes."""
    for forms, expected in ((_REVIEWS, IS_ONE), (_NONE, IS_NONE), (_OTHER, IS_NONE)):
        for name, lines in forms.items():
            for title in TITLES:
                yield Case(name, tuple(line.format(t=title) for line in lines), expected)
    for title in TITLES:
        lines = tuple(line.format(t=title) for line in _MONTH)
        yield Case("a month of a blog", lines, IS_NONE, url="https://reels.test/2022/09", title="Reels")
        plain = ("Main Page", *(line.format(t=title) for line in _NONE["first reviews of"][1:]))
        address = "https://reels.test/2011/07/first-reviews-of-the-film.html"
        yield Case("first reviews, told by the address", plain, IS_NONE, url=address, title=f"Reels: {title}")
        yield Case("an address of a month, one review", (f"{title} review", GOOD, PLOT), IS_ONE, url=URL[:29])
