"""The world that the sweeps walk through."""

import pytest


@pytest.fixture
def world(almas_case, dorte, freja, now):
    from .world import build

    return build(dorte=dorte, freja=freja, case=almas_case, now=now)
