"""Indonesian holders of offices: "Kepala Badan Antariksa Nasional Sari Wening", an office, what it is of, and a name in one run."""

from __future__ import annotations

from functools import cache

from luncur.claims.speech.speech import finder
from luncur.claims.who.people import NOUN_ID, SHORT_STATES
from luncur.claims.words import rx as re
from luncur.claims.words.gazetteer import known_place
from luncur.claims.words.lexicon import listed
from luncur.claims.words.vocabulary import geography, institution, role

_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_OFFICE = re.compile(
    r"(?i)\b(?:duta besar|konsul|anggota|koordinator|komandan|kepala|wakil|pengacara|kuasa hukum|deputi|sekretaris|utusan|penasihat|"
    r"atase|direktur|rektor|dekan|pimpinan|jaksa|hakim|panglima|menteri|presiden|ketua|manajer|juru bicara|gubernur|bupati|camat|senator|"
    r"peneliti|dosen|pakar|ahli|analis|pengamat|perwakilan|wali kota|inspektur)\b"
)
_LONG = 5  # capitalised words of a run of which the last two are rather a name than the end of an institution's


@cache
def _runs() -> re.Pattern[str]:
    says = f"{finder('id', 'said').pattern}|{finder('id', 'deny').pattern}"
    behind = rf",|\.| \(\d\d\)| yang | (?:juga |kemudian )?(?:{says})"
    return re.compile(rf"(?<![\w'’-])(?P<run>{_WORD}(?: {_WORD}){{2,9}})(?={behind})")


def parted(text: str) -> str:
    """A text in which a comma stands between what an office is of and the name of its holder."""
    out, at = [], 0
    for m in _runs().finditer(text):
        parts = m.group("run").split()
        before = re.search(r"(?:[\w’'-]+ ){0,5}$", text[: m.start()])
        size = _size_of_name(text, before.group() if before else "", parts)
        if size:
            cut = m.end() - len(" ".join(parts[-size:])) - 1
            out.append(f"{text[at:cut]}, ")
            at = cut + 1
    return "".join([*out, text[at:]])


def _size_of_name(text: str, before: str, parts: list[str]) -> int:
    """How many words at the end of a run name the holder of the office before them; 0 for none."""
    held = f"{before}{' '.join(parts[:-2])}"
    if not _name(parts[-2:]) or not (role("id").search(held) or _OFFICE.search(held)):
        return 0
    if role("id").fullmatch(" ".join(parts[:-2])):
        return 0  # nothing between the office and the name
    if _ends(parts[:-2]):
        return 2
    if len(parts) == 3 and institution("id").match(parts[0]) is None:
        return 0  # behind a common noun ("pakar Budi Setia Utama"): a name of three words
    return 2 if len(parts) >= _LONG or _apart(text, parts[:-2], parts[-2:]) else 0


def _name(parts: list[str]) -> bool:
    """Whether two words can be somebody's name."""
    if known_place(" ".join(parts)) or all(known_place(p) for p in parts):
        return False
    return all(
        not p.isupper()
        and not NOUN_ID.match(p)
        and not geography("id").fullmatch(p)
        and not institution("id").fullmatch(p)
        and not role("id").fullmatch(p)
        for p in parts
    )


def _ends(office: list[str]) -> bool:
    """Whether a word that can end the name of an institution ends what an office is of ("Nasional", "Selatan", a state)."""
    last, pair = office[-1], " ".join(office[-2:])
    return bool(
        NOUN_ID.match(last)
        or geography("id").fullmatch(last)
        or last.isupper()
        or last in SHORT_STATES
        or last.lower() in listed("place")
        or pair.lower() in listed("place")
        or known_place(last)
    )


def _apart(text: str, office: list[str], name: list[str]) -> bool:
    """Whether the text has the last word without the first, or what the office is of without the name."""
    alone = rf"(?<!{re.escape(name[0])} ){re.escape(name[1])}(?! [A-Z])\b"
    without = rf"{re.escape(' '.join(office))}(?! {re.escape(name[0])})"
    return re.search(alone, text) is not None or re.search(without, text) is not None
