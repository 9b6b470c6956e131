"""Child process: a picture on standard input, its pixels drawn anew as WebP on standard output.

Started by `apart`, under its limits. Exit codes tell why there is no picture.
"""

import io
import sys
import warnings

import pillow_heif
from PIL import (
    Image,
    ImageOps,
    MpoImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from .codes import DAMAGED, NOT_A_PICTURE, TOO_MANY_PIXELS

LONGEST_SIDE = 1600
MOST_PIXELS = 40_000_000
_PLACE = 0x8825
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")

# All kinds are loaded here, and not where a picture turns out to need one: by then nothing can be
# opened any more.
Image.preinit()
_LOADED = (MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)


def main() -> int:
    content = sys.stdin.buffer.read()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        drawn, tells_place = _drawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_MANY_PIXELS
    except UnidentifiedImageError:
        return NOT_A_PICTURE
    except Exception:
        return DAMAGED
    out = io.BytesIO()
    drawn.save(out, "WEBP", quality=80, method=2)
    size = f"{drawn.width} {drawn.height} {int(tells_place)}\n"
    sys.stdout.buffer.write(size.encode("ascii") + out.getvalue())
    sys.stdout.buffer.flush()
    return 0


def _drawn(content: bytes) -> tuple[Image.Image, bool]:
    """The picture upright and small, on a canvas of its own: nothing but pixels is carried over.

    And whether its hidden data say where it was taken.
    """
    formats: tuple[str, ...] = _FORMATS
    if content[4:8] == b"ftyp":
        pillow_heif.register_heif_opener(thumbnails=False)
        pillow_heif.options.DECODE_THREADS = 1
        formats = ("HEIF",)
    with Image.open(io.BytesIO(content), formats=formats) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        tells_place = bool(picture.getexif().get_ifd(_PLACE)) or b"GPSL" in _described(picture)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        flat = _flat(picture)
        flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        flat.getexif()[0x0112] = picture.getexif().get(0x0112, 1)
        upright = ImageOps.exif_transpose(flat)
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright)
    return canvas, tells_place


def _described(picture: Image.Image) -> bytes:
    """What programs write about a picture; some name the place there alone."""
    said = picture.info.get("xmp", b"")
    return said if isinstance(said, bytes) else str(said).encode()


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda level: level / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    flat = Image.new("RGB", clear.size, "white")
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat
