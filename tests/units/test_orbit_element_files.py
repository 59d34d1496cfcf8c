"""Reading two-line elements and mean-elements messages, and what is said of files that are neither."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.orbit.motion.element_files import element_sets, read_element_sets
from luncur.orbit.motion.mean_elements import MeanElementSet
from luncur.orbit.motion.sgp4_motion import sgp4_states
from luncur.orbit.motion.tle import checksum

# Of the verification set of AIAA 2006-6753.
ONE = "1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836"
TWO = "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550"
FIELDS = {
    "CCSDS_OMM_VERS": "2.0", "CREATION_DATE": "2006-06-27T00:00:00", "ORIGINATOR": "TEST", "OBJECT_NAME": "CBERS 2",
    "OBJECT_ID": "2003-049A", "CENTER_NAME": "EARTH", "REF_FRAME": "TEME", "TIME_SYSTEM": "UTC", "MEAN_ELEMENT_THEORY": "SGP4",
    "EPOCH": "2006-06-26T18:52:04.079712", "MEAN_MOTION": "14.35478080", "ECCENTRICITY": "0.0000884",
    "INCLINATION": "98.4283", "RA_OF_ASC_NODE": "247.6961", "ARG_OF_PERICENTER": "88.1964", "MEAN_ANOMALY": "271.9322",
    "EPHEMERIS_TYPE": "0", "CLASSIFICATION_TYPE": "U", "NORAD_CAT_ID": "28057", "ELEMENT_SET_NO": "183",
    "REV_AT_EPOCH": "14055", "BSTAR": "3.5940E-5", "MEAN_MOTION_DOT": "6.0E-7", "MEAN_MOTION_DDOT": "0",
}  # fmt: skip
HEADER = ("CCSDS_OMM_VERS", "CREATION_DATE", "ORIGINATOR")
METADATA = ("OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "MEAN_ELEMENT_THEORY")


def line(text: str, first: int, new: str) -> str:
    """A line with ``new`` put at a column (counted from 1), and its checksum made right."""
    changed = (text[: first - 1] + new + text[first - 1 + len(new) :])[:68]
    return changed + str(checksum(changed + "0"))


def kvn(**changes: str) -> str:
    return "".join(f"{key} = {value}\n" for key, value in {**FIELDS, **changes}.items() if value != "(absent)")


def xml(**changes: str) -> str:
    fields = {**FIELDS, **changes}
    metadata = "".join(f"<{k}>{fields[k]}</{k}>\n" for k in METADATA)
    data = "".join(f"<{k}>{v}</{k}>\n" for k, v in fields.items() if k not in (*HEADER, *METADATA))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ndm><omm id="CCSDS_OMM_VERS" version="2.0"><header/><body><segment>'
        f"<metadata>{metadata}</metadata><data>{data}</data></segment></body></omm></ndm>"
    )


def the_set(text: str) -> MeanElementSet:
    (found,) = element_sets(text, "file")
    return found


def test_two_line_elements() -> None:
    found = the_set(f"CBERS 2\n{ONE}\n{TWO}\n")
    assert (found.name, found.catalogue_number, found.international_designator) == ("CBERS 2", 28057, "03049A")
    assert found.epoch == datetime(2006, 6, 26, 18, 52, 4, 79712, tzinfo=UTC)
    assert np.rad2deg([found.inclination, found.raan, found.argument_of_perigee, found.mean_anomaly]) == pytest.approx(
        [98.4283, 247.6961, 88.1964, 271.9322], abs=1e-12
    )
    assert (found.eccentricity, found.b_star, found.revolutions_a_day) == (0.0000884, 0.35940e-4, 14.35478080)


def test_a_negative_drag_term_and_a_day_that_ends_the_year() -> None:
    found = the_set(f"{line(line(ONE, 54, '-11606-4'), 19, '04366.99999999')}\n{TWO}\n")
    assert found.b_star == -0.11606e-4
    assert found.epoch == datetime(2004, 12, 31, 23, 59, 59, 999136, tzinfo=UTC)


def test_a_letter_stands_for_the_first_two_digits_of_a_number() -> None:
    for text, number in (("A0001", 100001), ("J2345", 182345), ("Z9999", 339999)):
        assert the_set(f"{line(ONE, 3, text)}\n{line(TWO, 3, text)}").catalogue_number == number


def test_several_sets_with_and_without_names() -> None:
    sets = element_sets(f"0 FIRST\n{ONE}\n{TWO}\n\n{ONE}\n{TWO}\nTHIRD SATELLITE   \n{ONE}\n{TWO}", "file")
    assert [s.name for s in sets] == ["FIRST", "", "THIRD SATELLITE"]
    assert [s.source for s in sets] == ["file, line 2", "file, line 5", "file, line 8"]
    assert sets[1].label == "28057"


@pytest.mark.parametrize("make", [kvn, xml, lambda: json.dumps([FIELDS]), lambda: json.dumps(FIELDS)])
def test_a_message_says_what_the_two_lines_say(make) -> None:  # type: ignore[no-untyped-def]
    lines, message = the_set(f"CBERS 2\n{ONE}\n{TWO}\n"), the_set(make())
    same = replace(message, source=lines.source, international_designator=lines.international_designator)
    assert same == replace(lines, mean_motion_dot=message.mean_motion_dot)
    assert message.mean_motion_dot == pytest.approx(lines.mean_motion_dot, rel=1e-12)
    states = [sgp4_states([s], lines.epoch, np.array([0.0, 6000.0]))[0] for s in (lines, message)]
    assert np.array_equal(states[0], states[1])


def test_units_comments_and_several_messages_in_key_value_lines() -> None:
    text = kvn(MEAN_MOTION="14.35478080 [rev/day]", INCLINATION="98.4283   [deg]").replace(
        "\nEPOCH", "\nCOMMENT x\n\nEPOCH"
    )
    sets = element_sets(text + kvn(NORAD_CAT_ID="28058"), "file")
    assert [s.catalogue_number for s in sets] == [28057, 28058]
    assert sets[0].inclination == sets[1].inclination


def test_json_of_celestrak_leaves_the_metadata_out() -> None:
    record = {k: v for k, v in FIELDS.items() if k not in (*HEADER, *METADATA[2:])}
    record |= {"MEAN_MOTION": 14.3547808, "NORAD_CAT_ID": 28057, "EPOCH": "2006-177T18:52:04.079712Z"}
    assert the_set(json.dumps([record])).epoch == datetime(2006, 6, 26, 18, 52, 4, 79712, tzinfo=UTC)


def test_comments_and_what_stands_after_the_last_column() -> None:
    assert the_set(f"# a comment\n{ONE}\n{TWO}      0.0   1440.0   120.00") == replace(the_set(f"\n{ONE}\n{TWO}"))


BAD = {
    "checksum": (f"{ONE[:-1]}7\n{TWO}", "file: line 1, checksum: '7': expected 6"),
    "short": (f"{ONE[:-4]}\n{TWO}", "line 1, length"),
    "long": (f"{ONE}\n{TWO}0", "line 2, length"),
    "one line": (f"{ONE}\n", "end of the text"),
    "second first": (f"{TWO}\n{ONE}", "line 1, first line"),
    "two firsts": (f"{ONE}\n{ONE}\n{TWO}", "line 2, second line"),
    "two names": (f"A\nB\n{ONE}\n{TWO}", "line 2, first line"),
    "long name": (f"{'A' * 90}\n{ONE}\n{TWO}", "line 1, name"),
    "numbers differ": (f"{ONE}\n{line(TWO, 3, '28058')}", "line 2, catalogue number: '28058': expected that of line 1"),
    "letter O": (f"{line(ONE, 3, 'O0001')}\n{TWO}", "line 1, catalogue number: 'O0001'"),
    "day": (f"{line(ONE, 19, '06367.78615833')}\n{TWO}", "line 1, day of the year: '367.78615833'"),
    "year": (f"{line(ONE, 19, 'x6')}\n{TWO}", "line 1, year: 'x6'"),
    "inclination": (f"{ONE}\n{line(TWO, 9, '198.4283')}", "line 2, inclination: '198.4283': expected a number from 0 to 180"),
    "eccentricity": (f"{ONE}\n{line(TWO, 27, '.000884')}", "line 2, eccentricity: '.000884'"),
    "mean motion": (f"{ONE}\n{line(TWO, 53, '99.35478080')}", "line 2, mean motion"),
    "drag": (f"{line(ONE, 54, ' 3594e-4')}\n{TWO}", "line 1, drag term"),
    "type": (f"{line(ONE, 63, '4')}\n{TWO}", "line 1, ephemeris type: '4'"),
    "empty": ("  \n", "not an empty text"),
    "kvn number": (kvn(INCLINATION="steep"), "file: line 13, INCLINATION: 'steep': expected a number from 0 to 180"),
    "kvn missing": (kvn(EPOCH="(absent)"), "line 1, EPOCH: '(missing)': expected a UTC time"),
    "kvn frame": (kvn(REF_FRAME="GCRF"), "line 7, REF_FRAME: 'GCRF': expected TEME"),
    "kvn theory": (kvn(MEAN_ELEMENT_THEORY="DSST"), "MEAN_ELEMENT_THEORY: 'DSST'"),
    "kvn without frame": (kvn(REF_FRAME="(absent)"), "REF_FRAME: '(missing)'"),
    "kvn twice": (kvn() + "BSTAR = 1e-5", "BSTAR: '1e-5': expected every keyword once"),
    "kvn line": (kvn() + "what is this", "expected a line such as"),
    "kvn version": (kvn(CCSDS_OMM_VERS="9.0"), "CCSDS_OMM_VERS: '9.0'"),
    "kvn day": (kvn(EPOCH="2006-02-30T00:00:00"), "EPOCH: '2006-02-30T00:00:00'"),
    "kvn not finite": (kvn(BSTAR="1e400"), "BSTAR"),
    "kvn type": (kvn(EPHEMERIS_TYPE="4"), "EPHEMERIS_TYPE: '4'"),
    "xml": (xml()[:-4], "file: XML: expected well-formed XML"),
    "xml value": (xml(ECCENTRICITY="1.5"), "ECCENTRICITY: '1.5': expected a number from 0 to 0.9999999"[:40]),
    "xml other": ("<oem/>", "at least one orbit mean-elements message"),
    "xml entities": (xml().replace("<ndm>", '<!DOCTYPE ndm [<!ENTITY a "b">]><ndm>'), "DOCTYPE"),
    "json": ("[{]", "file: JSON: expected JSON"),
    "json list": ("[1]", "message 1"),
    "json nested": (json.dumps([{**FIELDS, "BSTAR": [1]}]), "message 1, BSTAR"),
    "json nan": ('{"BSTAR": NaN}', "NaN is no number"),
    "json key": ('[{"a\\nb": []}]', "message 1, a?b"),
    "json deep": ("[" * 100_000, "file: JSON"),
    "json none": ("[]", "at least one orbit mean-elements message"),
    "json whole": (json.dumps({**FIELDS, "NORAD_CAT_ID": 1.5}), "NORAD_CAT_ID: '1.5': expected a whole number"),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(BAD))
def test_what_is_wrong_is_named_with_its_place(case: str) -> None:
    text, words = BAD[case]
    with pytest.raises(InputError) as caught:
        element_sets(text, "file")
    assert words in str(caught.value)
    assert str(caught.value).startswith("file: ")


def test_an_entity_bomb_in_xml_is_refused_at_once() -> None:
    names = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE ndm [<!ENTITY a0 "x">{names}]><ndm><omm version="2.0"><BSTAR>&a11;</BSTAR></omm></ndm>'
    with pytest.raises(InputError):
        element_sets(bomb, "file")


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "sets.tle"
    path.write_bytes(f"\ufeff{ONE}\r\n{TWO}\r\n".encode())
    assert len(read_element_sets(path)) == 1
    path.write_bytes(b"NAME \xff\n")
    with pytest.raises(InputError, match="line 1: expected UTF-8 text"):
        read_element_sets(path)
    for other in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(InputError, match="two-line elements"):
            read_element_sets(other)
