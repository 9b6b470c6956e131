"""No start with a hole in the wall: every view has a door, every walled table a way home, every
action a permission."""

import importlib.util
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from . import sight
from .models import WalledModel
from .permissions import Permission


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every URL pattern with its full name, such as `incidents:log`."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            inner = f"{prefix}{item.namespace}:" if item.namespace else prefix
            yield from patterns(item, inner)
        else:
            yield f"{prefix}{item.name}", item


@register
def every_view_has_a_door(**_: Any) -> list[CheckMessage]:
    return [
        Error(f"{name} has no door", hint="Hang the view on a door.", id="wall.E001")
        for name, pattern in patterns()
        if not hasattr(pattern.callback, "door")
    ]


@register
def every_walled_model_leads_to_a_root(**_: Any) -> list[CheckMessage]:
    faults: list[CheckMessage] = []
    for model in apps.get_models():
        if not issubclass(model, WalledModel):
            continue
        if not hasattr(model, "wall_path"):
            faults.append(Error(f"{model.__name__} has no wall_path", id="wall.E002"))
        elif sight.root_of(model) not in sight.roots():
            faults.append(Error(f"{model.__name__} leads to no root", id="wall.E003"))
    return faults


@register
def every_action_names_a_permission(**_: Any) -> list[CheckMessage]:
    """What a room's `actions` offer to others, and nothing but actions."""
    return [
        Error(f"{module.__name__}.{name} names no permission", id="wall.E004")
        for module in _action_modules()
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and made.__module__ == module.__name__
        and not isinstance(getattr(made, "permission", None), Permission)
    ]


def _action_modules() -> Iterator[ModuleType]:
    for room in apps.get_app_configs():
        if not room.name.startswith("frirum.") or room.label == "wall":
            continue  # the wall makes actions and has none
        name = f"{room.name}.actions"
        if importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        yield module
        for part in pkgutil.iter_modules(getattr(module, "__path__", [])):
            yield importlib.import_module(f"{name}.{part.name}")


def verify_wall() -> None:
    """Refuse to start with a hole. Commands run checks by themselves; a page process does not.

    Raises:
        ImproperlyConfigured: names what is open.
    """
    faults = [
        *every_view_has_a_door(),
        *every_walled_model_leads_to_a_root(),
        *every_action_names_a_permission(),
    ]
    if faults:
        raise ImproperlyConfigured("; ".join(str(fault.msg) for fault in faults))
