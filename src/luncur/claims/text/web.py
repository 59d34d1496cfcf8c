"""The running text of a web page; scripts, menus, captions and links to other articles are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from luncur.errors import InputError

DEEPEST = 250  # levels of tags; pages of newspapers have some thirty
_OUT = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video", "form",
    "button", "select", "option", "textarea", "input", "nav", "footer", "aside", "figure", "figcaption", "head", "menu", "dialog",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "article", "section", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "br", "tr", "td", "th",
    "table", "header", "body", "html", "pre", "dl", "dt", "dd", "hr", "address",
}  # fmt: skip
_TAG_HEAD = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b")
_VOID = {
    "br",
    "hr",
    "img",
    "meta",
    "link",
    "input",
    "wbr",
    "col",
    "area",
    "base",
    "embed",
    "source",
    "track",
    "param",
    "p",
    "li",
    "td",
    "tr",
    "th",
    "dt",
    "dd",
    "option",
}


def text_of(page: str, source: str) -> str:
    """Paragraphs of a page with an empty line between them; InputError for a page without text or nested too deep."""
    from lxml import etree
    from lxml import html as reader

    if _depth(page) > DEEPEST:
        raise InputError(source, "", None, f"HTML with tags nested at most {DEEPEST} deep")
    parser = reader.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = reader.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page).replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError(source, "", None, "HTML with text in it") from None
    parts: list[str] = []
    _walk(_body(root), parts)
    blocks = (re.sub(r"[ \t\r\f\v\u00a0]+", " ", b).strip() for b in re.split(r"\n\s*\n", "".join(parts)))
    text = "\n\n".join(b.replace("\n", " ") for b in blocks if b)
    if not text:
        raise InputError(source, "", None, "HTML with text in it")
    return text


def _depth(page: str) -> int:
    """How deep tags are nested, at most; tags that HTML closes by itself are not counted."""
    depth = deepest = 0
    for closing, name, self_closed in _tags(page):
        if name.lower() in _VOID or self_closed:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _tags(page: str) -> Iterator[tuple[bool, str, bool]]:
    """Every tag that has an end: whether it closes, its name, and whether it closes itself.

    The end is looked for once, from where the last one was: a page of heads without one is passed over in one run.
    """
    end = 0
    for head in _TAG_HEAD.finditer(page):
        if head.start() < end:
            continue  # inside the tag before it
        end = page.find(">", head.end())
        if end < 0:
            return
        yield bool(head.group(1)), head.group(2), page[end - 1] == "/" and end - 1 >= head.end()


def _body(root: Any) -> Any:
    """The article of a page, where it marks exactly one; else everything."""
    for name in ("article", "main"):
        found = root.findall(f".//{name}")
        if len(found) == 1 and len("".join(found[0].itertext()).split()) > 20:
            return found[0]
    return root


def _walk(element: Any, parts: list[str]) -> None:
    name = element.tag if isinstance(element.tag, str) else ""
    if name in _OUT:
        return
    block = name in _BLOCKS
    if block:
        parts.append("\n\n")
    parts.append((element.text or "").replace("\n", " "))
    for child in element:
        _walk(child, parts)
        parts.append((child.tail or "").replace("\n", " "))
    if block:
        parts.append("\n\n")
