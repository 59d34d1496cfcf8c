"""Which launch is of which stratum, how many launches, blocks and workers, and what a study is refused for."""

from __future__ import annotations

import platform
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mission_trees import SMALL

from luncur.campaign import assess
from luncur.campaign.allocation import cumulative, shares, stratum_of
from luncur.campaign.draws import Stream, uniforms
from luncur.campaign.pilot import allocate
from luncur.campaign.provenance import mission_digest, processor
from luncur.campaign.records import mission_of
from luncur.campaign.reservoir import Reservoir
from luncur.campaign.run import Prefix, run_units
from luncur.campaign.status import FALL_OFFSET, launch_sentence
from luncur.campaign.study import gate_reasons
from luncur.campaign.tally import Tally, tally_unit
from luncur.campaign.threads import Threads
from luncur.errors import InputError
from luncur.failure.strata import Stratum
from luncur.mission import load


@given(st.integers(1, 6), st.integers(1, 10_000))
def test_longer_studies_only_add_launches(strata: int, n: int) -> None:
    table = cumulative(np.arange(1.0, strata + 1))
    assert np.array_equal(stratum_of(np.arange(n), table), stratum_of(np.arange(n + 500), table)[:n])


def test_prefixes_hold_the_shares() -> None:
    share = np.array([0.05, 0.6, 0.1, 0.25])
    s = stratum_of(np.arange(8192), cumulative(share))
    assert np.bincount(s, minlength=4) / 8192 == pytest.approx(share, abs=2e-3)


def test_no_stratum_is_starved() -> None:
    share = shares(np.array([0.5, 0.3, 0.2]), np.array([1.0, 0.0, 0.0]))
    assert share.sum() == pytest.approx(1)
    assert share.min() > 0.05


def numbered_units(launch: np.ndarray, stratum: np.ndarray) -> tuple[Tally, SimpleNamespace]:
    """Every launch harms a number of people that depends on its index; every thousandth fails to compute."""
    status = np.where(launch % 1000 == 7, 20, 0)
    casualties = uniforms(9, Stream.DRAG, launch, 1)[:, :, None] / 3
    return tally_unit(stratum, 2, casualties, status >= 20, casualties[:, 0]), SimpleNamespace(
        launch=launch, stratum=stratum, status=status
    )


@pytest.mark.parametrize(("workers", "block", "done"), [(1, 1, 2), (1, 3, 0), (2, 2, 1), (3, 50, 4)])
def test_blocks_and_workers_change_no_number(workers: int, block: int, done: int) -> None:
    def sums(workers: int, block: int, done: int) -> Prefix:
        prefix = Prefix(0, Tally.empty(2, 0, 1), Reservoir(), [])
        for until in (done, 7):  # interrupted after any unit, of whole blocks or not
            with Threads.of(numbered_units, 0, workers) as executor:
                prefix = run_units(executor, cumulative(np.ones(2)), prefix, until, keep_impacts=False, block=block)
        return prefix

    ours, plain = sums(workers, block, done), sums(1, 1, 0)
    assert ours.units == plain.units == 7
    assert ours.failed_rows == plain.failed_rows
    assert len(ours.failed_rows) == 8
    for name in ("launches", "failed", "total", "largest", "hits"):
        assert np.array_equal(getattr(ours.tally, name), getattr(plain.tally, name))


def test_a_block_of_nothing_is_refused() -> None:
    prefix = Prefix(0, Tally.empty(2, 0, 1), Reservoir(), [])
    with Threads.of(numbered_units, 0, 1) as executor, pytest.raises(ValueError, match="at least 1 unit"):
        run_units(executor, cumulative(np.ones(2)), prefix, 1, block=0)


@pytest.mark.parametrize(("samples", "units"), [(1024, 1), (2047, 1), (3 * 1024, 3), (10**6, 12)])
def test_samples_are_a_cap(samples: int, units: int) -> None:
    def nobody_hurt(launch: np.ndarray, stratum: np.ndarray) -> tuple[Tally, SimpleNamespace]:
        casualties = np.ones((len(launch), 1, 1))
        status = np.zeros(len(launch), dtype=np.int64)
        return tally_unit(stratum, 2, casualties, status >= 20, casualties[:, 0]), SimpleNamespace(
            launch=launch, stratum=stratum, status=status
        )

    one = (Stratum("m", "explosion", "p", 0.0, 1.0, 1.0),)
    with Threads.of(nobody_hurt, 0, 1) as executor:
        assert allocate(executor, one, 0, 1, 0.1, samples, 0).units == units
        assert allocate(executor, (), 0, 1, 0.1, samples, 0).units == min(units, 12)


def test_fewer_samples_than_a_unit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 1,024 launches"):
        assess("soyuz-vostochny-sso", tmp_path / "out", samples=1000)
    assert not (tmp_path / "out").exists()


def test_gate_needs_a_criterion() -> None:
    assert gate_reasons({"criteria": [], "failed_weight": 0.0}) == ["no criteria to judge by"]
    assert gate_reasons({"criteria": [{"name": "x", "verdict": "below", "reason": ""}]}) == []


def test_status_tells_the_room() -> None:
    assert launch_sentence(20) == "flight: fell back to the ground"
    assert launch_sentence(FALL_OFFSET + 20) == "fall of a piece: took more steps than are allowed"


def test_a_mission_is_the_same_wherever_it_lies(tmp_path: Path) -> None:
    """Its digest is of what it says and of what its files hold, not of where they are."""
    digests = []
    for folder, wind in (("a", "0,0,0\n9000,5,0\n"), ("b", "0,0,0\n9000,5,0\n"), ("c", "0,0,0\n9000,6,0\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "wind.csv").write_text("altitude_m,east_m_s,north_m_s\n" + wind)
        text = SMALL.replace('wind = { model = "climatology" }', 'wind = { model = "profile", file = "wind.csv" }')
        (tmp_path / folder / "m.toml").write_text(text)
        digests.append(mission_digest(load(tmp_path / folder / "m.toml")))
    assert digests[0] == digests[1] != digests[2]


def test_a_moved_mission_is_found_beside_the_folder(tmp_path: Path) -> None:
    bound = {"mission_file": "/nowhere/m.toml"}
    with pytest.raises(InputError, match="it was moved"):
        mission_of(tmp_path / "out", bound, None)
    (tmp_path / "m.toml").write_text(SMALL)
    assert mission_of(tmp_path / "out", bound, None).name == "small"


def test_processor_is_named() -> None:
    """Machines of one architecture are told apart."""
    assert len(processor()) > len(platform.machine())
