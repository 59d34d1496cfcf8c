"""What a phrase that names a speaker consists of: its head without time, place and occasion; who in it is nameless."""

from __future__ import annotations

from functools import cache

from luncur.claims.speech.speech import tables
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import words
from luncur.claims.words.vocabulary import vocabulary

_OCCASION = re.compile(
    r"(?i),?\s+(?:usai|seusai|setelah|saat|ketika|dalam|lewat|melalui|kepada|pada|in an?|on|at|during|after|by|through|when|speaking|before|in|with|adding|sambil|seraya|sembari|seperti|sebagaimana|di (?:ruang|lokasi|jakarta|sela|depan|hadapan|kantor|tempat|dermaga|kompleks|gedung|sini|sana))\s.*$"
)
_NAMELESS = re.compile(
    r"(?i)\b(?:not (?:to )?be (?:named|identified)|anonym\w+|declined to be (?:named|identified)|asked not|unnamed|unidentified|spoke on condition|tidak mau disebut\w*|enggan disebut\w*|tidak ingin disebut\w*|tak mau disebut\w*|tak ingin disebut\w*|menolak disebut\w*|minta namanya|meminta namanya|identitasnya|anonim|tanpa nama)"
)


def bare(phrase: str, language: str) -> str:
    """A phrase without a conjunction or adverbial before it, ages and dates in brackets, and marks."""
    days = "|".join(words(language, "weekdays"))
    if language == "id":
        phrase = re.sub(rf"(?i)^({vocabulary('id', 'office')}|{vocabulary('id', 'spokes')})nya\b", r"\1", phrase)
    phrase = re.sub(r"\s*\((?:\d[^)]*|[A-Za-z]+,? \d[^)]*)\)", "", phrase.strip(" ,.:;\x01"))
    phrase = re.sub(rf"(?i)^(?:on |pada )?(?:{days})\b[^,]{{0,30}},\s+", "", phrase)
    phrase = re.sub(
        r"^(?:In|On|At|After|During|Asked|Speaking|Late|Earlier|Dalam|Pada|Di|Usai|Setelah|Seusai|Saat|Ketika|Lewat|Melalui)\b[^,]{3,60},\s+",
        "",
        phrase,
    )
    phrase = re.sub(
        r"(?i)^(?:so|thus|but|and|however|still|meanwhile|later|afterwards|while|tetapi|namun|sementara itu|sementara|sedangkan|adapun|lalu|kemudian|dan|oleh),?\s+|^whose\s+",
        "",
        phrase,
    )
    phrase = re.sub(rf"(?i)^(?:{tables(language)['source']})\s+(?=\S)", "", phrase)
    return (
        re.sub(
            rf"(?i),?\s+(?:on\s+|pada\s+)?(?:hari\s+)?(?:{days})\b.*$|,?\s+(?:yesterday|today|kemarin|hari ini|tadi \w+)\s*$",
            "",
            phrase,
        ).strip(" ,")
        or phrase
    )


def head(phrase: str, language: str) -> str:
    """A phrase without when, where and on what occasion its bearer spoke."""
    if re.match(
        r"(?i)(?:a |an |the )?(?:\w+ ){0,2}(?:officials?|people|sources?|police|residents?|polisi|kepolisian)", phrase
    ):
        return phrase
    cut = _OCCASION.sub("", phrase)
    return cut or phrase


@cache
def _anonymous(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words(language, 'anonymous')})$")


def nameless(phrase: str, language: str) -> bool:
    """Whether a phrase tells of someone who must stay "not determined"."""
    low = phrase.lower()
    if _NAMELESS.search(low):
        return True
    first = re.split(
        r",| of | for | from | at | in | near | with | on | who | yang | whose | familiar | close | aboard | dari | di | asal | setempat",
        low,
    )[0].strip()
    if re.match(
        r"(?:one|some|many|most|several|a few|few|two|three|four|five|six|both|another|other|others|salah (?:satu|seorang)|sejumlah|beberapa|seorang|sebagian|para|dua|tiga|banyak)\b",
        first,
    ):
        return True
    if _anonymous(language).search(first) and not re.search(rf"\b(?:{vocabulary(language, 'office')})\b", first):
        return True
    if language == "id":
        return re.match(rf"(?:{words(language, 'anonymous')})\b", first) is not None
    return re.match(r"an?\b", first) is not None


def officials_of(phrase: str, language: str) -> str | None:
    """The institution of "officials of/at the agency"; None for other phrases."""
    m = (
        re.match(
            r"(?i)(?:the )?(?:officials|representatives|staff|organisers|organizers) (?:of|at|from|for) (?P<of>.+)$",
            phrase,
        )
        if language == "en"
        else re.match(
            r"(?i)(?:para )?(?:pejabat|pihak|petugas|perwakilan|jajaran|manajemen) (?P<of>[A-Z].+|perusahaan.*|badan.*|kementerian.*|otoritas.*)$",
            phrase,
        )
    )
    return m.group("of") if m else None


def same_human(phrase: str, language: str) -> bool:
    """Whether a phrase points back to someone told of: "the man", "the 61-year-old", "lelaki 61 tahun itu"."""
    if language == "en":
        return (
            re.fullmatch(r"(?i)the (?:\w+ )?(?:man|woman|mother|father|grandmother|\d\d-year-old)(?: \w+)?", phrase)
            is not None
        )
    return (
        re.fullmatch(
            r"(?i)(?:lelaki|laki-laki|pria|perempuan|wanita|ibu|bapak|kakek|nenek|gadis|pemuda)(?: [\w-]+){0,5} (?:itu|tersebut|ini)",
            phrase,
        )
        is not None
    )


def pronoun(phrase: str, language: str) -> str:
    """ "person" for he and she, "thing" for it and they, else nothing."""
    low = phrase.lower()
    if re.fullmatch(rf"(?:{words(language, 'pronoun_person')}|dirinya|nya)", low):
        return "person"
    if re.fullmatch(rf"(?:{words(language, 'pronoun_thing')}|pihaknya|we|kami)", low):
        return "thing"
    return ""


def relative(language: str) -> str:
    """Words that begin a relative clause."""
    return str(tables(language)["relative"])
