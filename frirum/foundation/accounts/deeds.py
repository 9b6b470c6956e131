"""What the ledger's deeds mean: the names of pages and actions in the words of the house."""

import enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frirum.foundation.wall.ledger import Outcome

from .casework_deeds import CASEWORK
from .leaving_deeds import LEAVING


class DeedKind(enum.StrEnum):
    """What one looks for in the ledger. OTHER is whatever the table below does not name."""

    CASE = "case"
    CHANGE = "change"
    SEARCH = "search"
    LEFT = "left"
    GLASS = "glass"
    CROSSING = "crossing"
    DESK = "desk"
    ACCOUNT = "account"
    HOUSE = "house"
    OTHER = "other"


KIND_WORDS: dict[DeedKind, Promise] = {
    DeedKind.CASE: _("Looked at a case or an enquiry"),
    DeedKind.CHANGE: _("Changed a case or an enquiry"),
    DeedKind.SEARCH: _("Searches and lists"),
    DeedKind.LEFT: _("Files that left the house"),
    DeedKind.GLASS: _("Cases opened for an hour"),
    DeedKind.CROSSING: _("Warnings across the wall"),
    DeedKind.DESK: _("Conflict check"),
    DeedKind.ACCOUNT: _("Sign-ins and roles"),
    DeedKind.HOUSE: _("Ledger and housekeeping"),
    DeedKind.OTHER: _("Everything else"),
}

# How it ended: words, icon, colour.
OUTCOME_MARKS: dict[str, tuple[Promise, str, str]] = {
    Outcome.OPENED: (_("Opened"), "eye", "neutral"),
    Outcome.SHOWED: (_("Shown"), "eye", "neutral"),
    Outcome.DONE: (_("Carried out"), "check", "calm"),
    Outcome.REFUSED: (_("Refused"), "lock", "warning"),
    Outcome.CRASHED: (_("Broke off"), "triangle-alert", "danger"),
}

