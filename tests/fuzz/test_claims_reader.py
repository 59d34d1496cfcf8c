"""Any text at all: it is read or refused, words stand at their offsets, and the page holds no markup of theirs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.claims import Document, read
from luncur.claims.checks.contradictions import contradictions
from luncur.claims.out.page import page
from luncur.claims.text.web import text_of
from luncur.errors import InputError

PIECES = st.sampled_from(
    ["the rocket", "fell", "exploded", " said ", "kata", "menurut", "Mara Quill", "PT Angin", "“", "”", '"', "'", ",", ". ", "\n", "\n\n", "-\n",
     "on Monday", "pada Senin", "3/4/2024", "31 February", "if", "jika", "tidak", "<b>", "</p>", "&lt;", "=1+1", "juru bicara", "(", ")", "2 May",
     "29 February", "kepada", "according to", "who", "yang", "that", ":", "Photo: ", "\u202e", "\ud7ff", "é", "三", " "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)
    )
)
def test_any_text(text: str) -> None:
    found = read([Document("t", "t.txt", text), Document("u", "u.txt", text)])
    for claim in found.claims:
        assert text[claim["start"] : claim["end"]] == claim["words"]
        assert claim["when"]["from"] <= claim["when"]["to"]
    record = {
        **found.record(),
        "contradictions": contradictions(found.claims, {t["text"]: t["language"] for t in found.texts}),
    }
    assert "<b>" not in page(record, "en").split("</style>")[1]


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                ["<p>", "</p>", "<div", ">", "<script>", "alert", "</script>", "<!--", "text ", "<", "&#0;", "&amp;"]
            ),
            max_size=50,
        ).map("".join),
    )
)
def test_any_page(source: str) -> None:
    try:
        text = text_of(source, "page.html")
    except InputError:
        return
    assert text.strip()
