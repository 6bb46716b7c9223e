"""The portal's own forms: an entry with its figures, the progress of a country."""
