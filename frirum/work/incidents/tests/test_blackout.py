"""What tells where somebody is to be found is taken out of texts, however it is written."""

import pytest

from frirum.work.incidents.bundle.blackout import Blackout, Guarded

ADDRESS = Guarded("a", "address", "Rosenvej 4, 2. tv., 8000 Aarhus C", "client")
PHONE = Guarded("p", "phone", "+45 22 33 44 55", "client")
SCHOOL = Guarded("s", "school", "Solsikkens Børnehave", "child")
CHILD = Guarded("n", "name", "Cilie Andersen", "child")


def taken_out(text, *words, allowed=()):
    return Blackout(words, allowed=allowed, instead="[udeladt]")(text)


@pytest.mark.parametrize(
    "written", ["22334455", "22 33 44 55", "+4522334455", "0045 2233-4455", "22.33.44.55"]
)
def test_a_number_is_found_however_it_is_grouped(written):
    assert taken_out(f"Ring {written} nu", PHONE) == "Ring [udeladt] nu"


def test_a_number_inside_a_longer_one_is_another_number():
    assert taken_out("Sag 9922334455", PHONE) == "Sag 9922334455"


@pytest.mark.parametrize("written", ["Rosenvej 4", "rosenvej  4", "ROSENVEJ 4, 8000 Aarhus C"])
def test_street_and_number_alone_tell_the_address(written):
    assert "osenvej" not in taken_out(f"Han stod ved {written}.", ADDRESS).lower()


def test_another_number_of_the_street_is_another_place():
    assert taken_out("Rosenvej 42", ADDRESS) == "Rosenvej 42"


def test_a_school_and_a_childs_first_name_are_found_in_the_genitive_too():
    text = taken_out("Cilies tøj lå ved Solsikkens børnehave", SCHOOL, CHILD)
    assert text == "[udeladt] tøj lå ved [udeladt]"


def test_what_may_stand_stands_and_is_counted():
    blackout = Blackout([PHONE, ADDRESS], allowed=["p"], instead="[udeladt]")
    assert blackout("22334455") == "22334455"
    assert blackout("Rosenvej 4 og 22334455") == "[udeladt] og 22334455"
    assert blackout.found == {"p": 2, "a": 1}
