"""Danish bases for telling without consent. Paragraphs are for whoever decides, not legal advice.

Sources: straffeloven, barnets lov, sundhedsloven, retsplejeloven and the data protection acts, as
they stood on 1 January 2026.
"""

from django.utils.translation import gettext_lazy as _

from ..legal import LegalBasis

LEGAL_BASES = (
    LegalBasis(
        "child_concern",
        _("Concern for a child: the municipality is notified"),
        "Barnets lov §§ 133 og 135",
        frozenset({"municipal"}),
    ),
    LegalBasis(
        "avert_crime",
        _("A serious crime can be averted"),
        "Straffeloven § 141",
        frozenset({"police", "probation", "shelter"}),
    ),
    LegalBasis(
        "avert_harm",
        _("Serious harm to somebody can be averted"),
        "Straffeloven § 152 e",
    ),
    LegalBasis(
        "vital",
        _("Somebody’s life or health is in danger, and they can’t consent"),
        "Databeskyttelsesforordningen art. 6, stk. 1, litra d, og art. 9, stk. 2, litra c",
    ),
    LegalBasis(
        "current_care",
        _("Current treatment needs it"),
        "Sundhedsloven § 41",
        frozenset({"health"}),
    ),
    LegalBasis(
        "crime_work",
        _("Cooperation of police, social services and others in a case"),
        "Retsplejeloven § 115",
        frozenset({"police", "municipal", "probation", "health"}),
    ),
    LegalBasis(
        "court_order",
        _("A court or a law demands it"),
        "Retsplejeloven kap. 18 og 28, eller loven nævnt i begrundelsen",
        frozenset({"police", "court", "municipal", "familylaw", "authority"}),
    ),
)
