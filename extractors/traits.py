"""What an element of a page is for, by the class names, ids and schema.org hints that themes and plugins share."""

from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from extractors.parse.pattern import pattern
from extractors.parse.text import word_set

# Flags, plain numbers: they are tested for every element of a page.
CUT: Final = 1
"""Stands beside the text: menu, sidebar, related posts, share bar, newsletter."""
COMMENT: Final = 2
BOX: Final = 4
"""Facts or a rating."""
META: Final = 8
"""Author or date."""
FOOT: Final = 16
"""The footer of an article."""
LABEL: Final = 32
BOLD: Final = 64
BODY: Final = 128
"""The text of an article."""
UNIT: Final = 256
"""A whole article or the page's main part."""
REVIEW: Final = 512
"""A whole review, and said to be one."""

_CUT_WORDS: Final = word_set(
    """
    comment comments commentlist commentform respond disqus livefyre replies trackback trackbacks pingback
    pingbacks related relatedposts jp-relatedposts yarpp recommended recommendations recirc recirculation
    outbrain taboola zergnet sidebar sidebars secondary rail aside widgets widgetarea nav navbar navigation menu
    submenu breadcrumb breadcrumbs pagination pager paging pagenav postnav prevnext nextprev toc tableofcontents
    share sharing sharedaddy shares social socials addtoany addthis sharethis shareaholic follow newsletter
    subscribe subscription subscriptions signup optin mailchimp mc4wp advert adverts advertisement
    advertisements ads adsense adsbygoogle sponsor sponsored promo promos promotion cookie cookies consent gdpr
    popup modal overlay lightbox tooltip dropdown login tags tagcloud taglinks postlinks authorbox authorbio
    abouttheauthor copyright colophon masthead skiplink trending popular mostread mostpopular
    """
)
_CUT_PAIRS: Final = word_set(
    """
    widget-area author-box author-bio about-author bio-author author-info author-description post-author-box
    post-navigation more-stories more-posts more-articles read-next up-next next-post prev-post previous-post
    see-also also-like also-read read-also recent-posts latest-posts similar-posts other-posts tag-list
    tag-links tags-links post-tags cat-links edit-link site-header site-footer page-header-nav user-review
    user-reviews visitor-reviews kk-star print-link
    """
)
_BOX_WORDS: Final = word_set("info infobox review rating score details facts summary verdict credits specs")
_META_WORDS: Final = word_set(
    """
    byline author authors writer meta postmeta entrymeta posted published publish pubdate date dateline datetime
    timestamp postdate postinfo dtreviewed dtstamp vcard reviewer
    """
)
_FOOT_PAIRS: Final = word_set("post-footer entry-footer article-footer hentry-footer")
_BOLD_WORDS: Final = word_set("bold strong")
_COMMENT_WORDS: Final = word_set("comment comments commentlist respond disqus livefyre replies")
_WRAPPER_PREFIXES: Final = word_set("is not tag category type hide show layout page single")
_WRAPPER_WORDS: Final = word_set("has no with without")
_NAME_WORD: Final = pattern(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_LABEL_WORDS: Final = frozenset({"label"})
_BODY_NAMES: Final = word_set(
    """
    entry-content e-content post-content post-body article-body article-content articlebody article__body
    story-body post-entry entry-body review-body review-content postcontent entrytext single-content
    blog-content post-text content-body
    """
)
_UNIT_NAMES: Final = word_set("hentry h-entry hreview h-review post blog-post single-post")
_REVIEW_NAMES: Final = word_set("hreview h-review")


def _flags(*kinds: tuple[int, frozenset[str]]) -> dict[str, int]:
    """The flags of each word."""
    words = frozenset[str]().union(*(words for _, words in kinds))
    return {word: sum(flag for flag, words in kinds if word in words) for word in words}


_BY_WORD: Final = _flags(
    (CUT, _CUT_WORDS | _CUT_PAIRS),
    (COMMENT, _COMMENT_WORDS),
    (BOX, _BOX_WORDS),
    (META, _META_WORDS),
    (FOOT, _FOOT_PAIRS),
    (LABEL, _LABEL_WORDS),
    (BOLD, _BOLD_WORDS),
)
_BY_NAME: Final = _flags((BODY, _BODY_NAMES), (UNIT, _UNIT_NAMES), (REVIEW, _REVIEW_NAMES))


@lru_cache(maxsize=8192)
def traits_of(names: str) -> int:
    """Flags of an element by its class names and id, mostly by their words: entry and meta in "entry-meta".

    Where only a whole name says it ("post"), by the name.
    """
    traits = 0
    for name in names.split():
        traits |= _traits_of_name(name)
    return traits


@lru_cache(maxsize=8192)
def _traits_of_name(name: str) -> int:
    traits = _BY_NAME.get(name.lower(), 0)
    words = [word.lower() for word in _NAME_WORD.findall(name)]
    if words and words[0] in _WRAPPER_PREFIXES:
        return traits
    # "has-sidebar", "mainWithComments": the page around them, not they.
    if not _WRAPPER_WORDS.isdisjoint(words):
        words = list(takewhile(lambda word: word not in _WRAPPER_WORDS, words))
    for word in words:
        traits |= _BY_WORD.get(word, 0)
    if len(words) > 1:
        for one, two in pairwise(words):
            traits |= _BY_WORD.get(f"{one}-{two}", 0)
        traits |= _BY_WORD.get("".join(words), 0)
    return traits


def schema_traits(itemprop: str | None, itemtype: str | None) -> int:
    """Flags of an element by its microdata."""
    traits = 0
    for name in (itemprop or "").split():
        traits |= _BY_ITEMPROP.get(name, 0)
    for name in (itemtype or "").split():
        traits |= _BY_ITEMTYPE.get(name.rpartition("/")[2], 0)
    return traits


_BY_ITEMPROP: Final = {
    "author": META,
    "datePublished": META,
    "dateModified": META,
    "dateCreated": META,
    "reviewBody": BODY,
    "articleBody": BODY,
}
_BY_ITEMTYPE: Final = {
    "Article": UNIT,
    "NewsArticle": UNIT,
    "BlogPosting": UNIT,
    "Review": UNIT | REVIEW,
    "CriticReview": UNIT | REVIEW,
}
