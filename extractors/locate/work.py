"""What is said of the work of the title that `title` found: kind, year, season, native title, platforms, ids."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from extractors.context import Context
from extractors.locate.native_titles import native_titles
from extractors.locate.sentences import sentences
from extractors.locate.title import names_title, readings, stated_names
from extractors.locate.year import locate_year
from extractors.parse.pattern import pattern
from extractors.parse.text import YEAR, fold
from extractors.parse.title import HeadlineReading, is_other_script, read_title, seasons_in
from extractors.parse.url import folders, host_parts
from extractors.segment import ReviewUnit
from extractors.structured.item import Item
from schemas.evidence import Candidate, Method
from schemas.review import Credit, Role, WorkKind

KINDS: Final = {
    "Movie": WorkKind.FILM,
    "ScreeningEvent": WorkKind.FILM,
    "TVSeries": WorkKind.SERIES,
    "TVSeason": WorkKind.SEASON,
    "TVEpisode": WorkKind.EPISODE,
    "Book": WorkKind.BOOK,
    "BookSeries": WorkKind.BOOK,
    "Audiobook": WorkKind.BOOK,
    "ComicIssue": WorkKind.BOOK,
    "ComicStory": WorkKind.BOOK,
    "VideoGame": WorkKind.GAME,
    "VideoGameSeries": WorkKind.GAME,
    "Game": WorkKind.GAME,
    "MusicAlbum": WorkKind.MUSIC,
    "MusicRelease": WorkKind.MUSIC,
    "MusicRecording": WorkKind.MUSIC,
    "MusicGroup": WorkKind.MUSIC,
    "SoftwareApplication": WorkKind.PRODUCT,
    "MobileApplication": WorkKind.PRODUCT,
    "WebApplication": WorkKind.PRODUCT,
    "Restaurant": WorkKind.OTHER,
    "FoodEstablishment": WorkKind.OTHER,
    "LocalBusiness": WorkKind.OTHER,
    "Hotel": WorkKind.OTHER,
    "TheaterEvent": WorkKind.OTHER,
    "MusicEvent": WorkKind.OTHER,
    "ExhibitionEvent": WorkKind.OTHER,
    "PodcastSeries": WorkKind.OTHER,
    "PodcastEpisode": WorkKind.OTHER,
    "RadioSeries": WorkKind.OTHER,
    "Recipe": WorkKind.OTHER,
}
"""schema.org types that say what is reviewed.

