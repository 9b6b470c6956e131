import pytest

from frirum.casefile.matching.facts import Fact, FactKind, fold, profile_of
from frirum.casefile.matching.likeness.keys import keys_of


def spelt(kind, value, other=""):
    return profile_of([Fact(kind, value, other)])


def keys(*facts):
    return keys_of(profile_of(facts))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("22 33 44 55", "+45 22334455"),
        ("22334455", "0045 22 33 44 55"),
        ("+46 70 123 45 67", "0046701234567"),
    ],
)
def test_a_phone_number_is_the_same_however_it_is_written(one, other):
    assert spelt(FactKind.PHONE, one) == spelt(FactKind.PHONE, other)
    assert spelt(FactKind.PHONE, one).phones


def test_a_danish_and_a_foreign_number_with_the_same_digits_are_two():
    assert spelt(FactKind.PHONE, "22334455") != spelt(FactKind.PHONE, "+47 22334455")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (FactKind.EMAIL, "Alma.Berg+log@Post.dk", "almaberg@post.dk"),
        (FactKind.EMAIL, "alma_berg@post.dk", "alma.berg@post.dk"),
        (FactKind.HANDLE, "@Bo_Boesen.88", "boboesen88"),
        (FactKind.HANDLE, "instagram:bo_boesen", "https://instagram.com/bo.boesen/"),
        (FactKind.PLATE, "bo 12 3O4", "B0 12304"),
        (FactKind.CPR, "010190-1234", "0101901234"),
    ],
)
def test_identifiers_are_compared_in_one_spelling(kind, one, other):
    assert spelt(kind, one) == spelt(kind, other)
    assert keys(Fact(kind, one))


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
        Fact(FactKind.PHONE, "hans telefon ender på 45"),
        Fact(FactKind.EMAIL, "alma"),
        Fact(FactKind.CPR, "991399-1234"),
        Fact(FactKind.HANDLE, "@b"),
        Fact(FactKind.NAME, "Alma"),
        Fact(FactKind.NAME, "", "Berg"),
        Fact(FactKind.NAME, "😀", "!"),
        Fact(FactKind.BIRTH, "i foråret"),
        Fact(FactKind.BIRTH, "1990-01-01"),
        Fact(FactKind.BIRTH_YEAR, "firs"),
    ],
)
def test_what_tells_nobody_apart_is_no_key(fact):
    assert keys(fact) == []


@pytest.mark.parametrize(
    ("written", "other", "place"),
    [
        ("Rosenvej 9, 3. tv", "2730 Herlev", "rosenvej|9|2730|herlev"),
        ("Rosenv. 9, 2730 Herlev", "", "rosenvej|9|2730|herlev"),
        ("Ndr. Frihavnsg. 3B", "", "nordrefrihavnsgade|3b||"),
        ("Herlev", "", "|||herlev"),
        ("", "DK-2730 Herlev", "||2730|herlev"),
    ],
)
def test_an_address_is_read_however_it_is_written(written, other, place):
    assert spelt(FactKind.ADDRESS, written, other).places == (place,)


@pytest.mark.parametrize(
    ("cpr", "day"),
    [("010190-1234", "1990-01-01"), ("710784-4210", "1984-07-11"), ("270511-1556", "2011-05-27")],
)
def test_a_civil_number_tells_the_day_of_birth_where_it_was_not_told(cpr, day):
    """A number given in another's stead has 60 added to the day."""
    assert spelt(FactKind.CPR, cpr).born == (day,)
    told = [Fact(FactKind.CPR, cpr), Fact(FactKind.BIRTH, "1950-02-03")]
    assert profile_of(told).born == ("1950-02-03",)


def test_what_is_known_anew_comes_beside_what_was_known():
    before = profile_of([Fact(FactKind.NAME, "Bo", "Berg"), Fact(FactKind.PHONE, "22334455")])
    after = before.and_also(profile_of([Fact(FactKind.NAME, "Bo", "Holm")]))
    assert after.family == ("berg", "holm")
    assert after.phones == ("22334455",)
    assert type(after).from_text(after.as_text()) == after
