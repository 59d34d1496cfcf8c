"""Sentences with a full quotation: who is quoted, and what the words around the quotation say themselves."""

from __future__ import annotations

from luncur.claims.speech import nounphrase as np
from luncur.claims.speech.content import Frame
from luncur.claims.speech.frames import frames
from luncur.claims.speech.indirect import indirect, main_subject, without_carriers
from luncur.claims.speech.nounphrase import BLANK
from luncur.claims.speech.said import Said
from luncur.claims.speech.speech import tables
from luncur.claims.text.flat import CLOSING, OPENING
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase


def is_full(text: str, quote: tuple[int, int], start: int) -> bool:
    """Whether a quotation is a clause of its own, not some words inside the newspaper's."""
    body = text[quote[0] : quote[1]].strip()
    before = text[start : quote[0] - 1].strip()
    if not body:
        return False
    if not before or before.endswith((":", CLOSING)):
        return len(body.split()) >= 2 or not before
    if before.endswith(",") and body[:1].isupper():
        return True
    if re.search(rf"{CLOSING},?\s.*$", text[start : quote[0] - 1]) and text[start : start + 2].strip()[:1] == OPENING:
        return len(body.split()) >= 2
    return body[:1].isupper() and len(body.split()) >= 4


def with_quotations(text: str, start: int, end: int, full: list[tuple[int, int]], language: str) -> list[Said]:
    """The quotations of a sentence with their speaker, and indirect speech before and behind them."""
    outside = list(text[start:end])
    for a, b in full:
        for i in range(max(a - 1, start), min(b + 1, end)):
            outside[i - start] = BLANK
    residue, carriers = without_carriers("".join(outside), language)
    residue = re.sub(r"[.!?…](?=\s*$)", " ", residue)
    found = frames(residue, language)
    chosen = _chosen(residue, found)
    out = [
        Said(group, chosen.subject if chosen else _bare(residue, language), quoted=True)
        for group in _joined(text, full)
    ]
    if chosen is None:
        for said in out:
            said.carriers = list(carriers)
        return out
    passed = [*chosen.carriers, *carriers, *(f.subject for f in found if f is not chosen and f.verb == "according")]
    cited = re.match(
        rf"[,\s]*(?:{tables(language)['citing']})\s+(?P<np>[^,{BLANK}]+)", residue[chosen.end :]
    ) or re.search(rf"\s(?:{tables(language)['citing']})\s+(?P<np>[^,{BLANK}]+)$", chosen.subject)
    if cited:
        by = chosen.subject[: cited.start()] if cited.string == chosen.subject else chosen.subject
        for said in out:
            said.speaker, said.carriers = cited.group("np").strip(), [by.strip(), *passed]
        return out
    for said in out:
        said.carriers = list(passed)
    return [*_lead(text, start, residue, chosen, language), *out, *_behind(residue, start, found, chosen, language)]


def _chosen(residue: str, found: list[Frame]) -> Frame | None:
    """The attribution that governs the quotation: one with a subject, nearest to a quotation."""
    named = [f for f in found if f.subject]
    if not named:
        return None

    def gap(f: Frame) -> tuple[int, int]:
        behind = residue[f.end :].find(BLANK)
        ahead = f.start - residue.rfind(BLANK, 0, f.start) if BLANK in residue[: f.start] else 10**6
        return (f.verb == "according" and len(named) > 1, min(behind if behind >= 0 else 10**6, ahead))

    return min(named, key=gap)


def _bare(residue: str, language: str) -> str:
    """Whose a quotation behind a colon is: "Mara Quill: “...”", "Quill was having none of it: “...”"; else nothing."""
    m = re.match(rf"\s*(?P<np>[^{BLANK}:]{{2,120}}):\s*{BLANK}", residue)
    if m is None:
        return ""
    if np.like_speaker(m.group("np"), language):
        return m.group("np").strip()
    return main_subject(m.group("np"), language) or ""


def _joined(text: str, full: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Quotations that go on after the attribution make one span each with what they interrupt."""
    groups: list[list[tuple[int, int]]] = []
    for a, b in full:
        earlier = text[groups[-1][-1][0] : groups[-1][-1][1]].rstrip() if groups else ""
        if groups and (earlier.endswith(",") or earlier[-1:].isalnum()) and text[a : a + 1].islower():
            groups[-1].append((a, b))
        else:
            groups.append([(a, b)])
    return groups


def _lead(text: str, start: int, residue: str, chosen: Frame, language: str) -> list[Said]:
    """Indirect speech of its own before a quotation in the same sentence ("The pump failed, she said, adding: ...")."""
    lead = residue.split(BLANK)[0].rstrip(" ,:")
    if len(lead.split()) <= 6 or (
        chosen.content is not None and len(lead[chosen.content :].split()) < 4 and chosen.start < len(lead)
    ):
        return []
    if chosen.content is not None and chosen.content < len(lead):
        lead = re.sub(r"(?i)[,\s]+(?:and|but|dan|tetapi)?\s*(?:adding|added|saying|warning|menambahkan)\s*$", "", lead)
    return [s for s in indirect(text, start, start + len(lead), language) if s.speaker is not None and s.spans]


def _behind(residue: str, start: int, found: list[Frame], chosen: Frame, language: str) -> list[Said]:
    """ "“...,” she said, adding that the pump had failed."."""
    last = residue.rfind(BLANK)
    out = []
    for f in found:
        if not f.subject and f.content is not None and f.content > last and f.start > chosen.start:
            out.append(Said([(start + f.content, start + len(residue.rstrip(" .")))], chosen.subject, list(f.carriers)))
    if not out and chosen.end > last:
        m = re.match(r",\s+(?:and|but|while|dan|tetapi|namun|sementara)\s+(?P<c>.+)$", residue[chosen.end :])
        if m and finite_phrase(m.group("c"), language) and len(m.group("c").split()) >= 3:
            a = start + chosen.end + m.start("c")
            out.append(Said([(a, a + len(m.group("c").rstrip(" .")))], chosen.subject))
    return out
