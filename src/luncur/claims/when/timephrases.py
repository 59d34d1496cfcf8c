"""Phrases of time in English and Indonesian, from the most exact to the least; what each means is in ``dates``."""

from __future__ import annotations

import re
from functools import cache

from luncur.claims.words.lexicon import words

_Y = r"(?:19|20)\d\d"
_ROUND_EN = r"(?:(?:about|around|some|nearly|almost|just over|just under|over|under|more than|less than|roughly|only|just|barely) )?"
_ROUND_ID = r"(?:(?:sekitar|kira-kira|hampir|lebih dari|kurang dari|hanya|baru|genap|tepat) )?"
_PART_EN = r"(?: (?:night|morning|evening|afternoon|noon|lunchtime))?"
_PART_ID = r"(?: (?:pagi|siang|sore|petang|malam|dini hari|subuh|tengah malam))?"

EN = {
    "dayrange": rf"\b(?:(?:between|from) )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?| (?:and|to|until|or) )(?:the )?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? <M>(?:,? (?P<year>{_Y}))?\b|\b(?:(?:between|from) )?<M3> (?P<day3>\d{{1,2}})(?: ?[-–] ?| (?:and|to|until|or) )(?P<last3>\d{{1,2}})(?:,? (?P<year3>{_Y}))?\b(?! (?:MONTHS)\b)",
    "dates": rf"\b(?:between|from) (?:<M> (?P<day>\d{{1,2}})|(?P<day3>\d{{1,2}}) <M3>) (?:and|to|until) (?:<M2> (?P<last>\d{{1,2}})|(?P<last4>\d{{1,2}}) <M4>)(?:,? (?P<year>{_Y}))?\b",
    "full": rf"\b<M>\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>{_Y}))?\b|\b(?:the )?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>MONTHS)\.?(?:,?\s+(?P<year2>{_Y}))?\b",
    "iso": rf"\b(?P<year>{_Y})-(?P<num>\d\d)-(?P<day>\d\d)\b",
    "ago_today": r"\b<N> years ago (?:today|this day)\b",
    "dayoftold": r"\b(?:on )?the (?P<day>\d{1,2})(?:st|nd|rd|th)(?: of (?:that|the same|this) month)?\b",
    "weekdayweek": rf"\b(?:on )?<W>{_PART_EN}(?:,? (?:of )?(?P<which>last|this|next) week)\b",
    "monthtold": r"\b(?:in )?<M> (?:of )?(?:that|the same) year\b",
    "monthyear": r"\b(?:in |during |by )?<M> (?P<which>(?:last|this|next) year)\b",
    "weekof": rf"\b(?:in )?the (?P<nth>first|second|third|fourth|last|final) (?:full )?week (?:of|in) <M>(?:,? (?P<year>{_Y}))?\b",
    "quarter": rf"\b(?:in |during )?the (?P<nth>first|second|third|fourth) (?P<part>quarter|half)(?: of (?:(?P<year>{_Y})|(?P<which>(?:this|next|last) year|the year)))?\b",
    "midyear": rf"\b(?P<how>by|before|until|in|around) (?P<nth>early|mid|late)[- ](?P<year>{_Y})\b",
    "yearend": r"\b(?:by|before|at|until|towards?) (?:year[- ]end|year['’]s end|the year['’]s end)\b",
    "end": rf"\b(?P<how>before|by|until|at|towards?|through) the end of (?:(?P<what>the year|this year|next year|the month|this month|next month|the decade|this decade)|<M>(?: (?P<year>{_Y}))?|(?P<year2>{_Y}))\b",
    "part": rf"\b(?:in |since )?(?P<nth>early|mid|late|the beginning of|the start of|the middle of|the end of)(?: in)?[ -](?:<M>(?:,? (?P<year>{_Y}))?(?: (?P<which>(?:last|this|next) year))?|(?P<month_of>this|last|next|the) month)\b",
    "back": rf"\b{_ROUND_EN}<N>[- ](?P<unit>day|week|month|year|night|fortnight|half[- ]year|decade)s? (?P<way>earlier|ago|later|previously|before(?=[,.;]|\s*$)|after(?=[,.;]|\s*$)|beforehand|before that|after that)(?:\b|$)",
    "ahead": rf"\bin {_ROUND_EN}<N> (?P<unit>day|week|month|year)s?(?:['’] time)?(?= ?(?:[,.;]|$|at|from|and))",
    "from_event": rf"\b{_ROUND_EN}<N>[- ](?P<unit>day|week|month|year)s? (?P<way>before|after)(?= (?:the |its |their |that |his |her )?(?P<noun>launch|lift-?off|flight|accident|failure|loss|crash|test|explosion|landing|splashdown|mishap|disaster|re-?entry|attempt|blast|fall|signing|meeting|visit)\b)",
    "beside": r"\b(?:on )?the (?:day|night|evening|morning|afternoon) (?P<way>before|after)\b(?: the (?P<noun>\w+))?|\bthe (?P<way2>previous|following|next|preceding) (?:day|morning|night|evening|afternoon)\b|\b(?:earlier |later )?(?:on )?(?P<way3>(?:that|the same) (?:day|morning|night|evening|afternoon))\b",
    "weekend": r"\b(?P<which>last|this|next|over the|at the|the previous|the following|on the) weekend\b",
    "weekdaypair": r"\b(?:on |between )?<W> (?:and|or|to|until) <W2>\b",
    "monthpair": rf"\b(?:in )?<M>(?: (?P<year1>{_Y}))?(?:,? and (?:again )?(?:in )?| and | or )<M2>(?:,? (?P<year>{_Y}))?\b(?! \d)",
    "rel": rf"\b(?P<which>last|this|next|earlier this|later this|late last|early last|early this|early next|late this|late next|the previous|the following|this past|this coming) (?P<unit>week|month|year|quarter|decade|<M>|<S>|summer|autumn|fall|winter|<W>){_PART_EN}\b(?! (?:one|two|three|four|\d|more)\b)",
    "inweek": r"\b(?:in the course of|later in|earlier in|during) the week\b",
    "weeklast": r"\b(?:the )?week before last\b",
    "holiday": r"\b(?P<name>christmas day|christmas eve|new year['’]s eve|new year['’]s day|boxing day)\b",
    "told": r"\b(?:in |later |earlier )?(?P<unit>that|the same) (?P<what>summer|spring|autumn|winter|year|month|week|weekend)\b|\b(?P<then>at that time|back then)\b",
    "ref": rf"\b(?:(?:early|late|earlier|later) )?(?P<word>yesterday|today|tomorrow|tonight|overnight|last night|this morning|this afternoon|this evening)(?:'s|’s)?{_PART_EN}\b",
    "weekday": rf"\b(?:on |by |until |since |before )?(?:(?:early|late) (?:on )?)?<W>(?:'s|’s)?{_PART_EN}\b",
    "range": rf"\b(?:between|from) <M> (?:and|to|until) (?P<month2>MONTHS)\.?(?: (?P<year>{_Y}))?\b",
    "until": rf"\b(?P<how>by|until|before|through) (?:<M> )?(?P<year>{_Y})\b",
    "month": rf"\b(?P<how>in|by|before|until|for|during|of|since|from|to|into|beyond|after|than|this|next|last)?[ -]?<M>(?:,? (?:of )?(?:(?P<year>{_Y})|(?P<which>last|this|next) year))?(?![\w-])",
    "season": rf"\b(?:in |for )?(?:the )?(?P<season>spring|summer|autumn|winter)\b(?: of)?(?: (?P<year>{_Y}))?",
    "yearpair": rf"\b(?:in |between |from )?(?P<year>{_Y}) (?:and|or|to|until) (?P<year2>{_Y})\b|\b(?P<year3>{_Y})[-–](?P<year4>{_Y})\b",
    "decade": r"\b(?:in )?the (?P<decade>(?:19|20)\d0)s\b",
    "year": rf"\b(?:in|during|since|for|of) (?P<year>{_Y})\b|^(?P<year2>{_Y})$",
    "now": r"\b(?P<word>now|currently|at present)\b(?! (?:that|and then|known)\b)",
}
ID = {
    "dayrange": rf"\b(?:(?:antara|dari|mulai|pada|tanggal) )*(?P<day>\d{{1,2}})(?: ?[-–] ?| (?:dan|sampai|hingga|atau|sampai dengan|s\.d\.) )(?P<last>\d{{1,2}}) <M>(?: (?P<year>{_Y}))?\b",
    "dates": rf"\b(?:antara|dari|mulai) (?P<day>\d{{1,2}}) <M> (?:dan|sampai|hingga|sampai dengan) (?P<last>\d{{1,2}}) <M2>(?: (?P<year>{_Y}))?\b",
    "full": rf"\b(?P<day>\d{{1,2}}) <M>(?: (?P<year>{_Y})| (?P<which>tahun (?:lalu|depan|ini)))?(?: (?:lalu|silam|mendatang))?\b",
    "iso": rf"\b(?P<year>{_Y})-(?P<num>\d\d)-(?P<day>\d\d)\b",
    "slash": rf"\b(?:(?:[Ss]enin|[Ss]elasa|[Rr]abu|[Kk]amis|[Jj]umat|[Ss]abtu|[Mm]inggu){_PART_ID} \()?(?P<day>\d{{1,2}})/(?P<num>\d{{1,2}})(?:/(?P<year>{_Y}))?\)?(?: (?:pagi|siang|sore|petang|malam|dini hari))?",
    "dayoftold": r"\btanggal (?P<day>\d{1,2})(?: (?:bulan )?(?:itu|yang sama|tersebut))?\b(?! \w+ber\b)",
    "weekdayweek": rf"\b(?:pada )?(?:hari )?<W>{_PART_ID} (?:pekan|minggu) (?P<which>lalu|ini|depan|kemarin)\b",
    "monthback": r"\b(?:pada )?<M> <N> ?tahun (?P<way>sebelumnya|lalu|silam)\b",
    "quarter": rf"\b(?:pada )?(?P<part>kuartal|triwulan|semester) (?P<nth>pertama|kedua|ketiga|keempat)(?: (?:(?P<year>{_Y})|(?P<which>tahun (?:ini|depan|lalu))))?\b",
    "end": rf"\b(?:(?P<how>sebelum|sampai|hingga|pada|menjelang|di) )?akhir (?:(?P<what>tahun ini|tahun lalu|tahun depan|tahun|bulan ini|bulan depan|bulan|dasawarsa ini|dekade ini|dasawarsa|dekade)|<M>(?: (?:(?P<year>{_Y})|(?P<which>tahun (?:lalu|depan|ini))))?|(?P<year2>{_Y}))\b",
    "part": rf"\b(?:pada )?(?P<nth>awal|pertengahan|akhir) (?:bulan )?(?:<M>(?: (?:(?P<year>{_Y})|(?P<which>tahun (?:lalu|depan|ini))))?(?: (?:lalu|silam|mendatang|nanti))?|(?P<month_of>ini|lalu|depan))\b",
    "back": rf"\b{_ROUND_ID}<N> ?(?P<unit>hari|pekan|minggu|bulan|tahun|malam) (?P<way>sebelumnya|lalu|silam|yang lalu|sebelum itu|kemudian|setelahnya|sesudahnya|setelah itu|berselang)\b",
    "ahead": rf"\b{_ROUND_ID}<N> ?(?P<unit>hari|pekan|minggu|bulan|tahun) (?:lagi|mendatang|ke depan)\b",
    "from_event": rf"\b{_ROUND_ID}<N> ?(?P<unit>hari|pekan|minggu|bulan|tahun) (?P<way>sebelum|setelah|sesudah|usai)(?= (?P<noun>peluncuran|kecelakaan|penerbangan|uji|kegagalan|ledakan|pendaratan|pertemuan|kunjungan|insiden|percobaan|kejadian|musibah|jatuhnya)\b)",
    "beside": r"\b(?:pada )?(?:hari|malam|pagi|sore|siang) (?P<way>sebelumnya|berikutnya|sesudahnya|setelahnya)\b|\b(?P<way2>keesokan (?:hari|pagi)(?:nya)?|esok(?: hari)?nya|esok paginya|besoknya)\b|\b(?:pada )?(?P<way3>(?:hari|malam|pagi|sore|siang) (?:itu|yang sama|tersebut)|(?:malam|pagi|sore|siang) harinya)\b",
    "weekend": r"\b(?P<which>akhir (?:pekan|minggu)) (?P<way>lalu|ini|depan|kemarin)\b",
    "weekof": rf"\b(?:pada )?(?P<unit>pekan|minggu) (?P<nth>pertama|kedua|ketiga|keempat|terakhir)(?: bulan)? <M>(?: (?P<year>{_Y}))?\b",
    "monthtold": r"\b(?:pada )?<M> tahun (?:itu|yang sama|tersebut)\b",
    "monthyear": r"\b(?:pada |di )?(?:bulan )?<M> (?P<which>tahun (?:lalu|depan|ini))\b",
    "weekdaypair": r"\b(?:pada |antara )?<W> (?:dan|sampai|hingga) <W2>\b",
    "monthpair": rf"\b(?:pada )?<M>(?: (?P<year1>{_Y}))? dan (?:pada )?<M2>(?: (?P<year>{_Y}))?\b",
    "rel": rf"\b(?:pada )?(?P<unit>pekan|minggu|bulan|tahun|triwulan|kuartal|dasawarsa|dekade|<W>|<M>){_PART_ID} (?P<which>lalu|silam|ini|depan|mendatang|kemarin|nanti)\b",
    "season": rf"\b(?:pada )?musim (?P<season>semi|panas|gugur|dingin)(?: (?:(?P<which>lalu|ini|depan|mendatang)|(?P<year>{_Y})))?\b",
    "aroundtold": r"\b(?:pada )?(?P<unit>pekan|bulan|tahun) (?P<way>sebelumnya|berikutnya|sesudahnya)\b",
    "holiday": r"\b(?P<name>hari natal|malam natal|malam tahun baru|hari tahun baru)\b",
    "inweek": r"\bdalam pekan ini\b",
    "told": r"\b(?:pada )?(?P<what>tahun|bulan|pekan) (?P<unit>itu|yang sama|tersebut)\b|\b(?P<then>kala itu|ketika itu|waktu itu)\b",
    "ref": r"\b(?P<word>kemarin lusa|kemarin dulu|kemarin|besok lusa|besok|(?<!senin )(?<!selasa )(?<!rabu )(?<!kamis )(?<!jumat )(?<!sabtu )(?<!minggu )lusa|hari ini|tadi (?:pagi|siang|malam|sore)|nanti malam|malam ini|pagi ini|siang ini|sore ini|semalam)(?: (?:pagi|siang|sore|petang|malam))?\b",
    "weekday": rf"\b(?:pada |sejak )?(?:hari )?<W>{_PART_ID}(?: \((?P<day>\d{{1,2}})/(?P<num>\d{{1,2}})(?:/(?P<year>{_Y}))?\)){_PART_ID}|\b(?:pada |sejak )?(?:hari )?<W2>{_PART_ID}\b(?! (?:lalu|depan) )",
    "range": rf"\b(?:antara|dari|mulai) <M> (?:dan|sampai|hingga) (?P<month2>MONTHS)(?: (?P<year>{_Y}))?\b",
    "until": rf"\b(?P<how>sampai|hingga|sebelum) (?:<M> )?(?:tahun )?(?P<year>{_Y})\b",
    "month": rf"\b(?P<how>pada|di|ke|sejak|sampai|hingga|sebelum|bulan|pada bulan|di bulan)? ?<M>(?: (?P<year>{_Y}))?(?![\w-])",
    "yearpair": rf"\b(?:pada |tahun )?(?P<year>{_Y}) (?:dan|atau|sampai|hingga) (?P<year2>{_Y})\b|\b(?P<year3>{_Y})[-–](?P<year4>{_Y})\b",
    "decade": r"\b(?:pada )?(?:tahun |dasawarsa |dekade )(?P<decade>(?:19|20)\d0)-an\b",
    "year": rf"\b(?P<how>pada|di|sejak|mulai|tahun)(?: tahun)? (?P<year>{_Y})\b",
    "now": r"\b(?P<word>kini|sekarang|saat ini)\b",
}


