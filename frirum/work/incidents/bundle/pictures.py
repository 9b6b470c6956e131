"""Pictures for the report: small, and packed as a PDF keeps them."""

import io

# At the size they are printed, more dots are not seen; without this a hundred pictures make a
# report of half a gigabyte, since a PDF cannot hold WebP and gets the bare dots.
_MOST_SIDE = 900
_MOST_DOTS = 4_000_000


def for_print(preview: bytes) -> bytes | None:
    """A JPEG of a copy for viewing, which this house drew itself; None when it is none such."""
    from PIL import Image  # noqa: PLC0415 - only whoever makes a report needs it

    try:
        with Image.open(io.BytesIO(preview), formats=["WEBP"]) as picture:
            if picture.width * picture.height > _MOST_DOTS:
                return None
            drawn = picture.convert("RGB")
    except (OSError, ValueError):
        return None
    drawn.thumbnail((_MOST_SIDE, _MOST_SIDE))
    packed = io.BytesIO()
    drawn.save(packed, "JPEG", quality=82, optimize=True)
    return packed.getvalue()
