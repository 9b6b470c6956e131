"""Makes and keeps `.venv`: exactly what the locks say, from whatever index the machine is set to.

uv is used when it is there and pip when not; both read the same lock. A stamp of lock and Python
version lets the second run skip everything.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STAMP = VENV / "installed"
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("base", "planning", "dev")}


def ensure(lock: str) -> None:
    """Have at least the packages of that lock installed; each lock holds all of those before."""
    names = list(LOCKS)
    enough = {_stamp(name) for name in names[names.index(lock) :]}
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() in enough:
        return
    _make()
    print(f"Installing what requirements/{lock}.txt lists", flush=True)
    if shutil.which("uv"):
        install = ["uv", "pip", "install", "--python", str(PYTHON)]
    else:
        install = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install"]
        install.append("--no-compile")
    exact = ["--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[lock])]
    if subprocess.run([*install, *exact], check=False).returncode:
        sys.exit(
            "The packages could not be installed; the reason is above. They come from the index "
            "this machine's pip is set to:\ncheck the network, then run the same command again."
        )
    STAMP.write_text(_stamp(lock))


def _stamp(lock: str) -> str:
    content = sys.version.encode() + LOCKS[lock].read_bytes()
    return hashlib.sha256(content).hexdigest()


def _make() -> None:
    """Make the environment anew unless this very Python made the one that is there."""
    settings = VENV / "pyvenv.cfg"
    version = ".".join(map(str, sys.version_info[:3]))
    if PYTHON.exists() and settings.exists() and version in settings.read_text():
        return
    if shutil.which("uv"):
        command = ["uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]
    else:
        if importlib.util.find_spec("ensurepip") is None:
            _install_ensurepip()
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    print("Making .venv", flush=True)
    if subprocess.run(command, check=False).returncode:
        sys.exit("Python could not make the folder .venv; the reason is above.")


def _install_ensurepip() -> None:
    """Plain Debian and Ubuntu ship Python without the part that makes environments."""
    package = f"python3.{sys.version_info.minor}-venv"
    if shutil.which("apt-get") is None:
        sys.exit("This Python lacks its venv module. Install it, then run the same command again.")
    asking = [] if os.geteuid() == 0 else ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    apt = [*asking, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    print(f"Installing {package}", flush=True)
    subprocess.run([*apt, "update"], check=False)
    done = subprocess.run([*apt, "install", "-y", package], check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"Install {package} (as root: apt-get install {package}), then try again.")
