"""Previews are made in a child process with limits; whatever happens there, the answer is plain."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from frirum.foundation.apart.launch import Apart, Gone, Program, Why

from .codes import MOST_OUTPUT, NOT_A_PICTURE, TOO_MANY_PIXELS

MOST_BYTES = 60 * 1024 * 1024
_SECONDS = 25
_DRAW = Program("frirum.work.incidents.previews.draw", cpu=20)
_ANSWER = re.compile(rb"([1-9]\d{0,3}) ([1-9]\d{0,3}) ([01])\n(RIFF....WEBP.*)", re.DOTALL)


class Reason(StrEnum):
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PICTURE = "not_a_picture"
    DAMAGED = "damaged"
    TOO_SLOW = "too_slow"


_REASONS = {
    TOO_MANY_PIXELS: Reason.TOO_MANY_PIXELS,
    NOT_A_PICTURE: Reason.NOT_A_PICTURE,
}
_WHYS = {
    Why.TIME: Reason.TOO_SLOW,
    Why.STANDSTILL: Reason.TOO_SLOW,
    Why.MEMORY: Reason.TOO_MANY_PIXELS,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """A WebP of at most 1,600 pixels a side, without any metadata.

    `tells_place`: the original's hidden data say where it was taken.
    """

    content: bytes
    width: int
    height: int
    tells_place: bool = False


@dataclass(frozen=True, slots=True)
class NoPreview:
    reason: Reason

    @property
    def sentence(self) -> str:
        return {
            Reason.TOO_LARGE: _("The file is too large to be shown here. The original is kept."),
            Reason.TOO_MANY_PIXELS: _(
                "The picture has too many pixels to be shown here. The original is kept."
            ),
            Reason.NOT_A_PICTURE: _("There is no picture of this kind of file."),
            Reason.DAMAGED: _(
                "The picture can't be shown. The file may be damaged. It is kept as received."
            ),
            Reason.TOO_SLOW: _(
                "It took too long to make a picture of this file. The original is kept."
            ),
        }[self.reason]


def make_preview(content: bytes, *, seconds: float = _SECONDS) -> Preview | NoPreview:
    """A clean small picture of a picture; never an error, whatever the bytes are."""
    if len(content) > MOST_BYTES:
        return NoPreview(Reason.TOO_LARGE)
    try:
        with Apart(_DRAW, seconds=seconds, silence=seconds) as apart:
            apart.send(content, is_last=True)
            answer = _ANSWER.fullmatch(apart.rest(MOST_OUTPUT))
    except Gone as gone:
        return NoPreview(_REASONS.get(gone.code) or _WHYS.get(gone.why, Reason.DAMAGED))
    if answer is None:
        return NoPreview(Reason.DAMAGED)
    return Preview(answer[4], int(answer[1]), int(answer[2]), answer[3] == b"1")
