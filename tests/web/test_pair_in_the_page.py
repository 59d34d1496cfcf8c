"""Two studies beside each other on two globes: one camera, one slider, one choice of what is shown, and the same colours."""

from __future__ import annotations

import io
import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import numpy as np
import pytest
from seen import LOOKS, indonesian
from serving import Visit

MISSION = "soyuz-vostochny-sso"
STEPS = ("#f6d9ae", "#eeae62", "#d57f2a", "#9c4a0c", "#4f2000")  # as the legend shows them, by day
GROUND = ("#f7f5ef", "#dbe7ee")  # land and sea
FILL = 0.85  # how strong a step of density is over the ground
CELL = 0.5  # [deg]
EARTH = 6371.0072  # radius of the sphere with the Earth's area [km]
Open = Callable[..., Visit]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, small_study: Path) -> Path:
    """A study, the same study again, and the same from a pad far away."""
    root = tmp_path_factory.mktemp("pairs")
    for name in ("study", "again", "far"):
        shutil.copytree(small_study, root / name)
    summary = json.loads((root / "far/summary.json").read_text())
    summary["events"][0].update(latitude_deg=-0.75, longitude_deg=135.95)
    (root / "far/summary.json").write_text(json.dumps(summary))
    return root


def both_drawn(seen: Visit) -> None:
    seen.page.locator("figure[data-drawn]").nth(1).wait_for()
    seen.page.get_by_text("launches computed.").or_(seen.page.get_by_text("peluncuran dihitung.")).nth(1).wait_for()


def pictures(seen: Visit) -> list[np.ndarray]:
    """Both globes as they are drawn now, without the page's own corners around them."""
    image = pytest.importorskip("PIL.Image")
    out = []
    for i in range(2):
        data = seen.page.locator(".globe").nth(i).screenshot()
        out.append(np.asarray(image.open(io.BytesIO(data)).convert("RGB")).astype(int)[8:-8, 8:-8])
    return out


def settled(seen: Visit) -> list[np.ndarray]:
    """Pictures when two of each, a while apart, are alike."""
    before = pictures(seen)
    for _ in range(60):
        seen.page.wait_for_timeout(500)
        now = pictures(seen)
        if all(differing(a, b) < 1e-4 for a, b in zip(before, now, strict=True)):
            return now
        before = now
    raise AssertionError("the globes did not come to rest")


def differing(a: np.ndarray, b: np.ndarray) -> float:
    """Share of the points that differ by more than a shade."""
    rows, columns = min(len(a), len(b)), min(a.shape[1], b.shape[1])
    return float((np.abs(a[:rows, :columns] - b[:rows, :columns]).max(axis=2) > 40).mean())


