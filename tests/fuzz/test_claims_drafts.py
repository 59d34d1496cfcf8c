"""Claims of any words: their figures are read or left, and the draft of an event file that holds them can be loaded."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luncur.claims.checks.drafts import draft, toml
from luncur.claims.checks.figures import figures_of, given_twice, zone_said
from luncur.claims.checks.told import Told
from luncur.claims.repeats.translated import alike
from luncur.claims.text.documents import read_document
from luncur.errors import InputError
from luncur.event.load import event_from_tree

PIECES = st.sampled_from(
    ["12", "1,646", "1.646,5", "0", "999999", "0.0", " km", " kilometer", " nautical miles", " mil laut", " miles", " m", " detik", " minutes",
     " north-west of ", " barat laut ", " west of ", "of ", " from ", " dari ", "Jeju", "Hegura", "the pad", "landasan", "Nowhere", "Manila", "the Korean peninsula",
     "more than ", "about ", "sekitar ", "(", ")", " or ", "90", "°", "'", "N", " LU", "180", "E", "W ", "height of ", "setinggi ", "after lift-off", "outside ",
     "di luar ", "Japan's exclusive economic zone", "ZEE Jepang", "none ", "\x7f", "\u202e", "\"", "\\", "\n", " ", "first stage "]
)  # fmt: skip
WORDS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join))
TEXTS = {"t": {"text": "t", "outlet": "", "dateline": "2023-05-31", "language": "en"}}
QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _one_line(error: InputError) -> None:
    assert str(error).isprintable()
    assert len(str(error)) < 2000


def _claim(number: int, words: str, speaker: str, kind: str) -> dict[str, Any]:
    return {
        "id": f"c{number:02d}", "text": "t", "kind": kind, "words": words, "start": 0, "end": len(words), "actors": [], "places": ["Tanegashima"],
        "when": {"text": "", "from": "2023-05-31", "to": "2023-05-31"}, "speaker": speaker, "carriers": [words], "modality": "asserted",
        "same_as": [], "checks": [],
    }  # fmt: skip


@QUICK
@given(
    st.lists(WORDS, min_size=1, max_size=4),
    st.text(max_size=20),
    st.sampled_from(["splashdown", "launch", "zone_verdict", "orbit", "damage"]),
)
def test_any_words_make_a_draft_that_loads(words: list[str], speaker: str, kind: str) -> None:
    claims = [_claim(i, w, speaker, kind) for i, w in enumerate(words)]
    event = Told("told-2023-05-31", "2023-05-31", None, "disputed", [_claim(9, "x", speaker, "launch"), *claims])
    text = toml(draft(event, TEXTS), (words[0],))
    loaded = event_from_tree(tomllib.loads(text), "draft.toml")
    assert len(loaded.outcomes) >= len(claims) + 1


@QUICK
@given(WORDS, st.sampled_from(["en", "id"]))
def test_any_words_have_figures_or_none(words: str, language: str) -> None:
    for figure in figures_of(words, language):
        assert figure.role == "position" or float(figure.value.split()[0]) >= 0
    for twice in given_twice(words, language):
        assert twice.slack >= 0
    said = zone_said(words)
    assert said is None or len(said[0]) == 3
    assert 0 <= alike(words, language, words, "en") <= 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(str.encode),
        st.text(max_size=200).map(lambda t: t.encode("utf-16", "surrogatepass")),
    )
)
def test_any_bytes_are_a_text_or_one_sentence(tmp_path: Path, data: bytes) -> None:
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_bytes(data)
        try:
            document = read_document(tmp_path / name)
        except InputError as error:
            _one_line(error)
            continue
        assert document.text
