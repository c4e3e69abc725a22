from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "cairn.access"
    label = "access"

    def ready(self) -> None:
        from cairn.access.password_rules import breached  # noqa: F401, PLC0415  registers its check
        from cairn.access.sign_in.watching import watch  # noqa: PLC0415  models must be loaded first

        watch()
