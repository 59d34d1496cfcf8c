"""People of a text: which runs of capitalised words are their names, after titles, offices and institutions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from luncur.claims.speech.speech import finder
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import listed, table, words
from luncur.claims.words.vocabulary import geography, institution, role

_WORD = r"[A-ZÀ-Þ](?:[\w'’-]|(?<=\b[A-ZÀ-Þ])\.)*"
_RUN = re.compile(rf"(?<![\w'’.-]){_WORD}(?:(?: (?:bin|binti|van|de|da|del|al|von|der|bint|ibn))* {_WORD}){{1,9}}")
_LINK = re.compile(r"(?:bin|binti|van|de|da|del|al|von|der|bint|ibn)$")
_INITIAL = re.compile(
    r"^(?:The|A|An|In|On|At|But|And|When|After|Before|If|As|It|He|She|Its|His|Her|Their|No|Not|This|That|These|There|So|For|From|By|With|Then|While|Since|Until|Yet|Meanwhile|However|Even|Only|Asked|Although|Menurut|Kata|Ujar|Di|Pada|Tetapi|Namun|Ketika|Jika|Sang|Si|Dan|Untuk|Dari|Oleh|Saat|Setelah|Sebelum|Sementara|Dalam|Adapun|Kemudian|Lalu|Para|Sebelumnya|Bagi|Kepada|Soal|Usai|Seusai)$"
)
SHORT_STATES = frozenset(["Korea", "Amerika"])  # said for a state whose full name has more words
_TERRITORY = re.compile(
    r"(?i)(?:wakil |mantan )?(?:bupati|gubernur|wali ?kota|camat|lurah|kapol\w+|danlanal|dandim|danramil|kades|kepala desa|kadus|wabup|wagub)\b"
)
_MONONYM = re.compile(
    r"(?<![\w'’-])(?:(?P<before>[A-Z][a-z]+) )?(?P<name>[A-Z][a-z]{2,})(?P<age> \(\d\d\)|, \d\d\b)?(?! [A-Z])"
)
# forms that Indonesian gives to common nouns and hardly to names
NOUN_ID = re.compile(
    r"(?i)(?:pe\w{5,}an|ke\w{5,}an|per\w{4,}an|\w{3,}(?:asi|isi|ologi|nomi|itas|isme|usi|ensi|sional)|fisika|matematika|teknika|informatika|laut|udara|darat|antariksa|roket|riset|umum|utama|negara|daerah|nasional|pusat|wilayah|republik|muda|madya|eksekutif|jenderal|staf|operasi|teknik|produksi|luar|dalam|negeri|bidang|urusan|kabinet|kelautan|sipil|hubungan|masyarakat|bupati|kerja|sama|dan|pertama|kedua|ketiga|humas|sar|pol|program|proyek|misi|harian|strategi|strategis|intelijen|informasi|komunikasi|digital|maritim|investasi|energi|sumber|daya|hukum|ham|agama|sosial|desa|agraria|pemuda|olahraga|pariwisata|ekonomi|kreatif|lingkungan|hidup|sains|transportasi|logistik|keselamatan|publik|hilirisasi|pangan|tenaga|nuklir|industri|perdagangan|muka|uji|mutu|rekayasa|sarana|orbit|satelit|data|peluncur)$"
)


@cache
def _behind_role(language: str) -> re.Pattern[str]:
    """An office right before a name, with or without what it is an office of."""
    return re.compile(rf"(?P<office>{role(language).pattern})(?:,? (?:of|for) (?:the )?[\w ]{{2,40}}?,?)?,? $")


@cache
def _topics() -> frozenset[str]:
    return frozenset(n.lower() for names in table("topics")["topic"].values() for n in names)


@cache
def _seats() -> str:
    """Buildings that stand for who works in them."""
    return "|".join(str(words(lang, "seat")) for lang in ("en", "id"))


class People:
    """Finds the people of a text; ``inside``: where the name of a ministry that holds an offset ends, else 0."""

    def __init__(
        self,
        text: str,
        language: str,
        known: Callable[[str], bool],
        town: Callable[[str], bool],
        inside: Callable[[int], int],
    ) -> None:
        self.text, self.language = text, language
        self.known, self.town, self.inside = known, town, inside
        self.common = set(re.findall(r"(?<![\w'’-])[a-zà-ÿ]{3,}(?![\w'’-])", text))
        self.found: list[str] = []
        self.titles: dict[str, list[str]] = {}

    def read(self) -> list[str]:
        for m in _RUN.finditer(self.text):
            if len(m.group()) < 120:
                for piece, at in self._parts(m.group(), m.start()):
                    self._take(piece, at)
        for m in _MONONYM.finditer(self.text):
            self._single(m.group("before") or "", m.group("name"), m.group("age"))
        return self.found

    def _single(self, before: str, name: str, age: str | None) -> None:
        """Someone with one name, told by a form of address, a title or an age ("Pak Umar", "Suparman (44)")."""
        address = re.fullmatch(
            r"(?:Pak|Bapak|Bu|Ibu|Haji|Hajah|Mbah|Bang|Kang|Mas|Mbak|Mak|Wak|Cak|Kiai|Ustaz|Gus)", before
        )
        if not (address or age) or any(name in p.split() for p in self.found) or name.lower() in self.common:
            return
        if (
            self.known(name)
            or (self.town(name) and not age)
            or geography(self.language).fullmatch(name)
            or institution(self.language).fullmatch(name)
        ):
            return
        self.found.append(f"{before} {name}" if address else name)

    def _parts(self, run: str, at: int) -> Iterator[tuple[str, int]]:
        """A run of capitals cut at a possessive: "Arianespace's Ada Brook"."""
        begin = 0
        for m in re.finditer(r"['’]s?(?= )", run):
            yield run[begin : m.start()], at + begin
            begin = m.end() + 1
        yield run[begin:], at + begin

    def _take(self, run: str, at: int) -> None:
        if role(self.language).match(run) is None and (end := self.inside(at)):
            run, at = run[end - at :].strip(), end + 1  # what follows the name of a ministry or of its minister
            parts = run.split()  # "... Luar Negeri Filipina Sari Wening", "... Perhubungan Biak Numfor Sari Wening"
            run = " ".join(parts[-2:] if len(parts) > 3 and self.language == "id" else self._without_front(parts, True))
            if len(run.split()) < 2:
                return
            self.titles.setdefault(run, []).append("minister" if self.language == "en" else "menteri")
            if self._fits(run.split(), True, at + len(run)) and run not in self.found:
                self.found.append(run)
            return
        title = self._title(run)
        name = re.sub(r"['’]s$", "", run[title:].strip() if title else run)
        if title and not name:
            return
        parts = self._without_front(name.split(), titled=bool(title))
        if re.search(r"\b(?:PT|CV|UD)\b", run):
            return  # what follows is a company
        if len(parts) == 3 and _TERRITORY.match(run) and not self._repeated(parts[0]):
            parts = parts[1:]
        before = self.text[max(0, at - 60) : at]
        if len(parts) > 2 and re.search(r"\b(?:Minister|Secretary) (?:of|for) (?:the )?$", before):
            parts = parts[-2:]
        titled = bool(title) or _behind_role(self.language).search(before) is not None
        if not self._fits(parts, titled, at + len(run)):
            return
        full = " ".join(parts)
        if title:
            self.titles.setdefault(full, []).append(run[: run.rfind(parts[0])].strip(" ."))
        elif found := _behind_role(self.language).search(before):
            self.titles.setdefault(full, []).append(found.group("office").strip(" ."))
        if full not in self.found and len(self.found) < 300:
            self.found.append(full)

    def _title(self, run: str) -> int:
        """Where the title or office at the front of a run ends; 0 without one."""
        ends = [m.end() for m in role(self.language).finditer(run) if run[m.end() :].strip() and m.group()[0].isupper()]
        long = [e for e in ends if len(run[e:].split()) >= 2]
        return (long or ends or [0])[-1]

    def _without_front(self, parts: list[str], titled: bool) -> list[str]:
        """Cuts words at the beginning of a sentence, institutions, subjects and places before the name."""
        while len(parts) > 1 and _INITIAL.match(parts[0]):
            parts = parts[1:]
        cut = 0
        if titled or self.language == "id":
            for i in range(len(parts) - 1):
                if len(parts) - i >= 2 and self._no_name(parts, i, titled):
                    cut = i + 1
        parts = parts[cut:]
        if titled and self.language == "id" and len(parts) > 3 and not self._repeated(parts[0]):
            parts = parts[-2:]
        return parts

    def _no_name(self, parts: list[str], i: int, titled: bool) -> bool:
        word = parts[i]
        if (word.isupper() and len(word) > 1 and "." not in word) or institution(self.language).fullmatch(word):
            return True
        if re.fullmatch(rf"(?i)(?:{_seats()})", word) or re.fullmatch(
            rf"(?i)(?:{_seats()})", " ".join(parts[max(i - 1, 0) : i + 1])
        ):
            return True
        if word.lower() in _topics() or (NOUN_ID.match(word) and self.language == "id"):
            return True
        if not titled:
            return False
        pair = " ".join(parts[i : i + 2]).lower()
        place = (
            word.lower() in listed("place")
            or word in SHORT_STATES
            or pair in listed("place")
            or (len(word) > 3 and self.town(word) and not self._repeated(word))
        )
        return (place and len(parts) - i > 2) or (word.lower() in self.common and len(parts) - i > 2)

    def _repeated(self, word: str) -> bool:
        """Whether a word speaks on its own elsewhere ("ujar Sulastri", "Quill said")."""
        said = finder(self.language, "said").pattern
        inverted = finder(self.language, "inverted").pattern
        return (
            re.search(rf"(?:{inverted})\s+(?:\w{{2,4}}\.? )?{re.escape(word)}(?! [A-Z])\b", self.text) is not None
            or re.search(rf"(?<![A-Z]\w\w )(?<!\w ){re.escape(word)}\s+(?:\w+\s+)?{said}", self.text) is not None
        )

    def _fits(self, parts: list[str], titled: bool, end: int) -> bool:
        name = " ".join(parts)
        if not 2 <= len(parts) <= 5 or not all(
            re.match(r"[A-ZÀ-Þ][a-zà-ÿ'’-]|[A-Z]\.?$|[A-Z]['’][A-Z]", p) or _LINK.match(p) for p in parts
        ):
            return False
        vehicle = any(v == name.lower() or v.startswith(name.lower() + " ") for v in listed("vehicle"))
        if (
            role(self.language).fullmatch(parts[-1])
            or any(_INITIAL.match(p) for p in parts[1:])
            or parts[0] in ("Q.", "A.")
        ):
            return False
        if self.known(name) or vehicle or re.search(r"\d", name):
            return False
        if any(p.lower() in _calendar(self.language) for p in parts):
            return False
        if titled or self._evident(name, end):
            return True
        if any(geography(self.language).fullmatch(p) for p in parts) or name.lower() in listed("place"):
            return False
        if any(p.lower() in self.common for p in parts) or parts[-1].lower() in listed("place"):
            return False
        return not self.town(name)

    def _evident(self, name: str, end: int) -> bool:
        """An age, a role in apposition, or a verb of saying beside a name."""
        after = self.text[end : end + 40]
        before = self.text[max(0, end - len(name) - 30) : end - len(name)]
        if re.search(rf"(?:{finder(self.language, 'inverted').pattern})\s+$", before) and re.match(
            r"[,.”\"]| (?:dari|of|from|at)\b", after
        ):
            return True
        return (
            re.match(r" \(\d\d\)|, \d\d\b|, (?:who|whose)\b", after) is not None
            or re.match(rf" (?:also |later |juga |kemudian )?{finder(self.language, 'said').pattern}", after)
            is not None
        )


@cache
def _calendar(language: str) -> frozenset[str]:
    months = {n for names in words(language, "months") for n in names if len(n) > 3}
    return frozenset([*words(language, "weekdays"), *months, "update", "breaking"]) - {
        "april",
        "june",
        "may",
        "august",
        "juli",
        "mei",
        "minggu",
    }
