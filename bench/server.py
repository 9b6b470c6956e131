"""One granian worker of one thread, as the product itself is served; its CPU time and memory."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .systems import ROOT, System

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60.0
_GRACE = 5.0


@dataclass(frozen=True)
class Server:
    """`started_in`: seconds from the command to the first whole page."""

    port: int
    pid: int
    started_in: float

    def processes(self) -> list[int]:
        """The supervisor and all that it started."""
        found, ahead = [], [self.pid]
        while ahead:
            pid = ahead.pop()
            found.append(pid)
            ahead += _children(pid)
        return found

    def cpu_seconds(self) -> float:
        return sum(_ticks(pid) for pid in self.processes()) / _TICKS_A_SECOND

    def private_mb(self) -> float:
        """Of the worker: resident memory less pages of files."""
        return max(_private_kb(pid) for pid in self.processes()) / 1024


def _children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in children for child in task.read_text().split()]


def _ticks(pid: int) -> int:
    """User and system time: fields 14 and 15; what comes before ends with a name in brackets."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _private_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
        if line.startswith("Anonymous:"):
            return int(line.split()[1])
    return 0


@contextmanager
def serving(system: System, *, path: str, cookie: str) -> Iterator[Server]:
    """Serve until the block ends; it begins when `path` was answered."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws"),
        *("--log-level", "warning", system.application),
    ]
    environment, started = system.environment, time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            _wait_for(port, path, cookie)
            yield Server(port, process.pid, time.perf_counter() - started)
        finally:
            _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Asked to end, and made to when it waits for connections that nobody will use again."""
    all_of_it = Server(0, process.pid, 0).processes()
    process.terminate()
    try:
        process.wait(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        for pid in all_of_it:
            os.kill(pid, signal.SIGKILL)


def cold_start(system: System, *, path: str, cookie: str, times: int = 5) -> float:
    """Seconds until the first page, the median of some starts."""
    taken = []
    for _ in range(times):
        with serving(system, path=path, cookie=cookie) as server:
            taken.append(server.started_in)
    return statistics.median(taken)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, path: str, cookie: str) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            connection.close()
        except OSError:
            time.sleep(0.005)
            continue
        if answer.status != http.client.OK:
            sys.exit(f"The server answered {path} with {answer.status}.")
        return
    sys.exit("The server did not answer within a minute.")
