"""Which claims are one statement, in one text, in two, or in translation."""
