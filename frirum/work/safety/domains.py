"""Codes of the safety plan: where it reaches, how a copy may be had, how a digital point stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Domain(models.TextChoices):
    HOME = "home", _("At home")
    WORK = "work", _("At work and on the way")
    CLOSE = "close", _("Relatives and children")
    DIGITAL = "digital", _("Phone and net")
    OUT = "out", _("Out and about")
    ESCAPE = "escape", _("If it is time to leave quickly")

    @property
    def icon(self) -> str:
        return _ICONS[self]


_ICONS = {
    Domain.HOME: "house",
    Domain.WORK: "briefcase",
    Domain.CLOSE: "users",
    Domain.DIGITAL: "smartphone",
    Domain.OUT: "map-pin",
    Domain.ESCAPE: "door-open",
}


class CopyForm(models.TextChoices):
    """How the client may have the plan. What is found at home can be dangerous: none, until she
    herself has said otherwise."""

    NONE = "none", _("No copy")
    PAPER = "paper", _("On paper, handed over here")


class Point(models.TextChoices):
    """The digital checklist."""

    MAIL = "mail", _("Mail: own password, and nobody else’s number or address for getting back in")
    SHARED = "shared", _("Accounts that were shared: streaming, shops, calendars, clouds")
    BACKUP = "backup", _("Copies of the phone that lie in somebody else’s cloud")
    LOCATION = "location", _("Sharing of where the phone is, also in maps and photos")
    LOGINS = "logins", _("Devices that are still signed in")
    PHONE_LOCK = "lock", _("The phone’s own code, face and finger")
    APPS = "apps", _("Apps nobody remembers installing, and who runs the phone")
    TRACKERS = "trackers", _("Trackers in car, bag, pram and coat")
    CAR = "car", _("The car’s own app and its sat nav")
    HOME_DEVICES = "home", _("Cameras, doorbell, router and other things on the home’s net")
    CHILDREN = "children", _("The children’s phones, tablets, watches and games")
    SOCIAL = "social", _("Profiles: who sees them, who tags, who follows along for the other party")
    PUBLIC_LISTS = "lists", _("Name, number and address in directories and registers")


POINT_GROUPS = (
    (_("Mail and accounts"), (Point.MAIL, Point.SHARED, Point.BACKUP, Point.LOGINS)),
    (_("The phone itself"), (Point.LOCATION, Point.PHONE_LOCK, Point.APPS)),
    (_("Things that tell where one is"), (Point.TRACKERS, Point.CAR, Point.HOME_DEVICES)),
    (_("Children, and what others see"), (Point.CHILDREN, Point.SOCIAL, Point.PUBLIC_LISTS)),
)


class PointStand(models.TextChoices):
    NOT_LOOKED = "", _("Not looked at")
    FINE = "fine", _("In order")
    TO_DO = "todo", _("Something must be done")
    LEFT = "left", _("Left as it is on purpose")
