"""Maps of the report: real coastlines, the flight, where things fall, as SVG."""

from __future__ import annotations

import html
import math
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.export.units import NAUTICAL_MILE

Floats = NDArray[np.float64]
# Kinds of area and how the style names them, in the order in which they are drawn: wide lines under narrow ones, so that
# areas with the same edge are all seen.
AREA_CLASSES = {
    "evacuated area": "evacuated",
    "controlled area": "controlled",
    "footprint": "footprint",
    "drop region": "region",
    "ship hazard area": "ships",
    "aircraft hazard area": "aircraft",
    "individual risk area": "persons",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Size of a drawing [px] and how it is lettered: letters 12 px high, so a phone gets a small sheet of its own."""

    form: str
    width: float
    height: float
    towns: int
    square: float  # side of a square of the density of pieces


WIDE = Sheet("wide", 760.0, 520.0, 14, 10.0)
NARROW = Sheet("narrow", 360.0, 420.0, 6, 8.0)


class Projection:
    """Azimuthal equidistant about a point: true distances and directions from the middle of the map."""

    def __init__(self, latitude: float, longitude: float, points: list[tuple[float, float]], sheet: Sheet) -> None:
        """The largest map about a point [deg] that holds all other points [deg], with room for words."""
        self.latitude, self.longitude = math.radians(latitude), math.radians(longitude)
        self.sheet, self.scale = sheet, 1.0
        x, y = self(*np.array(points).T)
        across = np.nanmax(np.abs(x - sheet.width / 2)) / (0.42 * sheet.width)
        along = np.nanmax(np.abs(y - sheet.height / 2)) / (0.42 * sheet.height)
        self.scale = 1 / max(float(across), float(along), 60 / sheet.height)
        self.reach = math.hypot(sheet.width, sheet.height) / 2 / self.scale  # from the middle to a corner [km]

    def __call__(self, latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
        """Points [deg] to the sheet; beyond 80 deg of arc from the middle: nan."""
        a, b = np.radians(latitude), np.radians(longitude) - self.longitude
        cosine = np.clip(math.sin(self.latitude) * np.sin(a) + math.cos(self.latitude) * np.cos(a) * np.cos(b), -1, 1)
        arc = np.arccos(cosine)
        k = np.where(arc > 1e-9, arc / np.maximum(np.sin(arc), 1e-9), 1.0) * 6371.0 * self.scale
        x = k * np.cos(a) * np.sin(b)
        y = k * (math.cos(self.latitude) * np.sin(a) - math.sin(self.latitude) * np.cos(a) * np.cos(b))
        far = arc > math.radians(80)
        return np.where(far, np.nan, self.sheet.width / 2 + x), np.where(far, np.nan, self.sheet.height / 2 - y)


def _path(x: Floats, y: Floats, sheet: Sheet, margin: float = 60.0) -> str:
    """SVG path of a line, left out where it is far off the sheet."""
    finite = np.isfinite(x) & np.isfinite(y)
    ok = finite & (np.abs(x - sheet.width / 2) < sheet.width / 2 + margin)
    ok &= np.abs(y - sheet.height / 2) < sheet.height / 2 + margin
    ok[1:] |= ok[:-1].copy()  # a line goes on to its next point off the sheet, however far
    ok[:-1] |= ok[1:].copy()
    ok &= finite
    out, drawing, last = [], False, (math.inf, math.inf)
    for i in np.flatnonzero(ok):
        drawing = bool(drawing and i > 0 and ok[i - 1])
        point = (x[i], y[i])
        if drawing and abs(point[0] - last[0]) + abs(point[1] - last[1]) < 0.7:
            continue
        out.append(f"{'L' if drawing else 'M'}{point[0]:.1f} {point[1]:.1f}")
        drawing, last = True, point
    return "".join(out)


def flight_map(
    middle: tuple[float, float],
    points: list[tuple[float, float]],
    track: tuple[Floats, Floats],
    trace: tuple[Floats, Floats],
    drops: list[tuple[float, float, str]],
    rings: list[tuple[str, list[list[float]]]],
    impacts: tuple[Floats, Floats, Floats] | None,
    title: str,
    sheet: Sheet,
) -> str:
    """One map about a middle that holds all points [deg]; drops: latitude, longitude [deg], name; rings: kind of area and GeoJSON ring."""
    from luncur.places import borders, coast, towns

    to = Projection(*middle, points, sheet)
    parts = [
        f'<svg class="map {sheet.form}" viewBox="0 0 {sheet.width:.0f} {sheet.height:.0f}" role="img" '
        f'aria-label="{html.escape(title)}"><rect class="sea" width="100%" height="100%"/>'
    ]
    if impacts is not None:
        parts.append(_density(to, *impacts))
    parts.append(f'<path class="graticule" d="{_graticule(to)}"/>')
    for cls, lines in (("border", borders()), ("coast", coast())):
        d = "".join(
            _path(*to(line[:, 0].astype(float), line[:, 1].astype(float)), sheet)
            for line in lines
            if _near(line, middle, to.reach)
        )
        parts.append(f'<path class="{cls}" d="{d}"/>')
    parts.append(_areas(to, rings, f"{sheet.form}-{zlib.crc32(title.encode()):08x}"))
    parts.append(f'<path class="trace" d="{_path(*to(*trace), sheet)}"/>')
    parts.append(f'<path class="track" d="{_path(*to(*track), sheet)}"/>')
    parts.append(_labels(to, towns(), drops, track))
    parts.append(_scale_bar(to))
    return "".join(parts) + "</svg>"


def _areas(to: Projection, rings: list[tuple[str, list[list[float]]]], name: str) -> str:
    """All areas in the order of their kinds; name: of the drawing, so that its hatching is its own."""
    out = [
        f'<defs><pattern id="hatch-{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern></defs>'
    ]
    order = list(AREA_CLASSES)
    for kind, ring in sorted(rings, key=lambda r: order.index(r[0]) if r[0] in order else 0):
        edge = np.array(ring)
        shape = _closed(*to(edge[:, 1], edge[:, 0]))
        if kind == "evacuated area":
            out.append(f'<path fill="url(#hatch-{name})" d="{shape}"/>')
        out.append(f'<path class="{AREA_CLASSES.get(kind, "region")}" d="{shape}"/>')
    return "".join(out)


def _closed(x: Floats, y: Floats) -> str:
    """SVG path of a region; what lies off the sheet is cut by whoever draws it, so that the fill stays right."""
    out: list[str] = []
    last = (math.inf, math.inf)
    for point in zip(x[np.isfinite(x)].tolist(), y[np.isfinite(x)].tolist(), strict=True):
        if out and abs(point[0] - last[0]) + abs(point[1] - last[1]) < 0.7:
            continue
        out.append(f"{'L' if out else 'M'}{point[0]:.1f} {point[1]:.1f}")
        last = point
    return "".join(out) + "Z" if out else ""


def _near(line: NDArray[np.float32], view: tuple[float, float], reach_km: float) -> bool:
    """Whether a line may reach the sheet (a quick test on its latitudes and longitudes)."""
    reach = reach_km / 111.0 + 2
    if line[:, 0].max() < view[0] - reach or line[:, 0].min() > view[0] + reach:
        return False
    if view[0] + reach > 88:
        return True
    wide = reach / max(math.cos(math.radians(min(abs(view[0]) + reach, 88))), 0.02)
    away = (line[:, 1] - view[1] + 180) % 360 - 180
    return bool(np.abs(away).min() < wide)


def _density(to: Projection, latitude: Floats, longitude: Floats, weight: Floats) -> str:
    """Graded squares where pieces of failed launches fall."""
    size, width, height = to.sheet.square, to.sheet.width, to.sheet.height
    x, y = to(latitude, longitude)
    ok = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    if not ok.any():
        return ""
    columns, rows = int(width / size), int(height / size)
    grid = np.zeros((rows, columns))
    np.add.at(
        grid,
        ((y[ok] / size).astype(int).clip(0, rows - 1), (x[ok] / size).astype(int).clip(0, columns - 1)),
        weight[ok],
    )
    if grid.max() <= 0:  # a probability of failure of 0: impacts that never happen
        return ""
    top = math.log10(grid.max())
    cells = []
    for i, j in zip(*np.nonzero(grid), strict=True):
        level = 1 + min(4, max(0, int(math.log10(grid[i, j]) - top + 4.999)))
        cells.append(
            f'<rect class="d{level}" x="{j * size:.0f}" y="{i * size:.0f}" width="{size:.0f}" height="{size:.0f}"/>'
        )
    return "".join(cells)


def _graticule(to: Projection) -> str:
    step = 2 if to.reach < 1000 else 5 if to.reach < 2600 else 10
    out = []
    for latitude in range(-80, 90, step):
        out.append(_path(*to(np.full(361, float(latitude)), np.linspace(-180, 180, 361)), to.sheet))
    for longitude in range(-180, 180, 2 * step):
        out.append(_path(*to(np.linspace(-88, 88, 177), np.full(177, float(longitude))), to.sheet))
    return "".join(out)


Box = tuple[float, float, float, float]
# Where a word may stand about its mark, best first: right, left, above, below.
_SEATS = (
    (8, 4, 0.0),
    (-8, 4, 1.0),
    (8, -9, 0.0),
    (8, 17, 0.0),
    (-8, -9, 1.0),
    (-8, 17, 1.0),
    (0, -10, 0.5),
    (0, 20, 0.5),
)
_ANCHORS = {0.0: "start", 1.0: "end", 0.5: "middle"}


def _labels(to: Projection, towns: Any, drops: list[tuple[float, float, str]], track: tuple[Floats, Floats]) -> str:
    """Pad, drops and the largest towns, none of the words on another."""
    sheet, out = to.sheet, []
    x, y = to(track[0][:1], track[1][:1])
    taken: list[Box] = [(0, sheet.height - 58, 14 + 170 * sheet.width / 760 + 20, sheet.height)]  # the scale bars
    if _on(sheet, x[0], y[0]):
        out.append(f'<g class="pad"><circle cx="{x[0]:.1f}" cy="{y[0]:.1f}" r="5"/></g>')
        taken.append((x[0] - 6, y[0] - 6, x[0] + 6, y[0] + 6))
    marks: list[tuple[float, float, str]] = []
    for latitude, longitude, name in drops:
        px, py = (float(v[0]) for v in to(np.array([latitude]), np.array([longitude])))
        if _on(sheet, px, py):
            marks.append((px, py, name))
    taken.extend((x - 4, y - 4, x + 4, y + 4) for x, y, _ in marks)
    for px, py, name in marks:
        word = _word(px, py, name, taken, sheet, 7.3)
        out.append(f'<g class="drop"><circle cx="{px:.1f}" cy="{py:.1f}" r="3.5"/>{word}</g>')
    return "".join([*out, *_towns(to, towns, taken)])


def _towns(to: Projection, towns: Any, taken: list[Box]) -> list[str]:
    """The largest towns that have room for their names, well apart."""
    x, y = to(towns.latitude.astype(float), towns.longitude.astype(float))
    seen = np.flatnonzero(_on(to.sheet, x, y))
    placed: list[tuple[float, float]] = []
    out: list[str] = []
    for i in seen[np.argsort(-towns.population[seen])][:200]:
        if len(placed) >= to.sheet.towns:
            break
        if any(math.hypot(x[i] - a, y[i] - b) <= 85 for a, b in placed):
            continue
        if any(b[0] < x[i] < b[2] and b[1] < y[i] < b[3] for b in taken):
            continue  # its dot would stand in another word
        word = _word(float(x[i]), float(y[i]), str(towns.name[i]), taken, to.sheet, 6.9)
        if word:
            placed.append((float(x[i]), float(y[i])))
            out.append(f'<g class="town"><circle cx="{x[i]:.1f}" cy="{y[i]:.1f}" r="1.8"/>{word}</g>')
    return out


def _on(sheet: Sheet, x: Any, y: Any) -> Any:
    return (x > 0) & (x < sheet.width) & (y > 0) & (y < sheet.height)


def _word(x: float, y: float, text: str, taken: list[Box], sheet: Sheet, letter: float) -> str:
    """A word beside its mark on free ground, which it then takes; nothing where there is none."""
    width = letter * len(text) + 4
    for dx, dy, share in _SEATS:
        left, base = x + dx - share * width, y + dy
        box = (left, base - 11, left + width, base + 3)
        if left < 0 or box[2] > sheet.width or box[1] < 0 or box[3] > sheet.height:
            continue
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        anchor = _ANCHORS[share]
        return f'<text x="{x + dx:.1f}" y="{base:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>'
    return ""


def _scale_bar(to: Projection) -> str:
    """Two bars, in kilometres and in nautical miles."""
    x, y = 18.0, to.sheet.height - 26
    bars = []
    for unit, size, tip, words in (("km", 1.0, y - 5, y - 6), ("nm", NAUTICAL_MILE / 1000, y + 5, y + 15)):
        wanted = 150 * to.sheet.width / 760 / (to.scale * size)
        power = 10 ** math.floor(math.log10(wanted))
        length = max(k * power for k in (1, 2, 5) if k * power <= wanted)
        end = x + length * size * to.scale
        bars.append(f'<path d="M{x} {tip}V{y}H{end:.1f}V{tip}"/><text x="{x + 6}" y="{words}">{length:g} {unit}</text>')
    return f'<g class="bar">{"".join(bars)}</g>'
