"""Results and reports in the admin. Importing a module registers its pages."""

from . import country, cycle, edition, framework, indicator, observation, progress, report

__all__ = ["country", "cycle", "edition", "framework", "indicator", "observation", "progress", "report"]
