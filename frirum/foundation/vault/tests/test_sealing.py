"""Sealed values and files open in their own place only (S18, S19)."""

import hashlib
import itertools
import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from frirum.foundation.vault import files
from frirum.foundation.vault.files import CHUNK, PART, ChunkSealer, Stored, unseal_chunks
from frirum.foundation.vault.sealing import Unreadable, seal, unseal

KEY = AESGCM(bytes(range(32)))
PLACE = b"people_person|name|1"


@given(st.binary(max_size=600))
def test_s18_what_was_sealed_opens_again(content):
    sealed = seal(KEY, place=PLACE, content=content, step=64)
    assert unseal(KEY, place=PLACE, sealed=sealed) == content


@given(st.binary(min_size=1, max_size=80), st.data())
def test_s18_any_changed_byte_fails_closed(content, data):
    sealed = bytearray(seal(KEY, place=PLACE, content=content, step=64))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        unseal(KEY, place=PLACE, sealed=bytes(sealed))


def test_s18_a_value_moved_to_another_row_or_cut_short_does_not_open():
    sealed = seal(KEY, place=PLACE, content=b"Alma", step=64)
    with pytest.raises(Unreadable):
        unseal(KEY, place=b"people_person|name|2", sealed=sealed)
    for length in range(len(sealed)):
        with pytest.raises(Unreadable):
            unseal(KEY, place=PLACE, sealed=sealed[:length])


def test_s18_lengths_do_not_tell_short_names_apart():
    lengths = {len(seal(KEY, place=PLACE, content=b"x" * n, step=64)) for n in range(1, 60)}
    assert len(lengths) == 1


def sealed_stream(content):
    sealer = ChunkSealer(KEY, place=b"f")
    return sealer.add(content) + sealer.finish()


def opened(sealed):
    return b"".join(unseal_chunks(KEY, [sealed], place=b"f"))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_s19_a_file_of_any_size_comes_back_as_it_was(size):
    content = os.urandom(size)
    assert opened(sealed_stream(content)) == content


def wrong_orders(chunks):
    """Every other order of the chunks, every choice of fewer, and each of them twice."""
    whole = tuple(chunks)
    for size in range(len(whole)):
        yield from itertools.combinations(whole, size)
    yield from (order for order in itertools.permutations(whole) if order != whole)
    for at, one in enumerate(whole):
        yield (*whole[:at], one, *whole[at:])


def test_s19_every_drop_reorder_repeat_and_cut_is_refused(monkeypatch):
    """With chunks of 64 bytes, so that all of them can be tried."""
    monkeypatch.setattr(files, "CHUNK", 64)
    monkeypatch.setattr(files, "_SEALED_CHUNK", 64 + 16)
    content = os.urandom(4 * 64 + 5)
    sealed = sealed_stream(content)
    assert opened(sealed) == content
    prefix, body, step = sealed[:7], sealed[7:], 64 + 16
    chunks = [body[i : i + step] for i in range(0, len(body), step)]
    tried = [prefix + b"".join(order) for order in wrong_orders(chunks)]
    tried += [sealed[:length] for length in range(len(sealed))]
    tried += [sealed + b"x", sealed + chunks[0], os.urandom(7) + body]
    tried += [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    other = sealed_stream(content)
    tried += [prefix + other[7:], sealed[: 7 + step] + other[7 + step :]]
    assert len(tried) > 800
    for wrong in tried:
        with pytest.raises(Unreadable):
            opened(wrong)


def test_s19_a_chunk_of_the_real_size_cannot_be_dropped_or_swapped():
    sealed = sealed_stream(os.urandom(2 * CHUNK + 5))
    prefix, body, step = sealed[:7], sealed[7:], CHUNK + 16
    first, second, last = (body[i : i + step] for i in range(0, len(body), step))
    for order in ((second, first, last), (first, last), (first, second), (first,), ()):
        with pytest.raises(Unreadable):
            opened(prefix + b"".join(order))


@pytest.mark.parametrize("size", [1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 7])
@pytest.mark.django_db
def test_s19_a_file_that_comes_in_parts_comes_back_as_it_was(almas_case, size):
    content = os.urandom(size)
    file_id = files.begin(almas_case.pk, size)
    for start in range(0, size, PART):
        if start == PART and size > 2 * PART:  # sent before, and the answer was lost
            files.put_part(file_id, start, os.urandom(PART))
        with pytest.raises(Unreadable):
            files.look_through(file_id)
        files.put_part(file_id, start, content[start : start + PART])
    assert b"".join(files.read(file_id)) == content
    assert files.look_through(file_id) == Stored(file_id, hashlib.sha256(content).hexdigest(), size)


@pytest.mark.django_db
def test_s19_a_part_sent_twice_is_sealed_under_another_nonce(almas_case):
    file_id = files.begin(almas_case.pk, 2 * PART)
    path = files.path_of(file_id).with_suffix(".part")
    files.put_part(file_id, 0, bytes(PART))
    first = path.read_bytes()
    files.put_part(file_id, 0, bytes(PART))
    assert path.read_bytes()[:7] != first[:7]
    assert path.read_bytes()[7:] != first[7:]
