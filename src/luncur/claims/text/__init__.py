"""From a file to sentences: formats, headline, date line, paragraphs, furniture."""
