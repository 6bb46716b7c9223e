"""The spreadsheet program, as ``office.py`` starts it."""

from tests.workbooks.office import pipe

__all__ = ["pipe"]
