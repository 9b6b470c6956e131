"""Turning the pages of a list that is ordered by more than one thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

# So many rows a page.
PAGE_ROWS = 50
_HIGHEST = 10_000


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page is asked for, from 1 on. A page further on than there is, is empty."""

    number: int = 1

    @classmethod
    def asked(cls, request: HttpRequest) -> "Turn":
        """Anything that is no page is the first."""
        said = request.GET.get("side", "")
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1
        return cls(min(max(number, 1), _HIGHEST))

    def cut(self, rows: Any) -> list[Any]:
        """The rows of this page, and one row more when there is a next page."""
        start = (self.number - 1) * PAGE_ROWS
        return list(rows[start : start + PAGE_ROWS + 1])

    def urls(self, rows: Sequence[Any]) -> dict[str, str | None]:
        """Where the pages before and after lie; `rows` as `cut` gave them."""
        return {
            "before_url": f"?side={self.number - 1}" if self.number > 1 else None,
            "after_url": f"?side={self.number + 1}" if len(rows) > PAGE_ROWS else None,
        }
