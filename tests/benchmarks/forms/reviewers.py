"""Bylines: who wrote the review, as pages say it above, beside and below the text; and others that they name."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import rtoml

from tests.benchmarks.forms import Case


class Work(NamedTuple):
    """A film that is reviewed."""

    title: str
    director: str
    stars: tuple[str, str]


class Writing(NamedTuple):
    """How a language's pages are filled."""

    headline: str
    standfirst: str
    paragraphs: Sequence[str]
    credits: Sequence[str]
    """Two lines with the makers of the work."""
    before: Sequence[str]
    """What software prints above a headline."""
    below: Sequence[str]
    """What software prints below a text."""
    people: Sequence[str]
    days: Sequence[str]
    works: Sequence[Work]


class Place(NamedTuple):
    """Lines above, at and below what a form says."""

    name: str
    build: Callable[["Page", Sequence[str]], Sequence[str]]


class Page(NamedTuple):
    """One filled page, as its parts."""

    headline: str
    standfirst: str
    text: Sequence[str]
    credits: Sequence[str]
    before: Sequence[str]
    below: Sequence[str]


def _top(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, *said, *page.text]


def _below_facts(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, *page.credits, *said, *page.text]


def _above_facts(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, *said, *page.credits, *page.text]


def _below_standfirst(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, page.standfirst, *said, *page.text]


