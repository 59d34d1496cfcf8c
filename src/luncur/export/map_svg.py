"""Maps of the report: real coastlines, the flight, where things fall, as SVG."""

from __future__ import annotations

import html
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WIDTH, HEIGHT = 760.0, 520.0
AREA_CLASSES = {"ship hazard area": "ships", "aircraft hazard area": "aircraft", "individual risk area": "persons"}


class Projection:
    """Azimuthal equidistant about a point: true distances and directions from the middle of the map."""

    def __init__(self, latitude: float, longitude: float, half_height_km: float) -> None:
        self.latitude, self.longitude = math.radians(latitude), math.radians(longitude)
        self.scale = HEIGHT / 2 / half_height_km

    def __call__(self, latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
        """Points [deg] to the sheet; beyond 80 deg of arc from the middle: nan."""
        a, b = np.radians(latitude), np.radians(longitude) - self.longitude
        cosine = np.clip(math.sin(self.latitude) * np.sin(a) + math.cos(self.latitude) * np.cos(a) * np.cos(b), -1, 1)
        arc = np.arccos(cosine)
        k = np.where(arc > 1e-9, arc / np.maximum(np.sin(arc), 1e-9), 1.0) * 6371.0 * self.scale
        x = k * np.cos(a) * np.sin(b)
        y = k * (math.cos(self.latitude) * np.sin(a) - math.sin(self.latitude) * np.cos(a) * np.cos(b))
        far = arc > math.radians(80)
        return np.where(far, np.nan, WIDTH / 2 + x), np.where(far, np.nan, HEIGHT / 2 - y)


def _path(x: Floats, y: Floats, margin: float = 60.0) -> str:
    """SVG path of a line, left out where it is far off the sheet."""
    ok = np.isfinite(x) & np.isfinite(y) & (x > -margin) & (x < WIDTH + margin) & (y > -margin) & (y < HEIGHT + margin)
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
    view: tuple[float, float, float],
    track: tuple[Floats, Floats],
    trace: tuple[Floats, Floats],
    drops: list[dict[str, Any]],
    rings: list[tuple[str, list[list[float]]]],
    impacts: tuple[Floats, Floats, Floats] | None,
    title: str,
) -> str:
    """One map. view: middle latitude, longitude [deg], half the height [km]; rings: kind and GeoJSON ring of areas."""
    from luncur.places import borders, coast, towns

    to = Projection(*view)
    parts = [f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{html.escape(title)}">']
    parts.append('<rect class="sea" width="100%" height="100%"/>')
    if impacts is not None:
        parts.append(_density(to, *impacts))
    parts.append(f'<path class="graticule" d="{_graticule(to, view)}"/>')
    for cls, lines in (("border", borders()), ("coast", coast())):
        d = "".join(
            _path(*to(line[:, 0].astype(float), line[:, 1].astype(float))) for line in lines if _near(line, view)
        )
        parts.append(f'<path class="{cls}" d="{d}"/>')
    for kind, ring in rings:
        points = np.array(ring)
        style = AREA_CLASSES.get(kind, "region")
        parts.append(f'<path class="{style}" d="{_path(*to(points[:, 1], points[:, 0]))}"/>')
    parts.append(f'<path class="trace" d="{_path(*to(*trace))}"/>')
    parts.append(f'<path class="track" d="{_path(*to(*track))}"/>')
    parts.append(_labels(to, towns(), drops, track))
    parts.append(_scale_bar(to))
    return "".join(parts) + "</svg>"


def _near(line: NDArray[np.float32], view: tuple[float, float, float]) -> bool:
    """Whether a line may reach the sheet (a quick test on its latitudes and longitudes)."""
    reach = view[2] * 1.9 / 111.0 + 2
    if line[:, 0].max() < view[0] - reach or line[:, 0].min() > view[0] + reach:
        return False
    if view[0] + reach > 88:
        return True
    wide = reach / max(math.cos(math.radians(min(abs(view[0]) + reach, 88))), 0.02)
    away = (line[:, 1] - view[1] + 180) % 360 - 180
    return bool(np.abs(away).min() < wide)


def _density(to: Projection, latitude: Floats, longitude: Floats, weight: Floats) -> str:
    """Graded squares where pieces of failed launches fall."""
    size = 10.0
    x, y = to(latitude, longitude)
    ok = (x >= 0) & (x < WIDTH) & (y >= 0) & (y < HEIGHT)
    if not ok.any():
        return ""
    columns, rows = int(WIDTH / size), int(HEIGHT / size)
    grid = np.zeros((rows, columns))
    np.add.at(
        grid,
        ((y[ok] / size).astype(int).clip(0, rows - 1), (x[ok] / size).astype(int).clip(0, columns - 1)),
        weight[ok],
    )
    top = math.log10(grid.max())
    cells = []
    for i, j in zip(*np.nonzero(grid), strict=True):
        level = 1 + min(4, max(0, int(math.log10(grid[i, j]) - top + 4.999)))
        cells.append(
            f'<rect class="d{level}" x="{j * size:.0f}" y="{i * size:.0f}" width="{size:.0f}" height="{size:.0f}"/>'
        )
    return "".join(cells)


def _graticule(to: Projection, view: tuple[float, float, float]) -> str:
    step = 2 if view[2] < 600 else 5 if view[2] < 1500 else 10
    out = []
    for latitude in range(-80, 90, step):
        out.append(_path(*to(np.full(361, float(latitude)), np.linspace(-180, 180, 361))))
    for longitude in range(-180, 180, 2 * step):
        out.append(_path(*to(np.linspace(-88, 88, 177), np.full(177, float(longitude)))))
    return "".join(out)


def _labels(to: Projection, towns: Any, drops: list[dict[str, Any]], track: tuple[Floats, Floats]) -> str:
    """Pad, drops and the largest towns, none of the words on another."""
    taken: list[tuple[float, float, float, float]] = []
    out: list[str] = []

    def put(x: float, y: float, text: str, cls: str, mark: str) -> None:
        out.append(f'<g class="{cls}">{mark.format(x=f"{x:.1f}", y=f"{y:.1f}")}')
        width = 6.3 * len(text) + 8
        if not text:
            out.append("</g>")
            return
        for dx, dy, anchor in (
            (8, 4, "start"),
            (-8, 4, "end"),
            (8, -9, "start"),
            (8, 16, "start"),
            (-8, -9, "end"),
            (-8, 16, "end"),
        ):
            left = x + dx if anchor == "start" else x + dx - width
            box = (left, y + dy - 11, left + width, y + dy + 3)
            if (
                box[0] < 0
                or box[2] > WIDTH
                or any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken)
            ):
                continue
            taken.append(box)
            out.append(f'<text x="{x + dx:.1f}" y="{y + dy:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>')
            break
        out.append("</g>")

    def on_sheet(x: float, y: float) -> bool:
        return 0 < x < WIDTH and 0 < y < HEIGHT

    x, y = to(track[0][:1], track[1][:1])
    if on_sheet(x[0], y[0]):
        put(x[0], y[0], "", "pad", '<circle cx="{x}" cy="{y}" r="5"/>')
    for drop in drops:
        x, y = to(np.array([drop["latitude_deg"]]), np.array([drop["longitude_deg"]]))
        if on_sheet(x[0], y[0]):
            put(x[0], y[0], drop["body"], "drop", '<circle cx="{x}" cy="{y}" r="3.5"/>')
    x, y = to(towns.latitude.astype(float), towns.longitude.astype(float))
    seen = np.flatnonzero((x > 0) & (x < WIDTH) & (y > 0) & (y < HEIGHT))
    placed: list[tuple[float, float]] = []
    for i in seen[np.argsort(-towns.population[seen])][:200]:
        if len(placed) >= 14:
            break
        if all(math.hypot(x[i] - a, y[i] - b) > 85 for a, b in placed):
            placed.append((x[i], y[i]))
            put(x[i], y[i], str(towns.name[i]), "town", '<circle cx="{x}" cy="{y}" r="1.8"/>')
    return "".join(out)


def _scale_bar(to: Projection) -> str:
    wanted = 150 / to.scale
    power = 10 ** math.floor(math.log10(wanted))
    length = max(k * power for k in (1, 2, 5) if k * power <= wanted)
    x, y = 18.0, HEIGHT - 18
    return (
        f'<g class="bar"><path d="M{x} {y - 5}V{y}H{x + length * to.scale:.1f}V{y - 5}"/>'
        f'<text x="{x + 6}" y="{y - 6}">{length:.0f} km</text></g>'
    )
