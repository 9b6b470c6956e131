"""The parts of a case as tabs, and under the one in use its own pages as a second, smaller row."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.ui.addresses import address

Tab = tuple[str, str, bool, int | None]


class _Page(NamedTuple):
    """`begins`: a page without a tab of its own stands under the first whose name begins so."""

    label: str
    name: str
    begins: tuple[str, ...] = ()


def _groups() -> list[tuple[_Page, ...]]:
    """The first page of a group gives its tab the name and the address."""
    part = ("matters:", "tasks:hand_over", "tasks:end_part", "tasks:step_aside")
    return [
        (_Page(_("Overview"), "desk:case", ("desk:", "matters:danger")),),
        (
            _Page(_("Incidents"), "incidents:log", ("incidents:",)),
            _Page(_("Pattern"), "incidents:pattern"),
            _Page(_("Police bundle"), "incidents:bundle", ("incidents:bundle",)),
        ),
        (_Page(_("Risk and safety"), "safety:risk", ("safety:",)),),
        (_Page(_("Appointments"), "bookings:of_case", ("bookings:",)),),
        (
            _Page(_("People and contact"), "people:people", ("people:",)),
            _Page(_("Contact log"), "outgoing:contacts", ("outgoing:mess", "outgoing:call")),
        ),
        (
            _Page(_("Casework"), "casework:of_case", ("casework:",)),
            _Page(_("Meetings"), "meetings:of_case", ("meetings:",)),
            _Page(_("Consents"), "consents:consents", ("consents:",)),
        ),
        (
            _Page(_("Letters"), "letters:letters", ("letters:",)),
            _Page(_("Given out"), "outgoing:log", ("outgoing:",)),
        ),
        (_Page(_("Tasks"), "tasks:of_case", ("tasks:",)),),
        (_Page(_("Access"), "matters:access", part),),
    ]


def tabs_of(case: Case, here: str) -> tuple[list[Tab], list[Tab]]:
    """The tabs, and the pages under the one in use; none when it has a single page."""
    groups = _groups()
    pages = [page for group in groups for page in group]
    under = max(pages, key=lambda page: _nearness(here, page))
    current = next(group for group in groups if under in group)
    tabs = [_tab(case, group[0], is_current=group is current) for group in groups]
    within = [_tab(case, page, is_current=page is under) for page in current]
    return tabs, (within if len(current) > 1 else [])


def _tab(case: Case, page: _Page, *, is_current: bool) -> Tab:
    return page.label, address(page.name, case.pk), is_current, None


def _nearness(here: str, page: _Page) -> int:
    if here == page.name:
        return 1_000
    return max((len(start) for start in page.begins if here.startswith(start)), default=-1)
