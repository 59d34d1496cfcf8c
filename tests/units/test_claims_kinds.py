"""Kinds of clauses, their segmentation and the forms of words, on sentences made for the purpose."""

from __future__ import annotations

import pytest

from luncur.claims.clauses import clauses
from luncur.claims.inflect import english, indonesian, plural
from luncur.claims.kinds import ORDER, kind_of
from luncur.claims.lexicon import LANGUAGES, table
from luncur.claims.modality import modality_of
from luncur.claims.tags import Rules, parsed, tagged

ENGLISH = [
    ("sanction", "The regulator has revoked the operator's launch licence"),
    ("sanction", "Washington slapped new export controls on the manufacturer"),
    ("sanction", "Customs officers seized two turbopumps"),
    ("sanction", "The owner of the boat is suing the company for damages"),
    ("sanction", "The firm was fined 40,000 euros for flying without insurance"),
    ("sanction", "All flights of the rocket have been grounded"),
    ("sanction", "The bank froze the assets of three engineers"),
    ("sanction", "The embargo will be lifted in June"),
    ("agreement", "The two agencies signed a memorandum of understanding"),
    ("agreement", "Talks on the lease collapsed and no deal was reached"),
    ("agreement", "The contract runs until 2031"),
    ("agreement", "Both sides agreed to share tracking data"),
    ("agreement", "The pact obliges each party to return fallen parts"),
    ("agreement", "The company pulled out of the treaty"),
    ("visit", "The foreign minister will travel to the spaceport on Friday"),
    ("visit", "Inspectors arrived at the site at noon"),
    ("visit", "A delegation of lawmakers toured the assembly hall"),
    ("visit", "The ambassador left for home on Sunday"),
    ("meeting", "The ministers held talks for three hours"),
    ("meeting", "She met the head of the agency in Geneva"),
    ("meeting", "Negotiations between the two governments broke down"),
    ("meeting", "The committee will convene an emergency session"),
    ("zone_verdict", "The fairing came down outside the exclusion zone"),
    ("zone_verdict", "None of the pieces fell within the country's territorial waters"),
    ("zone_verdict", "The debris landed inside the declared area"),
    ("damage", "Two farmers were slightly injured"),
    ("damage", "The blast shattered windows in the village"),
    ("damage", "A fishing boat was damaged"),
    ("damage", "The fire destroyed a barn"),
    ("damage", "There were no casualties"),
    ("damage", "The launch pad suffered heavy damage"),
    ("damage", "A cow was killed"),
    ("damage", "The fuel could endanger residents"),
    ("splashdown", "The capsule splashed down off the coast"),
    ("splashdown", "A tank was found on a beach"),
    ("splashdown", "The upper stage burned up over the ocean"),
    ("splashdown", "Divers recovered the engine from the seabed"),
    ("splashdown", "Fragments rained down on the desert"),
    ("splashdown", "The booster plunged into the lake"),
    ("splashdown", "Villagers discovered a metal sphere in a field"),
    ("splashdown", "The first stage touched down softly on the barge"),
    ("splashdown", "The satellite will re-enter the atmosphere on Monday"),
    ("failure", "The engine flamed out after 90 seconds"),
    ("failure", "A valve stuck open"),
    ("failure", "Controllers lost contact with the vehicle"),
    ("failure", "The fairing did not separate"),
    ("failure", "The rocket veered off course and was blown up"),
    ("failure", "The parachutes failed to open"),
    ("failure", "An electrical fault caused the crash"),
    ("failure", "The second stage never ignited"),
    ("failure", "The motor burst on the test stand"),
    ("failure", "The guidance computer malfunctioned"),
    ("failure", "The booster disintegrated shortly after lift-off"),
    ("failure", "The mission ended in failure"),
    ("failure", "Thrust dropped sharply in the third engine"),
    ("orbit", "The payload reached its planned orbit"),
    ("orbit", "The probe is now circling the Moon"),
    ("orbit", "Three cubesats were deployed"),
    ("orbit", "The rocket failed to reach orbit"),
    ("orbit", "The upper stage placed the satellite in a polar orbit"),
    ("launch", "The rocket lifted off at dawn"),
    ("launch", "The vehicle left the pad at 6 a.m."),
    ("launch", "The launch was scrubbed because of high winds"),
    ("launch", "Engineers halted the countdown"),
    ("launch", "It was the third flight of the year"),
    ("launch", "The army fired two missiles"),
    ("launch", "The sounding rocket soared into the night sky"),
    ("launch", "The rocket climbed to a height of 120 kilometres"),
    ("test", "The company carried out a static fire of the first stage"),
    ("test", "Engineers test-fired the motor for a minute"),
    ("test", "The wet dress rehearsal went smoothly"),
    ("test", "The new engine was tested in March"),
    ("plan", "The next launch is scheduled for May"),
    ("plan", "The company plans to launch a lunar probe in 2027"),
    ("plan", "The launch has been postponed until Thursday"),
    ("plan", "No date has been set for the second attempt"),
    ("plan", "The rocket will carry four satellites"),
    ("plan", "The launch window opens on Tuesday"),
    ("plan", "A new pad is to be built by the end of the year"),
    ("", "The rocket is 57 metres tall"),
    ("", "The museum opens at nine"),
    ("", "The launch director is an engineer by training"),
    ("", "The village lies at the end of a long road"),
    ("", "The company employs 400 people"),
    ("", "The rain fell all day"),
    ("", "Shares in the launch company fell by a tenth"),
    ("", "The licence fee is paid once a year"),
]
INDONESIAN = [
    ("sanction", "Otoritas mencabut izin peluncuran perusahaan itu"),
    ("sanction", "Amerika Serikat menjatuhkan sanksi baru kepada pabrik mesin"),
    ("sanction", "Pemilik kebun menuntut ganti rugi kepada operator"),
    ("sanction", "Perusahaan itu didenda dua miliar rupiah"),
    ("sanction", "Bea cukai menyita dua pompa turbo"),
    ("sanction", "Embargo akan dicabut bulan depan"),
    ("sanction", "Izin terbangnya dibekukan"),
    ("agreement", "Kedua lembaga meneken nota kesepahaman"),
    ("agreement", "Kontrak itu berlaku sampai 2031"),
    ("agreement", "Kedua negara sepakat berbagi data"),
    ("agreement", "Perjanjian itu mewajibkan pengembalian puing"),
    ("visit", "Menteri akan berkunjung ke bandar antariksa pada Jumat"),
    ("visit", "Rombongan pengawas tiba di lokasi siang tadi"),
    ("visit", "Presiden meninjau hanggar perakitan"),
    ("meeting", "Kedua menteri bertemu di Jenewa"),
    ("meeting", "Perundingan berlangsung tiga jam"),
    ("meeting", "Bupati akan menggelar rapat dengan warga"),
    ("zone_verdict", "Selubung itu jatuh di luar zona larangan"),
    ("zone_verdict", "Tidak ada serpihan yang jatuh di dalam perairan teritorial Indonesia"),
    ("damage", "Dua petani terluka ringan"),
    ("damage", "Ledakan memecahkan kaca jendela rumah warga"),
    ("damage", "Sebuah perahu nelayan rusak"),
    ("damage", "Tidak ada korban jiwa"),
    ("damage", "Api merembet ke kebun"),
    ("damage", "Landasan peluncuran rusak berat"),
    ("splashdown", "Kapsul itu mendarat di laut"),
    ("splashdown", "Sebuah tangki ditemukan di pantai"),
    ("splashdown", "Tingkat atas terbakar habis di atmosfer"),
    ("splashdown", "Nelayan mengangkat mesin dari dasar laut"),
    ("splashdown", "Serpihan berjatuhan di gurun"),
    ("splashdown", "Warga menemukan bola logam di ladang"),
    ("splashdown", "Satelit itu akan masuk kembali ke atmosfer Senin"),
    ("failure", "Mesin padam setelah 90 detik"),
    ("failure", "Katup macet"),
    ("failure", "Pengendali kehilangan kontak dengan wahana"),
    ("failure", "Selubung tidak terlepas"),
    ("failure", "Roket melenceng dari jalur dan diledakkan"),
    ("failure", "Parasutnya tidak mengembang"),
    ("failure", "Gangguan listrik menyebabkan kecelakaan itu"),
    ("failure", "Misi itu berakhir gagal"),
    ("failure", "Tekanan di ruang bakar anjlok"),
    ("orbit", "Muatan itu mencapai orbit"),
    ("orbit", "Satelit sudah mengorbit"),
    ("orbit", "Tiga satelit mungil dilepaskan"),
    ("orbit", "Roket itu gagal mencapai orbit"),
    ("launch", "Roket lepas landas saat fajar"),
    ("launch", "Peluncuran dibatalkan karena angin kencang"),
    ("launch", "Hitung mundur dihentikan"),
    ("launch", "Tentara menembakkan dua rudal"),
    ("launch", "Roket sonda itu mencapai ketinggian 120 kilometer"),
    ("launch", "Ini penerbangan ketiga tahun ini"),
    ("test", "Perusahaan itu menggelar uji statis tingkat pertama"),
    ("test", "Mesin baru diuji pada Maret"),
    ("test", "Gladi bersih berjalan lancar"),
    ("plan", "Peluncuran berikutnya dijadwalkan Mei"),
    ("plan", "Perusahaan itu berencana meluncurkan wahana bulan pada 2027"),
    ("plan", "Peluncuran ditunda hingga Kamis"),
    ("plan", "Belum ada jadwal untuk percobaan kedua"),
    ("plan", "Roket itu akan membawa empat satelit"),
    ("plan", "Jendela peluncuran dibuka Selasa"),
    ("", "Roket itu setinggi 57 meter"),
    ("", "Museum buka pukul sembilan"),
    ("", "Direktur peluncuran itu seorang insinyur"),
    ("", "Desa itu terletak di ujung jalan"),
    ("", "Perusahaan itu mempekerjakan 400 orang"),
    ("", "Hujan turun sepanjang hari"),
    ("", "Harga beras naik lagi"),
]


