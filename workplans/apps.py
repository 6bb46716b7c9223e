from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplansConfig(AppConfig):
    name = "workplans"
    verbose_name = _("work plans")

    def ready(self) -> None:
        from .letters import register_mail
        from .panels import register_panels
        from .workbooks.kinds import register_kinds

        register_kinds()
        register_mail()
        register_panels()
