"""The catalogue for programs: what is published, to read."""
