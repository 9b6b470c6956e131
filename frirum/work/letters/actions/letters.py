"""A letter is begun from a whole template, changed as often as it takes, and asked to leave."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.actions import ask_to_leave
from frirum.casefile.outgoing.models import Kind
from frirum.casefile.outgoing.parcels import Enclosed, Parcel, Piece
from frirum.casefile.outgoing.queries.releases import opposing_names
from frirum.casefile.outgoing.rules import may_receive
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..fields import filled, may_fill
from ..kinds import SORTS, LetterKind, Template
from ..models import Letter, LetterVersion
from ..paper import Form, Sheet, render
from ..queries import facts_for, needs_reader
from ..rules import may_ask, may_change, may_write_in


@action(Permission.LET_OUT)
def begin_letter(
    *,
    by: Actor,
    case: Case,
    kind: LetterKind,
    language: str,
    role: RecipientRole,
    recipient: str,
    once: UUID,
    now: datetime,
    agency: UUID | None = None,
) -> Letter:
    """From the template of this kind, filled by the allow-list. The same `once` begins one."""
    may_write_in(case).enforce()
    twin: Letter | None = Letter.objects.visible_to(by).filter(case=case, once=once).first()
    if twin:
        return twin
    may_receive(recipient, opposing_names(actor=by, case=case)).enforce()
    subject, body = Template(kind, language).parts
    may_fill(f"{subject}\n{body}").enforce()
    today = timezone.localdate(now)
    facts = facts_for(actor=by, case=case, recipient=recipient, today=today)
    made: Letter = Letter.objects.create(
        case=case,
        kind=kind,
        language=language,
        role=role,
        recipient=recipient.strip(),
        agency=agency,
        sealed_contents=sorted(str(one) for one in SORTS[kind].tells),
        subject=filled(subject, facts, language=language),
        body=filled(body, facts, language=language),
        begun_by=by.id,
        begun_at=now,
        changed_at=now,
        once=once,
    )
    return made


@action(Permission.LET_OUT)
def change_letter(
    *,
    by: Actor,
    letter: Letter,
    version: int,
    recipient: str,
    contents: Iterable[Content],
    subject: str,
    body: str,
    now: datetime,
) -> Letter:
    """The text before is kept as a version. Whoever saw an older one is told so, and loses nothing.

    Saving the same text again changes nothing.
    """
    held = _held(by, letter)
    told = sorted(str(one) for one in contents)
    new = (recipient.strip(), told, subject.strip(), body.replace("\r\n", "\n").strip())
    if new == (held.recipient, held.sealed_contents, held.subject, held.body):
        return held
    may_change(is_draft=held.is_draft, version=held.version, seen=version).enforce()
    may_receive(recipient, opposing_names(actor=by, case=held.case)).enforce()
    LetterVersion.objects.create(
        case=held.case,
        letter=held,
        number=held.version,
        recipient=held.recipient,
        subject=held.subject,
        body=held.body,
        saved_by=by.id,
        saved_at=now,
    )
    held.recipient, held.sealed_contents, held.subject, held.body = new
    held.version, held.changed_at = held.version + 1, now
    held.save()
    return held


@action(Permission.LET_OUT)
def send_letter(
    *, by: Actor, letter: Letter, form: Form, basis: Basis | None, now: datetime
) -> Letter:
    """Ask for it to leave, as paper or as a file that the recipient can go on writing in.

    The same version asks once, however often it is pressed.
    """
    held = _held(by, letter)
    may_ask(is_draft=held.is_draft, body=held.body).enforce()
    today = timezone.localdate(now)
    sheet = Sheet(
        language=held.language,
        recipient=held.recipient,
        day=today,
        subject=held.subject,
        body=held.body,
    )
    parcel = Parcel(
        kind=Kind.LETTER,
        role=RecipientRole(held.role),
        recipient=held.recipient,
        contents=held.contents,
        pieces=(Piece(_("Subject"), held.subject), Piece(_("Text"), held.body)),
        enclosed=Enclosed(f"letter.{form}", render(sheet, form)),
        basis=basis,
        agency=held.agency,
        wants_reader=needs_reader(actor=by, case=held.case, today=today),
    )
    once = uuid5(held.once, f"{held.version}-{held.release_id}-{form}")
    held.release = ask_to_leave(by=by, case=held.case, parcel=parcel, once=once, now=now)
    held.changed_at = now
    held.save(update_fields=["release", "changed_at"])
    return held


def _held(by: Actor, letter: Letter) -> Letter:
    rows = Letter.objects.visible_to(by).select_related("release", "case")
    held: Letter = rows.select_for_update(of=("self",)).get(pk=letter.pk)
    return held
