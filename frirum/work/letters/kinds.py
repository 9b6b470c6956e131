"""The letters that the house writes: what each is for, whom it usually goes to, what it tells."""

import enum
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frirum.casefile.consents.kinds import Content, RecipientRole

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as _Words

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("da", "en")


class LetterKind(enum.StrEnum):
    POLICE = "police"
    MUNICIPALITY = "municipal"
    COURT = "court"
    DOCTOR = "doctor"
    SCHOOL = "school"
    EMPLOYER = "employer"
    CLIENT = "client"
    STATEMENT = "statement"
    REFERRAL = "referral"
    SUPPORT = "support"
    CONCERN = "concern"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class Sort:
    """`tells` is what the letter says by its nature; its writer may declare more."""

    words: "_Words"
    role: RecipientRole
    tells: frozenset[Content]


_HERE, _SAID = Content.CONTACT_WITH_US, Content.STATEMENT

SORTS: dict[LetterKind, Sort] = {
    LetterKind.POLICE: Sort(
        _("To the police"), RecipientRole.POLICE, frozenset({_HERE, Content.INCIDENTS})
    ),
    LetterKind.MUNICIPALITY: Sort(
        _("To the municipality"), RecipientRole.MUNICIPALITY, frozenset({_HERE, _SAID})
    ),
    LetterKind.COURT: Sort(_("To a court"), RecipientRole.COURT, frozenset({_HERE, _SAID})),
    LetterKind.DOCTOR: Sort(
        _("To a doctor or hospital"), RecipientRole.HEALTH, frozenset({_HERE, _SAID})
    ),
    LetterKind.SCHOOL: Sort(
        _("To a school or day care"), RecipientRole.SCHOOL, frozenset({Content.CHILDREN})
    ),
    LetterKind.EMPLOYER: Sort(
        _("To an employer"), RecipientRole.EMPLOYER, frozenset({_HERE, _SAID})
    ),
    LetterKind.CLIENT: Sort(_("To the client"), RecipientRole.CLIENT, frozenset({_SAID})),
    LetterKind.STATEMENT: Sort(
        _("A statement"), RecipientRole.AUTHORITY, frozenset({_HERE, _SAID})
    ),
    LetterKind.REFERRAL: Sort(_("A referral"), RecipientRole.HEALTH, frozenset({_HERE, _SAID})),
    LetterKind.SUPPORT: Sort(
        _("A letter of support"), RecipientRole.MUNICIPALITY, frozenset({_HERE, _SAID})
    ),
    LetterKind.CONCERN: Sort(
        _("Notification of concern for a child"),
        RecipientRole.MUNICIPALITY,
        frozenset({Content.CHILDREN, _SAID}),
    ),
    LetterKind.RECEIPT: Sort(
        pgettext_lazy("a letter", "A receipt"), RecipientRole.AUTHORITY, frozenset({_SAID})
    ),
}


@dataclass(frozen=True)
class Template:
    """A whole letter in one language: its first line is the subject, the rest its text."""

    kind: LetterKind
    language: str

    @property
    def path(self) -> Path:
        return TEXTS / self.language / f"{self.kind}.txt"

    @cached_property
    def parts(self) -> tuple[str, str]:
        subject, _line, body = self.path.read_text(encoding="utf-8").partition("\n")
        return subject.strip(), body.strip()


def templates() -> list[Template]:
    return [Template(kind, language) for kind in LetterKind for language in LANGUAGES]
