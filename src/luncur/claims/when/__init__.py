"""When something happened or will: phrases of time to days of the calendar."""
