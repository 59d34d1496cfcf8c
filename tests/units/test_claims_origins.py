"""How many independent originators report an event."""

from __future__ import annotations

from typing import Any

from luncur.claims.repeats.origins import origins


def _claim(
    text: str, speaker: str, vehicle: str = "", carriers: tuple[str, ...] = (), kind: str = "failure"
) -> dict[str, Any]:
    actors = [{"name": vehicle, "role": "vehicle"}] if vehicle else []
    when = {"text": "", "from": "2024-03-12", "to": "2024-03-12"}
    return {"text": text, "speaker": speaker, "actors": actors, "carriers": list(carriers), "kind": kind, "when": when}


def _counts(*claims: dict[str, Any]) -> list[int]:
    origins(list(claims), {"a": "Bay Herald", "b": "Cape Courier", "c": ""})
    return [c["origins"] for c in claims]


def test_two_papers_are_two_origins() -> None:
    assert _counts(_claim("a", "Bay Herald", "Kestrel"), _claim("b", "Cape Courier", "Kestrel 2")) == [2, 2]


def test_two_vehicles_of_a_day_are_two_events() -> None:
    assert _counts(_claim("a", "Bay Herald", "Kestrel"), _claim("b", "Cape Courier", "Osprey")) == [1, 1]


def test_a_claim_without_a_vehicle_takes_its_own_texts() -> None:
    told = _claim("b", "Cape Courier", "Osprey", kind="launch")
    assert _counts(_claim("a", "Mara Quill", "Kestrel"), told, _claim("b", "Dan Reed")) == [1, 1, 1]
    assert _counts(_claim("a", "Mara Quill", "Kestrel"), _claim("b", "Dan Reed")) == [2, 2]


def test_who_passes_words_on_is_no_origin() -> None:
    assert _counts(_claim("a", "Mara Quill", "Kestrel", ("Wire News",)), _claim("b", "Wire News", "Kestrel")) == [1, 1]
    both = _claim("a", "Mara Quill", "", ("Wire News",)), _claim("a", "Dan Reed", "", ("Wire News",))
    assert _counts(*both, _claim("b", "Wire News")) == [2, 2, 2]


def test_a_paper_that_quotes_somebody_on_it_is_no_origin_of_its_own() -> None:
    assert _counts(_claim("a", "Bay Herald"), _claim("a", "Mara Quill"), _claim("b", "Mara Quill")) == [1, 1, 1]


def test_a_text_without_a_name_or_speaker_still_counts_once() -> None:
    assert _counts(_claim("c", "not determined"), _claim("c", "not determined"), _claim("a", "Bay Herald")) == [2, 2, 2]
