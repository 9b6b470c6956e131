"""A thief has every byte of the folder: database, WAL, files, sessions, log (S17)."""

import base64

import pytest

from tests.promises.world import CANARIES

pytestmark = pytest.mark.slow

IN_FILES = ["Kanariebilag", "Kanarieliste", "Kanarienavn"]
TYPED = ["Kanariefugl", "Kanariesang", "Kanarietabel", "Kanariesoeger", "Kanariefil", "Kanariebur"]


def spellings(word):
    """As text, as two bytes a letter, as hexadecimal, and as each base64 that can hold it."""
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), plain.hex().encode())
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + plain)
        yield whole[4:-4] if len(whole) > 12 else whole[2:-2]


def found_in(apart, words):
    """Which of these words stand in which file."""
    wanted = [(word, one.lower()) for word in words for one in spellings(word)]
    return {
        (word, path.name)
        for path in apart.folder.rglob("*")
        if path.is_file()
        for content in [path.read_bytes().lower()]
        for word, one in wanted
        if one in content
    }


def test_s17_stolen_files_hold_no_word_that_was_typed(apart):
    did = apart.do("stolen:a_days_work")
    assert did["statuses"] == [302, 302, 200, 200, 200, 200]
    lying = {path.name for path in apart.folder.rglob("*") if path.is_file()}
    assert {"frirum.sqlite3", "frirum.sqlite3-wal", "frirum.log"} <= lying
    assert len(lying) > 5
    assert found_in(apart, [*CANARIES, *IN_FILES, *TYPED]) == set()


def test_s17_a_word_left_in_clear_is_found(apart):
    apart.do("stolen:leave_in_clear", word="KANARIE")
    assert {name for _, name in found_in(apart, ["KANARIE"])} & {
        "frirum.sqlite3",
        "frirum.sqlite3-wal",
    }
