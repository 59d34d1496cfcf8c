"""Many launches: strata, addressed draws, tallies, the study."""

from luncur.campaign.sensitivity import sensitivity
from luncur.campaign.verbs import Study, assess

__all__ = ["Study", "assess", "sensitivity"]
