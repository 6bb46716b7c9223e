"""Which fields of results and reports are written in both languages."""

from modeltranslation.translator import TranslationOptions, translator

from base.history import keep_history
from base.text import LANGUAGES

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

for model, fields in FIELDS.items():
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields, "required_languages": LANGUAGES})
    translator.register(model, options)

keep_history(*FIELDS)
