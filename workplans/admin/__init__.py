"""Work plans in the admin. Importing a module registers its pages."""

from . import deliverable, plan

__all__ = ["deliverable", "plan"]
