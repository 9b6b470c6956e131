"""The country this house works in. Another country is another pair of lines."""

from .denmark.agencies import AUTHORITIES
from .denmark.orders import ORDERS

__all__ = ["AUTHORITIES", "ORDERS"]
