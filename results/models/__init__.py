from .challenge import Challenge
from .cycle import ReportingCycle
from .edition import Edition
from .framework import Framework, FrameworkLevel, Result, RiskAssumption
from .indicator import Indicator, IndicatorPlacement, IndicatorRelation, Measure
from .observation import Observation
from .progress import CountryProgress, ProgressEntry
from .report import ProgressReport, ReportKind, ReportSection

__all__ = [
    "Challenge",
    "CountryProgress",
    "Edition",
    "Framework",
    "FrameworkLevel",
    "Indicator",
    "IndicatorPlacement",
    "IndicatorRelation",
    "Measure",
    "Observation",
    "ProgressEntry",
    "ProgressReport",
    "ReportKind",
    "ReportSection",
    "ReportingCycle",
    "Result",
    "RiskAssumption",
]
