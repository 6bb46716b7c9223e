"""Work plans in the admin. Importing a module registers its pages."""

from . import activity, activity_parts, deliverable, plan, quantity, supervision

__all__ = ["activity", "activity_parts", "deliverable", "plan", "quantity", "supervision"]
