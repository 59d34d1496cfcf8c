"""Maritime zones by distance to the coast and equidistance between states: computed, not legal."""

from luncur.places.zones.coast import Key, fine_coast
from luncur.places.zones.many import Zones, zone
from luncur.places.zones.nearest import CoastDistance, coast_distances
from luncur.places.zones.polygons import OfficialZones, read_polygons
from luncur.places.zones.text import told, verdict_text
from luncur.places.zones.verdict import Verdict, check_place, place_from_text, verdict

__all__ = [
    "CoastDistance", "Key", "OfficialZones", "Verdict", "Zones", "check_place", "coast_distances", "fine_coast",
    "place_from_text", "read_polygons", "told", "verdict", "verdict_text", "zone",
]  # fmt: skip
