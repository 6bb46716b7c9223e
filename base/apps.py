from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "base"

    def ready(self) -> None:
        from .parity_refresh import connect  # the rooms' models and their translations are there by now

        connect()
        from .number_check import check_numbers
        from .text_checks import register

        register(check_numbers)
