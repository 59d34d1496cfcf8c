"""What a trial shows: its page, its answer, its table of flights."""
