"""How well the comparison knows people again, on made-up ones; and what each part of it is worth.

A part that could be taken out without a test falling would not be a part.
"""

import random

import pytest

from frirum.casefile.matching.facts import Fact, FactKind, profile_of
from frirum.casefile.matching.likeness import engine, evidence, keys, variants, vocabulary, widening
from frirum.casefile.matching.likeness.spelling import skeleton, words_of
from frirum.casefile.matching.likeness.weights import weights_for
from frirum.casefile.matching.rows import facts_of
from frirum.casefile.matching.training import slips
from frirum.casefile.matching.training.people import Told
from frirum.casefile.matching.training.probes import MAKERS, Probe, known_probe
from frirum.casefile.matching.training.shelves import Shelf
from frirum.casefile.matching.training.trial import centre, probes, tried

pytestmark = pytest.mark.promise  # long: with the sweeps, not with every check

PEOPLE, ASKED, SEED = 2_000, 350, 20_261_126


@pytest.fixture(scope="module")
def filed():
    return centre(random.Random(SEED), PEOPLE)


@pytest.fixture(scope="module")
def asked(filed):
    return probes(random.Random(SEED + 1), filed, ASKED, ASKED)


def of_kinds(filed, *kinds, many=120):
    """Questions with these errors alone."""
    rng, found = random.Random(SEED + 2), []
    while len(found) < many:
        at = rng.randrange(len(filed.humans))
        probe = known_probe(rng, filed.humans[at], filed.rows[at], filed.related[at])
        if probe and probe.kind in kinds:
            found.append(probe)
    return found


def recall(filed, questions):
    """The share of those who are found among the first five, on an index built as it is now."""
    shelf = filed.shelf()
    return tried(shelf, questions, weights_for(PEOPLE)).recall_5


def forget():
    """What was reckoned before a part was taken out counts no more."""
    for cached in (skeleton, evidence.level_of, variants.halves):
        cached.cache_clear()


@pytest.fixture
def without(monkeypatch):
    """Takes a part out for one test."""

    def taken_out(module, name, instead):
        monkeypatch.setattr(module, name, instead)
        evidence.level_of.cache_clear()

    yield taken_out
    monkeypatch.undo()
    forget()


def test_people_are_known_again_whatever_was_misheard(filed, asked):
    """The goals of a centre of ten thousand, on a smaller one of another seed."""
    verdict = tried(filed.shelf(), asked, weights_for(PEOPLE))
    assert verdict.recall_5 >= 0.985, verdict
    assert verdict.at_tenth >= 0.95, verdict
    assert verdict.at_one >= 0.985, verdict


def test_every_kind_of_error_was_asked_about(filed):
    kinds = {probe.kind for probe in of_kinds(filed, *MAKERS, many=1_500)}
    assert kinds == set(MAKERS)


def by_name_alone(filed, spoil, many=60):
    """Questions that tell a spoilt name and nothing else: what one part finds, no other does."""
    rng, found = random.Random(SEED + 3), []
    for who, row in zip(filed.humans, filed.rows, strict=True):
        given = who.given.split()[0]
        spoilt = spoil(rng, given, who.family) if row["family"] else None
        if spoilt and "" not in spoilt and spoilt != (given, who.family) and len(found) < many:
            told = Told(given=spoilt[0], family=spoilt[1])
            found.append(Probe(told, "name alone", row["person_id"]))
    return found


def no_near(*_word, **_most):
    return []


def test_without_the_sound_of_names_fewer_are_found(filed, without):
    """Of what is respelt, the vocabulary finds much too; here it is asked for nothing."""
    questions = by_name_alone(
        filed, lambda rng, given, family: (slips.respelt(rng, given), slips.respelt(rng, family))
    )
    without(vocabulary.Vocabulary, "near", no_near)
    whole = recall(filed, questions)
    for module in (keys, widening, evidence):
        without(module, "skeleton", lambda word: word)
    assert recall(filed, questions) < whole - 0.3


def test_without_the_vocabulary_fewer_slips_are_found(filed, without):
    questions = by_name_alone(
        filed, lambda rng, given, family: (slips.slip(rng, given), slips.slip(rng, family))
    )
    whole = recall(filed, questions)
    without(vocabulary.Vocabulary, "near", no_near)
    assert recall(filed, questions) < whole - 0.3


def test_without_nicknames_fewer_are_found(filed, without):
    questions = by_name_alone(
        filed, lambda rng, given, family: (slips.nickname(rng, given), family)
    )
    whole = recall(filed, questions)
    for module in (widening, evidence):
        without(module, "nicknames", dict)
    assert recall(filed, questions) < whole - 0.2


def test_without_transliterations_fewer_are_found(filed, without):
    questions = by_name_alone(
        filed, lambda rng, given, family: (slips.transliterated(rng, given), family)
    )
    without(vocabulary.Vocabulary, "near", no_near)
    whole = recall(filed, questions)
    for module in (widening, evidence):
        without(module, "transliterations", dict)
    assert recall(filed, questions) < whole - 0.1


def test_belief_is_shared_among_namesakes_and_nobody():
    """Two who fit alike share it; somebody who fits no better than a stranger has next to none."""
    one, two = [("given same", 1.0)], [("given same", 1.0)]
    alone = engine.believed([(1, one)], {"given same": 2.0})[0]
    both = engine.believed([(1, one), (2, two)], {"given same": 2.0})
    assert alone.posterior == pytest.approx(0.881, abs=0.001)
    assert [each.posterior for each in both] == pytest.approx([0.468, 0.468], abs=0.001)
    assert both[0].score < alone.score
    assert sum(each.posterior for each in both) < 1


