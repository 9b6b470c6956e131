"""Working space on disk holds nothing that can be read, and gives back what was put in it."""

import random
import tempfile
import zipfile

import pytest

from frirum.work.incidents import spool as spools
from frirum.work.incidents.spool import SealedSpool, spooled, streamed

CONTENT = random.Random(4).randbytes(300_000)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
def test_what_goes_in_comes_out(size):
    with spooled([CONTENT[:size]]) as spool:
        assert b"".join(spool.chunks()) == CONTENT[:size]
        assert spool.reader().read() == CONTENT[:size]


def test_it_can_be_read_in_any_order():
    with spooled([CONTENT[at : at + 777] for at in range(0, len(CONTENT), 777)]) as spool:
        reader = spool.reader()
        for place in (299_000, 5, 65_530, 131_072, 0):
            reader.seek(place)
            assert reader.read(1_000) == CONTENT[place : place + 1_000]


def test_s19_nothing_plain_touches_the_disk(monkeypatch, tmp_path):
    held = []
    make = tempfile.SpooledTemporaryFile

    def watched(**_):
        held.append(make(max_size=1, dir=tmp_path))
        return held[-1]

    monkeypatch.setattr(spools.tempfile, "SpooledTemporaryFile", watched)
    with spooled([b"Rosenvej 4. " * 50_000]) as spool:
        held[0].seek(0)
        assert b"Rosenvej" not in held[0].read()
        assert spool.chunk(0).startswith(b"Rosenvej")


def test_a_zip_can_be_packed_into_it_and_unpacked_again():
    with SealedSpool() as spool:
        with zipfile.ZipFile(spool, "w") as archive:
            archive.writestr("a.bin", CONTENT)
        assert zipfile.ZipFile(spool.reader()).read("a.bin") == CONTENT


def test_a_stream_is_read_in_pieces_of_any_size():
    file = streamed(CONTENT[at : at + 999] for at in range(0, len(CONTENT), 999))
    assert file.read(10) + file.read(100_000) + file.read() == CONTENT
