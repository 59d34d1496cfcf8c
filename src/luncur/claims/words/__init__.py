"""Word lists of claims and how they are asked: patterns, inflection, names of places."""
