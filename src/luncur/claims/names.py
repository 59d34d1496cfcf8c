"""Names of one text: people, institutions and offices, with their shorter forms and misspellings."""

from __future__ import annotations

from functools import cache

from luncur.claims import rx as re
from luncur.claims.lexicon import listed, table, words

CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w.&'’-]*"
_SEQUENCE = re.compile(
    rf"{CAPITAL}(?:[ ]+(?:(?:of|the|and|for|de|van|von|bin|binti|al|dan|&)[ ]+(?:the[ ]+)?)?{CAPITAL}){{0,9}}"
)


@cache
def _institution(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:^|\b)(?:{words(language, 'institution')}|{words('en', 'institution')})(?:\b|$)")


MOST = 300  # names of a sort in one text; reports have some tens
_QUALIFIERS = frozenset(
    [
        "kabinet",
        "umum",
        "utama",
        "negara",
        "daerah",
        "nasional",
        "pusat",
        "wilayah",
        "provinsi",
        "kabupaten",
        "kota",
        "republik",
        "muda",
        "madya",
        "eksekutif",
        "jenderal",
        "desa",
        "staf",
        "kepala",
        "ketua",
        "badan",
    ]
)


class Names:
    """Every capitalised name of a text."""

    def __init__(self, text: str, language: str, outlet: str = "") -> None:
        self.language, self.outlet = language, outlet
        self.people: list[str] = []
        self.institutions: list[str] = []
        self.types: dict[str, str] = {}  # institution -> the noun that the text gives it
        self._collect(text)

    def _collect(self, text: str) -> None:
        papers = words(self.language, "paper")
        generic = words(self.language, "generic")
        self.spans = self._of_subjects(text)
        self.located = set(
            re.findall(r"\b(?:[Kk]abupaten|[Kk]ota|[Pp]rovinsi|[Dd]esa|[Kk]ecamatan|[Pp]ulau|di) ([A-Z][a-z]+)", text)
        )
        for m in re.finditer(
            rf"(?i:\b(?P<noun>{papers}|{generic}))\s*,?\s+(?-i:(?P<name>{CAPITAL}(?:[ ]{CAPITAL}){{0,3}}))", text
        ):
            if self._inside(m.start()):
                continue
            noun, name = m.group("noun"), m.group("name")
            whole = (
                noun[0].isupper()
                and not re.fullmatch(rf"(?i)(?:{papers}|perusahaan|company|firm|operator|manufacturer|maker)", noun)
                and m.group()[len(noun)] == " "
            )
            self._institution(f"{noun} {name}" if whole and self.language == "id" else name, noun.lower())
        for kind in ("company", "agency", "press"):
            for low, canonical in listed(kind).items():
                for m in re.finditer(rf"(?<![\w-]){re.escape(low)}(?![\w-])", text, re.IGNORECASE):
                    if m.group()[0].isupper() and (len(low) > 3 or m.group().isupper()):
                        self._institution(
                            m.group(), {"company": "company", "agency": "agency", "press": "news agency"}[kind]
                        )
                        if canonical != m.group() and canonical.isupper():
                            self._alias(canonical, m.group())
                    break
        for m in re.finditer(
            rf"(?P<full>{CAPITAL}(?:[ ]+(?:(?:of|the|and|for|dan|&)[ ]+(?:the[ ]+)?)?{CAPITAL}){{1,9}})[ ]\((?P<short>[A-Z][\w-]{{1,9}})\)",
            text,
        ):
            self._institution(m.group("full"), "")
            self.types.setdefault(m.group("short"), self.types.get(m.group("full"), ""))
            self._alias(m.group("short"), m.group("full"))
        for m in _SEQUENCE.finditer(text):
            if len(m.group()) > 400:
                continue
            name = self._clean(self._without_other(m.group()))
            if not name or self._inside(m.start()):
                continue
            alone = (
                len(name.split()) == 1
                and re.fullmatch(rf"(?i)(?:{words(self.language, 'institution')}|{generic})", name)
                and not name.isupper()
            )
            if self.is_institution(name) and not alone:
                self._institution(name, "")
        for m in re.finditer(
            r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]*(?:(?: (?:bin|binti|van|de|al|von))? [A-ZÀ-Þ][\w'’-]*){1,7}", text
        ):
            self._maybe_person(m.group(), m.start())

    def _maybe_person(self, found: str, at: int) -> None:
        """A run of capitalised words that holds a person's name, after any title."""
        if len(found) > 120:
            return
        found = re.sub(r"['’]s\b.*$", "", found)
        titled = None
        for title in re.finditer(
            rf"(?i)\b(?:{words(self.language, 'title')}|{words(self.language, 'office')})\b", found
        ):
            titled = title
        if titled and found[titled.end() :].strip():
            found = found[titled.end() :].strip()
        elif self._inside(at):
            return
        if self.language == "id" and titled:
            found = self._after_institution(found)
        name = self._clean(found)
        parts = name.split()
        if not 2 <= len(parts) <= 5 or not all(
            re.match(r"[A-ZÀ-Þ][a-zà-ÿ'’-]|bin|binti|van|de|al|von|[A-Z]\.?$", p) for p in parts
        ):
            return
        if (
            any(name in i for i in self.institutions)
            or self.is_institution(name)
            or self._place(name)
            or name == self.outlet
        ):
            return
        noun = rf"(?i)(?:{words(self.language, 'anonymous')}|{words(self.language, 'generic')}|{words(self.language, 'institution')}|roket|rocket|satelit|satellite|pulau|desa|kota)$"
        if re.match(noun, parts[0]) or name.lower() in listed("vehicle") or re.search(r"\d", name):
            return
        self._person(name)

    def _after_institution(self, found: str) -> str:
        """ "Kepala BRIN Laksana Tri Handoko", "Bupati Garut Rudy Gunawan": the name after the institution, subject or place."""
        topics = {n for names in table("topics")["topic"].values() for n in names}
        parts = found.split()
        while len(parts) >= 3:
            two, one = " ".join(parts[:2]), parts[0]
            if two.lower() in listed("place") or two.lower() in topics:
                parts = parts[2:]
            elif (
                one.isupper()
                or one.lower() in topics
                or one.lower() in listed("place")
                or one.lower() in _QUALIFIERS
                or one in self.located
                or self._town(one)
            ):
                parts = parts[1:]
            else:
                break
        return " ".join(parts)

    @staticmethod
    def _town(name: str) -> bool:
        from luncur.claims.actors import known_place

        return known_place(name)

    aliases: dict[str, str]
    spans: list[tuple[int, int]]
    located: set[str]

    def _of_subjects(self, text: str) -> list[tuple[int, int]]:
        """Ministries and ministers of several subjects ("Research, Innovation and Marine Affairs"): spans of their names."""
        topics = [n for names in table("topics")["topic"].values() for n in names]
        topic = "|".join(sorted((re.escape(t) for t in topics), key=len, reverse=True))
        heads = (
            r"Kementerian|Menteri|Departemen|Dinas"
            if self.language == "id"
            else r"Ministry of|Minister of|Minister for|Department of|Secretary of"
        )
        spans = []
        for m in re.finditer(
            rf"\b(?P<head>{heads}) (?:the )?(?i:{topic})(?:(?:, (?i:{topic}))*,? (?:dan|and|&) (?i:{topic}))?\b", text
        ):
            if m.group("head") not in ("Menteri", "Minister of", "Minister for", "Secretary of"):
                self._institution(m.group(), "kementerian" if self.language == "id" else "ministry")
            spans.append(m.span())
        return spans

    def _inside(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.spans)

    def _without_other(self, name: str) -> str:
        """The first of two names that "and" joins; subjects of one ministry stay together."""
        parts = re.split(r"\s+(?:and|dan|&)\s+(?:the\s+)?", name)
        return parts[0] if len(parts) > 1 else name

    def _alias(self, short: str, full: str) -> None:
        if not hasattr(self, "aliases"):
            self.aliases = {}
        self.aliases.setdefault(short, full)

    def _clean(self, name: str) -> str:
        name = name.strip(" .,'’-")
        name = re.sub(r"['’]s$", "", name)
        parts = name.split()
        title = re.compile(
            rf"(?i)^(?:{words(self.language, 'title')}|the|a|an|in|on|at|but|and|when|after|if|as|it|he|she|its|his|her|no|not|this|that|these|there|in|menurut|kata|di|pada|tetapi|namun|ketika|jika|sang|si|dan|untuk|dari|oleh)\.?$"
        )
        while (
            parts
            and title.match(parts[0])
            and len(parts) > 1
            and not (self.language == "id" and self.is_institution(" ".join(parts[:2])))
        ):
            parts = parts[1:]
        return " ".join(parts)

    def _place(self, name: str) -> bool:
        return (
            name.lower() in listed("place")
            or name.lower() in listed("site")
            or bool(
                re.match(
                    r"(?:Pulau|Laut|Samudra|Selat|Teluk|Desa|Kabupaten|Kota|Provinsi|Tanjung|Gunung|Kecamatan|New|North|South|East|West|Cape|Mount|Lake|San|Los|Saint)\b",
                    name,
                )
            )
            or bool(
                re.search(
                    r"\b(?:Sea|Ocean|Island|Islands|Peninsula|Bay|Gulf|Strait|Guiana|Range|Coast|Street|County|Province)$",
                    name,
                )
            )
        )

    def is_institution(self, name: str) -> bool:
        if name in self.institutions or name.lower() in listed("agency"):
            return True
        if name.isupper() and 2 <= len(name) <= 8 and name.isalpha():
            return not self._town(name) or name.lower() in listed("press")
        first, last = name.split()[0].lower(), name.split()[-1].lower()
        pattern = _institution(self.language)
        if self.language == "id":
            return bool(pattern.fullmatch(first) or re.match(rf"(?i)(?:{words('id', 'institution')})\b", name)) or bool(
                re.fullmatch(rf"(?i)(?:{words('en', 'institution')})", last) and len(name.split()) > 1
            )
        return bool(
            re.search(rf"(?i)\b(?:{words('en', 'institution')})$", name)
            or re.match(rf"(?i)(?:{words('en', 'institution')})\b(?=.* of\b)", name)
        ) or bool(re.match(r"(?:European Union|United Nations)$", name))

    def _institution(self, name: str, noun: str) -> None:
        name = name.strip(" .,'’")
        name = re.sub(r"['’]s\b.*$", "", name)
        if (
            name
            and len(name) < 120
            and len(self.institutions) < MOST
            and name not in self.institutions
            and not self._place(name)
        ):
            self.institutions.append(name)
        if noun and name:
            self.types.setdefault(name, noun)
        if name in self.people:
            self.people.remove(name)

    def _person(self, name: str) -> None:
        if name not in self.people and len(self.people) < MOST:
            self.people.append(name)

    def full_person(self, name: str) -> str | None:
        """The one full name that a name or part of it belongs to; None when two people share it."""
        if name in self.people and len(name.split()) > 1:
            longer = [p for p in self.people if p != name and set(name.split()) < set(p.split())]
            return longer[0] if len(longer) == 1 else name
        holders = [p for p in self.people if name in p.split()]
        if len(holders) > 1:
            return None
        return holders[0] if holders else name

    def full_institution(self, name: str) -> str:
        """The fullest form of an institution's name."""
        aliases = getattr(self, "aliases", {})
        if name in aliases and len(name) > 1:
            return name
        for short, full in aliases.items():
            if name == full:
                return short if short.isupper() else full
        if name.lower() in listed("place"):
            return name
        tokens = name.split()
        longer = [
            i
            for i in self.institutions
            if i != name
            and len(i.split()) > len(tokens)
            and (i.startswith(name + " ") or i.endswith(" " + name) or i.startswith(name + ","))
        ]
        longer = [i for i in longer if not any(i != j and i in j for j in longer)]
        return longer[0] if len(longer) == 1 else name
