"""Published warnings read: areas, windows, who issued them, when they cancel themselves, and what was not understood."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from pathlib import Path

from luncur.errors import InputError
from luncur.notices.areas import Group, area_of, groups
from luncur.notices.dates import Anchor, dated
from luncur.notices.header import head_of, split
from luncur.notices.leftover import leftovers
from luncur.notices.model import Area, Notice, Window
from luncur.notices.notam import Items, items_of
from luncur.notices.positions import mask, positions
from luncur.notices.reading import plain, text_of
from luncur.notices.times import Written, written_windows
from luncur.sentences import Sentence

_PARAGRAPH = re.compile(r"(?:(?:^|\n)\s{0,12}|(?<=[.:]\s))[1-9]\d?\.(?=\s)")
# where the name of an operation ends: at a time, a date, or the words that lead to its area
_SUBJECT_ENDS = re.compile(r"\b(?:FROM|IN (?:THE )?(?:FOLLOWING )?AREAS?|BOUND|WITHIN|DAILY|EVERY|ALTERNATE)\b|\d{2,}")
_ALTERNATE = re.compile(r"\b(?:ALTERNATE|ALTERNATIVE|ALTN|BACK-?\s?UP|RESERVE)S?\b|备用|备份")
_FIGURES = re.compile(r"\d{2,}")
_DRAFT = re.compile(r"\b(?:THIS IS A )?DRAFT\b[^\n]{0,9}NOT FOR ISSUE\.?")
_OPENING = re.compile(r"(?:^|\s)\(?(?:[A-Z]|\d{1,2})[.):]\)?\s*$")  # a label that opens what comes next
_COMMENT = re.compile(r"^[ \t]*#[^\n]*$", re.M)


def parse(path: str | Path, year: int | None = None) -> tuple[Notice, ...]:
    """Notices of a file of published warnings.

    year: of the first window, where the text gives none.  Raises InputError when the file is no text, is empty, too
    large, or holds no area.
    """
    text, encoding = text_of(Path(path))
    found = parse_text(text, year=year, source=str(path))
    if encoding in ("gb18030", "latin-1"):
        first = replace(found[0], said=(Sentence("notice_encoding", name=encoding), *found[0].said))
        return (first, *found[1:])
    return found


def parse_text(text: str, year: int | None = None, source: str = "text") -> tuple[Notice, ...]:
    """Notices of a text; see ``parse``."""
    bare, comments = _COMMENT.subn("", plain(text))
    out = _joined([_notice(part, year) for part in split(bare)])
    if not any(n.areas for n in out):
        expected = "at least one area that can be read, such as 28-39.92N 080-38.33W, 28-40.00N 079-44.00W, 28-28.00N 079-40.00W"
        raise InputError(source, "", None, expected)
    if comments:  # an own draft's explanations, or a user's
        out[0] = replace(out[0], said=(*out[0].said, Sentence("notice_comments", count=comments)))
    return tuple(out)


def _joined(found: list[Notice]) -> list[Notice]:
    """Words that belong to no notice go to what was not understood of the next one, or of the last."""
    out: list[Notice] = []
    words: tuple[str, ...] = ()
    for n in found:
        if n.series is None and not n.areas and not n.windows and n.cancel is None:
            words += tuple(w for w in (n.place, n.subject, *n.not_understood) if w)
        else:
            out.append(replace(n, not_understood=(*words, *n.not_understood)))
            words = ()
    if out and words:
        out[-1] = replace(out[-1], not_understood=(*out[-1].not_understood, *words))
    return out


def _notice(text: str, year: int | None) -> Notice:
    head = head_of(text)
    head.spans += [m.span() for m in _DRAFT.finditer(text)]
    rest = mask(text, head.spans)
    items = items_of(rest)
    rest = mask(rest, items.spans) if items else rest
    places = positions(rest)
    without = mask(rest, [(p.start, p.end) for p in places])
    written = _alternates(without, written_windows(without) if items is None else [])
    anchor = Anchor(head.issued, head.year, year)
    when = dated(written, head.cancel, anchor)
    made = groups(without, places)
    shapes, said, missing = _shapes(made)
    read = [(w, windows) for w, windows in zip(written, when.windows, strict=True) if windows]
    areas, windows = _share(shapes, made, read, items, without)
    if when.year_from:
        said.append(Sentence("notice_year", source=when.year_from))
    if when.undated:
        said.append(Sentence("notice_no_year"))
    if not windows:
        said.append(Sentence("notice_no_window"))
    if when.cancel and windows and when.cancel < max(w.end for w in windows):
        said.append(Sentence("notice_cancel_early"))
    if any(w.zone is None for w, _ in read):
        said.append(Sentence("notice_zone"))
    if any(w.zone == 8 and "时" in text for w, _ in read):
        said.append(Sentence("notice_beijing"))
    if items and not items.schedule_read:
        said.append(Sentence("notice_schedule"))
    used = [(w.start, w.end) for w, _ in read]
    used += [span for g, shape in shapes if shape for span in g.spans()]
    blank = mask(without, _merged(used))
    place, subject, blank = _words(blank, items)
    return Notice(
        series=head.series, number=head.number, year=head.year, regions=head.regions, authority=head.authority,
        issued=head.issued, place=place, subject=subject, limits=items.limits if items else None,
        draft=bool(_DRAFT.search(text)), areas=areas, windows=windows, cancel=when.cancel, cancels=tuple(head.cancels),
        said=tuple(said), not_understood=(*missing, *leftovers(blank)),
    )  # fmt: skip


def _alternates(text: str, written: list[Written]) -> list[Written]:
    """Windows behind the word are alternates until the next area or paragraph begins."""
    words = [m.start() for m in _ALTERNATE.finditer(text)]
    ends = sorted(
        [m.start() for m in _PARAGRAPH.finditer(text)] + [m.start() for m in re.finditer(r"\b[A-Z]\.\s", text)]
    )
    out = []
    for w in written:
        before, cut = bisect_left(words, w.start), bisect_right(ends, w.start)
        behind = before > 0 and (cut == 0 or ends[cut - 1] <= words[before - 1])
        out.append(replace(w, alternate=behind))
    return out


def _shapes(made: list[Group]) -> tuple[list[tuple[Group, Area | None]], list[str], list[str]]:
    shapes: list[tuple[Group, Area | None]] = []
    said: list[str] = []
    missing: list[str] = []
    for group in made:
        area, sentences = area_of(group, group.label or "")
        shapes.append((group, area))
        (said if area else missing).extend(sentences)
    return shapes, said, missing


def _share(
    shapes: list[tuple[Group, Area | None]],
    made: list[Group],
    read: list[tuple[Written, tuple[Window, ...]]],
    items: Items | None,
    text: str,
) -> tuple[tuple[Area, ...], tuple[Window, ...]]:
    """Each area with its windows: those between its letter and the next one's, else those of its paragraph, else all."""
    if items is not None:
        windows = tuple(items.windows)
        return tuple(replace(a, windows=windows) for _, a in shapes if a), windows
    every = _union(read)
    labels = [_label_start(text, g) for g in made] + [len(text)]
    owned: list[tuple[int, int]] = []
    own: list[tuple[Window, ...]] = []
    for k, group in enumerate(made):
        # behind the last area stands what is common, unless those before it have each their own
        stop = labels[k + 1] if k + 1 < len(made) or any(own) else group.points[0].start
        own.append(_union([r for r in read if labels[k] <= r[0].start < stop]) if group.label else ())
        if own[k]:
            owned.append((labels[k], stop))
    common = [r for r in read if not any(a <= r[0].start < b for a, b in owned)]
    paragraphs = [0, *(m.start() for m in _PARAGRAPH.finditer(text)), len(text)]
    out = []
    for k, (group, area) in enumerate(shapes):
        if area is None:
            continue
        at = max(i for i, p in enumerate(paragraphs[:-1]) if p <= group.points[0].start)
        here = [r for r in common if paragraphs[at] <= r[0].start < paragraphs[at + 1]]
        out.append(replace(area, windows=own[k] or _union(here or common or read)))
    return tuple(out), every


