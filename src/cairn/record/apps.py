from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "cairn.record"
    label = "record"
