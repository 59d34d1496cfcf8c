"""From a mission's powered flight to the orbit it leaves the satellite in: as planned, dispersed, and cut short."""