Product, CreativeWork and Thing are not among them: plugins use them for anything. Nor are Episode and
CreativeWorkSeries by themselves, which podcasts and books have too.
"""

_IDS: Final = {
    "work.ids.imdb": re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt\d{7,10})\b"),
    "work.ids.tmdb": re.compile(r"themoviedb\.org/((?:movie|tv)/\d+)"),
    "work.ids.wikidata": re.compile(r"wikidata\.org/(?:wiki|entity)/(Q[1-9]\d*)\b"),
    "work.ids.letterboxd": re.compile(r"letterboxd\.com/(?:[^/\s]{1,40}/)?film/([a-z0-9-]{1,120})\b"),
    "work.ids.allocine": re.compile(r"allocine\.fr/(film|series)/fiche(?:film|serie)_gen_c(?:film|serie)=(\d+)"),
    "work.ids.mydramalist": re.compile(r"mydramalist\.com/(\d+)-"),
}
"""Addresses of databases; an id of two groups joins them by a slash."""
_DATABASES: Final = frozenset({"imdb", "tmdb", "wikidata", "letterboxd", "allociné", "allocine", "mydramalist", "mdl"})
_YEAR: Final = pattern(rf"(?<!\d)({YEAR})(?!\d)")
_YEAR_BEFORE: Final = pattern(rf"({YEAR})\s?[-–—:]\s")
_YEAR_AFTER: Final = pattern(rf"\s(?:[-–—]\s)?({YEAR})(?:$|\s[-–—|]\s)")
_BEHIND: Final = pattern(rf"[\"'”’»』」》]*(?:[\s*★☆½]*[(（\[]([^()（）\[\]]{{1,200}})[)）\]]|,\s({YEAR})(?=[,.;]|$))")
_BETWEEN_WORDS: Final = pattern(r"\W{1,3}(?=\w)")
_LONGEST_NOTE: Final = 24
_LEAD_LINES: Final = 6
_LEAD_LENGTH: Final = 160
_BESIDE: Final = 20
"""Characters between a title and the season that belongs to it."""
_SUBTITLES: Final = pattern(r"[/,;|]| [–—-] ")
_MOST_LINES: Final = 60
_SCREEN: Final = frozenset({WorkKind.FILM, WorkKind.SERIES})
_NUMBER: Final = pattern(r"\d+")
_MOST_DIGITS: Final = 4
_MANY_MENTIONS: Final = 4
_SOME_MENTIONS: Final = 2


def locate_details(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str | int | WorkKind]]:
    """Candidates for native title, year, season, episode, kind, platforms and ids of the work."""
    yield from _from_headlines(unit, context)
    yield from _from_item(context.subject.work, sure_of_kind=not unit.document.is_of_rank_math)
    yield from _from_labels(unit, context)
    yield from _from_brackets(unit, context)
    yield from native_titles(unit, context)
    yield from _from_lead(unit, context)
    yield from locate_year(unit, context)
    yield from _kind_from_text(context)
    yield from _kind_from_section(unit, context)
    yield from _kind_from_host(context)
    yield from _platforms(unit, context)
    yield from _links(unit, context)


def _from_headlines(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str | int | WorkKind]]:
    for name, method, where in stated_names(unit, context):
        yield from _parts(read_title(name, context.vocabulary), name, method, where, context.work_title)
    for reading, where, text in readings(unit, context):
        # What stands beside the title names its kind; in the title it names nothing ("Squid Game").
        kinds = set(context.vocabulary.kind_words(text.replace(context.work_title or "\0", " "))) & _SCREEN
        if reading.kind is None and len(kinds) == 1:
            yield Candidate("work.kind", kinds.pop(), text, Method.HEADLINE, where, 0.8)
        yield from _parts(reading, text, Method.HEADLINE, where, context.work_title)
        if reading.year is None and (year := _year_beside(text, context.work_title)) is not None:
            yield Candidate("work.year", year, text, Method.HEADLINE, where, 0.9)
        seasons = set(seasons_in(text, context.vocabulary))
        if reading.season is None and len(seasons) == 1:
            yield Candidate("work.season", seasons.pop(), text, Method.HEADLINE, where, 0.8)


def _year_beside(text: str, title: str | None) -> int | None:
    """The only year of a headline, bare beside the title: "1954 – Title", "Title 1954", "Title - 1954 - Ann Lee"."""
    place = text.find(title) if title else -1
    if title is None or place < 0 or len(_YEAR.findall(text)) != 1 or _YEAR.search(title):
        return None
    before, after = text[:place], text[place + len(title) :]
    found = _YEAR_BEFORE.fullmatch(before) or _YEAR_AFTER.match(after)
    return int(found[1]) if found is not None else None


def _parts(
    reading: HeadlineReading, text: str, method: Method, where: str, title: str | None
) -> Iterator[Candidate[str | int | WorkKind]]:
    """What a title or headline says beside the title."""
    for field, value in (
        ("work.year", reading.year),
        ("work.season", reading.season),
        ("work.episode", reading.episode),
        ("work.kind", reading.kind),
        ("work.native_title", reading.native_title),
    ):
        if value is not None and not (field == "work.year" and str(value) in (title or "")):  # "Blade Runner 2049"
            yield Candidate(field, value, text, method, where)


def _from_item(work: Item | None, *, sure_of_kind: bool) -> Iterator[Candidate[str | int | WorkKind]]:
    if work is None:
        return
    for schema_type in work.types:
        if schema_type in KINDS:
            trust = 1.0 if sure_of_kind or schema_type != "Movie" else 0.4
            yield Candidate("work.kind", KINDS[schema_type], schema_type, work.syntax, f"{work.where}/@type", trust)
            break
    for name in ("alternateName", "alternativeHeadline"):
        for text in work.texts(name)[:1]:
            yield Candidate("work.native_title", text, text, work.syntax, f"{work.where}/{name}", 0.9)
    for name in ("dateCreated", "datePublished", "copyrightYear"):
        for text in work.texts(name)[:1]:
            # A date with a clock time is the post's: plugins fill it in by default.
            if ":" not in text and (year := _YEAR.match(text.strip())):
                yield Candidate("work.year", int(year[1]), text, work.syntax, f"{work.where}/{name}")
    for name, field in (("seasonNumber", "work.season"), ("episodeNumber", "work.episode")):
        number = _small(work.text(name))
        if number is not None:
            yield Candidate(field, number, str(number), work.syntax, f"{work.where}/{name}")
    for season in work.items("partOfSeason"):
        number = _small(season.text("seasonNumber"))
        if number is not None:
            yield Candidate("work.season", number, str(number), work.syntax, f"{season.where}/seasonNumber")
    for name in ("sameAs", "url", "identifier"):
        for text in work.texts(name):
            yield from _ids_in(text, work.syntax, f"{work.where}/{name}", 1.0)


def _small(text: str | None) -> int | None:
    """A number of a year, a season or an episode: at most four digits."""
    stripped = (text or "").strip()
    return int(stripped) if len(stripped) <= _MOST_DIGITS and stripped.isascii() and stripped.isdigit() else None


def _from_labels(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str | int | WorkKind]]:
    title = context.work_title
    for line, label, value in unit.labelled:
        key = context.vocabulary.label(label)
        if (
            key is None
            and title
            and label.startswith(title)
            and context.vocabulary.label(label[len(title) :]) == "release"
        ):
            key = "release"  # "Low Water Release Date: 7th September 2023"
        where = unit.document.path(line.node)
        if key == "title" and names_title(value, context):
            yield from _parts(read_title(value, context.vocabulary), value, Method.LABEL, where, context.work_title)
        elif key == "native_title" and len(value) <= 150:
            native = read_title(value, context.vocabulary).title or value
            yield Candidate("work.native_title", native, value, Method.LABEL, where)
        elif key in ("year", "season", "episode"):
            numbers = _NUMBER.findall(value)
            is_span = key == "year" and len(numbers) == 2  # "2019/2020": that of a series' start
            if (len(numbers) == 1 or is_span) and (number := _small(numbers[0])) is not None:
                yield Candidate(f"work.{key}", number, value, Method.LABEL, where)
        elif key == "release":
            if years := _YEAR.findall(value):
                yield Candidate("work.year", min(map(int, years)), value, Method.LABEL, where, 0.9)
            for name in context.vocabulary.platforms(value) if len(value) <= 150 else ():
                yield Candidate("work.platforms", name, value, Method.LABEL, where, 0.9)
        elif key == "platform" and len(value) <= 150:
            for name in context.vocabulary.platforms(value, labelled=True):
                yield Candidate("work.platforms", name, value, Method.LABEL, where)


def _from_brackets(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str | int | WorkKind]]:
    """What stands directly behind the title: "Title (원제, 2023)", "Title, 2024, de …", "Title (2023年製作)"."""
    title = context.work_title
    words = re.findall(r"\w+", title or "")
    if not title or not words:
        return
    headings = (unit.heading.text,) if unit.heading is not None else ()
    lines = [(line.text, line.node) for line in unit.lines[:_MOST_LINES]]
    for text, node in (*((heading, None) for heading in headings), *lines):
        for start, end in _titled(text, words):
            if (matched := _BEHIND.match(text, end)) is None:
                continue
            where = unit.document.path(node) if node is not None else "heading"
            said = text[start : matched.end()]
            if matched[2]:
                yield Candidate("work.year", int(matched[2]), said, Method.PROSE, where)
                continue
            for part in _SUBTITLES.split(matched[1]):
                part = part.strip(" \"'“”‘’«»『』「」《》")
                year = _YEAR.search(part) if len(part) <= _LONGEST_NOTE else None
                if year is not None and len(_YEAR.findall(part)) == 1:
                    yield Candidate("work.year", int(year[1]), said, Method.PROSE, where)
                elif (on := context.vocabulary.platforms(part, labelled=True)) and _is_short(part):
                    yield Candidate("work.platforms", on[0], said, Method.PROSE, where)
                elif is_other_script(part, title) and len(part) > 1:
                    yield Candidate("work.native_title", _without_mark(part, context), said, Method.PROSE, where)


def _titled(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a title's words stand in a text, in either case, with at most three other characters between two of them.

    No pattern of the title: `re` takes a millisecond to compile one, and each page has another.
    """
    lowered, (first, *others) = text.lower(), [word.lower() for word in words]
    start = lowered.find(first) if len(lowered) == len(text) else -1  # "İ" becomes two characters
    while start >= 0:
        end = start + len(first)
        for word in others:
            between = _BETWEEN_WORDS.match(lowered, end)
            if between is None or not lowered.startswith(word, between.end()):
                break
            end = between.end() + len(word)
        else:
            yield start, end
        start = lowered.find(first, start + 1)


