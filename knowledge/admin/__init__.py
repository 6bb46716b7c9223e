"""The catalogue in the admin. Importing a module registers its pages."""

from . import document, event, funding, organisation, organisation_merge, reference, simple

__all__ = ["document", "event", "funding", "organisation", "organisation_merge", "reference", "simple"]
