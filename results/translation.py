"""Which fields of results and reports are written in both languages."""

from base.history import keep_history
from base.languages import write_in_both_languages

from . import models

FIELDS = {
    models.Framework: ("title", "description"),
    models.FrameworkVersion: ("note",),
    models.FrameworkLevel: ("name",),
    models.Result: ("statement", "responsible", "note"),
    models.RiskAssumption: ("text",),
    models.RiskReview: ("note",),
    models.Dimension: ("name",),
    models.Category: ("name",),
    models.ScaleStep: ("name",),
    models.Indicator: ("name", "data_sources", "note"),
    models.IndicatorRelation: ("note",),
    models.IndicatorPlacement: ("wording", "retirement_reason"),
    models.Measure: ("name",),
    models.Observation: ("text", "note", "override_reason"),
    models.EvidenceFile: ("title",),
    models.Restatement: ("reason",),
    models.WorkCalendar: ("name",),
    models.CalendarDay: ("name",),
    models.ReportingCycle: ("title",),
    models.ProgressEntry: ("narrative", "rating_reason"),
    models.EntryFigure: ("text", "note", "override_reason", "correction_reason"),
    models.CountryProgress: ("summary", "challenges"),
    models.Challenge: ("title", "description", "follow_up"),
    models.ReportKind: ("name",),
    models.ProgressReport: ("title", "subtitle"),
    models.KindSection: ("heading", "body", "caption"),
    models.ReportSection: ("heading", "body", "caption"),
}

write_in_both_languages(FIELDS)
keep_history(models.DeadlineRule, models.DeadlineChange, models.IndicatorLink)
