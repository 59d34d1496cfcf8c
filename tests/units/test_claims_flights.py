"""Which claims belong to one flight: a second vehicle of the same day is another event."""

from __future__ import annotations

from luncur.claims import Claims, Document, read

HEAD = "The Bay Herald, February 18, 2024\n\n"


def _read(*texts: str) -> Claims:
    return read([Document(f"t{i}", f"t{i}.txt", HEAD + text) for i, text in enumerate(texts)])


def _events(found: Claims) -> dict[str, list[str]]:
    words = {f"{c['text']}#{c['id']}": c["words"] for c in found.claims}
    return {e["event"]: [words[m] for m in e["claims"]] for e in found.events}


def test_a_second_vehicle_of_the_day_is_another_event() -> None:
    events = _events(
        _read(
            "The H3 rocket lifted off from Tanegashima on February 17, 2024. The Kestrel rocket exploded on February 17, 2024."
        )
    )
    assert events == {
        "h3-tf2": ["The H3 rocket lifted off from Tanegashima on February 17, 2024"],
        "told-2024-02-17": ["The Kestrel rocket exploded on February 17, 2024"],
    }


def test_what_goes_on_without_a_name_is_about_the_vehicle_told_last() -> None:
    events = _events(
        _read(
            "The H3 rocket lifted off from Tanegashima on February 17, 2024.\n\n"
            "The Kestrel rocket lifted off on February 17, 2024. It exploded 40 seconds later."
        )
    )
    assert [w for w in events["h3-tf2"] if "exploded" in w] == []
    assert len([w for w in events["told-2024-02-17"] if "exploded" in w]) == 1


def test_a_sentence_that_names_two_vehicles_is_no_contradiction_of_one() -> None:
    found = _read(
        "The H3 rocket reached orbit on February 17, 2024, and the Kestrel rocket exploded on February 17, 2024."
    )
    (failed,) = [c for c in found.claims if c["kind"] == "failure"]
    assert not [k for k in failed["checks"] if k["verdict"] == "contradicts"]


def test_a_failure_without_a_day_stays_with_its_own_vehicle() -> None:
    events = _events(
        _read(
            "The H3 rocket lifted off from Tanegashima on February 17, 2024.\n\nThe Kestrel rocket exploded over the sea."
        )
    )
    assert events == {"h3-tf2": ["The H3 rocket lifted off from Tanegashima on February 17, 2024"]}


def test_two_texts_of_one_vehicle_are_one_event() -> None:
    events = _events(
        _read("The Kestrel rocket exploded on Saturday.", "On Saturday the Kestrel rocket lifted off from the cape.")
    )
    assert [len(claims) for claims in events.values()] == [2]
    apart = _events(_read("The Kestrel rocket exploded on Saturday.", "On Saturday the Osprey rocket lifted off."))
    assert [len(claims) for claims in apart.values()] == [1, 1]
