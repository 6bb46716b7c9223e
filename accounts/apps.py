from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from .middleware import greet_in_preferred_language

        user_logged_in.connect(greet_in_preferred_language, dispatch_uid="greet_in_preferred_language")
