"""What a mission would do and what it assumes, in words."""

from __future__ import annotations

import math

from luncur.mission.model import Mission


def describe(mission: Mission) -> str:
    """The text that ``luncur check`` prints."""
    vehicle, site = mission.vehicle, mission.site
    mass = sum(b.count * (b.dry_mass + (b.tank.loaded if b.tank else 0.0)) for b in vehicle.bodies)
    lines = [
        f"{mission.name}: {mission.title}",
        f"  site     {site.name}, {math.degrees(site.latitude):.4f} {math.degrees(site.longitude):.4f} deg, {site.altitude:.0f} m",
        f"  vehicle  {vehicle.name}, {mass / 1000:.1f} t at lift-off, {len(vehicle.bodies)} kinds of body",
        f"  lift-off {mission.launch.time.isoformat()}",
        "  events   " + ", ".join(e.name for e in vehicle.events),
    ]
    if mission.failure is not None:
        lines.append("  failures " + ", ".join(f"{m.name} {m.share:.0%}" for m in mission.failure.modes))
    lines.append("assumed:")
    lines.extend(f"  - {sentence}" for sentence in assumptions(mission))
    return "\n".join(lines)


def assumptions(mission: Mission) -> list[str]:
    """What of a mission's own figures is assumed, estimated or fitted, one sentence each."""
    out = []
    unsure = [(path, f) for path, f in mission.figures.items() if f.confidence in ("L", "U")]
    for path, figure in unsure:
        why = {"L": "an estimate", "U": "unconfirmed"}[figure.confidence or "U"]
        out.append(f"{path} is {why}" + (f" ({figure.note})" if figure.note else ""))
    fitted = [path for path, f in mission.figures.items() if f.fitted]
    if fitted:
        out.append("fitted to reported events: " + ", ".join(fitted))
    if mission.failure is None:
        out.append("no failure table: only planned impacts are assessed")
    elif mission.failure.probability is None and mission.failure.history is None:
        out.append("the probability of failure is unknown: risk is per failure, not per launch")
    return out
