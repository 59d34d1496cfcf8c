"""What a user gives: an orbit file, element sets of a catalogue, or a mission."""