@pytest.mark.parametrize(("kind", "clause"), ENGLISH)
def test_kinds_in_english(kind: str, clause: str) -> None:
    assert kind_of(clause, "en") == kind


@pytest.mark.parametrize(("kind", "clause"), INDONESIAN)
def test_kinds_in_indonesian(kind: str, clause: str) -> None:
    assert kind_of(clause, "id") == kind


SEGMENTS = [
    ("en", "The booster broke apart and its remains fell into the sea", ["failure", "splashdown"]),
    ("en", "The rocket, built in Kiel, lifted off on Friday and reached orbit nine minutes later", ["launch", "orbit"]),
    ("en", "A capsule that had been launched in May splashed down off Kauai", ["splashdown"]),
    ("en", "The engine shut down because a valve had frozen, so the stage fell into a lake", ["failure", "splashdown"]),
    ("en", "The tank landed in a garden, where it crushed a shed", ["splashdown", "damage"]),
    ("en", "The first stage fell near Port Quill and the second stage fell near Marn", ["splashdown", "splashdown"]),
    ("en", "Nobody was hurt when the motor burst on its stand", ["damage", "failure"]),
    ("en", "The firm, which was fined last year, plans to launch again in May", ["plan", "sanction"]),
    ("en", "The rocket exploded on its pad, damaging a tower", ["failure", "damage"]),
    ("en", "The rocket exploded five seconds after leaving its pad in Marn", ["failure"]),
    ("en", "If the licence is suspended, the firm will sue for damages", ["sanction"]),
    ("en", "The sounding rocket flew for nine minutes; the booster fell into the sea", ["launch", "splashdown"]),
    ("id", "Pendorong itu pecah dan puingnya jatuh ke laut", ["failure", "splashdown"]),
    ("id", "Roket itu, buatan Bandung, lepas landas Jumat dan mencapai orbit", ["launch", "orbit"]),
    ("id", "Kapsul yang diluncurkan Mei lalu mendarat di laut", ["splashdown"]),
    ("id", "Tidak ada yang terluka ketika motor meledak di tegakan uji", ["damage", "failure"]),
    ("id", "Tidak ada rumah yang rusak di Marn", ["damage"]),
    ("id", "Perusahaan itu, yang didenda tahun lalu, berencana meluncurkan roket lagi", ["plan", "sanction"]),
    ("id", "Roket meledak lima detik setelah lepas landas", ["failure"]),
    ("id", "Setelah peluncuran dibatalkan, menteri pulang ke Jakarta", ["launch", "visit"]),
]


