"""A warning that Emil heard from Bo, and the copy of it in Alma's case."""

import pytest
import time_machine

from frirum.casefile.matters.actions import approve_crossing
from frirum.casefile.matters.models import HouseWarning

from .across import written


@pytest.fixture
def still(now):
    """No time passes, unless the test moves this clock."""
    with time_machine.travel(now, tick=False) as clock:
        yield clock


@pytest.fixture
def crossing(emil, bos_case, now):
    return written(emil, bos_case, now)


@pytest.fixture
def warning(crossing, vera, dorte, now):
    approve_crossing(by=vera, crossing=crossing, now=now)
    return HouseWarning.objects.visible_to(dorte).get()
