"""Wrapped keys. Whoever has this table and no master key has nothing."""

import uuid

from django.db import models


class DataKey(models.Model):
    """The key of one case, enquiry or other owner, wrapped by a master key. Delete it: shredded."""

    owner = models.UUIDField(primary_key=True)
    compartment = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "version"], name="datakey_rotation")]


class KeySample(models.Model):
    """A known text under each master key, so that a wrong key is found before the first row."""

    compartment = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    sample = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compartment", "version"], name="keysample_one")
        ]


class SealedFile(models.Model):
    """One file on disk under a key of its own, wrapped by its owner's data key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField(db_index=True)
    wrapped = models.BinaryField()
    size = models.PositiveBigIntegerField()
