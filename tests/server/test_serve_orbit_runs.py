"""Orbits as runs of the server: what is taken, what is refused, and the schema of the file."""

from __future__ import annotations

import pytest

from luncur.errors import InputError
from luncur.server.missions import orbit_of_text

TEXT = """
name = "from a page"
[orbit]
epoch = 2024-06-01T12:00:00Z
perigee_altitude = "500 km"
apogee_altitude = "500 km"
inclination = "97.4 deg"
raan = "0 deg"
"""


def test_an_orbit_file_of_a_page_is_read() -> None:
    assert orbit_of_text(TEXT).name == "from a page"


@pytest.mark.parametrize(
    "text",
    [
        'name = "x"\n[orbit]\nfile = "/etc/passwd"\n',
        'name = "x"\n[orbit]\nmission = "../mine.toml"\n',
        TEXT + '[[region]]\nname = "r"\nfile = "/etc/passwd"\n',
    ],
    ids=["elements", "mission", "region"],
)
def test_a_page_names_no_file_of_the_machine(text: str) -> None:
    with pytest.raises(InputError):
        orbit_of_text(text)
