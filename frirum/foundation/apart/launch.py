"""Talks with a child process that reads a stranger's file. Nothing it does keeps us for long."""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from time import monotonic
from typing import IO, Self

from . import start

_START = Path(start.__file__).resolve()
_PIECE = 1 << 16
_FAREWELL = 5.0


@dataclass(frozen=True, slots=True)
class Program:
    """A module with a `main() -> int`, which imports nothing of Django.

    `cpu`: seconds of it.
    """

    name: str
    cpu: int
    folder: Path = _START.parents[3]

    @property
    def words(self) -> list[str]:
        return [str(self.folder), self.name, str(self.cpu)]

    @property
    def own_folder(self) -> Path:
        return self.folder.joinpath(*self.name.split(".")[:-1])


class Why(StrEnum):
    TIME = "all its time is used up"
    STANDSTILL = "nothing came of it for too long"
    MEMORY = "it wanted more memory than there is for it"
    FAULT = "it broke down, or said what it may not say"


class Gone(Exception):
    """The child came to an end before it was done. `code` is its own, where it gave one."""

    def __init__(self, why: Why, code: int = 0) -> None:
        super().__init__(why)
        self.why, self.code = why, code


class Stopped(RuntimeError):
    """Somebody stopped the child from outside, as when all of Frirum stops. Try again later."""


class Apart:
    """A running program. It is gone at the end of the `with` block, whatever it was doing.

    `seconds` is the clock's, for all of it; `silence` for a single step.
    Raises `Gone` or `Stopped` from whatever is asked of it.
    """

    def __init__(self, program: Program, *, seconds: float, silence: float) -> None:
        self._until, self._silence = monotonic() + seconds, silence
        self._child = subprocess.Popen(  # noqa: S603, every word of the command is ours
            command(program),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            bufsize=0,
            # Ctrl-C in a terminal is meant for us; the child ends when we let go of it.
            start_new_session=True,
        )
        self._in, self._out = _pipe(self._child.stdin), _pipe(self._child.stdout)
        self._held = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in (self._in, self._out):
            pipe.close()

    def send(self, content: bytes, *, is_last: bool = False) -> None:
        left = memoryview(content)
        while left:
            self._await(self._in, select.POLLOUT)
            try:
                left = left[os.write(self._in.fileno(), left) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise self._end() from None
        if is_last:
            self._in.close()

    def line(self, most: int) -> bytes:
        """The next line, without its end; of at most so many bytes."""
        seen = 0
        while (end := self._held.find(b"\n", seen)) < 0:
            seen = len(self._held)
            if seen > most:
                raise Gone(Why.FAULT)
            if not self._hear():
                raise self._end()
        line = bytes(self._held[:end])
        del self._held[: end + 1]
        return line

    def pieces(self, length: int) -> Iterator[bytes]:
        """The next so many bytes."""
        while length:
            if not self._held and not self._hear():
                raise self._end()
            piece = bytes(self._held[:length])
            del self._held[: len(piece)]
            length -= len(piece)
            yield piece

    def rest(self, most: int) -> bytes:
        """All that is still to come, from a child that ends well."""
        while self._hear():
            if len(self._held) > most:
                raise Gone(Why.FAULT)
        gone = self._end()
        if gone.code or gone.why is not Why.FAULT:
            raise gone
        return bytes(self._held)

    def _hear(self) -> bool:
        while True:
            self._await(self._out, select.POLLIN)
            with contextlib.suppress(BlockingIOError):
                heard = os.read(self._out.fileno(), _PIECE)
                self._held += heard
                return bool(heard)

    def _await(self, pipe: IO[bytes], what: int) -> None:
        left = self._until - monotonic()
        waiting = select.poll()
        waiting.register(pipe, what)
        if left <= 0 or not waiting.poll(1000 * min(left, self._silence)):
            raise Gone(Why.TIME if self._until <= monotonic() else Why.STANDSTILL)

    def _end(self) -> Gone:
        """Why it closed its side."""
        try:
            code = self._child.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            return Gone(Why.FAULT, -signal.SIGKILL)
        # Bubblewrap tells of a signal as shells do.
        killed_by = -code if code < 0 else max(0, code - 128)
        if killed_by in {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}:
            raise Stopped
        if killed_by == signal.SIGXCPU:
            return Gone(Why.TIME)
        # We did not kill it, so the system did: it was short of memory.
        if killed_by == signal.SIGKILL or code == start.OUT_OF_MEMORY:
            return Gone(Why.MEMORY)
        return Gone(Why.FAULT, code)


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise ValueError
    os.set_blocking(end.fileno(), False)
    return end


def command(program: Program) -> list[str]:
    return [*walls(program), sys.executable, "-I", "-B", str(_START), *program.words]


@cache
def walls(program: Program) -> tuple[str, ...]:
    """Bubblewrap around the child where it is installed and lets the program load, else nothing."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return ()
    around = (bwrap, *_WITHOUT_ANYTHING, *_readable(program))
    loads = "import sys; sys.path.append(sys.argv[1]); __import__(sys.argv[2])"
    try:
        tried = subprocess.run(  # noqa: S603, as above
            [*around, sys.executable, "-I", "-B", "-c", loads, *program.words],
            capture_output=True,
            env={},
            timeout=25,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return around if tried.returncode == 0 else ()


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


def _readable(program: Program) -> list[str]:
    """What Python and its libraries need, and the program, read-only; no data are among it."""
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
    for ours in (_START.parent, program.own_folder):
        options += ["--ro-bind", str(ours), str(ours)]
    return options
