"""Which institutions a common noun can mean: "the agency", "badan itu"."""

from __future__ import annotations

from luncur.claims.who.names import Names
from luncur.claims.words import rx as re

_SORTS = (
    (
        {
            "agency",
            "space agency",
            "badan",
            "lembaga",
            "badan antariksa",
            "lembaga antariksa",
            "body",
            "organisation",
            "organization",
            "organisasi",
            "institute",
            "institut",
            "institution",
        },
        r"(?i)\b(?:agency|badan|lembaga|organi[sz]ation|institute|institut|administration)\b|^[A-Z]{3,8}$",
    ),
    (
        {"ministry", "department", "kementerian", "departemen"},
        r"(?i)\b(?:ministry|department|treasury|kementerian|departemen)\b",
    ),
    (
        {
            "company",
            "firm",
            "manufacturer",
            "maker",
            "operator",
            "start-up",
            "startup",
            "perusahaan",
            "produsen",
            "builder",
            "pabrikan",
            "corporation",
            "perusahaan rintisan",
        },
        r"(?i)\b(?:inc|ltd|corp|company|pt|aerospace|industries|systems|technologies|lab|imaging|space)\b",
    ),
    (
        {"newspaper", "paper", "daily", "harian", "koran", "surat kabar"},
        r"(?i)\b(?:times|post|herald|tribune|gazette|mirror|journal|harian|koran)\b",
    ),
    ({"news agency", "kantor berita"}, r"(?i)\b(?:press|wire|news)\b"),
    ({"council", "dewan"}, r"(?i)\b(?:council|dewan)\b"),
    ({"coast guard", "coastguard", "penjaga pantai"}, r"(?i)coast ?guard|penjaga pantai|bakamla"),
    ({"broadcaster", "channel", "televisi"}, r"(?i)\b(?:tv|broadcasting|television|nhk|bbc)\b"),
    ({"commission", "komisi"}, r"(?i)\b(?:commission|komisi)\b"),
    ({"authority", "otoritas"}, r"(?i)\b(?:authority|otoritas)\b"),
    ({"police", "polisi", "kepolisian"}, r"(?i)\b(?:police|polisi|kepolisian|polri|polda|polres)\b"),
)


def fits(name: str, noun: str, names: Names) -> bool:
    """Whether an institution of the text is one of the sort that a noun names."""
    given = names.types.get(name, "")
    if not given:
        given = next((t for n, t in names.types.items() if t and names.full_institution(n) == name), "")
    if given and (given == noun or given.split()[-1] == noun or noun.split()[-1] == given):
        return True
    full = names.aliases.get(name, name)
    for nouns, typical in _SORTS:
        if noun in nouns:
            if given:
                return given in nouns
            return bool(re.search(typical, full) or re.search(typical, name))
    return re.search(rf"(?i)\b{re.escape(noun)}\b", full) is not None
