"""Bad event files: one sentence for each, and a schema that refuses the same."""

from __future__ import annotations

import json

import pytest
from event_cases import AREA, NAMES, SMALL, report

from luncur.errors import InputError
from luncur.event import event_from_tree, schema
from luncur.mission.load import builtin_text
from luncur.mission.reading import parse_toml

GOOD = SMALL + report('at = "9.5 N 14.5 W"')


BAD = [
    ("kind = \"civil launch\"", "kind = \"party\"", "event.kind"),
    ("[event]", "[evnt]", "did you mean 'event'"),
    ("title = \"A launch\"", "titel = \"A launch\"", "did you mean 'title'"),
    ("at = 2024-05-01T10:00:00Z", "at = 2024-05-01T10:00:00", "UTC offset"),
    ("at = 2024-05-01T10:00:00Z", "at = \"2024-05-01T10:00:00Z\"", "UTC offset"),
    ("at = 2024-05-01T10:00:00Z", "at = 1900-05-01T10:00:00Z", "1957"),
    ("confidence = \"M\"", "confidence = \"sure\"", "confidence"),
    ("what = \"splashdown\"", "what = \"splash\"", "what"),
    ("id = \"fell\"", "id = \"off\"", "each id once"),
    ("id = \"fell\"", "id = \"a b\"", "id"),
    ("at = \"9.5 N 14.5 W\"", "at = \"9.5 14.5\"", "a position such as"),
    ("at = \"9.5 N 14.5 W\"", "relative = \"near Hegura\"", "north-west of Hegura"),
    ("at = \"9.5 N 14.5 W\"", "relative = \"10 km upwards of Hegura\"", "direction"),
    ("at = \"9.5 N 14.5 W\"", "relative = \"10 km north of Nowhereland\"", "gazetteer"),
    ("at = \"9.5 N 14.5 W\"", "range = 5", "text with a unit"),
    ("at = \"9.5 N 14.5 W\"", "range = \"5 parsec\"", "length"),
    ("at = \"9.5 N 14.5 W\"", "range = \"-5 km\"", "length"),
    ("at = \"9.5 N 14.5 W\"", "range = \"5e2 km\"", "exponent"),
    ("at = \"9.5 N 14.5 W\"", "bearing = \"5 deg\"", "expected"),
    ("at = \"9.5 N 14.5 W\"", "", "position, range, height"),
    ("at = \"9.5 N 14.5 W\"", "at = \"9.5 N 14.5 W\"\nrelative = \"10 km north of Hegura\"", "not both"),
    ("at = \"9.5 N 14.5 W\"", "at = \"9.5 N 14.5 W\"\nballistic_coefficient = \"5 kg/m2\"", "re-entry"),
    ("source = \"made up\"", "", "source"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), BAD)
def test_bad_input_in_one_sentence(old: str, new: str, said: str) -> None:
    head, _, tail = GOOD.rpartition(old)
    with pytest.raises(InputError) as caught:
        event_from_tree(parse_toml((head + new + tail).encode(), "bad.toml"), "bad.toml")
    text = str(caught.value)
    assert said in text
    assert text.startswith("bad.toml: ")
    assert text.isprintable()


BAD_MORE = [
    ('[breakup]\nid = "b"\nat = "1 N 1 E"\nheight = "77 km"\nspeed = ["7 km/s", "7 km/s"]\npath_angle = ["1 deg", "1 deg"]\nazimuth = "1 deg"\nby = "x"\nsource = "x"\nconfidence = "H"\n', "re-entry"),
    (AREA.replace(', "9 N 14 W", "9 N 15 W"', ""), "3 vertices"),
    (AREA.replace("end = 2024-05-01T09:30:00Z", "end = 2024-05-01T08:30:00Z"), "after the start"),
    (AREA.replace("end = 2024-05-01T09:30:00Z", "end = 2024-05-01T09:30:00Z, daily_until = 2023-01-01"), "last day"),
    ('[[outcome]]\nid = "o"\nreport = "none"\nzone_of = "JPN"\ninside = true\nby = "x"\nsource = "x"\nconfidence = "H"\n', "the id of a report"),
    ('[[outcome]]\nid = "o"\nreport = "fell"\nby = "x"\nsource = "x"\nconfidence = "H"\n', "together"),
    ('[[outcome]]\nid = "o"\nby = "x"\nsource = "x"\nconfidence = "H"\n', "what happened"),
    ("report = 5\n", "report"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "said"), BAD_MORE)
def test_bad_tables_in_one_sentence(more: str, said: str) -> None:
    text = more + SMALL if more.startswith("report =") else GOOD + more
    with pytest.raises(InputError) as caught:
        event_from_tree(parse_toml(text.encode(), "bad.toml"), "bad.toml")
    assert said in str(caught.value)


def test_the_schema_takes_the_built_ins_and_refuses_others() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    document = schema()
    jsonschema.Draft202012Validator.check_schema(document)
    check = jsonschema.Draft202012Validator(document)
    for name in NAMES:
        tree = json.loads(
            json.dumps(parse_toml(builtin_text("events", name).encode(), name), default=lambda d: d.isoformat())
        )
        assert not list(check.iter_errors(tree)), name
    tree["event"]["kind"] = "party"
    assert list(check.iter_errors(tree))
