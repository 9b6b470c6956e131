"""Where and when teams work, for whoever chooses one so that two opponents do not meet."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..models import OPPOSES, Side, Team
from ..rules import shared_days


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team with where and when it meets clients, and which opposing teams do so there too."""

    team: Team
    words: str
    meets: list[str]


def where_of(team: Team) -> str:
    """As "Nørregade · Mon, Wed"; empty when the team has not said."""
    days = ", ".join(str(WEEKDAYS_ABBR[day]) for day in sorted(team.weekdays))
    return " · ".join(part for part in (team.site, days) if part)


def team_in_words(team: Team) -> str:
    return " · ".join(part for part in (team.name, where_of(team)) if part)


def team_choices(sides: Collection[str]) -> list[TeamChoice]:
    """Teams that can take a file of these sides, by name. It tells nothing of anybody's case."""
    every = list(Team.objects.order_by("name", "pk"))
    return [
        TeamChoice(
            team, team_in_words(team), [words for other in every if (words := _meets(team, other))]
        )
        for team in every
        if not sides or team.side in sides
    ]


def _meets(team: Team, other: Team) -> str:
    """That an opposing team is in the same place on the same day, in words."""
    days = shared_days(team, other) if other.side in OPPOSES[Side(team.side)] else frozenset()
    if not days:
        return ""
    told = get_text_list([str(WEEKDAYS[day]) for day in sorted(days)], _("and"))
    return _("%(team)s is at %(site)s too: %(days)s") % {
        "team": other.name,
        "site": other.site,
        "days": told,
    }
