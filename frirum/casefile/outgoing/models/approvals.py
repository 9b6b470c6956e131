"""Who else must say yes before something leaves: a colleague, and the conflict desk."""

from dataclasses import asdict, dataclass
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from ..guard.details import Sort
from .releases import Kind, Release


class Need(models.TextChoices):
    """Why somebody else is asked."""

    READER = "reader", _("A colleague reads it before it leaves")
    OVERRIDE = "override", _("It holds words of this case that must not leave")
    DESK = "desk", _("It holds words that the case does not know")


class Answer(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    PASSED = "passed", _("May leave")
    REFUSED = "refused", _("Stays here")


_OTHER_THAN_ASKER = (
    models.Q(answer="open", decided_by__isnull=True, decided_at__isnull=True)
    | models.Q(
        ~models.Q(answer="open"),
        ~models.Q(decided_by=models.F("asked_by")),
        decided_by__isnull=False,
        decided_at__isnull=False,
    )
)  # fmt: skip


class Approval(WalledModel):
    """One yes that a release needs from somebody else, and what came of it.

    `reason` is why its maker wants it to leave all the same; `remark` is the other one's.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="approvals")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="approvals")
    need = models.CharField(max_length=8, choices=Need)
    answer = models.CharField(max_length=7, choices=Answer, default=Answer.OPEN)
    reason = SealedText(blank=True)
    remark = SealedText(blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.UUIDField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "release": "within the same case",
        "need": "a code",
        "answer": "filtered by",
        "asked_at": "a moment; none until a reason stands there, when one is needed",
        "asked_by": "an opaque id",
        "decided_at": "a moment",
        "decided_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["answer", "asked_at"], name="approval_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["release", "need"], name="approval_once"),
            models.CheckConstraint(name="approval_by_another", condition=_OTHER_THAN_ASKER),
        ]

    @property
    def is_open(self) -> bool:
        return self.answer == Answer.OPEN

    @property
    def waits_for_reason(self) -> bool:
        return self.is_open and self.asked_at is None


@dataclass(frozen=True, slots=True)
class Word:
    """What the desk is shown of a text: the words, the line around them, and where it stands.

    `matches`: somebody on another file of the matter bears them.
    """

    sort: str
    words: str
    where: str
    around: str
    matches: bool = False

    @property
    def sort_word(self) -> str:
        return str(SORT_WORDS[Sort(self.sort)])


SORT_WORDS = {
    Sort.NAME: _("Name"),
    Sort.PHONE: _("Phone"),
    Sort.EMAIL: _("E-mail"),
    Sort.ADDRESS: _("Address"),
    Sort.HANDLE: _("Profile name"),
    Sort.WORKPLACE: _("Workplace"),
    Sort.SCHOOL: _("School or day care"),
    Sort.PLATE: _("Number plate"),
    Sort.CPR: _("CPR number"),
}


class DeskQuestion(WalledModel):
    """Words that a writer's case does not hold, for whoever sits at the conflict desk.

    A root with a key of its own: it belongs to neither side, and no page of the case reads it. The
    desk sees these words and the line around them, never the letter.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)
    release = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=8, choices=Kind)
    recipient_role = models.CharField(max_length=9)
    sealed_words = SealedJSON()
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=7, choices=Answer, default=Answer.OPEN, db_index=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id: the case it leaves from",
        "release": "an opaque id, resolved behind the wall alone",
        "kind": "a code",
        "recipient_role": "a code",
        "asked_by": "an opaque id",
        "asked_at": "sorted by",
        "answer": "filtered by",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.CheckConstraint(name="question_answered_by_another", condition=_OTHER_THAN_ASKER)
        ]

    def vault_owner(self) -> UUID:
        return self.pk

    @property
    def role_word(self) -> str:
        return str(RecipientRole(self.recipient_role).label)

    @property
    def words(self) -> list[Word]:
        return [Word(**held) for held in self.sealed_words]

    @words.setter
    def words(self, words: list[Word]) -> None:
        self.sealed_words = [asdict(word) for word in words]
