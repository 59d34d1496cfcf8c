"""From phrases to speakers over several sentences: names, offices, institutions, pronouns, and what stays open."""

from __future__ import annotations

import pytest

from luncur.claims.who.names import Names
from luncur.claims.who.speakers import UNKNOWN, Speakers


def resolve(text: str, phrase: str, language: str = "en") -> str:
    """The speaker of a phrase in a text whose sentences have been read up to its end."""
    speakers = Speakers(Names(text, language), language, "The Bay Herald")
    for sentence in text.split(". "):
        speakers.mention(sentence)
        speakers.follow(sentence)
    return speakers.resolve(phrase).name


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Harbour master Mara Quill came.", "Quill", "Mara Quill"),
        ("Deputy Transport Secretary Mara Quill said so.", "Quill", "Mara Quill"),
        ("Mara Quill, 43, came.", "Ms Quill", "Mara Quill"),
        ("Mara Quilland came.", "Quiland", "Mara Quilland"),
        ("The harbour master, Mara Quill, came.", "the harbour master", "Mara Quill"),
        ("A plan exists.", "the harbour master", "harbour master"),
        ("Mara Quill came with Tobias Quill.", "Quill", UNKNOWN),
        ("Mara Quill came with Tobias Reed.", "Mara Quill and Tobias Reed", UNKNOWN),
        ("Mara Quill came.", "she", "Mara Quill"),
        ("A plan exists.", "she", UNKNOWN),
        ("The Fen Space Agency (FSA) came.", "the agency", "Fen Space Agency"),
        ("Reports named the Fen Space Agency and the Bay Space Agency.", "the agency", UNKNOWN),
        ("The Fen Space Agency came.", "a spokeswoman for the Fen Space Agency", "Fen Space Agency"),
        ("The Fen Space Agency came.", "officials of the Fen Space Agency", "Fen Space Agency"),
        ("The Fen Space Agency came.", "it", "Fen Space Agency"),
        ("A plan exists.", "a villager", UNKNOWN),
        ("A plan exists.", "one of the engineers", UNKNOWN),
        ("A plan exists.", "an official who asked not to be named", UNKNOWN),
        ("A plan exists.", "Tarn's defence ministry", "Tarn's defence ministry"),
        ("Mara Quill came.", "Mara Quill's neighbour", UNKNOWN),
        ("Mara Quill of the Bay Institute came.", "Mara Quill of the Bay Institute", "Mara Quill"),
        ("The Bay Institute came.", "an investigation by the Bay Institute", "Bay Institute"),
        ("Bay House was full.", "a source at Bay House", UNKNOWN),
    ],
)
def test_english_speakers(text: str, phrase: str, name: str) -> None:
    assert resolve(text, phrase) == name


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Direktur Navigasi Penerbangan Sari Wening hadir.", "Sari", "Sari Wening"),
        ("Kepala Pusat Riset BRIN Sari Wening hadir.", "Wening", "Sari Wening"),
        ("Kapolsek Tarn Iptu Budi Harsa hadir.", "Kapolsek Tarn Iptu Budi Harsa", "Budi Harsa"),
        ("Suparman (44) hadir.", "Suparman, warga desa", "Suparman"),
        ("Pak Umar hadir.", "Umar", "Pak Umar"),
        ("Sari Wening hadir.", "ia", "Sari Wening"),
        ("Sari Wening hadir.", "perempuan 61 tahun itu", "Sari Wening"),
        ("Kementerian Perhubungan hadir.", "kementerian itu", "Kementerian Perhubungan"),
        ("Kementerian Perhubungan hadir.", "juru bicara Kementerian Perhubungan", "Kementerian Perhubungan"),
        ("Bupati Tarn Sari Wening dan Kapten Budi Wening dari BRIN hadir.", "Wening", UNKNOWN),
        ("Rapat diadakan.", "seorang nelayan", UNKNOWN),
        ("Rapat diadakan.", "sumber itu", UNKNOWN),
        ("Rapat diadakan.", "Gubernur Tarn", "Gubernur Tarn"),
        ("Rapat diadakan.", "Direktur Peluncuran", "Direktur Peluncuran"),
        ("Rapat diadakan.", "Himpunan Nelayan Tarn", "Himpunan Nelayan Tarn"),
    ],
)
def test_indonesian_speakers(text: str, phrase: str, name: str) -> None:
    assert resolve(text, phrase, "id") == name


def test_a_quotation_alone_goes_on_with_who_spoke_right_before() -> None:
    names = Names("Mara Quill came.", "en")
    speakers = Speakers(names, "en", "The Bay Herald")
    speakers.mention("“We lost it,” Mara Quill said.")
    speakers.remember(speakers.resolve("Mara Quill"))
    speakers.mention("“We know why.”")
    assert speakers.continued(near=True).name == "Mara Quill"


def test_a_quotation_that_nobody_leads_to_stays_open() -> None:
    speakers = Speakers(Names("", "en"), "en", "The Bay Herald")
    speakers.mention("“We know why.”")
    assert speakers.continued(near=False).name == UNKNOWN


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Roket itu aman, kata Moon Yong Hak dari Institut Kajian Laguna.", ["Moon Yong Hak"]),
        ("Roket itu aman, kata Bo Yang, pakar roket. Itu yang dikatakannya.", ["Bo Yang"]),
        ("Juru bicara Kremlin Anton Birawa mengatakan roket itu aman.", ["Anton Birawa"]),
        ("Juru bicara Gedung Putih Sari Wening mengatakan roket itu aman.", ["Sari Wening"]),
    ],
)
def test_people_whose_names_are_also_words_or_stand_after_a_seat(sentence: str, people: list[str]) -> None:
    assert Names(sentence, "id").people == people
