from .calendar import CalendarDay, DeadlineChange, DeadlineRule, WorkCalendar
from .challenge import Challenge
from .cycle import ReportingCycle
from .dimension import Category, Dimension, ScaleStep
from .edition import Edition
from .entry_figure import EntryFigure
from .evidence import EvidenceFile
from .figure import Figure
from .framework import Framework, FrameworkLevel, FrameworkVersion, Result
from .indicator import Indicator, IndicatorPlacement, IndicatorRelation, Measure
from .indicator_link import IndicatorLink
from .observation import Observation
from .progress import CountryProgress, ProgressEntry
from .report import KindSection, ProgressReport, ReportKind, ReportSection
from .restatement import Restatement
from .reviewed import Reviewed
from .risk import RiskAssumption, RiskReview
from .workbook import WorkbookImport

__all__ = [
    "CalendarDay",
    "Category",
    "Challenge",
    "CountryProgress",
    "DeadlineChange",
    "DeadlineRule",
    "Dimension",
    "Edition",
    "EntryFigure",
    "EvidenceFile",
    "Figure",
    "Framework",
    "FrameworkLevel",
    "FrameworkVersion",
    "Indicator",
    "IndicatorLink",
    "IndicatorPlacement",
    "IndicatorRelation",
    "KindSection",
    "Measure",
    "Observation",
    "ProgressEntry",
    "ProgressReport",
    "ReportKind",
    "ReportSection",
    "ReportingCycle",
    "Restatement",
    "Result",
    "Reviewed",
    "RiskAssumption",
    "RiskReview",
    "ScaleStep",
    "WorkCalendar",
    "WorkbookImport",
]
