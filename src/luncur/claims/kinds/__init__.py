"""What is said: where clauses begin and end, of which kind each is, and how it is presented."""
