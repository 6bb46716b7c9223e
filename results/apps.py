from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    name = "results"
    verbose_name = _("results and reports")

    def ready(self) -> None:
        from . import (
            checks,  # noqa: F401 -- registers them
            number_checks,  # noqa: F401 -- registers its check of texts
        )
        from .mail import register_mail
        from .panels import register_panels
        from .workbooks.kinds import register_kinds

        register_kinds()
        register_mail()
        register_panels()
