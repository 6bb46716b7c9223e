"""Countries, bodies and organisations as those who lead activities or take part in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from base.models import MergeableModel
from knowledge.models import Body, Country, Organisation, Theme
from knowledge.selectors.themes import with_everything_below

from ..enums import Role
from ..models import Activity, Deliverable, Involvement, WorkPlan
from .activities import IN_ORDER, as_rows, deliverables_with
from .deliverables import in_force
from .timing import overdue_deliverables

KEYS: dict[str, tuple[type[Model], str]] = {
    "country": (Country, "iso3"),
    "body": (Body, "slug"),
    "organisation": (Organisation, "slug"),
}
Groups = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Share:
    """How many activities of public plans somebody leads, and in how many more they take part."""

    leads: int
    takes_part: int

    @property
    def total(self) -> int:
        return self.leads + self.takes_part


def choices_of(plans: QuerySet[WorkPlan]) -> Groups:
    """Everybody involved in an activity of the plans, as choices of a form: “country.KAZ”, “organisation.some-institute”."""
    involved = Involvement.objects.filter(activity__plan__in=plans).order_by()
    names = {"country": _("Countries"), "body": _("Bodies"), "organisation": _("Organisations")}
    found = []
    for kind, (model, key) in KEYS.items():
        records = model.objects.filter(pk__in=involved.filter(**{f"{kind}__isnull": False}).values(kind))
        if choices := [(f"{kind}.{getattr(record, key)}", record.name) for record in records]:
            found.append((names[kind], choices))
    return found


def party_named(value: str) -> Model | None:
    """The country, body or organisation that such a choice names; ``None`` for anything else.

    An organisation that was merged into another one means the other.
    """
    kind, _dot, name = value.partition(".")
    if kind not in KEYS:
        return None
    model, key = KEYS[kind]
    found = model.objects.filter(**{key: name}).first()
    return found.standing if isinstance(found, MergeableModel) else found


def involving(party: Model, role: Role | None = None) -> Q:
    """Activities that ``party`` leads or takes part in; with a ``role``, only those where it has it."""
    involved = Involvement.objects.filter(**{party._meta.model_name: party}).order_by()
    if role:
        involved = involved.filter(role=role)
    return Q(pk__in=involved.values("activity"))


def about(theme: Theme) -> Q:
    """Activities in areas of a theme or of anything below it."""
    return Q(area__theme__in=with_everything_below(theme))


def of_record(record: Model) -> Q:
    """Activities of a country, a body, an organisation or a theme."""
    return about(record) if isinstance(record, Theme) else involving(record)


def activities_of(record: Model) -> QuerySet[Activity]:
    """Its activities in public plans as rows, plan by plan."""
    found = Activity.objects.filter(of_record(record), plan__in=in_force())
    return as_rows(found).order_by("-plan__period_start", "plan__slug", *IN_ORDER)


def deliverables_of(record: Model) -> QuerySet[Deliverable]:
    """What its activities are to bring about, the earliest quarter first."""
    behind = Activity.objects.filter(of_record(record), plan__in=in_force()).order_by().values("pk")
    return (
        deliverables_with(behind)
        .filter(plan__in=in_force())
        .select_related("plan", "meeting", "proof")
        .prefetch_related(Prefetch("parts"))
        .annotate(is_overdue=Q(overdue_deliverables()))
        .order_by("due_year", "due_quarter", "plan__slug", "number")
    )


def share_of(record: Model) -> Share:
    """How much of the public plans it has to do with; a theme leads nothing. One query."""
    found = Activity.objects.filter(of_record(record), plan__in=in_force()).order_by()
    led = Q(pk__in=[]) if isinstance(record, Theme) else involving(record, Role.LEAD)
    counts = found.aggregate(total=Count("pk"), leads=Count("pk", filter=led))
    return Share(counts["leads"], counts["total"] - counts["leads"])