_HINTS = {
    "en": r"\d|day|week|month|year|night|quarter|half|decade|spring|summer|autumn|winter|fall|morning|evening|afternoon|tomorrow|now|current|present|time|then|christmas",
    "id": r"\d|hari|pekan|minggu|bulan|tahun|kuartal|triwulan|semester|dasawarsa|dekade|musim|malam|pagi|siang|sore|subuh|besok|lusa|kemarin|semalam|esok|kini|sekarang|saat|kala|ketika|waktu|natal",
}


@cache
def hint(language: str) -> re.Pattern[str]:
    """What every phrase of time holds something of: a clause without it need not be searched."""
    names = [n for several in words(language, "months") for n in several] + list(words(language, "weekdays"))
    return re.compile(f"{_HINTS[language]}|{'|'.join(names)}", re.IGNORECASE)


@cache
def patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Forms of phrases of a language, compiled, in the order in which they are tried."""
    months = "|".join(n for names in words(language, "months") for n in names)
    count = "|".join(sorted(("|".join(words(language, "numbers"))).split("|"), key=len, reverse=True))
    days = "|".join(words(language, "weekdays"))
    units = {
        "MONTHS": months,
        "<S>": "spring",
        **{f"<M{k}>": rf"(?P<month{k}>{months})\.?" for k in ("2", "3", "4")},
        "<M>": rf"(?P<month>{months})\.?",
        "<W>": f"(?P<weekday>{days})",
        "<W2>": f"(?P<weekday2>{days})",
        "<N>": rf"(?P<n>\d{{1,3}}|{count})",
    }
    out = []
    for name, text in (EN if language == "en" else ID).items():
        for letter, unit in units.items():
            text = text.replace(letter, unit)
        out.append((name, re.compile(text, re.IGNORECASE)))
    return tuple(out)
