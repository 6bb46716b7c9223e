"""Figures on pages."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.templatetags.bilingual import bilingual

from ..addresses import source_address
from ..enums import MeasureSource, ObservationKind, ValueState
from ..figures import write_observation
from ..models import Observation

register = template.Library()


@register.simple_tag
def figure(observation: Observation | None) -> SafeString:
    """A figure as ``results.figures`` writes it; one that is not there is said so and set back, never 0 or blank.

    One that is added up from events, or stands in place of such a one, leads to the page that says how it came about.
    """
    if observation is None:
        return format_html(
            '<span class="absent" aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("no figure")
        )
    written = unlinked_figure(observation)
    if observation.measure.source != MeasureSource.ATTENDANCE or observation.kind != ObservationKind.ACTUAL:
        return written
    address, title = source_address(observation), _("How the figure came about")
    return format_html('<a href="{}" title="{}">{}</a>', address, title, written)


def unlinked_figure(observation: Observation) -> SafeString:
    """The same, leading nowhere."""
    if observation.state != ValueState.REPORTED:
        return format_html('<span class="absent">{}</span>', write_observation(observation, get_language() or "en"))
    if observation.scale_step_id is not None:
        return bilingual(observation.scale_step, "name")
    if observation.value is None:
        return bilingual(observation, "text")
    return conditional_escape(write_observation(observation, get_language() or "en"))
