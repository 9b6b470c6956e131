"""Who holds which permissions. The table the data protection officer reads is drawn from here."""

import enum

from django.utils.translation import gettext_lazy as _

from .permissions import Permission as P


class Role(enum.StrEnum):
    COUNSELLOR = "counsellor"
    TEAM_LEADER = "team_leader"
    CONFLICT_DESK = "conflict_desk"
    HELPLINE_COORDINATOR = "helpline_coordinator"
    VOLUNTEER = "volunteer"
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
        P.USE_HOUSE,
        P.READ_CASE,
        P.KEEP_CASE,
        P.RECORD_INCIDENT,
        P.IMPORT_INCIDENTS,
        P.MAKE_BUNDLE,
        P.READ_ENQUIRIES,
        P.RECORD_ENQUIRY,
        P.DECIDE_VISITATION,
        P.BREAK_GLASS,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.COUNSELLOR: _CASEWORK,
    Role.TEAM_LEADER: _CASEWORK | {P.ALLOCATE_CASE, P.VOUCH},
    Role.CONFLICT_DESK: frozenset({P.USE_HOUSE, P.RESOLVE_HOLDS}),
    Role.HELPLINE_COORDINATOR: frozenset({P.USE_HOUSE}),
    Role.VOLUNTEER: frozenset({P.USE_HOUSE}),
    Role.RECEPTION: frozenset({P.USE_HOUSE}),
    Role.DATA_PROTECTION: frozenset({P.USE_HOUSE, P.READ_LEDGER}),
    Role.ADMINISTRATOR: frozenset({P.USE_HOUSE, P.MANAGE_ACCOUNTS, P.VOUCH}),
    Role.DIRECTOR: frozenset({P.USE_HOUSE, P.VOUCH}),
    Role.CLIENT: frozenset(),
    Role.SYSTEM: frozenset({P.RUN_CHECKS, P.RUN_HOUSEKEEPING, P.MANAGE_ACCOUNTS}),
    Role.PUBLIC: frozenset({P.SUBMIT_ENQUIRY, P.SIGN_IN}),
}
