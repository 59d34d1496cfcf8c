"""Files and texts of a finished orbit study."""
