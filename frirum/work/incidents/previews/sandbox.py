"""Previews are made in a child process with limits; whatever happens there, the answer is plain."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from . import draw

MOST_BYTES = 60 * 1024 * 1024
_SECONDS = 25
_DRAW = Path(draw.__file__).resolve()
_ANSWER = re.compile(rb"([1-9]\d{0,3}) ([1-9]\d{0,3}) ([01])\n(RIFF....WEBP.*)", re.DOTALL)


class Reason(StrEnum):
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PICTURE = "not_a_picture"
    DAMAGED = "damaged"
    TOO_SLOW = "too_slow"


_REASONS = {
    draw.TOO_MANY_PIXELS: Reason.TOO_MANY_PIXELS,
    draw.NOT_A_PICTURE: Reason.NOT_A_PICTURE,
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
    with _unnamed_file() as given, _unnamed_file() as drawn:
        given.write(content)
        given.seek(0)
        try:
            child = subprocess.run(  # noqa: S603, every word of the command is ours
                _command(),
                stdin=given,
                stdout=drawn,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return NoPreview(Reason.TOO_SLOW)
        if child.returncode != 0:
            return NoPreview(_REASONS.get(child.returncode, Reason.DAMAGED))
        drawn.seek(0)
        answer = _ANSWER.fullmatch(drawn.read(draw.MOST_OUTPUT))
    if answer is None:
        return NoPreview(Reason.DAMAGED)
    return Preview(answer[4], int(answer[1]), int(answer[2]), answer[3] == b"1")


def _unnamed_file() -> BinaryIO:
    """A file in memory where the system has such; elsewhere one that no folder lists."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("picture"), "w+b")
    return tempfile.TemporaryFile()


def _command() -> list[str]:
    return [*_walls(), sys.executable, "-I", "-B", str(_DRAW)]


@cache
def _walls() -> tuple[str, ...]:
    """Bubblewrap around the child where it is installed and allowed to work, else nothing."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return ()
    walls = (bwrap, *_WITHOUT_ANYTHING, *_readable())
    try:
        tried = subprocess.run(  # noqa: S603, as above
            [*walls, sys.executable, "-I", "-c", "import PIL.Image"],
            capture_output=True,
            env={},
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return walls if tried.returncode == 0 else ()


_WITHOUT_ANYTHING = (
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    "--clearenv",
    "--dev",
    "/dev",
    "--chdir",
    "/",
)


def _readable() -> list[str]:
    """What Python and its libraries need, read-only; no data folder is among it."""
    options = []
    for folder in (
        "/usr",
        "/lib",
        "/lib64",
        "/bin",
        "/etc/ld.so.cache",
        sys.base_prefix,
        sys.prefix,
    ):
        options += ["--ro-bind-try", folder, folder]
    return [*options, "--ro-bind", str(_DRAW), str(_DRAW)]
