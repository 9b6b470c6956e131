"""Front-end files are committed, not built. Here they are verified, or fetched once more."""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Entry = dict[str, str]


def entries() -> list[Entry]:
    """One per file: package, version, licence, file, sha256, and how it was made."""
    found: list[Entry] = json.loads((ROOT / "tools/vendor.json").read_text(encoding="utf-8"))
    return found


def verify() -> list[str]:
    """What is wrong with the vendored files, one sentence each."""
    return [trouble for entry in entries() if (trouble := _trouble(entry))]


def fetch() -> None:
    """Take every file that is used as published from its package again, by its checksum."""
    if shutil.which("npm") is None:
        sys.exit("npm fetches the packages. Install Node.js, then try again.")
    by_package: dict[str, list[Entry]] = {}
    for entry in entries():
        if entry["made"] == "as published":
            by_package.setdefault(f"{entry['package']}@{entry['version']}", []).append(entry)
        else:
            print(f"kept     {entry['file']}: {entry['made']}")
    for package, wanted in by_package.items():
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["npm", "pack", "--silent", "--pack-destination", folder, package],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            _take(next(Path(folder).glob("*.tgz")), package, wanted)


def _take(archive: Path, package: str, wanted: list[Entry]) -> None:
    missing = {entry["sha256"]: entry for entry in wanted}
    with tarfile.open(archive) as tar:
        for member in tar:
            content = file.read() if (file := tar.extractfile(member)) else b""
            if entry := missing.pop(hashlib.sha256(content).hexdigest(), None):
                target = ROOT / entry["file"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                print(f"fetched  {entry['file']}")
    if missing:
        names = ", ".join(entry["file"] for entry in missing.values())
        sys.exit(f"{package} holds nothing with the checksum of {names}")


def _trouble(entry: Entry) -> str:
    path = ROOT / entry["file"]
    if not path.is_file():
        return f"{entry['file']} is missing"
    if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
        return f"{entry['file']} is not the file that tools/vendor.json names"
    return ""
