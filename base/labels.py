"""How the two languages are called, on labels. Settings use it: nothing of the database is imported here."""

from django.utils.translation import gettext as _

LANGUAGE_NAMES = {"zh-hans": "中文", "en": "English"}  # each in its own language, as its readers look for it


def label_in_language(label: str, language: str) -> str:
    """The label of one language of a translated field: “Title (English)”, “标题（中文）”."""
    return _("%(label)s (%(language)s)") % {"label": label, "language": LANGUAGE_NAMES[language]}
