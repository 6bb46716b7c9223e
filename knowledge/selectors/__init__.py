"""Questions to the catalogue. None of them returns what is not published, unless its name says so."""
