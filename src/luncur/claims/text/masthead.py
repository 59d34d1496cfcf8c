"""Which paper prints a text: the name above the headline, beside the date line, before the first words or at the foot."""

from __future__ import annotations

from functools import cache

from luncur.claims.words import rx as re
from luncur.claims.words.gazetteer import known_place
from luncur.claims.words.lexicon import LANGUAGES, table, words

MOST_WORDS = 6  # of a paper's name
_SECTIONS = re.compile(r"\s+[|>›»•·]\s+|\s*[|›»•·]\s*|\s+>\s*|\t+|\s{3,}")
_SMALL = {"of", "the", "and", "for", "&", "de", "dan", "la"}
_BYLINE = re.compile(
    r"(?i)(?:by|from|oleh|penulis|editor|reporter|laporan|dari|story|text|teks|photo|foto|words|reporting)\b"
)
_PLATFORM = re.compile(
    r"(?i)google|whatsapp|telegram|youtube|instagram|facebook|twitter|tiktok|linkedin|apple|spotify|threads|\bX\b"
)
_SENTENCE_END = re.compile(r"[.!…][”\"'’)]*$")


def outlet_of(document: str, beside_date: str, language: str) -> str:
    """The paper's name as the text gives it, capitals made plain; empty where nothing says it.

    beside_date: what stands in the date line as a name, perhaps an agency whose report a paper prints.
    """
    lines = [line.strip(" \t\r") for line in document.splitlines() if line.strip()]
    if not lines:
        return ""
    beside = _without_section(beside_date)
    ways = (
        _above_the_headline(lines, document, beside),
        beside,
        _beside_the_headline(lines, document),
        _before_the_date(lines),
        _before_the_text(lines),
        _at_the_foot(lines),
    )
    found = [name for name in ways if name]
    # what stands beside a date may be a place or a desk; a name as papers have it says more than where it stands
    return _plain_case(next((name for name in found if _typical().search(name)), found[0] if found else ""))


def is_byline(text: str) -> bool:
    """Whether a line names who wrote or photographed, which is no name of a paper."""
    return _BYLINE.match(text.strip(" ([-–—")) is not None


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(w.lower() for lang in LANGUAGES for w in words(lang, "weekdays"))


@cache
def _typical() -> re.Pattern[str]:
    both = "|".join(words(lang, "outlet") for lang in LANGUAGES)
    return re.compile(rf"(?i)\b(?:{both})\b")


@cache
def _sections() -> frozenset[str]:
    return frozenset(s for lang in LANGUAGES for s in table("masthead")[lang]["sections"])


def _without_section(name: str) -> str:
    """A name without what only says where in the paper or in the world the text stands; empty for a byline."""
    pieces = [p.strip() for p in _SECTIONS.split(name.strip()) if p and p.strip()]
    kept = [p for p in pieces if p.lower() not in _sections() and not _BYLINE.match(p)]
    if not kept:
        return ""
    parts = [p for p in re.split(r"\s*,\s*|\s+[-–—]+\s+", kept[0]) if p]
    several = [p for p in parts if not known_place(p)] if len(parts) > 1 else parts
    return next((p for p in several if _typical().search(p)), several[0] if several else kept[0])


def _is_name(text: str) -> bool:
    """Capitals throughout but for small words; no sentence, no figures, no byline."""
    parts = text.split()
    return (
        0 < len(parts) <= MOST_WORDS
        and not re.search(r"[\d:;?!,”“\"]", text)
        and not text.endswith(".")
        and not _BYLINE.match(text)
        and text.lower() not in _sections()
        and text.lower() not in _weekdays()
        and all(p[:1].isupper() or p.lower() in _SMALL for p in parts)
        and parts[0].lower() not in _SMALL - {"the", "la"}
    )


def _above_the_headline(lines: list[str], document: str, beside: str) -> str:
    """The first line, where it is a name and a headline, a section or a date follows."""
    name = _without_section(lines[0]) if "," not in lines[0] else ""
    if not _is_name(name) or known_place(name) or not _is_proper(name, document):
        return ""
    follows = next((line for line in lines[1:4] if not re.match(r"[\W\d]*$", line)), "")
    headed = bool(follows) and not _SENTENCE_END.search(follows)
    initials = "".join(p[0] for p in name.split()).upper()
    if beside and beside.lower() not in name.lower() and initials != beside.upper():
        # an agency's report in a paper; a headline in capitals is longer than a name
        return name if headed and _typical().search(name) and len(name.split()) <= 3 else ""
    return name if headed and (_typical().search(name) or len(follows) > len(name)) else ""


