"""Who holds which permissions. The table the data protection officer reads is drawn from here."""

import enum

from django.utils.translation import gettext_lazy as _

from .permissions import Permission


class Role(enum.StrEnum):
    COUNSELLOR = "counsellor"
    TEAM_LEADER = "team_leader"
    CONFLICT_DESK = "conflict_desk"
    HELPLINE_COORDINATOR = "helpline_coordinator"
    VOLUNTEER = "volunteer"
    CALENDAR_COORDINATOR = "calendar_coordinator"
    RECEPTION = "reception"
    DATA_PROTECTION = "data_protection"
    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"
    CLIENT = "client"
    SYSTEM = "system"
    PUBLIC = "public"


ROLE_WORDS = {
    Role.COUNSELLOR: _("Counsellor"),
    Role.TEAM_LEADER: _("Team leader"),
    Role.CONFLICT_DESK: _("Conflict desk"),
    Role.HELPLINE_COORDINATOR: _("Helpline coordinator"),
    Role.VOLUNTEER: _("Volunteer"),
    Role.CALENDAR_COORDINATOR: _("Calendar coordinator"),
    Role.RECEPTION: _("Reception"),
    Role.DATA_PROTECTION: _("Data protection officer"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.DIRECTOR: _("Director"),
    Role.CLIENT: _("Client"),
    Role.SYSTEM: _("Frirum itself"),
    Role.PUBLIC: _("Somebody not signed in"),
}

_CASEWORK = frozenset(
    {
        Permission.USE_HOUSE,
        Permission.READ_CASE,
        Permission.KEEP_CASE,
        Permission.RECORD_INCIDENT,
        Permission.IMPORT_INCIDENTS,
        Permission.MAKE_BUNDLE,
        Permission.LET_OUT,
        Permission.SECOND_READ,
        Permission.DO_CASEWORK,
        Permission.KEEP_AGENCIES,
        Permission.JUDGE_RISK,
        Permission.KEEP_PLAN,
        Permission.READ_ENQUIRIES,
        Permission.RECORD_ENQUIRY,
        Permission.DECIDE_VISITATION,
        Permission.TAKE_OVER,
        Permission.BREAK_GLASS,
        Permission.STEP_ASIDE,
        Permission.WARN_ACROSS,
        Permission.READ_CALENDAR,
        Permission.BOOK,
        Permission.KEEP_HOURS,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: _CASEWORK,
    Role.TEAM_LEADER: _CASEWORK
    | {
        Permission.ALLOCATE_CASE,
        Permission.VOUCH,
        Permission.REVIEW_GLASS,
        Permission.REVIEW_WARNING,
        Permission.CONFIRM_RISK,
    },
    Role.CONFLICT_DESK: frozenset(
        {
            Permission.USE_HOUSE,
            Permission.RESOLVE_HOLDS,
            Permission.DECIDE_CROSSINGS,
            Permission.CLEAR_LEAVING,
        }
    ),
    Role.HELPLINE_COORDINATOR: frozenset({Permission.USE_HOUSE}),
    Role.VOLUNTEER: frozenset({Permission.USE_HOUSE}),
    Role.CALENDAR_COORDINATOR: frozenset(
        {
            Permission.USE_HOUSE,
            Permission.READ_CALENDAR,
            Permission.KEEP_HOURS,
            Permission.RUN_CALENDAR,
            Permission.KEEP_APART,
        }
    ),
    Role.RECEPTION: frozenset({Permission.USE_HOUSE, Permission.READ_CALENDAR, Permission.RECEIVE}),
    Role.DATA_PROTECTION: frozenset(
        {Permission.USE_HOUSE, Permission.READ_LEDGER, Permission.OVERSEE}
    ),
    Role.ADMINISTRATOR: frozenset(
        {Permission.USE_HOUSE, Permission.MANAGE_ACCOUNTS, Permission.VOUCH}
    ),
    Role.DIRECTOR: frozenset({Permission.USE_HOUSE, Permission.VOUCH}),
    Role.CLIENT: frozenset(),
    Role.SYSTEM: frozenset(
        {
            Permission.RUN_CHECKS,
            Permission.CARRY_CROSSINGS,
            Permission.LET_OUT,
            Permission.RUN_HOUSEKEEPING,
            Permission.MANAGE_ACCOUNTS,
            Permission.ERASE_CASE,
            Permission.EXPORT_CASE,
        }
    ),
    Role.PUBLIC: frozenset({Permission.SUBMIT_ENQUIRY, Permission.SIGN_IN}),
}
