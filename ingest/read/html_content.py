"""Which part of a web page is its content: without menus, cookie bars, side columns and footers."""

import re
from collections.abc import Callable
from typing import Any

import trafilatura

_GONE = frozenset(
    {"script", "style", "noscript", "template", "nav", "footer", "iframe", "object", "embed", "applet",
     "svg", "canvas", "audio", "video", "map", "menu", "dialog", "input", "select", "textarea", "datalist", "option",
     "link", "meta", "head", "search", "frameset", "noframes"}
)  # fmt: skip
_GONE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar",
     "tablist", "toolbar", "doc-toc"}
)  # fmt: skip
# Words in the class or id of an element that is no content, as whole words between hyphens and capitals.
_BAR = re.compile(
    r"(?:^|[\s_-])(?:cookie\w*|consent|gdpr|avg-melding|skip-?links?|social(?:-?media)?|site-?(?:header|footer)|page-?footer"
    r"|footer|newsletter|nieuwsbrief-?aanmelden|readspeaker\w*|lees-?voor|feedback|print-?knop|search-?(?:form|box|bar)"
    r"|zoekformulier|visually-?hidden|sr-?only|screen-?reader-?text|advert\w*)(?=$|[\s_-])",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|kruimelpad|share|sharing|site-?nav\w*|navbar|nav|navigation|navigatie|main-?menu|hoofdmenu"
    r"|menu|submenu|side-?bar|zijbalk|related|gerelateerd|pagination|paginering|pager|toc|inhoudsopgave|banner)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NEVER = frozenset(
    {"html", "body", "main", "article", "h1", "h2", "h3", "p", "td", "tr", "table", "b", "strong"}
)
_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEPT_SHARE = 0.4  # of the page's text: an element that holds more is never dropped for its name
_FORM = 400  # characters; a form with more is no question to the visitor
_SHORT = 200  # characters; a menu or side column with more that is not in links has a text of its own
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "head", "svg"})
_PIECES = 40  # of the text that was recognised as content, by which its place in the page is found


def main_content(tree: Any, source: str, check_time: Callable[[], None]) -> Any:
    """The element of the page that holds its content, with what is none taken out of it. `tree` is changed.

    It is what the page itself calls main; else the smallest element around the text that trafilatura recognises;
    else, when that is very little of the page, the whole of it.
    """
    body = tree.find(".//body")
    body = tree if body is None else body
    _prune(body, check_time)
    total = _size(body)
    named = [*body.iter("main"), *body.xpath(".//*[@role='main']")] or list(body.iter("article"))
    if named:
        best = max(named, key=_size)
        together = sum(_size(one) for one in named if one.tag == "article")
        if _size(best) >= max(0.25 * total, 1) and (best.tag != "article" or together <= 1.2 * _size(best)):
            return best
    check_time()
    found = trafilatura.bare_extraction(
        source, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
    )
    check_time()
    text = getattr(found, "text", None) or ""
    if len(text) < 0.25 * total:
        return body
    return _around(body, text, check_time)


def _prune(body: Any, check_time: Callable[[], None]) -> None:
    """Take out what is never content, but not a wrapper that the content lies in."""
    total = max(_size(body), 1)
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()  # a comment; the text behind it stays
            continue
        if element is body or element.getparent() is None or not _is_furniture(element):
            continue
        check_time()
        size = _size(element)
        if element.tag in _NO_TEXT or (
            next(element.iter("main"), None) is None
            and (element.tag in _GONE or size <= _KEPT_SHARE * total or _linked(element) >= 0.7 * size)
        ):
            element.drop_tree()


def _is_furniture(element: Any) -> bool:
    if element.tag == "aside":  # in the text it is a box beside it, if it is not a list of links
        inside = next(element.iterancestors("main", "article"), None) is not None
        return not inside or _linked(element) >= 0.5 * _size(element)
    if element.tag in _GONE or element.get("role") in _GONE_ROLES:
        return True
    if element.tag == "form":  # some systems wrap the whole page in one
        return _size(element) < _FORM and next(element.iter("input", "select", "textarea"), None) is not None
    if element.tag == "header":  # of the page; that of an article has its title
        return (
            next(element.iterancestors("main", "article", "section"), None) is None
            and next(element.iter("h1"), None) is None
        )
    if element.tag in _NEVER or next(element.iter("h1"), None) is not None:
        return False
    named = _CAPITALS.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}")
    if _BAR.search(named):
        return True
    # A menu is short or consists of links; what else is called one is a part of the page.
    return bool(_MENU.search(named)) and (_size(element) < _SHORT or _linked(element) >= 0.4 * _size(element))


def _around(body: Any, text: str, check_time: Callable[[], None]) -> Any:
    """The smallest element that holds (nearly) all pieces of a text that was found in the page."""
    lines = sorted({_folded(line) for line in text.splitlines()} - {""}, key=len, reverse=True)[:_PIECES]
    pieces = [line[:80] for line in lines]
    here = body
    while True:
        check_time()
        inner = [child for child in here if isinstance(child.tag, str) and len(child)]
        best, share = None, 0.0
        for child in inner:
            folded = _folded(child.text_content())
            held = sum(piece in folded for piece in pieces) / max(len(pieces), 1)
            if held > share:
                best, share = child, held
        if best is None or share < 0.95 or best.tag in ("table", "ul", "ol", "p"):
            return here
        here = best


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _size(element: Any) -> int:
    """Characters of text, white space not counted."""
    return sum(len("".join(piece.split())) for piece in element.itertext(tag=None))


def _linked(element: Any) -> int:
    """Characters of its text that are links."""
    return sum(_size(link) for link in element.iter("a"))
