"""From the phrase that names a speaker to the speaker: a name, an institution, an office, or "not determined"."""

from __future__ import annotations

from dataclasses import dataclass, field

from luncur.claims import rx as re
from luncur.claims.lexicon import words
from luncur.claims.names import CAPITAL, Names

UNKNOWN = "not determined"


@dataclass
class Speaker:
    """Who originates words, and who passed them on."""

    name: str
    carriers: list[str] = field(default_factory=list)
    person: bool = False
    thing: bool = False


class Speakers:
    """Resolves speaker phrases of one text in reading order."""

    def __init__(self, names: Names, language: str, outlet: str) -> None:
        self.names, self.language, self.outlet = names, language, outlet
        self.last: Speaker | None = None  # of the last words attributed to someone
        self.last_person: Speaker | None = None
        self.offices: list[str] = []
        self.seen: list[str] = []  # institutions in order of mention
        self.subject: str | None = None  # the person that the sentence before begins with
        self.leading: set[str] = set()  # institutions that a sentence has begun with

    def own(self) -> Speaker:
        """The newspaper itself."""
        return Speaker(self.outlet or UNKNOWN)

    def mention(self, sentence: str) -> None:
        """Takes note of the institutions, offices and people that a sentence names."""
        for name in self.names.institutions:
            if name in sentence and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence):
                full = self.names.full_institution(name)
                if full in self.seen:
                    self.seen.remove(full)
                self.seen.append(full)
                if re.match(rf"\W*(?:The )?(?:[a-z]+ )?{re.escape(name)}(?!\w)", sentence):
                    self.leading.add(full)
        if self.language == "en":
            for m in re.finditer(
                rf"(?i)\b(?:the )?((?:[\w-]+ )?(?:{words('en', 'office')}) of (?:the )?[\w'’ -]+?)(?= (?:on|in|said|met|told|who|at|has|had|was|is|will)\b|[,.]|$)",
                sentence,
            ):
                self.offices.append(m.group(1))

    def follow(self, sentence: str) -> None:
        """Takes note of the person that a sentence begins with: whom "he" or "ia" can mean in the next one."""
        head = re.split(rf"(?i)\b(?:{words(self.language, 'said')}|{words(self.language, 'not_np')})\b|,", sentence)[0][
            :90
        ]
        people = self._people_in(head)
        names = [self.names.full_person(w) for w in re.findall(CAPITAL, head)]
        people += [p for p in names if p in self.names.people and p not in people]
        if len(people) == 1:
            self.subject = people[0]
        elif people or self._anonymous(head.lower().strip(), head):
            self.subject = None
            self.last = Speaker(UNKNOWN) if not people else self.last

    def resolve(self, phrase: str, near: bool = True, sentence: str = "") -> Speaker:
        """The speaker of a phrase; ``near``: the words spoken last stand in the same paragraph."""
        found = self._resolve(phrase.strip(" ,.:;\x01"), near, sentence)
        found.carriers = [self._carrier(c) for c in found.carriers]
        return found

    def remember(self, speaker: Speaker) -> None:
        self.last = speaker
        if speaker.person:
            self.last_person = speaker

    def carriers(self, phrases: list[str]) -> list[str]:
        """Names of those who passed words on."""
        out = [self._carrier(p) for p in phrases]
        return [c for i, c in enumerate(out) if c and c not in out[:i]]

    def _carrier(self, phrase: str) -> str:
        phrase = phrase.strip(" ,.\x01")
        phrase = re.sub(
            rf"(?i)^(?:oleh |dari |by )?(?:the )?(?:(?:{words(self.language, 'paper')})\s+)+(?=[A-Z])", "", phrase
        )
        phrase = re.sub(r"^(?:[Tt]he|a|an|oleh|dari) ", "", phrase)
        spokes = re.search(rf"(?i)\b(?:{words(self.language, 'spokes')})\b", phrase)
        if spokes:
            return spokes.group().lower()
        name = re.match(rf"{CAPITAL}(?: (?:of |the |and |dan )?{CAPITAL})*", phrase)
        return self.names.full_institution(name.group().strip(" .")) if name else phrase

    def _resolve(self, phrase: str, near: bool, sentence: str = "") -> Speaker:
        lang = self.language
        days = "|".join(words(self.language, "weekdays"))
        phrase = re.sub(rf"(?i)^(?:on |pada )?(?:{days})\b[^,]{{0,30}},\s+", "", phrase)
        phrase = re.sub(
            r"^(?:In|On|At|After|During|Asked|Speaking|Late|Earlier|Dalam|Pada|Di|Usai|Setelah|Seusai|Saat|Ketika|Lewat|Melalui)\b[^,]{3,60},\s+",
            "",
            phrase,
        )
        low = phrase.lower()
        low = re.sub(
            r"^(?:but|and|however|still|meanwhile|later|afterwards|tetapi|namun|sementara itu|sedangkan),? ", "", low
        )
        phrase = phrase[len(phrase) - len(low) :]
        if not phrase:
            return Speaker(UNKNOWN)
        if re.fullmatch(rf"(?:{words(lang, 'pronoun_person')})", low) or low in ("dirinya", "nya"):
            return self._same_person(near)
        if re.fullmatch(rf"(?:{words(lang, 'pronoun_thing')})", low):
            return self._same_thing(near, sentence)
        own = (
            re.sub(
                r"(?i),?\s+(?:usai|seusai|setelah|saat|ketika|dalam|lewat|melalui|kepada|pada|in an?|on|at|during|after|by|through|when|speaking|before|in|with|adding|di (?:ruang|lokasi|jakarta|sela|depan|hadapan|kantor|tempat|dermaga))\s.*$",
                "",
                phrase,
            )
            if not re.match(r"(?i)(?:a |an |the )?(?:\w+ ){0,2}(?:officials?|people|sources?)", phrase)
            else phrase
        )
        own = own or phrase
        spokes = self._spokes(phrase, own)
        if spokes:
            return spokes
        person = self._person(own)
        if person:
            return person
        if self._anonymous(low, own):
            return Speaker(UNKNOWN)
        office = self._office(own)
        if office:
            return office
        return self._institution(own)

    def _same_person(self, near: bool) -> Speaker:
        if near and self.last is not None:
            return Speaker(self.last.name, [], self.last.person, self.last.thing)
        return Speaker(self.subject, [], True) if self.subject else Speaker(UNKNOWN)

    def _same_thing(self, near: bool, sentence: str) -> Speaker:
        subject = re.match(
            rf"(?i)\W*(?P<np>(?:[\w'’.-]+ ){{1,6}}?)(?:{words(self.language, 'not_np')}|gave|had|has|said|called|denied|confirmed|put|issued|released)\b",
            sentence,
        )
        if subject and not re.match(r"(?i)(?:it|they|there)\b", subject.group("np")):
            found = self._resolve(subject.group("np").strip(" ,"), False)
            if found.thing:
                return found
            if found.name == UNKNOWN and re.search(
                rf"(?i)\b(?:{words(self.language, 'generic')})$", subject.group("np").strip(" ,")
            ):
                return found
        if near and self.last is not None and self.last.thing:
            return Speaker(self.last.name, [], False, True)
        return Speaker(UNKNOWN)

    def _anonymous(self, low: str, phrase: str) -> bool:
        lang = self.language
        head = re.split(r",| of | for | from | at | in | with | who | yang | familiar | close | dari | di ", low)[0]
        if re.search(
            r"(?i)\b(?:not (?:to )?be named|anonym\w+|declined to be named|asked not|tidak mau disebut|enggan disebut|tidak ingin disebut|menolak disebut|minta namanya|identitasnya)",
            low,
        ):
            return True
        if re.search(rf"\b(?:{words(lang, 'anonymous')})$", head) and not re.search(
            rf"\b(?:{words(lang, 'office')})\b", head
        ):
            return True
        if lang == "id" and re.match(rf"(?:{words(lang, 'anonymous')})\b", head):
            return True
        return bool(
            lang == "en"
            and re.match(r"(?:an?|one|two|three|four|five|six|several|some|many|another|few|most|other)\b", head)
        )

    def _spokes(self, phrase: str, own: str) -> Speaker | None:
        lang = self.language
        m = re.search(rf"(?i)\b(?:{words(lang, 'spokes')})\b", phrase)
        other = re.match(
            rf"(?i)(?:an?\s+|the\s+|its\s+)?(?:{words(lang, 'spokes_other')})\s+(?:of|from|by|dari|resmi)?\s*(?P<of>.+)$",
            phrase,
        )
        if other and not m:
            held = self._holder(other.group("of"))
            return Speaker(held, [], False, True) if held else Speaker(UNKNOWN)
        if m is None:
            return None
        word = m.group().lower()
        named = self._people_in(own)
        if len(named) == 1:
            return Speaker(named[0], [], True)
        rest = phrase[m.end() :]
        rest = re.sub(r"(?i)^\s+(?:for|of|from|at|dari)\s+", "", rest).strip(" ,")
        before = re.sub(r"(?i)^(?:an?|the|its|one)\s+", "", phrase[: m.start()]).strip(" ,")
        for part in (rest, before):
            if (
                part
                and not re.match(r"(?i)(?:his|her|their)\b", part)
                and part.lower() not in ("its", "the", "a", "itu", "an")
            ):
                held = self._holder(part)
                if held:
                    return Speaker(held, [word], False, True)
        if self.last is not None and self.last.thing and not rest and not before:
            return Speaker(self.last.name, [word], False, True)
        return Speaker(UNKNOWN, [word])

    def _holder(self, phrase: str) -> str | None:
        """The institution that a phrase names, described or by name."""
        found = self._institution(phrase)
        return None if found.name == UNKNOWN else found.name

    def _people_in(self, phrase: str) -> list[str]:
        out: list[str] = []
        for p in sorted(self.names.people, key=len, reverse=True):
            if p in phrase and re.search(rf"(?<!\w){re.escape(p)}(?!\w)", phrase) and not any(p in o for o in out):
                full = self.names.full_person(p)
                if full and full not in out:
                    out.append(full)
        return out

    def _person(self, phrase: str) -> Speaker | None:
        head = re.sub(r"\b(?:who|yang|whose)\b.*$", "", phrase).strip(" ,")
        named = self._people_in(head)
        if len(named) == 1:
            return Speaker(named[0], [], True)
        if len(named) > 1:
            first = self._people_in(head.split(",")[0])
            return (
                Speaker(first[0], [], True)
                if len(first) == 1 and " and " not in head.split(",")[0] and " dan " not in head.split(",")[0]
                else Speaker(UNKNOWN)
            )
        titled = re.match(
            rf"(?i:(?:{words(self.language, 'title')})\.?)\s+(?P<name>{CAPITAL})$", head.split(",")[0].strip()
        )
        words_left = head.split(",")[0].split()
        if titled or (len(words_left) == 1 and words_left[0][:1].isupper()):
            name = re.sub(r"['’]s$", "", titled.group("name") if titled else words_left[0])
            if self.names.is_institution(name):
                return None
            full = self.names.full_person(name)
            if full is None:
                return self._shared(head, name)
            if full != name:
                return Speaker(full, [], True)
            if (
                titled
                and self.language == "id"
                and re.match(r"(?i)(?:pak|bapak|bu|ibu|mbah|bang|kang|mas|mbak)\b", head)
            ):
                return Speaker(head.split(",")[0].strip(), [], True)
            if titled or (
                name[1:].islower()
                and re.match(rf"{re.escape(name)},\s+(?:the |a |an )?[a-z]", phrase)
                and not self.names._place(name)
            ):
                return Speaker(name, [], True)
        return None

    def _shared(self, head: str, name: str) -> Speaker:
        """A family name that two people share: certain only by an office that the text gives one of them."""
        holders = [p for p in self.names.people if name in p.split()]
        title = head.split(",")[0].rsplit(" ", 1)[0].lower() if " " in head.split(",")[0] else ""
        if title:
            fitting = [p for p in holders if any(t.lower().startswith(title) for t in self.titles.get(p, []))]
            if len(fitting) == 1:
                return Speaker(fitting[0], [], True)
        return Speaker(UNKNOWN)

    titles: dict[str, list[str]]

    def collect_titles(self, text: str) -> None:
        """What office stands before each full name."""
        self.titles = {}
        before = re.compile(
            rf"(?i:\b(?P<office>{words(self.language, 'office')}|{words(self.language, 'title')})\b)(?: [A-Z][\w-]+){{0,6}} $"
        )
        for p in self.names.people:
            at = text.find(p)
            for _ in range(20):
                if at < 0:
                    break
                found = before.search(text[max(0, at - 70) : at])
                if found:
                    self.titles.setdefault(p, []).append(found.group("office"))
                at = text.find(p, at + 1)

    def _office(self, phrase: str) -> Speaker | None:
        lang = self.language
        head = re.sub(r"(?i),?\s+(?:who|yang|whose|in charge)\b.*$", "", phrase).strip(" ,")
        head = head.split(",")[0].strip()
        m = re.search(rf"(?i)\b(?:{words(lang, 'office')})\b", head)
        if m is None:
            return None
        if lang == "en" and re.match(r"(?i)(?:an?|one|some|several|two) ", head):
            return Speaker(UNKNOWN)
        name = re.sub(r"(?i)^(?:the|its|sang|si|his|her|their)\s+", "", head)
        name = re.sub(r"(?i)\s+(?:itu|tersebut|setempat|ini)$", "", name)
        if lang == "id" and not re.match(rf"(?i)(?:mantan |wakil |juru )?(?:{words(lang, 'office')})\b", name):
            return None
        fuller = [o for o in self.offices if o.lower() != name.lower() and (o.lower().startswith(name.lower() + " "))]
        if fuller:
            name = fuller[0]
        known = self._by_office(head)
        if known:
            return Speaker(known, [], True)
        self.offices.append(name)
        return Speaker(name)

    def _by_office(self, head: str) -> str | None:
        """ "the minister" where the text has named exactly one minister."""
        bare = re.sub(r"(?i)^(?:the|sang|si)\s+|\s+(?:itu|tersebut)$", "", head).lower()
        fitting = [p for p, titles in self.titles.items() if any(t.lower() == bare for t in titles)]
        return fitting[0] if len(fitting) == 1 else None

    def _institution(self, phrase: str) -> Speaker:
        lang = self.language
        head = re.sub(r"(?i),?\s+(?:who|yang|whose|which)\b.*$", "", phrase).strip(" ,")
        head = re.sub(r"(?i)\s+(?:itself|sendiri)$", "", head)
        named = [n for n in self.names.institutions if n in head and re.search(rf"(?<!\w){re.escape(n)}(?!\w)", head)]
        if named:
            named.sort(key=lambda n: (-len(n), head.rfind(n)))
            possessive = [n for n in named if re.match(r"\s*(?:['’]s)\s+", head[head.find(n) + len(n) :])]
            pick = [n for n in named if n not in possessive] or named
            last = max(pick, key=lambda n: (len(n), head.rfind(n)))
            return Speaker(self.names.full_institution(last), [], False, True)
        generic = re.search(rf"(?i)\b(?:{words(lang, 'generic')}|{words(lang, 'document')})\b", head)
        if re.match(r"(?i)(?:his|her|their)\b", head):
            return Speaker(UNKNOWN)
        owned = re.match(rf"(?P<owner>{CAPITAL}(?: {CAPITAL})*)['’]s? (?P<rest>[a-z][\w -]+)$", head)
        if owned and generic and not self.names.is_institution(owned.group("owner")):
            return Speaker(head, [], False, True)
        name = re.match(rf"(?:(?:[Tt]he|[Ii]ts)\s+)?(?P<n>{CAPITAL}(?: (?:of |the |and |for |dan )*{CAPITAL})*)", head)
        if (
            name
            and not (lang == "en" and re.match(r"(?:The|Its|A|An)$", name.group("n")))
            and len(head.split()) <= 9
            and not (generic and generic.start() == 0)
            and name.group("n").lower() not in ("the", "its")
        ):
            found = name.group("n").strip(" .")
            if not (generic and found.lower() == generic.group().lower()) and (
                lang == "en" or len(found.split()) > 1 or found.isupper() or head == found
            ):
                if lang == "id" and generic:
                    found = head
                found = re.sub(r"['’]s$", "", found)
                return Speaker(self.names.full_institution(found), [], False, True)
        if lang == "id" and re.match(rf"(?i:{words('id', 'institution')})\b.*[A-Z]", head):
            return Speaker(head, [], False, True)
        if generic is None:
            return Speaker(UNKNOWN)
        return self._generic(head, generic.group().lower())

    def _generic(self, head: str, noun: str) -> Speaker:
        """ "the agency", "badan itu": the one institution of that sort that the text has named so far."""
        lang = self.language
        if re.fullmatch(rf"(?:{words(lang, 'document')})", noun):
            bare = re.sub(r"(?i)^(?:the|a|an|its)\s+|\s+(?:itu|tersebut)$", "", head).lower()
            return Speaker(bare if bare == "notice" else UNKNOWN, [], False, True)
        fitting = [i for i in dict.fromkeys(reversed(self.seen)) if _sort_fits(i, noun, self.names)]
        if self.last is not None and self.last.thing and self.last.name in fitting:
            return Speaker(self.last.name, [], False, True)
        if len(fitting) == 1:
            return Speaker(fitting[0], [], False, True)
        leading = [i for i in fitting if i in self.leading]
        if len(leading) == 1:
            return Speaker(leading[0], [], False, True)
        if fitting:
            return Speaker(UNKNOWN)
        bare = re.sub(r"(?i)^(?:the|its)\s+|\s+(?:itu|tersebut|setempat)$", "", head)
        if (
            noun
            in (
                "company",
                "firm",
                "agency",
                "ministry",
                "department",
                "badan",
                "lembaga",
                "perusahaan",
                "kementerian",
                "body",
            )
            and len(bare.split()) == 1
        ):
            return Speaker(UNKNOWN)
        return Speaker(bare.lower() if not re.search(r"[A-Z]", bare[1:]) else bare, [], False, True)


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


def _sort_fits(name: str, noun: str, names: Names) -> bool:
    given = names.types.get(name, "")
    if not given:
        given = next((t for n, t in names.types.items() if names.full_institution(n) == name), "")
    for nouns, typical in _SORTS:
        if noun in nouns:
            if given:
                return given in nouns
            return bool(re.search(typical, name))
    return given == noun
