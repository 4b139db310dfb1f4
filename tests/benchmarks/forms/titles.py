"""Headlines of English pages: each way to name a work, above text that names it often, once or never."""

from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

from tests.benchmarks.forms import Case


class _Work(NamedTuple):
    title: str
    year: int
    director: str
    player: str


WORKS: Final = tuple(
    _Work(title, int(year), director, player)
    for title, year, director, player in (
        line.split(" | ")
        for line in """\
The Quiet Harbour | 2016 | Anna Berg | Tom Hale
Ash | 2019 | Bo Larsen | Mina Voss
Heat and Dust | 1983 | James Ivory | Julie Christie
Hello, Dolly! | 1969 | Gene Kelly | Barbra Streisand
Dune: Part Two | 2024 | Denis Villeneuve | Zendaya
Seven Psychopaths | 2012 | Martin McDonagh | Sam Rockwell
10 Cloverfield Lane | 2016 | Dan Trachtenberg | John Goodman
Blade Runner 2049 | 2017 | Denis Villeneuve | Ana de Armas
1917 | 2019 | Sam Mendes | George MacKay
Annie Hall | 1977 | Woody Allen | Diane Keaton
John Wick | 2014 | Chad Stahelski | Keanu Reeves
Call Me by Your Name | 2017 | Luca Guadagnino | Armie Hammer
We Need to Talk About Kevin | 2011 | Lynne Ramsay | Tilda Swinton
The Killing of a Sacred Deer | 2017 | Yorgos Lanthimos | Colin Farrell
Get Out | 2017 | Jordan Peele | Daniel Kaluuya
It Follows | 2014 | David Robert Mitchell | Maika Monroe
Who's Afraid of Virginia Woolf? | 1966 | Mike Nichols | Elizabeth Taylor
Lady Bird | 2017 | Greta Gerwig | Saoirse Ronan
Crazy, Stupid, Love | 2011 | Glenn Ficarra | Emma Stone
Spider-Man: No Way Home | 2021 | Jon Watts | Tom Holland
Roma | 2018 | Alfonso Cuarón | Yalitza Aparicio
Amour | 2012 | Michael Haneke | Isabelle Huppert
La La Land | 2016 | Damien Chazelle | Emma Stone
A Prophet | 2009 | Jacques Audiard | Tahar Rahim
An Education | 2009 | Lone Scherfig | Carey Mulligan
Up | 2009 | Pete Docter | Ed Asner
The Lives of Others | 2006 | Florian Henckel von Donnersmarck | Ulrich Mühe
Ocean's Eleven | 2001 | Steven Soderbergh | George Clooney
Mission: Impossible – Fallout | 2018 | Christopher McQuarrie | Tom Cruise
Star Wars: The Last Jedi | 2017 | Rian Johnson | Daisy Ridley""".splitlines()
    )
)

