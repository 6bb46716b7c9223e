"""A state as a small mark: always its name, and a tone beside it."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

TONES = {
    "good": (
        *("done", "delivered", "approved", "achieved", "held", "received", "endorsed"),
        *("published", "active", "reported", "confirmed", "accepted"),
    ),
    "info": ("under_way", "on_track", "current", "raised", "agreed", "issued", "running", "open", "submitted", "in_hand"),
    "warn": ("delayed", "deferred", "returned", "due", "applying", "drafting"),
    "bad": ("off_track", "dropped", "cancelled", "failed"),
}
TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


@register.simple_tag
def status(state: str, label: str) -> SafeString:
    """``{% status activity.state activity.get_state_display %}``; a state without a tone of its own stays neutral."""
    return format_html('<span class="status status--{}">{}</span>', TONE_OF.get(state, "none"), label)
