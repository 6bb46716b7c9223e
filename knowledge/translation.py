"""Which fields of the catalogue are written in both languages."""

from modeltranslation.translator import TranslationOptions, translator

from base.history import keep_history
from base.text import LANGUAGES

from . import models

RESOURCE = ("title", "summary", "source_note")

FIELDS = {
    models.Country: ("name", "variants"),
    models.Organisation: ("name", "description"),
    models.Body: ("name", "mandate", "founded", "membership"),
    models.Theme: ("name", "description"),
    models.Unit: ("name", "suffix"),
    models.IhrCapacity: ("name",),
    models.GlossaryTerm: ("term", "variants", "note"),
    models.Document: (*RESOURCE, "dated"),
    models.Event: (*RESOURCE, "place"),
    models.EventHost: ("role",),
    models.EventMaterial: ("title",),
    models.MeetingOutcome: ("decision",),
    models.Training: (*RESOURCE, "location", "duration", "teaching_languages", "eligibility", "quality_assurance"),
    models.Solution: (*RESOURCE, "threat", "evidence"),
    models.CountryBrief: (*RESOURCE, "health_security", "health_system"),
    models.FundingOpportunity: (*RESOURCE, "eligibility", "priority_areas"),
    models.FundingAward: ("beneficiary", "purpose", "note"),
}

for model, fields in FIELDS.items():
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields, "required_languages": LANGUAGES})
    translator.register(model, options)

keep_history(*FIELDS, models.DocumentFile)
