from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from . import letters
        from .enums import ReminderKind
        from .middleware import greet_in_preferred_language
        from .services.reminding import write_reminder

        for kind in ReminderKind:
            letters.register(kind, write_reminder, kind.label)
        user_logged_in.connect(greet_in_preferred_language, dispatch_uid="greet_in_preferred_language")
