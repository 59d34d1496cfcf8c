"""Actors and places of a claim, each under the most complete name that the text or a shipped list gives."""

from __future__ import annotations

from functools import cache
from typing import Any

from luncur.claims.who.names import Names
from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words import rx as re
from luncur.claims.words.gazetteer import places, towns
from luncur.claims.words.lexicon import listed, table, words
from luncur.claims.words.vocabulary import CAPITAL

_PIECE = r"(?:rocket|satellite|spacecraft|launcher|launch vehicle|capsule|probe|lander)"
_PIECE_ID = r"(?:roket|satelit|wahana|peluncur|kapsul)"
_LOCATIVE = r"(?:in|at|from|near|off|of|over|above|on|to|into|around|outside|di|dari|ke|dekat|atas|timur|barat|utara|selatan|laut|pulau|kabupaten|kota|desa|pantai|perairan)"
# Between "satelit" and a name: what follows is when, where or whose, not what the satellite is called.
_RELATION = r"(?:pada|dari|ke|di|oleh|menurut|kata|ujar|milik|buatan|dan|dengan|untuk|bagi|saat|setelah|sebelum)"
_NATION = re.compile(r"[A-Z][a-z]+(?:ese|ean|ian|ish|an|ch) (?=[A-Z])")
_GONE_TO = re.compile(
    rf"\b(?:to|in|at|from|visit(?:s|ed|ing)?|ke|di|dari|mengunjungi|kunjungi)\s+(?:the\s+)?{CAPITAL}(?: {CAPITAL})*"
)


class Cast:
    """Vehicles, payloads and places of one text."""

    def __init__(self, text: str, names: Names, language: str) -> None:
        self.names, self.language = names, language
        self.vehicles: dict[str, str] = {}
        self.payloads: dict[str, str] = {}
        known = sorted(listed("vehicle"), key=len, reverse=True)
        for name in known:
            if name in ("alpha", "vega", "proton", "spectrum", "starship") and not re.search(
                rf"(?i:{_PIECE}|{_PIECE_ID})\s+{name}\b|\b{name}\b\s+(?i:{_PIECE})", text, re.IGNORECASE
            ):
                continue
            m = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w])(?:-[A-Z]?\d+)?", text, re.IGNORECASE)
            if m and m.group()[0].isupper():
                self.vehicles.setdefault(m.group(), m.group())
        for m in re.finditer(
            rf"(?i:\broket\s+(?:riset\s+|amatir\s+|kecil\s+)?)(?-i:(?P<n>{CAPITAL}(?: \d\w?\b)?))", text
        ):
            self._vehicle(m.group("n"))
        for m in re.finditer(
            rf"(?<![\w'’])(?P<n>{CAPITAL}(?:[ -][A-Z0-9]\w*){{0,4}})\s+(?:(?:solid|research|sounding|carrier|orbital)\s+)?(?:rocket|launcher|launch vehicle)\b",
            text,
        ):
            self._vehicle(re.sub(r"^(?:The|A|An|Its|His|Her|Their|This|One)\s+", "", m.group("n")))
        for m in re.finditer(
            rf"(?i:\bsatelit\s+(?:(?!{_RELATION}\s)\w+\s+){{0,3}}?)(?-i:(?P<n>{CAPITAL}(?: \d\b)?))|(?<![\w'’])(?P<m>{CAPITAL})\s+(?:radar\s+)?satellites?\b",
            text,
        ):
            name = (m.group("n") or m.group("m")).strip(".,")
            if (
                len(self.payloads) < 50
                and name not in self.vehicles
                and name.lower() not in places()
                and name.lower() not in _calendar()
                and name.lower() not in listed("company")
                and name.lower() not in listed("agency")
                and not re.fullmatch(r"(?:The|A|An|Its|Two|Three|One|Small|No|Satelit|Some)", name)
            ):
                self.payloads.setdefault(name, name)

    def last_named(self, text: str, end: int) -> str:
        """The vehicle that the text has named last before an offset: what "the rocket" most likely means."""
        before = text[max(0, end - 3000) : end]
        found = [(before.rfind(name), name) for name in self.vehicles if name in before]
        return max(found)[1] if found else ""

    def _vehicle(self, name: str) -> None:
        name = name.strip(" .,'’")
        if (nation := _NATION.match(name)) and name[nation.end() :].lower() in listed("vehicle"):
            name = name[nation.end() :]
        adjective = re.fullmatch(r"(?:The|A|An|Its|[A-Z][a-z]+(?:ese|ean|ian|ish|an|ch)|No|One|First|Second)", name)
        if (
            name
            and len(self.vehicles) < 50
            and not adjective
            and not self.names.is_institution(name)
            and name.lower() not in places()
            and not any(name == p or name in p.split() for p in self.names.people)
        ):
            self.vehicles.setdefault(name, name)

    def actors(self, claim: dict[str, Any]) -> list[dict[str, str]]:
        """Who and what a claim names, with the role that its kind gives."""
        text = re.sub(r"-\s*\n\s*", "", claim["words"])
        text = " ".join(text.split())
        out: list[dict[str, str]] = []
        kind = claim["kind"]
        if kind in ("launch", "failure", "splashdown", "orbit", "plan", "test"):
            for name in self.vehicles:
                if re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text):
                    _add(out, self._fullest(name), "vehicle")
            for name in self.payloads:
                if re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text):
                    _add(out, name, "payload")
            if kind in ("launch", "plan", "orbit", "test"):
                for name in self._institutions(text):
                    _add(out, name, "launcher")
                for lower, name in (*listed("company").items(), *listed("agency").items()):
                    if len(lower) > 3 and re.search(rf"(?i)(?<!\w){re.escape(lower)}(?!\w|-\d)", text):
                        _add(out, name, "launcher")
        elif kind in ("meeting", "agreement"):
            for name in [*self._people(text), *self._institutions(text)]:
                _add(out, name, "party")
        elif kind == "visit":
            # what is gone to is no guest, though its capital made a person of it
            for name in self._people(_GONE_TO.sub(" - ", text)):
                _add(out, name, "guest")
        elif kind == "sanction":
            for i, name in enumerate(self._institutions(text)):
                _add(
                    out,
                    name,
                    "authority"
                    if i == 0
                    and not re.search(
                        r"(?i)\b(?:was|were) (?:fined|sanctioned|listed|banned)\b|\b(?:didenda|dijatuhi)\b", text
                    )
                    else "addressee",
                )
        if claim["speaker"] != UNKNOWN and claim.get("_spoken"):
            _add(out, claim["speaker"], "speaker")
        return out

    def _fullest(self, name: str) -> str:
        longer = [v for v in self.vehicles if v != name and re.match(rf"{re.escape(name)}[ -]", v)]
        return longer[0] if len(longer) == 1 else name

    def _people(self, text: str) -> list[str]:
        out: list[str] = []
        for p in self.names.people:
            if p in text and re.search(rf"(?<!\w){re.escape(p)}(?!\w)", text):
                full = self.names.full_person(p)
                if full:
                    out.append(full)
        for part in re.findall(CAPITAL, text):
            full = self.names.full_person(part)
            if full and full in self.names.people and full not in out:
                out.append(full)
        return out

    def _institutions(self, text: str) -> list[str]:
        out: list[str] = []
        for name in sorted(self.names.institutions, key=len, reverse=True):
            if (
                name in text
                and re.search(rf"(?<!\w){re.escape(name)}(?!\w|-\d)", text)
                and not any(name in o for o in out)
            ):
                out.append(self.names.full_institution(name))
        return list(dict.fromkeys(out))

    def places(self, words_said: str) -> list[str]:
        """English names of the places in a claim; towns only where a preposition stands before them."""
        text = " ".join(re.sub(r"-\s*\n\s*", "", words_said).split())
        for name in sorted([*self.vehicles, *self.payloads, *self.names.people], key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "-", text)
        found: list[tuple[int, str]] = []
        taken: list[tuple[int, int]] = []
        for m in re.finditer(rf"{CAPITAL}(?:[ ](?:of[ ]|the[ ])?{CAPITAL}){{0,5}}", text):
            pieces = m.group().split()
            for size in range(len(pieces), 0, -1):
                for first in range(len(pieces) - size + 1):
                    name = " ".join(pieces[first : first + size]).strip(".,'’-")
                    name = re.sub(r"['’]s$", "", name)
                    at = text.find(name, m.start())
                    if any(a <= at < b for a, b in taken):
                        continue
                    canonical = places().get(name.lower())
                    located = re.search(rf"(?i)\b{_LOCATIVE}\s+(?:the\s+)?(?:{CAPITAL}\s+)?$|,\s+$", text[:at])
                    if canonical is None and located and name.lower() in towns() and name not in self.vehicles:
                        canonical = name
                    if canonical is None and located and re.match(r"(?:Pulau|Desa|Tanjung|Kabupaten)\s", name):
                        canonical = name
                    if canonical and name.lower() not in listed("agency"):
                        found.append((at, canonical))
                        taken.append((at, at + len(name)))
        return list(dict.fromkeys(name for _, name in sorted(found)))


