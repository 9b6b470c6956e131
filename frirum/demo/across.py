"""What crossed the wall in the made-up centre: a warning acted on, and one that waits."""

from datetime import datetime, timedelta

from frirum.casefile.matters.actions import (
    act_on_warning,
    approve_crossing,
    break_glass,
    confirm_warning,
    review_warning,
    write_crossing,
)
from frirum.casefile.matters.models import (
    Basis,
    Case,
    Danger,
    ForWhom,
    GlassReason,
    HouseWarning,
)

from .cast import House

_HEARD = (
    "Han fortalte i dag, at han tre dage i træk har holdt ved en arbejdsplads, til den lukkede. "
    "Han siger selv, at han er bange for, hvad han gør, hvis de mødes. Politiet på 114 ved det."
)
_WORDS = "Gå ikke alene fra arbejde resten af ugen. Aftal med nogen, at de følger dig ud."
_DONE = (
    "Ringede til hende ad den aftalte vej. En kollega følger hende ud de næste fem dage, og hun "
    "holder bilen ved indgangen. Vi gik sikkerhedsplanen igennem. Politiet ved det."
)
_HEARD_NOW = (
    "Han ringede for lidt siden og var oprevet over et brev om samværet. Han sagde to gange, at "
    "det skal slutte i dag, og lagde på. Jeg ringede 112 med det samme, og min leder ved det."
)
_WORDS_NOW = "Bliv inde i dag, og luk ikke op for nogen. Ring 112, hvis nogen kommer til døren."
_COVERS = "Klienten ringede og var bange, og kollegaen har fri i dag."


def warn_across(house: House, *, bos_case: Case, now: datetime) -> None:
    """Emil hears it from Bo; Vera reads it; Dorte acts on it; Freja looks it through."""
    staff, heard = house.staff, now - timedelta(days=9)
    crossing = write_crossing(
        by=staff["emil"], case=bos_case, danger=Danger.PLAN, basis=Basis.HARM,
        for_whom=ForWhom.WORKER, reason=_HEARD, words=_WORDS, now=heard,
    )  # fmt: skip
    approved = heard + timedelta(minutes=18)
    approve_crossing(by=staff["vera"], crossing=crossing, now=approved)
    dorte, read = staff["dorte"], approved + timedelta(minutes=11)
    for warning in HouseWarning.objects.visible_to(dorte).filter(acted_at=None):
        confirm_warning(by=dorte, warning=warning, now=read)
        act_on_warning(by=dorte, warning=warning, deed=_DONE, now=read + timedelta(minutes=50))
        review_warning(
            by=staff["freja"], warning=warning, was_enough=True, now=read + timedelta(days=1)
        )
    write_crossing(
        by=staff["emil"], case=bos_case, danger=Danger.THREAT, basis=Basis.CRIME,
        for_whom=ForWhom.WORKER, reason=_HEARD_NOW, words=_WORDS_NOW,
        now=now - timedelta(minutes=25),
    )  # fmt: skip


def cover_for_a_colleague(house: House, case: Case, *, now: datetime) -> None:
    """Fatima opens a colleague's case for an hour; Freja has not looked it through yet."""
    break_glass(
        by=house.staff["fatima"], number=case.number, reason_code=GlassReason.COVER,
        reason=_COVERS, now=now - timedelta(hours=20),
    )  # fmt: skip
