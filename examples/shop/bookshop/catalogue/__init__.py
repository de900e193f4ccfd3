"""Books, authors, and how many there are."""
