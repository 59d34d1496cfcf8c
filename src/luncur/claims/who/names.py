"""Names of one text: people, institutions and offices, with their shorter forms and misspellings."""

from __future__ import annotations

from luncur.claims.speech.speech import finder
from luncur.claims.who.people import NOUN_ID, SHORT_STATES, People
from luncur.claims.words import rx as re
from luncur.claims.words.clocks import HOURS_EAST
from luncur.claims.words.gazetteer import known_place
from luncur.claims.words.lexicon import listed, table, words
from luncur.claims.words.vocabulary import CAPITAL, geography, institution, role, vocabulary

_SEQUENCE = re.compile(
    rf"{CAPITAL}(?:[ ]+(?:(?:of|the|and|for|de|van|von|bin|binti|al|dan|&)[ ]+(?:the[ ]+)?)?{CAPITAL}){{0,9}}"
)
_TITLE_STOP = re.compile(
    r"\b(Mr|Mrs|Ms|Dr|Prof|Ir|Drs|Hj|Gen|Col|Lt|Capt|Adm|Sen|Gov|Maj|Sgt|Cmdr|Kol|Letkol|Brigjen)\.(?= [A-Z])"
)
_PERSON_ENDS = re.compile(
    rf"(?:,|\.| \(\d\d\)| (?:juga |kemudian )?(?:{finder('id', 'said').pattern}))"
)  # what follows the name of somebody who speaks
MOST = 300  # names of a sort in one text; reports have some tens


