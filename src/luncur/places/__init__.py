"""Where people, coasts and towns are."""

from luncur.places.maps import borders, coast, country_at, towns
from luncur.places.people import PeopleModel, people, random_reentry_density

__all__ = ["PeopleModel", "borders", "coast", "country_at", "people", "random_reentry_density", "towns"]
