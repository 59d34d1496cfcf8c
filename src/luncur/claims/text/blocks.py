"""A document cut into its parts: headline, date line, paragraphs, pull quotes; furniture set apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from luncur.claims.text.flat import CLOSING, OPENING, Flat, flatten
from luncur.claims.text.lede import day_of_head, day_of_lede
from luncur.claims.text.masthead import is_byline, outlet_of
from luncur.claims.when.dates import Clock
from luncur.claims.words import rx as re
from luncur.claims.words.gazetteer import known_place
from luncur.claims.words.lexicon import LANGUAGES, words

_END = re.compile(rf"[.!?…][{CLOSING}\"'’)\]]*\s*$")
_WRAPPED = 110  # letters; lines broken to fit a page are shorter
_TOP = 700  # letters within which a text says when it was written
_WORD = re.compile(r"[^\W_]+")
_ENTRY = re.compile(r"\(?\d{1,2}[:.]\d{2}\b[^.!?]{0,70}$")  # heading of an entry in running coverage


@dataclass
class Block:
    """One paragraph: ``kind`` is headline, body, pull or furniture; ``start`` is where its body begins."""

    flat: Flat
    kind: str
    start: int = 0


@dataclass
class Parts:
    """What a document consists of."""

    language: str
    blocks: list[Block] = field(default_factory=list)
    outlet: str = ""
    dateline: date | None = None
    place: str = ""


def language_of(text: str) -> str:
    """English or Indonesian, by their commonest words."""
    seen = re.findall(r"[a-z]+", text.lower())
    counts = dict.fromkeys(LANGUAGES, 0)
    for lang in LANGUAGES:
        common = set(words(lang, "function").split())
        counts[lang] = sum(w in common for w in seen)
    return "id" if counts["id"] > counts["en"] else "en"


def furniture(text: str, language: str) -> bool:
    """Whether a line is a caption, a link, a footer or a call to readers."""
    stripped = text.strip(" \t([{-–—*•|>")
    first = re.match(
        rf"(?:{words(language, 'furniture')}|{words('en', 'furniture')})(?P<after>\W|$)", stripped, re.IGNORECASE
    )
    if first is None:
        return False
    after = stripped[first.end("after") - 1 : first.end("after") + 1] if first.group("after") else ""
    marked = after[:1] in ":|/.©" or text.strip()[:1] in "([©" or first.group().strip() in "©"
    strong = re.match(
        r"(?i)(?:read (?:also|more)|also read|see also|baca juga|simak juga|lihat juga|subscribe|sign up|follow us|follow our|ikuti kabar|ikuti kami|"
        r"reporting by|editing by|written by|copyright|hak cipta|all rights reserved|berlangganan|dapatkan|hubungi|redaksi menerima|tags?\b|"
        r"download|unduh|klik|click|join|gabung|share this|foto\b|photo\b|caption|advertisement|you may also|get the|first published|last updated|"
        r"this (?:story|article|bulletin|report|version) (?:corrects|was corrected|has been|was updated)|contact us|artikel ini|tulisan ini|berita ini telah|kirim)",
        stripped,
    )
    return bool(marked or strong)


def cut(text: str) -> Parts:
    """Headline, date line, paragraphs and furniture of a document, in order."""
    parts = Parts(language_of(text))
    spans = _paragraphs(text)
    for start, end in spans:
        for a, b in _lines_apart(text, start, end, parts.language):
            flat = flatten(text, a, b)
            if flat.text.strip():
                heading = _ENTRY.match(flat.text) or furniture(flat.text, parts.language)
                parts.blocks.append(Block(flat, "furniture" if heading else "body"))
    _header(parts)
    _bare_headers(parts)
    parts.outlet = outlet_of(text, parts.outlet, parts.language)
    if parts.dateline is None:
        parts.dateline = day_of_lede([b.flat.text for b in parts.blocks if b.kind == "body"][:3])
    _headlines(parts)
    _pulls(parts)
    if parts.dateline is None:
        parts.dateline = day_of_head([b.flat.text for b in _head(parts)], parts.language)
    return parts


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraphs parted by empty lines, or by lines where those are whole paragraphs themselves."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    long = [text[a:b].strip() for a, b in lines if b - a > _WRAPPED]
    ended = sum(_END.search(line) is not None for line in long)
    if len(long) >= 4 and 2 * len(long) > len(lines) and ended > 0.8 * len(long):
        return lines
    return [(m.start(), m.end()) for m in re.finditer(r"(?:(?!\n[ \t]*\r?\n).)+", text, re.DOTALL) if m.group().strip()]


def _lines_apart(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """A paragraph, with lines of furniture in it set apart."""
    out: list[list[int]] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        entry = not out and _ENTRY.match(line.strip()) is not None
        alone = furniture(line, language) or entry or (at < _TOP and _only_date(line, language))
        if out and not alone and not out[-1][2]:
            out[-1][1] = at + len(line)
        elif line.strip():
            out.append([at, at + len(line), int(alone)])
        at += len(line)
    return [(a, b) for a, b, _ in out]


def _only_date(line: str, language: str) -> bool:
    """A line of its own with a full date, and little else: weekday, hour, place, byline."""
    when = (
        Clock(language, None).find(line.strip()) if re.search(r"\b(?:19|20)\d\d\b", line) and len(line) < 100 else None
    )
    if when is None or when.days is None or when.days[0] != when.days[1]:
        return False
    rest = line.replace(when.text, " ")
    return len(rest.split()) <= 8 and not _END.search(line.strip(" )"))


def _header(parts: Parts) -> None:
    """Date line and outlet, from the first blocks; the body of a block begins after them."""
    clock = Clock(parts.language, None)
    for index, block in enumerate(parts.blocks[:5]):
        text = block.flat.text
        when = clock.find(text[:140])
        if when is None or when.days is None or when.days[0] != when.days[1]:
            continue
        before = re.sub(r"[,\s|(\-–—./]+$", "", text[: when.start])
        if is_byline(before):
            before = ""
        plain_words = re.findall(r"\b[a-zà-ÿ]\w+", before)
        if (
            any(w not in ("of", "the", "and", "dan", "de", "di", "yang", "by", "oleh") for w in plain_words)
            or len(before) > 90
        ):
            continue
        rest = re.match(r"[\s)\]]*(?:\((?P<paren>[^)]{2,60})\))?\s*(?P<sep>--|[-–—:|.])?\s*", text[when.end :])
        assert rest is not None
        after = text[when.end + rest.end() :]
        body_follows = len(after.split()) > 6 and rest.group("sep") not in ("|",)
        tail = "" if body_follows else after
        parts.dateline = when.days[0]
        names = _names_in(before, parts.language)
        inline = body_follows
        parts.outlet, parts.place = _outlet(
            names, (rest.group("paren") or "").strip(), tail.strip(" ."), inline, parts.language
        )
        block.start = when.end + rest.end() if body_follows else len(text)
        if not body_follows:
            block.kind = "furniture"
        for earlier in parts.blocks[:index]:
            earlier.kind = "headline" if earlier.kind == "body" else earlier.kind
        return


def _bare_headers(parts: Parts) -> None:
    """ "KUCHING: ..." and "GARUT, Outlet -- ..." before the first words of a paragraph, without a date."""
    for block in parts.blocks[:6]:
        text = block.flat.text
        m = re.match(
            r"\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}?)(?P<more>,\s*[A-Z][\w .&'’-]{1,40}?)?\s*(?:\((?P<paren>[^)]{2,40})\))?\s*(?:--|[–—:]|\s-)\s+(?=[\w“\"])",
            text,
        )
        if m is None:
            m = re.match(
                r"\s*(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?P<more>,\s*[A-Z][\w .&'’-]{1,40}?)\s*(?P<paren>)(?:--|[–—]|\s-)\s+(?=[A-Z“\"])",
                text,
            )
            m = m if m and known_place(m.group("place")) else None
        if block.kind != "body" or block.start or not m or len(text) < m.end() + 30:
            continue
        block.start = m.end()
        parts.place = parts.place or m.group("place").title()
        outlet = (m.group("paren") or m.group("more") or "").strip(" ,")
        if outlet and not parts.outlet and not re.search(r"\d", outlet) and not known_place(outlet):
            parts.outlet = outlet
        return


def _names_in(before: str, language: str) -> list[str]:
    days = "|".join([*words("en", "weekdays"), *words("id", "weekdays")])
    pieces = re.split(r"\s*[,|(–—]\s*|\s+-{1,2}\s+|\.\s*", before)
    cleaned = (re.sub(rf"(?i)\b(?:{days})\b", "", p).strip(" .,-") for p in pieces)
    return [p for p in cleaned if len(p) > 1]


def _outlet(names: list[str], paren: str, tail: str, inline: bool, language: str) -> tuple[str, str]:
    """Outlet and place of a header; the outlet is empty where nothing says which name is one."""
    tail = re.sub(r"^\W+", "", tail)
    if paren and not re.search(r"\d", paren):
        return paren, names[0] if names else ""
    if tail and len(tail.split()) <= 6 and not re.search(r"\d", tail):
        return tail, names[0] if names else ""
    typical = [
        n for n in names if re.search(rf"(?i)\b(?:{words('en', 'outlet')}|{words('id', 'outlet')})\b", n) or "&" in n
    ]
    if typical:
        return _title(typical[-1]), names[0] if names[0] != typical[-1] else ""
    if len(names) >= 2:
        return (
            (_title(names[-1]), names[0])
            if names[0].isupper() and not names[-1].isupper() and language == "id"
            else ("", names[0])
        )
    if names and not inline:
        return _title(names[0]), ""
    return "", names[0] if names else ""


def _title(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 5 else name


def _headlines(parts: Parts) -> None:
    """Lines before the first paragraph that are no sentences."""
    for index, block in enumerate(parts.blocks[:4]):
        text = block.flat.text.strip()
        if block.kind != "body":
            continue
        sentence = _END.search(text) and not text.isupper()
        if index > 0 and (sentence or block.start):
            return
        if not sentence and len(text) < 220 and not text.startswith(OPENING):
            block.kind = "headline"
        elif index == 0 and sentence:
            return


def _head(parts: Parts) -> list[Block]:
    """Blocks above the first paragraph; none where there is no paragraph below them."""
    first = next((i for i, b in enumerate(parts.blocks) if b.kind == "body"), 0)
    return parts.blocks[:first]


def _pulls(parts: Parts) -> None:
    """Blocks that repeat the words of a quotation, and short ones that are no sentences at all."""
    plain = [" ".join(_WORD.findall(b.flat.text.lower())) for b in parts.blocks]
    for i, block in enumerate(parts.blocks):
        if block.kind != "body":
            continue
        text = re.sub(
            r"\s*\([^\W\d](?:[^\W\d]|[/.& -]){1,39}\)\W*$", "", block.flat.text.strip()
        )  # without the writer's initials
        mine = " ".join(_WORD.findall(text.lower()))
        count = len(mine.split())
        bare = text.strip(OPENING + CLOSING + " ")
        whole = text.startswith(OPENING) and text.rstrip(" .").endswith(CLOSING) and CLOSING not in text[1:-2]
        alone = whole or (not _END.search(bare) and not text.startswith(OPENING))
        if (
            alone
            and 3 <= count <= 60
            and any(
                mine in other
                for j, other in enumerate(plain)
                if j != i and len(other) > len(mine) and parts.blocks[j].kind in ("body", "pull")
            )
        ):
            block.kind = "pull"
        elif (
            not whole and not _END.search(text) and not block.start and count <= 14 and not text.startswith(OPENING)
        ) or (count <= 12 and re.search(r"(?i)\b(?:page|hal(?:aman)?)\s+\d+\b", text) and text.count(".") >= 1):
            block.kind = "furniture"
