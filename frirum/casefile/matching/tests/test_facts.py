import pytest

from frirum.casefile.matching.facts import Fact, FactKind, fold, normalise


def key(kind, value, other=""):
    return normalise(Fact(kind, value, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("22 33 44 55", "+45 22334455"),
        ("22334455", "0045 22 33 44 55"),
        ("+46 70 123 45 67", "0046701234567"),
    ],
)
def test_a_phone_number_is_the_same_however_it_is_written(one, other):
    assert key(FactKind.PHONE, one) == key(FactKind.PHONE, other) is not None


def test_a_danish_and_a_foreign_number_with_the_same_digits_are_two():
    assert key(FactKind.PHONE, "22334455") != key(FactKind.PHONE, "+47 22334455")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (FactKind.EMAIL, "Alma.Berg+log@Post.dk", "almaberg@post.dk"),
        (FactKind.HANDLE, "@Bo_Boesen.88", "boboesen88"),
        (FactKind.PLATE, "bo 12 3O4", "B0 12304"),
        (FactKind.CPR, "010190-1234", "0101901234"),
    ],
)
def test_identifiers_are_compared_in_one_spelling(kind, one, other):
    assert key(kind, one) == key(kind, other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åse Sørensen", "Aase Soerensen"),
        ("Ægir  Møller-Holst", "aegir moeller holst"),
        ("José Łukasz", "jose lukasz"),
    ],
)
def test_a_name_folds_to_one_spelling(one, other):
    assert fold(one) == fold(other)


def test_two_different_names_stay_apart():
    assert fold("Bo Bøgh") != fold("Bo Bech")


@pytest.mark.parametrize(
    "fact",
    [
        Fact(FactKind.PHONE, "hemmeligt"),
        Fact(FactKind.EMAIL, "alma"),
        Fact(FactKind.CPR, "991399-1234"),
        Fact(FactKind.HANDLE, "@b"),
        Fact(FactKind.NAME_AND_BIRTH, "Alma Berg", ""),
        Fact(FactKind.NAME_AND_BIRTH, "Alma", "1990-01-02"),
    ],
)
def test_what_tells_nobody_apart_is_no_key(fact):
    assert normalise(fact) is None
