"""The door of every page about one case: `<uuid:case>` in the URL, the case itself in the view."""

from frirum.foundation.wall.doors import root_door

from .models import Case

case_door = root_door(Case, "case")
