"""From the phrase that names a speaker to the speaker: a name, an institution, an office, or "not determined"."""

from __future__ import annotations

from luncur.claims.speech.nounphrase import citable, like_speaker
from luncur.claims.speech.speech import finder, tables
from luncur.claims.who import phrases
from luncur.claims.who.institutions import institution
from luncur.claims.who.memory import UNKNOWN, Memory, Speaker
from luncur.claims.who.names import Names
from luncur.claims.who.offices import office, spokesperson
from luncur.claims.who.people import NOUN_ID
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase
from luncur.claims.words.gazetteer import known_place
from luncur.claims.words.lexicon import words
from luncur.claims.words.vocabulary import CAPITAL, role, vocabulary

__all__ = ["UNKNOWN", "Speaker", "Speakers"]


class Speakers:
    """Resolves speaker phrases of one text in reading order."""

    def __init__(self, names: Names, language: str, outlet: str) -> None:
        self.names, self.language, self.outlet = names, language, outlet
        self.memory = Memory()
        self._offices = re.compile(
            rf"(?i)\b(?:the )?((?:[\w-]+ )?(?:{vocabulary('en', 'office')}) of (?:the )?[\w'’ -]+?)(?= (?:on|in|said|met|told|who|at|has|had|was|is|will)\b|[,.]|$)"
        )

    def own(self) -> Speaker:
        """The newspaper itself."""
        return Speaker(self.outlet or UNKNOWN)

    def mention(self, sentence: str) -> None:
        """Takes note of the institutions and offices that a sentence names."""
        self.memory.at += 1
        for name in self.names.institutions:
            if name in sentence and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence):
                leads = re.match(rf"\W*(?:The )?(?:[a-z]+ )?{re.escape(name)}(?!\w)", sentence) is not None
                self.memory.saw(self.names.full_institution(name), leads)
        people = self._people_in(sentence)
        if people:
            self.memory.named, self.memory.named_at = people, self.memory.at
        if self.language == "en":
            self.memory.offices += [m.group(1) for m in self._offices.finditer(sentence)]

    def follow(self, sentence: str) -> None:
        """Takes note of whom a sentence begins with: whom "he" or "ia" can mean in the next one."""
        if self.memory.last_at == self.memory.at:
            return  # who spoke in it is remembered already
        start = sentence.strip(" “”")
        subject: list[str] = []
        for word in start.split()[:14]:
            if subject and finite_phrase(word.strip(",.()"), self.language):
                break
            subject.append(word)
        phrase = phrases.bare(" ".join(subject), self.language)
        if not phrase or not like_speaker(phrase, self.language) or phrases.pronoun(phrase, self.language):
            return
        if finder(self.language, "said").match(phrase.split()[-1]) or phrase == start.rstrip("."):
            return
        person = self._person(phrase)
        if person is None and re.search(rf"(?i)\b(?:{vocabulary(self.language, 'spokes')})\b", phrase):
            held = spokesperson(phrase, self.names, self.memory, self.language)
            if held is not None:
                self.memory.subject(Speaker(held.name))
                return
        if person is not None and (person.name in self.names.people or not person.person):
            self.memory.subject(person)
        elif phrases.nameless(phrase, self.language) and re.search(
            rf"(?i)\b(?:{words(self.language, 'anonymous')})\b", phrase
        ):
            self.memory.subject(Speaker(UNKNOWN))
        else:
            found = [n for n in self.names.institutions if phrase.lower() in (n.lower(), f"the {n.lower()}")]
            if found:
                self.memory.subject(Speaker(self.names.full_institution(found[0]), [], False, True))

    def continued(self, near: bool) -> Speaker:
        """The speaker of a quotation without one: who spoke, or whom the text spoke of, right before."""
        memory = self.memory
        if memory.last is not None and (near or memory.at - memory.last_at <= 1) and memory.human_at <= memory.last_at:
            known = memory.last
        elif memory.human is not None and memory.at - memory.human_at <= 1:
            known = memory.human
        else:
            return Speaker(UNKNOWN)
        memory.spoke(Speaker(known.name, [], known.person, known.thing))
        return Speaker(known.name, list(known.carriers), known.person, known.thing)

    def resolve(self, phrase: str, sentence: str = "") -> Speaker:
        """The speaker of a phrase."""
        found = self._resolve(phrases.bare(phrase, self.language), sentence)
        found.carriers = [self._carrier(c) for c in found.carriers]
        return found

    def remember(self, speaker: Speaker) -> None:
        """Takes note of who has spoken."""
        self.memory.spoke(speaker)

    def carriers(self, given: list[str]) -> list[str]:
        """Names of those who passed words on."""
        out = [self._carrier(p) for p in given]
        return [c for i, c in enumerate(out) if c and c not in out[:i]]

    def _carrier(self, phrase: str) -> str:
        phrase = phrase.strip(" ,.\x01")
        phrase = re.sub(
            rf"(?i)^(?:oleh |dari |by )?(?:the )?(?:(?:{words(self.language, 'paper')})\s+)+(?=[A-Z])", "", phrase
        )
        phrase = re.sub(r"^(?:[Tt]he|a|an|oleh|dari) ", "", phrase)
        spokes = re.search(rf"(?i)\b(?:{vocabulary(self.language, 'spokes')})\b", phrase)
        if spokes:
            return spokes.group().lower()
        name = re.match(rf"{CAPITAL}(?: (?:of |the |and |dan )?{CAPITAL})*", phrase)
        return self.names.full_institution(name.group().strip(" .")) if name else phrase

    def _resolve(self, phrase: str, sentence: str) -> Speaker:
        language = self.language
        if not phrase:
            return Speaker(UNKNOWN)
        sort = phrases.pronoun(phrase, language)
        if sort == "person":
            return self.memory.she()
        if sort == "thing":
            return self._it(sentence, phrase)
        cited = re.match(rf"(?P<by>.+?),?\s+(?:{tables(language)['citing']})\s+(?P<np>.+)$", phrase)
        if cited and citable(cited.group("np"), language):
            source = self._resolve(phrases.bare(cited.group("np"), language), sentence)
            return Speaker(source.name, [*source.carriers, cited.group("by")], source.person, source.thing)
        own = phrases.head(phrase, language)
        if self._only_nameless(phrase, own):
            return Speaker(UNKNOWN)
        named = self._person(own)
        if named is None and "," in phrase:
            named = self._person(phrase)
        if named is not None and named.person:
            return named
        of = phrases.officials_of(own, language)
        if of:
            found = institution(of, self.names, self.memory, language)
            through = own.split()[0].lower()  # "pihak X" is X itself, nobody who passes its words on
            return (
                Speaker(found.name, [through] if through != "pihak" else [], False, True)
                if found.name != UNKNOWN
                else Speaker(UNKNOWN)
            )
        spokes = spokesperson(phrase, self.names, self.memory, language)
        if spokes:
            return spokes
        if phrases.same_human(own, language):
            return self.memory.the_man()
        if named is not None or phrases.nameless(phrase, language):
            return Speaker(UNKNOWN)
        return office(own, self.names, self.memory, language) or institution(own, self.names, self.memory, language)

    def _it(self, sentence: str, phrase: str) -> Speaker:
        """What "it" means: the institution that the same sentence has named, else the one before."""
        subject: list[str] = []
        for word in sentence.strip(" “”").split()[:12]:
            if subject and (
                finite_phrase(word.strip(",."), self.language) or finder(self.language, "said").fullmatch(word)
            ):
                break
            subject.append(word)
        head = phrases.bare(" ".join(subject), self.language)
        if re.search(rf"(?i)\b{re.escape(phrase)}$", head) or re.match(
            r"(?i)(?:in|on|at|after|during|under|by|for|with|as|when|dalam|pada|di|setelah|ketika)\b", head
        ):
            return self.memory.it()
        if (
            head
            and head.lower() != phrase.lower()
            and not phrases.pronoun(head, self.language)
            and like_speaker(head, self.language)
        ):
            found = institution(head, self.names, self.memory, self.language)
            if found.thing and found.name != UNKNOWN and found.name in self.memory.seen:
                return found
        if (
            phrase.lower() in ("they", "mereka", "we", "kami")
            and self.memory.last is not None
            and not self.memory.last.thing
        ):
            return Speaker(UNKNOWN)
        return self.memory.it()

    def _only_nameless(self, phrase: str, own: str) -> bool:
        """Whether a phrase tells of someone unnamed at a place that may look like a name ("a source at Bay House")."""
        if "," in phrase or not phrases.nameless(own, self.language) or self._people_at_end(own):
            return False
        spokes = re.search(rf"(?i)\b(?:{vocabulary(self.language, 'spokes')})\b", phrase)
        return spokes is None and phrases.officials_of(own, self.language) is None

    def _people_at_end(self, phrase: str) -> bool:
        """Whether a phrase ends with somebody's name and no place is before it ("warga Sari Wening")."""
        return any(
            re.search(rf"(?<!at )(?<!of )(?<!in )(?<!di ){re.escape(p)}$", phrase) is not None
            for p in self.names.people
        )

    def _people_in(self, phrase: str) -> list[str]:
        """Full names of the people whom a phrase names, possessors left out."""
        out: list[str] = []
        for p in sorted(self.names.people, key=len, reverse=True):
            m = re.search(rf"(?<!\w){re.escape(p)}(?!\w)(?!['’]s?\s)", phrase)
            if m and not any(p in o for o in out):
                full = self.names.full_person(p)
                if full and full not in out:
                    out.append(full)
        return out

    def _person(self, phrase: str) -> Speaker | None:
        """The person of a phrase; without a name where two could be meant; None where it names nobody."""
        head = re.sub(rf"\b(?:{phrases.relative(self.language)})\b.*$", "", phrase).strip(" ,")
        first = head.split(",")[0].strip()
        named = self._people_in(head)
        if named:
            mine = self._people_in(first)
            if holder := self._holder_behind(head):
                return Speaker(holder, [], True)
            if len(named) > 1 and (len(mine) != 1 or re.search(r" (?:and|dan) ", first)):
                return Speaker(UNKNOWN)
            if mine and re.search(
                rf"(?i)\b(?:of|for|with|from|at|in|near|dari|bagi|di) (?:(?:Mr|Mrs|Ms|Dr|Pak|Bu)\.? )?{re.escape(mine[0].split()[0])}",
                first,
            ):
                return None
            return Speaker((mine or named)[0], [], True)
        return self._by_part(head, first, phrase)

    def _by_part(self, head: str, first: str, phrase: str) -> Speaker | None:
        """A person called by one name, with or without a title or role before it."""
        belongs = re.match(rf"(?P<who>(?:[\w.]+ )?{CAPITAL})\s+(?:dari|of|from)\s+(?:the )?(?P<of>[A-Z].*)$", first)
        if belongs and any(belongs.group("who").split()[-1] in p.split() for p in self.names.people):
            surname = belongs.group("who").split()[-1]
            if self.names.full_person(surname) is None:
                return self._shared(belongs.group("of"), surname)
            first = belongs.group("who")
        m = re.match(rf"(?P<before>(?:[\w.’'-]+\s+)*?)(?P<name>{CAPITAL}(?: {CAPITAL})?)$", first)
        if m is None:
            return None
        before, name = m.group("before").strip(), re.sub(r"['’]s$", "", m.group("name"))
        if " " in name:
            a, b = name.split()[:2]
            if role(self.language).fullmatch(a):
                before, name = f"{before} {a}".strip(), b
        titled = role(self.language).search(before) is not None or re.search(r"^[a-z]", before) is not None
        if self.names.is_institution(name) or (before and not titled):
            return None
        full = self.names.full_person(name)
        if full is None:
            return self._shared(before, name)
        if full != name or full in self.names.people:
            return Speaker(full, [], True)
        if " " in name:
            return None
        familiar = self.language == "id" and re.fullmatch(
            r"(?i)(?:pak|bapak|bu|ibu|mbah|bang|kang|mas|mbak|mak|wak|cak)", before
        )
        if familiar:
            return Speaker(first, [], True)
        unknown = (
            name[1:].islower()
            and not name.endswith("nya")
            and not NOUN_ID.match(name)
            and name.lower() not in self.names.common
            and not self._placed(name)
        )
        office = re.fullmatch(rf"(?i:{vocabulary(self.language, 'office')})", before)
        if office and self.language == "id":
            return None  # "Gubernur Maluku", "Direktur Operasi": what follows is rather a place or a task
        if unknown and (
            role(self.language).fullmatch(before)
            or (
                not before
                and (self.language == "id" or re.match(rf"{re.escape(name)},\s+(?:the |a |an )?[a-z\d]", phrase))
            )
        ):
            return Speaker(name, [], True)
        return None

    def _holder_behind(self, phrase: str) -> str | None:
        """ "Direktur Utama Angkasa Raya, Sari Wening": behind an office and whose it is, the name of its holder."""
        held, _, behind = phrase.partition(",")
        name = behind.split(",")[0].strip()
        office = re.match(rf"(?i)(?:{vocabulary(self.language, 'office')})\b", held)
        return name if self.language == "id" and office and name in self.names.people else None

    def _placed(self, name: str) -> bool:
        return known_place(name) or bool(
            re.fullmatch(
                rf"(?i:{vocabulary(self.language, 'generic')}|{words(self.language, 'anonymous')}|{vocabulary(self.language, 'institution')}|{vocabulary(self.language, 'office')})",
                name,
            )
        )

    def _shared(self, before: str, name: str) -> Speaker:
        """A family name that two people share: certain only by an office that the text gives one of them."""
        holders = [p for p in self.names.people if name in p.split()]
        title = before.lower()
        if title:
            fitting = [
                p
                for p in holders
                if any(re.search(rf"\b{re.escape(title)}\b", t.lower()) for t in self.names.titles.get(p, []))
            ]
            if len(fitting) == 1:
                return Speaker(fitting[0], [], True)
        return Speaker(UNKNOWN)