@cache
def _calendar() -> frozenset[str]:
    """Months and weekdays of both languages, in lower case: no payload is called so."""
    months = (name for lang in ("en", "id") for names in words(lang, "months") for name in names)
    return frozenset(name.lower() for name in (*months, *words("en", "weekdays"), *words("id", "weekdays")))


def _add(out: list[dict[str, str]], name: str, role: str) -> None:
    if {"name": name, "role": role} not in out:
        out.append({"name": name, "role": role})


def phase_of(words_said: str, language: str) -> str:
    """Phase of flight that a failure names, in English; empty when it names none."""
    for name, found in table("phases")[language].items():
        if re.search(rf"(?i)\b(?:{found})", words_said):
            return name.replace("_", " ")
    return ""


def cause_of(words_said: str, language: str) -> str:
    """What went wrong in a word, in English; empty when the claim does not say."""
    for name, found in table("phases")[f"{language}_cause"].items():
        if re.search(rf"(?i)\b(?:{found})", words_said):
            return name.replace("_", " ")
    return ""


def rule_of(words_said: str) -> str:
    """The rule a sanction names with its number, as the text gives it; else "none named"."""
    m = re.search(
        r"\b(?:(?:[A-Z][\w.]+ ){0,3}(?:Resolutions?|Executive Order|Order|Regulation|Law|Act|Convention|Article|Directive|Resolusi|Peraturan(?: [A-Z]\w+)*|Undang-Undang|Konvensi(?: [A-Z]\w+)*|Keputusan(?: [A-Z]\w+)*|Pasal|Perintah Eksekutif)(?: (?:Number|No\.?|Nomor|of|on|Tahun))*(?: \d[\w/.-]*)(?: Tahun \d{4}| of \d{4})?)",
        " ".join(words_said.split()),
    )
    return m.group().strip(" .") if m else "none named"
