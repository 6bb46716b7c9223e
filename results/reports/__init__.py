"""From the database to a stored edition, one way: collect → snapshot → html → pdf → stored file."""
