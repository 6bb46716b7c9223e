"""Which fields of work plans are written in both languages."""

from modeltranslation.translator import TranslationOptions, translator

from base.history import keep_history
from base.text import LANGUAGES

from . import models

FIELDS = {
    models.WorkPlan: ("title", "introduction"),
    models.Objective: ("title",),
    models.Activity: ("title",),
    models.Deliverable: ("title",),
    models.DeliverablePart: ("title",),
}

for model, fields in FIELDS.items():
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields, "required_languages": LANGUAGES})
    translator.register(model, options)

keep_history(*FIELDS)
