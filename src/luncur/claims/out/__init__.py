"""What a reader gets: page, files, console."""
