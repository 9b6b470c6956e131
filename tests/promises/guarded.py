"""Something in every table of risk and safety, each text a canary of its own."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from frirum.work.safety.actions import (
    add_measure,
    assess,
    frame_plan,
    look_at_points,
    note_cause,
    record_result,
)
from frirum.work.safety.domains import CopyForm, Domain, Point
from frirum.work.safety.facts import Frame, Judged, PointState, Precaution, Result
from frirum.work.safety.kinds import Cause, Concern, Level, Tool
from frirum.work.safety.models import PlanVersion

CANARIES = [
    "Kanariescenarie", "Kanariebegrundelse", "Kanarietiltag", "Kanarieanledning",
    "Kanarieredskab", "Kanarieforholdsregel", "Kanariegoermand", "Kanarienoedkontakt",
    "Kanariesikkerord", "Kanariekopi", "Kanariepunkt",
]  # fmt: skip


def judged_and_planned(dorte: Any, case: Any, now: Any) -> dict[str, UUID]:
    today = now.date()
    judged = Judged(
        level=Level.HIGH, assessed_on=today, review_on=today + timedelta(weeks=8),
        scenarios="Kanariescenarie.", reasons="Kanariebegrundelse.", measures="Kanarietiltag.",
        flags=frozenset({Cause.THREAT}),
    )  # fmt: skip
    assessment = assess(by=dorte, case=case, judged=judged, once=uuid4(), now=now)
    note_cause(
        by=dorte, case=case, kind=Cause.COURT, happens_on=today + timedelta(days=20),
        note="Kanarieanledning.", once=uuid4(), now=now,
    )  # fmt: skip
    result = Result(
        tool=Tool.SASH, used_on=today, concern=Concern.HIGH, judgement="Kanarieredskab.",
        report=b"%PDF-1.7 Kanarierapport",
    )  # fmt: skip
    kept = record_result(by=dorte, case=case, result=result, once=uuid4(), now=now)
    precaution = Precaution(
        domain=Domain.HOME, text="Kanarieforholdsregel.", owner="Kanariegoermand"
    )
    measure = add_measure(by=dorte, case=case, precaution=precaution, once=uuid4(), now=now)
    frame = Frame(
        contacts="Kanarienoedkontakt", code_word="Kanariesikkerord", copy_form=CopyForm.PAPER,
        copy_said="Kanariekopi",
    )  # fmt: skip
    frame_plan(by=dorte, case=case, frame=frame, now=now)
    points = {Point.MAIL.value: PointState("todo", note="Kanariepunkt")}
    plan = look_at_points(by=dorte, case=case, points=points, now=now)
    version = PlanVersion.objects.visible_to(dorte).get(case=case, number=plan.number)
    return {
        "assessment": assessment.pk, "measure": measure.pk, "version": version.pk,
        "result": kept.pk,
    }  # fmt: skip
