"""What the house knows of Denmark before anybody has written a word."""

from datetime import date

from frirum.foundation.country.denmark.agencies import (
    AUTHORITIES,
    MUNICIPALITIES,
    POLICE_DISTRICTS,
)
from frirum.foundation.country.denmark.orders import BORTVISNING, ORDERS, STRAKSTILHOLD, TILHOLD


def test_all_98_municipalities_are_there_each_with_its_own_code():
    codes = [one.key.rsplit("-", 1)[1] for one in MUNICIPALITIES]
    assert (len(codes), len(set(codes))) == (98, 98)
    assert all(code.isdigit() and len(code) == 3 for code in codes)
    assert codes == sorted(codes)
    assert next(one.name for one in MUNICIPALITIES if one.key.endswith("751")) == "Aarhus Kommune"


def test_all_12_police_districts_are_there_and_no_key_stands_twice():
    assert len(POLICE_DISTRICTS) == 12
    assert len({one.key for one in AUTHORITIES}) == len(AUTHORITIES)
    assert all(len(one.key) <= 40 for one in AUTHORITIES)


def test_an_order_lasts_no_longer_than_the_law_lets_it():
    assert TILHOLD.latest_end(date(2026, 11, 22)) == date(2031, 11, 22)
    assert TILHOLD.latest_end(date(2024, 2, 29)) == date(2029, 2, 28)
    assert STRAKSTILHOLD.latest_end(date(2026, 11, 22)) == date(2027, 1, 21)
    assert BORTVISNING.latest_end(date(2026, 11, 1)) == date(2026, 11, 29)


def test_every_kind_of_order_says_what_it_is_in_both_languages_and_where_the_law_says_it():
    for code, kind in ORDERS.items():
        assert code == kind.code
        assert {"da", "en"} == set(kind.names) == set(kind.forbids)
        assert "Tilholdsloven" in kind.section
        assert kind.longest_years or kind.longest_days
