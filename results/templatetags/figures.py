"""Figures on pages."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.templatetags.bilingual import bilingual

from ..enums import ValueState
from ..figures import write_observation
from ..models import Observation

register = template.Library()


@register.simple_tag
def figure(observation: Observation | None) -> SafeString:
    """A figure as ``results.figures`` writes it; one that is not there is said so and set back, never 0 or blank."""
    if observation is None:
        return format_html(
            '<span class="absent" aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("no figure")
        )
    if observation.state != ValueState.REPORTED:
        return format_html('<span class="absent">{}</span>', write_observation(observation, get_language() or "en"))
    if observation.scale_step_id is not None:
        return bilingual(observation.scale_step, "name")
    if observation.value is None:
        return bilingual(observation, "text")
    return format_html("{}", write_observation(observation, get_language() or "en"))
