"""The ZIP an officer gets: it verifies with ordinary tools and is never half a bundle."""

import io
import os
import shutil
import subprocess
import sys
import time
import zipfile

import pytest

from frirum.work.incidents.bundle.package import ExhibitChanged, write_bundle
from frirum.work.incidents.tests.bundle_samples import a_bundle, an_exhibit, an_incident


class Unseekable(io.RawIOBase):
    """A stream as a download is: it can only be written on."""

    def __init__(self):
        self.sink = io.BytesIO()

    def writable(self):
        return True

    def write(self, data):
        return self.sink.write(data)


def packed(content, progress=lambda done, total: None):
    out = io.BytesIO()
    write_bundle(content, out, progress)
    return out.getvalue()


def unpacked(content, folder):
    zipfile.ZipFile(io.BytesIO(packed(content))).extractall(folder)
    return folder


def checked(folder):
    tool = shutil.which("sha256sum")
    command = [tool, "-c"] if tool else ["shasum", "-a", "256", "-c"]
    return subprocess.run([*command, "SHA256SUMS"], cwd=folder, capture_output=True, check=False)


def test_an_officer_verifies_every_file_with_one_command(tmp_path):
    content = a_bundle(exhibits=(an_exhibit(1, b"first"), an_exhibit(2, b"second", ".mp3")))
    result = checked(unpacked(content, tmp_path))
    assert result.returncode == 0
    listed = {line.split(b":")[0] for line in result.stdout.splitlines()}
    assert listed == {b"LAES-MIG.txt", b"bilag/B001.jpg", b"bilag/B002.mp3", b"rapport.pdf"}


@pytest.mark.parametrize("name", ["rapport.pdf", "LAES-MIG.txt", "bilag/B001.jpg"])
def test_one_changed_byte_in_any_file_is_found(tmp_path, name):
    folder = unpacked(a_bundle(exhibits=(an_exhibit(1, b"as received"),)), tmp_path)
    changed = bytearray((folder / name).read_bytes())
    changed[-1] ^= 1
    (folder / name).write_bytes(changed)
    assert checked(folder).returncode != 0


def test_the_exhibits_are_the_bytes_that_were_received(tmp_path):
    original = os.urandom(700_001)
    folder = unpacked(a_bundle(exhibits=(an_exhibit(1, original),)), tmp_path)
    assert (folder / "bilag/B001.jpg").read_bytes() == original


def test_files_have_neutral_names_and_pictures_are_not_packed_again():
    content = a_bundle(exhibits=(an_exhibit(7, b"x", ".JPG"), an_exhibit(8, b"x", ".a/../b")))
    entries = zipfile.ZipFile(io.BytesIO(packed(content))).infolist()
    assert [one.filename for one in entries] == [
        "rapport.pdf",
        "LAES-MIG.txt",
        "bilag/B007.jpg",
        "bilag/B008.bin",
        "SHA256SUMS",
    ]
    assert entries[2].compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize("now_there", [b"as changed!", b"as received, and more", b"as", b""])
def test_an_exhibit_that_changed_stops_the_bundle_and_leaves_nothing(now_there):
    exhibit = an_exhibit(2, b"as received", there=now_there)
    out = io.BytesIO(b"kept")
    out.seek(4)
    with pytest.raises(ExhibitChanged) as refused:
        write_bundle(a_bundle(exhibits=(an_exhibit(1, b"fine"), exhibit)), out)
    assert refused.value.number == 2
    assert out.getvalue() == b"kept"


def test_a_download_that_cannot_be_taken_back_is_no_readable_zip():
    out = Unseekable()
    with pytest.raises(ExhibitChanged):
        write_bundle(a_bundle(exhibits=(an_exhibit(1, b"received", there=b"changed!"),)), out)
    assert not zipfile.is_zipfile(out.sink)


def test_a_bundle_can_be_written_straight_into_a_download(tmp_path):
    out = Unseekable()
    write_bundle(a_bundle(exhibits=(an_exhibit(1, b"received"),)), out)
    zipfile.ZipFile(out.sink).extractall(tmp_path)
    assert checked(tmp_path).returncode == 0


def test_the_same_content_gives_the_same_bytes():
    content = a_bundle(exhibits=(an_exhibit(1, b"received"),))
    assert packed(content) == packed(content)


def test_progress_tells_what_is_done_of_all():
    told = []
    exhibits = (an_exhibit(1, b"a"), an_exhibit(2, b"b"))
    packed(a_bundle(exhibits=exhibits), lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_readme_tells_a_danish_officer_whom_to_call_and_how_to_check(tmp_path):
    data = (unpacked(a_bundle(), tmp_path) / "LAES-MIG.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"")
    text = data.decode("utf-8-sig")
    for needed in (
        "70 10 20 30",
        "sha256sum -c SHA256SUMS",
        "certutil",
        "Get-FileHash",
        "{ 'OK' }",
    ):
        assert needed in text
    assert "{{" not in text


def test_an_english_bundle_has_both_readmes(tmp_path):
    folder = unpacked(a_bundle(language="en"), tmp_path)
    assert "Linux" in (folder / "README.txt").read_text("utf-8-sig")
    assert (folder / "LAES-MIG.txt").exists()


def test_large_exhibits_pass_through_in_pieces():
    class Endless(io.RawIOBase):
        left, largest = 40_000_000, 0

        def read(self, size=-1):
            assert size > 0
            Endless.largest = max(Endless.largest, size)
            taken = min(size, Endless.left)
            Endless.left -= taken
            return bytes(taken)

    exhibit = an_exhibit(1, bytes(40_000_000), opened=Endless)
    packed(a_bundle(exhibits=(exhibit,)))
    assert Endless.largest <= 1_000_000
    assert Endless.left == 0


def test_a_thousand_incidents_with_a_hundred_pictures_take_seconds():
    picture = os.urandom(200_000)
    exhibits = tuple(an_exhibit(number, picture) for number in range(1, 101))
    incidents = tuple(an_incident(number) for number in range(1, 1001))
    start = time.process_time()
    data = packed(a_bundle(incidents=incidents, exhibits=exhibits))
    assert time.process_time() - start < 20
    assert zipfile.ZipFile(io.BytesIO(data)).read("bilag/B100.jpg") == picture


def test_the_bundle_loads_no_database_model():
    code = (
        "import sys; import frirum.work.incidents.bundle.package;"
        "sys.exit(any(name.startswith('django.db') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_house_without_a_telephone_names_whoever_made_the_bundle():
    assert a_bundle(centre_contact="").contact == "Maja Holm, socialrådgiver, Center for Ro"
