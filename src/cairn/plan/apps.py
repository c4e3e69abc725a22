from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "cairn.plan"
    label = "plan"
