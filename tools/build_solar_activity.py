"""Monthly means of the solar flux and the geomagnetic index that luncur ships, from CelesTrak's space weather file.

    python tools/build_solar_activity.py SW-All.txt src/luncur/data/orbit/solar_activity.csv

Source of the file: https://celestrak.org/SpaceData/SW-All.txt (free of licence terms; its keeper asks that the address be
given); its format: https://celestrak.org/SpaceData/SpaceWx-format.php.  The flux is the observed one, not the one adjusted
to 1 au, because that is what NRLMSISE-00 takes.  A month counts as measured when every day of it is.
"""

import sys
from collections import defaultdict
from pathlib import Path

F107_OBSERVED, AP_AVERAGE = slice(112, 118), slice(78, 82)  # columns of the format description


def main(source: str, target: str) -> None:
    section, updated = "", ""
    flux: dict[str, list[float]] = defaultdict(list)
    ap: dict[str, list[float]] = defaultdict(list)
    predicted: set[str] = set()
    for line in Path(source).read_text(encoding="ascii").splitlines():
        if line.startswith("UPDATED"):
            updated = line.split(maxsplit=1)[1]
        elif line.startswith("BEGIN"):
            section = line.split()[1]
        elif line.startswith("END"):
            section = ""
        elif section and line[:4].isdigit():
            month = f"{line[:4]}-{line[5:7]}"
            if section != "OBSERVED":
                predicted.add(month)
            if line[F107_OBSERVED].strip():
                flux[month].append(float(line[F107_OBSERVED]))
            if line[AP_AVERAGE].strip():
                ap[month].append(float(line[AP_AVERAGE]))
    rows = [
        f"# monthly means from https://celestrak.org/SpaceData/SW-All.txt, state of {updated}",
        "# f107: observed solar flux at 10.7 cm [1e-22 W/m2/Hz]; ap: planetary geomagnetic index, empty where none is predicted",
        "month,f107,ap,kind",
    ]
    for month in sorted(flux):
        kind = "predicted" if month in predicted else "measured"
        mean_ap = f"{sum(ap[month]) / len(ap[month]):.1f}" if ap[month] else ""
        rows.append(f"{month},{sum(flux[month]) / len(flux[month]):.1f},{mean_ap},{kind}")
    Path(target).write_text("\n".join(rows) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
