"""Who wrote the review: markup, rel=author, meta, bylines, signatures; never the site or its software's user."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.locate.bios import bios
from extractors.locate.lines import TOP, is_beside, outlets, owns_site, site_texts, told_in
from extractors.locate.sentences import title_spans
from extractors.locate.users import users
from extractors.markup import HEADINGS, node_text
from extractors.parse.byline import (
    after_byline,
    before_byline,
    beside_portrait,
    owner_in,
    reviewed_by,
    starts_byline,
    who_reviews,
)
from extractors.parse.credited import NOTHING, may_be_said, unglued
from extractors.parse.date import find_dates
from extractors.parse.names import ends_abbreviated, is_full_name, is_name, split_names
from extractors.parse.pattern import pattern
from extractors.parse.text import (
    flatten,
    fold,
    glued_at,
    is_unspaced,
    script_of,
    split_label,
    whole_words,
    without_accents,
)
from extractors.segment import Line, ReviewUnit
from extractors.structured.item import Item
from extractors.vocabulary import CREW_LABELS, Vocabulary
from schemas.evidence import Candidate, Method
from schemas.review import Reviewer, WorkKind

FIELD: Final = "reviewers"
_META: Final = (
    ("author", Method.META, 1.0),
    ("article:author", Method.OPENGRAPH, 0.9),
    ("parsely-author", Method.META, 1.0),
    ("sailthru.author", Method.META, 1.0),
    ("byl", Method.META, 0.95),
    ("dc.creator", Method.META, 0.9),
    ("twitter:data1", Method.META, 0.5),
)
_AUTHORS: Final = (
    '[rel~="author"],a[href*="/author/"],[itemprop="author"],[property="v:reviewer"],.author .fn,.author.vcard,'
    ".reviewer .fn,.entry-author-name,.p-author,"
    ".author-name,.post-author,.entry-author,a.username,.nick,"
    '[data-hook="user-name"]'
)
"""What markup calls the author: a user's name is one there, too."""
_LICENCES: Final = ".post-copyright-author,.post-copyright__author"
"""Whose work a page is, in the box with its licence: Hexo's themes put it below everything else."""
_BYLINE_PARTS: Final = ".byline .author,.byline a"
_MAKERS: Final = ("director", "cast")
_LONGEST_NAME: Final = 100
_MAX_AUTHORS: Final = 50
_BYLINE_LENGTH: Final = 120
_SHORT_LENGTH: Final = 60
_SIGNATURE_LENGTH: Final = 40
_TAIL: Final = 60
_FEWEST_WORDS: Final = 5
_FIRST: Final = 4
_IN_BLOCK: Final = 2
_LOWEST: Final = 40
"""Line up to which a byline may stand by itself, below the facts of the work."""
_CLOSING: Final = 4
_LAST: Final = 12
"""Lines at the end among which what readers say may begin."""
_LISTED: Final = 30
"""Lines at the end among which lists of other texts may begin."""
_FEWEST_OF_TEXT: Final = 70
"""Characters of a line that is part of the text."""
_LONG_UNSPACED: Final = 20
_FACTS: Final = CREW_LABELS | {"cast", "runtime", "country", "release", "studio", "certificate", "genre", "rating"}
"""Labels of what stands in such a line."""
_NOTE: Final = pattern(r"\s?\([^()]{0,40}\)")
_LONGEST_FACTS: Final = 400
"""Characters of a line with several facts of the work and labels within."""
_CASED: Final = ("Latin", "Cyrillic", "Greek")
_LONGEST_JOB: Final = 5
"""Words of a job: "Assistant Entertainment Editor"."""
_BIO: Final = 3
"""So many lines before the end a name with what it is told of may stand."""
_LONE_TOP: Final = 6
_MOST_WORDS: Final = 3
_PROSE_LENGTH: Final = 150
_PREPOSITION: Final = 5
_CLOSING_BIO: Final = 1
"""Lines at the end in which a site tells who its reviewer is."""
_LONGEST_USER: Final = 20
_BREAKS: Final = frozenset(";:!?")
"""Signs that no name holds."""
_TITLE_SIGN: Final = pattern(r"[「」『』《》【】|｜。、]")
_BESIDE_NAMES: Final = frozenset({"day", "month", "reading", "handle", "comments", "job", "icon"})
"""What stands beside names of those who write, and seldom beside others."""
_OF_POSTS: Final = frozenset({"reading", "handle", "comments", "label", "icon"})
"""Of these, what stands beside nothing else."""
_TELLING: Final = frozenset("|⎥│•·@★½/～~–—―-,:：")
"""What a line has that tells more than a name."""
_SHORTEST_USER: Final = 4
_MADE_IN: Final = pattern(r"\s?[(\[][^()\[\]]{0,40}(?<!\d)(?:19|20)\d\d[)\]]")
"""Broadcaster and year in brackets behind a name: "by Ann Lee (BBC, 2017)" says who made a work."""
_JOB: Final = pattern(r"\s*[,،|–—]\s*|\s-\s")
_USER: Final = pattern(r"(?P<name>\S{2,30}(?: \S{1,30})?) \(?@(?P<user>[\w.-]{2,30})\)?")
_FACT: Final = pattern(r"(?:19|20)\d\d\b|\d{2,3}\s?(?:m|')")
_PRINTED_MAP: Final = pattern(r"map\[(?:[^\]]*\s)?name:(?P<name>[^\]:]{2,60}?)(?:\s\w+:[^\]]*)?\]")
"""What site generators print of an author that has several fields."""
_BULLETS: Final = " -–—•*·"
_CLOSING_MARKS: Final = " .\"'”’»"
_AROUND: Final = " *()[]（）~"
_EMAIL: Final = pattern(r"\S+@\S+")
_HANDLE: Final = pattern(r"[^\W_][\w.-]{1,29}")
_HANDLE_SIGN: Final = pattern(r"[\d_]|(?<=[a-z])[A-Z]")
"""What tells a user's name from a word, where only a byline says so."""
_ADMIN: Final = pattern(r"^admin|admin$")
_BAR: Final = pattern(r"[|⎥│·•~]|//|(?<!\d)\s?/\s?(?!\d)|[^\W\d_]\s?/|/\s?[^\W\d_]")
_SIGNED: Final = pattern(r"[.!?…\]\"”»)]\s*[|⎥│]\s*(?P<name>[^|⎥│]{3,40})$")
_SIGNED_BRACKET: Final = pattern(r"[.!?…\"”»]\s*[\[(](?P<name>[^\[\]()]{3,40})[\])]\.?$")
_SIGNED_LAST: Final = pattern(r"(?:^|[.!?…\])\d★☆½]\s*)(?:[—–―~]|-\s|//|(?<!\S)[-/](?=\S))\s*(?P<name>[^—–|]{3,40})$")
_CAPITALS: Final = r"[A-ZÀ-ÖØ-Þ][\w'’&-]{0,20}(?:\s[A-ZÀ-ÖØ-Þ][\w'’&-]{0,20}){0,3}"
_SIGNED_BEHIND: Final = pattern(
    rf"[.!?…][\]\"”»)]?\s(?P<name>[^\W\d_a-z][^.!?…,;:|–—()\[\]]{{3,38}})(?:,\s(?P<paper>{_CAPITALS}))?$"
)
_OF_PAPER: Final = pattern(rf"(?P<name>[^,]{{3,38}}), (?P<paper>{_CAPITALS})")
_RATED: Final = pattern(r"\d\s?/\s?\d{1,3}\.?$|[★☆½]$")
_SIGNED_ALONE: Final = pattern(
    r"[-–—~―]\s?(?P<name>[A-Z](?:\.?[A-Z]){1,3}\.?|[^\W\d_]{3,20})(?:\s[(\[][^()\[\]]{1,40}[)\]])?"
)
_DASHES: Final = ("-", "–", "—", "~", "―")
_MOST_LINES: Final = 600
_PRINTED: Final = (Method.LABEL, Method.TEXT)
"""Ways of reading what is printed without saying that it is a name; "Low Water Synopsis" is a heading."""
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "]", "。", "！", "？", "”", '"', "»", ")")


