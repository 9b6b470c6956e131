"""What is asked about authorities, reports and orders. Nothing here saves."""

from .involved import ContactForm, CoordinatorForm, EndForm, FindForm, InvolveForm
from .orders import BreachForm, ExtendForm, LiftForm, LinkForm, OrderForm, ServeForm
from .proceedings import InformedForm, ProbationForm, ReportForm, StepForm

__all__ = [
    "BreachForm",
    "ContactForm",
    "CoordinatorForm",
    "EndForm",
    "ExtendForm",
    "FindForm",
    "InformedForm",
    "InvolveForm",
    "LiftForm",
    "LinkForm",
    "OrderForm",
    "ProbationForm",
    "ReportForm",
    "ServeForm",
    "StepForm",
]
