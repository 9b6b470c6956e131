"""What the pages of the desk are made of."""

from .case_page import CaseFrame, CasePage, case_frame, case_page
from .cases import CaseListing, CaseRow, Hit, case_listing, search_cases
from .today import TodaysDesk, todays_desk

__all__ = [
    "CaseFrame",
    "CaseListing",
    "CasePage",
    "CaseRow",
    "Hit",
    "TodaysDesk",
    "case_frame",
    "case_listing",
    "case_page",
    "search_cases",
    "todays_desk",
]
