"""Who signs in. There is no superuser and no permission row: roles are words, the wall decides."""

import uuid
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.foundation.vault.fields import SealedLine
from frirum.foundation.wall.models import OpenModel, Retention
from frirum.foundation.wall.roles import ROLE_WORDS, Role


class User(AbstractBaseUser):
    """A person with a sign-in. Staff by name, as on their door; clients by their case alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=80, blank=True)
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    plain_because: ClassVar[dict[str, str]] = {
        "username": "the sign-in name, chosen by the house",
        "name": "staff are known by name in the house; a client's is their case number",
        "title": "as on the door",
        "roles": "codes",
        "is_active": "a flag",
        "password": "a hash",
        "last_login": "a moment",
    }
    retention = Retention.HOUSE

    def __str__(self) -> str:
        return self.name

    @property
    def role_words(self) -> list[str]:
        return [str(ROLE_WORDS[Role(role)]) for role in self.roles]

    @property
    def title_and_roles(self) -> list[str]:
        """Each said once, though many a title is the name of a role as well."""
        title = self.title.casefold()
        return [
            *filter(None, [self.title]),
            *(w for w in self.role_words if w.casefold() not in title),
        ]


class FactorKind(models.TextChoices):
    PASSKEY = "passkey", _("Passkey")
    APP = "app", _("Code from an app")


class Factor(OpenModel):
    """Something a person has besides a password: a passkey, or an app that shows codes."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=8, choices=FactorKind)
    name = models.CharField(max_length=40)
    secret = SealedLine(null=True)
    public = models.BinaryField(null=True)
    # The last code's time step, or how often a passkey says it was used: nothing counts twice.
    counter = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "user": "an opaque id",
        "kind": "a code",
        "name": "what its owner calls a thing",
        "public": "a public key",
        "counter": "a count",
        "added_at": "a moment",
        "used_at": "a moment",
    }
    retention = Retention.HOUSE

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(kind="app"), name="factor_one_app"
            )
        ]

    def vault_owner(self) -> UUID:
        return self.user_id


class RecoveryCode(OpenModel):
    """One of ten codes on paper, for the day the factor is lost. Used once, then gone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code = models.BinaryField()

    plain_because: ClassVar[dict[str, str]] = {"user": "an opaque id", "code": "a keyed hash"}
    retention = Retention.HOUSE


class Way(models.TextChoices):
    """What somebody signed in with."""

    PASSKEY = "passkey", _("passkey")
    APP = "app", _("password and code")
    BOTH = "both", _("password and passkey")
    RECOVERY = "recovery", _("password and recovery code")
    FIRST = "first", _("a code handed over")
    DEMO = "demo", _("the demo's front page")


class SignIn(OpenModel):
    """One signed-in browser, from the last factor shown until its end. No address is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.BinaryField(unique=True)
    way = models.CharField(max_length=10, choices=Way)
    device = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "user": "an opaque id",
        "session": "a hash of the cookie",
        "way": "a code",
        "device": "family of browser and system, from a short list",
        "started_at": "a moment",
        "seen_at": "a moment",
        "ended_at": "a moment",
    }
    retention = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["user", "-started_at"], name="signin_of_user")]


class Invitation(OpenModel):
    """A code handed over in person: for somebody's first sign-in, or a new start.

    A new start is asked for by one and handed over by another, so that no administrator alone
    can become a colleague. Until it is handed over it has no code.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    code = models.BinaryField(null=True, unique=True)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "user": "an opaque id",
        "code": "a keyed hash",
        "asked_by": "an opaque id",
        "asked_at": "a moment",
        "expires_at": "a moment",
        "used_at": "a moment",
    }
    retention = Retention.PASSING


class Slowdown(OpenModel):
    """How often a name failed lately, known or not. The next try waits; nothing locks."""

    key = models.BinaryField(unique=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField()
    waits_until = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "key": "a keyed hash",
        "failures": "a count",
        "failed_at": "a moment",
        "waits_until": "a moment",
    }
    retention = Retention.PASSING
