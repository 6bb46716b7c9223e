"""Which fields of the catalogue are written in both languages."""

from base.history import keep_history
from base.languages import write_in_both_languages

from . import models

RESOURCE = ("title", "summary", "source_note")

FIELDS = {
    models.Country: ("name", "variants"),
    models.Organisation: ("name", "description"),
    models.Body: ("name", "mandate", "founded", "membership"),
    models.Theme: ("name", "description"),
    models.Unit: ("name", "suffix"),
    models.IhrCapacity: ("name",),
    models.GlossaryTerm: ("term", "short_form", "variants", "note"),
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

# Spellings to avoid, and a country's other names, are listed in each language for itself.
write_in_both_languages(FIELDS, apart={models.Country: ("variants",), models.GlossaryTerm: ("variants",)})
keep_history(models.DocumentFile, models.EventAttendance, models.OrganisationName)
