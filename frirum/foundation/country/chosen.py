"""The country that this house works in."""

from .denmark.legal import LEGAL_BASES
from .legal import LegalBasis

__all__ = ["LEGAL_BASES", "legal_basis"]

_BY_CODE = {one.code: one for one in LEGAL_BASES}


def legal_basis(code: str) -> LegalBasis | None:
    """None for a code that this country does not know."""
    return _BY_CODE.get(code)