@pytest.mark.parametrize("look", LOOKS)
def test_two_studies_stand_beside_each_other(visit: Open, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit("/study/study?with=again&t=120", size, **context)
    both_drawn(seen)
    first, second = (seen.page.locator(".globe").nth(i).bounding_box() for i in range(2))
    if size["width"] < 700:
        assert second["y"] >= first["y"] + first["height"]
        assert second["x"] == first["x"]
    else:
        assert second["x"] >= first["x"] + first["width"]
        assert second["y"] == first["y"]
    assert (first["width"], first["height"]) == (second["width"], second["height"])
    captions = seen.page.locator("figcaption")
    assert "(study)" in captions.nth(0).inner_text()
    assert "(again)" in captions.nth(1).inner_text()
    words = seen.page.inner_text("main")
    assert ("berarti sama pada keduanya" if indonesian(look) else "mean the same on both") in words
    assert seen.page.get_by_role("slider").count() == 1
    assert seen.page.locator("section[aria-labelledby=compare] table").first.is_visible()
    assert seen.sideways() == 0
    assert seen.complaints == []
    if look in ("desk", "phone, Indonesian, dark"):
        assert seen.serious() == []


def test_one_camera_and_one_choice_give_one_picture(visit: Open) -> None:
    """Two equal studies look alike wherever the first is turned and whatever is chosen."""
    seen = visit("/study/study?with=again&t=120", locale="en-GB", reduced_motion="reduce")
    both_drawn(seen)
    at_first = settled(seen)
    assert differing(*at_first) < 2e-3
    seen.page.locator("canvas").nth(0).focus()
    for _ in range(2):
        seen.page.keyboard.press("ArrowLeft")
    turned = settled(seen)
    assert differing(at_first[0], turned[0]) > 0.02
    assert differing(*turned) < 2e-3
    seen.page.locator("canvas").nth(1).focus()  # the second leads as well as the first
    seen.page.keyboard.press("Shift+ArrowRight")
    led = settled(seen)
    assert differing(turned[0], led[0]) > 0.02
    assert differing(*led) < 2e-3
    seen.page.get_by_label("as points").check()
    points = settled(seen)
    assert differing(led[0], points[0]) > 1e-3
    assert differing(*points) < 2e-3
    seen.page.get_by_role("slider").focus()
    seen.page.keyboard.press("End")
    later = settled(seen)
    assert differing(points[0], later[0]) > 1e-4
    assert differing(*later) < 2e-3
    assert seen.complaints == []


def test_pads_far_apart_share_a_camera_only_on_request(visit: Open) -> None:
    seen = visit("/study/study?with=far", locale="en-GB", reduced_motion="reduce")
    both_drawn(seen)
    share = seen.page.get_by_label("One camera for both")
    assert not share.is_checked()
    assert "The pads are" in seen.page.inner_text("main")
    assert "each globe has its own camera" in seen.page.inner_text("main")
    before = settled(seen)
    seen.page.locator("canvas").nth(0).focus()
    seen.page.keyboard.press("ArrowLeft")
    alone = settled(seen)
    assert differing(before[0], alone[0]) > 0.02
    assert differing(before[1], alone[1]) < 2e-3
    share.check()
    assert "may lie out of sight" in seen.page.inner_text("main")
    settled(seen)
    seen.until("/camera=one/.test(location.hash) && !/at2=/.test(location.hash)")
    assert seen.complaints == []


def test_a_link_restores_both(visit: Open) -> None:
    route = "/study/study?with=far&t=200.0&as=points&camera=two&at=120,60,3,0&at2=130,-5,4,20,15&hide=footprint~ground+track"
    seen = visit(route, locale="en-GB")
    both_drawn(seen)
    settled(seen)
    assert seen.page.get_by_role("slider").input_value() == "200"
    assert seen.page.get_by_label("as points").is_checked()
    assert not seen.page.get_by_label("One camera for both").is_checked()
    address = seen.page.url
    for part in ("with=far", "t=200.0", "as=points", "camera=two", "ground+track"):
        assert part in address
    cameras = {k: v.split(",") for k, v in parse_qsl(address.split("?")[1]) if k in ("at", "at2")}
    assert [float(v) for v in cameras["at"]] == pytest.approx([120, 60, 3, 0], abs=0.01)
    assert [float(v) for v in cameras["at2"]] == pytest.approx([130, -5, 4, 20, 15], abs=0.01)
    flight = httpx.get(f"{address.split('#')[0]}api/folders/far/trajectory", trust_env=False).json()
    altitude = np.interp(200.0, flight["time"], flight["altitude"]) / 1000
    row = seen.page.get_by_role("row", name="Altitude").inner_text()
    assert row.count(f"{altitude:.1f}\u00a0km") == 2
    seen.page.get_by_role("button", name="This study alone").click()
    seen.page.locator("section[aria-labelledby=fail]").wait_for()
    assert seen.page.locator(".globe").count() == 1
    assert "with=" not in seen.page.url
    assert "at2=" not in seen.page.url
    assert seen.complaints == []


def test_the_other_study_is_chosen_from_the_folder(visit: Open) -> None:
    seen = visit("/study/study", locale="en-GB")
    choice = seen.page.get_by_label("Compare with another study")
    choice.wait_for()
    assert set(choice.locator("option").all_inner_texts()) == {"choose …", "again", "far"}
    choice.select_option("again")
    both_drawn(seen)
    assert "with=again" in seen.page.url
    with seen.page.expect_download() as saved:
        seen.page.get_by_role("button", name="Save the picture (PNG)").click()
    image = pytest.importorskip("PIL.Image")
    picture = np.asarray(image.open(io.BytesIO(Path(saved.value.path()).read_bytes())).convert("RGB"))
    assert picture.shape[1] == pytest.approx(2 * seen.page.locator(".globe").first.bounding_box()["width"], abs=8)
    assert seen.complaints == []


def cells(address: str) -> list[tuple[float, float, int, float]]:
    """Cells with impacts: latitude and longitude of the middle [deg], step of the density, distance of its logarithm to a limit."""
    answer = httpx.get(f"{address}api/folders/study/impacts", trust_env=False)
    count = int(answer.headers["x-count"])
    numbers = np.frombuffer(answer.content[: 16 * count], dtype="<f4").reshape(4, count).astype(float)
    row = np.floor((numbers[1] + 90) / CELL).astype(int)
    wide = np.maximum(1, np.round(360 / CELL * np.cos(np.radians(row * CELL - 90 + CELL / 2)))).astype(int)
    column = np.floor((numbers[0] + 180) / 360 * wide).astype(int)
    found, many = np.unique(np.stack([row, column, wide]), axis=1, return_counts=True)
    out = []
    for (r, c, w), some in zip(found.T.tolist(), many.tolist(), strict=True):
        south = r * CELL - 90
        sines = math.sin(math.radians(south + CELL)) - math.sin(math.radians(south))
        log = math.log10(1000.0 * some / count / (2 * math.pi * EARTH**2 * sines / w))
        step = int(np.clip(math.floor(log) + 6, 0, 4))
        out.append((south + CELL / 2, (c + 0.5) * 360 / w - 180, step, abs(log - round(log))))
    return out


def test_the_density_is_the_share_of_impacts_in_its_steps(visit: Open, address: str) -> None:
    """In the middle of a cell both globes show the colour of its step over land or sea."""
    chosen: dict[int, tuple[float, float]] = {}
    for latitude, longitude, step, sure in cells(address):
        if sure > 0.02:
            chosen.setdefault(step, (latitude, longitude))
    assert len(chosen) >= 3
    kinds = "~".join(
        ["footprint", "ground track", "impact point trace", "drop region", "ship hazard area", "aircraft hazard area",
         "individual risk area", "evacuated area", "controlled area"]
    ).replace(" ", "+")  # fmt: skip
    for step, (latitude, longitude) in sorted(chosen.items()):
        seen = visit(f"/study/study?with=again&at={longitude:.4f},{latitude:.4f},7,0&hide={kinds}", locale="en-GB")
        both_drawn(seen)
        for picture in settled(seen):
            middle = picture[picture.shape[0] // 2 - 15 :, picture.shape[1] // 2 - 15 :][:30, :30].reshape(-1, 3)
            colours, often = np.unique(middle, axis=0, return_counts=True)
            common = colours[np.argmax(often)]
            expected = [FILL * bytes_of(STEPS[step]) + (1 - FILL) * bytes_of(ground) for ground in GROUND]
            assert min(np.abs(common - one).max() for one in expected) <= 3, f"step {step}: {common}"
        assert seen.complaints == []


def bytes_of(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)