def _is_short(part: str) -> bool:
    """Whether a part of a bracket is a name with one word at most behind it: "AMC", "SBS miniseries"."""
    return len(part) <= _LONGEST_NOTE and part.count(" ") <= 2


def _without_mark(part: str, context: Context) -> str:
    """A translation without the word that names its language: "англ. Killers of the Flower Moon"."""
    first, _, rest = part.partition(" ")
    return rest if rest and fold(first).strip(".:,") in context.vocabulary.literal_words else part


def _from_lead(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str | int | WorkKind]]:
    """The season that the lead names: beside the title ("“Lupin”, season 2"), else anywhere in its first words."""
    title = context.work_title
    beside: dict[int, str] = {}
    named: dict[int, str] = {}
    for line in unit.lines[:_LEAD_LINES] if title else ():
        if not title or (place := line.text.find(title)) < 0:
            continue
        where = unit.document.path(line.node)
        around = line.text[max(0, place - _BESIDE) : place + len(title) + _BESIDE]
        for text, found in ((around, beside), (line.text[:_LEAD_LENGTH], named)):
            for season in seasons_in(text, context.vocabulary):
                found.setdefault(season, where)
    seasons = beside or named
    if len(seasons) == 1:
        season, where = seasons.popitem()
        yield Candidate("work.season", season, f"season {season}", Method.PROSE, where, 0.7)


