"""What falls: pieces, their drag, their way to the ground."""

from luncur.debris.fall import Environment, FallingBody, Ground, Impacts, fall, fall_batch, state_from_local

__all__ = ["Environment", "FallingBody", "Ground", "Impacts", "fall", "fall_batch", "state_from_local"]
