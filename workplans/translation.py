"""Which fields of work plans are written in both languages."""

from base.languages import write_in_both_languages

from . import models

FIELDS = {
    models.WorkPlan: ("title", "introduction"),
    models.Objective: ("title",),
    models.Activity: ("title",),
    models.Deliverable: ("title",),
    models.DeliverablePart: ("title",),
}

write_in_both_languages(FIELDS)
