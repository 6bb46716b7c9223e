"""The outbox moves down to accounts: its rows, with their keys, and who may see it.

A notice's cycle is one of its facts now, and what a reminder lists is named with its room. Backwards, notices that know no
cycle of results are not kept.
"""

from django.core.management.color import no_style
from django.db import migrations

SAME = ("id", "kind", "recipient_id", "key", "made_at", "sent_at", "tries", "next_try_at", "error")
LISTS = ("due", "overdue")
ROOM = "results"


def _facts_with_rooms(old):
    facts = {name: value for name, value in old.facts.items() if name != "cycles"}
    lists = {name: [[ROOM, *reference] for reference in facts[name]] for name in LISTS if name in facts}
    return {**facts, **lists, "cycle": old.cycle_id}


def _facts_without_rooms(new):
    facts = {name: value for name, value in new.facts.items() if name != "cycle"}
    lists = {name: [rest for room, *rest in facts[name] if room == ROOM] for name in LISTS if name in facts}
    return {**facts, **lists} | ({"cycles": [new.facts["cycle"]]} if lists else {})


def forwards(apps, schema_editor):
    Old, New = apps.get_model("results", "Notice"), apps.get_model("accounts", "Notice")
    copies = (New(facts=_facts_with_rooms(old), **{name: getattr(old, name) for name in SAME}) for old in Old.objects.all())
    _write(schema_editor, New, copies)
    _move_permissions(apps, "results", "accounts")


def backwards(apps, schema_editor):
    Old, New, Cycle = (
        apps.get_model("results", "Notice"),
        apps.get_model("accounts", "Notice"),
        apps.get_model("results", "ReportingCycle"),
    )
    kept = New.objects.filter(facts__cycle__in=list(Cycle.objects.values_list("pk", flat=True)))
    copies = (
        Old(cycle_id=new.facts["cycle"], facts=_facts_without_rooms(new), **{name: getattr(new, name) for name in SAME})
        for new in kept
    )
    _write(schema_editor, Old, copies)
    New.objects.all().delete()
    _move_permissions(apps, "accounts", "results")


def _write(schema_editor, model, records):
    """Write records with the keys they have; the next one gets a key of its own."""
    connection = schema_editor.connection
    model.objects.using(connection.alias).bulk_create(records, batch_size=500)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _move_permissions(apps, before, after):
    """Whoever holds a permission on the outbox keeps it: its content type takes the new room's name."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    old = ContentType.objects.filter(app_label=before, model="notice")
    if old.exists():
        ContentType.objects.filter(app_label=after, model="notice").delete()  # made a moment ago, nobody holds it yet
        old.update(app_label=after)


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0006_reasons_for_corrections_in_both_languages"),
        ("accounts", "0003_outbox"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.DeleteModel(name="Notice"),
    ]
