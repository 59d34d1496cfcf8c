"""Malfunction turns from a table: ends of known turns, interpolation, draws, and bad tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.flight.turn_table import local_axes, read_turns, turn_states

# A turn at constant rate and speed is a circle of radius speed / rate.
RATE, SPEED = np.radians(10.0), 800.0


def by_angle(path: Path, plane: str = "0", failures: tuple[float, ...] = (50.0, 60.0)) -> Path:
    rows = ["failure_time_s,turn,time_s,turn_angle_deg,speed_m_s,plane_deg,probability"]
    for failure in failures:
        for name, sign, chance in (("slow", 1.0, 0.25), ("mirrored", -1.0, 0.75)):
            for t in (0.0, 3.0, 6.0):
                rows.append(f"{failure},{name},{t},{sign * 10 * t},{SPEED},{plane},{chance if t == 0 else ''}")
    path.write_text("\n".join(rows))
    return path


def state(n: int) -> tuple[np.ndarray, np.ndarray]:
    return np.tile([6.4e6, 0.0, 0.0], (n, 1)), np.tile([0.0, SPEED, 0.0], (n, 1))  # level, eastward


def test_a_turn_of_constant_rate_is_a_circle(tmp_path: Path) -> None:
    table = read_turns(by_angle(tmp_path / "t.csv"))
    p, v = state(2)
    u = np.array([[0.1, 0.5], [0.9, 0.5]])
    ends = turn_states(table, np.array([50.0, 57.3]), u, p, v)
    assert ends.turn.tolist() == [0, 1]
    assert ends.duration.tolist() == [6.0, 6.0]
    radius, angle = SPEED / RATE, 6 * RATE
    up = radius * (1 - np.cos(angle))
    assert ends.position[:, 1] == pytest.approx(radius * np.sin(angle), rel=1e-4)
    assert ends.position[:, 0] - 6.4e6 == pytest.approx([up, -up], rel=1e-4)
    assert ends.velocity[0] == pytest.approx([SPEED * np.sin(angle), SPEED * np.cos(angle), 0.0])


def test_planes(tmp_path: Path) -> None:
    p, v = state(4000)
    right = turn_states(
        read_turns(by_angle(tmp_path / "r.csv", "90")), np.full(1, 50.0), np.array([[0.1, 0.2]]), p[:1], v[:1]
    )
    assert right.velocity[0, 2] == pytest.approx(-SPEED * np.sin(6 * RATE))  # to the right of east is south
    u = np.random.default_rng(1).random((4000, 2))
    drawn = turn_states(read_turns(by_angle(tmp_path / "a.csv", "")), np.full(4000, 50.0), u, p, v)
    assert np.linalg.norm(drawn.velocity, axis=1) == pytest.approx(SPEED)
    angle = np.arctan2(drawn.velocity[:, 2], drawn.velocity[:, 0])
    assert np.histogram(angle, bins=4, range=(-np.pi, np.pi))[0] == pytest.approx(1000, rel=0.12)
    assert np.mean(drawn.turn) == pytest.approx(0.75, abs=0.03)


def test_states_between_failure_times(tmp_path: Path) -> None:
    """A vehicle that climbs at constant acceleration and turns the same way whenever it fails."""
    rows = ["failure_time_s,turn,time_s,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s"]

    def nominal(t: float) -> tuple[np.ndarray, np.ndarray]:
        return np.array([6.4e6 + 300.0 * t, 5.0 * t * t, 0.0]), np.array([300.0, 10.0 * t, 0.0])

    def end(t: float) -> np.ndarray:
        p, v = nominal(t)
        axes = local_axes(p[None], v[None])[0]
        return np.concatenate([p + 5 * v + axes.T @ [0.0, 100.0, 40.0], v + axes.T @ [0.0, 50.0, 0.0]])

    for failure in (40.0, 50.0, 60.0):
        rows.append(f"{failure},a,0," + ",".join(repr(float(x)) for x in np.concatenate(nominal(failure))))
        rows.append(f"{failure},a,5," + ",".join(repr(float(x)) for x in end(failure)))
    (tmp_path / "t.csv").write_text("\n".join(rows))
    table = read_turns(tmp_path / "t.csv")
    for at in (40.0, 47.0, 60.0):
        found = turn_states(table, np.array([at]), np.array([[0.5, 0.5]]))
        assert found.position[0] == pytest.approx(end(at)[:3], abs=1.0)
        assert found.velocity[0] == pytest.approx(end(at)[3:], abs=1.0)
    # a dispersed flight carries its turn along
    p, v = nominal(47.0)
    moved = turn_states(table, np.array([47.0]), np.array([[0.5, 0.5]]), (p + np.array([0, 0, 2000.0]))[None], v[None])
    assert moved.position[0, 2] == pytest.approx(end(47.0)[2] + 2000.0, abs=2.0)


HEAD = "failure_time_s,turn,time_s,turn_angle_deg,speed_m_s,probability\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("failure_time_s,turn,time_s\n1,a,0\n1,a,1\n", "a column 'turn_angle_deg'"),
        (HEAD + "1,a,0,0,9,1\n1,a,2,5,-9,\n", "line 3, speed_m_s: '-9': expected a number from 0"),
        (HEAD + "1,a,1,0,9,1\n1,a,2,5,9,\n", "0, the failure itself"),
        (HEAD + "1,a,0,0,9,1\n1,a,2,5,9,\n1,a,2,5,9,\n", "times that rise within a turn"),
        (HEAD + "1,a,0,0,9,1\n1,a,2,5,9,\n2,b,0,0,9,1\n2,b,3,5,9,\n", "every turn at every failure time"),
        (HEAD + "1,a,0,0,9,0.5\n1,a,2,5,9,\n", "probabilities of all turns that sum to 1"),
    ],
)
def test_a_bad_table_is_one_sentence(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(InputError, match=expected):
        read_turns(tmp_path / "t.csv")


def test_outside_the_table(tmp_path: Path) -> None:
    table = read_turns(by_angle(tmp_path / "t.csv"))
    p, v = state(1)
    with pytest.raises(InputError, match="failure times from 50 to 60 s"):
        turn_states(table, np.array([61.0]), np.array([[0.5, 0.5]]), p, v)
    with pytest.raises(InputError, match="the state at failure"):
        turn_states(table, np.array([55.0]), np.array([[0.5, 0.5]]))
