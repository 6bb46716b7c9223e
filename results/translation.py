"""Which fields of results and reports are written in both languages."""

from base.languages import write_in_both_languages

from . import models

FIELDS = {
    models.Framework: ("title", "description"),
    models.FrameworkLevel: ("name",),
    models.Result: ("statement", "responsible", "note"),
    models.RiskAssumption: ("text",),
    models.Indicator: ("name", "data_sources", "note"),
    models.IndicatorRelation: ("note",),
    models.IndicatorPlacement: ("wording",),
    models.Measure: ("name",),
    models.Observation: ("text", "note"),
    models.ReportingCycle: ("title",),
    models.ProgressEntry: ("narrative",),
    models.CountryProgress: ("summary", "challenges"),
    models.Challenge: ("title", "description", "follow_up"),
    models.ReportKind: ("name",),
    models.ProgressReport: ("title", "subtitle"),
    models.ReportSection: ("heading", "body", "caption"),
}

write_in_both_languages(FIELDS)
