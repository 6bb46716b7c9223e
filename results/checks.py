"""What the machine must have for reports to be drawn."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.checks import CheckMessage, Tags, Warning, register
from django.utils.translation import gettext as _

from .reports.fonts import has_chinese_font, has_own_typeface


@register(Tags.compatibility)
def check_chinese_font(**_options: object) -> Iterable[CheckMessage]:
    """Without a Chinese font reports are refused, and charts lose their Chinese without a word."""
    if has_own_typeface() or has_chinese_font():
        return []
    return [
        Warning(
            _("No Chinese font was found: reports cannot be drawn."),
            hint=_("Install Noto Sans CJK (on Debian: apt-get install fonts-noto-cjk) and run bin/demo, which makes the typeface."),
            id="results.W001",
        )
    ]