# Kind, sentence, the code names that it speaks of.
_TABLE: tuple[tuple[DeedKind, Promise, str], ...] = (
    (DeedKind.CASE, _("The case's front page"), "desk:case"),
    (
        DeedKind.CASE,
        _("The log of incidents"),
        "incidents:log incidents:incident incidents:history incidents:pattern",
    ),
    (DeedKind.CASE, _("The form for an incident"), "incidents:record incidents:correct"),
    (
        DeedKind.CASE,
        _("Exhibits"),
        "incidents:exhibits incidents:exhibit incidents:preview incidents:attach",
    ),
    (
        DeedKind.CASE,
        _("Reading in a phone export"),
        (
            "incidents:import incidents:import_one incidents:import_choose incidents:import_store"
            " incidents:import_again incidents:import_leave"
        ),
    ),
    (
        DeedKind.CASE,
        _("Police bundle"),
        "incidents:bundle incidents:bundle_new incidents:bundle_one incidents:bundle_change",
    ),
    (
        DeedKind.CASE,
        _("People and contact"),
        (
            "people:people people:person people:add people:change people:safe_contact"
            " people:confirm_safe_contact people:add_relation people:end_relation people:add_way"
            " people:mark_way people:retire_way people:merge"
        ),
    ),
    (
        DeedKind.CASE,
        _("The case's tasks"),
        "tasks:of_case tasks:add tasks:change tasks:finish tasks:reopen",
    ),
    (
        DeedKind.CASE,
        _("Who works on the case"),
        "matters:assign tasks:hand_over tasks:withdraw tasks:end_part tasks:asked",
    ),
    (DeedKind.CASE, _("The case's status or phase"), "desk:move desk:phase"),
    (DeedKind.CASE, _("What left the house"), "outgoing:log"),
    (DeedKind.CASE, _("Who has opened the case"), "matters:access"),
    (
        DeedKind.CASE,
        _("An enquiry"),
        (
            "intake:enquiry intake:parties intake:party intake:new_party intake:contact"
            " intake:assess intake:offer intake:refer intake:open intake:again intake:safety_call"
            " intake:other_side"
        ),
    ),
    (DeedKind.CASE, _("Gathered all that is held of a case or an enquiry"), "export_case"),
    (DeedKind.CHANGE, _("Opened a new case"), "open_case open_enquiry"),
    (DeedKind.CHANGE, _("Changed status or phase"), "move_case set_phase"),
    (DeedKind.CHANGE, _("Put a worker on the case"), "assign_worker"),
    (
        DeedKind.CHANGE,
        _("Asked somebody to take the case over, or answered"),
        "offer_hand_over withdraw_hand_over decline_hand_over decline_case",
    ),
    (
        DeedKind.CHANGE,
        _("Handed the case over"),
        "hand_over_case replace_worker accept_hand_over take_over_case",
    ),
    (DeedKind.CHANGE, _("Ended a worker's part in the case"), "end_assignment end_part"),
    (DeedKind.CHANGE, _("Recorded an incident"), "record_incident"),
    (
        DeedKind.CHANGE,
        _("Corrected or starred an incident"),
        "correct_incident star_incident unstar_incident",
    ),
    (
        DeedKind.CHANGE,
        _("Attached a file"),
        (
            "attach_file store_preview begin_upload add_part keep_upload drop_upload"
            " incidents:upload_new incidents:upload_part incidents:upload_drop"
        ),
    ),
    (DeedKind.CHANGE, _("Checked that an exhibit is unchanged"), "verify_exhibit note_custody"),
    (
        DeedKind.CHANGE,
        _("Stored a phone export"),
        (
            "receive_export note_survey refuse_export choose_party note_summary order_storing"
            " take_up_again leave_import store_export store_incidents"
        ),
    ),
    (
        DeedKind.CHANGE,
        _("Changed people or relations"),
        "add_person change_person merge_people take_people add_relation end_relation",
    ),
    (
        DeedKind.CHANGE,
        _("Changed how somebody may be contacted"),
        "add_way mark_way retire_way agree_safe_contact confirm_safe_contact agree_contact",
    ),
    (DeedKind.CHANGE, _("Changed a task"), "add_task change_task finish_task reopen_task"),
    (DeedKind.CHANGE, _("Planned a police bundle"), "plan_bundle change_plan order_bundle"),
    (
        DeedKind.CHANGE,
        _("Recorded an enquiry"),
        "record_enquiry submit_enquiry add_party change_party record_safety_call write_anew",
    ),
    (
        DeedKind.CHANGE,
        _("Decided about an enquiry"),
        "assess_enquiry decide_offer refer_elsewhere close_enquiry",
    ),
    (DeedKind.CHANGE, _("Began or threw away a draft"), "save_draft drop_draft"),
    (DeedKind.CHANGE, _("Erased a case or an enquiry"), "erase_case"),
    (DeedKind.SEARCH, _("Searched for somebody"), "desk:search"),
    (DeedKind.SEARCH, _("The list of cases"), "desk:cases"),
    (DeedKind.SEARCH, _("Today"), "desk:today"),
    (DeedKind.SEARCH, _("The list of enquiries"), "intake:list intake:waiting"),
    (DeedKind.SEARCH, _("One's own tasks"), "tasks:mine"),
    (DeedKind.GLASS, _("Opened a case for an hour"), "break_glass"),
    (DeedKind.GLASS, _("The form for opening a case for an hour"), "matters:break_glass"),
    (DeedKind.GLASS, _("Found an opening in order"), "accept_glass"),
    (DeedKind.GLASS, _("Found an opening not in order"), "question_glass"),
    (DeedKind.GLASS, _("Closed an opening as data protection officer"), "settle_glass"),
    (
        DeedKind.GLASS,
        _("Closed a case to all but those named, or lifted it"),
        "shield_case unshield_case matters:shield",
    ),
    (DeedKind.GLASS, _("Openings to look through"), "matters:glass matters:review_glass"),
    (
        DeedKind.CROSSING,
        _("Danger to life, and warnings of the case"),
        "matters:danger matters:confirm_warning matters:act_on_warning matters:review_warning",
    ),
    (DeedKind.CROSSING, _("Asked for a warning to be passed on"), "write_crossing"),
    (
        DeedKind.CROSSING,
        _("Warnings at the conflict desk"),
        (
            "matters:crossings matters:crossing matters:approve matters:send_back"
            " matters:look_again matters:instead"
        ),
    ),
    (DeedKind.CROSSING, _("Approved a warning"), "approve_crossing"),
    (DeedKind.CROSSING, _("Sent a warning back"), "send_crossing_back"),
    (DeedKind.CROSSING, _("Laid a warning where it belongs"), "lay_warning look_again ask_again"),
    (DeedKind.CROSSING, _("Wrote what the desk did instead"), "note_instead"),
    (DeedKind.CROSSING, _("Confirmed a warning"), "confirm_warning"),
    (DeedKind.CROSSING, _("Wrote what was done about a warning"), "act_on_warning"),
    (DeedKind.CROSSING, _("Looked a warning through"), "review_warning review_delivery"),
    (
        DeedKind.CROSSING,
        _("The list of what was out of the ordinary"),
        "matters:oversight matters:review_crossing matters:settle_glass",
    ),
    (DeedKind.CROSSING, _("Forgot where an erased case was warned"), "forget_where_warned"),
    (
        DeedKind.CHANGE,
        _("Stepped aside, as they know somebody"),
        "step_aside step_aside_from step_aside_from_enquiry keep_apart",
    ),
    (
        DeedKind.CASE,
        _("The page for stepping aside"),
        "tasks:step_aside intake:step_aside",
    ),
    (
        DeedKind.CHANGE,
        _("Let somebody back in who had stepped aside"),
        "let_back let_back_to_enquiry matters:let_back intake:let_back",
    ),
    (
        DeedKind.DESK,
        _("Said whom they are close to"),
        "declare_relation withdraw_relation matters:relations matters:withdraw_relation",
    ),
    (DeedKind.DESK, _("Whom staff are close to"), "matters:declared"),
    (
        DeedKind.DESK,
        _("Compared facts behind the wall"),
        "order_check answer_check compare_staff",
    ),
    (
        DeedKind.DESK,
        _("Staff who may know somebody in a file"),
        "intake:staff intake:staff_hit",
    ),
    (
        DeedKind.DESK,
        _("Decided whether a member of staff knows somebody in a file"),
        "decide_staff_hit leave_staff_hit intake:decide_staff",
    ),
    (
        DeedKind.DESK,
        _("Kept a member of staff apart from a matter"),
        "keep_worker_apart",
    ),
    (
        DeedKind.DESK,
        _("Let a member of staff back to a matter"),
        "let_worker_back",
    ),
    (DeedKind.DESK, _("Forgot whom closed accounts had named"), "forget_declared"),
    (DeedKind.DESK, _("The holds of the conflict desk"), "intake:holds intake:hold"),
    (
        DeedKind.DESK,
        _("Names shown to the conflict desk"),
        "compare_names intake:names compare_staff_names intake:staff_names",
    ),
    (
        DeedKind.DESK,
        _("The conflict desk decided"),
        "decide_hold decide_pair release_hold leave_task intake:decide_hold",
    ),
    (
        DeedKind.DESK,
        _("Kept the keys of compared facts"),
        "put_facts move_facts join_facts drop_facts",
    ),
    (DeedKind.ACCOUNT, _("Signed in"), "sign_in"),
    (DeedKind.ACCOUNT, _("Tried to sign in and did not get in"), "fail_sign_in"),
    (
        DeedKind.ACCOUNT,
        _("Signed out"),
        (
            "sign_out sign_out_everywhere accounts:sign_out accounts:end_device"
            " accounts:end_all_devices"
        ),
    ),
    (
        DeedKind.ACCOUNT,
        _("Changed a way of signing in"),
        (
            "change_password add_passkey add_app remove_factor draw_recovery_codes"
            " accept_invitation accounts:password accounts:remove_factor accounts:recovery_codes"
        ),
    ),
    (DeedKind.ACCOUNT, _("Gave or took a role"), "give_role take_role"),
    (
        DeedKind.ACCOUNT,
        _("Invited, closed or reopened an account"),
        (
            "invite_worker renew_invitation ask_for_new_start hand_over_new_start end_sign_ins"
            " deactivate reactivate"
        ),
    ),
    (DeedKind.ACCOUNT, _("Set up or changed a team"), "set_up_team change_team"),
    (
        DeedKind.ACCOUNT,
        _("The teams of the house"),
        "matters:teams matters:team matters:new_team",
    ),
    (
        DeedKind.ACCOUNT,
        _("Accounts of the house"),
        (
            "accounts:people accounts:person accounts:invite accounts:renew accounts:give_role"
            " accounts:take_role accounts:deactivate accounts:reactivate accounts:end_sign_ins"
            " accounts:ask_for_new_start accounts:hand_over"
        ),
    ),
    (DeedKind.ACCOUNT, _("One's own account"), "accounts:mine"),
    (
        DeedKind.CASE,
        _("Appointments of a case"),
        (
            "bookings:of_case bookings:appointment bookings:new bookings:move bookings:wish"
            " bookings:join bookings:reminder"
        ),
    ),
    (
        DeedKind.CHANGE,
        _("Booked, moved or called off an appointment"),
        (
            "book book_series move overrun call_off note_attendance set_reminder note_reminded"
            " ask_for_time end_wish join_group leave_group bookings:off bookings:attendance"
            " bookings:longer bookings:wish_end bookings:leave bookings:reminded"
        ),
    ),
    (
        DeedKind.SEARCH,
        _("Calendars and lists of appointments"),
        "bookings:calendar bookings:choose bookings:due bookings:groups bookings:group",
    ),
    (
        DeedKind.HOUSE,
        _("The door: who is expected, who came"),
        "bookings:door bookings:came bookings:left note_arrival note_left",
    ),
    (
        DeedKind.HOUSE,
        _("Hours, rooms and meetings of the house"),
        (
            "bookings:house bookings:site_new bookings:site bookings:entrance bookings:room"
            " bookings:close bookings:hours bookings:away bookings:back bookings:cover"
            " bookings:meeting_new bookings:meeting bookings:group_dates bookings:feed open_site"
            " save_site add_entrance add_room close_room keep_hours go_away come_back hand_to_cover"
            " move_meeting call_off_meeting start_group make_feed end_feeds"
        ),
    ),
    (
        DeedKind.HOUSE,
        _("Planned a week"),
        (
            "bookings:plan bookings:plan_ask bookings:plan_line bookings:plan_accept ask_for_plan"
            " keep_plan change_line accept_plan ask_in_case"
        ),
    ),
    (
        DeedKind.DESK,
        _("Kept people apart in time and place"),
        (
            "bookings:apart bookings:meet bookings:ask keep_apart let_meet look_for_too_close"
            " ask_for_another_time forget_times"
        ),
    ),
    (DeedKind.HOUSE, _("The ledger"), "accounts:ledger jobs:chain"),
    (
        DeedKind.HOUSE,
        _("Ordered a check of the whole ledger"),
        "order_ledger_check jobs:check_ledger",
    ),
    (DeedKind.HOUSE, _("Copied the house, or put a copy back"), "make_copy put_back_copy"),
    (DeedKind.HOUSE, _("Rotated or shredded keys by hand"), "rotate_keys retire_keys shred_key"),
    (DeedKind.HOUSE, _("Forgot what has passed"), "sweep_sign_ins sweep_drafts sweep_uploads"),
)
_ALL = (*_TABLE, *((DeedKind(kind), words, names) for kind, words, names in (*CASEWORK, *LEAVING)))
_KNOWN = {name: (kind, words) for kind, words, names in _ALL for name in names.split()}
_PEEPHOLE = "peephole:"


def deed_words(deed: str) -> str:
    """The deed in words; its code name when there are none."""
    if deed.startswith(_PEEPHOLE):
        return str(_("Looked behind the wall, without showing it"))
    return str(_KNOWN[deed][1]) if deed in _KNOWN else deed


def deeds_of(kind: DeedKind) -> list[str]:
    """Code names of a kind; of OTHER all those that the other kinds have."""
    return [name for name, (of, _words) in _KNOWN.items() if kind in (of, DeedKind.OTHER)]
