"""Cases with people, contacts and reminders, in clear."""

from django.contrib.auth.models import User
from django.db import models


class Case(models.Model):
    number = models.CharField(max_length=8, unique=True)
    client = models.CharField(max_length=80)
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cases")
    is_open = models.BooleanField()
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-touched_at"], name="floor_newest"),
            models.Index(fields=["worker", "is_open", "-touched_at"], name="floor_mine"),
        ]


class Person(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(max_length=12)
    name = models.CharField(max_length=80, db_index=True)
    phone = models.CharField(max_length=20, db_index=True)


class Contact(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="floor_contacts")]


class Reminder(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    worker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    title = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["worker", "due_on"], name="floor_next")]
