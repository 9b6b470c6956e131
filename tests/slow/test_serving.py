"""`serve` watches what it starts: whoever is killed is started again, and nobody stays behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from .apart import ROOT, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc, as Linux has it"),
]


def children(pid):
    """Process ids and command lines of those a process has started."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            said = stat.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, IndexError):
            continue  # it ended while we looked
        if parent == pid:
            found[int(stat.parent.name)] = said
    return found


def lives(pid):
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def one(pid, words):
    """The only child whose command line holds the words, once there is one."""
    return wait_for(lambda: next((p for p, said in children(pid).items() if words in said), None))


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


@pytest.fixture
def served(apart, port):
    house = apart.start("manage.py", "serve", "--port", str(port))
    yield house
    house.send_signal(signal.SIGTERM)
    house.communicate(timeout=60)


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
            return answer.read()
    except OSError:
        return b""


def test_a_killed_job_process_and_a_killed_page_worker_are_started_again(served, port):
    wait_for(lambda: answers(port) == b"ok")
    jobs, pages = one(served.pid, "manage.py work"), one(served.pid, "granian")
    worker = wait_for(lambda: next(iter(children(pages)), None))
    os.kill(jobs, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: one(served.pid, "manage.py work") != jobs)
    wait_for(lambda: len({*children(pages)} - {worker}) == 2)
    assert answers(port) == b"ok"


def test_when_the_page_server_is_killed_its_workers_do_not_stay_behind(served, port):
    wait_for(lambda: answers(port) == b"ok")
    pages = one(served.pid, "granian")
    workers = wait_for(lambda: len(children(pages)) == 2 and {*children(pages)})
    os.kill(pages, signal.SIGKILL)
    wait_for(lambda: not any(lives(worker) for worker in workers))
    wait_for(lambda: answers(port) == b"ok")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP], ids=["asked", "terminal gone"])
def test_asked_to_end_it_ends_with_all_it_started(apart, port, sign):
    house = apart.start("manage.py", "serve", "--port", str(port))
    wait_for(lambda: answers(port) == b"ok")
    started = {*children(house.pid)}
    started |= {worker for one_of in started for worker in children(one_of)}
    house.send_signal(sign)
    house.communicate(timeout=60)
    assert house.returncode == 0
    assert len(started) >= 4
    assert [pid for pid in started if lives(pid)] == []


def refused(house, *words):
    """What a start says that comes to nothing."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_port_in_use_is_said_in_a_sentence(apart, port):
    with socket.create_server(("127.0.0.1", port)):
        said = refused(apart, "serve", "--port", str(port))
    assert re.search(rf"Port {port} is in use", said)


def test_s20_with_the_wrong_keys_nothing_starts(apart, port, tmp_path):
    before = Path(apart.environment["FRIRUM_KEY_FILE"])
    right = before.read_bytes()
    before.unlink()
    assert "no key file" in refused(apart, "serve", "--port", str(port))
    assert "keys that are not here" in refused(apart, "vault", "init")
    apart.environment["FRIRUM_DATA"], data = (
        str(tmp_path / "other"),
        apart.environment["FRIRUM_DATA"],
    )
    apart.manage("migrate", "--verbosity", "0")
    apart.manage("vault", "init", "--verbosity", "0")
    apart.environment["FRIRUM_DATA"] = data
    assert "do not fit this data: exercising" in refused(apart, "serve", "--port", str(port))
    before.write_bytes(right)


def test_what_a_house_writes_is_for_its_own_user_alone(apart):
    """Database and keys: nobody else on the machine reads them."""
    place = apart.folder.parent
    written = [*place.rglob("*.sqlite3*"), *place.rglob("keys.json")]
    assert len(written) >= 2
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []
