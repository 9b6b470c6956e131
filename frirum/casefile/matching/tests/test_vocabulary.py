"""The words on file, kept as one text: the same answers as looking at every word."""

import random

from rapidfuzz.distance import OSA

from frirum.casefile.matching.facts import profile_of
from frirum.casefile.matching.likeness.ordered import Ordered
from frirum.casefile.matching.likeness.vocabulary import STREET, Vocabulary, counts_of
from frirum.casefile.matching.likeness.weights import weights_for
from frirum.casefile.matching.rows import facts_of
from frirum.casefile.matching.training.shelves import Shelf, WideShelf
from frirum.casefile.matching.training.trial import centre, probes

PEOPLE = 1_500


def known(people=PEOPLE):
    shelf = centre(random.Random(21), people).shelf()
    return shelf.known


def test_words_that_begin_alike_are_found_whenever_they_came():
    words, kept = Ordered(), set()
    rng = random.Random(3)
    for _ in range(40):
        new = {"".join(rng.choices("abæ", k=rng.randint(1, 6))) for _ in range(60)} - kept
        words.put(new)
        kept |= new
        for start in ("a", "ab", "bæa", "æ", "zz"):
            assert set(words.beginning_with(start)) == {w for w in kept if w.startswith(start)}


def slow_near(vocabulary, word, slips, edge):
    """Every word on file within so many slips that shares its first or last letters."""
    return {
        other
        for other in vocabulary.bearers
        if other[0] not in "/#@*"
        and other != word
        and (other[:edge] == word[:edge] or other[-edge:] == word[-edge:])
        and OSA.distance(word, other) <= slips
    }


def test_near_words_are_those_that_a_look_at_every_word_finds():
    vocabulary = known()
    for word in ("hansen", "petersen", "sofie", "mohamed", "kirkegard", "bo", "ida"):
        slips, edge = (2, 3) if len(word) >= 6 else (1, 2) if len(word) >= 4 else (1, 1)
        near = {one.word for one in vocabulary.near(word, most=10_000)}
        assert near == (slow_near(vocabulary, word, slips, edge) if len(word) > 2 else set())


def test_streets_and_names_are_near_to_their_own_kind_alone():
    vocabulary = Vocabulary()
    vocabulary.add({"rosenvej": 1, "/rosenvej": 2, "/solvang": 1, "*": 3})
    assert [one.word for one in vocabulary.near(f"{STREET}rosenveg")] == ["/rosenvej"]
    assert [one.word for one in vocabulary.near("rosenveg")] == ["rosenvej"]


def test_a_word_that_nobody_bears_any_more_is_near_to_nothing():
    vocabulary = Vocabulary()
    vocabulary.add({f"{a}{b}ansen": 1 for a in "abcdefghijklmnopqrstuvw" for b in "abcdefghijklm"})
    vocabulary.add({f"{a}{b}xy": 1 for a in "abcdefghijklmnopqrstuvw" for b in "abcdefghijklm"})
    assert "haansen" in {one.word for one in vocabulary.near("hansen")}
    vocabulary.add({"haansen": -1})
    assert "haansen" not in {one.word for one in vocabulary.near("hansen")}
    vocabulary.add({"haansen": 1})
    assert "haansen" in {one.word for one in vocabulary.near("hansen")}


def test_what_was_reckoned_is_forgotten_when_the_words_change():
    vocabulary = Vocabulary()
    vocabulary.add({"hansen": 1})
    assert vocabulary.near("hanssen")[0].word == "hansen"
    vocabulary.add({"hanssena": 1})
    assert {one.word for one in vocabulary.near("hanssen")} == {"hansen", "hanssena"}


def test_a_wide_shelf_answers_as_a_plain_one():
    filed = centre(random.Random(22), 600)
    plain, wide = filed.shelf(), WideShelf(filed.rows)
    assert isinstance(plain, Shelf)
    assert counts_of(plain.profiles.values()) == wide.known.bearers
    for probe in probes(random.Random(23), filed, 60, 60):
        one = profile_of(facts_of(vars(probe.told)))
        answers = [shelf.ask(one, weights_for(600)) for shelf in (plain, wide)]
        assert answers[0] == answers[1]
