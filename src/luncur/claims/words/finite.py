"""Verbs that make a phrase a clause, in two lists.

``FINITE`` is wide, for pieces of a sentence already known to tell something; ``finite_phrase`` is strict about words that
are names or nouns more often, for phrases that may be somebody's name.
"""

from __future__ import annotations

from luncur.claims.words import rx as re

FINITE = {
    "en": re.compile(
        r"(?i)\b(?:(?:was|were|is|are|has|had|have|did|does|would|could|do)(?:n['’]t)?|wo?n['’]t|can['’]t|will|would|could|(?-i:may)|might|shall|should|can|\w+ed|fell|came|rose|broke|blew|went|shut|lost|flew|met|left|sent|took|sank|stood|lit|found|hit|burst|tore|put|got|made|gave|ran|held|began|said|says|lies|lay|struck|shot|cut|led|drew|saw|brought|caught|sat|rang|spun|woke|bent|bled|bought|chose|crept|dealt|dug|drove|fought|fled|forgot|froze|grew|hung|heard|kept|knew|laid|meant|paid|rode|sought|sold|shook|shone|shrank|slept|slid|spoke|spent|stole|stuck|swung|taught|threw|understood|wore|won|wrote|swept|thought|told|lit)\b"
    ),
    "id": re.compile(
        r"(?i)\b(?!(?:melalui|mengenai|menurut|menjelang|mesin|menteri|menara|meter|media|mereka|memang|merah|meski|meskipun|metode|meteor\w*|medan|meja|berita|beras|beranda|berkas|bersama|berapa|besar|dini|dinas|direktur|dirinya|diri|dinding|digital|terhadap|terakhir|termasuk|teras|ternyata|terlalu|tersebut|terlebih|terus|ternak|menit)(?:nya)?\b)(?:me\w+|ber\w+|di\w{3,}|ter\w+|jatuh|gagal|padam|akan|telah|sudah|belum|tidak|ada|lepas landas|hilang|rusak|terbang|pulang|pergi|tiba|datang|singgah|kembali|naik|muncul|lenyap|kandas|macet|anjlok|batal|urung|tewas|luka|masih|tetap|patah|retak|robek|kena|hadir|mundur|masuk|keluar|tenggelam|habis|usai|selesai|pecah|turun|hancur|mati|sukses|bocor)\b"
    ),
}
_IN_PHRASE = {
    "en": re.compile(
        r"(?i)\b(?:was|were|is|are|will|would|did|does|had|has|have|could|may|might|shall|should|can|must|fell|came|went|lost|flew|met|left|sent|took|sank|hit|burst|tore|put|got|made|gave|ran|held|began|lies|lay|struck|shot|broke|rose|blew|won't|didn't|wasn't|isn't|hasn't|can't|do|don't|been|became|stood|found|seems?|looks?|cut|caught|saw|slid|dropped|woke|chose|drove|forgot|froze|grew|knew|rode|shook|shone|shrank|spoke|stole|swung|threw|wore|wrote|crept|fled)\b"
        r"|\b[a-z]{3,}ed(?= (?:the|a|an|its|his|her|their|in|on|at|into|from|to|by|as|off|out|up|down|over|that|with|after|for|no|about|\w+ly)\b|\s*$|,)"
    ),
    "id": re.compile(
        r"\b(?:(?!melalui|mengenai|menurut|menjelang|mereka|menteri|mesin|media|meter|medan|mei|merah|menara|merek)me\w{4,}|(?!dinas|direktur|direktorat|divisi|dirgantara|dinamo|diplomat|disiplin)di\w{4,}|(?!terutama|terminal|tertib|tersebut|tertulis|terkait|terbesar|tertinggi|terakhir|terdekat|tertentu|teras|terpadu)ter\w{3,}|(?!berita|besar|beberapa|bersama|berkas|berat|bernama|berusia|bersenjata|berawak|berkala|bertingkat)ber\w{3,}|jatuh|gagal|padam|akan|telah|sudah|belum|tidak|ada|adalah|lepas landas|hilang|rusak|pecah|turun|hancur|mati|bocor|masih|bisa|dapat|masuk|naik|pernah|sempat|harus|hanya|mungkin|tak|bukan|kena|mundur|batal|tiba|datang|pergi|cocok|lebih|rampung|selesai|aman|sesuai|retak|memuaskan|bekerja|tunduk|robek|luka|tewas|selamat|utuh|normal|lancar|kandas|batal|meleset|macet|habis|runtuh|tenggelam|tertunda|mulus|sukses|berhasil|kembali|lolos|jebol|roboh|meninggal|kosong|perlu|wajib|boleh|layak)\b"
    ),
}


def finite(piece: str, language: str) -> bool:
    """Whether a piece of a sentence holds a finite verb."""
    return bool(FINITE[language].search(piece))


def finite_phrase(phrase: str, language: str) -> bool:
    """Whether a phrase that could name someone holds a verb that makes it a clause."""
    return _IN_PHRASE[language].search(phrase) is not None