@pytest.mark.parametrize(("language", "sentence", "kinds"), SEGMENTS)
def test_clauses_of_a_sentence(language: str, sentence: str, kinds: list[str]) -> None:
    assert [c.kind for c in clauses(sentence, 0, len(sentence), language, False)] == kinds


@pytest.mark.parametrize(
    ("clause", "kind", "language", "beside", "modality"),
    [
        ("the valve leaked", "failure", "en", "", "asserted"),
        ("the valve leaked", "failure", "en", "Mara Quill believes that | ", "opinion"),
        ("katup itu bocor", "failure", "id", "Sari Wening menduga | ", "possible"),
        ("The launch was put off until noon", "launch", "en", "", "asserted"),
        ("The launch was called off", "launch", "en", "", "denied"),
        ("Any such sale would break the embargo", "sanction", "en", "", "conditional"),
        ("Pertemuan berikutnya digelar di Garut", "meeting", "id", "", "planned"),
        ("Perusahaan itu belum berniat mencari roket lain", "plan", "id", "", "denied"),
        ("We have figures that no model could have given", "statement", "en", "", "asserted"),
        ("The crew was unharmed", "damage", "en", "", "asserted"),
    ],
)
def test_modality_of_a_clause(clause: str, kind: str, language: str, beside: str, modality: str) -> None:
    assert modality_of(clause, kind, language, False, False, beside) == modality


