"""Results and reports in the admin. Importing a module registers its pages."""

from . import (
    calendar,
    country,
    cycle,
    edition,
    evidence,
    framework,
    framework_version,
    indicator,
    measure,
    observation,
    progress,
    report,
    risk,
)

__all__ = [
    "calendar",
    "country",
    "cycle",
    "edition",
    "evidence",
    "framework",
    "framework_version",
    "indicator",
    "measure",
    "observation",
    "progress",
    "report",
    "risk",
]
