from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import Operator, ValueState
from ..validators.figures import check_figure, fill_share


class Figure(NaturalKeyModel):
    """What a figure says: a number with its parts, a step of a scale, words, or why there is none.

    A figure that is not there has a state that says why, and no value; it is never 0. A share keeps its numerator and
    denominator beside the value, so that shares can be added up rightly.
    """

    state = models.CharField(_("state"), max_length=20, choices=ValueState, default=ValueState.REPORTED)
    operator = models.CharField(_("operator"), max_length=2, choices=Operator, blank=True, default=Operator.EQUAL)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)
    scale_step = models.ForeignKey(
        "results.ScaleStep", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step of the scale")
    )
    text = models.TextField(_("value in words"), blank=True, help_text=_("For qualitative measures."))
    note = models.TextField(_("note"), blank=True)
    override_reason = models.TextField(
        _("reason for overriding"),
        blank=True,
        help_text=_("Where the measure is added up from events: why this figure stands instead."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ValueState.REPORTED) | models.Q(value__isnull=True),
                name="no_value_unless_reported_%(class)s",
                violation_error_message=_("A figure that is not available, not applicable or to be set has no value."),
            ),
            models.CheckConstraint(
                condition=models.Q(denominator__isnull=True) | ~models.Q(denominator=0),
                name="no_zero_denominator_%(class)s",
                violation_error_message=_("A denominator cannot be 0."),
            ),
        ]

    def clean(self) -> None:
        """Work out the value of a share that is told by its parts, then refuse what contradicts itself."""
        super().clean()
        numbers = (self.value, self.numerator, self.denominator)
        if hasattr(self, "measure") and all(isinstance(each, Decimal | int | None) for each in numbers):  # else its field says so
            fill_share(self)
            check_figure(self)
