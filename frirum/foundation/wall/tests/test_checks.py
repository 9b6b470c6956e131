"""A hole in the wall stops the program from starting (S2)."""

import importlib
import types

import pytest
from django.http import HttpResponse
from django.urls import path

from frirum.foundation.wall import checks
from frirum.foundation.wall.models import WalledModel


def faults(check):
    return [(fault.id, fault.msg) for fault in check()]


def test_s2_the_house_as_it_stands_has_no_hole():
    assert faults(checks.every_view_has_a_door) == []
    assert faults(checks.every_walled_model_leads_to_a_root) == []
    assert faults(checks.every_action_names_a_permission) == []


def test_s2_a_view_without_a_door_stops_the_start(settings):
    urls = types.ModuleType("urls_with_a_hole")
    urls.urlpatterns = [path("hul/", lambda _request: HttpResponse(), name="hole")]
    settings.ROOT_URLCONF = urls
    assert faults(checks.every_view_has_a_door) == [("wall.E001", "hole has no door")]


@pytest.mark.parametrize(
    ("wall_path", "fault"),
    [
        (None, ("wall.E002", "Loose has no wall_path")),
        ("", ("wall.E003", "Loose leads to no root")),
    ],
)
def test_s2_a_walled_model_that_leads_nowhere_stops_the_start(monkeypatch, wall_path, fault):
    class Loose(WalledModel):
        class Meta:
            app_label = "wall"
            abstract = True

    if wall_path is not None:
        Loose.wall_path = wall_path
    monkeypatch.setattr(checks.apps, "get_models", lambda: [Loose])
    assert faults(checks.every_walled_model_leads_to_a_root) == [fault]


def test_s2_an_action_without_a_permission_stops_the_start(monkeypatch):
    actions = importlib.import_module("frirum.casefile.tasks.actions")

    def burn_everything(*, by):
        """Nobody asked who may."""

    burn_everything.__module__ = actions.__name__
    monkeypatch.setattr(actions, "burn_everything", burn_everything, raising=False)
    assert faults(checks.every_action_names_a_permission) == [
        ("wall.E004", "frirum.casefile.tasks.actions.burn_everything names no permission")
    ]
