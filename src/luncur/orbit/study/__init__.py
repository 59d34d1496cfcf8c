"""A whole orbit study: from a case to its summary and files."""