def test_belief_is_not_lost_near_certainty():
    ranked = engine.believed([(1, [("x", 1.0)]), (2, [("x", 2.0)])], {"x": 40.0})
    assert [each.bearer for each in ranked] == [2, 1]
    assert ranked[0].score == pytest.approx(40.0, abs=0.01)
    assert ranked[1].score == pytest.approx(-40.0, abs=0.01)


def test_belief_of_nine_tenths_is_right_nine_times_in_ten(filed, asked):
    shelf = filed.shelf()
    sure = right = 0
    for probe in asked:
        if probe.kind in ("namesake", "relative", "old phone"):
            continue
        found = shelf.ask(profile_of(facts_of(vars(probe.told))), weights_for(PEOPLE))
        for one in found:
            if one.posterior >= 0.9:
                sure, right = sure + 1, right + (one.bearer == probe.truth)
    assert sure > 100
    assert right / sure > 0.9


def test_the_same_question_has_the_same_answer(filed, asked):
    def answered():
        shelf = filed.shelf()
        return [
            [(one.bearer, one.score) for one in shelf.ask(
                profile_of(facts_of(vars(probe.told))), weights_for(PEOPLE))]
            for probe in asked[:60]
        ]  # fmt: skip

    first = answered()
    forget()
    assert answered() == first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Petersen", "Pedersen"), ("Christian", "Kristian"), ("Sophie", "Sofie"),
        ("Kirkegaard", "Kirkegård"), ("Schmidt", "Smidt"), ("Mikkelsen", "Michelsen"),
        ("Westergaard", "Vestergård"), ("Nielsen", "Nilsen"), ("Kjær", "Kær"),
    ],
)  # fmt: skip
def test_names_that_sound_alike_have_one_skeleton(one, other):
    assert skeleton(*words_of(one)) == skeleton(*words_of(other))


@pytest.mark.parametrize(("one", "other"), [("Hansen", "Jensen"), ("Mette", "Lotte")])
def test_names_that_sound_apart_have_two(one, other):
    assert skeleton(*words_of(one)) != skeleton(*words_of(other))


@pytest.mark.parametrize(
    "written",
    ["S\u00c3\u00b8ren", "S\u203aren", "S|ren", "S&oslash;ren", "S\\u00f8ren", "Søren", "Soeren"],
)
def test_mangled_letters_are_read_as_they_were(written):
    assert words_of(written) == ("soren",)


def test_other_scripts_are_read():
    assert words_of("Олена Шевченко") == ("olena", "shevchenko")
    assert words_of("محمد") == ("mhmd",)


def profile(given, family="", **more):
    facts = [Fact(FactKind.NAME, given, family)]
    facts += [Fact(FactKind[kind.upper()], value) for kind, value in more.items()]
    return profile_of(facts)


def asked_among(*on_file, about):
    shelf = Shelf({str(number): one for number, one in enumerate(on_file)})
    return shelf.ask(about, weights_for(PEOPLE))


STRANGE = [
    profile("Bo"),
    profile("", "Bo"),
    profile("hans telefon ender på 45", phone="ender på 45"),
    profile("Anna Bo Carl Dan Eva Finn Gry Hans Ib Jens Kaj Lis Mia Nina Ole"),
    profile("Олена", "Шевченко"),
    profile("محمد", "علي"),
    profile("😀", "😀😀"),
    profile("Bo", "Berg", birth="1990-01-01"),
    profile("?", "-"),
    profile("0", "'"),
    profile("x" * 4_000, "y" * 4_000, email="@" * 300, handle="z" * 2_000),
    profile_of([]),
]


@pytest.mark.parametrize("about", STRANGE, ids=range(len(STRANGE)))
def test_strange_input_is_no_error_and_no_flood(filed, about):
    """A first name, words in a number's place, ten names in one field, other scripts, a picture."""
    found = filed.shelf().ask(about, weights_for(PEOPLE))
    assert len(found) <= engine.MOST_OPENED
    assert sum(one.posterior >= 0.01 for one in found) <= 20
    assert len(widening.questions(about, vocabulary.Vocabulary())) <= widening.MOST_KEYS


def test_a_first_name_alone_points_at_nobody(filed):
    found = filed.shelf().ask(profile("Anne"), weights_for(PEOPLE))
    assert [one for one in found if one.posterior >= 0.01] == []


def test_first_of_january_says_the_year_alone():
    """Whoever knows only the year writes that day: it is no day on which two agree."""
    one = profile("Anne", "Holm", birth="1980-01-01")
    other = profile("Anne", "Holm", birth="1980-03-12")
    known = vocabulary.Vocabulary()
    for two in ((one, one), (one, other), (other, one)):
        assert ("born year", 1.0) in evidence.compared(*two, known)
    assert ("born same", 1.0) in evidence.compared(other, other, known)
    assert not {key.kind for key in keys.keys_of(one)} & {keys.BORN}


def test_a_phone_that_a_family_shares_points_at_who_bears_the_name():
    family = [profile(name, "Holm", phone="22334455") for name in ("Anne", "Per", "Ida", "Bo")]
    found = asked_among(*family, about=profile("Ida", "Holm", phone="22334455"))
    assert found[0].bearer == "2"
    assert found[0].posterior > 0.9


def test_an_address_that_forty_share_points_at_nobody_else():
    house = [
        profile(who.given, who.family, address="Rosenvej 9, 2730 Herlev")
        for who in centre(random.Random(5), 40).humans
    ]
    about = profile("Xerxes", "Quist", address="Rosenvej 9, 2730 Herlev")
    found = asked_among(*house, about=about)
    assert sum(one.posterior >= 0.01 for one in found) <= 10
