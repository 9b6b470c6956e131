"""A child process that reads a stranger's file has nothing, can do little, and always ends."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from frirum.foundation.apart import launch, start
from frirum.foundation.apart.launch import Apart, Gone, Stopped, Why
from frirum.work.incidents.imports import sandbox as exports
from frirum.work.incidents.previews import sandbox as previews

pytestmark = pytest.mark.promise  # long: with the sweeps, not with every check


def heard(program, seconds=20.0, silence=20.0):
    with Apart(program, seconds=seconds, silence=silence) as apart:
        return apart.rest(1 << 16)


LOOK_AROUND = """
get = resource.getrlimit
print(json.dumps({
    "environment": sorted(set(os.environ) - {"LC_CTYPE", "PWD", "SHLVL", "_"}),
    "memory": get(resource.RLIMIT_AS)[1],
    "cpu": get(resource.RLIMIT_CPU)[0],
    "core": get(resource.RLIMIT_CORE)[1],
    "written": get(resource.RLIMIT_FSIZE)[1],
    "open": get(resource.RLIMIT_NOFILE)[1],
    "django": sorted(name for name in sys.modules if name.startswith(("django", "frirum"))),
}))
"""


def test_s28_a_child_has_no_environment_and_lives_within_limits(planted, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    assert json.loads(heard(planted(LOOK_AROUND, cpu=7))) == {
        "environment": [],
        "memory": start.MEMORY,
        "cpu": 7,
        "core": 0,
        "written": 0,
        "open": 0,
        "django": [],
    }


TRIES = {
    "to read a file": "open(DATA).read()",
    "to write a file": "open(DATA + '2', 'w').write('x')",
    "to read Python itself": "open(sys.executable, 'rb').read()",
    "to list a folder": "os.listdir('/')",
    "to call somebody": "socket.socket()",
    "to call a neighbour": "socket.socketpair()",
    "to start a program": "subprocess.run([sys.executable, '-c', ''], check=True)",
    "to load a library": "import sqlite3",
    "to get its limits back": "resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))",
    "to use the place of what it closed": "os.close(2); open(DATA).read()",
}


@pytest.mark.parametrize("name", TRIES)
def test_s28_a_child_tries_in_vain(name, planted, tmp_path, request):
    data = tmp_path.parent / f"{tmp_path.name}-data"
    data.write_text("sealed", "utf-8")
    if "limits" in name and os.geteuid() == 0 and "bare" in request.node.name:
        pytest.skip("without walls, root may raise its own limits; no other user may")
    code = f"DATA = {str(data)!r}\ntry:\n    {TRIES[name]}\nexcept Exception:\n    print('no')"
    assert heard(planted(code)) == b"no\n"
    assert data.read_text("utf-8") == "sealed"


ENDS = {
    "counts for ever": ("while True: pass", Why.TIME),
    "waits for ever": ("time.sleep(60)", Why.STANDSTILL),
    "takes all the memory": ("bytearray(2 << 30)", Why.MEMORY),
    "is killed by the system": ("os.kill(os.getpid(), 9)", Why.MEMORY),
    "crashes": ("os.kill(os.getpid(), 11)", Why.FAULT),
    "raises": ("raise OSError", Why.FAULT),
    "talks without end": ("while True: print('x' * 1000)", Why.FAULT),
    "stops before it is done": ("os._exit(7)", Why.FAULT),
}


@pytest.mark.parametrize("name", ENDS)
def test_s28_whatever_a_child_does_it_comes_to_an_end_that_has_a_name(name, planted):
    code, why = ENDS[name]
    began = time.monotonic()
    with pytest.raises(Gone) as gone:
        heard(planted(code, cpu=1), seconds=20, silence=3)
    assert gone.value.why is why
    assert time.monotonic() - began < 15


def test_s28_a_child_that_drips_is_given_up_when_the_time_is_over(planted):
    program = planted("while True: print('x', flush=True); time.sleep(0.1)")
    with pytest.raises(Gone) as gone:
        heard(program, seconds=1.5, silence=1)
    assert gone.value.why is Why.TIME


def test_s28_a_child_that_does_not_listen_does_not_hold_up_whoever_talks_to_it(planted):
    with (
        Apart(planted("time.sleep(60)"), seconds=20, silence=0.5) as apart,
        pytest.raises(Gone) as gone,
    ):
        apart.send(bytes(1 << 20))
    assert gone.value.why is Why.STANDSTILL


def test_what_was_stopped_from_outside_is_no_fault_of_the_file(planted):
    with pytest.raises(Stopped):
        heard(planted("os.kill(os.getpid(), 15); time.sleep(9)"))


def test_no_child_is_left_behind(planted):
    stubborn = "signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True)"
    with suppress(KeyError), Apart(planted(stubborn), seconds=20, silence=20) as apart:
        apart.line(9)
        raise KeyError
    with pytest.raises(ProcessLookupError):
        os.kill(apart._child.pid, 0)


@pytest.mark.parametrize("program", [exports._READ, previews._DRAW], ids=["exports", "pictures"])
def test_s28_within_the_walls_there_is_no_network_and_no_data(program, tmp_path):
    around = launch.walls(program)
    if not around:
        pytest.skip("bubblewrap is not installed or not allowed")
    data = tmp_path / "data"
    data.write_text("sealed", "utf-8")
    code = (
        "import os, socket, sys\n"
        "names = {name for _, name in socket.if_nameindex()}\n"
        f"seen = [one for one in ({str(data)!r}, '/home', '/etc/passwd') if os.path.exists(one)]\n"
        "print(seen, names, os.environ.get('HOME'))"
    )
    told = subprocess.run(
        [*around, sys.executable, "-I", "-c", code], capture_output=True, check=True
    )
    assert told.stdout == b"[] {'lo'} None\n"
