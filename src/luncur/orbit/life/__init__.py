"""How long an orbit lasts, and what its end may hurt."""