def _kind_from_text(context: Context) -> Iterator[Candidate[WorkKind]]:
    """What the text calls the work, where it calls it one thing clearly more often than another.

    A film may be about a book or a game: those count only where the text hardly speaks of a screen. What films and
    series are made of ("scenes", "acting") makes a work that nothing calls a series a film.
    """
    topics = context.topics
    film, series, screen = (topics.get(topic, 0) for topic in (WorkKind.FILM, WorkKind.SERIES, "screen"))
    others = [(topics.get(kind, 0), kind) for kind in WorkKind if kind not in _SCREEN]
    most, other = max(others, key=lambda pair: pair[0])
    if most >= _MANY_MENTIONS and most > film + series and 2 * most > screen:
        yield _called(other, most, 1.0)
    elif other in (WorkKind.PRODUCT, WorkKind.OTHER) and most >= _SOME_MENTIONS and not film + series + screen:
        yield _called(other, most, 0.8)
    elif film >= 2 * series and film:
        yield _called(WorkKind.FILM, film, 1.0)
    elif series >= 2 * film and series:
        yield _called(WorkKind.SERIES, series, 1.0)
    elif film != series:
        kind, count = (WorkKind.FILM, film) if film > series else (WorkKind.SERIES, series)
        yield _called(kind, count, 0.8)
    elif not film and screen >= _SOME_MENTIONS and most < screen:
        yield _called(WorkKind.FILM, screen, 0.8)


