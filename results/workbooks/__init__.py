"""The workbooks of results: a reporting cycle to fill in, and tables of frameworks and observations."""
