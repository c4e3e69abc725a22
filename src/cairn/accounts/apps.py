from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cairn.accounts"
    label = "accounts"

    def ready(self) -> None:
        from cairn.accounts.password_rules import breached  # noqa: F401, PLC0415  registers its check
        from cairn.accounts.sign_in.signals import watch  # noqa: PLC0415  models must be loaded first

        watch()