def _among_furniture(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [*page.before, page.headline, *said, *page.text, *page.below]


def _marked(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [f"<h1>{page.headline}</h1>", *said, *page.text]


def _foot(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, *page.text, *said]


def _foot_below_facts(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, *page.credits, *page.text, *said]


def _foot_above_facts(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, *page.text, *said, *page.credits]


def _foot_above_furniture(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [page.headline, *page.text, *said, *page.below]


def _headline(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [*said, *page.text]


def _headline_above_facts(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [*said, *page.credits, *page.text]


def _marked_headline(page: Page, said: Sequence[str]) -> Sequence[str]:
    return [f"<h1>{said[0]}</h1>", *said[1:], *page.text]


TOP: Final = (_top, _below_facts, _below_standfirst, _among_furniture, _marked, _above_facts)
BARE_TOP: Final = (_top, _below_standfirst, _among_furniture, _marked)
FOOT: Final = (_foot, _foot_above_furniture, _foot_below_facts, _foot_above_facts)
BARE_FOOT: Final = (_foot, _foot_above_furniture)
HEADLINES: Final = (_headline, _headline_above_facts, _marked_headline)

LANGUAGES: Final[dict[str, Any]] = rtoml.load(Path(__file__).with_suffix(".toml"))
"""By language; {X} is a name in capitals, {h} a handle made of it, {f} the given name, {y} a second person."""

TOP_FORMS: Final = (
    "By {x}",
    "by {x}",
    "BY {X}",
    "By: {x}",
    "by: {x}",
    "By {x} | {d}",
    "By {x} • {d}",
    "By {x} · {d}",
    "By {x} / {d}",
    "By {x} on {d}",
    "By {x}, {d}",
    "By {x} - {d}",
    "By {x} — {d}",
    "By {x} {d}",
    "By {x} Published {d}",
    "By {x}, Published {d}",
    "By {x} - Last updated {d}",
    "By {x} - {d} 0",
    "By {x} Posted {d} at 10:15 am",
    "Posted by {x} on {d}",
    "Posted by {x} | {d} | Reviews | 0 comments",
    "by {x} | {d} | Film, Reviews | 0 comments",
    "Posted by: {x}",
    "Posted By {x} at 10:15 AM",
    "Posted on {d} by {x}",
    "Posted on {d} by {x} in Reviews",
    "Posted {d} by {x}",
    "Posted {d} at 10:15 am by {x}",
    "Posted in Reviews by {x} on {d}",
    "Posted on {d} at 10:15 AM by {x} / 0 Comments",
    "Published {d} by {x}",
    "Published on {d} by {x}",
    "{d} by {x}",
    "{d} By {x} Leave a Comment",
    "{d}, by {x}",
    "{d} | By {x}",
    "{d} • {x}",
    "{d} – {x}",
    "{d} / {x}",
    "{d} | {x} | Reviews",
    "{d} {x}",
    "On {d} by {x} in Reviews",
    "{x} | {d}",
    "{x} • {d}",
    "{x} – {d}",
    "{x} - {d}",
    "{x}, {d}",
    "{x} {d}",
    "{X} | {d}",
    "{x} / {d}",
    "{x} on {d}",
    "{x} · {d} · 5 min read",
    "{x} · 5 min read",
    "{x} | Published: {d}",
    "{x} Published {d}",
    "{x} Updated {d}",
    "{x}|{d}",
    "{x}\n{d}",
    "{d}\n{x}",
    "{x}\n·\nFollow\n5 min read\n·\n{d}",
    "{x}\nFollow\n{d} · 4 min read",
    "By\n{x}",
    "By\n{x}\n{d}",
    "by\n{x}\non {d}",
    "Written by\n{x}",
    "Reviewed by\n{x}",
    "Review by\n{x}\n{d}",
    "Author\n{x}",
    "Posted by\n{x}\n{d}",
    "Posted on\n{d}\nby\n{x}",
    "{d}\nby\n{x}",
    "{d}\nBy {x}",
    "By {x}\n{d}",
    "Review by {x}",
    "Review by {x}, {d}",
    "Review by {x} | {d}",
    "Review By: {x}",
    "Reviewed by {x}",
    "Reviewed by: {x}",
    "REVIEWED BY {X}",
    "Reviewed by {x} on {d}",
    "Reviewed by {x}, {d}",
    "Reviewed on {d} by {x}",
    "Reviewed {d} by {x}",
    "A review by {x}",
    "A film review by {x}",
    "Film review by {x}",
    "Film Review by {x}",
    "Movie review by {x}",
    "Movie Review By {x}",
    "a movie review by {x}",
    "Movie review by {x}, Reel Notes",
    "Film Review: {x}",
    "Review: {x}",
    "Our review by {x}",
    "Theatrical review by {x}",
    "Blu-ray review by {x}",
    "Full review by {x}",
    "Written by {x} on {d}",
    "Written by {x}, {d}",
    "Written by {x} | {d}",
    "{x}, Staff Writer",
    "{x}, Film Critic",
    "{x} | Film Critic",
    "{x} – Film Critic",
    "{x}\nFilm Critic",
    "{x}\nStaff Writer\n{d}",
    "{x} Contributor",
    "{x}\nContributor",
    "Film Critic {x}",
    "By Film Critic {x}",
    "By {x}, Film Critic",
    "By {x}\nFilm Critic",
    "By {x}, Staff Writer",
    "By {x}, Contributing Writer | {d}",
    "By {x} | Staff Writer",
    "By {x} Staff Writer",
    "By {x} (@{h})",
    "By {x} @{h}",
    "{x} (@{h})",
    "{x} @{h}",
    "By {x}\n@{h}",
    "{x}\n@{h}",
    "By {x} for Reel Notes",
    "By {x} Special to Reel Notes",
    "By {x}, Special to Reel Notes",
    "By {x}, Reel Notes",
    "By {x} | Reel Notes",
    "By {x} of Reel Notes",
    "By {x} | Film",
    "By {x} in Film",
    "By {x} in Reviews, {d}",
    "By {x} - Reviews - {d}",
    "Reviews | By {x} | {d}",
    "Film / By {x}",
    "Reviews, {d} by {x}",
    "Film Reviews • By {x} • {d} • 3 Comments",
    "Author: {x}",
    "AUTHOR: {X}",
    "Author: {x} | {d}",
    "Author {x}",
    "Post author: {x}",
    "Post author By {x}",
    "Post Author: {x}\nPost date: {d}",
    "Reviewer: {x}",
    "Reviewer: {x}\nDate: {d}",
    "Reviewer: {x}, {d}",
    "Critic: {x}",
    "Critic {x}",
    "Words: {x}",
    "Words by {x}",
    "WORDS BY {X}",
    "Words {x}",
    "Text: {x}",
    "Text by {x}",
    "Story by {x}",
    "Article by {x}",
    "Contributed by {x}",
    "Submitted by {x} on {d}",
    "Guest review by {x}",
    "Guest Post by {x}",
    "By Dr. {x}",
    "By guest writer {x}",
    "By contributor {x}",
    "By our critic {x}",
    "This review was written by {x}",
    "This review is by {x}",
    "Rating: 3/5 | Reviewed by {x}",
    "★★★½ Review by {x}",
    "Reviewed by {x} ★★★½",
    "Review by {x} ★★★",
    "{x} ★★★½",
    "{x}'s Rating: 3/5",
    "{x}'s Review",
    "{x}’s review of {t}",
    "{x} reviews {t}",
    "{x} reviews ‘{t}’",
    "{x} reviews Reel Notes' pick of the week, {t}.",
    "✍ {x}",
    "👤 {x}",
    "👤 {x} 📅 {d}",
    "✎ {x} • {d}",
    "Share\nTweet\nBy {x}\nPin\nEmail",
    "Facebook\nTwitter\nBy {x}\n{d}",
    "Share\n{x}\n{d}\nTweet",
    "{d}\n{x}\nFilm, Reviews\nLeave a comment",
    "{d} ~ {x}",
    "{d} // {x}",
    "{x} // {d}",
    "// {x}",
    "Reviews / {d} / {x}",
    "{d}\nReviews\n{x}",
    "Date: {d}\nAuthor: {x}",
    "Posted: {d} By: {x}",
    "Posted: {d} | Author: {x}",
    "Posted: {d} | Author: {x} | Filed under: Reviews",
    "Posted on {d} by {x} | Leave a comment",
    "Published: {d}\nWritten by {x}",
    "Details\nWritten by {x}\nPublished: {d}",
    "Created: {d} Written by {x}",
    "Last updated on {d} by {x}",
    "Updated {d} by {x}",
    "{d} Posted by {x}",
    "{d}\nPosted by {x}",
    "{d} posted by {x} Labels: Reviews",
    "{x} - Reel Notes",
    "{x}, Reel Notes",
    "{x}, Reel Notes\n{d}",
    "{x} for Reel Notes",
    "{x} in Reviews",
    "{x} in Reviews on {d}",
    "{x} wrote this on {d}",
)
TWO_FORMS: Final = (
    "By {x} and {y}",
    "By {x} & {y}",
    "By {x}, {y}",
    "By {x} and {y} | {d}",
    "Reviewed by {x} and {y}",
    "Posted on {d} by {x} and {y}",
    "{x} and {y} | {d}",
    "{x} & {y} • {d}",
    "By {x} with {y}",
    "Words: {x} and {y}",
    "Reviewers: {x}, {y}",
    "Authors: {x} & {y}",
)
GLUED_FORMS: Final = (
    "By{x}",
    "by{x}",
    "Posted by{x}",
    "Posted by{x}on{d}",
    "By{x}{d}",
    "By {x}{d}",
    "by {x}{d}in Reviews",
    "{x}{d}",
    "{x}Reviews",
    "{x}{d}Reviews",
    "By {x}|{d}",
    "By {x}Published {d}",
    "By {x}Updated {d}",
    "By {x}Posted on {d}",
    "By {x}Last updated {d}",
    "By {x}5 min read",
    "{x}5 min read",
    "Reviewed by{x}",
    "Author{x}",
    "Written by{x}Published {d}",
    "Author:{x}",
    "{d}By {x}",
    "{d}by {x}",
    "{d}by{x}",
    "{d}{x}",
    "Posted on{d}by{x}",
    "Posted on {d}by {x}",
    "{d}By{x}Leave a comment",
    "By {x}Leave a comment",
    "By {x}Share",
    "By {x}In Reviews",
)
GIVEN_FORMS: Final = (
    "Posted by {f}",
    "Posted by {f} on {d}",
    "Posted on {d} by {f}",
    "By {f}",
    "By {f} | {d}",
    "by {f} · {d}",
    "{d} by {f}",
    "Reviewed by {f}",
    "Review by {f}",
    "A review by {f}",
    "Review by: {f}",
    "Written by {f} on {d}",
    "Posted by {f} at 10:15 AM",
    "Author: {f}",
    "Reviewer: {f}",
    "{f}'s Rating: 4/5",
    "{d} By {f} Leave a Comment",
    "by {f} | {d} | Reviews | 0 comments",
    "Published by {f}",
    "Words by {f}",
)
USER_FORMS: Final = (
    "Posted by {u}",
    "posted by {u}",
    "Posted by {u} on {d}",
    "by {u}",
    "By {u} | {d}",
    "by {u} on {d}",
    "Posted on {d} by {u}",
    "Reviewed by {u}",
    "review by {u}",
    "Author: {u}",
    "{d} by {u}",
    "{d} By {u} Leave a Comment",
    "Written by {u} on {d}",
    "Published by {u}",
    "Published by {u} on {d}",
    "Posted by {u} at 10:15 AM",
    "Review by {u} ★★★½",
    "Submitted by {u} on {d}",
    "{u} | {d}",
    "{u} · {d}",
    "{u}\n{d}",
)
USERS: Final = ("moviebuff77", "reelnell", "film_fan", "TheFilmFiend", "cinephile-jo", "JessWatches")
FOOT_FORMS: Final = (
    "– {x}",
    "— {x}",
    "- {x}",
    "-{x}",
    "–{x}",
    "~{x}",
    "~ {x}",
    "~ {x} ~",
    "― {x}",
    "{x}",
    "{x}.",
    "({x})",
    "[{x}]",
    "*{x}*",
    "/{x}",
    "// {x}",
    "– By {x}",
    "- by {x}",
    "By {x}",
    "Review by {x}",
    "Review by: {x}",
    "Reviewed by {x}",
    "Reviewed by {x} on {d}",
    "Review by {x}, {d}",
    "Review by {x} – {d}",
    "~ Review by {x}",
    "(Review by {x})",
    "- Review by {x} -",
    "Words: {x}",
    "Words by {x}",
    "Words {x}",
    "Text: {x}",
    "Reviewer: {x}",
    "Critic: {x}",
    "Author: {x}",
    "{x}, {d}",
    "{x} | {d}",
    "– {x}, {d}",
    "– {x}, Reel Notes",
    "{x}, Reel Notes",
    "{x}\n{d}",
    "– {x}\n{d}",
    "{x}, Film Critic",
    "{x}\nFilm Critic",
    "– {x} (@{h})",
    "{x} (@{h})",
    "{x}, @{h}",
    "Posted by {x}",
    "Posted by {x} at 10:15 AM",
    "Posted by {x} on {d}",
    "Posted by {x} on {d} in Reviews",
    "Posted on {d} by {x}",
    "Published by {x}",
    "Published by {x}\nView all posts by {x}",
    "View all posts by {x}",
    "View all posts by {x} →",
    "View more posts by {x}",
    "See all posts by {x}",
    "See more posts by {x}",
    "More posts by {x}",
    "More from {x}",
    "More by {x}",
    "Read more by {x}",
    "Read more reviews by {x}",
    "Posts by {x}",
    "This entry was posted in Reviews on {d} by {x}.",
    "This entry was posted on {d} by {x}. Bookmark the permalink.",
    "About the author: {x} is a writer who lives by the sea and sees too many films.",
    "About the author: {x}",
    "About the author\n{x}",
    "About the Author\n{x}\nLives by the sea, sees too many films and writes about most of them.",
    "About the author\n{x} is a writer who lives by the sea and sees too many films.",
    "ABOUT THE AUTHOR\n{X}\nLives by the sea, sees too many films and writes about most of them.",
    "About {x}\nLives by the sea, sees too many films and writes about most of them.",
    "About {x}\n{x} is a writer who lives by the sea and sees too many films.",
    "About {x}",
    "About {x} 120 Articles",
    "Author\n{x}",
    "Author\n{x}\nLives by the sea, sees too many films and writes about most of them.",
    "Written by\n{x}",
    "Written By {x}\nLives by the sea, sees too many films and writes about most of them.",
    "Written by {x}\n{x} is a writer who lives by the sea.",
    "{x} is a freelance writer who lives by the sea.",
    "{x} is a freelance film critic based in Leeds.",
    "{x} is a film critic and the editor of Reel Notes.",
    "{x} is the film critic for Reel Notes.",
    "{x} is Reel Notes' film critic.",
    "{x} is a staff writer at Reel Notes. Follow them on Twitter at @{h}.",
    "{x} is a contributor to Reel Notes.",
    "{x} is a writer, podcaster and lover of bad weather.",
    "{x} is the founder of Reel Notes.",
    "{x} has written about films since 2009.",
    "{x} has been a film critic since 2009.",
    "{x} writes about film and television for Reel Notes.",
    "{x} reviews films for Reel Notes.",
    "{x} covers film for Reel Notes.",
    "{x}\n{x} is a writer who lives by the sea and sees too many films.",
    "{x}\nA writer who lives by the sea, sees too many films and writes about most of them.",
    "{x}\nLives by the sea, sees too many films and writes about most of them.",
    "Follow {x} on Twitter @{h}",
    "Follow {x} on Twitter: @{h}",
    "Follow {x} on Twitter.",
    "You can follow {x} on Letterboxd.",
    "Email {x} at {h}@reelnotes.test",
    "Contact {x} at {h}@reelnotes.test.",
    "{x} can be reached at {h}@reelnotes.test",
    "Reach {x} at {h}@reelnotes.test",
    "Copyright © 2019 {x}",
    "© 2019 {x}",
    "© {x}",
    "© {x} 2019",
    "Copyright {x}, 2019",
    "Copyright 2019 {x}",
    "Review © 2019 {x}",
    "{x}’s rating: ★★★½",
    "{x}'s score: 7/10",
    "Rating: 7/10 – {x}",
    "★★★½ – {x}",
)
TWO_FOOT_FORMS: Final = ("– {x} and {y}", "Review by {x} and {y}", "Words: {x} & {y}", "By {x} and {y}")
HEADLINE_FORMS: Final = (
    "Film review: {t} – by {x}",
    "Film Review: {t} by {x}",
    "Movie Review: {t} - By {x}",
    "{t} – Review by {x}",
    "{t} - Reviewed by {x}",
    "{t} (2019) Review by {x}",
    "{t} | Review by {x}",
    "{t}: A review by {x}",
    "{t}: reviewed by {x}",
    "{t}, reviewed by {x}",
    "{t} movie review by {x}",
    "{t} (2019) – Film Review by {x}",
    "{x} reviews {t}",
    "{x} Reviews: {t}",
    "{x} Reviews ‘{t}’",
    "{x}’s Review of {t}",
    "{t} – {x}’s Review",
    "{x}: {t} review",
    "Review: {t} ({x})",
    "{t} Review – {x}",
    "{t} review | {x}",
)
INLINE_FORMS: Final = (
    " – {x}",
    " — {x}",
    " –{x}",
    " -{x}",
    " [{x}]",
    " ({x})",
    " {x}",
    " | {x}",
    " ~ {x}",
    " – Review by {x}",
    " (Review by {x})",
    " {x}, Reel Notes",
)
"""What stands behind the last sentence of the text, in its line."""

OTHER_FORMS: Final = (
    "Directed by {o}",
    "Director: {o}",
    "Dir: {o}",
    "dir. {o}",
    "Dir. {o}, 2019",
    "{o}, 2019",
    "{o} / 2019",
    "{o} | 2019",
    "{o} (2019)",
    "{t} | {o} | 2019",
    "{t} / {o} / 2019",
    "{t}, {o}, 2019, 104 mins",
    "Directed by {o}\nWritten by {p}",
    "Written and directed by {o}",
    "Written & Directed by {o}",
    "Written and Directed by: {o}",
    "Written, directed and produced by {o}",
    "Directed by {o}\nScreenplay by {p}\nStarring {a}, {b}",
    "Director: {o}\nWriter: {p}\nStars: {a}, {b}",
    "Director: {o}\nWritten by: {p}\nCast: {a}, {b}",
    "Directed By: {o}\nWritten By: {p}\nStarring: {a}, {b}\nRating: PG-13",
    "Written by: {p}\nDirected by: {o}",
    "Written By {p}\nDirected By {o}\nRuntime: 104 min",
    "Writer: {p}",
    "Screenplay: {p}",
    "Screenplay by {p}",
    "Story by {p}\nDirected by {o}",
    "Story: {p}\nDirection: {o}",
    "Story by {p} and {q}\nScreenplay by {p}\nDirected by {o}",
    "A film by {o}",
    "a film by {o}",
    "A {o} film",
    "Un film by {o}",
    "A documentary by {o}",
    "Produced by {p}",
    "Music by {p}",
    "Music: {p}",
    "Edited by {p}",
    "Cinematography by {p}",
    "Created by {p}",
    "Created by {p}\nStarring {a}, {b}",
    "Based on the novel by {p}",
    "Based on the book by {p}\nDirected by {o}",
    "From the novel by {p}",
    "by the director of Emberfall",
    "From the director of Emberfall",
    "Photo by {p}",
    "Photo: {p}",
    "Photos by {p}",
    "Photography by {p}",
    "Photograph: {p}/Reel Notes",
    "Photo credit: {p}",
    "Image by {p}",
    "Images: {p}",
    "Image courtesy of {p}",
    "Illustration by {p}",
    "Picture: {p}",
    "Still: {p}",
    "Screenshot by {p}",
    "Photograph by {p}",
    "Poster by {p}",
    "Poster design: {p}",
    "{a} in {t}",
    "{a} and {b} in {t}",
    "{a} as the elder sister in {t}. Photo: {p}",
    "{a}, left, and {b} in {t}",
    "{a}\n{b}",
    "{a}, {b}",
    "{a} stars in {t}",
    "Starring {a} and {b}",
    "With {a}, {b}",
    "Posted by admin",
    "Posted by admin on {d}",
    "{d} by admin",
    "By admin | {d}",
    "By Staff",
    "by Staff",
    "By Staff Writer",
    "By Editor",
    "By the editors",
    "By Guest Contributor",
    "by Reel Notes Staff",
    "By The Reel Notes Team",
    "By Editorial Team | {d}",
    "{d}",
    "Posted on {d} in Reviews",
    "Posted in Drama, Reviews",
    "Filed under: Drama, Reviews",
    "Filed Under Drama, Reviews",
    "Sponsored by Gull Foods",
    "Presented by Gull Films",
    "Distributed by Gull Films",
    "Released by Gull Films",
    "Recommended by the festival",
    "Rated R by the board",
    "Image by Gull Films",
    "Courtesy of Gull Films",
    "Reviewed at the Leeds Film Festival, {d}",
    "Reviewed on Blu-ray",
    "Reviewed on: {d}",
    "Review Date: {d}",
    "Interview by phone",
    "Leeds Film Festival",
    "London, {d}",
    "Leeds | {d}",
    "Drama | {d}",
    "Film Review | {d}",
    "Movie Reviews • {d}",
    "Now Showing • {d}",
    "New Release | {d}",
    "Gull Films | {d}",
    "Universal Pictures | {d}",
    "Short Takes • {d}",
    "The Big Picture | {d}",
    "Weekend Watch, {d}",
    "Opens {d}",
    "In cinemas {d}",
    "Release date: {d}",
    "Star Rating",
    "Our Verdict",
    "Critics Consensus",
    "Rating: 3.5/5",
)
"""Above the text; {o} the director, {p} and {q} others of the work, {a} and {b} its stars: nobody reviews it."""

OTHER_FOOT_FORMS: Final = (
    "“A small miracle.” – Variety",
    "“A small miracle.” – {p}, The Morning Ledger",
    "Comment by {p}",
    "{p} says:\nI liked it more than you did, and so did all my friends.",
    "Comments\n{p}\n{d}\nI liked it more than you did.",
    "1 Comment\n{p} on {d} at 10:15\nI liked it more than you did, and so did all my friends.",
    "Leave a comment\n{p}\nI liked it more than you did, and so did all my friends.",
    "Leave a Reply\nYour email address will not be published.",
    "Related posts\nMarrow Street by {p}\nThe Long Ferry by {q}",
    "Related Posts\nThe Long Ferry review\nBy {p}\nMarrow Street review\nBy {q}",
    "More reviews\nMarrow Street\n{p}\n{d}\nThe Long Ferry\n{q}\n{d}",
    "Recent posts\nMarrow Street\nBy {p} | {d}\nThe Long Ferry\nBy {q} | {d}",
    "You may also like\nInterview with {p}",
    "Read next\nMarrow Street review\nby {p}",
    "Theme by {p}",
    "Theme: Gull by {p}",
    "Powered by Inkwell",
    "Designed by {p}",
    "Website by {p}",
    "Template by {p}",
    "Site design by {p}",
    "Theme images by {p}. Powered by Inkwell.",
    "Photos: {p}",
    "All photos by {p}",
    "Images courtesy of {p}",
    "Photography: {p}",
    "Tags: {a}, {b}, {o}",
    "Tags\n{a}\n{b}\n{o}",
    "Tagged {a}, {b}, {o}",
    "Directed by {o}",
    "Directed by {o}.",
    "Written by {p}. Directed by {o}.",
    "Written and directed by {o}. With {a}, {b}.",
    "Director: {o}\nWritten by: {p}\nCast: {a}, {b}",
    "CAST\n{a}\n{b}",
    "Credits\nDirected by {o}\nWritten by {p}\nMusic by {q}",
    "Starring: {a}, {b}",
    "{a}\n{b}",
    "{a} as Ada\n{b} as Tom",
    "{t} is in cinemas now.",
    "{t} (2019)\nDirected by {o}",
    "Filed under: Drama, Reviews",
    "Posted in Reviews\nTagged drama",
    "Posted by admin",
    "© 2019 Reel Notes",
    "Copyright © 2019 Reel Notes. All rights reserved.",
    "– The End",
    "JD",
    "Final Verdict",
    "Share This",
    "Watch Now",
    "Next Post",
    "Previous post: Marrow Street by {p}",
    "Sponsored by Gull Foods",
    "Recommended by our readers",
    "Follow us on Twitter",
    "About Us",
    "About this film",
    "About Reel Notes\nReel Notes is a site about films.",
)
OTHERS: Final = ("Ines Calloway", "Rupert Dray", "Nadia Sorel", "Felix Harrow")


def _writing(language: str) -> Writing:
    told = LANGUAGES[language]
    works = tuple(Work(title, director, (star, other)) for title, director, star, other in told["works"])
    return Writing(**{key: told[key] for key in Writing._fields if key != "works"}, works=works)


def _page(writing: Writing, work: Work) -> tuple[Page, dict[str, str]]:
    filling = {"t": work.title, "dir": work.director, "o": work.director, "a": work.stars[0], "b": work.stars[1]}
    page = Page(
        writing.headline.format_map(filling),
        writing.standfirst,
        tuple(text.format_map(filling) for text in writing.paragraphs),
        tuple(text.format_map(filling) for text in writing.credits),
        writing.before,
        writing.below,
    )
    return page, filling


def _filled(
    writing: Writing,
    name: str,
    forms: Sequence[str],
    places: Sequence[Callable[[Page, Sequence[str]], Sequence[str]]],
    expected: Sequence[str],
    count: int = 6,
) -> Iterator[Case]:
    """Each form in `count` pages, whose works, people, days and places go round at paces of their own."""
    people, works, days, users = writing.people, writing.works, writing.days, USERS
    for shift, form in enumerate(forms):
        for place in range(count):
            number = shift + place
            page, filling = _page(writing, works[(number * 3 + place) % len(works)])
            first, second = people[number % len(people)], people[(number * 5 + 3) % len(people)]
            if second == first:
                second = people[(number + 1) % len(people)]
            given = first.split()[0] if "." not in first.split()[0] else "Nell"
            filling |= {
                "x": first,
                "X": first.upper(),
                "y": second,
                "f": given,
                "h": "".join(filter(str.isalpha, first.lower())),
                "d": days[number % len(days)],
                "u": users[number % len(users)],
                "p": OTHERS[number % len(OTHERS)],
                "q": OTHERS[(number + 1) % len(OTHERS)],
            }
            said = form.format_map(filling).split("\n")
            named = tuple(filling[key] for key in expected)
            if "{X}" in form:
                named = tuple(filling["X"] if key == "x" else filling[key] for key in expected)
            lines = places[place % len(places)](page, said)
            yield Case(f"{name}: {form!r}", lines, {"reviewers": named}, title=page.headline)


def _inline(writing: Writing) -> Iterator[Case]:
    """Names behind the last sentence, in its line."""
    for case in _filled(writing, "en inline", INLINE_FORMS, (_foot, _foot_above_furniture, _foot_below_facts), "x"):
        texts = list(case.lines)
        place = next(number for number, line in enumerate(texts) if line.startswith("Not everything"))
        texts[place : place + 2] = [f"{texts[place]} {texts[place + 1].lstrip()}"]
        yield case._replace(lines=texts)


def _headlines(writing: Writing) -> Iterator[Case]:
    for case in _filled(writing, "en headline", HEADLINE_FORMS, HEADLINES, "x"):
        first = case.lines[0].removeprefix("<h1>").removesuffix("</h1>")
        yield case._replace(title=first)


def cases() -> Iterator[Case]:
    """All pages of the family."""
    english = _writing("en")
    yield from _filled(english, "en top", TOP_FORMS, TOP, "x")
    yield from _filled(english, "en top two", TWO_FORMS, TOP, "xy")
    yield from _filled(english, "en glued", GLUED_FORMS, TOP, "x")
    yield from _filled(english, "en given", GIVEN_FORMS, TOP, "f")
    yield from _filled(english, "en user", USER_FORMS, TOP, "u")
    yield from _filled(english, "en foot", FOOT_FORMS, FOOT, "x")
    yield from _filled(english, "en foot two", TWO_FOOT_FORMS, FOOT, "xy")
    yield from _inline(english)
    yield from _headlines(english)
    yield from _filled(english, "en other", OTHER_FORMS, BARE_TOP, "", 4)
    yield from _filled(english, "en other foot", OTHER_FOOT_FORMS, BARE_FOOT, "", 4)
    for language in list(LANGUAGES)[1:]:
        yield from _of_language(language)


def _of_language(language: str) -> Iterator[Case]:
    writing, told = _writing(language), LANGUAGES[language]
    for place, places in (("top", TOP), ("foot", FOOT)):
        ones = [form for form in told[place] if "{y}" not in form]
        twos = [form for form in told[place] if "{y}" in form]
        yield from _filled(writing, f"{language} {place}", ones, places, "x", 4)
        yield from _filled(writing, f"{language} {place} two", twos, places, "xy", 4)
    yield from _filled(writing, f"{language} other", told["other"], BARE_TOP, "", 4)
    yield from _filled(writing, f"{language} other foot", told["other_foot"], BARE_FOOT, "", 4)
