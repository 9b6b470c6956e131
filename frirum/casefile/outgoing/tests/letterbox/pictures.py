"""Small pictures with what cameras and phones write into them."""

from io import BytesIO
from random import Random

from PIL import ExifTags, Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

_TAGS = {
    "description": ExifTags.Base.ImageDescription,
    "artist": ExifTags.Base.Artist,
    "make": ExifTags.Base.Make,
    "model": ExifTags.Base.Model,
    "software": ExifTags.Base.Software,
    "taken": ExifTags.Base.DateTime,
}


def _drawn(chance: Random) -> Image.Image:
    """Coloured fields; nothing to read in it."""
    tones = [chance.randrange(60, 230) for _ in range(9)]
    picture = Image.new("RGB", (240, 180), tuple(tones[:3]))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((30, 40, 30 + tones[3] // 2, 150), fill=tuple(tones[3:6]))
    pen.ellipse((120, 30, 200, 30 + tones[6] // 2), fill=tuple(tones[6:]))
    return picture


def jpeg(told: dict[str, str], chance: Random) -> bytes:
    """`told` by the names of EXIF fields; `usercomment` goes where phones put remarks."""
    picture, exif = _drawn(chance), Image.Exif()
    for name, tag in _TAGS.items():
        if name in told:
            exif[tag] = told[name]
    if "usercomment" in told:
        remark = b"UNICODE\x00" + told["usercomment"].encode("utf-16-le")
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = remark
    out = BytesIO()
    picture.save(out, "JPEG", quality=70, exif=exif)
    return out.getvalue()


def png(told: dict[str, str], chance: Random) -> bytes:
    """`told` by the keys of PNG's text chunks."""
    info, out = PngInfo(), BytesIO()
    for key, value in told.items():
        info.add_itxt(key, value)
    _drawn(chance).save(out, "PNG", pnginfo=info, optimize=True)
    return out.getvalue()
