from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("knowledge platform")

    def ready(self) -> None:
        from base import prose, text_checks

        from .abbreviations import write_out_on_page
        from .name_check import check_names
        from .terms import check_glossary, check_wording

        text_checks.register(check_wording)
        text_checks.register(check_glossary)
        text_checks.register(check_names)
        prose.register(write_out_on_page)
