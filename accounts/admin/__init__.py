"""Users, roles and the outbox in the admin. Importing a module registers its pages."""

from . import notice, people

__all__ = ["notice", "people"]