class Names:
    """Every capitalised name of a text."""

    def __init__(self, text: str, language: str, outlet: str = "") -> None:
        self.language, self.outlet = language, outlet
        self.people: list[str] = []
        self.institutions: list[str] = []
        self.types: dict[str, str] = {}  # institution -> the noun that the text gives it
        self.aliases: dict[str, str] = {}  # short form -> full name
        text = _TITLE_STOP.sub(r"\1", text)
        self.spans = self._of_subjects(text)
        self._described(text)
        self._listed(text)
        self._bracketed(text)
        self._sequences(text)
        found = People(text, language, self._no_person, self._town, self._inside)
        self.people = found.read()
        self.titles = found.titles
        self.common = found.common  # words that the text also writes without a capital
        self.institutions = [i for i in self.institutions if i not in self.people]

    def _no_person(self, name: str) -> bool:
        return (
            self.is_institution(name)
            or self._place(name)
            or name == self.outlet
            or any(name in i for i in self.institutions)
        )

    def _described(self, text: str) -> None:
        """Names behind the noun that says what they are: "the company X", "harian X"."""
        papers, generic = words(self.language, "paper"), vocabulary(self.language, "generic")
        for m in re.finditer(
            rf"(?i:\b(?P<noun>{papers}|{generic}))[ ]+(?-i:(?P<name>{CAPITAL}(?:[ ]{CAPITAL}){{0,3}}))", text
        ):
            if self._inside(m.start()):
                continue
            noun, name = m.group("noun"), m.group("name")
            if self.language == "en" and noun[0].isupper():
                continue
            single = re.fullmatch(
                rf"(?i)(?:{papers}|perusahaan(?: \w+)?|company|firm|operator|manufacturer|maker)", noun
            )
            whole = noun[0].isupper() and not single
            if self._town(name) or (
                noun[0].islower() and any(name.lower() in place.split() for place in listed("place"))
            ):
                continue
            full = _before_name(_to_acronym(f"{noun} {name}"), "id") if whole and self.language == "id" else name
            self._institution(full, noun.lower())

    def _listed(self, text: str) -> None:
        sort = {"company": "company", "agency": "agency", "press": "news agency"}
        lower = text.lower()
        for kind in sort:
            for low, canonical in listed(kind).items():
                if low not in lower:
                    continue
                m = re.search(rf"(?<![\w-]){re.escape(low)}(?![\w-])", text, re.IGNORECASE)
                if m and m.group()[0].isupper() and (len(low) > 3 or m.group().isupper()):
                    self._institution(m.group(), sort[kind])
                    if canonical != m.group() and canonical.isupper() and re.search(rf"\b{canonical}\b", text):
                        self.aliases.setdefault(canonical, m.group())

    def _bracketed(self, text: str) -> None:
        """ "Full Name (FN)", and a described one ("the space agency of Tarn (TSA)")."""
        for m in re.finditer(
            rf"(?P<full>{CAPITAL}(?:[ ]+(?:(?:of|the|and|for|dan|&)[ ]+(?:the[ ]+)?)?{CAPITAL}){{1,9}})[ ]\((?P<short>[A-Z][\w-]{{1,11}})\)",
            text,
        ):
            full, short = re.sub(r"^(?:The|A|An) ", "", m.group("full")), m.group("short")
            if sum(c.isupper() for c in short) < 2 and short[0].lower() not in {w[0].lower() for w in full.split()}:
                continue
            if short.istitle() and not self.is_institution(full):
                continue
            self._institution(full, "")
            self.types.setdefault(m.group("short"), self.types.get(full, ""))
            self.aliases.setdefault(m.group("short"), full)
        nouns = vocabulary(self.language, "generic")
        for m in re.finditer(rf"\b(?P<noun>{nouns})\b[^,.;()]{{0,60}}[ ]\((?P<short>[A-Z][A-Za-z-]{{1,9}})\)", text):
            if m.group("short") not in self.aliases and sum(c.isupper() for c in m.group("short")) >= 2:
                self._institution(m.group("short"), m.group("noun").lower())

    def _sequences(self, text: str) -> None:
        generic = vocabulary(self.language, "generic")
        for m in _SEQUENCE.finditer(text):
            if len(m.group()) > 400 or self._inside(m.start()):
                continue
            # names that a possessive or "and" joins are looked at one by one
            for part in re.split(r"['’]s?\s+|\s+(?:and|dan|&)\s+(?:the\s+)?", m.group()):
                name = self._clean(part)
                if self.language == "id":
                    name = _before_name(_to_acronym(name), self.language)
                    if name != part and _PERSON_ENDS.match(text[m.end() : m.end() + 40]):
                        name = _without_holder(name)
                else:
                    name = self._without_member(name)
                seat = re.match(rf"(?:{words('en', 'seat')}|{words('id', 'seat')})(?= [A-Z])", name, re.IGNORECASE)
                if seat:
                    name = seat.group()  # complete in itself: what follows is somebody's name
                if not name or not (seat or self.is_institution(name)):
                    continue
                alone = (
                    len(name.split()) == 1
                    and not name.isupper()
                    and re.fullmatch(rf"(?i)(?:{vocabulary(self.language, 'institution')}|{generic})", name)
                )
                office = re.match(rf"(?i)(?:{vocabulary(self.language, 'office')})\b", name)
                if not alone and not office:
                    self._institution(name, "")

    @staticmethod
    def _town(name: str) -> bool:
        return known_place(name)

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

    def _inside(self, at: int) -> int:
        """Where the name of a ministry or minister that holds an offset ends; 0 outside of them."""
        return next((b for a, b in self.spans if a <= at < b), 0)

    def _without_member(self, name: str) -> str:
        """ "Ada Brook of the Bay Institute" names somebody and an institution."""
        m = re.match(r"(?P<who>[A-Z][\w'’-]+ [A-Z][\w'’-]+) of (?:the )?(?P<of>[A-Z].+)$", name)
        apart = m and self.is_institution(m.group("of")) and institution("en").search(m.group("who")) is None
        return m.group("of") if m and apart else name

    def _clean(self, name: str) -> str:
        name = re.sub(r"['’]s$", "", name.strip(" .,'’-"))
        parts = name.split()
        title = re.compile(
            rf"(?i)^(?:{words(self.language, 'title')}|the|a|an|in|on|at|but|and|when|after|if|as|it|he|she|its|his|her|their|no|not|this|that|these|there|from|by|for|with|so|menurut|kata|di|pada|tetapi|namun|ketika|jika|sang|si|dan|untuk|dari|oleh|saat|setelah|sementara|dalam|adapun)\.?$"
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
        if name.lower() in listed("place") or name.lower() in listed("site"):
            return True
        first, last = name.split()[0], name.split()[-1]
        place_first = re.match(
            r"(?:Pulau|Laut|Samudra|Samudera|Selat|Teluk|Desa|Kabupaten|Kota|Provinsi|Prefektur|Tanjung|Gunung|Kecamatan|New|North|South|East|West|Cape|Mount|Lake|San|Los|Saint)$",
            first,
        )
        place_last = re.match(
            r"(?:Sea|Ocean|Island|Islands|Peninsula|Bay|Gulf|Strait|Guiana|Range|Coast|Street|County|Province|Prefecture)$",
            last,
        )
        return bool(place_first or place_last) and not (len(name.split()) > 2 and self._ends_like_institution(name))

    @staticmethod
    def _ends_like_institution(name: str) -> bool:
        return (
            institution("en").fullmatch(name.split()[-1]) is not None
            and geography("en").fullmatch(name.split()[-1]) is None
        )

    def is_institution(self, name: str) -> bool:
        """Whether a name is one of an institution by the words in it."""
        if name in self.institutions or name.lower() in listed("agency"):
            return True
        if name.isupper() and 2 <= len(name) <= 8 and name.isalpha():
            return name not in HOURS_EAST and (not self._town(name) or name.lower() in listed("press"))
        first, last = name.split()[0], name.split()[-1]
        english = vocabulary("en", "institution")
        if self.language == "id":
            return bool(institution("id").match(name) and institution("id").match(name).start() == 0) or bool(  # type: ignore[union-attr]
                re.fullmatch(rf"(?i)(?:{english})", last) and len(name.split()) > 1
            )
        return bool(
            re.search(rf"(?i)\b(?:{english})$", name)
            or re.match(rf"(?i)(?:[\w-]+ )?(?:{english})\b(?=.* (?:of|for)\b)", name)
            or re.match(r"(?:European Union|United Nations)$", name)
        ) and not (len(name.split()) == 1 and first.islower())

    def _institution(self, name: str, noun: str) -> None:
        name = re.sub(r"['’]s\b.*$", "", name.strip(" .,'’"))
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

    def full_person(self, name: str) -> str | None:
        """The one full name that a name or part of it belongs to; None when two people share it.

        A name that no one has is looked up with one letter wrong, then given back as it is.
        """
        if name in self.people and len(name.split()) > 1:
            longer = [p for p in self.people if p != name and set(name.split()) < set(p.split())]
            return longer[0] if len(longer) == 1 else name
        holders = [p for p in self.people if name in p.split() or (" " in name and f" {name} " in f" {p} ")]
        if len(holders) > 1:
            return None
        if holders:
            return holders[0]
        near = [p for p in self.people if _misspelt(name, p)]
        return near[0] if len(near) == 1 else name

    def full_institution(self, name: str) -> str:
        """The fullest form of an institution's name in the text; the acronym where the text gives both."""
        if name in self.aliases and len(name) > 1:
            return name if name.lower() in listed("agency") else self.aliases[name]
        for short, full in self.aliases.items():
            if name == full:
                return short if short.lower() in listed("agency") else full
        if name.lower() in listed("place"):
            return name
        size = len(name.split())
        longer = [
            i
            for i in self.institutions
            if i != name
            and len(i.split()) > size
            and (i.startswith(name + " ") or i.endswith(" " + name) or i.startswith(name + ","))
        ]
        longer = [i for i in longer if not any(i != j and i in j for j in longer)]
        return longer[0] if len(longer) == 1 else name


def _to_acronym(name: str) -> str:
    """ "Pusat Riset BRIN Sari Wening" up to the acronym: what follows is somebody's name."""
    m = re.match(r"(?:[\w&'’-]+ ){1,6}?[A-Z]{3,8}(?= [A-Z][a-z])", name)
    return m.group() if m else name


def _before_name(name: str, language: str) -> str:
    """ "Polres Garut Ajun Komisaris Sari Wening" up to the rank: what follows is somebody's name."""
    for m in role(language).finditer(name):
        if m.start() > 0 and len(name[m.end() :].split()) >= 2 and m.group()[0].isupper():
            return name[: m.start()].strip()
    parts = name.split()
    for i in range(2, len(parts) - 1):
        # "Badan Antariksa Korea Sari Wening": a state ends the name of an institution
        if (parts[i].lower() in listed("place") or parts[i] in SHORT_STATES) and _like_person(parts[i + 1 :]):
            return " ".join(parts[: i + 1])
    return name


def _without_holder(name: str) -> str:
    """ "(Kepala) Dinas Perhubungan Biak Numfor Sari Wening": the last two words behind an office are its holder."""
    parts = name.split()
    if len(parts) < 5 or any(known_place(p) for p in parts[-2:]) or not _like_person(parts[-2:]):
        return name
    return " ".join(parts[:-2])


def _like_person(parts: list[str]) -> bool:
    """Whether words behind the name of a state can be somebody's name: "Serikat", "Selatan" and the like cannot."""
    return 2 <= len(parts) <= 3 and all(
        p[:1].isupper()
        and not p.isupper()
        and not NOUN_ID.match(p)
        and not geography("id").fullmatch(p)
        and not institution("id").fullmatch(p)
        and p not in ("Serikat", "Utara", "Selatan")
        for p in parts
    )


def _misspelt(name: str, full: str) -> bool:
    """Whether a name of some length is a person's, or a part of it, with one letter added, missing or changed."""
    parts = [full, *full.split()] if " " in name else full.split()
    return len(name) >= 6 and any(p != name and len(p) >= 6 and p[0] == name[0] and _one_apart(name, p) for p in parts)


def _one_apart(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i + 2 :] == b[i + 2 :] and a[i : i + 2] == b[i : i + 2][::-1])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[i + 1 :] == shorter[i:]
