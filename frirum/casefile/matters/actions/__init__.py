"""What is done to the skeleton of the case file, and what crosses the wall."""

from .apart import (
    declare_relation,
    forget_declared,
    keep_apart,
    let_back,
    step_aside,
    withdraw_relation,
)
from .cases import (
    COMPARTMENTS,
    assign_worker,
    end_assignment,
    move_case,
    open_case,
    replace_worker,
    set_phase,
)
from .crossings import (
    act_on_warning,
    approve_crossing,
    ask_again,
    confirm_warning,
    forget_where_warned,
    lay_warning,
    look_again,
    note_instead,
    review_delivery,
    review_warning,
    send_crossing_back,
    write_crossing,
)
from .glass import accept_glass, break_glass, question_glass, settle_glass
from .handing import (
    accept_hand_over,
    decline_hand_over,
    offer_hand_over,
    withdraw_hand_over,
)
from .shield import shield_case, unshield_case
from .teams import change_team, set_up_team
from .whole import erase_case, export_case, forget_matter

__all__ = [
    "COMPARTMENTS",
    "accept_glass",
    "accept_hand_over",
    "act_on_warning",
    "approve_crossing",
    "ask_again",
    "assign_worker",
    "break_glass",
    "change_team",
    "confirm_warning",
    "declare_relation",
    "decline_hand_over",
    "end_assignment",
    "erase_case",
    "export_case",
    "forget_declared",
    "forget_matter",
    "forget_where_warned",
    "keep_apart",
    "lay_warning",
    "let_back",
    "look_again",
    "move_case",
    "note_instead",
    "offer_hand_over",
    "open_case",
    "question_glass",
    "replace_worker",
    "review_delivery",
    "review_warning",
    "send_crossing_back",
    "set_phase",
    "set_up_team",
    "settle_glass",
    "shield_case",
    "step_aside",
    "unshield_case",
    "withdraw_hand_over",
    "withdraw_relation",
    "write_crossing",
]
