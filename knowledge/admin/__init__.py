"""The catalogue in the admin. Importing a module registers its pages."""

from . import document, event, funding, reference, simple

__all__ = ["document", "event", "funding", "reference", "simple"]
