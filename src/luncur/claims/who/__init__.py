"""Who is meant: people, institutions, offices, vehicles and places of one text under their fullest names."""
