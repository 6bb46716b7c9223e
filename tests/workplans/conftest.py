"""A mail server, as the tests of the reporting cycle have it."""

from tests.cycle.conftest import mail

__all__ = ["mail"]
