"""What the ledger's deeds mean, of the work with authorities: as the table in `deeds`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CASEWORK: tuple[tuple[str, Promise, str], ...] = (
    (
        "case",
        _("The case's work with authorities"),
        (
            "casework:of_case casework:contacts casework:contact casework:coordinator"
            " casework:choose_agency casework:involve casework:involvement casework:end"
        ),
    ),
    (
        "case",
        _("Reports to the police and probation"),
        (
            "casework:report casework:probation casework:proceeding casework:step casework:informed"
            " casework:strike"
        ),
    ),
    (
        "case",
        _("Orders of a case"),
        (
            "casework:new_order casework:order casework:change_order casework:serve casework:extend"
            " casework:lift casework:link casework:breach"
        ),
    ),
    (
        "change",
        _("Wrote down who is involved, or a contact with them"),
        "involve end_involvement set_coordinator log_contact",
    ),
    (
        "change",
        _("Wrote down a report, or what became of it"),
        "start_proceeding say_informed take_step strike_step",
    ),
    (
        "change",
        _("Wrote down an order, or what became of it"),
        (
            "record_order change_order serve_order extend_order lift_order link_breaches"
            " answer_breach remind_of_orders"
        ),
    ),
    (
        "house",
        _("The register of authorities and services"),
        (
            "agencies:register agencies:find agencies:add agencies:agency agencies:change"
            " agencies:confirm agencies:end agencies:add_person agencies:person"
            " agencies:change_person agencies:confirm_person agencies:end_person add_agency"
            " change_agency add_agency_person change_agency_person confirm_number end_listing"
            " resume_listing"
        ),
    ),
)
