from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The composition root: knows every room, and says who hears what."""

    name = "cairn.project"
    label = "project"

    def ready(self) -> None:
        from cairn.announcements import install  # noqa: PLC0415  models must be loaded first
        from cairn.duties import registry as duty_registry  # noqa: PLC0415  as above
        from cairn.project.duty_sources import DUTY_SOURCES  # noqa: PLC0415  as above
        from cairn.project.handlers import HANDLERS  # noqa: PLC0415  models must be loaded first
        from cairn.project.statements import keep_statements  # noqa: PLC0415  settings must be loaded first
        from cairn.project.subjects import SUBJECTS  # noqa: PLC0415  as above
        from cairn.subjects import registry  # noqa: PLC0415  as above

        install(HANDLERS)
        registry.install(SUBJECTS)
        duty_registry.install(DUTY_SOURCES)
        keep_statements()
