"""What is done with an enquiry, from the first call to the open case."""

from .across import look_for_enquiries
from .apart import let_back_to_enquiry, step_aside_from_enquiry
from .deciding import (
    assess_enquiry,
    close_enquiry,
    decide_offer,
    open_enquiry,
    record_safety_call,
    refer_elsewhere,
    take_up_again,
    write_anew,
)
from .desk import compare_names, decide_hold, wait_for_more
from .staff import (
    compare_staff,
    compare_staff_names,
    decide_staff_hit,
    keep_worker_apart,
    leave_staff_hit,
    let_worker_back,
)
from .taking_in import add_party, agree_contact, change_party, record_enquiry, submit_enquiry

__all__ = [
    "add_party",
    "agree_contact",
    "assess_enquiry",
    "change_party",
    "close_enquiry",
    "compare_names",
    "compare_staff",
    "compare_staff_names",
    "decide_hold",
    "decide_offer",
    "decide_staff_hit",
    "keep_worker_apart",
    "leave_staff_hit",
    "let_back_to_enquiry",
    "let_worker_back",
    "look_for_enquiries",
    "open_enquiry",
    "record_enquiry",
    "record_safety_call",
    "refer_elsewhere",
    "step_aside_from_enquiry",
    "submit_enquiry",
    "take_up_again",
    "wait_for_more",
    "write_anew",
]
