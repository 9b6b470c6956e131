"""The square picture an app reads, as one path on a grid."""

from dataclasses import dataclass

_QUIET = 4


@dataclass(frozen=True, slots=True)
class Squares:
    """`size` squares a side, quiet edge included; `path` draws the dark ones."""

    size: int
    path: str


def squares_of(text: str) -> Squares:
    # It brings a library for pictures along, and one page in a lifetime needs it.
    from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped] # noqa: PLC0415
    from qrcode.main import QRCode  # type: ignore[import-untyped] # noqa: PLC0415

    code = QRCode(border=_QUIET, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    grid = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(grid) for x, is_dark in enumerate(row) if is_dark)
    return Squares(len(grid), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
