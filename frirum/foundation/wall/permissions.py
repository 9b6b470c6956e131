"""What a person may do at all. Who may do it is in `roles.py`; on which rows, the wall says."""

import enum


class Permission(enum.StrEnum):
    """Each member's sentence says what it lets you do, for the data protection officer's table."""

    sentence: str

    def __new__(cls, code: str, sentence: str) -> "Permission":
        member = str.__new__(cls, code)
        member._value_ = code
        member.sentence = sentence
        return member

    USE_HOUSE = "use_house", "Sign in, see Today and one's own settings"
    READ_CASE = "read_case", "Open the cases one is assigned to or leads"
    KEEP_CASE = "keep_case", "Change a case's status, phase and people"
    RECORD_INCIDENT = "record_incident", "Record, correct and star incidents and attach files"
    IMPORT_INCIDENTS = "import_incidents", "Read a phone export into a case's log"
    MAKE_BUNDLE = "make_bundle", "Make a police bundle of a case's log"
    LET_OUT = (
        "let_out",
        "Ask for something to leave a case, and hand out what may leave",
    )
    SECOND_READ = (
        "second_read",
        "Read what a colleague wants to send, and let protected words out for a reason",
    )
    DO_CASEWORK = (
        "do_casework",
        "Keep who is involved in a case, contacts with them, reports to the police and orders",
    )
    KEEP_AGENCIES = (
        "keep_agencies",
        "Keep the register of authorities, services and the people there",
    )
    JUDGE_RISK = "judge_risk", "Judge how dangerous it is, and note what asks for a new judgement"
    KEEP_PLAN = "keep_plan", "Keep the safety plan of a case and the digital list"
    CONFIRM_RISK = (
        "confirm_risk",
        "Say a leader's word when the risk in a case of one's team is raised",
    )
    READ_ENQUIRIES = "read_enquiries", "See enquiries of one's own team"
    RECORD_ENQUIRY = "record_enquiry", "Record a call or letter as an enquiry"
    DECIDE_VISITATION = "decide_visitation", "Decide what to offer and open a case"
    SUBMIT_ENQUIRY = "submit_enquiry", "Ask for help through the public form"
    ALLOCATE_CASE = "allocate_case", "Assign workers of one's team to a case"
    TAKE_OVER = "take_over", "Say yes or no when one is asked to take over a case"
    RESOLVE_HOLDS = (
        "resolve_holds",
        "Decide holds of the conflict check, seeing facts and no content",
    )
    RUN_CHECKS = "run_checks", "Compare facts behind the wall and answer ready or with the desk"
    BREAK_GLASS = "break_glass", "Open one case of one's own side for an hour, with a reason"
    REVIEW_GLASS = (
        "review_glass",
        "Say whether it was in order that somebody opened a case of one's team for an hour",
    )
    STEP_ASIDE = "step_aside", "Say that one knows somebody in a case or enquiry, and not see it"
    WARN_ACROSS = (
        "warn_across",
        "Ask the house to pass on a warning across the wall when life is in danger, and act on one",
    )
    REVIEW_WARNING = (
        "review_warning",
        "Say whether enough was done about a warning in a case of one's team",
    )
    DECIDE_CROSSINGS = (
        "decide_crossings",
        "Approve or send back a warning across the wall in a matter one has no part in",
    )
    CLEAR_LEAVING = (
        "clear_leaving",
        "See words that a case does not know and wants to send, in matters one has no part in",
    )
    CARRY_CROSSINGS = (
        "carry_crossings",
        "Lay an approved warning in the cases on the other side, without telling where it is from",
    )
    OVERSEE = (
        "oversee",
        "See when a case was opened for an hour or a warning crossed the wall, without content",
    )
    READ_CALENDAR = (
        "read_calendar",
        "See when workers and rooms are taken; what is not one's own is busy",
    )
    BOOK = "book", "Book, move and call off appointments in cases one sees, and say who came"
    KEEP_HOURS = "keep_hours", "Say when one works and is away"
    RECEIVE = "receive", "See who comes today by the name agreed for the door, and let them in"
    RUN_CALENDAR = (
        "run_calendar",
        "Keep sites, rooms and everybody's hours, and plan the week, without sight of cases",
    )
    KEEP_APART = (
        "keep_apart",
        "See which two appointments are too close, in matters one has no part in",
    )
    READ_LEDGER = "read_ledger", "Read who looked and who changed, without content"
    SIGN_IN = "sign_in", "Say who one is and try to prove it"
    MANAGE_ACCOUNTS = "manage_accounts", "Invite staff, give roles, end sign-ins"
    VOUCH = "vouch", "Hand over the code for a colleague's new start, asked for by somebody else"
    ERASE_CASE = "erase_case", "Erase a case or enquiry whole, in every room"
    EXPORT_CASE = "export_case", "Gather all that is held of a case or enquiry"
    RUN_HOUSEKEEPING = "run_housekeeping", "Make previews, sweep files, seal checkpoints"
