"""A mail server, as the tests of the reporting cycle have it; the spreadsheet program, as those of workbooks have it."""

from tests.cycle.conftest import mail
from tests.workbooks.office import pipe

__all__ = ["mail", "pipe"]