def _beside_the_headline(lines: list[str], document: str) -> str:
    """A line of its own under the headline, beside the date or the byline."""
    for before, line, after in zip(lines[:4], lines[1:5], lines[2:6], strict=False):
        name = _without_section(line) if "," not in line else ""
        if not _is_name(name) or known_place(name) or not _is_proper(name, document):
            continue
        dated = any(re.search(r"\b(?:19|20)\d\d\b", x) and len(x) < 60 for x in (before, after))
        if _typical().search(name) or dated or is_byline(after):
            return name
    return ""


def _is_proper(name: str, document: str) -> bool:
    """A paper's name has a word that the text never uses as a common one; a headline in capitals seldom has."""
    return any(
        len(p) > 3 and not re.search(rf"(?<![\w-]){re.escape(p.lower())}(?![\w-])", document) for p in name.split()
    )


def _before_the_date(lines: list[str]) -> str:
    """ "OUTLET, 15/9/2023 - " and "Outlet - 15 September 2023": one name, and it is no place."""
    for line in lines[:4]:
        m = re.match(r"(?P<name>[^\d,|(–—]{3,40}?)\s*(?:[,|]|\s[-–—])\s*(?:[A-Z][a-z]+,?\s+)?\(?\d{1,2}[ ./-]", line)
        if m and _is_name(m.group("name")) and not known_place(m.group("name")):
            return m.group("name")
    return ""


def _before_the_text(lines: list[str]) -> str:
    """ "Outlet, Place - First words", "PLACE, Outlet - First words" and "Outlet - First words"."""
    for line in lines[:6]:
        m = re.match(r"\(?(?P<names>[^\d(–—:“\"]{3,70}?)\)?\s*(?:--|[–—:]|\s-)\s+(?=[\w“\"])", line)
        if not m or len(line) < m.end() + 25:
            continue
        names = [n.strip() for n in m.group("names").split(",")]
        names = [n for n in names if _is_name(n) and not known_place(n)]
        typical = [n for n in names if _typical().search(n) or re.search(r"\.(?:com|id|co|net|org|news)\b", n)]
        if typical or (len(names) == 1 and "," in m.group("names")):
            return (typical or names)[0]
    return ""


def _at_the_foot(lines: list[str]) -> str:
    """Who is named as the owner of the text in its last lines, or in brackets at its end."""
    marks = "|".join(table("masthead")[lang]["owner"] for lang in LANGUAGES)
    name = r"(?P<name>(?:[A-Z][\w’'&-]*(?:\.\w+)*(?:\s(?=[A-Z&])|\s(?:of|the|and)\s)?){1,6})"
    for line in reversed(lines[-6:]):
        if _PLATFORM.search(line):
            continue  # "follow us on": where else the paper is read
        owned = re.search(rf"(?:{marks})\W+(?:\d{{4}}\W+)?(?:the )?{name}", line)
        if owned and (_typical().search(owned.group("name")) or _names_owner(line)):
            return owned.group("name").strip(" .")
        credit = re.match(rf"\W*\(?{name}(?:/\w+)*\)?\W*$", line) or re.search(rf"\({name}(?:/\w+)*\)\W*$", line)
        if credit and _typical().search(credit.group("name")) and _is_name(credit.group("name").strip()):
            return credit.group("name").strip()
    return ""


def _names_owner(line: str) -> bool:
    return (
        re.search(
            r"(?i)©|copyright|hak cipta|all rights reserved|(?:first )?(?:published|appeared) in|diterbitkan|dimuat",
            line,
        )
        is not None
    )


def _plain_case(name: str) -> str:
    """Names in capitals as they are written in running text; short ones are left as initials."""
    if not name.isupper() or len(name) <= 4:
        return name
    return " ".join(p if len(p) <= 3 and not re.search(r"[AEIOU]", p) else p.capitalize() for p in name.split())
