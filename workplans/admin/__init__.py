"""Work plans in the admin. Importing a module registers its pages."""

from . import deliverable, plan, supervision

__all__ = ["deliverable", "plan", "supervision"]
