"""Two studies side by side: what is told apart, and how other folders are refused."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import luncur
from luncur.errors import InputError
from luncur.export.compare import SPLITS, beyond_sampling, compare
from luncur.export.compare_view import compare_page, compare_text, sections


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return luncur.assess("sounding-rocket", tmp_path_factory.mktemp("compare") / "a", samples=8192, seed=1).folder


@pytest.fixture
def other(study: Path, tmp_path: Path) -> Path:
    """The same study as if failures were three times as bad, one drop elsewhere and one assumption another."""
    summary, run = (json.loads((study / f"{name}.json").read_text()) for name in ("summary", "run"))
    total = summary["risk"]["casualty_expectation_total"]
    for key in ("mean", "sampling_low_95", "sampling_high_95"):
        total[key] *= 3
    summary["drops"][0]["latitude_deg"] += 0.1
    summary["assumed"][0] = "<b>a man on the moon</b>"
    summary["criteria"][0]["verdict"] = "undecided"
    run["bound"]["seed"] = 99
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "summary.json").write_text(json.dumps(summary))
    (tmp_path / "b" / "run.json").write_text(json.dumps(run))
    return tmp_path / "b"


def interval(mean: float, low: float, high: float) -> dict[str, float]:
    return {"mean": mean, "sampling_low_95": low, "sampling_high_95": high}


def test_beyond_sampling() -> None:
    """Two half widths of 20 % add to 29 %: 1 and 1.25 do not differ, 1 and 1.4 do; nor does 0 from what it cannot rule out."""
    one = interval(1.0, 1 / 1.2, 1.2)
    assert not beyond_sampling(one, interval(1.25, 1.25 / 1.2, 1.25 * 1.2))
    assert beyond_sampling(interval(1.4, 1.4 / 1.2, 1.4 * 1.2), one)
    assert beyond_sampling(one, interval(0.0, 0.0, 0.5))
    assert not beyond_sampling(interval(0.0, 0.0, 0.9), one)


def test_a_study_is_like_itself(study: Path) -> None:
    record = compare(study, study)
    assert all(r["ratio_b_to_a"] == 1.0 and not r["beyond_sampling"] for r in record["risk"])
    assert record["inputs"] == record["assumed_only_a"] == record["assumed_only_b"] == []
    assert all(d["apart_m"] == 0.0 for d in record["drops"])


def test_what_differs_is_found(study: Path, other: Path) -> None:
    record = compare(study, other)
    total = next(r for r in record["risk"] if r["name"] == "casualty_expectation_total")
    assert total["ratio_b_to_a"] == pytest.approx(3.0)
    assert total["beyond_sampling"] is True
    assert [(i["name"], i["b"]) for i in record["inputs"]] == [("seed", "99")]
    assert record["drops"][0]["apart_m"] == pytest.approx(0.1 * 110.9e3, rel=0.01)
    assert [r["text"] for r in record["assumed_only_b"]] == ["<b>a man on the moon</b>"]
    assert record["criteria"][0]["a"] != record["criteria"][0]["b"] == "undecided"


@pytest.mark.parametrize(("lang", "word"), [("en", "Inputs that differ"), ("id", "Masukan yang berbeda")])
def test_text_and_page(study: Path, other: Path, lang: str, word: str) -> None:
    record = compare(study, other)
    assert word in compare_text(record, lang)
    page = compare_page(record, lang)
    assert word in page
    assert "<b>" not in page
    assert "http:" not in page
    assert "https:" not in page


def test_names_that_luncur_made_are_in_the_readers_language() -> None:
    found = interval(1e-6, 5e-7, 2e-6)
    row = {"a": found, "b": found, "ratio_b_to_a": 1.0, "beyond_sampling": False}
    record: dict[str, Any] = {
        **{key: [] for key in (*SPLITS, "risk", "criteria", "inputs", "assumed_only_a", "assumed_only_b")},
        "by_phase": [{"name": n, **row} for n in ("strap-on and core burning", "at core separation")],
        "by_fragment_class": [{"name": "core, whole", **row}],
        "drops": [{"body": b, "range_a_m": 1e3, "range_b_m": 1e3, "apart_m": 0.0} for b in ("strap-on", "core")],
    }
    shown = [line[0] for _, _, lines in sections(record, "id") for line in lines]
    assert shown[:3] == ["roket samping dan tingkat inti menyala", "saat tingkat inti lepas", "tingkat inti, utuh"]


def test_command(study: Path, other: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "luncur.cli", "compare", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = run(str(study), str(other), "--json", "-o", str(tmp_path / "page.html"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["inputs"][0]["name"] == "seed"
    assert (tmp_path / "page.html").read_text().startswith("<!DOCTYPE html>")
    refused = run(str(study), str(tmp_path))
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    assert refused.stdout == ""


def test_a_flight_is_no_study(study: Path, tmp_path: Path) -> None:
    summary: dict[str, Any] = copy.deepcopy(json.loads((study / "summary.json").read_text()))
    summary["risk"] = None
    (tmp_path / "summary.json").write_text(json.dumps(summary))
    (tmp_path / "run.json").write_text((study / "run.json").read_text())
    with pytest.raises(InputError, match="finished study"):
        compare(study, tmp_path)


def test_dominant_sources(study: Path) -> None:
    """Shares are of the right total; the burst of a full motor is blast, what comes down as planned is not."""
    risk = json.loads((study / "summary.json").read_text())["risk"]
    found = risk["dominant"]
    assert found["failures"]["hazard"][0]["name"] == "explosive debris"
    assert [r["name"] for r in found["planned"]["hazard"]] == ["inert debris"]
    for kind in ("failures", "planned", "total"):
        for rows in found[kind].values():
            assert rows[0]["share"] == max(r["share"] for r in rows)
            for r in rows:
                total = risk[f"casualty_expectation_{kind}"]["mean"]
                assert r["share"] == pytest.approx(r["mean"] / total, rel=1e-9)
                assert r["sampling_low_95"] <= r["mean"] <= r["sampling_high_95"]
        assert sum(r["share"] for r in found[kind]["hazard"]) == pytest.approx(1.0)
    worst = risk["conditional_casualty_expectation_max"]
    assert found["conditional"]["phase"][0]["name"] == worst["phase"]
    assert found["conditional"]["phase"][0]["mean"] == worst["mean"]
    assert sum(r["share"] for r in found["conditional"]["hazard"]) == pytest.approx(1.0)
    assert sum(r["mean"] for r in risk["by_hazard"]) == pytest.approx(risk["casualty_expectation_total"]["mean"])


def test_page_shows_what_dominates_and_where_rules_are_answered(study: Path) -> None:
    page = (study / "report.html").read_text()
    for piece in (
        'id="dominant"',
        '<a href="#dominant">',
        "14 CFR 450.115(b)(2)",
        "explosive debris",
        'Downrange, <span class="metric">km</span>',
        "UTC+9",
    ):
        assert piece in page, piece
    for at in {part.split('"')[0] for part in page.split('<a href="#')[1:]}:
        assert f'id="{at}"' in page, at