def locate_reviewers(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """Candidates for the reviewers, in the page's order."""
    work = fold(context.work_title or "")
    for candidate in _all_reviewers(unit, context):
        name = fold(candidate.value.name)
        if "://" in candidate.value.name:
            continue  # templates print the address of a profile in a name's place
        starts_alike = f"{name} ".startswith(f"{work} ") or f"{work} ".startswith(f"{name} ")
        is_heading = candidate.method in _PRINTED and bool(work) and starts_alike
        if not _is_outlet(candidate, context) and not is_heading and name != work:
            yield candidate


def _all_reviewers(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    site = context.site
    for text, path in site_texts(unit, context, FIELD):
        yield from _named(text, Method.SITE, path, context)
    if site is not None and site.reviewer:
        yield Candidate(
            FIELD, Reviewer(name=site.reviewer, kind="person"), site.reviewer, Method.SITE, "site.reviewer", 0.5
        )
    for item, trust in _tellers(context):
        yield from _from_item(item, trust, context)
    if context.vocabulary.label(context.document.first_meta("twitter:label1") or "") == "reviewer":
        told = context.document.first_meta("twitter:data1") or ""
        yield from [_candidate(told, told, Method.META, "meta[twitter:data1]", 0.9)] if _is_handle(told) else ()
    for name, method, weight in _META:
        stated = context.document.first_meta(name)
        if stated and ("/" not in stated or stated.startswith("map[")):
            yield from _named(stated, method, f"meta[{name}]", context, weight)
    yield from _from_agreement(unit, context)
    yield from _from_links(unit, context)
    own = _own_lines(unit, context)
    yield from _from_bylines(unit, own, context)
    yield from _from_leads(unit, context)
    yield from _below_bylines(unit, own, context)
    yield from _from_told_lines(unit, own, context)
    yield from _from_owners(unit, own, context)
    yield from _from_users(unit, context)
    for user, line in users(unit, context):
        yield _candidate(user, line.text, Method.TEXT, unit.document.path(line.node), 0.75)
    yield from _from_lone_names(unit, own, context)
    yield from _from_signatures(unit, own, context)
    yield from _from_bios(unit, context)


# --- markup


def _tellers(context: Context) -> Iterator[tuple[Item, float]]:
    """The nodes that may name the author; that of the page itself where no other is there."""
    subject = context.subject
    if subject.review is not None:
        yield subject.review, 1.0
    if subject.article is not None:
        yield subject.article, 0.95
    if subject.review is None and subject.article is None:
        yield from ((item, 0.8) for item in context.document.items if item.is_a("WebPage"))


def _from_item(item: Item, trust: float, context: Context) -> Iterator[Candidate[Reviewer]]:
    for position, author in enumerate(item.all("author")[:_MAX_AUTHORS]):
        where = f"{item.where}/author/{position}"
        if isinstance(author, Item):
            name = author.text("name")
            if name and len(name) <= _LONGEST_NAME and _EMAIL.search(name) is None:
                kind: Literal["person", "organization"] | None = None
                if author.is_a("Person"):
                    kind = "person"
                elif author.is_a("Organization", "NewsMediaOrganization", "Corporation"):
                    kind = "organization"
                reviewer = Reviewer(name=name, kind=kind, url=author.text("url"))
                yield Candidate(FIELD, reviewer, name, item.syntax, where, trust)
        else:
            yield from _named(str(author), item.syntax, where, context, trust)


def _from_agreement(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """A user's name that <meta> calls the author and a line beside the heading repeats."""
    user = context.document.first_meta("author") or ""
    if user and _is_handle(user) and user == user.lower():
        for line in unit.byline:
            if line.value == user or line.text == user:
                yield _candidate(user, user, Method.META, "meta[author]", 0.9)


def _from_links(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """Elements beside the text that markup or a theme calls the author, and links in bylines."""
    document = context.document
    licences = document.select(_LICENCES, 2)
    if len(licences) == 1:
        yield from _named(node_text(licences[0])[:_LONGEST_NAME], Method.TEXT, document.path(licences[0]), context, 0.9)
    for selector, is_sure in ((_AUTHORS, True), (_BYLINE_PARTS, False)):
        for node in document.select(selector, 20):
            text = node_text(node)
            if not text or len(text) > _LONGEST_NAME or not is_beside(unit, node):
                continue
            path = document.path(node)
            url = document.absolute(node.attributes.get("href") or "") if node.tag == "a" else None
            names = list(_named(text, Method.TEXT, path, context, url=url))
            if not names and is_sure and (_is_handle(text) or _is_user(node)):
                names = [_candidate(text, text, Method.TEXT, path, 0.9, url)]
            yield from names


def _is_user(node: LexborNode) -> bool:
    """Whether a link leads to a user of a forum's software, whose name may be any words."""
    return "username" in (node.attributes.get("class") or "").split()


# --- bylines


def _from_bylines(unit: ReviewUnit, own: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """A byline word of any language with names behind or in front: "By Ann Lee", "von …", "홍길동 기자"."""
    first, closing = own[:_FIRST], own[max(_FIRST, _closing_of(own) + 1) :]
    beside = {line.node.mem_id for line in unit.byline}
    facts = [(line, context.vocabulary.label(label), value) for line, label, value in unit.labelled]
    of_makers = _credits_of_writers((*unit.byline, *unit.lines[:_LOWEST]), context)
    in_credits = bool(of_makers) or any(key in _MAKERS for _, key, _ in facts)
    for line, key, value in facts:
        if key == FIELD[:-1] and line.text.endswith(" |"):
            yield from _names_in(value, Method.LABEL, unit.document.path(line.node), context, 0.9)
    for line in dict.fromkeys((*unit.byline, *own[:TOP], *closing)):
        is_beside = line.node.mem_id in beside
        is_short = len(line.text) <= (
            _BYLINE_LENGTH if is_beside or line in first or line in closing else _SHORT_LENGTH
        )
        if not is_short and (len(line.text) > _BYLINE_LENGTH or not told_in(line, context).is_all):
            continue
        if line in closing and _goes_on(line.text):
            continue
        is_of_others = line in of_makers or _names_others(line, context)
        is_of_review = is_of_others and (
            (is_beside and (not in_credits or _is_dated(line, context)))
            or (line in first and not in_credits and _names_user(line, context))
            or (any(map(str.isdecimal, line.text)) and told_in(line, context).is_posted)
            or _signs_as_author(line, unit, context)
        )
        if not is_of_others or is_of_review:
            yield from _from_byline(line, unit, context)
    heading = unit.heading
    headline = ((heading.text, heading.node),) if heading is not None else ()
    below = [line for line in unit.lines[_FIRST:_LOWEST] if len(line.text) <= _SHORT_LENGTH]
    of_work = [line for line in below if context.work_title and line.text.startswith(context.work_title)]
    for line in (*first, *below):
        name = _given_behind_review(line.text, context)
        if name is not None:
            yield _candidate(name, line.text, Method.LABEL, unit.document.path(line.node), 0.8)
    for text, node in (*headline, *((line.text, line.node) for line in (*unit.lines[:TOP], *of_work))):
        name = reviewed_by(text, context.vocabulary) or _owner_behind_title(text, context)
        if name is not None:
            yield from _names_in(name, Method.LABEL, unit.document.path(node), context, 0.9)
    yield from _from_portraits(unit, context)
    yield from _from_verbs(unit, context)
    for line in own[TOP : min(_LOWEST, len(own) - len(closing))]:
        if len(line.text) > _SHORT_LENGTH or line in of_makers or _names_others(line, context):
            continue
        name = after_byline(line.text, context.vocabulary)
        if name is not None and _is_surely_name(name, context) and line.text.endswith(name):
            yield from _from_byline(line, unit, context)


def _owner_behind_title(text: str, context: Context) -> str | None:
    """Whose site it is, where a headline has that name at its end: "Movie Review: Low Water by Ann Lee"."""
    named = title_spans(text, context.work_title) if len(text) <= _BYLINE_LENGTH else []
    behind = text[named[-1][1] :].strip(_CLOSING_MARKS) if named else ""
    name = after_byline(behind.lstrip("-–—| "), context.vocabulary) or ""
    is_apart = behind.startswith(("-", "–", "—", "|")) and _is_surely_name(name, context)
    is_apart = is_apart and any(match.word.review for match in context.vocabulary.headline_words(text))
    return name if name and behind.endswith(name) and (is_apart or owns_site(name, context)) else None


def _from_portraits(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """Whose picture software describes beside the heading: "Writer's pictureNell"; any words may be a name."""
    for line in (*unit.byline, *unit.lines[:_FIRST]):
        name = beside_portrait(line.text, context.vocabulary)
        if name is not None and (is_name(name) or _is_handle(name)):
            yield _candidate(name, line.text, Method.LABEL, unit.document.path(line.node), 0.9)


def _from_verbs(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """A full name in front of a verb for reviewing and the work: "The Tidewater's Ann Lee reviews Title"."""
    title = context.work_title
    if not title:
        return
    headline = ((unit.heading.text, unit.heading.node),) if unit.heading is not None else ()
    for text, node in (*headline, *((line.text, line.node) for line in unit.lines[:_FIRST])):
        name = who_reviews(text, title, context.vocabulary) if len(text) <= _BYLINE_LENGTH else None
        if name is not None and is_full_name(name):
            yield _candidate(name, text, Method.LABEL, unit.document.path(node), 0.8)


def _from_leads(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """Whose review a paragraph begins with: "La critique d'Ann Lee: …"; who is reviewed is named again."""
    words = context.vocabulary
    for line in (*unit.lines[:_LOWEST], *unit.lines[-_CLOSING:]):
        label = split_label(line.text)[0] if len(line.text) > _BYLINE_LENGTH else ""
        if words.review_words.isdisjoint(flatten(label).split()):
            continue
        name = after_byline(label, words) or ""
        if (
            label.endswith(name)
            and _is_surely_name(name, context)
            and not _is_spoken_of(name, line, unit, context.vocabulary)
        ):
            yield _candidate(name, label, Method.LABEL, unit.document.path(line.node), 0.8)


def _below_bylines(unit: ReviewUnit, own: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """The name in the line below a byline's words, where they are a line by themselves: "Reviewed by"."""
    words = context.vocabulary
    lines = tuple(dict.fromkeys((*unit.byline, *own[:_LOWEST])))
    for above, line in pairwise(lines):
        said = flatten(above.text).strip(" :：")
        if len(above.text) > _SHORT_LENGTH or said not in words.bylines or words.label(said) not in (None, "reviewer"):
            continue
        if (
            len(line.text) <= _SIGNATURE_LENGTH
            and line.label is None
            and _is_person(line.text.strip(_BULLETS), context)
        ):
            yield _candidate(line.text.strip(_BULLETS), line.text, Method.LABEL, unit.document.path(line.node), 0.9)


def _is_told_of(name: str, unit: ReviewUnit) -> bool:
    """Whether the review's own sentences name a person too: then it is somebody of the work."""
    family = fold(name).split()[-1]
    prose = (line.text for line in unit.lines[:-_CLOSING_BIO] if len(line.text) > _FEWEST_OF_TEXT)
    return any(_holds(fold(text), family) for text in prose)


def _goes_on(text: str) -> bool:
    """Whether a line goes on with the sentence of the one above it: "di Saviano."."""
    return text[:1].islower() and text.endswith(".")


def _from_byline(line: Line, unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    words = context.vocabulary
    label, value = split_label(line.text)
    is_labelled = value and words.label(line.label or label) == "reviewer"
    rest = after_byline(line.text, words) or (value if is_labelled else before_byline(line.text, words))
    told = told_in(line, context) if rest or may_be_said(line.text, words) else NOTHING
    is_told = told.is_said and told.is_all and len(told.names) == 1
    rest = told.names[0] if is_told else rest
    behind = line.text.rpartition(rest)[2] if rest else ""
    if not rest or _MADE_IN.match(behind) or _credits_more(behind, words):
        return
    path = unit.document.path(line.node)
    found = _names_in(rest, Method.LABEL, path, context, 0.9)
    is_doubtful = (
        len(line.text) - len(rest) <= _PREPOSITION and not told.beside
    )  # "di X" below a title may tell who made it
    names = [
        one
        for one in found
        if not _is_banner(one.value.name) and not (is_doubtful and _is_told_of(one.value.name, unit))
    ]
    is_all = is_told or not behind.strip(" .") or any(map(str.isdecimal, behind))  # or the day, or the hour
    says_who = (
        (not is_doubtful or (is_told and len(line.text.split()) == 2))
        and is_all
        and rest == rest.lower()
        and len(rest) >= _SHORTEST_USER
    )
    if not names and _is_handle(rest) and (_HANDLE_SIGN.search(rest[1:]) or says_who):
        names = [_candidate(rest, line.text, Method.LABEL, path, 0.8)]
    yield from names


def _credits_more(behind: str, words: Vocabulary) -> bool:
    """Whether a line goes on with credits of the work: "Written by X. Directed by Y."."""
    flat = flatten(behind) if len(behind) > _PREPOSITION else ""
    return bool(flat) and any(opening in flat for opening in words.before_makers)


def _names_others(line: Line, context: Context) -> bool:
    """Whether a line credits the work's makers.

    "Written by: …" names the reviewer beside the heading alone, and only
    where no other line names a director or a cast.
    """
    label = line.label or split_label(line.text)[0]
    keys = context.vocabulary.label_keys(label)
    return bool(keys) and not {"reviewer", "published", "modified"} & set(keys)


def _signs_as_author(line: Line, unit: ReviewUnit, context: Context) -> bool:
    """Whether "Author: Ann Lee" stands above or below the text, and no credits of the work stand right there."""
    label = line.label or split_label(line.text)[0]
    keys = set(context.vocabulary.label_keys(label))
    is_written = bool(keys) and keys <= {"author", "writer"} and flatten(label) in context.vocabulary.byline_phrases
    if not (keys == {"author"} or is_written) or line not in unit.lines:
        return False
    place = unit.lines.index(line)
    near = unit.lines[max(0, place - _IN_BLOCK) : place + _IN_BLOCK + 1]
    is_book = any(found.word.kind is WorkKind.BOOK for found in context.vocabulary.headline_words(unit.lines[0].text))
    return not is_book and not any(_names_others(other, context) for other in near if other is not line)


def _given_behind_review(text: str, context: Context) -> str | None:
    """The given name of a line that says first that it is a review, and whose: "Korean Drama Review by Nell, USA"."""
    said = next((match for match in context.vocabulary.headline_words(text) if match.word.review), None)
    behind = text[said.end :].lstrip() if said is not None and said.start == 0 else ""
    name = (after_byline(behind, context.vocabulary) or "").partition(",")[0]
    return name if name and " " not in name and _is_given_name(name, context) else None


def _credits_of_writers(lines: tuple[Line, ...], context: Context) -> tuple[Line, ...]:
    """Lines "Written by Ann Lee" close to one "Directed by Bo Diaz": there they say who wrote the work.

    A day between them parts a byline from the credits.
    """
    opened = [(place, _opening_job(line, context.vocabulary)) for place, line in enumerate(lines)]
    directed = [place for place, job in opened if job == "director"]
    return tuple(
        lines[place]
        for place, job in opened
        if job == "writer"
        and any(
            abs(place - other) <= _IN_BLOCK
            and not any(_dates(line, context) for line in lines[min(place, other) + 1 : max(place, other)])
            for other in directed
        )
    )


def _opening_job(line: Line, words: Vocabulary) -> str | None:
    """The job with which a line begins as credits without a colon do."""
    label, value = split_label(line.text) if ":" in line.text[:_SIGNATURE_LENGTH] else ("", None)
    if value and words.label(label) == "director":
        return "director"
    flat = flatten(line.text)
    if flat.startswith(words.byline_words("credits")):
        return "writer"
    if not flat.startswith(words.before_makers):
        return None
    return next((words.label(opening) for opening in words.before_makers if flat.startswith(opening)), None)


def _names_user(line: Line, context: Context) -> bool:
    """Whether "Written by: reelnell" has a name in small letters: makers of films have capitals."""
    value = split_label(line.text)[1] or ""
    is_writing = {"author", "writer"} & set(context.vocabulary.label_keys(line.label or split_label(line.text)[0]))
    return bool(is_writing) and value == value.lower() != value.upper() and _is_handle(value)


def _is_dated(line: Line, context: Context) -> bool:
    """Whether a line "Author: Ann Lee, 12 March 2024" carries the day of writing: then it is no credit of the work."""
    label = line.label or split_label(line.text)[0]
    is_writing = {"author", "writer"} >= set(context.vocabulary.label_keys(label))
    return is_writing and len(find_dates(line.text, language=context.language)) == 1


def _from_told_lines(unit: ReviewUnit, own: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """A name in a line of which day, reading time, handle, sections are the rest: "Ann Lee · 4 May · 5 min read"."""
    top, closing = (*unit.byline, *own[:TOP]), own[_closing_of(own) :]
    for line in dict.fromkeys((*top, *closing)):
        if line.label is not None or line.tag in HEADINGS or not may_tell(line.text, context):
            continue
        told = told_in(line, context)
        if told.is_said or not told.names:
            continue
        has_bar = _BAR.search(line.text) is not None
        is_sure = bool(told.beside & _BESIDE_NAMES)
        is_of_post = has_bar or (line in top and not told.beside.isdisjoint(_OF_POSTS))
        is_open = is_sure and told.is_all and len(told.names) == 1 and is_of_post and "month" not in told.beside
        for name in (part.name for text in told.names for part in split_names(text, context.vocabulary)):
            is_known = _is_surely_name(name, context) and (told.is_all or (has_bar and is_sure))
            if not (is_known or is_open) or not _is_person(name, context):
                continue
            if is_sure:
                yield _candidate(name, line.text, Method.TEXT, unit.document.path(line.node), 0.75)
            elif told.beside and not _is_spoken_of(name, line, unit, context.vocabulary):
                yield _candidate(name, line.text, Method.TEXT, unit.document.path(line.node), 0.65)


def may_tell(text: str, context: Context) -> bool:
    """Whether a short line has a sign of what stands beside names."""
    if len(text) > _BYLINE_LENGTH:
        return False
    if any(map(str.isdecimal, text)) or not _TELLING.isdisjoint(text) or not text[:1].isalnum():
        return True
    if " in " in text or glued_at(text):
        return True
    last = fold(text.rpartition(" ")[2])
    return last in context.vocabulary.nobody or last in context.vocabulary.jobs


def _own_lines(unit: ReviewUnit, context: Context) -> tuple[Line, ...]:
    """The lines without those at the end from a heading on below which readers speak, or other texts are listed."""
    lines, words = unit.lines, context.vocabulary
    first = next((place for place, line in enumerate(lines) if _is_text(line.text)), len(lines))
    for place in range(max(first + 1, len(lines) - _LISTED), len(lines)):
        text = lines[place].text
        if len(text) > _SIGNATURE_LENGTH:
            continue
        if fold(text).rstrip(" :：") in words.elsewhere:
            return lines[:place]
        if place >= len(lines) - _LAST and words.announces_comments(text):
            return lines[:place]
    return lines


def _closing_of(lines: tuple[Line, ...]) -> int:
    """Where the end of a text begins: with its last lines, or its last sentences where software prints more below."""
    last = len(lines) - _CLOSING
    for place in range(len(lines) - 1, max(0, len(lines) - _LAST), -1):
        if _is_text(lines[place].text) and _is_sentence(lines[place].text):
            return max(1, min(place, last))
    return max(1, last)


def _from_owners(unit: ReviewUnit, own: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """Whose review or rating it is: "Ann Lee's rating: 4.3"; "…のスガのレビュー" where "スガ" stands by itself, too."""
    alone = {flatten(line.text): line.text for line in unit.lines[:TOP] if len(line.text) <= _SIGNATURE_LENGTH}
    heading = ((unit.heading.text, unit.heading.node),) if unit.heading is not None else ()
    lines = dict.fromkeys((*own[:TOP], *own[_closing_of(own) :]))
    for text, node in (*heading, *((line.text, line.node) for line in lines)):
        owner = owner_in(text, context.vocabulary) if len(text) <= _BYLINE_LENGTH else None
        if owner is None:
            continue
        path = unit.document.path(node)
        flat = flatten(owner)
        known = next((said for key, said in alone.items() if flat.endswith(key) and len(key) < len(flat)), None)
        behind = _behind_title(owner, context)
        if known is not None:
            yield _candidate(known, text, Method.LABEL, path, 0.9)
        elif behind is not None:
            yield _candidate(behind, text, Method.LABEL, path, 0.8)
        elif (":" in text[len(owner) :] or _is_only_owned(text, owner, unit, context)) and (
            is_full_name(owner) or _is_given_name(owner, context)
        ):
            yield _candidate(owner, text, Method.LABEL, path, 0.8)
        elif context.work_title and _ends_with(text, context.work_title):
            user = re.split(r"\s[-–—|]\s", owner)[-1].strip()
            if is_full_name(user) or _is_handle(user):
                yield _candidate(user, text, Method.LABEL, path, 0.8)


def _is_only_owned(text: str, owner: str, unit: ReviewUnit, context: Context) -> bool:
    """Whether a line "Ann Lee's review" says nothing else; whom the text names owns no review of it."""
    line = next((line for line in unit.lines[:TOP] if line.text == text), None)
    is_all = text[len(owner) :].strip(" '’s").lower() in context.vocabulary.review_words
    return is_all and line is not None and not _is_spoken_of(owner, line, unit, context.vocabulary)


def _ends_with(text: str, title: str) -> bool:
    """Whether a text ends with a title as whole words, in quotes or not."""
    head, named, rest = fold(text).rpartition(fold(title))
    return named != "" and not rest.strip(_CLOSING_MARKS) and not head[-1:].isalnum()


def _from_users(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """The one user whose review a line says that it is, by the honorific behind the name: "スガ さんの感想・評価"."""
    words = context.vocabulary
    marks = words.possessors
    found: dict[str, Line] = {}
    for line in unit.lines[:_MOST_LINES] if marks else ():
        if len(line.text) > _SIGNATURE_LENGTH or not any(mark in line.text for mark in marks):
            continue
        owner = owner_in(line.text, words) or ""
        name = next(
            (owner.removesuffix(mark) for mark in marks if line.text[len(owner) :].lstrip().startswith(mark)), ""
        )
        if 2 <= len(name) <= _LONGEST_USER and not _TITLE_SIGN.search(name):
            found.setdefault(name.strip(), line)
    if len(found) == 1:
        name, line = found.popitem()
        yield _candidate(name, line.text, Method.LABEL, unit.document.path(line.node), 0.8)


def _behind_title(owner: str, context: Context) -> str | None:
    """A user's name in a headline "<work> <user>さんのレビュー"."""
    _, title, name = owner.rpartition(context.work_title or "\0")
    name = name.strip(" 　」』》|｜-–—")
    particles = context.vocabulary.byline_words("particles")
    is_user = (
        2 <= len(name) <= _LONGEST_USER and not name.startswith(particles) and not any(map(_BREAKS.__contains__, name))
    )
    return name if title and is_user else None


def _is_given_name(text: str, context: Context) -> bool:
    """Whether a word is a given name, or several with a hyphen: "Jean-Paul's rating"."""
    parts = without_accents(text).split("-")
    return text[:1].isupper() and context.vocabulary.forenames.issuperset(parts)


def _from_lone_names(unit: ReviewUnit, own: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """A full name on a line of its own above the text, perhaps with a job: "Ann Lee, film critic"; "Ann Lee @annlee".

    Who is named again is spoken of, and names in a row are a list.
    """
    prose = [place for place, line in enumerate(own[:_LONE_TOP]) if len(line.text) > _PROSE_LENGTH]
    top = prose[1] if len(prose) > 1 else _LONE_TOP  # a standfirst may stand above the name
    lines = list(dict.fromkeys((*unit.byline, *own[:top], *_below_headline(unit, context))))
    words, path = context.vocabulary, unit.document.path
    for place, line in enumerate(lines):
        text = line.text.strip(_BULLETS)
        if line.label is not None or len(text) > _SHORT_LENGTH or line.tag in HEADINGS or starts_byline(text, words):
            continue
        first, _, rest = text.partition(" ")
        if flatten(first) in words.particles and is_full_name(rest):
            continue  # "De Ann Lee"
        if unglued(text, words) != text:
            continue
        user = _USER.fullmatch(text)
        if user is not None and flatten(user["name"]).replace(" ", "") == flatten(user["user"]):
            yield _candidate(user["name"], text, Method.LABEL, path(line.node), 0.8)
            continue
        around = (lines[max(0, place - 1) : place], lines[place + 1 : place + 2])
        before, after = ([other.text for other in near if not _dates(other, context)] for near in around)
        name, job = _name_and_job(text, words)
        has_job = _is_job(job or "".join(after), words)
        is_dated = not job and any(_dates(other, context) for near in around for other in near)
        is_headline = unit.heading is None and any(line is first for first in unit.lines[:1])  # "Revista Cine"
        is_sure = (is_full_name(name) if is_headline else _is_surely_name(name, context)) or (
            len(name.split()) > 1 and is_name(name) and (has_job or (is_dated and _is_person(name, context)))
        )
        if not is_sure or (job and not has_job) or _is_spoken_of(name, line, unit, context.vocabulary):
            continue
        is_title = bool(after) and fold(after[0]) == fold(context.work_title or "")
        is_listed = not has_job and not is_title and any(map(_may_be_name, after))
        goes_on = is_listed or any(map(_is_fact, (*before, *after)))
        if not goes_on and (is_dated or not _leads(before, context)):
            link = next((span.href for span in line.spans if span.tag == "a" and span.href), None)
            url = unit.document.absolute(link) if link is not None else None
            yield _candidate(name, text, Method.TEXT, path(line.node), 0.8 if has_job else 0.65, url)


def _below_headline(unit: ReviewUnit, context: Context) -> tuple[Line, ...]:
    """The line of the text that names the work and says review, further down, with what stands below it."""
    title, words = context.work_title, context.vocabulary
    for place, line in enumerate(unit.lines[:_LOWEST] if title else ()):
        is_headline = title and title in line.text and len(line.text) <= _BYLINE_LENGTH
        if is_headline and any(match.word.review for match in words.headline_words(line.text)):
            return unit.lines[place : place + _FIRST]
    return ()


def _name_and_job(text: str, words: Vocabulary) -> tuple[str, str]:
    """A line's name and what a sign, or a full name that ends in a job, sets off: "Ann Lee Sports And Film Editor"."""
    name, job = (*_JOB.split(text, maxsplit=1), "")[:2]
    parts = text.split()
    is_named = not job and len(parts) == _MOST_WORDS and fold(parts[-1]) in words.nobody
    if is_named and is_full_name(" ".join(parts[:2])):
        return " ".join(parts[:2]), ""  # "Ann Lee Contributor"
    if not job and len(parts) > _MOST_WORDS and fold(parts[-1]) in words.jobs and is_full_name(" ".join(parts[:2])):
        return " ".join(parts[:2]), parts[-1]
    return name, job


def _is_job(text: str, words: Vocabulary) -> bool:
    """Whether a text is a job of those who write, perhaps with more before or behind it: "Assistant Film Editor"."""
    said = fold(text).split()
    if len(said) > _LONGEST_JOB:
        return False
    return any(
        " ".join(said[place:]) in words.jobs or " ".join(said[:place]) in words.jobs for place in range(len(said))
    )


def _dates(line: Line, context: Context) -> bool:
    """Whether a line is a day, how long reading takes or a handle, and nothing else: "Posted on 4 May 2024"."""
    told = told_in(line, context) if may_tell(line.text, context) else NOTHING
    return told.is_all and not told.names and not told.beside.isdisjoint(_BESIDE_NAMES)


def _is_spoken_of(name: str, line: Line, unit: ReviewUnit, words: Vocabulary) -> bool:
    """Whether other lines, or the heading, name a person too: in full, or by a surname that is nobody else's."""
    heading = unit.heading.text if unit.heading is not None else ""
    others = (other.text for other in (*unit.lines, *unit.byline) if other.text != line.text)
    return any(_names(text, name, words) for text in (heading, *others))


def _names(text: str, name: str, words: Vocabulary) -> bool:
    """Whether a text has a surname that no other given name stands in front of: "Hidayat Khan" is not Yaser Khan."""
    *given, family = name.split()
    if not _holds(text, family):
        return False
    no_names = {*words.frequent, *words.sentence("stop"), *words.sentence("makers"), *words.sentence("players")}
    ahead = [text[:place].rsplit(maxsplit=1)[-1:] for place in whole_words(text, family)]
    return not ahead or not all(
        word and word[0] not in given and is_name(f"{word[0]} {family}") and flatten(word[0]) not in no_names
        for word in ahead
    )


def _holds(text: str, word: str) -> bool:
    """Whether a text has a word: "Lee" is not in "Leeds"; other alphabets' languages inflect names."""
    return word in text and (not word.isascii() or next(whole_words(text, word), None) is not None)


def _may_be_name(text: str) -> bool:
    return len(text.split()) > 1 and is_name(text)


def _is_fact(text: str) -> bool:
    """Whether a line beside a name makes it a fact of the work: another name, a year, a running time."""
    return is_full_name(text.strip(" ,")) or _FACT.match(text) is not None


def _leads(texts: list[str], context: Context) -> bool:
    """Whether the line before a name says whose it is: "Directed by", or the work's title alone."""
    words, work = context.vocabulary, fold(context.work_title or "")
    return any(words.label(text) not in (None, "reviewer") or fold(text) == work for text in texts)


def _from_signatures(unit: ReviewUnit, own: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """A name that closes the text: behind a bar or a dash, or on a line of its own below its last sentence."""
    lines = _above_facts(own, context.vocabulary)
    closing = _closing_of(lines)
    for place, line in enumerate(lines):
        tail = line.text[-_TAIL:]
        is_last = place >= closing
        signed = _SIGNED.search(tail)
        if signed is None and is_last:
            signed = _SIGNED_LAST.search(tail) or _SIGNED_BRACKET.search(tail)
        name = signed["name"] if signed is not None else ""
        name = after_byline(name, context.vocabulary) or name
        if _is_signature(name, context):
            yield _candidate(name.strip(), tail, Method.TEXT, unit.document.path(line.node), 0.75)
    yield from _in_brackets(unit, lines, context)
    yield from _from_initials(unit, context)
    for place in range(closing, len(lines)):
        name = _without_paper(_without_stop(lines[place].text.strip(_AROUND)))
        if _signs(name, place, lines, unit, context):
            yield _candidate(name, name, Method.TEXT, unit.document.path(lines[place].node), 0.7)
    yield from _from_last_line(unit, lines, context)


def _from_bios(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """Of whom the page tells below the text; the text itself does not speak of its writer."""
    for name, line, is_sure in bios(unit, context):
        is_user = is_sure and _is_handle(name)
        if (_is_person(name, context) or is_user) and not _is_told_above(name, line, unit, context.vocabulary):
            method, weight = (Method.LABEL, 0.75) if is_sure else (Method.TEXT, 0.7)
            yield _candidate(name, line.text, method, unit.document.path(line.node), weight)


def _is_told_above(name: str, line: Line, unit: ReviewUnit, words: Vocabulary) -> bool:
    """Whether the heading, or a sentence above a line, names the person of that line too."""
    above = takewhile(lambda other: other is not line, unit.lines)
    told = (other.text for other in above if len(other.text) > _FEWEST_OF_TEXT)
    heading = unit.heading.text if unit.heading is not None else ""
    return any(_names(text, name, words) for text in (heading, *told))


def _in_brackets(unit: ReviewUnit, lines: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """The one full name that is a line by itself, in brackets, below a sentence of the text."""
    found = []
    for above, line in pairwise(lines):
        bare = line.text[1:-1]
        if line.text[:1] == "(" and line.text[-1:] == ")" and is_full_name(bare) and _is_signature(bare, context):
            found.append((bare, line, len(above.text) > _FEWEST_OF_TEXT and _is_sentence(above.text)))
    if len(found) == 1 and found[0][2] and not _is_spoken_of(*found[0][:2], unit, context.vocabulary):
        name, line, _ = found[0]
        yield _candidate(name, line.text, Method.TEXT, unit.document.path(line.node), 0.75)


def _above_facts(lines: tuple[Line, ...], words: Vocabulary) -> tuple[Line, ...]:
    """The lines without the work's facts at the end, and their heading: "Credits:", "Directed by: …"."""
    end = len(lines)
    while end and _is_of_facts(lines[end - 1], words):
        end -= 1
    return lines[:end] or lines


def _is_of_facts(line: Line, words: Vocabulary) -> bool:
    bare = line.text.rstrip(" :：")
    is_heading = len(bare) < len(line.text) or fold(bare) in words.furniture
    if is_heading or words.label_keys(line.label or split_label(line.text)[0]):
        return True
    if len(line.text) > _LONGEST_FACTS or ":" not in line.text:
        return len(line.text) <= _SHORT_LENGTH and _FACT.search(line.text) is not None
    ends = (text.split() for text in _NOTE.sub("", line.text).split(":")[:-1])
    labels = (" ".join(said[-count:]) for said in ends for count in (1, 2))
    return any(not _FACTS.isdisjoint(words.label_keys(label)) for label in labels)


def _signs(name: str, place: int, lines: tuple[Line, ...], unit: ReviewUnit, context: Context) -> bool:
    """Whether a name alone in a line signs the text above it: nothing goes on below, and nobody names it elsewhere."""
    line, told = lines[place], lines[place + 1 : place + 2]
    if starts_byline(name, context.vocabulary):
        return False
    has_job = any(fold(other.text) in context.vocabulary.jobs for other in told)
    has_bio = len(lines) - place <= _BIO and any(other.text.startswith(f"{name} ") for other in told)
    is_signed = _is_signature(name, context) or ((has_job or has_bio) and _is_person(name, context))
    is_signed = is_signed or (_is_given_name(name, context) and len(lines[place - 1].text) > _PROSE_LENGTH)
    if line.label is not None or line.tag in HEADINGS or not is_signed:
        return False
    if told and not (has_job or has_bio or is_full_name(name) or _is_given_name(name, context)):
        return False  # what sites print below a text looks like a name, too
    others = [other for other in (*lines, *unit.byline) if other is not line and not (has_bio and other in told)]
    elsewhere = any(name in other.text for other in others)
    in_list = not has_job and any(is_name(other.text.strip(_AROUND)) for other in told)
    goes_on = any(_is_sentence(other.text) for other in lines[place + (2 if has_bio else 1) :])
    return _ends_text(lines[place - 1].text) and not elsewhere and not in_list and not goes_on


def _without_stop(name: str) -> str:
    """A name without the full stop of a sentence behind it; that of an initial or of "Jr." stays."""
    return name[:-1] if name.endswith(".") and not ends_abbreviated(name) else name


def _without_paper(text: str) -> str:
    """A full name without the paper for which it writes: "Ann Lee, Daily Reel"; two names stay a list."""
    signed = _OF_PAPER.fullmatch(text)
    is_signed = signed is not None and is_full_name(signed["name"]) and not is_full_name(signed["paper"])
    return signed["name"] if signed is not None and is_signed else text


def _ends_text(text: str) -> bool:
    """Whether a line can be the last of a review: a sentence, or one with a rating behind it."""
    return _is_sentence(text) or (len(text) > _PROSE_LENGTH and _RATED.search(text) is not None)


def _from_last_line(unit: ReviewUnit, lines: tuple[Line, ...], context: Context) -> Iterator[Candidate[Reviewer]]:
    """A full name behind the last sentence, perhaps with its paper: "… to the sea. Ann Lee, Daily Reel"."""
    line = next((line for line in reversed(lines[-_CLOSING:]) if len(line.text) > _PROSE_LENGTH), None)
    signed = _SIGNED_BEHIND.search(line.text[-_TAIL:]) if line is not None else None
    if line is None or signed is None or not is_full_name(signed["name"]) or not _is_signature(signed["name"], context):
        return
    others = (other.text for other in (*unit.lines, *unit.byline) if other is not line)
    is_named = line.text.count(signed["name"]) > 1 or any(signed["name"] in text for text in others)
    if not is_named and not is_full_name(signed["paper"] or ""):
        yield _candidate(signed["name"], line.text[-_TAIL:], Method.TEXT, unit.document.path(line.node), 0.7)


def _from_initials(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """Initials or one name behind a dash, alone in a line below the last sentence: "-JML", "– Ann (111 minutes)".

    Several such lines are a list.
    """
    signed = [
        place
        for place, line in enumerate(unit.lines[:_MOST_LINES])
        if line.text.startswith(_DASHES) and len(line.text) <= _TAIL
    ]
    if len(signed) != 1 or signed[0] < max(1, len(unit.lines) - _CLOSING):
        return
    place, words = signed[0], context.vocabulary
    found = _SIGNED_ALONE.fullmatch(unit.lines[place].text)
    if found is None:
        return
    name = found["name"]
    is_known = name.isupper() or _is_given_name(name, context)
    is_other = words.label(name) is not None or fold(name) in words.platform_names or fold(name) in words.certificates
    if is_known and not is_other and _is_sentence(unit.lines[place - 1].text):
        line = unit.lines[place]
        yield _candidate(name, line.text, Method.TEXT, unit.document.path(line.node), 0.7)


def _is_signature(text: str, context: Context) -> bool:
    """Whether a text is surely a person's full name, and nothing that pages set on lines of their own."""
    name, words = text.strip(), context.vocabulary
    return (
        len(name) <= _SIGNATURE_LENGTH
        and ", " not in name
        and _is_surely_name(name, context)
        and words.label(name) is None
        and fold(name) not in words.verdict_headings
        and after_byline(name, words) is None
    )


def _is_surely_name(text: str, context: Context) -> bool:
    """Whether a text by itself is a person's full name.

    A given name that is not known tells nothing in English and German, whose headings are capitalised as well.
    """
    words, parts = context.vocabulary, text.split()
    if parts and (fold(parts[0]) in words.articles or parts[-1].lower() in words.particles):
        return False  # "Dino De" of a name that goes on in the next line
    if parts and words.label(parts[0]) is not None and flatten(parts[0]) not in words.forenames:
        return False  # a label and its value, in a table that was copied as text: "Lingua Inglese"
    return is_full_name(text) or (
        not words.capitalises_titles
        and not words.capitalises_nouns
        and script_of(" ".join(words.frequent)) == script_of(text)
        and 2 <= len(parts) <= _MOST_WORDS
        and all(part[0].isupper() and not part.isupper() and not part.endswith(".") for part in parts)
        and not words.topics(text)["opinion"]
        and _is_person(text, context)
    )


def _is_person(name: str, context: Context) -> bool:
    """Whether a text beside a date may be a person: no place, from which correspondents write, and no heading."""
    words = context.vocabulary
    folded = fold(name)
    return (
        len(name.split()) > 1
        and is_name(name)
        and fold(name.split()[0]) not in words.articles  # "Le Monde": a given name elsewhere
        and words.label(name) is None
        and words.rubrics.isdisjoint((folded, *folded.split()))  # "Now Showing", "Print Article"
        and folded not in words.places
        and folded not in words.platform_names
        and folded not in words.verdict_headings
    )


def _is_sentence(text: str) -> bool:
    is_long = len(text.split()) >= _FEWEST_WORDS or (len(text) >= _LONG_UNSPACED and is_unspaced(text[0]))
    return text.endswith(_SENTENCE_ENDS) and is_long


def _is_text(text: str) -> bool:
    """Whether a line is part of the text, by its length; scripts without spaces take half of it."""
    return len(text) > _FEWEST_OF_TEXT or (2 * len(text) > _FEWEST_OF_TEXT and is_unspaced(text[0]))


# --- names


def _named(
    text: str, method: Method, where: str, context: Context, weight: float = 1.0, url: str | None = None
) -> Iterator[Candidate[Reviewer]]:
    printed = _PRINTED_MAP.search(text) if "map[" in text else None
    rest = printed["name"] if printed is not None else after_byline(text, context.vocabulary) or text
    yield from _names_in(rest, method, where, context, weight, url, raw=text)


def _names_in(
    rest: str,
    method: Method,
    where: str,
    context: Context,
    weight: float = 1.0,
    url: str | None = None,
    *,
    raw: str | None = None,
) -> Iterator[Candidate[Reviewer]]:
    """The names of a text that is nothing else."""
    bare = _without_month(_without_job(rest, context), context)
    parts = split_names(bare.rstrip("。"), context.vocabulary)[:5]
    for place, part in enumerate(parts):
        is_short = " " in parts[0].name and " " not in part.name and script_of(part.name) in _CASED
        is_short = is_short or (method in _PRINTED and _is_paper(part.name, bare))
        if is_name(part.name) and not (place and (is_short or _is_told_behind(part.name, context.vocabulary))):
            yield _candidate(part.name, raw or rest, method, where, weight, url)


def _is_paper(name: str, text: str) -> bool:
    """Whether what stands behind the one comma of a text is no sure name: whom the first one writes for."""
    return " " in name and text.count(",") == 1 and text.endswith(f", {name}") and not is_full_name(name)


def _is_told_behind(text: str, words: Vocabulary) -> bool:
    """Whether what looks like a second name tells of the first: "Ann Lee, Reel Editorial", ", Friday, May", ", USA"."""
    folded = fold(text)
    is_time = flatten(text) in words.months or flatten(text) in words.weekdays
    return is_time or folded in words.countries or folded in words.places or folded.split()[-1] in words.nobody


def _without_month(text: str, context: Context) -> str:
    """A name without the beginning of the date behind it: "Ann Lee Sep"."""
    head, _, last = text.rpartition(" ")
    return head if " " in head and fold(last).strip(".,") in context.vocabulary.months else text


def _without_job(text: str, context: Context) -> str:
    """A name without what software or an office writes behind it: "Josh USER", "Ann Lee, Staff Writer"."""
    head, comma, last = text.rpartition(",")
    words, known = last.split(), context.vocabulary
    if fold(text) in known.nobody:
        return text
    if head and fold(last) in known.jobs:
        return head
    for count in (2, 1):
        name = " ".join(words[:-count]).rstrip(" |-–—")
        end = fold(" ".join(words[-count:]))
        is_name_left = len(words) > count + 1 or _is_given_name(name, context)
        if count == 1 and end in known.nobody and " " in name and not is_full_name(name):
            return text  # "Reel Notes Staff"
        if is_name_left and (end in known.nobody or end in known.jobs):
            return f"{head}{comma} {name}".strip()
    return text


def _candidate(
    name: str, raw: str, method: Method, where: str, weight: float, url: str | None = None
) -> Candidate[Reviewer]:
    return Candidate(FIELD, Reviewer(name=name, kind="person", url=url), raw, method, where, weight)


def _is_handle(text: str) -> bool:
    """Whether a text may be a user's name: one word, perhaps with digits."""
    return _HANDLE.fullmatch(text) is not None


def _is_banner(name: str) -> bool:
    """Whether one word in capitals is the name of a publication rather than of a person: "MEDIAFILM"."""
    return name.isupper() and len(name) > 3 and name.isalpha() and name.lower() != name.upper() and " " not in name


def _is_outlet(candidate: Candidate[Reviewer], context: Context) -> bool:
    """Whether a name is the site's, or nobody's. A handle that its markup calls a person is a blogger's."""
    name = candidate.value.name
    folded = fold(name)
    if folded in context.vocabulary.nobody or (_is_handle(name) and _ADMIN.search(folded)):
        return True
    is_blogger = name == name.lower() and candidate.method is not Method.LABEL and _is_handle(name)
    is_person = candidate.value.kind == "person" and (is_blogger or is_full_name(name))
    return folded in outlets(context) and not is_person


def same_reviewer(reviewer: Reviewer) -> str:
    """Key under which two spellings of a name are one."""
    return name_key(reviewer.name)


def name_key(name: str) -> str:
    """The same for a name alone."""
    return fold(name).replace(" ", "").replace(".", "")


def is_part_of(name: str, other: str) -> bool:
    """Whether a name is another one cut short: "Courtney" of "Courtney A. Fiske".

    >>> is_part_of("Courtney", "Courtney A. Fiske"), is_part_of("Ann Lee", "Ann Lee")
    (True, False)
    """
    short, long = fold(name).replace(".", " ").split(), fold(other).replace(".", " ").split()
    return len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short)