def _union(read: list[tuple[Written, tuple[Window, ...]]]) -> tuple[Window, ...]:
    return tuple(sorted({w for _, windows in read for w in windows}, key=lambda w: (w.start, w.end)))


def _label_start(text: str, group: Group) -> int:
    """Where the letter of an area stands, or its first position when it has none."""
    first = group.points[0].start
    if not group.label:
        return first
    at = re.compile(rf"(?<![A-Z0-9]){re.escape(group.label)}(?![A-Z0-9])")
    found = list(at.finditer(text, group.start, first))
    return found[-1].start() if found else first


def _words(text: str, items: Items | None) -> tuple[str | None, str | None, str]:
    """Place and subject, the words before anything that was read, and the text without them."""
    start = items.text_from if items else 0
    lead = re.match(r"[\x00\s().]*", text[start:])
    at = start + (lead.end() if lead else 0)
    stop = text.find("\x00", at)
    stop = len(text) if stop < 0 else stop
    words = text[at:stop]
    first = _PARAGRAPH.search(words)
    place = _clean(words[: first.start()]) if first else None
    begin = first.end() if first else 0
    ends = (_FIGURES if items else _SUBJECT_ENDS).search(words, begin)
    used = ends.start() if ends else len(words)
    return place, _clean(_OPENING.sub("", words[begin:used])), text[:at] + "\x00" * used + text[at + used :]


def _clean(text: str) -> str | None:
    return " ".join(text.split()).strip(" .,:;-") or None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
