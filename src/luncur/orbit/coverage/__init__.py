"""What satellites see: accesses, coverage and revisit, footprints, resolution, sunlight, constellations."""

from luncur.orbit.coverage.access import Accesses, accesses, accesses_of_blocks
from luncur.orbit.coverage.figures import (
    Gaps,
    PointFigures,
    RegionFigures,
    Visits,
    covered_over_time,
    gaps_of,
    in_view,
    point_figures,
    region_figures,
    visits_of,
)
from luncur.orbit.coverage.footprint import Footprint, footprint, swath
from luncur.orbit.coverage.points import Points, points
from luncur.orbit.coverage.polygons import Polygons, map_pieces, polygons_of
from luncur.orbit.coverage.regions import EARTH, Box, grid, read_geojson, spacing_of, zone_area
from luncur.orbit.coverage.resolution import GroundSample, diffraction_angle, ground_sample, pixel_angle
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.coverage.sunlight import (
    SunPath,
    apparent_solar_time,
    beta_angle,
    eclipses,
    largest_eclipse_fraction,
    mean_solar_time,
    sun_elevation,
    sun_path,
)
from luncur.orbit.coverage.walker import walker

__all__ = [
    "EARTH",
    "Accesses",
    "Box",
    "Footprint",
    "Gaps",
    "GroundSample",
    "PointFigures",
    "Points",
    "Polygons",
    "RegionFigures",
    "Sensor",
    "SunPath",
    "Visits",
    "accesses",
    "accesses_of_blocks",
    "apparent_solar_time",
    "beta_angle",
    "covered_over_time",
    "diffraction_angle",
    "eclipses",
    "footprint",
    "gaps_of",
    "grid",
    "ground_sample",
    "in_view",
    "largest_eclipse_fraction",
    "map_pieces",
    "mean_solar_time",
    "pixel_angle",
    "point_figures",
    "points",
    "polygons_of",
    "read_geojson",
    "region_figures",
    "spacing_of",
    "sun_elevation",
    "sun_path",
    "swath",
    "visits_of",
    "walker",
    "zone_area",
]