def _kind_from_host(context: Context) -> Iterator[Candidate[WorkKind]]:
    """A film, on a host named after films, where the text calls the work nothing."""
    if any(context.topics.get(kind, 0) for kind in WorkKind):
        return
    hosts = " ".join(host_parts(context.document.url))
    if any(stem in hosts for stem in context.vocabulary.film_hosts):
        yield Candidate("work.kind", WorkKind.FILM, hosts, Method.URL, "url", 0.7)


def kind_from_makers(context: Context, makers: Iterable[Candidate[Credit]]) -> Iterator[Candidate[WorkKind]]:
    """A film, where the page credits a director and a cast and calls the work nothing else."""
    topics = context.topics
    if any(topics.get(kind, 0) for kind in (WorkKind.FILM, WorkKind.SERIES)):
        return
    roles = {maker.value.role for maker in makers}
    others = max(topics.get(kind, 0) for kind in WorkKind)
    if {Role.DIRECTOR, Role.CAST} <= roles and others < _MANY_MENTIONS:
        yield Candidate("work.kind", WorkKind.FILM, "director and cast", Method.TEXT, "text", 0.7)


def _called(kind: WorkKind, count: int, trust: float) -> Candidate[WorkKind]:
    return Candidate("work.kind", kind, f"{kind} ×{count}", Method.TEXT, "text", min(1.0, 0.8 + 0.04 * count) * trust)


def _kind_from_section(unit: ReviewUnit, context: Context) -> Iterator[Candidate[WorkKind]]:
    """What the section's name and the folders of the address call the works that are reviewed there."""
    document = unit.document
    section = document.first_meta("article:section")
    for text, method, where in (
        (section, Method.META, "meta[article:section]"),
        (" / ".join(folders(document.url)), Method.URL, "url"),
    ):
        kinds = set(context.vocabulary.kind_words(re.sub(r"[-_]+", " ", text or "")))
        if text and len(kinds) == 1:
            yield Candidate("work.kind", kinds.pop(), text, method, where)


def _platforms(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str | int | WorkKind]]:
    """Alone in a line of the head, or with the work or a word of showing: "Netflix's X", "streaming on Netflix"."""
    title = fold(context.work_title or "")
    for line in unit.lines[:_LEAD_LINES]:
        names = context.vocabulary.platforms(line.text) if len(line.text) <= _LONGEST_NOTE else ()
        if names and fold(line.text.lstrip("•·*- ")) in context.vocabulary.platform_names:
            yield Candidate("work.platforms", names[0], line.text, Method.PROSE, unit.document.path(line.node))
    for line in unit.lines:
        for name in context.vocabulary.channels(line.text):
            yield Candidate("work.platforms", name, line.text[:500], Method.PROSE, unit.document.path(line.node))
        for sentence in sentences(line.text) if context.vocabulary.platforms(line.text) else ():
            names = context.vocabulary.platforms(sentence)
            if names and (context.vocabulary.says_shown(sentence) or (title and title in fold(sentence))):
                for name in names:
                    yield Candidate("work.platforms", name, sentence, Method.PROSE, unit.document.path(line.node))


def _links(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str | int | WorkKind]]:
    """Links to databases: those whose text is the work's title, or the database's own name ("IMDb").

    Of several works none counts: `assemble` takes an id only where the page names one.
    """
    title = fold(context.work_title or "")
    for line in unit.lines:
        for span in line.spans:
            if not span.href:
                continue
            shown = fold(line.text[span.start : span.end])
            if title and title in shown:
                yield from _ids_in(span.href, Method.TEXT, unit.document.path(line.node), 0.9)
            elif shown.strip(" :.") in _DATABASES:
                yield from _ids_in(span.href, Method.LABEL, unit.document.path(line.node), 0.8)


def _ids_in(address: str, method: Method, where: str, weight: float) -> Iterator[Candidate[str | int | WorkKind]]:
    for field, address_of in _IDS.items():
        if matched := address_of.search(address):
            yield Candidate(field, "/".join(matched.groups()), address, method, where, weight)