HEADLINES: Final = """\
{t}
{t} Review
{t} review
{t} – Review
{t} - Movie Review
{t}: Movie Review
{t} Movie Review
{t} (Movie Review)
{t} (Review)
{t} [Review]
{t} film review
{t} Film Review
{t} | Film Review
{t} Review – A Storm in a Small Room
{t} review: a storm in a small room
{t} Review: A Storm in a Small Room
{t} movie review: {a} is the best thing in it
{t} Movie Review & Film Summary ({y})
{t} ({y})
{t} ({y}) Review
{t} ({y}) – Review
{t} ({y}) Movie Review
{t} ({y}) Film Review: A Storm in a Small Room
{t} ({y}) – A Storm in a Small Room
{t} ({y}, dir. {d})
{t} ({d}, {y})
{t} (dir. {d}, {y})
{t} - {d} ({y})
{t} [{y}]
{t} {y}
{t} ({y}) ★★★★
{t} ★★★½
{t}, {y} – ★★★
{t} – {y}
{t} (US, {y})
{t} (Blu-ray)
{t} Blu-ray Review
{t} DVD Review
{t} - DVD Review
{t} (4K Ultra HD Review)
Review: {t}
REVIEW: {t}
Review – {t}
Review | {t}
Review of {t}
A review of {t}
A Review of "{t}"
Review: "{t}"
Review: ‘{t}’
Review: {t} ({y})
Review: {t} – A Storm in a Small Room
Review: {t} is a storm in a small room
Review: ‘{t}’ is a storm in a small room
Review: In ‘{t},’ a Storm in a Small Room
Review: ‘{t},’ a storm in a small room
Review: {a} shines in {t}
Review: {d}'s {t}
Review: {d}’s “{t}”
Movie Review: {t}
Movie Review – {t} ({y})
Movie review: {t}
MOVIE REVIEW: {t}
Movie Review: "{t}"
Movie Review: {t} Starring {a}
Movie Review: {t} — A Storm in a Small Room
Film Review: {t}
FILM REVIEW: {t}
Film Review: {t} ({y}) by {d}
Film Review: {t} (dir. {d})
Film review – {t}
Film: {t}
Film of the Week: {t}
Movie of the Week: {t}
Movie Monday: {t}
Friday Film: {t}
Throwback Thursday: {t}
Classic Review: {t}
Quick Review: {t}
Capsule Review: {t}
Mini Review: {t}
Early Review: {t}
Advance Review: {t}
Spoiler-Free Review: {t}
Blu-ray Review: {t}
DVD Review: {t}
Netflix Review: {t}
Netflix: {t}
Netflix Film Review: {t}
Streaming Review: {t}
TIFF 2019 Review: {t}
TIFF Review: {t}
TIFF 2019: {t}
Sundance Review: {t}
Sundance 2020: {t}
Cannes Review: {t}
Cannes 2018: {t} Review
Venice Film Review: ‘{t}’
Berlinale 2017: {t}
LFF 2016: {t}
Fantasia 2018 Review: {t}
‘{t}’ Review: A Storm in a Small Room
‘{t}’ Review
‘{t}’: Film Review
‘{t}’: Film Review | TIFF 2019
‘{t}’ – Film Review
"{t}" Review
"{t}" Movie Review
“{t}” Review: {a} in a Small Room
“{t}”
“{t}” ({y})
"{t}" - a storm in a small room
‘{t}’ is a storm in a small room
‘{t}’: A storm in a small room
In ‘{t},’ a storm in a small room
{a} shines in ‘{t}’
{a} shines in {t}
{d}'s {t}
{d}'s "{t}" is a storm in a small room
{d}’s ‘{t}’: A Storm in a Small Room
{t} by {d}
{t}, by {d}
{t}, directed by {d}
{t} Directed by {d}
{t} – directed by {d}
{t} Starring {a}
{t} starring {a}
{t} with {a}
{t} / {d}
{t} | {d} | {y}
{t} / {y} / {d}
{t}: A Storm in a Small Room
{t} – A Storm in a Small Room
{t} - a storm in a small room
{t} | A Storm in a Small Room
{t} is a storm in a small room
{t} Is the Best Film of the Year
{t} is better than you think
{t} was not what I expected
{t} makes a storm in a small room
{t} delivers thrills and chills
{t} deserves better
{t} doesn't work
{t}: Worth Watching?
{t}: Worth the Hype?
{t}: Is It Any Good?
Is {t} Any Good?
Is {t} Worth Watching?
Should You Watch {t}?
Why {t} is a masterpiece
Why You Should Watch {t}
Thoughts on {t}
My thoughts on {t}
Some thoughts on {t}
My Review of {t}
My review: {t}
Watching {t}
Revisiting {t}
Revisiting: {t}
Rewatching {t}
Looking Back at {t}
In Praise of {t}
In defense of {t}
On {t}
A Look at {t}
First Impressions: {t}
First Impressions of {t}
Spoilers: {t}
{t} - Spoilers
{t} (Spoiler-Free Review)
{t} Spoiler Review
{t} Spoiler-Free Review
{t}: A Review
{t}, a review
{t}: the review
{t}... a review
{t} – My Review
{t} – My Thoughts
{t}: My Thoughts
{t} Analysis
{t}: An Analysis
{t} Review and Analysis
{t} Explained
{t} Ending Explained and Review
{t} – Movie
{t} (film)
{t} (movie)
{t} movie
{t} The Movie Review
The {t} Review
#12: {t}
#12 {t} ({y})
12. {t}
12. {t} ({y})
12) {t}
No. 12: {t}
Day 12: {t}
Day 12 – {t} ({y})
31 Days of Horror: {t}
31 Days of Horror – Day 12: {t} ({y})
Episode 12: {t}
Ep. 12 – {t}
Podcast: {t}
Podcast Review: {t}
Video Review: {t}
VIDEO: {t} Review
Horror Review: {t}
Horror Movie Review: {t} ({y})
Documentary Review: {t}
Foreign Film Review: {t}
Classic Film: {t}
Cult Classic: {t}
Now Showing: {t}
In Theaters: {t}
At the Movies: {t}
At the Movies with Ann: {t}
On DVD: {t}
New on DVD: {t}
Ann's Movie Reviews: {t}
Ann Reviews {t}
Ann Lee Reviews: {t}
Ann Lee on {t}
Ann's Take: {t}
{t} – 4/5
{t} - 7/10
{t} (7/10)
{t}: 8/10
{t} – 4 stars
{t} (4 stars)
{t} – B+
{t}: B+
{t} (B+)
{t}, B+
{t} Grade: B+
{t} Rating: 4/5
{t} Review (4/5)
{t} Review – 8/10
{t} review – a storm in a small room – 4 stars
{t} ***
{t} *** 1/2
{t} 3.5/5
***: {t}
★★★★ {t}
{t} Review | Reel Gazette
{t} - Reel Gazette
{t} | Reel Gazette
Reel Gazette: {t}
Reel Gazette » {t}
{t} « Reel Gazette
{t} Reviewed
{t} reviewed by Ann Lee
{t} – Reviewed by Ann Lee
{t} by Ann Lee
{t} Review by Ann Lee
Ann Lee reviews ‘{t}’
Ann Lee's review of {t}
{t} on Netflix
{t} (Netflix) Review
{t} on Netflix: A Storm in a Small Room
{t} Netflix Review: A Storm
{t}: Netflix Film Review
{t} | Netflix
{t} (Netflix)
{t} (Prime Video)
{t} now on Amazon Prime
{t} [SXSW Review]
{t} (TIFF 2019)
{t} – TIFF 2019 Review
{t} (Sundance Review)
[Review] {t}
[Review] {t} ({y})
[Movie Review] {t}
[Film Review] {t} ({y})
(Review) {t}
*Review* {t}
{t} *Review*
~ {t} ~
{t}!
{t}?
{t}...
{u}
{u} Review
{u}: A storm in a small room
{u} ({y})
REVIEW: {u}
{u} – Movie Review
{l}
{l} review
{l} ({y})
review: {l}
Watch {t}
I watched {t}
I Saw {t}
I finally saw {t}
So I Watched {t}
We Watched {t}
Just saw {t}
Movie night: {t}
Tonight's Movie: {t} ({y})
Today's film: {t}
Recently watched: {t}
The Film: {t}
Movie: {t}
Movie Title: {t}
Title: {t}
Title: {t} ({y})
Film – {t}
TV & Film: {t}
Entertainment: {t}
Reviews: {t}
Reviews > {t}
Home » Reviews » {t}
Movie Reviews / {t}
Home / Movies / {t} Review""".splitlines()
"""{t} the title, {u} and {l} in capitals and small, {y} year, {d} director, {a} player."""

