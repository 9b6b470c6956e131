"""The words of intake, and the table of moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    CALL = "call", _("Call")
    LETTER = "letter", _("Letter or mail")
    IN_PERSON = "in_person", _("A visit")
    WEB = "web", _("Web form")
    REFERRAL = "referral", _("Referral")


class CallerRole(models.TextChoices):
    EXPOSED = "exposed", _("Exposed to stalking")
    RELATIVE = "relative", _("Relative")
    PROFESSIONAL = "professional", _("Professional")
    YOUNG = "young", _("Child or young person")
    EXERCISING = "exercising", _("Stalks somebody")
    OTHER = "other", _("Something else")


class CloseTo(models.TextChoices):
    """Whom a relative or professional is close to; it decides the side."""

    EXPOSED = "exposed"
    EXERCISING = "exercising"
    NOBODY = "nobody"


class Caller(models.TextChoices):
    """Who gets in touch, asked as one question: a relative always is of somebody, so that nobody
    lands on the wrong side by a question that was passed over."""

    EXPOSED = "exposed", _("Exposed to stalking")
    RELATIVE = "relative", _("Relative of somebody exposed")
    YOUNG = "young", _("Child or young person")
    EXERCISING = "exercising", _("Stalks somebody")
    RELATIVE_EXERCISING = "relative-exercising", _("Relative of somebody who stalks")
    OTHER = "other", _("Something else")
    PROFESSIONAL = "professional", _("Professional, about somebody exposed")
    PROFESSIONAL_EXERCISING = (
        "professional-exercising",
        _("Professional, about somebody who stalks"),
    )
    PROFESSIONAL_NOBODY = "professional-nobody", _("Professional, naming nobody")

    @property
    def role(self) -> CallerRole:
        return CallerRole(self.value.partition("-")[0])

    @property
    def close_to(self) -> CloseTo:
        return CloseTo(self.value.partition("-")[2] or CloseTo.EXPOSED)


class State(models.TextChoices):
    NEW = "new", _("Just in")
    ASSESSED = "assessed", _("Assessed")
    OFFERED = "offered", _("Offered")
    WAITING = "waiting", _("On the waiting list")
    OPENED = "opened", _("Case opened")
    REFERRED = "referred", _("Referred elsewhere")
    CLOSED = "closed", pgettext_lazy("an enquiry", "Closed")


# From a state, where an enquiry may go.
MOVES: dict[str, frozenset[str]] = {
    State.NEW: frozenset({State.ASSESSED, State.REFERRED, State.CLOSED}),
    State.ASSESSED: frozenset({State.OFFERED, State.WAITING, State.REFERRED, State.CLOSED}),
    State.OFFERED: frozenset({State.WAITING, State.OPENED, State.REFERRED, State.CLOSED}),
    State.WAITING: frozenset({State.OFFERED, State.OPENED, State.REFERRED, State.CLOSED}),
    State.OPENED: frozenset(),
    State.REFERRED: frozenset({State.ASSESSED}),
    State.CLOSED: frozenset({State.ASSESSED}),
}
OVER = frozenset({State.OPENED, State.REFERRED, State.CLOSED})


class SafeNow(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No, acute danger")
    UNKNOWN = "unknown", _("Don't know")


class Theme(models.TextChoices):
    MESSAGES = "messages", _("Calls and messages")
    SURVEILLANCE = "surveillance", _("Surveillance or tracking")
    SHOWS_UP = "shows_up", _("Turns up")
    THREATS = "threats", _("Threats")
    DIGITAL = "digital", _("Digital harassment")
    CHILDREN = "children", _("Children and contact")
    POLICE = "police", _("Police and restraining orders")
    FEAR = "fear", _("Fear and sleep")
    WORK = "work", _("Workplace")


class Agreed(models.TextChoices):
    NOTHING = "nothing", _("No follow-up")
    COUNSELLING = "counselling", _("Goes on to counselling")
    CALL_BACK = "call_back", _("We call back")
    ELSEWHERE = "elsewhere", _("Pointed to others")


class PartyRole(models.TextChoices):
    CALLER = "caller", _("Whoever got in touch")
    OTHER_PARTY = "other_party", _("The other party")
    SUPPORTED = "supported", _("Whom it is about")
    CHILD = "child", _("Child")
    PARTNER = "partner", _("New partner")
    RELATIVE = "relative", _("Relative")
    OTHER = "other", _("Somebody else")


class Pattern(models.TextChoices):
    STALKING = "stalking", _("Stalking: one-sided and repeated")
    CONFLICT = "conflict", _("Conflict: it goes both ways")
    UNSURE = "unsure", _("Not clear yet")


class Answer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Don't know")


class Offer(models.TextChoices):
    COUNSELLING = "counselling", _("Counselling")
    INDIVIDUAL = "individual", _("Individual therapy")
    GROUP = "group", _("Group")
    CHILD_COURSE = "child_course", _("A child's own course")
    CHILD_PERSPECTIVE = "child_perspective", _("Child perspective through the parent")
    PERPETRATOR = "perpetrator", _("Course for somebody who stalks")
    NETWORK = "network", _("Counselling for relatives")
    PROFESSIONAL = "professional", _("Counselling for professionals")


class Gate(models.TextChoices):
    """What is settled before a course for somebody who stalks is offered."""

    MOTIVATION = "motivation", _("Wants to change, and says so")
    ACKNOWLEDGES = "acknowledges", _("Acknowledges the behaviour")
    PSYCHIATRY = "psychiatry", _("Need of psychiatry has been considered")
    CONFIDENTIALITY = "confidentiality", _("The limits of confidentiality are signed")


class Reached(models.TextChoices):
    SAFE = "safe", _("Reached, and all is as before")
    WORSE = "worse", _("Reached, and it has got worse")
    NOT_REACHED = "not_reached", _("Not reached")


class Days(models.TextChoices):
    ALL = "all", _("Every day")
    WEEKDAYS = "weekdays", _("Monday to Friday")
    WEEKEND = "weekend", _("Saturday and Sunday")


class DeskOutcome(models.TextChoices):
    DIFFERENT = "different", _("Not the same person")
    JOIN = "join", _("Same stalking: join to the matter")
    BELONGS = "belongs", _("Same client: it belongs to the case they have already")
    OTHER_TEAM = "other_team", _("Same person, another matter: another team takes it")
    REFER = "refer", _("Refer elsewhere")
    KEEP = "keep", _("Same person, another matter: both cases go on where they are")
    MORE = "more", _("Waits until more is known")


# Decisions with which the desk may lay an enquiry with another team.
LAYS_WITH_A_TEAM = frozenset({DeskOutcome.JOIN, DeskOutcome.OTHER_TEAM})
