"""From the parts of one text to its claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from luncur.claims.kinds.clauses import Clause, clauses
from luncur.claims.kinds.modality import modality_of
from luncur.claims.speech.attribution import Said, attribute
from luncur.claims.speech.signed import signature
from luncur.claims.text.blocks import Block, cut
from luncur.claims.text.flat import CLOSING, OPENING
from luncur.claims.text.sentences import inner, split
from luncur.claims.when.times import Times, Told
from luncur.claims.who.names import Names
from luncur.claims.who.speakers import UNKNOWN, Speaker, Speakers
from luncur.claims.words import rx as re
from luncur.claims.words.finite import FINITE
from luncur.claims.words.gazetteer import known_place

Claim = dict[str, Any]
_NO_COMMENT = re.compile(  # notes on the reporting itself
    r"(?i)\b(?:(?:would|could|did|does|do|will) not (?:immediately |yet )?(?:say|comment|give|disclose|answer|reply|respond|elaborate|specify)|"
    r"declined to (?:say|comment|give|discuss|answer|be)|refused to (?:say|comment|answer|discuss)|had no comment|asked for comment|be reached for|"
    r"(?:tidak|belum|enggan|menolak|tak) (?:mau |bersedia |dapat |bisa )?(?:berkomentar|menjawab|merinci|menanggapi|merespons|dimintai|membalas|memberi(?:kan)? (?:komentar|tanggapan|keterangan|jawaban))|"
    r"(?:tidak|belum|enggan|menolak|tak) (?:mau |bersedia |dapat |bisa )(?:menyebut|mengatakan|menjelaskan|dihubungi))"
)
LONGEST_SENTENCE = 1500  # letters; nobody writes longer ones, and rules are not made for them
_CONNECTIVE = re.compile(
    r"(?i)\W*(?:(?:silakan|please|mari|ayo|coba|let us|let's) [^.,]{0,60}|meski(?:pun)? (?:begitu|demikian)|namun|walau(?:pun)? (?:begitu|demikian)|oleh karena itu|karena itu|selain itu|sementara itu|however|even so|still|but|yet|in addition|in turn|for (?:now|example|instance))\W*$"
)
_HOPED = re.compile(
    r"(?i)\b(?:hop(?:es|ed)|expect(?:s|ed)|wants?|wishes|berharap|mengharapkan|menargetkan|ingin)\b[^.]{0,12}$"
)
_BEFORE = re.compile(r"(?i)\b(?:before|sebelum)\W+(?:\w+\W+)?$")
_MERE = re.compile(r"(?i)(?:that was all|that is all|that's all|that was it|itu saja|hanya itu|cuma itu)\W*$")


@dataclass
class Reading:
    """Claims of one text, in reading order, and what was not understood."""

    stem: str
    file: str
    language: str
    outlet: str
    dateline: str
    claims: list[Claim] = field(default_factory=list)
    not_understood: list[dict[str, Any]] = field(default_factory=list)
    names: Names | None = None


class _Reader:
    def __init__(self, text: str, stem: str, file: str) -> None:
        self.text = text
        self.parts = cut(text)
        self.language = self.parts.language
        flat = "\n".join(b.flat.text[b.start :] for b in self.parts.blocks if b.kind in ("body", "pull"))
        self.names = Names(flat, self.language, self.parts.outlet)
        self.speakers = Speakers(self.names, self.language, self.parts.outlet)
        parts = {re.escape(w) for p in self.names.people[:200] for w in (p, p.split()[-1], p.split()[0])}
        self.people = "|".join(sorted(parts))
        self.times = Times(self.language, self.parts.dateline)
        self.reentry = bool(
            re.search(
                r"(?i)re-?ent(?:ry|er)|came back to earth|fell (?:back )?to earth|masuk kembali ke atmosfer|atmosphere",
                flat,
            )
        )
        self.within = (0, 0)  # the sentence that is being read, in the document
        day = self.parts.dateline.isoformat() if self.parts.dateline else ""
        self.out = Reading(stem, file, self.language, self.parts.outlet, day, names=self.names)

    def read(self) -> Reading:
        for index, block in enumerate(self.parts.blocks):
            if block.kind == "body":
                self._paragraph(block, signature(self.parts.blocks, index, self.names.people, self.language))
        for block in self.parts.blocks:
            if block.kind == "pull":
                self._pull(block)
        self.out.claims.sort(key=lambda c: (c["start"], c["end"]))
        renamed = {c["id"]: f"c{i:02d}" for i, c in enumerate(self.out.claims, 1)}
        for claim in self.out.claims:
            claim["id"] = renamed[claim["id"]]
            claim["same_as"] = [renamed[s] for s in claim["same_as"]]
        return self.out

    def _paragraph(self, block: Block, signed: str = "") -> None:
        text = block.flat.text
        near = False
        self.times.paragraph()
        for start, end in split(text, block.start, self.language):
            sentence = text[start:end]
            if len(sentence) > LONGEST_SENTENCE:
                a, b = block.flat.original(start, end)
                self.out.not_understood.append({"text": self.out.stem, "start": a, "end": b, "why": "too long"})
                continue
            if _furniture(sentence, self.language):
                continue
            why = _no_claim(sentence)
            if why:
                self._left(block, start, end, why)
                continue
            listed = len(self.out.claims) + len(self.out.not_understood)
            self.within = block.flat.original(start, end)
            self.speakers.mention(sentence)
            self.times.sentence(sentence)
            for said in attribute(text, start, end, self.language):
                said.speaker = signed if signed and said.quoted else said.speaker
                speaker = self._speaker(said, near, sentence)
                if said.speaker is not None:
                    near = True
                if said.spans:
                    self._claims(block, said, speaker, sentence)
            self.speakers.follow(sentence)
            if listed == len(self.out.claims) + len(self.out.not_understood):
                self._left(block, start, end, "no claim")

    def _speaker(self, said: Said, near: bool, sentence: str) -> Speaker:
        if said.speaker is None:
            return Speaker(UNKNOWN) if said.doubtful else self.speakers.own()
        if said.speaker == "":
            return self.speakers.continued(near)
        speaker = self.speakers.resolve(said.speaker, sentence)
        self.speakers.remember(speaker)
        speaker.carriers = [
            *speaker.carriers,
            *(c for c in self.speakers.carriers(said.carriers) if c not in (speaker.name, *speaker.carriers)),
        ]
        return speaker

    def _claims(self, block: Block, said: Said, speaker: Speaker, sentence: str) -> None:
        text = block.flat.text
        spans = said.spans
        if said.quoted and len(spans) > 1:
            self._one(block, said, speaker, sentence, Clause(spans[0][0], spans[-1][1], self._kind(text, spans)))
            return
        for a, b in inner(text, *spans[0]) if said.quoted else [spans[0]]:
            found = self._clauses(text, a, b, said)
            if said.quoted and text[a:b].rstrip().endswith("?"):
                self._left(block, a, b, "question")
                continue
            if said.quoted and _MERE.match(text[a:b].strip()):
                continue
            if said.judged:
                found = [Clause(a, b, "statement")]
            elif said.speaker is not None:
                found = _with_statements(text, found)
                if re.search(
                    r"(?i)\b(?:agreement|memorandum|treaty|contract|accord|pact|nota|perjanjian|kesepakatan|kontrak|traktat)\b",
                    said.speaker,
                ):
                    found = [Clause(c.start, c.end, "agreement" if c.kind == "statement" else c.kind) for c in found]
            failed = any(clause.kind == "failure" for clause in found)
            for clause in found:
                if said.speaker is not None and clause.kind == "launch" and _HOPED.search(text[max(0, a - 30) : a]):
                    clause.kind = "plan"
                if clause.kind and not (
                    clause.kind == "statement" and _mere(text[clause.start : clause.end], said, self.language)
                ):
                    self._one(block, said, speaker, sentence, clause, failed)
            if said.speaker is None and not any(c.kind for c in found):
                self._left(block, a, b, "no kind")

    def _clauses(self, text: str, a: int, b: int, said: Said) -> list[Clause]:
        """Clauses of a span, read as if its attribution did not interrupt it."""
        if said.aside is None:
            return clauses(text, a, b, self.language, self.reentry, self.people)
        out, back = said.aside
        words_said = f"{text[a:out]} {text[back:b]}"
        offsets = [*range(a, out), out, *range(back, b)]
        found = clauses(words_said, 0, len(words_said), self.language, self.reentry, self.people)
        return [Clause(offsets[c.start], offsets[c.end - 1] + 1, c.kind, c.lead) for c in found if c.end > c.start]

    def _kind(self, text: str, spans: list[tuple[int, int]]) -> str:
        words_said = " ".join(text[a:b].strip() for a, b in spans)
        found = clauses(words_said, 0, len(words_said), self.language, self.reentry, self.people)
        return next((c.kind for c in found if c.kind), "statement")

    def _one(
        self, block: Block, said: Said, speaker: Speaker, sentence: str, clause: Clause, failed: bool = False
    ) -> None:
        """One claim; ``failed``: a clause beside it tells of a failure, before which nothing reached an orbit."""
        text = block.flat.text
        a, b = _trimmed(text, clause.start, clause.end, self.language)
        if b - a < 3:
            return
        spoken = _without_aside(text, a, b, said)
        modality = modality_of(
            f"{clause.lead} {spoken}" if clause.lead else spoken,
            clause.kind,
            self.language,
            said.denied or (failed and clause.kind == "orbit" and _not_yet(text, a, b)),
            said.judged,
            _hedge(text, said, clause),
        )
        start, end = block.flat.original(a, b)
        self.out.claims.append({
            "id": f"x{len(self.out.claims):04d}", "text": self.out.stem, "kind": clause.kind,
            "words": self.text[start:end], "start": start, "end": end, "actors": [], "places": [],
            "when": self._when(spoken, text[max(0, a - 45) : a], clause.kind, modality, sentence, said), "speaker": speaker.name,
            "carriers": list(speaker.carriers), "modality": modality, "same_as": [],
            "_spoken": said.speaker is not None, "_sentence": sentence,
            "_within": (min(start, self.within[0]), max(end, self.within[1])),
        })  # fmt: skip

    def _when(self, spoken: str, before: str, kind: str, modality: str, sentence: str, said: Said) -> dict[str, str]:
        future = modality in ("planned", "conditional", "possible") or kind == "plan"
        return self.times.of(Told(spoken, before, kind, future, sentence, said.speaker is not None))

    def _left(self, block: Block, a: int, b: int, why: str) -> None:
        """Lists words that gave no claim, where they hold a name or a number."""
        start, end = block.flat.original(a, b)
        if self._names_something(self.text[start:end]):
            self.out.not_understood.append({"text": self.out.stem, "start": start, "end": end, "why": why})

    def _names_something(self, words_said: str) -> bool:
        if re.search(rf"\d|[A-Z]\w+ [A-Z]|[\w,;:] [{OPENING}'\"(]?[A-Z]", words_said):
            return True
        first = re.match(r"\W*([A-Z]\w+)", words_said)  # every sentence begins with a capital
        return first is not None and (
            self.names.is_institution(first[1])
            or known_place(first[1])
            or any(first[1] in person.split() for person in self.names.people)
        )

    def _pull(self, block: Block) -> None:
        """A pull quote repeats the claim whose words it holds."""
        mine = _plain(block.flat.text)
        for claim in list(self.out.claims):
            theirs = _plain(claim["words"])
            if (
                mine
                and (mine in theirs or theirs in mine)
                and min(len(mine), len(theirs)) > 0.4 * max(len(mine), len(theirs))
            ):
                text = block.flat.text
                a, b = _trimmed(text, 0, len(text), self.language)
                start, end = block.flat.original(a, b)
                again = {
                    **claim,
                    "id": f"x{len(self.out.claims):04d}",
                    "words": self.text[start:end],
                    "start": start,
                    "end": end,
                    "_within": block.flat.original(0, len(text)),
                    "same_as": [claim["id"]],
                    "carriers": list(claim["carriers"]),
                }
                claim["same_as"] = [*claim["same_as"], again["id"]]
                self.out.claims.append(again)
                return


def _without_aside(text: str, a: int, b: int, said: Said) -> str:
    """The words of a clause without an attribution that stands inside it."""
    if said.aside is None or not a < said.aside[0] < said.aside[1] < b:
        return text[a:b]
    return f"{text[a : said.aside[0]]} {text[said.aside[1] : b]}"


def _not_yet(text: str, a: int, b: int) -> bool:
    """Whether words are what something else came before: "exploded before it reached orbit"."""
    return (
        _BEFORE.search(text[max(0, a - 40) : a]) is not None
        or re.match(r"(?i)(?:before|sebelum)\b", text[a:b]) is not None
    )


def _hedge(text: str, said: Said, clause: Clause) -> str:
    """What stands beside attributed words and may say how the speaker presents them ("believes", "menduga")."""
    if said.speaker is None:
        return ""
    (first, _), (_, last) = said.spans[0], said.spans[-1]
    return f"{text[max(0, first - 45) : first]} | {text[last : last + 25]}"


def _mere(words: str, said: Said, language: str) -> bool:
    """A connective or a time before an attribution, no statement."""
    if _CONNECTIVE.match(words):
        return True
    return not said.quoted and len(words.split()) <= 3 and not FINITE[language].search(words)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"-\s*\n\s*", "", text).lower()))


def _furniture(sentence: str, language: str) -> bool:
    from luncur.claims.text.blocks import furniture

    return furniture(sentence.strip(), language)


def _no_claim(sentence: str) -> str:
    """Why a sentence is not looked at: a question of the newspaper, a note on its own asking; empty for any other."""
    bare = sentence.strip()
    if OPENING in bare:
        return ""
    return "question" if bare.endswith("?") else "no comment" if _NO_COMMENT.search(bare) else ""


def _with_statements(text: str, found: list[Clause]) -> list[Clause]:
    """Attributed words of no kind are statements; beside a clause with a kind, only when they are clauses of their own."""
    if all(not c.kind for c in found):
        return [Clause(found[0].start, found[-1].end, "statement")] if found else []
    out = []
    for c in found:
        if c.kind:
            out.append(c)
        elif len(text[c.start : c.end].split()) >= 4:
            out.append(Clause(c.start, c.end, "statement"))
    return out


def _trimmed(text: str, a: int, b: int, language: str) -> tuple[int, int]:
    """Without marks, leading conjunction and full stop."""
    while True:
        before = a, b
        while a < b and text[a] in f" ,;:.–—-{OPENING}{CLOSING}()…":
            a += 1
        while b > a and text[b - 1] in f" ,;:.–—!?{OPENING}{CLOSING}…":
            b -= 1
        m = re.match(r"(?i)(?:sementara itu, |meanwhile, |where |on the other hand, )", text[a:b]) or re.match(
            r"(?i)(?:and|but|so|that|because|while|though|although|dan|tetapi|namun|tapi|bahwa|sementara|sedangkan|karena|lalu|meskipun|walaupun|since|kemudian|which|as|after|before|setelah|sebelum|when|ketika)\s+(?=[\w“])",
            text[a:b],
        )
        keep = {"since", "before"}
        if m and len(text[a:b].split()) > 3 and m.group().strip().lower() not in keep:
            a += m.end()
        tail = re.search(
            r"(?i),?\s+(?:and|but|dan|tetapi|because|karena|namun|while|after|setelah|that|yang|which|who|since)$",
            text[a:b],
        )
        if tail:
            b = a + tail.start()
        if (a, b) == before:
            return a, b


def read_text(text: str, stem: str, file: str) -> Reading:
    """Claims of one text."""
    return _Reader(text, stem, file).read()
