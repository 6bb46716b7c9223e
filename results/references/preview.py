"""How a text will read: Markdown drawn, figures in their places, references to nothing marked. For those who write it."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from base.prose import Page, with_additions
from base.templatetags.markdown_text import markdown

from .checking import fault_of
from .figures import look_up
from .grammar import Found, parse
from .resolving import put_in, write

# Characters that nobody types, around the number of a reference that is marked once the text is cleaned.
OPENS, CLOSES = "\ue000", "\ue001"
MARKED = re.compile(rf"{OPENS}(\d+){CLOSES}")


def preview(text: str, language: str) -> SafeString:
    """The text as its readers in ``language`` see it, as clean HTML; what they would not see is marked and says why."""
    text = text.translate({ord(OPENS): None, ord(CLOSES): None})
    found = list(parse(text))
    figures = look_up((each.reference for each in found if each.reference), pending=True)
    marks: list[SafeString] = []

    def one(each: Found) -> str:
        if not (reason := _reason(each)):
            return write(each.reference, figures, language, linked=True)
        marks.append(format_html('<mark class="unknown-reference" title="{}">{}</mark>', reason, each.source))
        return f"{OPENS}{len(marks) - 1}{CLOSES}"

    def _reason(each: Found) -> str:
        if fault := fault_of(each, figures):
            return fault
        if not figures.is_public(each.reference):
            return _("No public framework shows this indicator yet: readers will see “not available”.")
        if figures.figure(each.reference) is None:
            return _("This figure is not approved yet; it is shown once it is.")
        return ""

    put = put_in(text, found, one)
    with override(language):
        html = markdown(with_additions(put, language, Page()))
    return mark_safe(MARKED.sub(lambda mark: marks[int(mark[1])], html))  # noqa: S308 -- both were cleaned or escaped