OFTEN: Final = (
    "When {t} opens, a boat lies in the mud and nobody wants it. The two sisters who own it have not spoken in years.",
    "What makes {t} work is how little it explains. The camera waits, the actors wait, and then something gives.",
    "I went in with low hopes, and I liked it more than I thought I would. In the end {t} is worth your time.",
)
ONCE: Final = (
    "A boat lies in the mud and nobody wants it. The two sisters who own it have not spoken in years.",
    "Director {d} lets the camera wait, and {a} gives the finest performance of the year as the older one.",
    "I went in with low hopes, and I liked it more than I thought I would. {t} is worth your time.",
)
NEVER: Final = (
    "A boat lies in the mud and nobody wants it. The two sisters who own it have not spoken in years.",
    "The film never explains much. {a} gives the finest performance of the year, and the direction is patient.",
    "I went in with low hopes, and I liked it more than I thought I would. It is a film worth your time.",
)
CREDITED: Final = (
    "Director: {d}",
    "Cast: {a}, Ida Novak, Per Holm",
    "The film never explains much. A boat lies in the mud, and the two sisters who own it have not spoken in years.",
    "I went in with low hopes, and I liked it more than I thought I would. The acting is superb.",
)
BODIES: Final = {"often": OFTEN, "once": ONCE, "never": NEVER, "credited": CREDITED}


def cases() -> Iterator[Case]:
    """Each headline with each body and a sample of the works: the first form takes the first works, the next others."""
    for place, (headline, (name, body)) in enumerate(product(HEADLINES, BODIES.items())):
        for step in range(5):
            work = WORKS[(place * 7 + step * 11) % len(WORKS)]
            shown = work.title
            for sign, cased in (("{u}", shown.upper()), ("{l}", shown.lower())):
                shown = cased if sign in headline and name in ("never", "credited") else shown
            words = {
                "t": work.title,
                "u": work.title.upper(),
                "l": work.title.lower(),
                "y": work.year,
                "d": work.director,
                "a": work.player,
            }
            lines = [headline.format(**words), "March 3, 2021", *(line.format(**words) for line in body)]
            yield Case(headline, lines, {"title": shown})