def test_forms_of_english_words() -> None:
    assert english("drop") == {"drop": "bare", "drops": "s", "dropping": "ing", "dropped": "past"}
    assert set(english("fall_into")) == {"fall_into", "falls_into", "falling_into", "fell_into", "fallen_into"}
    assert {"carried", "carries"} <= set(english("carry"))
    assert plural("fisherman") == {"fisherman", "fishermen"}


@pytest.mark.parametrize(
    ("root", "form"),
    [
        ("luncur", "diluncurkan"),
        ("tunda", "menunda"),
        ("putus", "memutuskan"),
        ("sita", "menyita"),
        ("kenal", "mengenali"),
        ("cabut", "mencabut"),
        ("bom", "mengebom"),
        ("jatuh", "berjatuhan"),
        ("runding", "berunding"),
    ],
)
def test_forms_of_indonesian_verbs(root: str, form: str) -> None:
    assert form in indonesian(root)[0]


def test_nouns_of_a_root_are_no_verbs_of_it() -> None:
    verbs, nouns = indonesian("luncur")
    assert "peluncuran" in nouns
    assert not verbs & nouns


def test_a_noun_is_not_taken_for_a_verb() -> None:
    noun, verb = tagged("the launch", "en")[1], tagged("they will launch it", "en")[2]
    assert "launch" not in noun.tags
    assert "launch:bare" in verb.tags


def test_a_phrase_covers_its_words() -> None:
    words = tagged("roket itu lepas landas", "id")
    assert words[2].tags["launch"] == 2
    assert "shut" not in words[2].tags


def test_rules_keep_order_and_distance() -> None:
    assert Rules(["piece .. fall"], "en").find(tagged("debris fell", "en")) == (0, 11)
    assert Rules(["piece .. fall"], "en").find(tagged("it fell on debris", "en")) is None
    assert Rules(["piece <> fall"], "en").find(tagged("it fell on debris", "en")) == (3, 17)
    assert Rules(["piece fall"], "en").find(tagged("debris that fell", "en")) is None
    assert Rules(["piece fall"], "en").find([]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_rules_and_every_class_is_used(language: str) -> None:
    kinds = table("kinds")[language]
    assert set(kinds) == set(ORDER)
    asked = {
        key.split(":")[0]
        for kind in kinds.values()
        for rules in kind.values()
        for text in rules
        for rule in parsed(text, language)
        for element in rule.elements
        for key in element
    }
    lists = table(f"lexicon-{language}")
    assert {name for part in ("noun", "word", "verb") for name in lists[part]} - asked <= {"guest", "person"}
