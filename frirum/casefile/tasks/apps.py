from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "frirum.casefile.tasks"
    label = "tasks"
