"""What claims are held against: the record, the calendar, places, each other; drafts of event files."""
