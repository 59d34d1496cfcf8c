"""When what a clause tells took place: by its own phrase, that of its sentence, or that of the event it tells on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luncur.claims.when.dates import NOWHERE, Clock, When
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase

_EVENTS = frozenset(
    ["failure", "splashdown", "orbit", "launch", "test", "meeting", "visit", "damage", "agreement", "sanction"]
)
_TELLS_ON = frozenset(["failure", "splashdown", "orbit", "launch", "damage", "test", "visit", "meeting"])
_APART = re.compile(
    r"(?i)(?P<phrase>(?:(?:about|around|some|just|only|almost|nearly|more than|less than|over|sekitar|hanya|hampir|lebih dari|kurang dari) )?(?:[\w-]+ ?)?(?:days?|weeks?|months?|years?|hari|pekan|minggu|bulan|tahun)) (?P<way>after|before|setelah|sebelum)\b"
)
_PAST_PLAN = re.compile(
    r"(?i)\b(?:semula|sedianya|awalnya|had been (?:due|planned|scheduled|expected|pencilled|set|booked)|had (?:planned|hoped|intended)|was (?:originally |first )?(?:due|to|planned|scheduled|set|meant)|were (?:due|to|planned|scheduled)|originally)\b"
)
_SECONDS = re.compile(
    r"(?i)\b(?:seconds?|minutes?|detik|menit) (?:after|before|later|earlier|setelah|sebelum|kemudian)\b"
)
_AGAIN = re.compile(
    r"(?i)\W*(?:it|about|around|some|sekitar)?\s*[\w-]* ?(?:[\w-]+ )*?(?:seconds|minutes|detik|menit) (?:later|kemudian|after)"
)
_HOUR = re.compile(r"(?i)\b(?:pukul|jam) \d{1,2}[.:]\d\d|\bat (?:about )?\d{1,2}[:.]\d\d")
_ANAPHOR = re.compile(
    r"(?i)\W*(?:it|they|both|he|she|its|their|nobody|no one|no-one|nothing|there|keduanya|ia|dia|mereka|tidak ada|tak ada|tak seorang|belum ada|puing\S*|pecahan\S*|the (?:rocket|stage|second|first|upper|engine|motor|flight|capsule|satellite|payload|booster|vehicle|debris|wreck\w*|pieces|two|talks|ship|fire)|(?:\w+ ){1,4}(?:itu|tersebut|nya)\b|\w+nya\b)"
)
_NOT_YET = re.compile(r"(?i).+\b(?:before|sebelum)\s+(?P<clause>[^.;]+)$")
_ELSEWHEN = re.compile(
    r"(?i)\b(?:earlier|previous|previously|before|once|ever|usually|always|years|since|first flight|last time|had|pernah|sebelumnya|dulu|biasanya|sejak|selalu|kali)\b"
)


@dataclass(frozen=True)
class Told:
    """A clause, what stands before it in its sentence, and how it is told."""

    spoken: str
    before: str
    kind: str
    future: bool
    sentence: str
    attributed: bool


class Times:
    """Times of the clauses of one text in reading order."""

    def __init__(self, language: str, today: date | None) -> None:
        self.language = language
        self.clock = Clock(language, today)
        self.before: dict[str, str] = dict(NOWHERE)  # of an event told before in the paragraph
        self.here: dict[str, str] = dict(NOWHERE)  # of a clause before in the sentence
        self.here_future = False
        self.fresh = False  # the sentence right before told the event of ``before``

    def paragraph(self) -> None:
        """A new paragraph begins."""
        self.before = dict(NOWHERE)
        self.here = dict(NOWHERE)
        self.fresh = False

    def sentence(self, words_of_it: str) -> None:
        """A new sentence begins."""
        self.fresh = bool(self.here["text"])
        self.clock.mention(words_of_it)
        self.here = dict(NOWHERE)

    def of(self, told: Told) -> dict[str, str]:
        """Phrase, first and last day of a clause; three empty strings where nothing dates it."""
        when = self._apart(told) or self.clock.find(
            told.spoken, told.future, _PAST_PLAN.search(told.spoken) is not None
        )
        if when is not None and self._of_what_came_later(told.spoken, when):
            when = None
        if when is None:
            when = self._when_before(told)
        if when is None:
            return self._inherited(told)
        if when.form == "apart":
            return when.record()  # an aside about what was before or after: the text goes on with the event told
        if re.match(r"(?i)\W*(?:if|unless|should|jika|kalau|bila|apabila)\b", told.spoken):
            pass  # a time on a condition is no event that others are counted from
        elif when.days and told.kind in _EVENTS and when.form not in ("now", "until"):
            self.clock.told(when.days, told.future, told.kind)
        elif when.days and told.kind == "plan":
            self.clock.told(when.days, True, "launch")
        if when.form != "now":
            self.here, self.here_future = when.record(), told.future
            if not told.future and told.kind in _EVENTS:
                self.before = when.record()
        return when.record()

    def _of_what_came_later(self, spoken: str, when: When) -> bool:
        """ "It was launched before the window opened on Wednesday": the day is that of what had not yet happened."""
        found = _NOT_YET.match(spoken[: when.start])
        return found is not None and any(finite_phrase(w.strip(",.()"), self.language) for w in found["clause"].split())

    def _when_before(self, told: Told) -> When | None:
        """ "... since March, when a pump seized": the clause happened at the time named right before "when"."""
        found = re.search(r"(?i),?\s*\b(?:when|ketika|saat)\s*$", told.before)
        if found is None or told.future:
            return None
        named = re.sub(r"(?i)\b(?:since|after|before|sejak|setelah|sebelum)\b", "in", told.before[: found.start()])
        when = self.clock.find(named)
        return when if when is not None and when.end == len(named) else None

    def _apart(self, told: Told) -> When | None:
        """ "A day after the launch was called off": the clause happened that much before the event just told."""
        found = _APART.match(told.spoken) or re.search(_APART.pattern + r"\s*$", told.before)
        if (
            found is None
            or told.future
            or re.search(
                r"(?i)\b(?:for|selama)\s+$",
                (told.before + told.spoken)[: len(told.before)]
                if found.string == told.spoken
                else told.before[: found.start()],
            )
        ):
            return None
        if found.string == told.spoken and re.search(r",\s", told.spoken) and self.clock.noun_event(told.spoken):
            return None
        phrase = found.group("phrase")
        after = found.group("way").lower() in ("after", "setelah")
        counted = re.sub(
            r"(?i)^(?:about|around|some|sekitar|hanya|just|only|almost|nearly|more than|less than|over|hampir|lebih dari|kurang dari)\s+",
            "",
            phrase,
        )
        way = ("sebelumnya" if after else "kemudian") if self.language == "id" else ("earlier" if after else "later")
        found_when = self.clock.find(f"{counted} {way}")
        if found_when is None or found_when.form != "back":
            return None
        return When(phrase, 0, 0, found_when.days if self.clock.event else None, "apart")

    def _inherited(self, told: Told) -> dict[str, str]:
        """The time of a clause without a phrase of its own."""
        if told.kind == "statement":
            return self._of_saying(told) if told.attributed else dict(NOWHERE)
        same_way = self.here_future == told.future or not finite_phrase(told.spoken, self.language)
        if self.here["text"] and told.kind in (*_EVENTS, "plan") and same_way:
            return dict(self.here)
        if told.future or told.kind not in _TELLS_ON:
            return dict(NOWHERE)
        if _SECONDS.search(told.sentence):
            later = self.clock.find(told.sentence)
            if later and later.form in ("full", "weekday", "slash", "ref", "rel", "month", "weekdayweek"):
                return later.record()
        again = _AGAIN.match(told.spoken) or _HOUR.search(told.spoken)
        goes_on = (
            self.fresh and not told.attributed and _ANAPHOR.match(told.sentence) and not _ELSEWHEN.search(told.spoken)
        )
        if again or (goes_on and self._short()):
            self.here, self.here_future = dict(self.before), False
            return dict(self.before)
        return dict(NOWHERE)

    def _short(self) -> bool:
        """Whether the time told before is a month at most, so that what goes on can share it."""
        first, last = self.before["from"], self.before["to"]
        return bool(first) and (date.fromisoformat(last) - date.fromisoformat(first)).days <= 31

    def _of_saying(self, told: Told) -> dict[str, str]:
        """A statement takes the time of saying where its sentence gives it."""
        if self.here["text"] and not self.here_future:
            return dict(NOWHERE)
        at = told.sentence.find(told.spoken)
        outside = told.sentence[:at] + " | " + told.sentence[at + len(told.spoken) :] if at >= 0 else ""
        outside = re.sub(r"“[^”]*”?", " ", outside)
        when = self.clock.find(outside)
        if when is None or when.form not in ("weekday", "slash", "full", "ref", "weekdayweek", "beside", "rel"):
            return dict(NOWHERE)
        return when.record()
