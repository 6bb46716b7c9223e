"""Themes of objectives become areas of their plan; lead bodies, organisations and countries become involvements.

Areas stand in the order in which a plan's objectives come to their themes. Backwards, areas without a theme and what has no
counterpart in the older tables are not kept.
"""

from django.db import migrations
from django.db.models import OuterRef, Subquery

LANGUAGES = ("", "_en", "_zh_hans")


def _named(record, field):
    return {f"title{language}": getattr(record, f"{field}{language}", None) for language in LANGUAGES}


def forwards(apps, schema_editor):
    Objective, Area, Activity, Involvement = (
        apps.get_model("workplans", name) for name in ("Objective", "Area", "Activity", "Involvement")
    )
    OldObjective, OldActivity = (apps.get_model("workplans", f"Historical{name}") for name in ("Objective", "Activity"))
    area_of = {}
    for objective in Objective.objects.select_related("theme").order_by("plan_id", "number"):
        key = objective.plan_id, objective.theme_id
        if key not in area_of:
            number = 1 + sum(plan == objective.plan_id for plan, _theme in area_of)
            area_of[key] = Area.objects.create(
                plan_id=objective.plan_id, theme_id=objective.theme_id, number=number, **_named(objective.theme, "name")
            )
        Objective.objects.filter(pk=objective.pk).update(area=area_of[key])
        Activity.objects.filter(objective=objective).update(plan_id=objective.plan_id, area=area_of[key])
        OldObjective.objects.filter(id=objective.pk).update(area_id=area_of[key].pk)
        OldActivity.objects.filter(objective_id=objective.pk).update(plan_id=objective.plan_id, area_id=area_of[key].pk)
    for activity in Activity.objects.prefetch_related("organisations", "countries"):
        parties = [{"role": "lead", "body_id": activity.lead_body_id}] if activity.lead_body_id else []
        parties += [{"organisation": each} for each in activity.organisations.all()]
        parties += [{"country": each} for each in activity.countries.all()]
        Involvement.objects.bulk_create(
            Involvement(activity=activity, order=order, **party) for order, party in enumerate(parties, start=1)
        )


def backwards(apps, schema_editor):
    Objective, Area, Activity, Involvement = (
        apps.get_model("workplans", name) for name in ("Objective", "Area", "Activity", "Involvement")
    )
    Objective.objects.update(theme_id=Subquery(Area.objects.filter(pk=OuterRef("area_id")).values("theme_id")[:1]))
    for each in Involvement.objects.select_related("activity"):
        if each.body_id:
            Activity.objects.filter(pk=each.activity_id).update(lead_body_id=each.body_id)
        elif each.organisation_id:
            each.activity.organisations.add(each.organisation_id)
        else:
            each.activity.countries.add(each.country_id)
    Objective.objects.update(area=None)
    Activity.objects.update(area=None)
    Involvement.objects.all().delete()
    Area.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("workplans", "0002_plans_in_depth")]

    operations = [migrations.RunPython(forwards, backwards)]
