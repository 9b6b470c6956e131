"""Four small drawings in place of photos, taken in as originals of Alma's case."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFont

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.actions import attach_file
from frirum.work.incidents.models import Incident

_FONT = ImageFont.load_default(size=26)
_SMALL = ImageFont.load_default(size=20)
Pen = ImageDraw.ImageDraw
_FROM = "Alma Birk, sendt fra hendes telefon"


def attach_drawings(by: Actor, case: Case, *, now: datetime) -> None:
    """Each with the incident it belongs to, found by words of its account."""
    log = list(Incident.objects.visible_to(by).filter(case=case).order_by("happened_at"))
    for words, name, draw in (
        ("Sendte vores bryllupssang", "skærmbillede 1.png", _messages),
        ("ukendt sporingsbrik", "brik i pose.jpg", _tracker),
        ("for enden af vejen", "bil fra køkkenet.jpg", _car),
        ("En bamse til Cilie", "bamse på måtten.jpg", _bear),
    ):
        incident = next((one for one in log if words in one.account), None)
        if incident is None:
            continue
        taken = min(incident.happened_at + timedelta(days=1, hours=3), now)
        attach_file(
            by=by,
            case=case,
            name=name,
            chunks=[_drawn(draw, "PNG" if name.endswith("png") else "JPEG")],
            received_from=_FROM,
            incident=incident,
            now=taken,
        )


def _drawn(draw: Callable[[Pen], None], kind: str) -> bytes:
    picture = Image.new("RGB", (720, 960), "#e9e4da")
    draw(ImageDraw.Draw(picture))
    out = io.BytesIO()
    picture.save(out, kind, quality=85)
    return out.getvalue()


def _messages(pen: Pen) -> None:
    pen.rectangle((0, 0, 720, 90), fill="#30424a")
    pen.text((40, 30), "Bo", fill="white", font=_FONT)
    for number, text in enumerate(
        ("Kan du huske den?", "Det er vores sang", "Vi er bestemt for hinanden", "Svar mig nu",
         "Du vil fortryde det, hvis du ikke svarer")
    ):  # fmt: skip
        top = 140 + number * 130
        pen.rounded_rectangle((40, top, 620, top + 84), 24, fill="white")
        pen.text((70, top + 24), text, fill="#22292c", font=_FONT)
        pen.text((70, top + 92), f"21.{40 + number * 3}", fill="#6b6b6b", font=_SMALL)


def _tracker(pen: Pen) -> None:
    pen.rectangle((0, 0, 720, 960), fill="#b9ad9a")
    pen.rounded_rectangle((110, 190, 610, 770), 30, fill="#dfe7ea", outline="#9fb0b6", width=6)
    pen.rectangle((110, 190, 610, 260), fill="#c4d0d5")
    pen.ellipse((270, 400, 450, 580), fill="#f7f7f5", outline="#8c8c8c", width=5)
    pen.ellipse((330, 460, 390, 520), fill="#c9c9c6")
    pen.text((180, 680), "fundet i bilen", fill="#33434a", font=_FONT)


def _car(pen: Pen) -> None:
    pen.rectangle((0, 0, 720, 420), fill="#a9bcc6")
    pen.rectangle((0, 420, 720, 960), fill="#6f7273")
    pen.polygon([(300, 960), (420, 960), (372, 420), (348, 420)], fill="#8d9091")
    for left in (30, 520):
        pen.rectangle((left, 150, left + 170, 470), fill="#8a5f49")
        pen.rectangle((left + 55, 220, left + 115, 300), fill="#d7dde0")
    pen.rounded_rectangle((270, 430, 450, 510), 20, fill="#2f4b6b")
    pen.rounded_rectangle((305, 385, 415, 445), 18, fill="#3b5a7d")
    for left in (285, 400):
        pen.ellipse((left, 488, left + 40, 528), fill="#1f1f1f")
    pen.rectangle((0, 0, 720, 30), fill="#f4f1ea")
    pen.rectangle((0, 0, 40, 960), fill="#f4f1ea")


def _bear(pen: Pen) -> None:
    pen.rectangle((0, 0, 720, 520), fill="#d8cdbb")
    pen.polygon([(60, 900), (660, 900), (600, 620), (120, 620)], fill="#5d5a52")
    fur, dark = "#a67c52", "#6d4d30"
    for box in ((240, 300, 320, 380), (400, 300, 480, 380)):
        pen.ellipse(box, fill=fur)
    pen.ellipse((240, 320, 480, 540), fill=fur)
    pen.ellipse((210, 500, 510, 800), fill=fur)
    for left in (310, 390):
        pen.ellipse((left, 400, left + 22, 422), fill=dark)
    pen.ellipse((335, 450, 385, 490), fill=dark)
    pen.rectangle((430, 640, 600, 760), fill="white", outline="#b5b5b5")
    pen.text((450, 680), "far", fill="#333333", font=_FONT)
