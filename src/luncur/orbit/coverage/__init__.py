"""What satellites see: accesses, coverage and revisit, footprints, resolution, sunlight, constellations."""

from luncur.orbit.coverage.access import Accesses, accesses, accesses_of_blocks
from luncur.orbit.coverage.figures import (
    Gaps,
    PointFigures,
    RegionFigures,
    Visits,
    covered_over_time,
    gaps_of,
    point_figures,
    region_figures,
    visits_of,
)
from luncur.orbit.coverage.footprint import Footprint, footprint, swath
from luncur.orbit.coverage.geometry import (
    earth_angle,
    earth_angular_radius,
    elevation_of_off_nadir,
    half_angle_of_swath,
    slant_range,
    swath_width,
)
from luncur.orbit.coverage.ground_track import ground_track
from luncur.orbit.coverage.points import Points, points
from luncur.orbit.coverage.polygons import Polygons, polygons_of
from luncur.orbit.coverage.regions import EARTH, Box, grid, read_geojson, zone_area
from luncur.orbit.coverage.resolution import GroundSample, diffraction_angle, ground_sample, pixel_angle
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.coverage.sunlight import (
    SunPath,
    beta_angle,
    eclipses,
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
    "beta_angle",
    "covered_over_time",
    "diffraction_angle",
    "earth_angle",
    "earth_angular_radius",
    "eclipses",
    "elevation_of_off_nadir",
    "footprint",
    "gaps_of",
    "grid",
    "ground_sample",
    "ground_track",
    "half_angle_of_swath",
    "mean_solar_time",
    "pixel_angle",
    "point_figures",
    "points",
    "polygons_of",
    "read_geojson",
    "region_figures",
    "slant_range",
    "sun_elevation",
    "sun_path",
    "swath",
    "swath_width",
    "visits_of",
    "walker",
    "zone_area",
]
