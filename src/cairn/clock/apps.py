from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "cairn.clock"
    label = "clock"
