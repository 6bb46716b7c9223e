"""Which fields of work plans are written in both languages."""

from base.history import keep_history
from base.languages import write_in_both_languages

from . import models

FIELDS = {
    models.WorkPlan: ("title", "introduction", "change_note", "area_word", "objective_word", "activity_word"),
    models.Area: ("title",),
    models.Objective: ("title",),
    models.Activity: ("title", "description"),
    models.StateChange: ("reason",),
    models.Output: ("title",),
    models.Task: ("title",),
    models.BudgetLine: ("note",),
    models.Target: ("title",),
    models.Quantity: ("title",),
    models.Delivery: ("note",),
    models.Deliverable: ("title",),
    models.DeliverablePart: ("title",),
    models.Decision: ("text",),
    models.Round: ("title",),
    models.Evaluation: ("progress", "problem", "adjustment"),
    models.Problem: ("description", "adjustment", "closing_note"),
}

write_in_both_languages(FIELDS)
keep_history(models.Involvement)
