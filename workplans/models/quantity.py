from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel


class Target(NaturalKeyModel):
    """A number that a plan wants to reach, such as participations in training over its whole period.

    What counts towards it: the quantities that name it, and those of the targets below it. All have its unit, so that
    participations and persons are never added up.
    """

    NATURAL_KEY = ("plan__slug", "number")

    plan = models.ForeignKey("workplans.WorkPlan", on_delete=models.CASCADE, related_name="targets", verbose_name=_("work plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("target"), max_length=300)
    unit = models.ForeignKey("knowledge.Unit", on_delete=models.PROTECT, related_name="plan_targets", verbose_name=_("unit"))
    value = models.DecimalField(
        _("value"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty where it is to be set."),
    )
    area = models.ForeignKey(
        "workplans.Area", on_delete=models.RESTRICT, null=True, blank=True, related_name="targets", verbose_name=_("area")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="parts", verbose_name=_("part of the target")
    )
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        verbose_name=_("carried from"),
    )

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("target of a plan")
        verbose_name_plural = _("targets of plans")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_target_per_number")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.area_id and self.plan_id and self.area.plan_id != self.plan_id:
            raise ValidationError({"area": _("This area belongs to another plan.")})
        parent = self.parent
        if parent is None:
            return
        if parent.plan_id != self.plan_id:
            raise ValidationError({"parent": _("This target belongs to another plan.")})
        if parent.unit_id != self.unit_id:
            raise ValidationError({"parent": _("Both targets must have the same unit.")})
        while parent is not None:
            if parent.pk == self.pk and self.pk:
                raise ValidationError({"parent": _("A target cannot be a part of itself.")})
            parent = parent.parent


class Quantity(NaturalKeyModel):
    """How many of something an activity plans; ``planned`` is empty where the plan gives no number."""

    NATURAL_KEY = ("activity__plan__slug", "activity__objective__number", "activity__number", "number")

    activity = models.ForeignKey(
        "workplans.Activity", on_delete=models.CASCADE, related_name="quantities", verbose_name=_("activity")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("what is counted"), max_length=300)
    unit = models.ForeignKey("knowledge.Unit", on_delete=models.PROTECT, related_name="quantities", verbose_name=_("unit"))
    planned = models.DecimalField(
        _("planned"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty where the plan gives no number."),
    )
    target = models.ForeignKey(
        Target, on_delete=models.RESTRICT, null=True, blank=True, related_name="quantities", verbose_name=_("counts towards")
    )

    class Meta:
        ordering = ["activity", "number"]
        verbose_name = _("quantity")
        verbose_name_plural = _("quantities")
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_quantity_per_number")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.target is None:
            return
        if self.target.unit_id != self.unit_id:
            raise ValidationError({"target": _("The target is counted in another unit.")})
        if self.activity_id and self.target.plan_id != self.activity.plan_id:
            raise ValidationError({"target": _("This target belongs to another plan.")})


class Delivery(NaturalKeyModel):
    """How many were delivered in a period. Without a value of its own it is what the event's attendance counts in the unit."""

    NATURAL_KEY = (
        *("quantity__activity__plan__slug", "quantity__activity__objective__number", "quantity__activity__number"),
        *("quantity__number", "number"),
    )

    quantity = models.ForeignKey(Quantity, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("quantity"))
    number = models.PositiveSmallIntegerField(_("number"))
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    value = models.DecimalField(
        _("value"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: counted from the attendance of the event."),
    )
    event = models.ForeignKey(
        "knowledge.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name=_("event")
    )
    country = models.ForeignKey(
        "knowledge.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name=_("country")
    )
    organisation = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("delivered by"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["quantity", "period_start", "number"]
        verbose_name = _("delivered quantity")
        verbose_name_plural = _("delivered quantities")
        constraints = [
            models.UniqueConstraint(fields=["quantity", "number"], name="one_delivery_per_number"),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="delivery_period_in_order",
                violation_error_message=_("A period cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | models.Q(event__isnull=False),
                name="delivery_says_how_many",
                violation_error_message=_("Give a value, or the event whose attendance is counted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} · {self.period_start.isoformat()}"
